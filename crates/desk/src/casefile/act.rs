//! The table of acts: each user action, bound to the one before by its hash.

use super::ActKind;
use super::id::ActId;
use crate::io::digest::hex;
use notice::digest::Digest;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// One user action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Act {
    /// Number, from 1.
    pub seq: ActId,
    /// Time in UTC, as `2025-03-14T09:26:53Z`.
    pub at: String,
    /// Name of the person who acted, as they gave it; empty where nobody was asked.
    pub by: String,
    /// The word of its [`ActKind`].
    pub kind: String,
    /// Keys and counts, as JSON; never a personal value.
    pub detail: String,
    /// Hash of the act before; zeros for the first.
    #[serde(serialize_with = "hexed")]
    #[ts(type = "string")]
    pub prev: Digest,
    /// Hash of all of the above.
    #[serde(serialize_with = "hexed")]
    #[ts(type = "string")]
    pub hash: Digest,
}

fn hexed<S: serde::Serializer>(digest: &Digest, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex(digest))
}

impl Act {
    /// True for an act of this kind.
    pub fn is(&self, kind: ActKind) -> bool {
        self.kind == kind.word()
    }

    pub(super) fn new(
        seq: ActId,
        at: String,
        by: &str,
        kind: ActKind,
        detail: &serde_json::Value,
        prev: Digest,
    ) -> Self {
        let mut act = Self {
            seq,
            at,
            by: by.to_owned(),
            kind: kind.word().to_owned(),
            detail: detail.to_string(),
            prev,
            hash: Digest::default(),
        };
        act.hash = act.own_hash();
        act
    }

    /// The lines of an act, each ended by a line feed; no line can hold one, as JSON and names are plain.
    fn own_hash(&self) -> Digest {
        let mut hash = Sha256::new();
        for line in [&hex(self.prev), &self.seq.to_string(), &self.at, &self.by, &self.kind, &self.detail] {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        hash.into()
    }
}

/// The number of the next act and the hash of the last.
pub(super) fn end(db: &Connection) -> rusqlite::Result<(ActId, Digest)> {
    let last = db.query_row("SELECT seq, hash FROM act ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((row.get::<_, ActId>(0)?, Digest::new(row.get(1)?)))
    });
    match last {
        Ok((seq, hash)) => Ok((seq.next(), hash)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok((ActId::FIRST, Digest::default())),
        Err(e) => Err(e),
    }
}

/// Adds an act after the last.
pub(super) fn append(db: &Connection, act: &Act) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO act (seq, at, by, kind, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![act.seq, act.at, act.by, act.kind, act.detail, act.prev.bytes(), act.hash.bytes()],
    )?;
    Ok(())
}

/// The acts in order, as far as they can be read, and whether all could be.
pub(super) fn read_acts(db: &Connection) -> (Vec<Act>, bool) {
    let mut acts = Vec::new();
    let read = (|| {
        let mut ask = db.prepare(&format!("{SELECT} ORDER BY seq"))?;
        for act in ask.query_map([], of_row)? {
            acts.push(act?);
        }
        Ok::<_, rusqlite::Error>(())
    })();
    (acts, read.is_ok())
}

/// The last act.
pub(super) fn last(db: &Connection) -> rusqlite::Result<Option<Act>> {
    db.query_row(&format!("{SELECT} ORDER BY seq DESC LIMIT 1"), [], of_row).optional()
}

/// Returns the number of acts, from the first, that follow each other without a gap or a change.
pub(super) fn chained(acts: &[Act]) -> ActId {
    let mut prev = Digest::default();
    let mut sound = ActId::NONE;
    for act in acts {
        let seq = sound.next();
        if act.seq != seq || act.prev != prev || act.hash != act.own_hash() {
            break;
        }
        (prev, sound) = (act.hash, seq);
    }
    sound
}

pub(super) const SELECT: &str = "SELECT seq, at, by, kind, detail, prev, hash FROM act";

/// An act as it is read.
pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Act> {
    Ok(Act {
        seq: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        kind: row.get(3)?,
        detail: row.get(4)?,
        prev: Digest::new(row.get(5)?),
        hash: Digest::new(row.get(6)?),
    })
}

#[cfg(test)]
mod tests {
    use super::{Act, ActId, ActKind};
    use notice::digest::Digest;

    #[test]
    fn a_changed_act_has_another_hash() {
        let act = Act::new(
            ActId::FIRST,
            "2026-01-01T00:00:00Z".into(),
            "A",
            ActKind::New,
            &serde_json::json!({"people": 3}),
            Digest::default(),
        );
        let mut other = act.clone();
        other.detail = r#"{"people":4}"#.into();
        assert_ne!(other.own_hash(), act.hash);
    }
}
