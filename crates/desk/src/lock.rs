//! Locks by which two programs never work on the same thing.

use crate::refusal::Refused;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A lock on a name: a file that is locked while somebody works, and removed with the lock. One that a killed program left
/// behind locks nobody.
pub struct Lock {
    path: PathBuf,
    file: Option<fs::File>,
}

impl Lock {
    /// Takes the lock at a path; `taken` says what it means that somebody else holds it.
    pub fn take(path: &Path, taken: impl FnOnce() -> Refused) -> Result<Self, Refused> {
        let path = path.to_owned();
        let failed = |e: &io::Error| Refused::disk(&path, "Locking", e);
        let file = fs::File::options().create(true).append(true).open(&path).map_err(|e| failed(&e))?;
        match file.try_lock() {
            // Whoever held it before may have removed the name meanwhile: only the file of that name counts.
            Ok(()) if is_at(&file, &path) => Ok(Self { path, file: Some(file) }),
            Ok(()) => Self::take(&path, taken),
            Err(fs::TryLockError::WouldBlock) => Err(taken()),
            // A disk that knows no locks still has the staging folder.
            Err(fs::TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(Self { path, file: None }),
            Err(fs::TryLockError::Error(e)) => Err(failed(&e)),
        }
    }
}

/// Whether the open file is the one that stands at the path.
#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((file.metadata(), fs::metadata(path)), (Ok(a), Ok(b)) if a.ino() == b.ino() && a.dev() == b.dev())
}

/// Whether the open file is the one that stands at the path: an open file cannot be removed here.
#[cfg(not(unix))]
fn is_at(_: &fs::File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        // First the name, then the lock: whoever comes next makes a file of their own.
        let _ = fs::remove_file(&self.path);
        drop(self.file.take());
    }
}
