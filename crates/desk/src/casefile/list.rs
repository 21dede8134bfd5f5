//! Lists as they came in. Their bytes stay in the case for good, deflated in equal stretches.

use super::id::{ActId, ListId};
use super::{Case, damaged};
use crate::CommandError;
use crate::io::packed_bytes::{PackedBytes, STRETCH};
use libdeflater::{CompressionLvl, Compressor};
use notice::digest::Digest;
use notice::intake::ListBytes;
use rusqlite::{Connection, params};

/// A list of the case.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Number.
    pub id: ListId,
    /// The act that brought it in.
    pub act: ActId,
    /// Its name as it was given, without folders.
    pub name: String,
    /// Bytes.
    pub length: u64,
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Digest of the file that came in, where that was a workbook.
    pub origin: Digest,
    /// The mapping file by which it is read.
    pub mapping: Option<String>,
    /// The older list in whose place it stands.
    pub amends: Option<ListId>,
}

/// A list that comes in.
pub(crate) struct NewList<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a dyn ListBytes,
    pub(crate) sha256: Digest,
    pub(crate) origin: Digest,
    pub(crate) mapping: Option<&'a str>,
    pub(crate) amends: Option<ListId>,
}

/// Adds a list with its bytes; gives its number.
pub(crate) fn add(db: &Connection, act: ActId, list: &NewList<'_>) -> rusqlite::Result<ListId> {
    let length = list.bytes.len();
    db.execute(
        "INSERT INTO list (act, name, length, sha256, origin, mapping, amends) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![act, list.name, length as i64, list.sha256.bytes(), list.origin.bytes(), list.mapping, list.amends],
    )?;
    let id = ListId::new(db.last_insert_rowid());
    let mut put = db.prepare("INSERT INTO part (list, number, bytes) VALUES (?, ?, ?)")?;
    let mut deflate = Compressor::new(CompressionLvl::fastest());
    let (mut plain, mut packed) = (vec![0; STRETCH], Vec::new());
    for (number, offset) in (0i64..).zip((0..length).step_by(STRETCH)) {
        let there = (length - offset).min(STRETCH as u64) as usize;
        list.bytes
            .read_at(offset, &mut plain[..there])
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
        packed.resize(deflate.deflate_compress_bound(there), 0);
        let size = deflate
            .deflate_compress(&plain[..there], &mut packed)
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
        put.execute(params![id, number, &packed[..size]])?;
    }
    Ok(id)
}

impl Case {
    /// All lists that had come in by an act, in order.
    pub fn lists(&self, as_of: ActId) -> Result<Vec<ListRow>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(
                "SELECT id, act, name, length, sha256, origin, mapping, amends FROM list WHERE act <= ? ORDER BY id",
            )?;
            let lists = ask.query_map([as_of], |row| {
                Ok(ListRow {
                    id: row.get(0)?,
                    act: row.get(1)?,
                    name: row.get(2)?,
                    length: row.get::<_, i64>(3)? as u64,
                    sha256: Digest::new(row.get(4)?),
                    origin: Digest::new(row.get(5)?),
                    mapping: row.get(6)?,
                    amends: row.get(7)?,
                })
            })?;
            lists.collect()
        })
    }

    /// The bytes of a list.
    pub fn bytes(&self, list: &ListRow) -> Result<PackedBytes, CommandError> {
        let parts: Vec<Box<[u8]>> = self.read(|db| {
            let mut ask = db.prepare("SELECT bytes FROM part WHERE list = ? ORDER BY number")?;
            let parts = ask.query_map([list.id], |row| Ok(row.get::<_, Vec<u8>>(0)?.into_boxed_slice()))?;
            parts.collect()
        })?;
        if parts.len() as u64 != list.length.div_ceil(STRETCH as u64) {
            return Err(damaged(self.path()));
        }
        Ok(PackedBytes::new(parts, list.length))
    }
}
