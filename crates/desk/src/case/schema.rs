//! The tables, forward from every released version.

use rusqlite::Connection;

/// What marks a database as a case of ours: "NPCF".
const APPLICATION: i32 = 0x4E50_4346;

/// One step for every version that was ever released; a step is never edited afterwards.
const STEPS: [&str; 3] = [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// What the head of a file says.
pub enum Head {
    /// An empty database.
    New,
    /// A case that this program knows.
    Ours,
    /// A case of a later program.
    Later,
    /// Something else.
    Other,
}

/// What the database is.
pub fn head(db: &Connection) -> rusqlite::Result<Head> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, version) {
        (0, 0) if tables == 0 => Head::New,
        (APPLICATION, version) if version > STEPS.len() as i64 => Head::Later,
        (APPLICATION, _) => Head::Ours,
        _ => Head::Other,
    })
}

/// Brings a database to the newest version, all steps in one transaction.
pub fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let missing = STEPS.get(usize::try_from(version).unwrap_or(0)..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    let step = db.transaction()?;
    for sql in missing {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", STEPS.len() as i64)?;
    step.commit()
}
