//! `restore`: a backup in the place of a case that is refused, or a case that goes on without a file that is lost.

use super::release::named;
use crate::Refused;
use crate::case::key::Secret;
use crate::case::{Case, Restored};
use std::path::{Path, PathBuf};

/// What is wanted, and by whom.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The backup; none where the case goes on as it is, without a file beside it that is lost.
    pub backup: Option<PathBuf>,
    /// Who wants it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Restores a case.
pub fn restore(path: &Path, secret: &Secret, wanted: &Wanted) -> Result<Restored, Refused> {
    let by = named(&wanted.by)?;
    let why = wanted.reason.trim();
    if why.is_empty() {
        return Err(Refused::input("No reason was given.", "Say why with --reason; it stays in the case."));
    }
    match &wanted.backup {
        Some(backup) => Case::restore(path, backup, secret, by, why),
        None => Case::go_on_without_wal(path, secret, by, why),
    }
}
