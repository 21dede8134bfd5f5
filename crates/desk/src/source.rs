//! Files in: lists of any size by random access, small files whole.

use crate::refusal::Refused;
use notice::finding::Refusal;
use notice::intake::ListBytes;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// The largest file that is read whole: incident, mapping, vendor profile, logo, letterhead, codes.
const WHOLE_LIMIT: u64 = 64 << 20;

/// A list on disk. It is read by offset and never held in memory as a whole.
#[derive(Debug)]
pub struct ListFile {
    file: File,
    len: u64,
    path: PathBuf,
}

impl ListFile {
    /// Opens a list. Refuses folders and missing files as wrong input.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        let shown = path.display().to_string();
        let refuse = |message: &str, advice: &str| Refused::from(Refusal::of_file(shown.clone(), message, advice));
        let about = std::fs::metadata(path).map_err(|e| missing_or_disk(path, &e))?;
        if about.is_dir() {
            return Err(refuse("This is a folder, not a list.", "Name the list file in it."));
        }
        if !about.is_file() {
            return Err(refuse("This is not a regular file.", "Save the list as a file and name that."));
        }
        let file = File::open(path).map_err(|e| missing_or_disk(path, &e))?;
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

/// A small file whole.
pub fn whole(path: &Path) -> Result<Vec<u8>, Refused> {
    let about = std::fs::metadata(path).map_err(|e| missing_or_disk(path, &e))?;
    let refuse =
        |message: &str, advice: &str| Refused::from(Refusal::of_file(path.display().to_string(), message, advice));
    if about.is_dir() {
        return Err(refuse("This is a folder, not a file.", "Name the file in it."));
    }
    if about.len() > WHOLE_LIMIT {
        return Err(refuse("The file is larger than 64 MiB.", "Check that it is the right file."));
    }
    std::fs::read(path).map_err(|e| missing_or_disk(path, &e))
}

/// A small text file whole.
pub fn text(path: &Path) -> Result<String, Refused> {
    String::from_utf8(whole(path)?).map_err(|_| {
        Refusal::of_file(path.display().to_string(), "The file is not UTF-8 text.", "Save it as UTF-8.").into()
    })
}

fn missing_or_disk(path: &Path, error: &io::Error) -> Refused {
    if error.kind() == io::ErrorKind::NotFound {
        let shown = path.display().to_string();
        Refusal::of_file(shown, "There is no such file.", "Check the name and the folder.").into()
    } else {
        Refused::disk(path, "Reading", error)
    }
}
