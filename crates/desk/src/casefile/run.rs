//! Exports: intended before the first byte is written, finished after the last; and the pieces in them.

use super::Case;
use super::id::{ActId, PersonId, RunId};
use super::schema;
use crate::CommandError;
use notice::digest::Digest;
use rusqlite::{Connection, params};

/// The first version of the tables that knows copies.
const COPIES: i64 = 6;

/// The first version of the tables that knows to which parent a piece about a child went.
const ADDRESSEES: i64 = 7;

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The act of its intent.
    pub id: RunId,
    /// The release under which it was made.
    pub release: ActId,
    /// Job id.
    pub job: String,
    /// Number of the job in a mailing beyond 999,999 pieces, from 0.
    pub part: u16,
    /// 1 for the original, more for reprints.
    pub number: u32,
    /// Name of the package folder.
    pub package: String,
    /// The run that it prints again.
    pub reprints: Option<RunId>,
    /// True if its package was finished.
    pub finished: bool,
}

/// A piece of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceRecord {
    /// The run.
    pub run: RunId,
    /// Number within the job.
    pub sequence: u32,
    /// The person to whom the letter goes; `None` for a seed.
    pub person: Option<PersonId>,
    /// The number among the copies for further parents of the person; `None` of the person's own letter.
    pub copy: Option<u8>,
    /// The key of the parent to whom a piece about a child is addressed, 0 where it names nobody; `None` of any other piece, and of
    /// those that an older program made.
    pub addressee: Option<u64>,
    /// The number of the piece in whose place it stands.
    pub supersedes: Option<u32>,
    /// Digest of its pages, once they are made.
    pub page_hash: Option<Vec<u8>>,
}

/// A piece that is going to be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Intended<'a> {
    pub(crate) sequence: u32,
    pub(crate) person: Option<PersonId>,
    pub(crate) copy: Option<u8>,
    pub(crate) addressee: Option<u64>,
    pub(crate) supersedes: Option<u32>,
    pub(crate) reason: Option<&'a str>,
}

/// Records the intent of a run.
pub(crate) fn intend<'a>(
    db: &Connection,
    run: &Run,
    pieces: impl Iterator<Item = Intended<'a>>,
) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO run (act, release, job, part, number, package, reprints) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![run.id, run.release, run.job, run.part, run.number, run.package, run.reprints],
    )?;
    let mut put = db.prepare("INSERT INTO piece (run, sequence, person, supersedes, reason) VALUES (?, ?, ?, ?, ?)")?;
    let mut put_copy = db.prepare("INSERT INTO copy (run, sequence, number) VALUES (?, ?, ?)")?;
    let mut put_addressee = db.prepare("INSERT INTO addressee (run, sequence, parent) VALUES (?, ?, ?)")?;
    for piece in pieces {
        put.execute(params![run.id, piece.sequence, piece.person, piece.supersedes, piece.reason])?;
        if let Some(number) = piece.copy {
            put_copy.execute(params![run.id, piece.sequence, number])?;
        }
        if let Some(parent) = piece.addressee {
            put_addressee.execute(params![run.id, piece.sequence, parent.cast_signed()])?;
        }
    }
    Ok(())
}

/// Records that a run is finished, with the digests of its pages.
pub(crate) fn finish(db: &Connection, act: ActId, run: RunId, hashes: &[(u32, Digest)]) -> rusqlite::Result<()> {
    let mut put = db.prepare("UPDATE piece SET page_hash = ?3 WHERE run = ?1 AND sequence = ?2")?;
    for (sequence, hash) in hashes {
        put.execute(params![run, sequence, hash.bytes()])?;
    }
    db.execute("INSERT INTO finished (run, act) VALUES (?, ?)", params![run, act])?;
    Ok(())
}

impl Case {
    /// All runs in order.
    pub fn runs(&self) -> Result<Vec<Run>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(
                "SELECT run.act, release, job, part, number, package, reprints, finished.run IS NOT NULL
                 FROM run LEFT JOIN finished ON finished.run = run.act ORDER BY run.act, part",
            )?;
            let runs = ask.query_map([], |row| {
                Ok(Run {
                    id: row.get(0)?,
                    release: row.get(1)?,
                    job: row.get(2)?,
                    part: row.get(3)?,
                    number: row.get(4)?,
                    package: row.get(5)?,
                    reprints: row.get(6)?,
                    finished: row.get(7)?,
                })
            })?;
            runs.collect()
        })
    }

    /// The pieces of all runs, in order.
    pub fn pieces(&self) -> Result<Vec<PieceRecord>, CommandError> {
        self.read(|db| {
            // A case of an older version that is only looked at has no copies, or no addressees.
            let version = schema::version(db)?;
            let (number, copies) = if version < COPIES {
                ("NULL", "")
            } else {
                ("copy.number", "LEFT JOIN copy ON copy.run = piece.run AND copy.sequence = piece.sequence")
            };
            let (parent, addressees) = if version < ADDRESSEES {
                ("NULL", "")
            } else {
                (
                    "addressee.parent",
                    "LEFT JOIN addressee ON addressee.run = piece.run AND addressee.sequence = piece.sequence",
                )
            };
            let mut ask = db.prepare(&format!(
                "SELECT piece.run, piece.sequence, person, supersedes, page_hash, {number}, {parent}
                 FROM piece {copies} {addressees}
                 ORDER BY piece.run, piece.sequence"
            ))?;
            let pieces = ask.query_map([], |row| {
                Ok(PieceRecord {
                    run: row.get(0)?,
                    sequence: row.get(1)?,
                    person: row.get(2)?,
                    supersedes: row.get(3)?,
                    page_hash: row.get(4)?,
                    copy: row.get(5)?,
                    addressee: row.get::<_, Option<i64>>(6)?.map(i64::cast_unsigned),
                })
            })?;
            pieces.collect()
        })
    }
}
