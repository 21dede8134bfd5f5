//! Tables that went out of the house or came back, kept as proof of where an address comes from.

use super::Case;
use super::id::ActId;
use crate::CommandError;
use rusqlite::{Connection, params};

/// The addresses that were asked about.
pub const ASKED: &str = "addresses asked";
/// The answer of the provider.
pub const ANSWERED: &str = "addresses answered";
/// The answer beside what the case had.
pub const COMPARED: &str = "addresses compared";

pub(crate) fn keep(db: &Connection, act: ActId, role: &str, name: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    db.execute("INSERT INTO paper (act, role, name, bytes) VALUES (?, ?, ?, ?)", params![act, role, name, bytes])?;
    Ok(())
}

/// A table that was kept.
pub struct Attachment {
    /// The act.
    pub act: ActId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Case {
    /// Everything of a kind that was kept, in order.
    pub fn attachments(&self, role: &str) -> Result<Vec<Attachment>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT act, bytes FROM paper WHERE role = ? ORDER BY act")?;
            let papers = ask.query_map([role], |row| Ok(Attachment { act: row.get(0)?, bytes: row.get(1)? }))?;
            papers.collect()
        })
    }
}
