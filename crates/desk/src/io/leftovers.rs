//! Leftovers of processes that were killed: removed at the next start of the program.

use super::lock::Lock;
use super::same_file::is_at;
use super::unfinished::names::{has_our_shape, is_lock, remove, staged_name};
use super::unfinished::record::{FOLDER, remove_empty};
use crate::error::CommandError;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Longer than any record that a process writes.
const LONGEST: u64 = 1 << 20;

/// Removes what processes left that are dead: for each record whose lock is free, the paths in it that have the shape of our
/// names and that nobody is making again, then the record.
pub fn clear_dead(home: &Path) {
    let folder = home.join(FOLDER);
    let Ok(records) = fs::read_dir(&folder) else { return };
    for record in records.flatten() {
        clear_record(&record.path());
    }
    remove_empty(home);
}

fn clear_record(path: &Path) {
    // A link or a device is none of ours; what is opened must be what was looked at.
    if !fs::symlink_metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LONGEST) {
        return;
    }
    let Ok(mut file) = File::options().read(true).write(true).open(path) else { return };
    if file.try_lock().is_err() || !is_at(&file, path) {
        return;
    }
    let mut text = Vec::new();
    if file.read_to_end(&mut text).is_err() {
        return;
    }
    let cleared = text.split(|byte| *byte == 0).filter_map(path_of).map(|path| clear(&path)).collect::<Vec<_>>();
    // What could not be removed is tried again at the next start.
    if cleared.iter().all(io::Result::is_ok) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    let path = PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes));
    (path.is_absolute() && has_our_shape(&path)).then_some(path)
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    let path = PathBuf::from(std::str::from_utf8(bytes).ok()?);
    (path.is_absolute() && has_our_shape(&path)).then_some(path)
}

/// Removes one path of a dead process, unless somebody holds the lock beside it.
fn clear(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        // A disk that is not there now may come back, and then its own next run removes it.
        Err(_) => return Ok(()),
        Ok(about) if is_lock(path) && !about.is_file() => return Ok(()),
        Ok(_) => {}
    }
    let lock = match staged_name(path) {
        Some(name) => path.with_file_name(format!(".{name}.lock")),
        None => path.to_owned(),
    };
    let taken = || CommandError::input("Another program is using it.", "");
    match Lock::take(&lock, taken) {
        // The lock removes its own file.
        Ok(held) => {
            let removed = if is_lock(path) { Ok(()) } else { remove(path) };
            drop(held);
            removed
        }
        Err(CommandError::Environment(_)) => Err(io::ErrorKind::PermissionDenied.into()),
        // Whoever makes the same again has removed what was there.
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::clear_dead;
    use crate::io::unfinished::record::{FOLDER, Record};
    use std::fs;
    use std::path::Path;

    fn left(folder: &Path) -> [std::path::PathBuf; 3] {
        let staging = folder.join(".J-r1.staging");
        fs::create_dir(&staging).expect("made");
        fs::write(staging.join("20_manifest.csv"), "x").expect("written");
        let (lock, other) = (folder.join(".J-r1.lock"), folder.join("letter.pdf"));
        fs::write(&lock, "").expect("written");
        fs::write(&other, "x").expect("written");
        [staging, lock, other]
    }

    #[test]
    fn what_the_dead_left_is_removed_and_nothing_else() {
        let (home, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let [staging, lock, other] = left(folder.path());
        let mut record = Record::begin(home.path()).expect("begun");
        for path in [&staging, &lock, &other, Path::new(".relative.staging")] {
            record.note(path);
        }
        clear_dead(home.path());
        assert!(staging.exists(), "the process lives");

        // The lock is let go without the record being removed, as when a process is killed.
        let kept = home.path().join(FOLDER).join("dead");
        fs::copy(&record.path, &kept).expect("copied");
        drop(record);
        clear_dead(home.path());
        assert!(!staging.exists() && !lock.exists() && !kept.exists());
        assert!(other.exists(), "no name of ours");
        assert!(!home.path().exists(), "an empty folder of the program is taken away");
    }

    #[test]
    fn what_somebody_makes_again_is_left() {
        let (home, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let [staging, lock, _] = left(folder.path());
        fs::create_dir(home.path().join(FOLDER)).expect("made");
        let record = home.path().join(FOLDER).join("dead");
        fs::write(&record, staging.to_str().expect("a path")).expect("written");
        let held = fs::File::open(&lock).expect("opened");
        held.try_lock().expect("locked");
        clear_dead(home.path());
        assert!(staging.exists() && !record.exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (home, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let victim = folder.path().join("victim");
        fs::create_dir(&victim).expect("made");
        fs::write(victim.join("file"), "x").expect("written");
        let link = folder.path().join(".J-r1.staging");
        std::os::unix::fs::symlink(&victim, &link).expect("a link");
        fs::create_dir(home.path().join(FOLDER)).expect("made");
        fs::write(home.path().join(FOLDER).join("dead"), link.to_str().expect("a path")).expect("written");
        clear_dead(home.path());
        assert!(victim.join("file").exists() && fs::symlink_metadata(&link).is_err());
    }
}
