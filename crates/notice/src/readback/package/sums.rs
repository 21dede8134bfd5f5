//! `SHA256SUMS`, and whether the folder holds exactly the files that it names.

use super::{Few, NEEDED, PackageFault, PackageFiles, SUMS, TICKET_PAGE};
use crate::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// The largest text file that is read whole: sums, ticket, totals.
const WHOLE: u64 = 256 << 20;
/// The most bytes of a file of figures, and of the ticket's page.
const SMALL: u64 = 64 << 20;

/// The digests that the package claims.
#[derive(Debug, Default)]
pub struct Sums(BTreeMap<String, Digest>);

impl Sums {
    /// Reads the sums and holds them against the folder: every file named is there, and none is there unnamed.
    pub fn open(files: &dyn PackageFiles) -> (Self, Vec<PackageFault>) {
        let mut problems = Vec::new();
        let names = match files.names() {
            Ok(names) => names.into_iter().collect::<std::collections::BTreeSet<String>>(),
            Err(error) => {
                return (
                    Self::default(),
                    vec![PackageFault::of(SUMS, format!("the folder cannot be read ({})", error.kind()))],
                );
            }
        };
        let text = match whole(files, SUMS) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                problems.push(PackageFault::unreadable(SUMS, &error));
                String::new()
            }
        };
        let mut sums = BTreeMap::new();
        // A file of nothing but line ends must not become as many problems.
        let mut few = Few::default();
        for (number, line) in (1..).zip(text.lines()) {
            let Some((digest, name)) = entry(line) else {
                few.push(PackageFault::of(SUMS, "the line is not a digest, two blanks and a file name").at(number));
                continue;
            };
            if sums.insert(name.to_owned(), digest).is_some() {
                few.push(PackageFault::of(SUMS, format!("{name} is named twice")).at(number));
            }
        }
        problems.extend(few.into_vec());
        if !text.is_empty() || problems.is_empty() {
            let needed = NEEDED.iter().map(|name| (*name).to_owned()).filter(|name| !sums.contains_key(name));
            problems
                .extend(needed.map(|name| {
                    PackageFault::of(&name, "SHA256SUMS does not name this file, which every package has")
                }));
            for name in &names {
                if name != SUMS && !sums.contains_key(name) {
                    problems
                        .push(PackageFault::of(name, "the package holds this file, but SHA256SUMS does not name it"));
                }
            }
        }
        for name in sums.keys().filter(|name| !names.contains(*name)) {
            problems.push(PackageFault::of(name, "SHA256SUMS names this file, but it is missing"));
        }
        sums.retain(|name, _| names.contains(name));
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
        differs.then(|| {
            PackageFault::of(name, "the file is not the one that was made: its SHA-256 is not the one in SHA256SUMS")
        })
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

/// A small file whole.
pub(super) fn whole(files: &dyn PackageFiles, name: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    files.open(name)?.take(WHOLE).read_to_end(&mut bytes)?;
    Ok(bytes)
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
