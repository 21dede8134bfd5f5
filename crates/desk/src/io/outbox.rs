//! Files out: a package directory appears complete or not at all, and so does a single file.
//!
//! Everything is written into a hidden staging folder beside the target, synced, and renamed into place; all of it is the
//! user's alone. A run that was killed leaves at most a staging folder, which the next start of the program removes, or the
//! next run of the same package.

mod never;
mod single;

pub use never::named_in;
pub use single::{FileKind, SingleFile, Writing};

use super::lock::Lock;
use super::{access, unfinished};
use crate::error::CommandError;
use notice::finding::{Problem, ProblemCode};
use notice::line::PackageSink;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Operations of the outbox on a disk; tests hand in one that fails.
pub trait Disk {
    /// Makes a folder and those above it.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder where nothing has its name, not even a link.
    fn make_new_folder(&self, path: &Path) -> io::Result<()> {
        self.make_folder(path)
    }
    /// Writes a file whole and makes it durable.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Adds to the end of a file, which is made where it is missing; `last` makes it durable.
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Moves a folder to a new name beside it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it; no error where there is none.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        access::create_folder(path)
    }

    fn make_new_folder(&self, path: &Path) -> io::Result<()> {
        access::create_new_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = made(access::options().write(true).create_new(true), path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        let mut file = made(access::options().create(true).append(true), path)?;
        file.write_all(bytes)?;
        if last { file.sync_all() } else { Ok(()) }
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        sync_folder(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let _gate = unfinished::gate();
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::remove_dir_all(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

/// Opens a file that is made, unless the process ends.
fn made(options: &fs::OpenOptions, path: &Path) -> io::Result<fs::File> {
    let _gate = unfinished::gate();
    options.open(path)
}

/// Makes the names in a folder durable.
fn sync_folder(path: &Path) -> io::Result<()> {
    // A file without a folder in its path lies in the current one.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    // Windows has no handle on a folder to sync; its rename is journalled.
    if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
}

/// Makes sure that a folder can be written to, before the work and not after it. Clears what killed runs left there: half a
/// package of a release that was made anew would stay for good otherwise.
pub fn probe(disk: &dyn Disk, parent: &Path) -> Result<(), CommandError> {
    const MARK: &str = ".probe-";
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(left) = name.strip_prefix('.').and_then(|name| name.strip_suffix(".lock")) else { continue };
        if left.starts_with(MARK) || parent.join(format!(".{left}.staging")).is_dir() {
            // Whoever still lives holds its own.
            drop(Outbox::begin(disk, parent, left));
        }
    }
    Outbox::begin(disk, parent, &format!("{MARK}{}", std::process::id())).map(drop).map_err(|why| match why {
        CommandError::Environment(reason) => {
            let message = format!("Files cannot be saved in this folder. {}", reason.message);
            CommandError::Environment(Problem::of_file(parent.display().to_string(), message, reason.code))
        }
        other => other,
    })
}

/// A folder in the making.
pub struct Outbox<'a> {
    disk: &'a dyn Disk,
    parent: PathBuf,
    name: String,
    staging: PathBuf,
    delivered: bool,
    /// Removes the folder where the program is asked to end.
    _noted: unfinished::Guard,
    /// Held while the folder is made, so that two runs never write into one.
    _lock: Lock,
}

impl<'a> Outbox<'a> {
    /// Begins a folder `name` in `parent`, which is made where it is missing. Clears what a killed run left.
    pub fn begin(disk: &'a dyn Disk, parent: &Path, name: &str) -> Result<Self, CommandError> {
        let staging = parent.join(format!(".{name}.staging"));
        let failed = |e: &io::Error| CommandError::disk(parent, "Creating the output folder", e);
        disk.make_folder(parent).map_err(|e| match fs::metadata(parent) {
            Ok(about) if !about.is_dir() => {
                let advice = "Choose an existing folder or a new one.";
                let message = "The output folder cannot be created: a file with that name already exists.";
                CommandError::Environment(Problem::of_file(parent.display().to_string(), message, advice))
            }
            // What is wrong with the path says more than that nothing can be made there.
            Err(own) if own.kind() != io::ErrorKind::NotFound => failed(&own),
            _ => failed(&e),
        })?;
        let lock = Lock::take(&parent.join(format!(".{name}.lock")), || {
            CommandError::input(format!("{name} is already being created in this folder."), ProblemCode::OutputBusy)
        })?;
        let noted = unfinished::register(&staging);
        disk.remove(&staging).map_err(|e| failed(&e))?;
        {
            let _gate = unfinished::gate();
            disk.make_new_folder(&staging).map_err(|e| failed(&e))?;
        }
        let (parent, name) = (parent.to_owned(), name.to_owned());
        Ok(Self { disk, parent, name, staging, delivered: false, _noted: noted, _lock: lock })
    }

    /// Returns the path of the folder to be made.
    pub fn target(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// Refuses a folder of this name that already stands, unless `same(staged, standing)` says that they are the same.
    /// Returns true if one stands.
    pub fn existing(&self, same: impl Fn(&Path, &Path) -> bool) -> Result<bool, CommandError> {
        let target = self.target();
        if !target.exists() {
            return Ok(false);
        }
        if same(&self.staging, &target) {
            return Ok(true);
        }
        Err(CommandError::Input(vec![Problem::of_file(
            target.display().to_string(),
            "A different folder with this name already exists here.",
            ProblemCode::OutputStands,
        )]))
    }

    /// Makes everything durable and gives the folder its name. A folder of that name that already stands and is the same
    /// is left alone; another one is refused.
    pub fn deliver(mut self, same: impl Fn(&Path, &Path) -> bool) -> Result<PathBuf, CommandError> {
        let target = self.target();
        let failed = |e: &io::Error| CommandError::disk(&target, "Finishing the output folder", e);
        self.disk.sync_folder(&self.staging).map_err(|e| failed(&e))?;
        if self.existing(same)? {
            return Ok(target);
        }
        self.disk.rename(&self.staging, &target).map_err(|e| failed(&e))?;
        self.delivered = true;
        self.disk.sync_folder(&self.parent).map_err(|e| failed(&e))?;
        Ok(target)
    }
}

impl PackageSink for Outbox<'_> {
    type Error = CommandError;

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), CommandError> {
        let path = self.staging.join(name);
        self.disk.write(&path, bytes).map_err(|e| CommandError::disk(&self.parent.join(name), "Writing", &e))
    }

    fn grow(&mut self, name: &str, bytes: &[u8], last: bool) -> Result<(), CommandError> {
        let path = self.staging.join(name);
        self.disk.append(&path, bytes, last).map_err(|e| CommandError::disk(&self.parent.join(name), "Writing", &e))
    }
}

impl Drop for Outbox<'_> {
    fn drop(&mut self) {
        if !self.delivered {
            // Nothing more can be done where even removing fails; the next run of the same package tries again.
            let _ = self.disk.remove(&self.staging);
        }
    }
}

/// Writes a file that the program keeps for itself.
pub fn put_file(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    SingleFile::new(FileKind::Own, path).put(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Disk, Outbox, RealDisk};
    use notice::line::PackageSink as _;
    use std::cell::Cell;
    use std::io;
    use std::path::Path;

    /// Fails at the n-th call, and at every call after it when the machine is to be dead.
    struct Failing {
        left: Cell<u32>,
        dead: bool,
    }

    impl Failing {
        fn call<T>(&self, go: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
            match self.left.get() {
                0 if self.dead => Err(io::ErrorKind::StorageFull.into()),
                1 => {
                    self.left.set(0);
                    Err(io::ErrorKind::StorageFull.into())
                }
                n => {
                    self.left.set(n.saturating_sub(1));
                    go()
                }
            }
        }
    }

    impl Disk for Failing {
        fn make_folder(&self, path: &Path) -> io::Result<()> {
            self.call(|| RealDisk.make_folder(path))
        }
        fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.call(|| RealDisk.write(path, bytes))
        }
        fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
            self.call(|| RealDisk.append(path, bytes, last))
        }
        fn sync_folder(&self, path: &Path) -> io::Result<()> {
            self.call(|| RealDisk.sync_folder(path))
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.call(|| RealDisk.rename(from, to))
        }
        fn remove(&self, path: &Path) -> io::Result<()> {
            self.call(|| RealDisk.remove(path))
        }
    }

    fn package(disk: &dyn Disk, parent: &Path) -> Result<(), crate::CommandError> {
        let mut outbox = Outbox::begin(disk, parent, "job")?;
        outbox.put("a", b"one")?;
        outbox.grow("b", b"t", false)?;
        outbox.grow("b", b"wo", true)?;
        outbox.deliver(|_, _| true).map(|_| ())
    }

    #[test]
    fn a_failure_at_any_call_leaves_all_or_nothing_and_a_second_run_completes() {
        for dead in [false, true] {
            for n in 1..=10 {
                let folder = tempfile::tempdir().expect("a folder");
                let failing = Failing { left: Cell::new(n), dead };
                let outcome = package(&failing, folder.path());
                let target = folder.path().join("job");
                if outcome.is_err() {
                    assert_eq!(outcome.as_ref().map_err(crate::CommandError::exit_code), Err(3), "call {n}");
                }
                if target.exists() {
                    assert_eq!(std::fs::read(target.join("b")).expect("complete"), b"two");
                }
                package(&RealDisk, folder.path()).expect("the second run completes");
                let names: Vec<_> = std::fs::read_dir(folder.path()).expect("readable").flatten().collect();
                assert_eq!(names.len(), 1, "nothing but the package stands there");
            }
        }
    }

    #[test]
    fn another_folder_of_the_same_name_is_not_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("job")).expect("made");
        let mut outbox = Outbox::begin(&RealDisk, folder.path(), "job").expect("begins");
        outbox.put("a", b"one").expect("writes");
        let refused = outbox.deliver(|_, _| false).expect_err("refused");
        assert_eq!(refused.exit_code(), 2);
        assert!(!folder.path().join(".job.staging").exists());
    }

    #[cfg(unix)]
    #[test]
    fn everything_is_the_users_alone_and_staging_follows_no_link() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (out, victim) = (folder.path().join("out"), folder.path().join("victim"));
        std::fs::create_dir(&victim).expect("made");
        std::fs::create_dir(&out).expect("made");
        std::os::unix::fs::symlink(&victim, out.join(".job.staging")).expect("a link");
        package(&RealDisk, &out).expect("made");
        assert!(std::fs::read_dir(&victim).expect("there").next().is_none());
        let mode = |path: &Path| std::fs::symlink_metadata(path).expect("there").permissions().mode() & 0o777;
        let job = out.join("job");
        assert_eq!([mode(&job), mode(&job.join("a")), mode(&job.join("b"))], [0o700, 0o600, 0o600]);
        package(&RealDisk, &folder.path().join("new/below")).expect("made");
        assert_eq!([mode(&folder.path().join("new")), mode(&folder.path().join("new/below"))], [0o700; 2]);
    }
}
