//! `verify`: a package on disk against its own manifest, totals and page hashes.

use crate::CommandError;
use notice::finding::{Problem, ProblemCode};
use notice::line;
use notice::readback::{PackageFiles, Report};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

struct Folder(PathBuf);

impl PackageFiles for Folder {
    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn io::Read + Send + '_>> {
        let path = self.0.join(name);
        // What is not there is told as such; a pipe or a device is never waited for.
        fs::metadata(&path)?;
        match crate::io::read::open(&path) {
            Ok((file, _)) => Ok(Box::new(file)),
            Err(CommandError::Environment(_)) => Ok(Box::new(fs::File::open(path)?)),
            Err(_) => Err(io::ErrorKind::InvalidInput.into()),
        }
    }
}

/// Verifies a package directory.
pub fn verify(package: &Path, threads: Option<usize>) -> Result<Report, CommandError> {
    let shown = package.display().to_string();
    if !package.is_dir() {
        return Err(Problem::of_file(shown, "Package folder not found.", ProblemCode::PackageMissing).into());
    }
    // A package that lost one of the two is a damaged package; without both it is some other folder.
    if !["SHA256SUMS", "20_manifest.csv"].iter().any(|name| package.join(name).exists()) {
        return Err(
            Problem::of_file(shown, "This folder is not a mailing package.", ProblemCode::PackageUnknown).into()
        );
    }
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    Ok(line::verify(&Folder(package.to_owned()), threads))
}
