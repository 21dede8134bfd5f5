//! The case file: what a practice lives in for months. One `SQLite` database, encrypted under a passphrase, in which nothing
//! is ever changed or taken away: every user action adds an act to the audit and rows that name it, in one transaction.
//! What holds at any moment follows from the rows up to that act.

pub mod approval;
pub mod audit;
pub mod code;
pub mod fact;
mod file;
pub mod filing;
pub mod head;
pub mod key;
pub mod keyring;
pub mod ledger;
pub mod list;
pub mod paper;
pub mod release;
pub mod returned;
pub mod row;
pub mod ruling;
pub mod run;
mod schema;
pub mod wording;

pub use file::{Case, Opening};

use crate::Refused;
use notice::finding::Refusal;
use rusqlite::ErrorCode;
use std::path::Path;

/// What the database said, in plain words.
pub(crate) fn failed(path: &Path, error: &rusqlite::Error) -> Refused {
    let shown = path.display().to_string();
    let code = error.sqlite_error_code();
    let (message, advice) = match code {
        Some(ErrorCode::DiskFull) => {
            ("The disk is full.", "Free some space; the case is as it was before this command.")
        }
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
            ("The case cannot be written to.", "Check the permissions of the file and its folder.")
        }
        Some(ErrorCode::SystemIoFailure) => {
            ("The disk failed while the case was in use.", "Check the disk; the case is as it was before this command.")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return in_use(path),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => return damaged(path),
        _ => ("The case could not be used.", "Try again; if it stays so, report this with the version of the program."),
    };
    // The database's own number tells us what we did wrong, and nothing about anybody.
    let number = match (code, error) {
        (None | Some(ErrorCode::Unknown | ErrorCode::ConstraintViolation), rusqlite::Error::SqliteFailure(e, _)) => {
            format!(" (database error {})", e.extended_code)
        }
        _ => String::new(),
    };
    let reason = Refusal::of_file(shown, format!("{message}{number}"), advice);
    match code {
        Some(
            ErrorCode::DiskFull
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure,
        ) => Refused::Environment(reason),
        _ => Refused::Input(vec![reason]),
    }
}

/// The case file is not what was written.
pub(crate) fn damaged(path: &Path) -> Refused {
    Refusal::of_file(
        path.display().to_string(),
        "The case file is damaged: what is in it is not what was written.",
        "Do not work on with it. Put a backup in its place; nothing was changed.",
    )
    .into()
}

/// Somebody else works on the case.
pub(crate) fn in_use(path: &Path) -> Refused {
    Refusal::of_file(
        path.display().to_string(),
        "The case is in use by another program or window.",
        "Close it there, or wait until its command has ended; nothing was changed.",
    )
    .into()
}
