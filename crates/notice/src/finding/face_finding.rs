use serde::Serialize;

macro_rules! face_findings {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {
        /// Findings whose advice names a key of a file, so that a face with pages words it otherwise.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
        #[serde(rename_all = "snake_case")]
        pub enum FaceFinding { $($(#[doc = $doc])+ $name),+ }

        impl FaceFinding {
            /// Each with the finding that it stands for.
            pub const ALL: &'static [(FaceFinding, super::Code)] = &[$((FaceFinding::$name, super::Code::$name)),+];
        }
    };
}

face_findings! {
    /// A source column that no field takes.
    ColumnIgnored,
    /// A column whose heading looks like a hold, custody or death flag, but which no field takes.
    ColumnLooksLikeFlag,
    /// Day and month cannot be told apart in this column.
    DateOrderAssumed,
    /// Bytes that are not text in the file's encoding.
    RowUndecodable,
    /// No birth date.
    BirthMissing,
    /// Day and month that could change places, and standing with them.
    BirthAmbiguous,
    /// A guardian column that does not turn into an addressee.
    GuardianNotNamed,
    /// A language for which there is no letter.
    LanguageUnavailable,
    /// Counsel has not chosen for Massachusetts.
    MassachusettsUndecided,
    /// Less monitoring than the law of residence asks for.
    OfferShort,
}

#[cfg(test)]
mod tests {
    use super::FaceFinding;
    use crate::finding::Code;

    #[test]
    fn every_finding_that_sends_to_a_file_has_words_of_each_face() {
        for code in Code::ALL {
            let sends = ["mapping file", "incident file", "--"].iter().any(|word| code.advice().contains(word));
            let listed = FaceFinding::ALL.iter().find(|(_, own)| own == code);
            assert_eq!(sends, listed.is_some(), "{}", code.word());
            if let Some((face, _)) = listed {
                assert_eq!(serde_json::to_value(face).expect("JSON"), code.word());
            }
        }
    }
}
