//! Connections to the database of a case, and the key that opens it.

use super::key::{Key, Salt, Secret};
use super::{medium, schema};
use crate::CommandError;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::Path;

/// First bytes of every plain `SQLite` file.
pub(super) const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// Opens a database with its key, before the first byte is read. Closing it changes nothing in the file, and takes nothing away
/// that lies beside it.
pub(super) fn connect(path: &Path, key: Option<&Key>, salt: &Salt) -> rusqlite::Result<Connection> {
    let db = medium::connect(path)?;
    // Another program may be copying or closing at this moment.
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    unlock(&db, key, salt)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(db)
}

/// Gives the key to the database before the first byte is read.
pub(super) fn unlock(db: &Connection, key: Option<&Key>, salt: &Salt) -> rusqlite::Result<()> {
    if let Some(key) = key {
        // What it would say on standard error is said by us, in plain words.
        db.pragma_update(None, "cipher_log_level", "NONE")?;
        db.pragma_update(None, "key", key.pragma(salt).as_str())?;
    }
    Ok(())
}

/// The key with which a secret opens a case file.
pub(crate) fn key_for(path: &Path, secret: &Secret, salt: &Salt) -> Result<Option<Key>, CommandError> {
    let opens = |key: &Key| {
        let opened =
            medium::connect_alone(path).and_then(|db| unlock(&db, Some(key), salt).and_then(|()| schema::head(&db)));
        // What is wrong otherwise is told when it is opened with this key.
        !matches!(opened.map_err(|e| e.sqlite_error_code()), Err(Some(rusqlite::ErrorCode::NotADatabase)))
    };
    secret.key_that(salt, opens)
}

/// Durable at every commit; nothing of the case in temporary files.
pub(super) fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "cache_size", -32_768)
}
