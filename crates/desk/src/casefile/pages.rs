//! A digest over all pages of a closed case, so that no page of an older copy can stand among newer ones: `SQLCipher` proves
//! that a page was written under the key, not that it was written last.

use super::content::{ContentKey, digest};
use notice::digest::Digest;
use rusqlite::Connection;
use std::fs::File;
use std::io;

/// Layout of the pages of a case in its file.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Bytes of a page.
    pub size: u64,
    /// Pages.
    pub count: u64,
    /// The page that holds the digest itself, from 1; it is left out.
    pub apart: u64,
    /// True if the pages are not encrypted.
    pub plain: bool,
}

/// Bytes at the end of an encrypted page: 16 that are chosen anew whenever it is written, and 64 that prove the page with them.
const PROOF: usize = 80;

impl Layout {
    /// Asks the database.
    pub fn of(db: &Connection, plain: bool) -> rusqlite::Result<Self> {
        // The page size of an encrypted database is told as text.
        let number = |name: &str| {
            db.query_row(&format!("SELECT CAST({name} AS INTEGER) FROM pragma_{name}"), [], |row| row.get::<_, i64>(0))
        };
        let apart: i64 =
            db.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'seal' AND type = 'table'", [], |row| {
                row.get(0)
            })?;
        Ok(Self { size: number("page_size")? as u64, count: number("page_count")? as u64, apart: apart as u64, plain })
    }

    /// The digest over all pages but the one that holds it.
    pub fn digest(&self, file: &File, key: &ContentKey) -> io::Result<Digest> {
        let whole = usize::try_from(self.size).map_err(|_| io::ErrorKind::InvalidData)?;
        let proof = if self.plain { whole } else { PROOF.min(whole) };
        let mut bytes = vec![0; proof];
        let mut failed = None;
        let digest = digest(key, |canonical| {
            canonical.text("pages");
            canonical.integer(self.count as i64);
            for page in (1..=self.count).filter(|page| *page != self.apart) {
                if let Err(error) = crate::io::read::read_exact_at(file, &mut bytes, page * self.size - proof as u64) {
                    failed.get_or_insert(error);
                    return;
                }
                canonical.bytes(&bytes);
            }
        });
        failed.map_or(Ok(digest), Err)
    }
}
