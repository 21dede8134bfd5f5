//! Every user action, bound to the one before: append-only, exportable, and verified without anything of ours
//! (`docs/verify_audit.py`).

use super::{Case, damaged};
use crate::Refused;
use crate::oneshot::inputs::digest_of;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// So many seconds after it was opened, a case is looked at again before what depends on all of it.
const JUST_NOW: f64 = 30.0;

/// One user action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Act {
    /// Number, from 1.
    pub seq: i64,
    /// When, in UTC.
    pub at: String,
    /// Who, as they named themselves; empty where nobody was asked.
    pub by: String,
    /// What.
    pub kind: String,
    /// Keys and counts, as JSON; never a personal value.
    pub detail: String,
    /// Hash of the act before; zeros for the first.
    #[serde(serialize_with = "hexed")]
    #[ts(type = "string")]
    pub prev: [u8; 32],
    /// Hash of all of the above.
    #[serde(serialize_with = "hexed")]
    #[ts(type = "string")]
    pub hash: [u8; 32],
}

fn hexed<S: serde::Serializer>(digest: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex(digest))
}

/// A digest in hexadecimal digits.
pub fn hex(digest: &[u8]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}

impl Act {
    pub(super) fn new(seq: i64, at: String, by: &str, kind: &str, detail: &serde_json::Value, prev: [u8; 32]) -> Self {
        let mut act =
            Self { seq, at, by: by.to_owned(), kind: kind.to_owned(), detail: detail.to_string(), prev, hash: [0; 32] };
        act.hash = act.own_hash();
        act
    }

    /// The lines of an act, each ended by a line feed; no line can hold one, as JSON and names are plain.
    fn own_hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for line in [&hex(&self.prev), &self.seq.to_string(), &self.at, &self.by, &self.kind, &self.detail] {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        hash.finalize().into()
    }
}

/// The number of the next act and the hash of the last.
pub(super) fn end(db: &Connection) -> rusqlite::Result<(i64, [u8; 32])> {
    let last = db.query_row("SELECT seq, hash FROM act ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?))
    });
    match last {
        Ok((seq, hash)) => Ok((seq + 1, hash)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok((1, [0; 32])),
        Err(e) => Err(e),
    }
}

pub(super) fn append(db: &Connection, act: &Act) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO act (seq, at, by, kind, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![act.seq, act.at, act.by, act.kind, act.detail, act.prev, act.hash],
    )?;
    Ok(())
}

impl Case {
    /// All acts in order.
    pub fn acts(&self) -> Result<Vec<Act>, Refused> {
        self.read(|db| {
            let mut ask = db.prepare(&format!("{SELECT} ORDER BY seq"))?;
            let acts = ask.query_map([], of_row)?;
            acts.collect()
        })
    }

    /// The number of the last act; 0 in a case that was only begun.
    pub fn last_act(&self) -> Result<i64, Refused> {
        self.read(|db| db.query_row("SELECT coalesce(max(seq), 0) FROM act", [], |row| row.get(0)))
    }

    /// Makes sure that what acts tell of is what stands beside them: the bytes of every list, and every signature.
    fn hold_against_acts(&self, acts: &[Act]) -> Result<(), Refused> {
        let told: Vec<serde_json::Value> =
            acts.iter().map(|act| serde_json::from_str(&act.detail).unwrap_or_default()).collect();
        let of = |act: i64| usize::try_from(act - 1).ok().and_then(|at| Some((acts.get(at)?, told.get(at)?)));
        let list = |value: &serde_json::Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
        for row in self.lists(i64::MAX)? {
            let digest = digest_of(&self.bytes(&row)?).map_err(|_| damaged(self.path()))?;
            let named = |told: &serde_json::Value| list(told, "lists").iter().any(|one| one["sha256"] == hex(&digest));
            if digest != row.sha256 || !of(row.act).is_some_and(|(act, told)| act.kind == "import" && named(told)) {
                return Err(damaged(self.path()));
            }
        }
        for ((variant, text), approval) in self.approvals()? {
            let signed = |told: &serde_json::Value| {
                list(told, "variants").iter().any(|one| one["variant"] == variant && one["text"] == text)
            };
            let sound = |(act, told): (&Act, &serde_json::Value)| {
                act.kind == "approve" && act.by == approval.by && signed(told)
            };
            if !of(approval.act).is_some_and(sound) {
                return Err(damaged(self.path()));
            }
        }
        if let Some(release) = self.last_release()? {
            let sound = |(act, told): (&Act, &serde_json::Value)| {
                act.kind == "release" && act.by == release.by && told["parts"] == serde_json::json!(release.parts)
            };
            if !of(release.act).is_some_and(sound) {
                return Err(damaged(self.path()));
            }
        }
        Ok(())
    }

    /// Makes sure that no act was changed, put in or taken out, that lists and signatures are those of their acts, and that the
    /// file is whole.
    pub fn verify_audit(&self) -> Result<usize, Refused> {
        // Whoever has only just opened the case has made sure of it.
        if self.opened.seconds() > JUST_NOW || self.is_read_only() {
            self.must_be_sound()?;
        }
        if !self.has_sound_indexes() {
            return Err(damaged(self.path()));
        }
        let acts = self.acts()?;
        self.hold_against_acts(&acts)?;
        Ok(acts.len())
    }
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

/// How many acts, from the first, follow each other without a gap or a change.
pub(super) fn chained(acts: &[Act]) -> i64 {
    let mut prev = [0; 32];
    let mut sound = 0;
    for (act, seq) in acts.iter().zip(1..) {
        if act.seq != seq || act.prev != prev || act.hash != act.own_hash() {
            break;
        }
        (prev, sound) = (act.hash, seq);
    }
    sound
}

const SELECT: &str = "SELECT seq, at, by, kind, detail, prev, hash FROM act";

fn of_row(row: &Row<'_>) -> rusqlite::Result<Act> {
    Ok(Act {
        seq: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        kind: row.get(3)?,
        detail: row.get(4)?,
        prev: row.get(5)?,
        hash: row.get(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::Act;

    #[test]
    fn a_changed_act_has_another_hash() {
        let act = Act::new(1, "2026-01-01T00:00:00Z".into(), "A", "new", &serde_json::json!({"people": 3}), [0; 32]);
        let mut other = act.clone();
        other.detail = r#"{"people":4}"#.into();
        assert_ne!(other.own_hash(), act.hash);
    }
}
