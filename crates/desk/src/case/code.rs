//! Enrolment codes that people have for life.

use super::Case;
use crate::Refused;
use rusqlite::{Connection, params};

/// A code that was dealt.
#[derive(Clone, Debug)]
pub struct DealtCode {
    /// Whether it is of the minors' pool.
    pub minors: bool,
    /// The code.
    pub code: String,
    /// Whose it is.
    pub person: i64,
}

pub(crate) fn add(db: &Connection, act: i64, codes: &[DealtCode]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO code (minors, code, person, act) VALUES (?, ?, ?, ?)")?;
    for DealtCode { minors, code, person } in codes {
        put.execute(params![minors, code, person, act])?;
    }
    Ok(())
}

impl Case {
    /// All codes that were dealt.
    pub fn dealt_codes(&self) -> Result<Vec<DealtCode>, Refused> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT minors, code, person FROM code")?;
            let codes =
                ask.query_map([], |row| Ok(DealtCode { minors: row.get(0)?, code: row.get(1)?, person: row.get(2)? }))?;
            codes.collect()
        })
    }
}
