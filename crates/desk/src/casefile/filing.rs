//! Notices to authorities: to which, when, and about how many people.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::Serialize;

/// A filing that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Filing {
    /// State, or `HHS`.
    pub authority: String,
    /// Office of the state; empty where it has one alone, and for HHS.
    pub office: String,
    /// The day.
    pub day: NaiveDate,
    /// Number of people that it told of.
    pub people: u64,
    /// Confirmation number or whatever else is to be kept.
    pub remark: String,
}

pub(crate) fn add(db: &Connection, act: ActId, filing: &Filing) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO filing (act, authority, office, day, people, remark) VALUES (?, ?, ?, ?, ?, ?)",
        params![act, filing.authority, filing.office, filing.day.to_string(), filing.people as i64, filing.remark],
    )?;
    Ok(())
}

impl Case {
    /// All filings, in order.
    pub fn filings(&self) -> Result<Vec<Filing>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT authority, office, day, people, remark FROM filing ORDER BY id")?;
            let filings = ask.query_map([], |row| {
                let day: String = row.get(2)?;
                let day = day.parse().map_err(|e: chrono::ParseError| {
                    rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, e.into())
                })?;
                let people = row.get::<_, i64>(3)? as u64;
                Ok(Filing { authority: row.get(0)?, office: row.get(1)?, day, people, remark: row.get(4)? })
            })?;
            filings.collect()
        })
    }
}
