//! Names by which staging and locks are known, and their removal.

use std::fs;
use std::io;
use std::path::Path;

/// Suffixes of the names of staging files and folders; they begin with a point.
const STAGING: [&str; 2] = [".staging", ".making"];

/// Suffix of the names of locks; they begin with a point.
const LOCK: &str = ".lock";

/// Suffixes of the files that a database puts beside its own.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Removes a file, a link or a folder with all that is in it; follows no link. No error where there is none.
pub(in crate::io) fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(about) if about.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The name of a staging file or folder without its ending: what the lock beside it is named after.
pub(in crate::io) fn staged_name(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let name = BESIDE.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    STAGING.iter().find_map(|ending| name.strip_prefix('.')?.strip_suffix(ending)).filter(|name| !name.is_empty())
}

/// Returns true if a path has the name of a lock.
pub(in crate::io) fn is_lock(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix('.'));
    name.and_then(|name| name.strip_suffix(LOCK)).is_some_and(|name| !name.is_empty())
}

/// Returns true if a path has a name that only staging and locks have.
pub(in crate::io) fn has_our_shape(path: &Path) -> bool {
    staged_name(path).is_some() || is_lock(path)
}

#[cfg(test)]
mod tests {
    use super::{has_our_shape, is_lock, staged_name};
    use std::path::Path;

    #[test]
    fn only_names_of_staging_and_locks_have_the_shape() {
        for name in [".J-r1.staging", ".x.case.making", ".x.case.making-wal", ".noticepress-a1.staging", ".J-r1.lock"] {
            assert!(has_our_shape(&Path::new("/a").join(name)), "{name}");
        }
        for name in
            ["x.case", "J.staging", ".staging", ".lock", "x.lock", ".x.staging.txt", ".bashrc", ".x.case-wal", ".."]
        {
            assert!(!has_our_shape(&Path::new("/a").join(name)), "{name}");
        }
        assert_eq!(staged_name(Path::new("/a/.J-r1.staging")), Some("J-r1"));
        assert!(is_lock(Path::new("/a/.J-r1.lock")) && !is_lock(Path::new("/a/.J-r1.staging")));
    }
}
