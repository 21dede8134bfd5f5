//! Mail that came back.

use super::Case;
use super::id::{ActId, RunId};
use crate::CommandError;
use rusqlite::{Connection, params};

/// A piece that came back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// Its run.
    pub run: RunId,
    /// Its number.
    pub sequence: u32,
    /// Reason, as the post or the vendor writes it.
    pub reason: String,
}

pub(crate) fn add(db: &Connection, act: ActId, pieces: &[Returned]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO returned (act, run, sequence, reason) VALUES (?, ?, ?, ?)")?;
    for piece in pieces {
        put.execute(params![act, piece.run, piece.sequence, piece.reason])?;
    }
    Ok(())
}

impl Case {
    /// Everything that came back, in order.
    pub fn returned(&self) -> Result<Vec<Returned>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT run, sequence, reason FROM returned ORDER BY act, run, sequence")?;
            let pieces =
                ask.query_map([], |row| Ok(Returned { run: row.get(0)?, sequence: row.get(1)?, reason: row.get(2)? }))?;
            pieces.collect()
        })
    }
}
