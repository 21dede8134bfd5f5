//! The one row that binds a case together: its id, the key of the digests in its acts, whether somebody has it open, and the
//! digest over its pages while nobody has.

use super::act::{self, Act};
use super::content::{self, CONTENT, ContentKey};
use super::held::HeldFile;
use super::id::ActId;
use super::pages::Layout;
use super::{ActKind, schema};
use crate::CommandError;
use crate::io::clock;
use crate::io::digest::hex;
use notice::digest::Digest;
use rusqlite::{Connection, params};

/// Seal that binds a case.
#[derive(Clone)]
pub struct Seal {
    /// Random, and the same in every copy.
    pub id: [u8; 16],
    /// Key of the digests; never leaves the case.
    pub key: ContentKey,
    /// True if the case was changed and not closed.
    pub open: bool,
    /// Digest over its pages, where it was closed.
    pub pages: Option<Digest>,
}

impl Seal {
    /// Reads it; none in a case of an older version.
    pub fn read(db: &Connection) -> rusqlite::Result<Option<Self>> {
        if schema::version(db)? < schema::SEALED {
            return Ok(None);
        }
        db.query_row("SELECT id, key, open, pages FROM seal", [], |row| {
            Ok(Some(Self {
                id: row.get(0)?,
                key: row.get(1)?,
                open: row.get(2)?,
                pages: row.get::<_, Option<_>>(3)?.map(Digest::new),
            }))
        })
    }

    /// Notes in the file itself that it is open, before the first change goes to the file beside it.
    pub fn mark_open(&mut self, db: &Connection) -> rusqlite::Result<()> {
        if !self.open {
            db.execute("UPDATE seal SET open = 1, pages = NULL", [])?;
            checkpoint(db, "FULL")?;
            self.open = true;
        }
        Ok(())
    }

    /// Brings everything into the file and seals its pages. While the file tells that it is open, the file beside it is never
    /// empty: so one that was lost is missed.
    pub fn close(&mut self, db: &Connection, held: &HeldFile, plain: bool) -> rusqlite::Result<()> {
        if self.open {
            checkpoint(db, "FULL")?;
            let failed = |e: std::io::Error| rusqlite::Error::ToSqlConversionFailure(e.into());
            let pages = Layout::of(db, plain)?.digest(held.file(), &self.key).map_err(failed)?;
            db.execute("UPDATE seal SET open = 0, pages = ?", params![pages.bytes()])?;
            checkpoint(db, "TRUNCATE")?;
            self.open = false;
        }
        Ok(())
    }
}

/// Brings what waits beside the file into it, and makes it durable.
pub(super) fn checkpoint(db: &Connection, how: &str) -> rusqlite::Result<()> {
    // Somebody who makes a copy may hold it up; then a later one does the rest.
    db.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))
}

/// Brings a case to the newest version. One that was made before acts were bound to what they wrote is bound by one act, in
/// the same transaction. Whether that was done.
pub(super) fn migrate(db: &mut Connection) -> Result<rusqlite::Result<bool>, CommandError> {
    let (id, key): ([u8; 16], ContentKey) = (crate::io::random::random()?, crate::io::random::random()?);
    Ok(schema::migrate(db, |step, before| {
        if before >= schema::SEALED {
            step.execute("UPDATE seal SET open = 1, pages = NULL", [])?;
            return Ok(false);
        }
        step.execute("INSERT INTO seal (one, id, key, open, pages) VALUES (1, ?, ?, 1, NULL)", params![id, key])?;
        let (seq, prev) = act::end(step)?;
        if seq == ActId::FIRST {
            return Ok(false);
        }
        let detail = serde_json::json!({ CONTENT: content::of_all_before(step, &key, seq) });
        act::append(step, &Act::new(seq, clock::now(), "", ActKind::Seal, &detail, prev))?;
        Ok(true)
    }))
}

impl super::Case {
    /// A random id of the case, in hexadecimal digits; copies have the same.
    pub fn id(&self) -> Result<String, CommandError> {
        Ok(self.seal.as_ref().map(|seal| hex(seal.id)).unwrap_or_default())
    }
}
