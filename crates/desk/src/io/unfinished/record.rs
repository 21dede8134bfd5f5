//! The record of what a process is about to make, for the case that it is killed.

use crate::io::access;
use crate::io::same_file::is_at;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of all records below the program's data folder.
pub(in crate::io) const FOLDER: &str = "unfinished";

/// The record of this process: locked while it lives, removed when nothing is unfinished.
pub(in crate::io) struct Record {
    pub(in crate::io) path: PathBuf,
    file: File,
    home: PathBuf,
}

impl Record {
    /// Begins a record. None where the data folder cannot be written to: the program works without it.
    pub(in crate::io) fn begin(home: &Path) -> Option<Self> {
        let folder = home.join(FOLDER);
        // Another process may be taking the empty folder away, or this record, at the same moment.
        (0..3).find_map(|_| {
            access::create_folder(&folder).ok()?;
            let made = tempfile::Builder::new().prefix("").rand_bytes(12).make_in(&folder, access::create_file).ok()?;
            let (file, path) = made.keep().ok()?;
            if file.try_lock().is_ok() && is_at(&file, &path) {
                return Some(Self { path, file, home: home.to_owned() });
            }
            let _ = fs::remove_file(&path);
            None
        })
    }

    /// Adds a path. Where that fails, the next run in the same folder removes what this one leaves.
    pub(in crate::io) fn note(&mut self, path: &Path) {
        let mut line = path.as_os_str().as_encoded_bytes().to_vec();
        line.push(0);
        let _ = self.file.write_all(&line);
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        remove_empty(&self.home);
    }
}

/// Takes folders away that hold nothing: whoever never opens the window has no folder of the program.
pub(in crate::io) fn remove_empty(home: &Path) {
    let _ = fs::remove_dir(home.join(FOLDER));
    let _ = fs::remove_dir(home);
}
