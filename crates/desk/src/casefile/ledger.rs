//! Results of lists, facts and rulings: counts, the disposition of every row, the text of every variant. It is worked
//! out when something changes and kept, so that looking at a case takes no time. It can always be worked out again.

use super::content::{self, ContentKey};
use super::id::{ActId, ListId, PersonId};
use super::{Case, damaged};
use crate::CommandError;
use crate::casefile::signed::TextDigest;
use chrono::NaiveDate;
use libdeflater::{CompressionLvl, Compressor, Decompressor};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Counts and texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
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

/// A variant that letters need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantText {
    /// Number of letters.
    pub letters: u64,
    /// Digest of its text, rules, facts, fonts and the version of the program.
    #[serde(flatten)]
    pub digest: TextDigest,
}

/// Result for one row, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRecord {
    /// The list.
    pub list: ListId,
    /// The line on which the row starts.
    pub line: u32,
    /// The person.
    pub person: PersonId,
    /// Disposition of the row: `letter`, `held`, `merged` or `excluded`.
    pub disposition: String,
    /// Standing, or empty.
    pub standing: String,
    /// Law of residence, or empty.
    pub jurisdiction: String,
    /// Variant, or empty.
    pub variant: String,
    /// Accepted ZIP, or empty.
    pub zip: String,
    /// The last legal day of its letter.
    pub due: NaiveDate,
    /// Pages of the letter.
    pub pages: u16,
    /// The person of the row that it was joined with.
    pub primary: Option<PersonId>,
    /// Words of its findings.
    pub codes: String,
}

/// The ledger as stored.
pub struct Ledger {
    /// The act up to which it counts.
    pub act: ActId,
    /// Digest of what it was worked out from beside the case.
    pub basis: [u8; 32],
    /// Counts and texts.
    pub summary: Summary,
}

/// Fates of rows, packed.
pub(crate) fn pack(records: &[RowRecord]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::with_capacity(records.len() * 64));
    for record in records {
        out.serialize(record)?;
    }
    let plain = out.into_inner().unwrap_or_default();
    let mut deflate = Compressor::new(CompressionLvl::fastest());
    let mut packed = vec![0; 8 + deflate.deflate_compress_bound(plain.len())];
    packed[..8].copy_from_slice(&(plain.len() as u64).to_le_bytes());
    // The bound is large enough for every input.
    let size = deflate.deflate_compress(&plain, &mut packed[8..]).unwrap_or(0);
    packed.truncate(8 + size);
    Ok(packed)
}

fn unpack(packed: &[u8]) -> Option<Vec<RowRecord>> {
    let (length, packed) = packed.split_first_chunk::<8>()?;
    let mut plain = vec![0; usize::try_from(u64::from_le_bytes(*length)).ok()?];
    let size = Decompressor::new().deflate_decompress(packed, &mut plain).ok()?;
    if size != plain.len() {
        return None;
    }
    csv::Reader::from_reader(plain.as_slice()).deserialize().collect::<Result<_, _>>().ok()
}

/// The keyed digest of a ledger; `last` is the act that was the last one when it was worked out.
fn digest(key: &ContentKey, act: ActId, basis: &[u8; 32], summary: &str, records: &[u8], last: &[u8; 32]) -> [u8; 32] {
    content::digest(key, |to| {
        to.text("ledger");
        to.integer(act.get());
        to.bytes(basis);
        to.text(summary);
        to.bytes(records);
        to.bytes(last);
    })
}

/// Puts a ledger in the place of the one before.
pub(crate) fn put(
    db: &Connection,
    key: &ContentKey,
    act: ActId,
    basis: &[u8; 32],
    summary: &Summary,
    records: &[u8],
) -> rusqlite::Result<()> {
    let text = serde_json::to_string(summary).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let last = super::act::last(db)?.map(|act| (act.seq, act.hash)).unwrap_or_default();
    db.execute(
        "INSERT OR REPLACE INTO ledger (one, act, basis, summary, records, last, digest) VALUES (1, ?, ?, ?, ?, ?, ?)",
        params![act, basis, text, records, last.0, digest(key, act, basis, &text, records, &last.1)],
    )?;
    Ok(())
}

/// A ledger and its records, as they are stored.
#[derive(Clone)]
pub(super) struct Stored {
    act: ActId,
    basis: [u8; 32],
    summary: String,
    records: Vec<u8>,
}

impl Case {
    /// The key under which what the case holds is digested.
    pub(crate) fn content_key(&self) -> ContentKey {
        self.seal.as_ref().map(|seal| seal.key).unwrap_or_default()
    }

    /// Puts a ledger in the place of the one before; where the disk cannot take it, it is kept in memory while the case is open.
    pub(crate) fn keep_ledger(
        &mut self,
        act: ActId,
        basis: &[u8; 32],
        summary: &Summary,
        records: Vec<u8>,
    ) -> Result<(), CommandError> {
        let key = self.content_key();
        let kept = self.keep(|step| put(step, &key, act, basis, summary, &records))?;
        self.unkept = match kept {
            Some(()) => None,
            None => {
                let summary = serde_json::to_string(summary).map_err(|_| damaged(self.path()))?;
                Some(Stored { act, basis: *basis, summary, records })
            }
        };
        Ok(())
    }

    /// The ledger as it is stored; none where there is none, or where it is not what was kept: it is worked out again.
    fn stored_ledger(&self) -> Result<Option<Stored>, CommandError> {
        if let Some(stored) = &self.unkept {
            return Ok(Some(stored.clone()));
        }
        let Some(key) = self.seal.as_ref().map(|seal| seal.key) else { return Ok(None) };
        let found = self.read(|db| {
            db.query_row(
                "SELECT ledger.act, basis, summary, records, digest, act.hash FROM ledger JOIN act ON act.seq = last",
                [],
                |row| {
                    let stored =
                        Stored { act: row.get(0)?, basis: row.get(1)?, summary: row.get(2)?, records: row.get(3)? };
                    Ok((stored, row.get::<_, [u8; 32]>(4)?, row.get::<_, [u8; 32]>(5)?))
                },
            )
            .optional()
        });
        // Where it cannot be read, as in a damaged case that is looked at, it is worked out again.
        let found = if self.is_read_only() { found.unwrap_or_default() } else { found? };
        Ok(found.and_then(|(stored, told, last)| {
            let own = digest(&key, stored.act, &stored.basis, &stored.summary, &stored.records, &last);
            (own == told).then_some(stored)
        }))
    }

    /// The ledger, where there is one.
    pub fn ledger(&self) -> Result<Option<Ledger>, CommandError> {
        let Some(Stored { act, basis, summary, .. }) = self.stored_ledger()? else { return Ok(None) };
        let summary = serde_json::from_str(&summary).map_err(|_| damaged(self.path()))?;
        Ok(Some(Ledger { act, basis, summary }))
    }

    /// The disposition of every row, as the ledger has it.
    pub fn records(&self) -> Result<Vec<RowRecord>, CommandError> {
        let stored = self.stored_ledger()?;
        stored.map_or(Ok(Vec::new()), |stored| unpack(&stored.records).ok_or_else(|| damaged(self.path())))
    }

    /// The last act that the ledger follows from: a list, a file of the case, a ruling.
    pub fn last_cause(&self) -> Result<ActId, CommandError> {
        self.read(|db| {
            db.query_row(
                "SELECT max(coalesce((SELECT max(act) FROM list), 0), coalesce((SELECT max(act) FROM fact), 0),
                            coalesce((SELECT max(act) FROM ruling), 0))",
                [],
                |row| row.get(0),
            )
        })
    }
}
