//! Safekeeping of a case, whatever is done with it: the last action is remembered outside it, an older file is told,
//! and where the case lies and its backups go is known. Commands and the window do the same here.

use super::backup::{BackupStatus, backup_status};
use super::older::{OlderFile, find_older_file};
use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::head::Head;
use crate::machine::place::{self, CaseLocation};
use crate::machine::recent;
use serde::Serialize;
use std::path::Path;

/// Safekeeping of a case on this computer.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct SafekeepingStatus {
    /// The last action.
    pub head: Head,
    /// Older file, if the file is older than what this computer knows of the case.
    pub older_file: Option<OlderFile>,
    /// Place of the case, if it does not lie on this computer's own disk alone.
    pub place: Option<CaseLocation>,
    /// Folder of the backups, and the last one made.
    pub backups: BackupStatus,
}

/// Returns the safekeeping of a case; without a folder of the program's own only what the file and its place tell.
pub fn safekeeping_status(case: &Case, home: Option<&Path>) -> Result<SafekeepingStatus, CommandError> {
    Ok(SafekeepingStatus {
        head: case.head()?,
        older_file: home.map(|home| find_older_file(case, home)).transpose()?.flatten(),
        place: place::classify(case.path()),
        backups: backup_status(case, home)?,
    })
}

/// Remembers a case that was opened; returns the older file, if it is older than what is known. That something cannot
/// be remembered is no reason not to work on the case.
pub fn note_opened(case: &Case, home: &Path) -> Option<OlderFile> {
    let older = find_older_file(case, home).ok().flatten();
    // One that is only looked at may be damaged.
    if !case.is_read_only() {
        let _ = recent::note(home, case);
    }
    older
}

/// Remembers what was done in a case, unless its file is older than what is known and nobody has said why.
pub fn note_acted(case: &Case, home: &Path) {
    if matches!(find_older_file(case, home), Ok(None)) {
        let _ = recent::follow(home, case);
    }
}
