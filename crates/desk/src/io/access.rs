//! Access rights to the files that the program writes: for the user alone. Files that hold people's data are 0600 and
//! folders 0700 from their first byte, whatever the umask; on Windows they have an access list of their owner alone.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Options to open files that may have to be made: for the user alone. On Windows a file has the access list of its
/// folder, so this is for files in a folder that [`create_new_folder`] made.
pub fn options() -> OpenOptions {
    // Elsewhere nothing is set.
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a file for the user alone. A file or link of that name, even a dangling one, is an error.
pub fn create_file(path: &Path) -> io::Result<File> {
    let file = options().read(true).write(true).create_new(true).open(path)?;
    restrict_windows(path, false)?;
    Ok(file)
}

/// Makes a folder for the user alone. A folder, file or link of that name is an error.
pub fn create_new_folder(path: &Path) -> io::Result<()> {
    builder().create(path)?;
    restrict_windows(path, true)
}

fn builder() -> fs::DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes a folder for the user alone, and those above it where they are missing. One that stands is left as it is.
pub fn create_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    builder().recursive(true).create(path)?;
    restrict_windows(path, true)
}

/// Takes a file that stands away from everybody but its owner. A disk that knows no permissions is no error.
pub fn restrict_file(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path)?.permissions().mode();
        if mode & 0o077 != 0 {
            match fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)) {
                Err(e) if e.kind() == io::ErrorKind::Unsupported => {}
                done => done?,
            }
        }
    }
    restrict_windows(path, false)
}

/// Replaces the access list of a file or folder by one of its owner alone (the SID OWNER RIGHTS).
#[cfg(windows)]
fn restrict_windows(path: &Path, folder: bool) -> io::Result<()> {
    let system = std::env::var_os("SystemRoot").ok_or(io::ErrorKind::NotFound)?;
    let grant = if folder { "*S-1-3-4:(OI)(CI)F" } else { "*S-1-3-4:F" };
    let mut program = std::process::Command::new(Path::new(&system).join("System32").join("icacls.exe"));
    let done = program.arg(path).args(["/inheritance:r", "/grant:r", grant, "/q"]).output()?;
    if done.status.success() { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

/// Elsewhere the mode says it.
#[cfg(not(windows))]
#[allow(clippy::unnecessary_wraps)]
fn restrict_windows(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::{create_file, create_folder, create_new_folder, restrict_file};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn files_and_folders_are_the_users_alone_and_links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let below = folder.path().join("a/b");
        create_folder(&below).expect("made");
        assert_eq!((mode(&below), mode(&folder.path().join("a"))), (0o700, 0o700));
        let file = below.join("file");
        create_file(&file).expect("made");
        assert_eq!(mode(&file), 0o600);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("widened");
        restrict_file(&file).expect("restricted");
        assert_eq!(mode(&file), 0o600);
        let link = below.join("link");
        std::os::unix::fs::symlink(below.join("victim"), &link).expect("a link");
        assert!(create_file(&link).is_err() && !below.join("victim").exists());
        assert!(create_new_folder(&link).is_err() && create_new_folder(&below).is_err());
        create_new_folder(&below.join("new")).expect("made");
        assert_eq!(mode(&below.join("new")), 0o700);
    }
}
