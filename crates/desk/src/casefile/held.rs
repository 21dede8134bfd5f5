//! The case file itself, held open while a case is: one program works on a file, by whatever name it knows it, and a file that
//! was moved, deleted or replaced meanwhile is noticed.

use super::beside::{beside, waits};
use super::key::Salt;
use super::opening::Whereabouts;
use super::{Access, damaged, in_use, medium};
use crate::CommandError;
use crate::io::access;
use crate::io::same_file::is_same;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// Bytes of the shortest case: one page of its database.
const LEAST: u64 = 4_096;

/// A case file, open beside the database and closed after it: closing a file of one's own would take the database's locks away.
pub struct HeldFile {
    file: File,
    path: PathBuf,
    /// Lock of a file beside it, where the file itself cannot be locked.
    beside: Option<crate::io::lock::Lock>,
}

impl HeldFile {
    /// Opens the file of a case, for one program alone unless it is only copied or read.
    ///
    /// # Errors
    /// A missing file, a folder or device, a file with several names, and one that somebody works on.
    pub fn open(path: &Path, opening: Access) -> Result<Self, CommandError> {
        let refuse = |message: &str, advice: ProblemCode| {
            CommandError::from(Problem::of_file(path.display().to_string(), message, advice))
        };
        let disk = |e: &io::Error| CommandError::disk(path, "Opening the case", e);
        let about = fs::metadata(path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => refuse("Case file not found.", FaceProblem::CaseMissing.into()),
            _ => CommandError::unreadable(path, "Opening the case", &e),
        })?;
        if !about.is_file() {
            return Err(refuse("This is not a case file.", FaceProblem::CaseNotFile.into()));
        }
        let alone = opening == Access::Exclusive;
        if alone && medium::is_read_only(path) {
            return Err(medium::refuse(path));
        }
        let file = File::options().read(true).write(alone).open(path).map_err(|e| disk(&e))?;
        let about = file.metadata().map_err(|e| disk(&e))?;
        let names = names(&about);
        if alone && names > 1 {
            return Err(refuse(
                &format!("The case file has {names} names (hard links), so two programs could change it at once."),
                FaceProblem::CaseLinked.into(),
            ));
        }
        let mut held = Self { file, path: path.to_owned(), beside: None };
        if alone {
            held.lock()?;
            // Who held it before may have put another file in its place meanwhile.
            if held.whereabouts() != Whereabouts::Here {
                return Err(in_use(path));
            }
            access::restrict_file(path).map_err(|e| disk(&e))?;
        }
        Ok(held)
    }

    /// Takes a file that was just made, and that no other program knows.
    pub fn take(file: File, path: &Path) -> Result<Self, CommandError> {
        let mut held = Self { file, path: path.to_owned(), beside: None };
        held.lock()?;
        Ok(held)
    }

    /// Locks the file itself: by its identity, not by its name.
    #[cfg(target_os = "linux")]
    fn lock(&mut self) -> Result<(), CommandError> {
        use nix::errno::Errno;
        use nix::fcntl::{FcntlArg, fcntl};
        use nix::libc;
        // Far behind every byte of the file and of the database's own locks. A lock of the open file, unlike one of the process,
        // is not lost when another descriptor of the file is closed.
        const PLACE: libc::off_t = 1 << 62;
        const TRIES: u32 = 20;
        const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);
        let lock = libc::flock {
            l_type: libc::F_WRLCK as libc::c_short,
            l_whence: libc::SEEK_SET as libc::c_short,
            l_start: PLACE,
            l_len: 1,
            l_pid: 0,
        };
        for _ in 0..TRIES {
            match fcntl(&self.file, FcntlArg::F_OFD_SETLK(&lock)) {
                Ok(_) => return Ok(()),
                // A process that is being started still has what its parent has closed, until its own program is loaded.
                Err(Errno::EAGAIN | Errno::EACCES) => std::thread::sleep(PAUSE),
                Err(_) => return self.lock_beside(),
            }
        }
        Err(in_use(&self.path))
    }

    /// Locks a file beside it: here an open case can be neither renamed nor deleted, or its own locks are the database's.
    #[cfg(not(target_os = "linux"))]
    fn lock(&mut self) -> Result<(), CommandError> {
        self.lock_beside()
    }

    fn lock_beside(&mut self) -> Result<(), CommandError> {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let lock = self.path.with_file_name(format!(".{name}.lock"));
        self.beside = Some(crate::io::lock::Lock::take(&lock, || in_use(&self.path))?);
        Ok(())
    }

    /// The same file under the name that it was given.
    pub fn renamed(mut self, path: &Path) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// The file, for reading from given places.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// The first bytes: the salt of an encrypted case.
    ///
    /// # Errors
    /// A file too short to be a case: that is no damaged one, as no case was ever as short.
    pub fn first_bytes(&self) -> Result<Salt, CommandError> {
        let mut first = [0; 16];
        let len = self.len();
        if len < LEAST {
            let message = if len == 0 {
                "This is not a case file: it is empty.".to_owned()
            } else {
                format!("This is not a case file: it has {len} bytes, and no case has fewer than {LEAST}.")
            };
            let shown = self.path.display().to_string();
            return Err(Problem::of_file(shown, message, FaceProblem::CaseNotFile).into());
        }
        crate::io::read::read_exact_at(&self.file, &mut first, 0).map_err(|_| damaged(&self.path))?;
        Ok(first)
    }

    /// Bytes of the file.
    pub fn len(&self) -> u64 {
        self.file.metadata().map_or(0, |about| about.len())
    }

    /// Returns the place of the file now.
    pub fn whereabouts(&self) -> Whereabouts {
        match (self.file.metadata(), fs::metadata(&self.path)) {
            (Ok(own), _) if names(&own) == 0 => Whereabouts::Deleted,
            (Ok(own), Ok(there)) if is_same(&own, &there) => Whereabouts::Here,
            _ => Whereabouts::Moved,
        }
    }
}

#[cfg(unix)]
fn names(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(about)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Takes away, once a case is closed, the empty files that opening it put beside it; not where somebody works on it.
pub struct Tidy(PathBuf);

impl Tidy {
    /// Makes a guard that is to be dropped after the case with this path.
    pub fn of(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Drop for Tidy {
    fn drop(&mut self) {
        let left = ["-wal", "-shm"].map(|ending| beside(&self.0, ending));
        if waits(&self.0) || !left.iter().any(|left| left.exists()) {
            return;
        }
        let file = File::options().read(true).write(true).open(&self.0);
        let held = file.ok().and_then(|file| HeldFile::take(file, &self.0).ok());
        if held.is_some() && !waits(&self.0) {
            left.iter().for_each(|left| drop(fs::remove_file(left)));
        }
    }
}

/// A file that lies beside an open case and belongs to it, by its identity.
pub struct Companion {
    path: PathBuf,
    about: Option<Metadata>,
}

impl Companion {
    /// Notes the file that has this name now.
    pub fn note(path: PathBuf) -> Self {
        let about = fs::metadata(&path).ok();
        Self { path, about }
    }

    /// Returns true if that very file still has the name.
    pub fn is_here(&self) -> bool {
        match (&self.about, fs::metadata(&self.path)) {
            (Some(own), Ok(there)) => is_same(own, &there),
            (None, _) => true,
            (Some(_), Err(_)) => false,
        }
    }
}
