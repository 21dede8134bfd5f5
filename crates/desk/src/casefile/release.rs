//! The practice's signatures under runs.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Everything that a run is made of, each part under a name that people understand, with its digest.
pub type ReleaseParts = BTreeMap<String, String>;

/// A release that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The act.
    pub act: ActId,
    /// Name of the person who released.
    pub by: String,
    /// Parts that were released, as digests.
    pub parts: ReleaseParts,
}

pub(crate) fn add(db: &Connection, act: ActId, by: &str, parts: &ReleaseParts) -> rusqlite::Result<()> {
    let text = serde_json::to_string(parts).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    db.execute("INSERT INTO release (act, by, parts) VALUES (?, ?, ?)", params![act, by, text])?;
    Ok(())
}

impl Case {
    /// The newest release.
    pub fn last_release(&self) -> Result<Option<Release>, CommandError> {
        self.release_where("ORDER BY act DESC LIMIT 1", ActId::NONE)
    }

    /// A release by its act.
    pub fn release(&self, act: ActId) -> Result<Option<Release>, CommandError> {
        self.release_where("WHERE act = ?1", act)
    }

    fn release_where(&self, which: &str, act: ActId) -> Result<Option<Release>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(&format!("SELECT act, by, parts, ?1 FROM release {which}"))?;
            let mut rows = ask.query_map([act], |row| {
                let parts = serde_json::from_str(&row.get::<_, String>(2)?)
                    .map_err(|e| rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, e.into()))?;
                Ok(Release { act: row.get(0)?, by: row.get(1)?, parts })
            })?;
            rows.next().transpose()
        })
    }
}

/// The names of parts that differ.
pub fn changed_parts(one: &ReleaseParts, other: &ReleaseParts) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}
