//! Some thousand rows at a time, from the front or by their place in the list.

use super::bytes::{ListBytes, read_block};
use super::encoding::Encoding;
use super::fhir;
use super::split::{Quoting, SplitStep, Splitter, Width};
use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};
use std::io;

/// Bytes of a list that are looked at in one go.
const BLOCK: usize = 512 << 10;

/// No row can be longer than this; a list with a longer one is refused before it fills the memory.
pub(super) const LONGEST: usize = 16 << 20;

/// The place of one row: its raw bytes, and the physical line (from 1) on which it starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    /// First byte in the list.
    pub offset: u64,
    /// Bytes, without the line end.
    pub len: u32,
    /// Physical line, from 1; line breaks within quoted cells count.
    pub line: u32,
}

/// The raw bytes of some whole rows.
#[derive(Clone, Default)]
pub struct Chunk {
    /// Each row followed by a line end.
    raw: Vec<u8>,
    rows: Vec<(Extent, usize)>,
}

impl Chunk {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The places of the rows in the list.
    pub fn extents(&self) -> impl Iterator<Item = Extent> {
        self.rows.iter().map(|&(extent, _)| extent)
    }

    /// The raw bytes of a row, as they stand in the list; empty for a row that is not there.
    pub fn raw(&self, n: usize) -> &[u8] {
        self.raw_row(n).unwrap_or_default()
    }

    fn raw_row(&self, n: usize) -> Option<&[u8]> {
        let &(extent, start) = self.rows.get(n)?;
        self.raw.get(start..start + extent.len as usize)
    }

    fn push(&mut self, raw: &[u8], extent: Extent, line_end: &[u8]) {
        self.rows.push((extent, self.raw.len()));
        self.raw.extend_from_slice(raw);
        self.raw.extend_from_slice(line_end);
    }
}

impl std::fmt::Debug for Chunk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Chunk of {} rows", self.rows.len())
    }
}

/// A place between rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    pub(super) offset: u64,
    pub(super) line: u32,
}

/// Error that ends the reading of a list.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes could not be had.
    Io(io::Error),
    /// The row that starts on this line does not end.
    Endless(u32),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Stop> for io::Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Io(error) => error,
            Stop::Endless(line) => {
                Self::new(io::ErrorKind::InvalidData, format!("the row that starts on line {line} does not end"))
            }
        }
    }
}

/// Form of the rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowForm {
    /// Cells with a delimiter between them.
    Delimited,
    /// A FHIR patient in JSON on each line, with the mailing date, by which names and addresses are chosen.
    Patient(NaiveDate),
}

/// Encoding, form, delimiter and quotation mark: all that is needed to cut a list into rows and rows into cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListShape {
    pub(super) encoding: Encoding,
    pub(super) form: RowForm,
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) quoting: Quoting,
}

impl ListShape {
    /// The shape of lines that are JSON.
    pub(super) fn of_patients(encoding: Encoding, mailing: NaiveDate) -> Self {
        let form = RowForm::Patient(mailing);
        Self { encoding, form, delimiter: b'\n', quote: b'"', quoting: Quoting::None }
    }

    /// Returns whether rows are cells with a delimiter between them.
    pub(super) fn is_delimited(self) -> bool {
        self.form == RowForm::Delimited
    }

    pub(super) fn splitter(self) -> Splitter {
        let Self { delimiter, quote, quoting, .. } = self;
        Splitter { width: self.encoding.width(), delimiter, quote, quoting }
    }

    /// The rows from a place on, some thousand at most; the place moves behind them. `None` at the end.
    pub(super) fn next_chunk(
        self,
        bytes: &dyn ListBytes,
        cursor: &mut Cursor,
        end: u64,
        block: &mut Vec<u8>,
    ) -> Result<Option<Chunk>, Stop> {
        let splitter = self.splitter();
        let mut want = BLOCK;
        while cursor.offset < end {
            let there = (end - cursor.offset).min(want as u64) as usize;
            read_block(bytes, cursor.offset, there, block)?;
            let last = cursor.offset + there as u64 == end;
            let mut chunk = Chunk { raw: Vec::with_capacity(there + 4096), rows: Vec::new() };
            let (mut at, mut line) = (0, cursor.line);
            loop {
                match splitter.step(block, at, last) {
                    SplitStep::Row(cut) => {
                        let raw = &block[cut.start..cut.end];
                        line += cut.lines_before;
                        if raw.len() > LONGEST {
                            return Err(Stop::Endless(line));
                        }
                        if !self.is_blank(raw) {
                            let extent =
                                Extent { offset: cursor.offset + cut.start as u64, len: raw.len() as u32, line };
                            chunk.push(raw, extent, self.encoding.line_end());
                        }
                        line += cut.lines;
                        at = cut.next;
                    }
                    SplitStep::End => {
                        at = block.len();
                        break;
                    }
                    SplitStep::More => break,
                }
            }
            if at == 0 && !last {
                if want > LONGEST {
                    return Err(Stop::Endless(line));
                }
                want *= 2;
                continue;
            }
            cursor.offset += at as u64;
            cursor.line = line;
            if !chunk.is_empty() {
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }

    /// The rows at given places, in the order given.
    pub(super) fn fetch(self, bytes: &dyn ListBytes, extents: &[Extent]) -> io::Result<Chunk> {
        let size: usize = extents.iter().map(|e| e.len as usize + 2).sum();
        let mut chunk = Chunk { raw: Vec::with_capacity(size), rows: Vec::with_capacity(extents.len()) };
        for &extent in extents {
            let start = chunk.raw.len();
            chunk.raw.resize(start + extent.len as usize, 0);
            bytes.read_at(extent.offset, &mut chunk.raw[start..])?;
            chunk.raw.extend_from_slice(self.encoding.line_end());
            chunk.rows.push((extent, start));
        }
        Ok(chunk)
    }

    /// A line that holds nothing but blanks and delimiters says nothing about anybody.
    fn is_blank(self, raw: &[u8]) -> bool {
        // Old programs end a file with Control-Z.
        let blank = |b: u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0x1A) || b == self.delimiter;
        match self.encoding.width() {
            Width::One => raw.iter().all(|&b| blank(b)),
            width => {
                let high = usize::from(width == Width::TwoLittle);
                raw.len().is_multiple_of(2) && raw.chunks_exact(2).all(|pair| pair[high] == 0 && blank(pair[1 - high]))
            }
        }
    }

    /// Hands out every row of a chunk as cells; the flag says whether its bytes were text in the encoding.
    pub(super) fn records(self, chunk: &Chunk, mut each: impl FnMut(usize, &ByteRecord, RowBytes<'_>)) {
        if let RowForm::Patient(mailing) = self.form {
            self.patients(chunk, mailing, each);
            return;
        }
        // The csv crate drops a byte order mark at the very start of what it reads; a line end before it keeps
        // the first row of a chunk as it is.
        let mut text = Vec::with_capacity(chunk.raw.len() + chunk.raw.len() / 8 + 1);
        text.push(b'\n');
        let mut starts = Vec::with_capacity(chunk.rows.len() + 1);
        let mut good = Vec::with_capacity(chunk.rows.len());
        let mut decoded = String::new();
        for n in 0..chunk.rows.len() {
            let raw = chunk.raw_row(n).unwrap_or_default();
            starts.push(text.len());
            if matches!(self.encoding, Encoding::Utf8 | Encoding::Utf8Bom) {
                good.push(std::str::from_utf8(raw).is_ok());
                text.extend_from_slice(raw);
            } else {
                decoded.clear();
                good.push(self.encoding.decode_into(raw, &mut decoded));
                text.extend_from_slice(decoded.as_bytes());
            }
            if self.quoting == Quoting::Escaped {
                let start = starts[n];
                blank_line_escapes(&mut text[start..], self.quote);
            }
            text.push(b'\n');
        }
        starts.push(text.len());
        let mut record = ByteRecord::new();
        let mut n = 0;
        while n < good.len() {
            let base = starts[n] - 1;
            let mut reader = self.reader(&text[base..]);
            while n < good.len() {
                let whole = matches!(reader.read_byte_record(&mut record), Ok(true));
                let in_step = reader.position().byte() as usize + base == starts[n + 1];
                if !(whole && in_step) {
                    // Only a last row with an open quotation mark gets here: it would swallow what stands after it.
                    record.clear();
                    let mut alone = self.reader(&text[starts[n] - 1..starts[n + 1] - 1]);
                    let _at_end = alone.read_byte_record(&mut record);
                }
                let row = &text[starts[n]..starts[n + 1] - 1];
                each(n, &record, RowBytes { raw: chunk.raw_row(n).unwrap_or_default(), text: row, good: good[n] });
                n += 1;
                if !in_step {
                    break;
                }
            }
        }
    }

    /// Hands out every line of patients; the text of a row is that of its cells, as the line escapes letters.
    fn patients(self, chunk: &Chunk, mailing: NaiveDate, mut each: impl FnMut(usize, &ByteRecord, RowBytes<'_>)) {
        let day = mailing.to_string();
        let mut record = ByteRecord::new();
        let mut decoded = String::new();
        for n in 0..chunk.rows.len() {
            let raw = chunk.raw_row(n).unwrap_or_default();
            let plain =
                matches!(self.encoding, Encoding::Utf8 | Encoding::Utf8Bom).then(|| std::str::from_utf8(raw).ok());
            let (line, good) = if let Some(Some(line)) = plain {
                (line, true)
            } else {
                decoded.clear();
                let good = self.encoding.decode_into(raw, &mut decoded);
                (decoded.as_str(), good)
            };
            fhir::read(line, &day, &mut record);
            each(n, &record, RowBytes { raw, text: record.as_slice(), good });
        }
    }

    /// The cells of every row, with the replacement character for what is no text.
    pub(super) fn cells(self, chunk: &Chunk) -> Vec<Vec<String>> {
        let mut cells = Vec::with_capacity(chunk.rows.len());
        self.records(chunk, |_, record, _| {
            cells.push(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
        });
        cells
    }

    fn reader(self, text: &[u8]) -> csv::Reader<&[u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .quote(self.quote)
            .double_quote(self.quoting != Quoting::Escaped)
            .escape((self.quoting == Quoting::Escaped).then_some(b'\\'))
            .from_reader(text)
    }
}

/// Puts a line end or a blank in the place of `\n`, `\r` and `\t` within quoted cells, of which a backslash is dropped otherwise.
fn blank_line_escapes(row: &mut [u8], quote: u8) {
    if memchr::memchr(b'\\', row).is_none() {
        return;
    }
    let (mut at, mut is_quoted) = (0, false);
    while at < row.len() {
        match row[at] {
            b'\\' => {
                if let Some(&letter @ (b'n' | b'r' | b't')) = row.get(at + 1)
                    && is_quoted
                {
                    row[at] = if letter == b'n' { b'\n' } else { b' ' };
                    row[at + 1] = b' ';
                }
                at += 1;
            }
            own if own == quote => is_quoted = !is_quoted,
            _ => {}
        }
        at += 1;
    }
}

/// A row before it is cut into cells.
#[derive(Clone, Copy)]
pub(super) struct RowBytes<'a> {
    /// As in the list.
    pub(super) raw: &'a [u8],
    /// As UTF-8, where `good`.
    pub(super) text: &'a [u8],
    /// True if the bytes were text in the encoding.
    pub(super) good: bool,
}
