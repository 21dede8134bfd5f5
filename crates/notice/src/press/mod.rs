//! Pages become batch PDFs, in two editions from the same pages: `print` (PDF/A-2b) and `accessible` (PDF/A-2a and
//! PDF/UA-1, tagged). Every byte is written here, by hand, so that a run costs microseconds a letter and equal
//! input gives equal bytes.
//!
//! A [`Plate`] holds what all files of a job share, compressed once; [`Plate::open`] starts a file, which takes
//! one piece after another and keeps only finished bytes.

mod bars;
mod content_stream;
mod file;
mod font;
mod import;
mod mark;
mod metadata;
mod number;
mod objects;
mod plate;
mod profile;
mod reading;
mod shared;
mod tags;

#[cfg(test)]
pub(crate) mod tests;

pub use file::{PressFile, PressScratch};
pub use plate::Plate;
pub use reading::ReadHere;

use crate::composition::{Centi, MarkKind, Pages};
use crate::party::{Edition, JobId, Language, PieceId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The imprint, which is the same on every page and in every file of a job.
#[derive(Clone, Copy, Debug)]
pub struct Imprint<'a> {
    /// Title of the document, as readers show it.
    pub title: &'a str,
    /// Name of the practice: author of the document and alternative text of its letterhead.
    pub practice: &'a str,
    /// Alternative text of the signature image.
    pub signatory: &'a str,
    /// Language of the job; a piece in another language says so itself.
    pub language: Language,
    /// The one date in the files, taken as midnight UTC.
    pub date: NaiveDate,
    /// Edition of the files.
    pub edition: Edition,
    /// True if sheets are printed on both sides; then a last odd page gets a blank back.
    pub duplex: bool,
    /// The job; every piece must belong to it.
    pub job: JobId,
    /// The place of the marks; `None` prints the piece id at the default place without a symbol.
    pub marks: Option<MarkPlace>,
    /// True if a word stands across every page. Proofs carry no symbol, wherever the marks stand.
    pub proof: bool,
    /// Word across the pages of a proof.
    pub across: &'static str,
}

/// The place of the marks, from the page's left and top edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkPlace {
    /// The symbol.
    pub kind: MarkKind,
    /// Left edge of the symbol.
    pub left: Centi,
    /// Top edge of the symbol.
    pub top: Centi,
    /// Side of one module.
    pub module: Centi,
}

impl Default for MarkPlace {
    /// 7.75 in from the left, 0.25 in from the top, modules of 0.02 in.
    fn default() -> Self {
        Self { kind: MarkKind::DataMatrix, left: 55_800, top: 1_800, module: 144 }
    }
}

/// A face and what the job prints of it.
#[derive(Clone, Copy, Debug)]
pub struct FaceSource<'a> {
    /// The whole font file (TrueType outlines).
    pub bytes: &'a [u8],
    /// Glyph id in the whole face → the text that it stands for.
    pub used: &'a BTreeMap<u16, String>,
}

/// An image of 8-bit gray samples, rows from the top, 0 black.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Samples in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// All samples, `width × height`.
    pub gray: &'a [u8],
}

/// One letter on its way into a file.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Its id, printed on every sheet.
    pub id: PieceId,
    /// The language of its text.
    pub language: Language,
    /// Its pages, without marks.
    pub pages: &'a Pages,
}

/// The place of a piece in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRange {
    /// First page, from 1.
    pub first: u32,
    /// Last page, the blank back included.
    pub last: u32,
    /// Sheets of paper.
    pub sheets: u16,
}
