//! Counsel's signatures under the text of variants.

use super::Case;
use crate::Refused;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// A signature that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The digest of the text that was signed.
    pub text: String,
    /// Who signed.
    pub by: String,
    /// The act.
    pub act: i64,
}

/// Adds signatures of one act.
pub(crate) fn add(db: &Connection, act: i64, by: &str, texts: &[(&str, &str)]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO approval (act, variant, text, by) VALUES (?, ?, ?, ?)")?;
    for (variant, text) in texts {
        put.execute(params![act, variant, text.as_bytes(), by])?;
    }
    Ok(())
}

/// Keeps the page that counsel signed elsewhere.
pub(crate) fn keep_page(db: &Connection, act: i64, name: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    db.execute("INSERT INTO signed (act, name, bytes) VALUES (?, ?, ?)", params![act, name, bytes])?;
    Ok(())
}

/// A page that counsel signed elsewhere.
pub struct SignedPage {
    /// The act with which it came in.
    pub act: i64,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Case {
    /// Every page that counsel signed elsewhere, in order.
    pub fn signed_pages(&self) -> Result<Vec<SignedPage>, Refused> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT act, name, bytes FROM signed ORDER BY act")?;
            let pages =
                ask.query_map([], |row| Ok(SignedPage { act: row.get(0)?, name: row.get(1)?, bytes: row.get(2)? }))?;
            pages.collect()
        })
    }

    /// Every signature, by variant and digest of the text. A text that was changed and changed back is signed still.
    pub fn approvals(&self) -> Result<BTreeMap<(String, String), Approval>, Refused> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT variant, text, by, act FROM approval ORDER BY act")?;
            let rows = ask.query_map([], |row| {
                let text = String::from_utf8_lossy(&row.get::<_, Vec<u8>>(1)?).into_owned();
                Ok((row.get::<_, String>(0)?, Approval { text, by: row.get(2)?, act: row.get(3)? }))
            })?;
            rows.map(|row| row.map(|(variant, approval)| ((variant, approval.text.clone()), approval))).collect()
        })
    }

    /// Variants that were ever signed, with any text: what is unsigned now and was signed before was voided by a change.
    pub fn once_approved(&self) -> Result<std::collections::BTreeSet<String>, Refused> {
        Ok(self.approvals()?.into_keys().map(|(variant, _)| variant).collect())
    }
}
