//! Kinds of user actions, by the words that the audit has for them. A word that was written once stays what it is.

use serde::Serialize;
use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)+) => {
        /// The kind of a user action.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
        pub enum ActKind {
            $($(#[$doc])* #[serde(rename = $word)] $kind,)+
        }

        impl ActKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The word of the audit.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)+
                }
            }
        }
    };
}

kinds! {
    /// The case was made.
    New = "new",
    /// The case was given other files.
    Amend = "amend",
    /// Lists came in.
    Import = "import",
    /// A table of guardians came in.
    Guardians = "guardians",
    /// Words of the case's own were changed.
    Wording = "wording",
    /// Somebody decided about people.
    Decide = "decide",
    /// Counsel signed texts.
    Approve = "approve",
    /// The practice released a run.
    Release = "release",
    /// Counsel's pack was made.
    CounselPackMade = "counsel pack made",
    /// Proofs of picked letters were made.
    ProofsMade = "proofs made",
    /// A package of proofs was made.
    ProofExported = "proof exported",
    /// A package is going to be made.
    ExportBegun = "export begun",
    /// A package stands in its folder.
    ExportFinished = "export finished",
    /// Pieces are going to be printed again.
    ReprintBegun = "reprint begun",
    /// A package of pieces that were printed again stands in its folder.
    ReprintFinished = "reprint finished",
    /// Pieces came back.
    Returns = "returns",
    /// Second copies go to new addresses.
    Remail = "remail",
    /// Addresses were written out for a provider of corrections.
    AddressesAsked = "addresses asked",
    /// A provider's answers came in.
    AddressesAnswered = "addresses answered",
    /// The folder for authorities was made.
    RegulatorsFolderMade = "regulators' folder made",
    /// Authorities were told.
    Filed = "filed",
    /// The case was given another passphrase.
    Passphrase = "passphrase",
    /// An older file was put in the place of the case on purpose.
    OlderFileAcknowledged = "older file acknowledged",
    /// A backup was put in the place of the case.
    Restored = "restored",
    /// A case of an older version was bound to its acts.
    Seal = "seal",
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::ActKind;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_has_a_word_of_its_own_that_serde_writes_too() {
        let words: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), ActKind::ALL.len());
        for kind in ActKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a word"), kind.word());
        }
    }
}
