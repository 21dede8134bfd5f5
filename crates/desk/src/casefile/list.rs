//! Lists as they came in. Their bytes stay in the case for good, deflated in equal stretches.

use super::id::{ActId, ListId};
use super::{Case, damaged};
use crate::CommandError;
use libdeflater::{CompressionLvl, Compressor, Decompressor};
use notice::digest::Digest;
use notice::intake::ListBytes;
use rusqlite::{Connection, params};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of a stretch before deflating.
const STRETCH: usize = 64 << 10;

/// Stretches that are kept unpacked at once: 64 MiB, which holds a list of some 300,000 people whole.
const UNPACKED: usize = 1024;

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
    pub fn bytes(&self, list: &ListRow) -> Result<CaseList, CommandError> {
        let parts: Vec<Box<[u8]>> = self.read(|db| {
            let mut ask = db.prepare("SELECT bytes FROM part WHERE list = ? ORDER BY number")?;
            let parts = ask.query_map([list.id], |row| Ok(row.get::<_, Vec<u8>>(0)?.into_boxed_slice()))?;
            parts.collect()
        })?;
        if parts.len() as u64 != list.length.div_ceil(STRETCH as u64) {
            return Err(damaged(self.path()));
        }
        let open = parts.iter().map(|_| Mutex::new(None)).collect();
        Ok(CaseList { parts, open, held: Mutex::new(Vec::new()), length: list.length })
    }
}

/// The bytes of a list in the case. All stretches are in memory as they are stored; those that were read last are there
/// unpacked too.
pub struct CaseList {
    parts: Vec<Box<[u8]>>,
    open: Vec<Mutex<Option<Arc<[u8]>>>>,
    /// Numbers of the stretches that are unpacked, in the order in which they were.
    held: Mutex<Vec<u32>>,
    length: u64,
}

impl CaseList {
    fn stretch(&self, number: usize) -> io::Result<Arc<[u8]>> {
        let mut open = self.open[number].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = &*open {
            return Ok(Arc::clone(bytes));
        }
        let there = (self.length - (number * STRETCH) as u64).min(STRETCH as u64) as usize;
        let mut plain = vec![0; there];
        let size = Decompressor::new().deflate_decompress(&self.parts[number], &mut plain);
        if size.ok() != Some(there) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let plain: Arc<[u8]> = plain.into();
        *open = Some(Arc::clone(&plain));
        drop(open);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.push(number as u32);
        let oldest = (held.len() > UNPACKED).then(|| held.remove(0) as usize);
        drop(held);
        if let Some(oldest) = oldest.filter(|oldest| *oldest != number) {
            *self.open[oldest].lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        Ok(plain)
    }
}

impl ListBytes for CaseList {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, mut buf: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buf.len() as u64).filter(|end| *end <= self.length);
        end.ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut at = offset as usize;
        while !buf.is_empty() {
            let plain = self.stretch(at / STRETCH)?;
            let from = at % STRETCH;
            let n = buf.len().min(plain.len() - from);
            buf[..n].copy_from_slice(&plain[from..from + n]);
            buf = &mut buf[n..];
            at += n;
        }
        Ok(())
    }
}
