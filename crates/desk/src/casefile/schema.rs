//! The tables, forward from every released version.

use rusqlite::{Connection, Transaction};

/// Value of `application_id` that marks a database as a case of ours: "NPCF".
const APPLICATION: i32 = 0x4E50_4346;

/// One step for every version that was ever released; a step is never edited afterwards.
const STEPS: [&str; 9] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
];

/// The newest version.
pub const NEWEST: i64 = STEPS.len() as i64;

/// The first version in which acts are bound to what they wrote.
pub const SEALED: i64 = 4;

/// Kind of database, by the head of its file.
pub enum SchemaHead {
    /// An empty database.
    New,
    /// A case that this program knows.
    Ours,
    /// A case of a later program.
    Later,
    /// Something else.
    Other,
}

/// The version of the tables.
pub fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Reads the kind of a database from its head.
pub fn head(db: &Connection) -> rusqlite::Result<SchemaHead> {
    let version = version(db)?;
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, version) {
        (0, 0) if tables == 0 => SchemaHead::New,
        (APPLICATION, version) if version > NEWEST => SchemaHead::Later,
        (APPLICATION, _) => SchemaHead::Ours,
        _ => SchemaHead::Other,
    })
}

/// Brings a database to the newest version, all steps in one transaction; `finish` is given the version before and does what
/// belongs to it.
pub fn migrate<T: Default>(
    db: &mut Connection,
    finish: impl FnOnce(&Transaction<'_>, i64) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let before = version(db)?;
    let missing = STEPS.get(usize::try_from(before).unwrap_or(0)..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(T::default());
    }
    let step = db.transaction()?;
    for sql in missing {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", NEWEST)?;
    let done = finish(&step, before)?;
    step.commit()?;
    Ok(done)
}
