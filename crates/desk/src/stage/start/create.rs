//! `new`: a case file with the facts of an incident.

use crate::Refused;
use crate::actor::Actor;
use crate::casefile::fact::{Fact, record};
use crate::casefile::input_files::gather;
use crate::casefile::key::Secret;
use crate::casefile::strength::known_of;
use crate::casefile::{ActKind, Case};
use crate::snapshot::Working;
use crate::task::Means;
use serde::Serialize;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What `new` reports.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Made {
    /// The case file.
    pub case: PathBuf,
    /// Whether it lies open on the disk.
    pub plain: bool,
    /// The recovery key, shown this once; none for a plain case.
    pub recovery_key: Option<String>,
}

/// Makes a case file. Nothing is left behind where the incident file or what it encloses cannot be used.
pub fn new(
    path: &Path,
    secret: &Secret,
    incident: &Path,
    vendor: Option<&Path>,
    means: &Means,
) -> Result<Made, Refused> {
    with_facts(path, secret, &gather(incident, vendor)?, means)
}

/// The same with facts that were gathered otherwise.
pub fn with_facts(path: &Path, secret: &Secret, facts: &[Fact], means: &Means) -> Result<Made, Refused> {
    secret.is_fit(&known_of(facts, path))?;
    // Everything is tried before the file is made.
    Working::without_lists(facts, means)?.fit()?;
    let recovery = Case::create(path, secret, |case| record(case, ActKind::New, Actor::NOBODY, facts))?;
    let recovery_key = recovery.map(|key: Zeroizing<String>| key.to_string());
    Ok(Made { case: path.to_owned(), plain: recovery_key.is_none(), recovery_key })
}
