//! `SHA256SUMS`, and whether the folder holds exactly the files that it names.

use super::{Few, NEEDED, PackageFault, PackageFiles, SUMS, TICKET_PAGE};
use crate::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read};

/// The most bytes of a file of figures, and of the ticket's page.
const SMALL: u64 = 64 << 20;
/// The most bytes of the sums: those of two million files.
const LARGEST_SUMS: u64 = 256 << 20;
/// The longest line of the sums: a digest, two blanks and the longest name that a disk takes.
const LONGEST_SUM: u64 = 64 + 2 + 255 + 2;
/// The most lines that are no sums before the rest is left unread.
const MOST_WRONG: u64 = 1_000_000;
/// The most files that are told as missing.
const MOST_MISSING: usize = 1_000;

/// The digests that the package claims.
#[derive(Debug, Default)]
pub struct Sums(BTreeMap<String, Digest>);

impl Sums {
    /// Reads the sums and holds them against the folder: every file named is there, and none is there unnamed.
    pub fn open(files: &dyn PackageFiles) -> (Self, Vec<PackageFault>) {
        let mut problems = Vec::new();
        let names = match files.names() {
            Ok(names) => names.into_iter().collect::<BTreeSet<String>>(),
            Err(error) => {
                return (
                    Self::default(),
                    vec![PackageFault::of(SUMS, format!("the folder cannot be read ({})", error.kind()))],
                );
            }
        };
        let mut claimed = Claimed { is_blank: true, ..Claimed::default() };
        match files.open(SUMS) {
            Ok(file) => {
                if let Err(error) = claimed.read(file, &names) {
                    problems.push(PackageFault::unreadable(SUMS, &error));
                }
            }
            Err(error) => problems.push(PackageFault::unreadable(SUMS, &error)),
        }
        let Claimed { sums, missing, left_out, few, cut, is_blank } = claimed;
        problems.extend(few.into_vec());
        let is_cut = cut.is_some();
        problems.extend(cut);
        // Of names that were not read nothing can be said.
        if !is_cut && (!is_blank || problems.is_empty()) {
            let needed = NEEDED.iter().filter(|name| !sums.contains_key(**name) && !missing.contains(**name));
            problems.extend(
                needed
                    .map(|name| PackageFault::of(name, "SHA256SUMS does not list this file, which every package has")),
            );
            for name in names.iter().filter(|name| *name != SUMS && !sums.contains_key(*name)) {
                problems.push(PackageFault::of(name, "this file is in the package, but not in SHA256SUMS"));
            }
        }
        problems
            .extend(missing.iter().map(|name| PackageFault::of(name, "SHA256SUMS lists this file, but it is missing")));
        if left_out > 0 {
            let message = format!("{left_out} more lines list files that are missing");
            problems.push(PackageFault::of(SUMS, message));
        }
        (Self(sums), problems)
    }

    /// Names of the files that are there.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns whether a file is named and there.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The digest that is claimed of a file.
    pub(super) fn of(&self, name: &str) -> Option<&Digest> {
        self.0.get(name)
    }

    /// Holds a digest against the claim.
    pub(super) fn hold(&self, name: &str, digest: &Digest) -> Option<PackageFault> {
        let differs = self.0.get(name).is_some_and(|claimed| claimed != digest);
        differs.then(|| PackageFault::of(name, "the file was changed: its SHA-256 is not the one in SHA256SUMS"))
    }

    /// Reads a file to its end and holds it against the claim.
    pub fn check(&self, files: &dyn PackageFiles, name: &str) -> Option<PackageFault> {
        let most = if name.ends_with(".json") || name == TICKET_PAGE { SMALL } else { u64::MAX };
        let digest = files.open(name).and_then(|file| digest(file, most));
        match digest {
            Ok(digest) => self.hold(name, &digest),
            Err(error) => Some(PackageFault::unreadable(name, &error)),
        }
    }
}

/// `hex  name` as coreutils write it; names of a package hold no folder.
fn entry(line: &str) -> Option<(Digest, &str)> {
    let (hex, name) = line.split_once("  ")?;
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
    Some((hex.parse().ok()?, plain.then_some(name)?))
}

/// The claims of `SHA256SUMS`, read line by line: of files that are not there no more is kept than is told.
#[derive(Default)]
struct Claimed {
    sums: BTreeMap<String, Digest>,
    missing: BTreeSet<String>,
    /// Lines that name further missing files.
    left_out: u64,
    few: Few,
    /// The reason why the file was not read to its end.
    cut: Option<PackageFault>,
    /// True until there was a byte.
    is_blank: bool,
}

impl Claimed {
    fn read(&mut self, file: Box<dyn Read + Send + '_>, names: &BTreeSet<String>) -> io::Result<()> {
        let mut reader = BufReader::new(file.take(LARGEST_SUMS));
        let (mut line, mut wrong, mut size) = (Vec::new(), 0, 0);
        for number in 1.. {
            line.clear();
            let read = reader.by_ref().take(LONGEST_SUM + 1).read_until(b'\n', &mut line)? as u64;
            if read == 0 {
                return Ok(());
            }
            self.is_blank = false;
            size += read;
            if read > LONGEST_SUM || size == LARGEST_SUMS || wrong == MOST_WRONG {
                let why = if read > LONGEST_SUM {
                    "the line is longer than a digest, two blanks and a file name"
                } else if wrong == MOST_WRONG {
                    "too many lines are not a digest, two blanks and a file name"
                } else {
                    "the file is larger than any of its kind"
                };
                let message = format!("{why}; nothing was read from here on");
                self.cut = Some(PackageFault::of(SUMS, message).at(number));
                return Ok(());
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let Some((digest, name)) = entry(text.strip_suffix('\r').unwrap_or(text)) else {
                self.few
                    .push(PackageFault::of(SUMS, "the line is not a digest, two blanks and a file name").at(number));
                wrong += 1;
                continue;
            };
            let again = if names.contains(name) {
                self.sums.insert(name.to_owned(), digest).is_some()
            } else if self.missing.len() < MOST_MISSING {
                !self.missing.insert(name.to_owned())
            } else {
                self.left_out += 1;
                false
            };
            if again {
                self.few.push(PackageFault::of(SUMS, format!("{name} is named twice")).at(number));
            }
        }
        Ok(())
    }
}

/// The most values of a file of figures: each file of a package has some twenty in it.
const MOST_VALUES: usize = 2_000_000;

/// A file of figures; nothing where it is not JSON, or larger than any of its kind.
pub(super) fn figures(files: &dyn PackageFiles, name: &str) -> Option<serde_json::Value> {
    let mut bytes = Vec::new();
    files.open(name).ok()?.take(SMALL + 1).read_to_end(&mut bytes).ok()?;
    // A value takes many times the memory of its text.
    let values = bytes.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).take(MOST_VALUES).count();
    if bytes.len() as u64 > SMALL || values == MOST_VALUES {
        return None;
    }
    serde_json::from_slice(&bytes).ok()
}

/// Digests a file of at most so many bytes.
fn digest(mut file: Box<dyn Read + Send + '_>, most: u64) -> io::Result<Digest> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    let mut left = most;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.into()),
            n if n as u64 > left => {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than any of its kind"));
            }
            n => {
                hash.update(&buffer[..n]);
                left -= n as u64;
            }
        }
    }
}

/// The longest line of a table: no row of a package has a thousandth of it.
const LONGEST_LINE: usize = 1 << 20;

/// A reader of a table that digests what passes through it, and ends at a line without end.
pub(super) struct Digesting<'f> {
    file: Box<dyn Read + Send + 'f>,
    hash: Sha256,
    /// Bytes since the last line began.
    line: usize,
    is_ended: bool,
}

impl<'f> Digesting<'f> {
    pub(super) fn new(file: Box<dyn Read + Send + 'f>) -> Self {
        Self { file, hash: Sha256::new(), line: 0, is_ended: false }
    }

    /// Reads what is left and gives the digest of the whole.
    pub(super) fn finish(mut self) -> io::Result<Digest> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(self.hash.into())
    }
}

impl Read for Digesting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_ended {
            return Ok(0);
        }
        let n = self.file.read(buffer)?;
        self.hash.update(&buffer[..n]);
        let read = &buffer[..n];
        // A buffer is shorter than the longest line, so that only its first end can be that of one that is too long.
        let longest = self.line + memchr::memchr(b'\n', read).unwrap_or(n);
        self.line = memchr::memrchr(b'\n', read).map_or(longest, |end| n - end - 1);
        if longest > LONGEST_LINE {
            self.is_ended = true;
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a line has no end"));
        }
        Ok(n)
    }
}
