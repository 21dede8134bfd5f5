//! Report of verifying a package, with the files that the package lists.

use super::verify::verify;
use crate::CommandError;
use serde::Serialize;
use std::fs;
use std::path::Path;

/// Report of a verified package.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PackageReport {
    /// Everything that is wrong, in words; a whole package has nothing.
    pub problems: Vec<String>,
    /// Pieces that were read back.
    pub pieces: u64,
    /// Pages.
    pub pages: u64,
    /// Sheets.
    pub sheets: u64,
    /// Files of letters.
    pub files: u64,
    /// Every file of the package with its size in bytes and its digest.
    pub listed: Vec<PackageFile>,
}

/// A file of a package.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PackageFile {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// Its digest as the package has it.
    pub sha256: String,
}

impl PackageReport {
    /// Verifies a package and reads what it lists.
    pub fn read(package: &Path) -> Result<Self, CommandError> {
        let report = verify(package, None)?;
        let sums = fs::read_to_string(package.join("SHA256SUMS")).unwrap_or_default();
        let listed = sums.lines().filter_map(|line| line.split_once("  ")).map(|(sha256, name)| PackageFile {
            name: name.to_owned(),
            bytes: fs::metadata(package.join(name)).map_or(0, |about| about.len()),
            sha256: sha256.to_owned(),
        });
        Ok(Self {
            problems: report.problems.iter().map(ToString::to_string).collect(),
            pieces: report.pieces,
            pages: report.pages,
            sheets: report.sheets,
            files: report.files,
            listed: listed.collect(),
        })
    }
}
