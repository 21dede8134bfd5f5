//! Files in: lists of any size by random access, small files whole.

use super::same_file::is_same;
use crate::error::CommandError;
use notice::finding::{Problem, ProblemCode};
use notice::intake::ListBytes;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file that is read whole: incident, mapping, vendor profile, logo, letterhead, codes.
const WHOLE_LIMIT: u64 = 64 << 20;
/// The largest file of settings or words, which people write by hand: incident, mapping, vendor profile, wording.
const SETTINGS_LIMIT: u64 = 1 << 20;

/// A list on disk. It is read by offset and never held in memory as a whole.
#[derive(Debug)]
pub struct ListFile {
    file: File,
    len: u64,
    path: PathBuf,
}

impl ListFile {
    /// Opens a list. Refuses folders and missing files as wrong input.
    pub fn open(path: &Path) -> Result<Self, CommandError> {
        if path.is_dir() {
            let shown = path.display().to_string();
            return Err(Problem::of_file(shown, "This is a folder, not a list.", ProblemCode::ListIsFolder).into());
        }
        let (file, about) = open(path)?;
        Ok(Self { file, len: about.len(), path: path.to_owned() })
    }

    /// The name as the user gave it.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }
}

impl ListBytes for ListFile {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        read_exact_at(&self.file, buf, offset)
    }
}

/// Fills a buffer from a place of a file, without moving where the file is read otherwise.
#[cfg(unix)]
pub(crate) fn read_exact_at(file: &File, buf: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buf, offset)
}

/// Fills a buffer from a place of a file.
#[cfg(windows)]
pub(crate) fn read_exact_at(file: &File, mut buf: &mut [u8], offset: u64) -> io::Result<()> {
    let mut at = offset;
    while !buf.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_read(file, buf, at)?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buf = &mut buf[n..];
        at += n as u64;
    }
    Ok(())
}

/// Opens a file to read it. It is looked at first, and looked at again when it is open: pipes, devices and sockets, which may
/// never end or never begin, are refused without waiting for them, and so is what the kernel shows as files.
pub fn open(path: &Path) -> Result<(File, Metadata), CommandError> {
    let refuse =
        |message: &str, advice: &str| CommandError::from(Problem::of_file(path.display().to_string(), message, advice));
    let irregular = || {
        refuse(
            "This is not a regular file but a pipe, device, or socket.",
            "Save it as a file and use that. Output of another program, as in <(…), is not read.",
        )
    };
    let about = std::fs::metadata(path).map_err(|e| missing_or_disk(path, &e))?;
    if about.is_dir() {
        return Err(refuse("This is a folder, not a file.", "Choose a file in it."));
    }
    if !about.is_file() || is_of_kernel(path) {
        return Err(irregular());
    }
    let file = options().open(path).map_err(|e| missing_or_disk(path, &e))?;
    // Something else may have been put in its place meanwhile.
    let opened = file.metadata().map_err(|e| missing_or_disk(path, &e))?;
    if !opened.is_file() || !is_same(&about, &opened) {
        return Err(irregular());
    }
    Ok((file, opened))
}

/// Options to open a file for reading: a pipe that took the place of a file is not waited for.
fn options() -> std::fs::OpenOptions {
    let mut options = File::options();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use nix::fcntl::OFlag;
        let flags = OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits());
    }
    options
}

/// Returns true if the kernel generates what is read there: such files have no length and need not end.
fn is_of_kernel(path: &Path) -> bool {
    cfg!(target_os = "linux")
        && path.canonicalize().is_ok_and(|real| ["/proc", "/sys"].iter().any(|top| real.starts_with(top)))
}

/// Reads a file of at most 64 MiB whole.
pub fn whole(path: &Path) -> Result<Vec<u8>, CommandError> {
    up_to(WHOLE_LIMIT, path)
}

/// Reads a file of at most so many bytes whole.
pub fn whole_up_to(limit: u64, path: &Path) -> Result<Vec<u8>, CommandError> {
    up_to(limit, path)
}

/// Reads a text file of at most 64 MiB whole.
pub fn text(path: &Path) -> Result<String, CommandError> {
    decode(path, whole(path)?)
}

/// Reads a file of settings or words of at most 1 MiB whole. What people write by hand is never larger, and a parser that
/// goes on after each fault would take minutes over a file that only pretends to be one.
pub fn settings(path: &Path) -> Result<String, CommandError> {
    decode(path, up_to(SETTINGS_LIMIT, path)?)
}

fn up_to(limit: u64, path: &Path) -> Result<Vec<u8>, CommandError> {
    let (file, about) = open(path)?;
    let too_large = || {
        let message = format!("The file is larger than {} MiB.", limit >> 20);
        CommandError::from(Problem::of_file(path.display().to_string(), message, ProblemCode::FileLarge))
    };
    if about.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| missing_or_disk(path, &e))?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, CommandError> {
    String::from_utf8(bytes).map_err(|_| {
        Problem::of_file(path.display().to_string(), "The file is not UTF-8 text.", ProblemCode::EncodingWrong).into()
    })
}

fn missing_or_disk(path: &Path, error: &io::Error) -> CommandError {
    if error.kind() == io::ErrorKind::NotFound {
        let shown = path.display().to_string();
        Problem::of_file(shown, "File not found.", ProblemCode::FileMissing).into()
    } else {
        CommandError::unreadable(path, "Reading", error)
    }
}
