//! One file out: written beside its place under a name that nobody can guess, made durable, and renamed into place. It takes
//! the place of nothing that somebody may need: see [`Kind`] and `never`.

use super::{never, sync_folder};
use crate::error::CommandError;
use crate::io::tables::RECORDS;
use crate::io::{access, unfinished};
use notice::digest::Digest;
use notice::finding::{FaceProblem, Problem};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Kind of a file, which decides what it may replace without being told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Disposition of every row, as `check --records` writes it.
    Records,
    /// The recovery key of a case.
    RecoveryKey,
    /// A letter marked PROOF. Other PDF files of ours begin in the same way, so only the very same is known.
    Preview,
    /// All user actions of a case, one a line.
    Audit,
    /// Addresses for a provider of corrections.
    Addresses,
    /// Old and new addresses beside each other.
    Comparison,
    /// Every answer of every provider.
    History,
    /// Invented people. A practice may have put its own in their place, so only the very same is known.
    SampleList,
    /// A letter to mark up.
    Docx,
    /// A page that counsel signed.
    SignedPage,
    /// A file of the sample case.
    Sample,
    /// A file that the program keeps for itself; it is replaced whenever the program wants.
    Own,
}

impl FileKind {
    /// Returns the first bytes of a file of this kind, where no other file begins so.
    fn head(self) -> Option<Vec<u8>> {
        match self {
            Self::Records => Some(format!("{}\n", RECORDS.join(",")).into_bytes()),
            Self::Audit => Some(b"{\"seq\":1,\"at\":\"".to_vec()),
            Self::History => Some(b"at,by,provider,id,".to_vec()),
            Self::Own => Some(Vec::new()),
            _ => None,
        }
    }

    /// Returns true if the same command writes the same bytes again.
    fn repeats(self) -> bool {
        matches!(
            self,
            Self::Preview | Self::Addresses | Self::Comparison | Self::SampleList | Self::SignedPage | Self::Sample
        )
    }
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct SingleFile {
    path: PathBuf,
    kind: FileKind,
    force: bool,
    inputs: Vec<PathBuf>,
    known: Vec<Digest>,
}

impl SingleFile {
    /// A file of a kind at a path.
    pub fn new(kind: FileKind, path: &Path) -> Self {
        Self { path: path.to_owned(), kind, force: false, inputs: Vec::new(), known: Vec::new() }
    }

    /// Sets whether it may replace any file, except those that are never written over.
    #[must_use]
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Files and folders that the command reads or makes; none of them is written over.
    #[must_use]
    pub fn except<P: AsRef<Path>>(mut self, inputs: impl IntoIterator<Item = P>) -> Self {
        self.inputs.extend(inputs.into_iter().map(|path| path.as_ref().to_owned()));
        self
    }

    /// Digests of files that the program wrote here before and has kept: they may be replaced.
    #[must_use]
    pub fn known(mut self, digests: impl IntoIterator<Item = Digest>) -> Self {
        self.known.extend(digests);
        self
    }

    /// Refuses, before the work, a place where the file cannot be written whatever is in it.
    pub fn check(&self) -> Result<(), CommandError> {
        if never::refuse(&self.path, &self.inputs)?.is_some() && !self.kind.repeats() && !self.may_replace()? {
            return Err(self.stands());
        }
        Ok(())
    }

    /// Makes the staging file, so that what follows is known to be writable.
    pub fn begin(self) -> Result<Writing, CommandError> {
        self.check()?;
        let folder = folder_of(&self.path);
        let mut noted = None;
        let made = {
            let _gate = unfinished::gate();
            tempfile::Builder::new().prefix(".noticepress-").suffix(".staging").rand_bytes(12).make_in(folder, |path| {
                noted = Some(unfinished::register(path));
                access::create_file(path)
            })
        };
        let staged = made.map_err(|e| CommandError::disk(&self.path, "Writing", &e))?;
        let synced = staged.as_file().sync_all().and_then(|()| sync_folder(folder));
        synced.map_err(|e| CommandError::disk(&self.path, "Writing", &e))?;
        Ok(Writing { single: self, staged: BufWriter::with_capacity(1 << 18, staged), _noted: noted })
    }

    /// Writes it whole.
    pub fn put(self, bytes: &[u8]) -> Result<(), CommandError> {
        let path = self.path.clone();
        let mut writing = self.begin()?;
        writing.write_all(bytes).map_err(|e| CommandError::disk(&path, "Writing", &e))?;
        writing.finish()
    }

    /// Returns true if the file that stands there may be replaced: on request, or as our own file of the same kind.
    fn may_replace(&self) -> Result<bool, CommandError> {
        if self.force {
            return Ok(true);
        }
        if let Some(head) = self.kind.head()
            && never::head(&self.path, head.len() as u64)? == head
        {
            return Ok(true);
        }
        if self.known.is_empty() {
            return Ok(false);
        }
        let digest = digest(&self.path).map_err(|e| CommandError::disk(&self.path, "Reading the existing file", &e))?;
        Ok(self.known.contains(&digest))
    }

    fn stands(&self) -> CommandError {
        Problem::of_file(
            self.path.display().to_string(),
            "A file with this name already exists here.",
            FaceProblem::FileStands,
        )
        .into()
    }
}

/// A file in the making. Dropped before it is finished, it leaves nothing.
pub struct Writing {
    single: SingleFile,
    staged: BufWriter<NamedTempFile>,
    /// Removes the file where the program is asked to end.
    _noted: Option<unfinished::Guard>,
}

impl Writing {
    /// Makes it durable and gives it its name.
    pub fn finish(self) -> Result<(), CommandError> {
        let Self { single, staged, _noted: noted } = self;
        let path = &single.path;
        let failed = |e: &io::Error| CommandError::disk(path, "Writing", e);
        let staged = staged.into_inner().map_err(|e| failed(e.error()))?;
        staged.as_file().sync_all().map_err(|e| failed(&e))?;
        // Something may have come here during the work.
        let replaces = if never::refuse(path, &single.inputs)?.is_none() {
            false
        } else if single.may_replace()? || is_equal(staged.path(), path).map_err(|e| failed(&e))? {
            true
        } else {
            return Err(single.stands());
        };
        let named = {
            let _gate = unfinished::gate();
            name(staged, path, replaces)
        };
        match named {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && !replaces => return Err(single.stands()),
            named => named.map_err(|e| failed(&e))?,
        }
        drop(noted);
        sync_folder(folder_of(path)).map_err(|e| failed(&e))
    }
}

/// Renames the staging file into place; over something only where that is wanted.
fn name(staged: NamedTempFile, path: &Path, replaces: bool) -> io::Result<()> {
    if replaces {
        return staged.persist(path).map(drop).map_err(|e| e.error);
    }
    match staged.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Err(e.error),
        // Some disks know no rename that replaces nothing.
        Err(e) if path.symlink_metadata().is_err() => e.file.persist(path).map(drop).map_err(|e| e.error),
        Err(e) => Err(e.error),
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.staged.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.staged.flush()
    }
}

/// The folder of a file; a name alone lies in the current one.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn digest(path: &Path) -> io::Result<Digest> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut hasher = Sha256::new();
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hasher.into());
        }
        let read = bytes.len();
        hasher.update(bytes);
        file.consume(read);
    }
}

/// Returns true if two files have the same bytes.
fn is_equal(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::with_capacity(1 << 16, one), BufReader::with_capacity(1 << 16, other));
    let (mut a, mut b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let n = one.read(&mut a)?;
        if n == 0 {
            return Ok(true);
        }
        other.read_exact(&mut b[..n])?;
        if a[..n] != b[..n] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FaceProblem, FileKind, RECORDS, SingleFile};

    fn heading() -> String {
        format!("{}\n", RECORDS.join(","))
    }

    use crate::CommandError;
    use notice::digest::Digest;
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("readable")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_stands_is_replaced_only_where_it_is_ours_or_somebody_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        let put = |kind, force| SingleFile::new(kind, &path).force(force).put(b"new");
        let write = |text: &str| fs::write(&path, text).expect("written");
        let read = || fs::read_to_string(&path).expect("there");

        assert!(put(FileKind::RecoveryKey, false).is_ok(), "nothing stands there");
        assert!(put(FileKind::RecoveryKey, false).is_err(), "not even over the same key");
        assert!(put(FileKind::Preview, false).is_ok(), "the very same");
        write("other");
        for kind in [
            FileKind::Records,
            FileKind::Preview,
            FileKind::Audit,
            FileKind::SampleList,
            FileKind::Docx,
            FileKind::Comparison,
        ] {
            let refused = put(kind, false).expect_err("refused");
            assert!(
                matches!(refused, CommandError::Input(_))
                    && refused.reasons()[0].code == FaceProblem::FileStands.into(),
                "{kind:?}"
            );
        }
        assert_eq!(read(), "other");
        write(&format!("{}list.csv,2,held,,,,,\n", heading()));
        assert!(put(FileKind::Audit, false).is_err(), "ours, of another kind");
        assert!(put(FileKind::Records, false).is_ok());
        write("kept");
        let known = [Digest::of(b"kept")];
        assert!(SingleFile::new(FileKind::Addresses, &path).known(known).put(b"new").is_ok());
        write("other");
        assert!(put(FileKind::RecoveryKey, true).is_ok());
        assert_eq!((read().as_str(), names(folder.path())), ("new", vec!["out".to_owned()]));
    }

    #[test]
    fn nothing_is_left_where_the_work_ends_or_the_name_is_taken_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        let mut writing = SingleFile::new(FileKind::SampleList, &path).begin().expect("begun");
        writing.write_all(b"half").expect("written");
        assert_eq!(names(folder.path()).len(), 1);
        drop(writing);
        assert!(names(folder.path()).is_empty());
        let writing = SingleFile::new(FileKind::RecoveryKey, &path).begin().expect("begun");
        fs::write(&path, "other").expect("written");
        assert!(writing.finish().is_err());
        assert_eq!(fs::read_to_string(&path).expect("there"), "other");
        assert_eq!(names(folder.path()), ["out"]);
        assert!(SingleFile::new(FileKind::Preview, &folder.path().join("no/such/folder")).put(b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_single_file_is_the_users_alone_even_where_it_replaces_one_that_was_not() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        fs::write(&path, heading()).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        SingleFile::new(FileKind::Records, &path).put(heading().as_bytes()).expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
