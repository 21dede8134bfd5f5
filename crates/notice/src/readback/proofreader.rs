use super::document::{PdfDocument, Side, Symbol};
use super::error::{Flaw, Maybe, ReadError};
use super::fold::fold_into;
use super::text::TextChunk;
use crate::digest::Digest;
use crate::party::PieceId;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;

/// A stretch of the text that a piece must have.
#[derive(Clone, Debug)]
pub enum ExpectedPart {
    /// Constant text of the variant, folded.
    Shared(Arc<str>),
    /// Text with values of the person's own, folded.
    Own(String),
}

impl ExpectedPart {
    fn text(&self) -> &str {
        match self {
            Self::Shared(text) => text,
            Self::Own(text) => text,
        }
    }
}

/// The expectation of the next piece of a file.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    /// Its id.
    pub id: PieceId,
    /// Pages in the file, with the blank back.
    pub pages: u32,
    /// Sheets.
    pub sheets: u16,
    /// True if sheets are printed on both sides.
    pub duplex: bool,
    /// Lines of the address block as they are printed.
    pub address: &'a [String],
    /// The letter in reading order.
    pub text: &'a [ExpectedPart],
}

/// A piece that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Digest of what its pages paint, without marks (`docs/page-hash.md`).
    pub page_hash: Digest,
    /// First page in the file, from 1.
    pub first_page: u32,
    /// Last page in the file, with a blank back.
    pub last_page: u32,
    /// Blank backs among its pages: 0 or 1.
    pub blank_pages: u32,
}

/// Marks for machines that live sheets carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbols {
    /// Data Matrix: piece id, sheet, sheets, and whether it is the last.
    #[default]
    DataMatrix,
    /// Code 39: piece id.
    Code39,
    /// None.
    None,
}

impl Symbols {
    /// Reads the word of vendor profile and ticket.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "datamatrix" => Self::DataMatrix,
            "code39" => Self::Code39,
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// The text that a piece may have after its address block.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    Exactly(&'a [ExpectedPart]),
    /// The page hash stands for it.
    Anything,
}

/// Reads a file piece by piece and compares each with what it must be.
pub struct Proofreader<'a> {
    document: PdfDocument<'a>,
    next: usize,
    symbols: Symbols,
    address: String,
}

impl<'a> Proofreader<'a> {
    /// Opens a finished file.
    ///
    /// # Errors
    /// A file that is not a whole PDF of letter pages.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let document = PdfDocument::open(bytes)?;
        Ok(Self { document, next: 0, symbols: Symbols::DataMatrix, address: String::new() })
    }

    /// For jobs whose vendor wants other marks than a Data Matrix on live sheets.
    #[must_use]
    pub fn with_symbols(mut self, symbols: Symbols) -> Self {
        self.symbols = symbols;
        self
    }

    /// Number of pages of the file.
    pub fn pages(&self) -> usize {
        self.document.pages()
    }

    /// Reads the next piece.
    ///
    /// # Errors
    /// The first difference from what is expected, with page and piece.
    pub fn next(&mut self, expected: &Expected<'_>) -> Result<Read, Flaw> {
        let from = self.next;
        self.next = from.saturating_add(expected.pages as usize);
        self.piece(expected, from, Wanted::Exactly(expected.text))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Pages that belong to no piece.
    pub fn finish(self) -> Result<(), Flaw> {
        if self.next == self.document.pages() { Ok(()) } else { Err(Flaw::from(ReadError::PagesLeft).on(self.next)) }
    }

    /// The piece and the sheet that a page is marked with, where its readable mark can be read.
    pub(super) fn mark(&mut self, page: usize) -> Option<(PieceId, u16)> {
        let side = self.document.side(page).ok()?;
        let text = &side.marks.as_ref()?.text;
        let (id, counted) = without_word(text).unwrap_or(text).split_at_checked(12)?;
        let sheet = counted.split('/').next()?.parse().ok()?;
        Some((PieceId::parse(id)?, sheet))
    }

    /// Reads a piece from a page on.
    pub(super) fn piece(&mut self, expected: &Expected<'_>, from: usize, wanted: Wanted<'_>) -> Result<Read, Flaw> {
        let sides = if expected.duplex { 2 } else { 1 };
        let wrong = |what: ReadError| Flaw::from(what).of(expected.id);
        if expected.pages == 0 || expected.pages != u32::from(expected.sheets) * sides {
            return Err(wrong(ReadError::Counts).on(from));
        }
        let until = from.saturating_add(expected.pages as usize);
        if until > self.document.pages() {
            return Err(wrong(ReadError::PagesMissing).on(self.document.pages().saturating_sub(1)));
        }
        self.address.clear();
        for line in expected.address {
            fold_into(line, &mut self.address);
        }
        let address = std::mem::take(&mut self.address);
        let mut text = Comparison::new(&address, wanted);
        let result = self.sides(expected, from, until, &mut text);
        let ended = text.end();
        self.address = address;
        let read = result.map_err(|flaw| flaw.of(expected.id))?;
        ended.map_err(|what| wrong(what).on(until - 1))?;
        Ok(read)
    }

    fn sides(
        &mut self,
        expected: &Expected<'_>,
        from: usize,
        until: usize,
        text: &mut Comparison<'_>,
    ) -> Result<Read, Flaw> {
        let mut hash = Sha256::new();
        // Only the last side can be blank, and only as a back.
        let last = self.document.side(until - 1)?;
        let blank_pages = u32::from(expected.duplex && last.blank && expected.pages.is_multiple_of(2));
        let numbered = expected.pages - blank_pages;
        for page in from..until {
            let side = if page + 1 == until { Arc::clone(&last) } else { self.document.side(page)? };
            let number = (page - from) as u32;
            let mut check = || -> Maybe<()> {
                self.marks(expected, &side, number)?;
                page_number(&side, number, numbered)?;
                side.body.iter().try_for_each(|chunk| text.take(chunk.text()))
            };
            check().map_err(|what| Flaw::from(what).on(page))?;
            hash.update(side.digest);
        }
        Ok(Read { page_hash: hash.into(), first_page: from as u32 + 1, last_page: until as u32, blank_pages })
    }

    /// Marks on the front of every sheet and nowhere else; PROOF on every page of a proof and nowhere else.
    fn marks(&self, expected: &Expected<'_>, side: &Side, number: u32) -> Maybe<()> {
        let proof = expected.id.job.is_proof();
        let (sheet, front) =
            if expected.duplex { (number / 2 + 1, number.is_multiple_of(2)) } else { (number + 1, true) };
        let marks = side.marks.as_ref();
        let text = marks.map_or("", |marks| &marks.text);
        let text = if proof { without_word(text).ok_or(ReadError::ProofMissing)? } else { text };
        let symbol = marks.and_then(|marks| marks.symbol.as_ref());
        if !front {
            return if text.is_empty() && symbol.is_none() { Ok(()) } else { Err(ReadError::MarksOnBack) };
        }
        if text.is_empty() {
            return Err(ReadError::MarksMissing);
        }
        let mut line = Line::default();
        let sheets = expected.sheets;
        if write!(line, "{}{sheet}/{sheets}", expected.id).is_err() || line.text() != text.as_bytes() {
            return Err(ReadError::MarksOther);
        }
        let symbols = if proof { Symbols::None } else { self.symbols };
        let said = match (symbols, symbol) {
            (Symbols::None, None) => return Ok(()),
            (_, None) => return Err(ReadError::SymbolMissing),
            (Symbols::None, Some(_)) if proof => return Err(ReadError::SymbolOnProof),
            (Symbols::DataMatrix, Some(Symbol::Matrix(said))) | (Symbols::Code39, Some(Symbol::Bars(said))) => said,
            (_, Some(_)) => return Err(ReadError::SymbolOther),
        };
        let mut line = Line::default();
        let written = if symbols == Symbols::Code39 {
            write!(line, "{}", expected.id)
        } else {
            let last = if sheet == u32::from(sheets) { 'E' } else { 'C' };
            write!(line, "{}{sheet:02}{sheets:02}{last}", expected.id)
        };
        if written.is_ok() && line.text() == said.as_bytes() { Ok(()) } else { Err(ReadError::SymbolOther) }
    }
}

/// A short text in place, so that checking a mark takes no memory.
#[derive(Default)]
struct Line {
    bytes: [u8; 24],
    length: usize,
}

impl Line {
    fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl std::fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// One piece of furniture counts the pages: two numbers, this page and the last. In any language; a blank back has
/// none. Loose text among the furniture could be anyone's, so there must be none.
fn page_number(side: &Side, number: u32, pages: u32) -> Maybe<()> {
    if side.furniture.iter().any(|chunk| matches!(chunk, TextChunk::Own(_))) {
        return Err(ReadError::Furniture);
    }
    if number >= pages {
        return if side.furniture.is_empty() { Ok(()) } else { Err(ReadError::PageNumber) };
    }
    let counts = |text: &str| {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut is = |wanted: u32| numbers.next().and_then(|part| part.parse().ok()) == Some(wanted);
        is(number + 1) && is(pages) && numbers.next().is_none()
    };
    if side.furniture.iter().any(|chunk| counts(chunk.text())) { Ok(()) } else { Err(ReadError::PageNumber) }
}

/// Compares two texts that are cut differently.
struct Comparison<'t> {
    address: &'t str,
    rest: &'t str,
    parts: Option<std::slice::Iter<'t, ExpectedPart>>,
}

impl<'t> Comparison<'t> {
    fn new(address: &'t str, wanted: Wanted<'t>) -> Self {
        let parts = match wanted {
            Wanted::Exactly(parts) => Some(parts.iter()),
            Wanted::Anything => None,
        };
        Self { address, rest: "", parts }
    }

    fn take(&mut self, mut text: &str) -> Maybe<()> {
        if !self.address.is_empty() {
            let common = text.len().min(self.address.len());
            // Compared as bytes: a cut within a character is a difference.
            if text.as_bytes()[..common] != self.address.as_bytes()[..common] {
                return Err(ReadError::Address);
            }
            self.address = self.address.get(common..).ok_or(ReadError::Address)?;
            text = text.get(common..).ok_or(ReadError::Address)?;
        }
        let Some(parts) = &mut self.parts else { return Ok(()) };
        while !text.is_empty() {
            if self.rest.is_empty() {
                self.rest = parts.next().ok_or(ReadError::TextLeft)?.text();
                continue;
            }
            let common = text.len().min(self.rest.len());
            if text.as_bytes()[..common] != self.rest.as_bytes()[..common] {
                return Err(ReadError::Text);
            }
            self.rest = self.rest.get(common..).ok_or(ReadError::Text)?;
            text = text.get(common..).ok_or(ReadError::Text)?;
        }
        Ok(())
    }

    fn end(self) -> Maybe<()> {
        if !self.address.is_empty() {
            return Err(ReadError::Address);
        }
        let left = self.parts.is_some_and(|mut parts| parts.any(|part| !part.text().is_empty()));
        if left || !self.rest.is_empty() { Err(ReadError::TextMissing) } else { Ok(()) }
    }
}

/// A readable mark without the word that stands across a page which may not be mailed.
fn without_word(text: &str) -> Option<&str> {
    ["PROOF", "SAMPLE"].iter().find_map(|word| text.strip_prefix(word))
}
