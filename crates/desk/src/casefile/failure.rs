//! Errors of the database and the disk about a case, in plain words. Nothing is claimed about the case that was not
//! looked at.

use super::ActKind;
use super::act::Act;
use super::id::ActId;
use super::opening::Whereabouts;
use crate::CommandError;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use rusqlite::ErrorCode;
use std::path::Path;

/// Returns an error of the database in plain words.
pub(crate) fn failed(path: &Path, error: &rusqlite::Error) -> CommandError {
    let shown = path.display().to_string();
    let code = error.sqlite_error_code();
    let (message, advice) = match code {
        Some(ErrorCode::DiskFull) => ("The drive is full.", "Free some space and try again."),
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
            ("The case cannot be written to.", "Check the permissions of the file and its folder.")
        }
        Some(ErrorCode::SystemIoFailure) => {
            ("The drive failed or is full.", "Free some space, check the drive, and try again.")
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return in_use(path),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => return damaged(path),
        _ => (
            "The case could not be used.",
            "Try again. If the problem continues, report it with the version number of the program.",
        ),
    };
    // The database's own number tells us what we did wrong, and nothing about anybody.
    let number = match (code, error) {
        (None | Some(ErrorCode::Unknown | ErrorCode::ConstraintViolation), rusqlite::Error::SqliteFailure(e, _)) => {
            format!(" (database error {})", e.extended_code)
        }
        _ => String::new(),
    };
    let reason = Problem::of_file(shown, format!("{message}{number}"), advice);
    match code {
        Some(
            ErrorCode::DiskFull
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure,
        ) => CommandError::Environment(reason),
        _ => CommandError::Input(vec![reason]),
    }
}

/// The case file is not what was written.
pub(crate) fn damaged(path: &Path) -> CommandError {
    let message = "The case file is damaged: its content has been altered.";
    Problem::of_file(path.display().to_string(), message, FaceProblem::CaseUnsound).into()
}

/// The case file is not what was written; up to one of its acts it is sound.
pub(super) fn damaged_after(path: &Path, acts: u64, last_sound: Option<&Act>) -> CommandError {
    let up_to = match last_sound {
        None => "None of its actions can be trusted.".to_owned(),
        Some(act) if act.seq.get() == acts as i64 => {
            format!("All {acts} actions are intact, but not every page is the most recent one.")
        }
        Some(act) => format!("It is intact up to action {} of {acts} ({}, {}).", act.seq, act.kind, act.at),
    };
    let message = format!("The case file is damaged: its content has been altered. {up_to}");
    Problem::of_file(path.display().to_string(), message, FaceProblem::CaseUnsound).into()
}

/// The case was not closed, and the file beside it that belongs to it is gone.
pub(super) fn separated(path: &Path, acts: ActId) -> CommandError {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Problem::of_file(
        path.display().to_string(),
        format!(
            "The case was not closed properly the last time, and the file {name}-wal next to it is missing or altered. The latest changes may be in that file; this one has {acts} actions."
        ),
        FaceProblem::LatestChangesMissing { name },
    )
    .into()
}

/// Error for a file beside the case that has the name of its latest changes and is of another file or another time.
pub(super) fn foreign_wal(path: &Path) -> CommandError {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Problem::of_file(
        path.display().to_string(),
        format!("The file {name}-wal next to the case does not belong to it: it is from another copy or another day."),
        format!("Move {name}-wal to another folder, and open the case again. Nothing was changed."),
    )
    .into()
}

/// The case was moved, deleted or replaced while it was open.
pub(super) fn moved(path: &Path, whereabouts: Whereabouts, recorded: bool) -> CommandError {
    let (what, advice) = match whereabouts {
        Whereabouts::Deleted => (
            "The case file was deleted while it was open.",
            "Restore a backup. Changes made since that backup are lost.",
        ),
        _ => (
            "The case file was moved or replaced while it was open.",
            "Find the file that was moved; it has everything saved so far. Open it from its new place and repeat this step.",
        ),
    };
    CommandError::Environment(Problem::of_file(
        path.display().to_string(),
        format!("{what} {}", where_recorded(recorded)),
        advice,
    ))
}

/// Returns a sentence on the action during which files were found moved: recorded or not.
fn where_recorded(recorded: bool) -> &'static str {
    if recorded {
        "If the latest change was saved, it is in the file that was moved."
    } else {
        "This action was not saved."
    }
}

/// The file beside an open case that belongs to it was taken away.
pub(super) fn companion_gone(path: &Path, recorded: bool) -> CommandError {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    CommandError::Environment(Problem::of_file(
        path.display().to_string(),
        format!(
            "The file {name}-wal, which belongs to the open case, was moved, deleted or replaced. {}",
            where_recorded(recorded)
        ),
        FaceProblem::LatestChangesTaken,
    ))
}

/// Somebody else works on the case.
pub(crate) fn in_use(path: &Path) -> CommandError {
    Problem::of_file(
        path.display().to_string(),
        "The case is in use by another program or window.",
        ProblemCode::CaseInUse,
    )
    .into()
}

/// The case was opened to be looked at.
pub(super) fn read_only(path: &Path) -> CommandError {
    Problem::of_file(path.display().to_string(), "The case is open as read-only.", FaceProblem::OpenReadOnly).into()
}

/// State of the case after an action failed, found by looking.
pub(super) enum Stands {
    /// The action is not in it; this is its last.
    Not(Option<Act>),
    /// The action is in it, but the disk did not confirm that it stays.
    Unconfirmed,
    /// Nobody could look.
    Unknown,
}

impl Stands {
    /// The error with what stands.
    pub(super) fn tell(&self, kind: ActKind, error: CommandError) -> CommandError {
        let found: ProblemCode = match self {
            Self::Not(None) => format!("This action ({kind}) was not saved; the case has no actions yet.").into(),
            Self::Not(Some(last)) => format!(
                "This action ({kind}) was not saved: the latest action in the case is number {}, {}.",
                last.seq, last.kind
            )
            .into(),
            Self::Unconfirmed => FaceProblem::ActionUnconfirmed { kind: kind.to_string() }.into(),
            Self::Unknown => FaceProblem::ActionUnknown { kind: kind.to_string() }.into(),
        };
        match error {
            CommandError::Stopped(_) => error,
            _ => error.adding(found),
        }
    }
}

/// Closing failed after everything was recorded.
pub(super) fn not_tidied(path: &Path, error: &rusqlite::Error) -> CommandError {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match failed(path, error) {
        CommandError::Environment(reason) | CommandError::Stopped(reason) => {
            CommandError::Environment(Problem::of_file(
                path.display().to_string(),
                format!("{} Everything reported as done is saved, but the case could not be closed.", reason.message),
                format!(
                    "Keep {name}-wal next to the case; it is part of it. {} Opening the case again resolves this.",
                    reason.advice()
                ),
            ))
        }
        CommandError::Input(reasons) => CommandError::Input(reasons),
    }
}

/// The case could not be opened again after a failure.
pub(super) fn not_open(path: &Path) -> CommandError {
    CommandError::Environment(Problem::of_file(
        path.display().to_string(),
        "The case could not be reopened after the drive failed.",
        FaceProblem::CaseNotReopened,
    ))
}
