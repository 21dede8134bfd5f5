//! A finished package held against itself: sums, manifest, sheet list, ticket, totals and letters must all tell the
//! same story. What is checked here was made by other rooms; nothing of theirs is called.

mod contents;
mod figures;
mod letters;
mod manifest;
mod row;
mod sheets;
mod sums;

pub use letters::{LetterFile, Proved};
pub use manifest::ManifestReader;
pub use sums::Sums;

use crate::party::PieceId;
use serde::Serialize;
use std::fmt;
use std::io::{self, Read};

/// Names that every package has.
pub const TICKET: &str = "00_job_ticket.json";
/// The ticket as a page.
const TICKET_PAGE: &str = "00_job_ticket.pdf";
/// One row a piece.
pub const MANIFEST: &str = "20_manifest.csv";
/// One row a sheet.
pub const SHEETS: &str = "30_sheets.csv";
/// Every count.
pub const TOTALS: &str = "40_control_totals.json";
/// Digests of all other files.
pub const SUMS: &str = "SHA256SUMS";
/// The files that must be there beside the letters.
const NEEDED: [&str; 6] = [TICKET, TICKET_PAGE, MANIFEST, SHEETS, TOTALS, "40_control_totals.pdf"];

/// The files of a package, wherever they lie.
pub trait PackageFiles: Sync {
    /// Names of everything in the package folder.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn names(&self) -> io::Result<Vec<String>>;

    /// Opens a file for reading from its start.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send + '_>>;
}

/// Something in a package that is not as it must be. It names files, lines, pages and pieces, never a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackageFault {
    /// The file.
    pub file: String,
    /// Line of a text file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub piece: Option<String>,
    /// The problem in words.
    pub message: String,
}

impl PackageFault {
    pub(super) fn of(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, piece: None, message: message.into() }
    }

    pub(super) fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(super) fn about(mut self, piece: PieceId) -> Self {
        self.piece = Some(piece.to_string());
        self
    }

    /// A file that cannot be read.
    pub fn unreadable(file: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            Self::of(file, "the file is missing")
        } else if error.kind() == io::ErrorKind::InvalidInput {
            Self::of(file, "this is not a regular file")
        } else {
            Self::of(file, format!("the file cannot be read ({})", error.kind()))
        }
    }
}

impl fmt::Display for PackageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(piece) = &self.piece {
            write!(f, ", piece {piece}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The report on a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Everything that is wrong; a whole package has none.
    pub problems: Vec<PackageFault>,
    /// Pieces in the manifest.
    pub pieces: u64,
    /// Pages, blank backs included.
    pub pages: u64,
    /// Sheets.
    pub sheets: u64,
    /// Files of letters.
    pub files: u64,
}

/// Problems of one kind that are written out; the others are counted.
const SHOWN: usize = 20;

/// Keeps the first problems of a file and counts the rest, so that one slip at the top of a list does not bury it.
#[derive(Default)]
pub(super) struct Few {
    kept: Vec<PackageFault>,
    more: u64,
}

impl Few {
    pub(super) fn push(&mut self, problem: PackageFault) {
        if self.kept.len() < SHOWN {
            self.kept.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn into_vec(mut self) -> Vec<PackageFault> {
        if let (true, Some(last)) = (self.more > 0, self.kept.last()) {
            let file = last.file.clone();
            self.kept.push(PackageFault::of(&file, format!("and {} more of this file", self.more)));
        }
        self.kept
    }
}
