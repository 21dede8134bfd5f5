//! Counsel's signatures under the text of variants.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use crate::casefile::signed::{SignedWords, TextDigest};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A signature that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The digest of the text that was signed, in the version that was the newest then.
    pub text: String,
    /// Name of the signer.
    pub by: String,
    /// The act.
    pub act: ActId,
}

/// A signature in the history of a variant.
#[derive(Clone, Debug)]
pub struct GivenApproval {
    /// The variant.
    pub variant: String,
    /// The signature.
    pub approval: Approval,
    /// The moment in UTC, as `2025-03-14T09:26:53Z`.
    pub at: String,
    /// The detail of the act, as JSON.
    pub detail: String,
}

/// Adds signatures of one act, with the words that were signed.
pub(crate) fn add(
    db: &Connection,
    act: ActId,
    by: &str,
    texts: &[(&str, &str)],
    words: &BTreeMap<String, SignedWords>,
) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO approval (act, variant, text, by) VALUES (?, ?, ?, ?)")?;
    for (variant, text) in texts {
        put.execute(params![act, variant, text.as_bytes(), by])?;
    }
    let mut put = db.prepare("INSERT INTO signed_words (act, variant, words) VALUES (?, ?, ?)")?;
    for (variant, words) in words.iter().filter(|(variant, _)| texts.iter().any(|(name, _)| name == variant)) {
        put.execute(params![act, variant, words.pack()])?;
    }
    Ok(())
}

/// Keeps the page that counsel signed elsewhere.
pub(crate) fn keep_page(db: &Connection, act: ActId, name: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    db.execute("INSERT INTO signed (act, name, bytes) VALUES (?, ?, ?)", params![act, name, bytes])?;
    Ok(())
}

/// A page that counsel signed elsewhere.
pub struct SignedPage {
    /// The act with which it came in.
    pub act: ActId,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Signatures by variant and digest of the text, as they are stored.
pub type Approvals = BTreeMap<(String, String), Approval>;

/// The signature under the text of a variant, of whatever version its digest is.
pub fn find<'a>(approvals: &'a Approvals, variant: &str, digest: &TextDigest) -> Option<&'a Approval> {
    let under = |text: &String| approvals.get(&(variant.to_owned(), text.clone()));
    [&digest.text, &digest.text_1].into_iter().filter(|text| !text.is_empty()).find_map(under)
}

impl Case {
    /// Every page that counsel signed elsewhere, in order.
    pub fn signed_pages(&self) -> Result<Vec<SignedPage>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT act, name, bytes FROM signed ORDER BY act")?;
            let pages =
                ask.query_map([], |row| Ok(SignedPage { act: row.get(0)?, name: row.get(1)?, bytes: row.get(2)? }))?;
            pages.collect()
        })
    }

    /// Every signature, by variant and digest of the text. A text that was changed and changed back is signed still.
    pub fn approvals(&self) -> Result<Approvals, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT variant, text, by, act FROM approval ORDER BY act")?;
            let rows = ask.query_map([], |row| {
                let text = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(1)?).into_owned();
                Ok((row.get::<_, String>(0)?, Approval { text, by: row.get(2)?, act: row.get(3)? }))
            })?;
            rows.map(|row| row.map(|(variant, approval)| ((variant, approval.text.clone()), approval))).collect()
        })
    }

    /// Every signature that was given under any text of a variant, with the moment, the first given first.
    pub fn approval_history(&self) -> Result<Vec<GivenApproval>, CommandError> {
        self.read(|db| {
            let sql = "SELECT approval.variant, approval.text, approval.by, approval.act, act.at, act.detail
                       FROM approval JOIN act ON act.seq = approval.act ORDER BY approval.act, approval.variant";
            let mut ask = db.prepare(sql)?;
            let rows = ask.query_map([], |row| {
                let text = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(1)?).into_owned();
                let approval = Approval { text, by: row.get(2)?, act: row.get(3)? };
                Ok(GivenApproval { variant: row.get(0)?, approval, at: row.get(4)?, detail: row.get(5)? })
            })?;
            rows.collect()
        })
    }

    /// The words of a variant as they were signed last, with the act; `None` where nobody signed them, or only before words were kept.
    pub fn last_signed_words(&self, variant: &str) -> Result<Option<(ActId, SignedWords)>, CommandError> {
        let found = self.read(|db| {
            let sql = "SELECT act, words FROM signed_words WHERE variant = ? ORDER BY act DESC LIMIT 1";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, ActId>(0)?, row.get::<_, Vec<u8>>(1)?));
            db.query_row(sql, [variant], row).optional()
        })?;
        Ok(found.and_then(|(act, bytes)| Some((act, SignedWords::unpack(&bytes)?))))
    }

    /// Variants that were ever signed, with any text: what is unsigned now and was signed before was voided by a change.
    pub fn once_approved(&self) -> Result<std::collections::BTreeSet<String>, CommandError> {
        Ok(self.approvals()?.into_keys().map(|(variant, _)| variant).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Approval, Approvals, find};
    use crate::casefile::signed::TextDigest;

    #[test]
    fn a_signature_counts_under_the_version_that_it_was_given_in() {
        let digest = TextDigest { text: "2:aa".to_owned(), text_1: "bb".to_owned() };
        let signed = |text: &str| -> Approvals {
            let approval = Approval {
                text: text.to_owned(),
                by: "C. Counsel".to_owned(),
                act: crate::casefile::id::ActId::new(3),
            };
            [(("TX-adult-en".to_owned(), text.to_owned()), approval)].into()
        };
        for text in ["2:aa", "bb"] {
            assert!(find(&signed(text), "TX-adult-en", &digest).is_some(), "{text}");
            assert!(find(&signed(text), "TX-minor-en", &digest).is_none(), "{text}");
        }
        // Digits are never held against those of another version, and no digest is none.
        for text in ["aa", "2:bb", ""] {
            assert!(find(&signed(text), "TX-adult-en", &digest).is_none(), "{text}");
        }
        assert!(find(&signed(""), "TX-adult-en", &TextDigest::default()).is_none());
    }
}
