//! `restore`: a backup in the place of a case that is refused, or a case that goes on without a file that is lost.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::key::Secret;
use crate::casefile::{Access, Case, Restored};
use crate::machine::recent;
use notice::finding::FaceProblem;
use std::path::{Path, PathBuf};

/// Request to restore a case.
#[derive(Clone, Debug)]
pub struct RestoreRequest {
    /// The backup; none where the case goes on as it is, without a file beside it that is lost.
    pub backup: Option<PathBuf>,
    /// Name of the person who wants it.
    pub by: String,
    /// Reason.
    pub reason: String,
}

/// Restores a case. In the program's own folder, the restored file is the case from then on: that it is older is acknowledged by
/// whoever wanted it.
pub fn restore(
    path: &Path,
    secret: &Secret,
    wanted: &RestoreRequest,
    home: Option<&Path>,
) -> Result<Restored, CommandError> {
    let by = Actor::parse(&wanted.by)?;
    let why = plain_words("reason", &wanted.reason)?;
    if why.is_empty() {
        return Err(CommandError::input("No reason was given.", FaceProblem::ReasonMissing));
    }
    let restored = match &wanted.backup {
        Some(backup) => {
            let known = home.and_then(|home| recent::id_at(home, path));
            Case::restore(path, backup, secret, known.as_deref(), (by, why))
        }
        None => Case::continue_without_wal(path, secret, by, why),
    }?;
    if let Some(home) = home {
        // That it cannot be remembered is no reason to call it undone.
        let _ = Case::open(path, secret, Access::Shared).and_then(|case| recent::follow(home, &case));
    }
    Ok(restored)
}
