//! Enrolment codes that people have for life.

use super::Case;
use super::id::{ActId, PersonId};
use crate::CommandError;
use notice::finding::Private;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// A code that was dealt.
#[derive(Clone, Debug)]
pub struct DealtCode {
    /// True if the code is of the minors' pool.
    pub minors: bool,
    /// The code.
    pub code: Private<String>,
    /// The person whose code it is.
    pub person: PersonId,
}

impl DealtCode {
    /// Returns the place of the code in a pool with these places; `None` if it is not in the pool.
    pub(crate) fn place(&self, places: &HashMap<String, u32>) -> Option<u32> {
        places.get(self.code.disclose()).copied()
    }
}

pub(crate) fn add(db: &Connection, act: ActId, codes: &[DealtCode]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO code (minors, code, person, act) VALUES (?, ?, ?, ?)")?;
    for DealtCode { minors, code, person } in codes {
        put.execute(params![minors, code.disclose(), person, act])?;
    }
    Ok(())
}

impl Case {
    /// All codes that were dealt.
    pub fn dealt_codes(&self) -> Result<Vec<DealtCode>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT minors, code, person FROM code")?;
            let codes = ask.query_map([], |row| {
                Ok(DealtCode { minors: row.get(0)?, code: Private::new(row.get(1)?), person: row.get(2)? })
            })?;
            codes.collect()
        })
    }
}
