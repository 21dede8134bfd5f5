//! What keeps a case safe whatever is done with it: the last action is remembered outside it, an older file is told, and where
//! the case lies and its backups go is known. Commands and the window do the same here.

use super::backup::{Backups, backups};
use super::older::{OlderFile, older};
use crate::Refused;
use crate::casefile::Case;
use crate::casefile::head::Head;
use crate::machine::place::{self, Place};
use crate::machine::recent;
use serde::Serialize;
use std::path::Path;

/// How a case is kept on this computer.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Keeping {
    /// The last action.
    pub head: Head,
    /// That the file is older than what this computer knows of the case.
    pub older_file: Option<OlderFile>,
    /// That the case does not lie on this computer's own disk alone.
    pub place: Option<Place>,
    /// Where backups go, and when the last was made.
    pub backups: Backups,
}

/// How a case is kept; without a folder of the program's own only what the file and its place tell.
pub fn keeping(case: &Case, home: Option<&Path>) -> Result<Keeping, Refused> {
    Ok(Keeping {
        head: case.head()?,
        older_file: home.map(|home| older(case, home)).transpose()?.flatten(),
        place: place::recognise(case.path()),
        backups: backups(case, home)?,
    })
}

/// Remembers a case that was opened; whether its file is older than what is known. That something cannot be remembered is no
/// reason not to work on the case.
pub fn opened(case: &Case, home: &Path) -> Option<OlderFile> {
    let older = older(case, home).ok().flatten();
    // One that is only looked at may be damaged.
    if !case.is_read_only() {
        let _ = recent::note(home, case);
    }
    older
}

/// Remembers what was done in a case, unless its file is older than what is known and nobody has said why.
pub fn acted(case: &Case, home: &Path) {
    if matches!(older(case, home), Ok(None)) {
        let _ = recent::follow(home, case);
    }
}
