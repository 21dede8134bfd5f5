//! `new`: a case file with the facts of an incident.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::fact::{InputFile, record};
use crate::casefile::input_files::read_input_files;
use crate::casefile::key::Secret;
use crate::casefile::strength::known_of;
use crate::casefile::{ActKind, Case};
use crate::snapshot::CaseSnapshot;
use crate::task::CommandContext;
use serde::Serialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Report of `new`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct NewCase {
    /// The case file.
    pub case: PathBuf,
    /// True if it is not encrypted.
    pub plain: bool,
    /// The recovery key, shown this once; none for a plain case.
    pub recovery_key: Option<String>,
}

/// Makes a case file. Nothing is left behind where the incident file or what it encloses cannot be used.
pub fn create_case(
    path: &Path,
    secret: &Secret,
    incident: &Path,
    vendor: Option<&Path>,
    command: &CommandContext,
) -> Result<NewCase, CommandError> {
    create_from_files(path, secret, &read_input_files(incident, vendor)?, command)
}

/// The same with facts that were gathered otherwise.
pub fn create_from_files(
    path: &Path,
    secret: &Secret,
    facts: &[InputFile],
    command: &CommandContext,
) -> Result<NewCase, CommandError> {
    secret.is_fit(&known_of(facts, path))?;
    // Everything is tried before the file is made.
    CaseSnapshot::without_lists(facts, command)?.ensure_printable()?;
    let recovery = Case::create(path, secret, |case| record(case, ActKind::New, Actor::NOBODY, facts))?;
    let recovery_key = recovery.map(|key: Zeroizing<String>| key.to_string());
    Ok(NewCase { case: path.to_owned(), plain: recovery_key.is_none(), recovery_key })
}
