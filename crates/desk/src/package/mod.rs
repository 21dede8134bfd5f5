//! Packages on a disk: written, and verified.

mod compare;
mod identity;
pub mod report;
pub mod verify;
mod writer;

pub(crate) use compare::same_files;
pub use identity::{dispositions, identify_case, identify_files};
pub(crate) use writer::{PackageWriter, StagedPackage};

use serde::Serialize;
use std::path::PathBuf;

/// One delivered job.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct Finished {
    /// The job.
    pub job_id: String,
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
}
