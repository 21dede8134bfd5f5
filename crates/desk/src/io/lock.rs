//! Locks by which two programs never work on the same thing.

use super::same_file::is_at;
use super::{access, unfinished};
use crate::error::CommandError;
use notice::finding::Problem;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A lock on a name: a file that is locked while somebody works, and removed with the lock. One that a killed program left
/// behind locks nobody.
pub struct Lock {
    path: PathBuf,
    file: Option<fs::File>,
    /// Removes the lock where the program is asked to end.
    noted: Option<unfinished::Guard>,
}

impl Lock {
    /// Takes the lock at a path; `taken` says what it means that somebody else holds it.
    pub fn take(path: &Path, taken: impl FnOnce() -> CommandError) -> Result<Self, CommandError> {
        let path = path.to_owned();
        let failed = |e: &io::Error| CommandError::disk(&path, "Locking", e);
        let gate = unfinished::gate();
        // A pipe would be waited for, and a link leads elsewhere.
        if fs::symlink_metadata(&path).is_ok_and(|about| !about.is_file()) {
            let advice = "Remove the item with this name, and try again.";
            let shown = path.display().to_string();
            return Err(Problem::of_file(shown, "This is not a file, so it cannot be locked.", advice).into());
        }
        let noted = Some(unfinished::register(&path));
        let file = options().create(true).append(true).open(&path).map_err(|e| failed(&e))?;
        match file.try_lock() {
            // Whoever held it before may have removed the name meanwhile: only the file of that name counts.
            Ok(()) if is_at(&file, &path) => Ok(Self { path, file: Some(file), noted }),
            Ok(()) => {
                drop((gate, noted));
                Self::take(&path, taken)
            }
            Err(fs::TryLockError::WouldBlock) => Err(taken()),
            // A disk that knows no locks still has the staging folder.
            Err(fs::TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { path, file: None, noted })
            }
            Err(fs::TryLockError::Error(e)) => Err(failed(&e)),
        }
    }
}

/// A file for the user alone; what was put in its place after it was looked at is neither followed nor waited for.
fn options() -> fs::OpenOptions {
    #[cfg_attr(not(target_os = "linux"), allow(unused_mut))]
    let mut options = access::options();
    #[cfg(target_os = "linux")]
    {
        use nix::fcntl::OFlag;
        let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits());
    }
    options
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _gate = unfinished::gate();
        // First the name, then the lock: whoever comes next makes a file of their own.
        let _ = fs::remove_file(&self.path);
        drop(self.file.take());
        drop(self.noted.take());
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::Lock;
    use crate::CommandError;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn taken() -> CommandError {
        CommandError::input("taken", "")
    }

    #[test]
    fn a_lock_is_the_users_alone_and_follows_no_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(".J.lock");
        let held = Lock::take(&path, taken).expect("taken");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert!(matches!(Lock::take(&path, taken), Err(CommandError::Input(_))));
        drop(held);
        assert!(!path.exists());
        let victim = folder.path().join("victim");
        fs::write(&victim, "x").expect("written");
        std::os::unix::fs::symlink(&victim, &path).expect("a link");
        assert!(Lock::take(&path, taken).is_err());
        assert!(victim.exists() && fs::symlink_metadata(&path).is_ok());
    }
}
