//! Cases that cannot be changed: on a disc, in a folder of somebody else, on a disk that is mounted for reading only.

use super::beside::waits;
use crate::CommandError;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Returns true if a case cannot be worked on because its file or its folder cannot be written.
pub fn is_read_only(path: &Path) -> bool {
    let real = path.canonicalize();
    let path = real.as_deref().unwrap_or(path);
    is_unwritable(path) || is_in_unwritable_folder(path)
}

/// Returns true if nothing can be put beside the file.
fn is_in_unwritable_folder(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    is_unwritable(folder.unwrap_or(Path::new(".")))
}

#[cfg(target_os = "linux")]
fn is_unwritable(path: &Path) -> bool {
    use nix::errno::Errno;
    use nix::unistd::{AccessFlags, access};
    matches!(access(path, AccessFlags::W_OK), Err(Errno::EACCES | Errno::EPERM | Errno::EROFS))
}

/// A file says so itself; of a folder only trying would tell.
#[cfg(not(target_os = "linux"))]
fn is_unwritable(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.permissions().readonly())
}

/// Opens a database. Where nothing can be put beside it, and no changes wait there, it is read as a file that nobody changes:
/// otherwise the database would want to make files of its own.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    if is_in_unwritable_folder(path) && !waits(path) {
        return connect_alone(path);
    }
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens a database for reading as a file that nobody changes, without what waits beside it.
pub(super) fn connect_alone(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(address(path), flags)
}

/// A path as an address of the database, with the word that nobody changes the file.
fn address(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address + "?immutable=1"
}

/// Refuses to work on a case where it cannot be changed.
pub(super) fn refuse(path: &Path) -> CommandError {
    CommandError::Environment(Problem::of_file(
        path.display().to_string(),
        "The case cannot be changed here: its file or folder is read-only.",
        FaceProblem::CaseReadOnly,
    ))
}

/// Refuses a case whose latest changes lie beside it where they cannot be put in.
pub(super) fn refuse_waiting(path: &Path) -> Option<CommandError> {
    (is_in_unwritable_folder(path) && waits(path)).then(|| {
        CommandError::Environment(Problem::of_file(
            path.display().to_string(),
            "The case was not closed properly, and its folder is read-only: its latest changes cannot be read from the file next to it.",
            ProblemCode::CaseUnclosedReadOnly,
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn a_path_is_an_address() {
        assert_eq!(super::address(Path::new("/a b/c?d#e%.case")), "file:/a%20b/c%3Fd%23e%25.case?immutable=1");
    }
}
