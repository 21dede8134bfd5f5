//! Results of lists, facts and rulings: counts, the disposition of every row, the text of every variant. It is worked
//! out when something changes and kept, so that looking at a case takes no time. It can always be worked out again.

use super::content::{self, ContentKey};
use super::id::ActId;
use super::row_record::{self, PackedChunk, RowRecord};
use super::signed::TextDigest;
use super::{Case, damaged};
use crate::CommandError;
use chrono::NaiveDate;
use notice::digest::Digest;
use notice::party::{Elements, Variant};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts and texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Every element that the incident file or a list tells of anybody.
    #[serde(default)]
    pub told: Elements,
    /// All counts, as `check` gives them.
    pub tally: serde_json::Value,
    /// Rows of all lists that count.
    pub rows: u64,
    /// Of these: rows that get or got a letter.
    pub letters: u64,
    /// Rows that wait for a person.
    pub held: u64,
    /// Rows joined with another.
    pub merged: u64,
    /// Rows taken out.
    pub excluded: u64,
    /// Variants that letters need, with how many and the digest of the text.
    pub variants: BTreeMap<String, VariantText>,
    /// Affected people by residence, held ones included.
    pub residents: BTreeMap<String, u64>,
    /// The earliest legal last day over all letters.
    pub mail_by: Option<NaiveDate>,
    /// People who cannot be reached by mail.
    pub unreachable: u64,
    /// Every clock, first due first.
    pub deadlines: Vec<DeadlineClock>,
    /// The mailing date.
    pub mailing: Option<NaiveDate>,
    /// Findings about no row.
    pub columns: Vec<String>,
    /// Family names of children and guardians.
    #[serde(default)]
    pub families: Families,
    /// Open questions about lists.
    #[serde(default)]
    pub questions: u64,
    /// Rows that are held by these questions and by nothing else: each question is one task, and its rows are none.
    #[serde(default)]
    pub held_by_questions: u64,
}

/// Children and guardians whose family names are both known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Families {
    /// One name in common.
    pub same: u64,
    /// None.
    pub other: u64,
}

impl Families {
    /// Returns true if more than two in five of at least twenty have no name in common: a column must have slipped.
    pub fn in_doubt(self) -> bool {
        let all = self.same + self.other;
        all >= 20 && 5 * self.other > 2 * all
    }
}

/// A clock of the law.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeadlineClock {
    /// The last day that counts.
    pub last_day: NaiveDate,
    /// Everything about it.
    #[serde(flatten)]
    pub deadline: serde_json::Map<String, serde_json::Value>,
}

impl DeadlineClock {
    /// Returns whether the duty is in doubt.
    pub fn is_in_doubt(&self) -> bool {
        self.deadline.get("in_doubt").and_then(serde_json::Value::as_bool).unwrap_or_default()
    }

    /// A word or sentence of the clock; empty where it has none.
    pub fn text(&self, key: &str) -> &str {
        self.deadline.get(key).and_then(serde_json::Value::as_str).unwrap_or_default()
    }
}

/// A variant that letters need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantText {
    /// Number of letters.
    pub letters: u64,
    /// Digest of its text, rules, facts, fonts and the version of the program.
    #[serde(flatten)]
    pub digest: TextDigest,
    /// The variant, with the elements of the first letter under it.
    #[serde(default)]
    pub sample: Option<Variant>,
}

/// The ledger as stored, without its rows.
pub struct Ledger {
    /// The act up to which it counts.
    pub act: ActId,
    /// Digest of what it was worked out from beside the case.
    pub basis: Digest,
    /// Counts and texts.
    pub summary: Summary,
}

/// The keyed digest of a ledger; `chunks` are the digests of its rows, `last` is the act that was the last one when it was
/// worked out.
fn digest(key: &ContentKey, (act, basis, summary): (ActId, &Digest, &str), chunks: &[Digest], last: &Digest) -> Digest {
    content::digest(key, |to| {
        to.text("ledger");
        to.integer(act.get());
        to.bytes(basis.bytes());
        to.text(summary);
        to.list(chunks.len());
        for chunk in chunks {
            to.bytes(chunk.bytes());
        }
        to.bytes(last.bytes());
    })
}

/// Puts a ledger in the place of the one before. Of its rows those chunks are written that are given; all others stay.
pub(crate) fn put(
    db: &Connection,
    key: &ContentKey,
    act: ActId,
    basis: &Digest,
    summary: &Summary,
    chunks: &[Option<PackedChunk>],
) -> rusqlite::Result<()> {
    let text = serde_json::to_string(summary).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let last = super::act::last(db)?.map(|act| (act.seq, act.hash)).unwrap_or_default();
    let mut write = db.prepare("INSERT OR REPLACE INTO ledger_chunk (number, digest, rows) VALUES (?, ?, ?)")?;
    for (number, chunk) in chunks.iter().enumerate() {
        if let Some(chunk) = chunk {
            write.execute(params![number as i64, chunk.digest.bytes(), chunk.bytes])?;
        }
    }
    db.execute("DELETE FROM ledger_chunk WHERE number >= ?", [chunks.len() as i64])?;
    let digests = chunk_digests(db)?;
    db.execute(
        "INSERT OR REPLACE INTO ledger (one, act, basis, summary, last, digest) VALUES (1, ?, ?, ?, ?, ?)",
        params![act, basis.bytes(), text, last.0, digest(key, (act, basis, &text), &digests, &last.1).bytes()],
    )?;
    Ok(())
}

/// Takes the rows of a ledger away that are not what was kept, so that all of them are written again.
pub(crate) fn clear(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("DELETE FROM ledger_chunk; DELETE FROM ledger;")
}

/// The digests of all chunks, in order.
fn chunk_digests(db: &Connection) -> rusqlite::Result<Vec<Digest>> {
    let mut ask = db.prepare("SELECT digest FROM ledger_chunk ORDER BY number")?;
    let digests = ask.query_map([], |row| row.get(0).map(Digest::new))?;
    digests.collect()
}

impl Case {
    /// The key under which what the case holds is digested.
    pub(crate) fn content_key(&self) -> ContentKey {
        self.seal.as_ref().map(|seal| seal.key).unwrap_or_default()
    }

    /// Puts a ledger in the place of the one before; left out where the case is only looked at, or the disk cannot take it.
    /// Returns true if it was kept.
    pub(crate) fn keep_ledger(
        &mut self,
        act: ActId,
        basis: &Digest,
        summary: &Summary,
        chunks: &[Option<PackedChunk>],
    ) -> Result<bool, CommandError> {
        let key = self.content_key();
        Ok(self.keep(|step| put(step, &key, act, basis, summary, chunks))?.is_some())
    }

    /// Takes a ledger away that is not what was kept.
    pub(crate) fn clear_ledger(&mut self) -> Result<(), CommandError> {
        self.keep(|step| clear(step)).map(drop)
    }

    /// The ledger, where there is one; none where it is not what was kept: it is worked out again.
    pub fn ledger(&self) -> Result<Option<Ledger>, CommandError> {
        let Some(key) = self.seal.as_ref().map(|seal| seal.key) else { return Ok(None) };
        let found = self.read(|db| {
            let stored = db
                .query_row(
                    "SELECT ledger.act, basis, summary, digest, act.hash FROM ledger JOIN act ON act.seq = last",
                    [],
                    |row| {
                        let about = (row.get::<_, ActId>(0)?, Digest::new(row.get(1)?), row.get::<_, String>(2)?);
                        Ok((about, Digest::new(row.get(3)?), Digest::new(row.get(4)?)))
                    },
                )
                .optional()?;
            stored.map(|stored| Ok((stored, chunk_digests(db)?))).transpose()
        });
        // Where it cannot be read, as in a damaged case or one of an older version that is looked at, it is worked out again.
        let found = if self.is_read_only() { found.unwrap_or_default() } else { found? };
        let Some((((act, basis, summary), told, last), chunks)) = found else { return Ok(None) };
        if digest(&key, (act, &basis, &summary), &chunks, &last) != told {
            return Ok(None);
        }
        let summary = serde_json::from_str(&summary).map_err(|_| damaged(self.path()))?;
        Ok(Some(Ledger { act, basis, summary }))
    }

    /// Returns the records of all rows, as the ledger has them; none where a chunk of rows is not what was kept.
    pub fn records(&self) -> Result<Option<Vec<RowRecord>>, CommandError> {
        let key = self.content_key();
        let found = self.read(|db| {
            let mut ask = db.prepare("SELECT digest, rows FROM ledger_chunk ORDER BY number")?;
            let chunks = ask.query_map([], |row| Ok((Digest::new(row.get(0)?), row.get::<_, Vec<u8>>(1)?)))?;
            chunks.collect::<rusqlite::Result<Vec<_>>>()
        });
        let found = match found {
            Err(_) if self.is_read_only() => return Ok(None),
            found => found?,
        };
        let is_kept =
            |(number, (told, bytes)): (usize, &(Digest, Vec<u8>))| row_record::digest(&key, number, bytes) == *told;
        if !found.iter().enumerate().all(is_kept) {
            return Ok(None);
        }
        let chunks: Vec<Vec<u8>> = found.into_iter().map(|(_, bytes)| bytes).collect();
        Ok(row_record::unpack_all(&chunks))
    }

    /// The last act that the ledger follows from: a list, a file of the case, a ruling.
    pub fn last_cause(&self) -> Result<ActId, CommandError> {
        Ok(self.causes()?.last())
    }

    /// The last acts of each kind that decisions follow from.
    pub fn causes(&self) -> Result<LastCauses, CommandError> {
        self.read(|db| {
            db.query_row(
                "SELECT (SELECT max(act) FROM list), (SELECT max(act) FROM fact), (SELECT max(act) FROM ruling),
                        (SELECT max(act) FROM code)",
                [],
                |row| {
                    let act = |at: usize| row.get::<_, Option<ActId>>(at).map(Option::unwrap_or_default);
                    Ok(LastCauses { list: act(0)?, file: act(1)?, ruling: act(2)?, code: act(3)? })
                },
            )
        })
    }
}

/// The last acts by which lists, files of the case, rulings and enrolment codes came; none has number 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastCauses {
    /// The last list.
    pub list: ActId,
    /// The last file.
    pub file: ActId,
    /// The last ruling.
    pub ruling: ActId,
    /// The last codes that were dealt.
    pub code: ActId,
}

impl LastCauses {
    /// The last of those that a ledger follows from.
    pub fn last(self) -> ActId {
        self.list.max(self.file).max(self.ruling)
    }
}
