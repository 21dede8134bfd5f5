//! Old Excel workbooks (xls): values by calamine, and from the records of the file itself everything beside them.

use super::book_sheet::{Book, BookSheet, of_metadata};
use super::digits::DigitFormat;
use super::limits::{ANEW, unreadable};
use super::marks::SheetMarks;
use super::rows::SheetRows;
use super::typed::borrowed;
use calamine::{Reader as _, Xls, XlsError};
use notice::finding::Problem;
use std::collections::HashMap;
use std::io::{Cursor, Read};

/// Records of the file (\[MS-XLS\] 2.3).
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000A;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const FILTERED: u16 = 0x009B;
    pub const NUMBERS: u16 = 0x00BD;
    pub const STYLE: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const NUMBER: u16 = 0x0203;
    pub const ROW: u16 = 0x0208;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// The stream with who wrote the file and when.
const SUMMARY: &str = "\u{5}SummaryInformation";

/// The row is hidden.
const ROW_HIDDEN: u16 = 0x0020;
/// The columns are hidden.
const COLUMNS_HIDDEN: u16 = 0x0001;
/// The formula is to be calculated when the file is opened.
const CALCULATE: u16 = 0x0003;
/// The value of a formula that is an empty text.
const EMPTY_TEXT: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

/// An old Excel workbook.
pub(super) struct XlsBook<'a> {
    file: &'a str,
    book: Xls<Cursor<&'a [u8]>>,
    sheets: Vec<BookSheet>,
    stream: Vec<u8>,
    /// The place of each sheet in the stream, in order.
    places: Vec<usize>,
    /// The format of digits of each style of cells.
    formats: Vec<Option<DigitFormat>>,
    /// True if a program wrote it that shows no sheets, and may calculate none.
    is_written: bool,
}

impl<'a> XlsBook<'a> {
    /// Opens a workbook; another compound file is refused by its name.
    pub(super) fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, Problem> {
        let (stream, is_written) = stream(file, bytes)?;
        let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => locked(file),
            _ => unreadable(file),
        })?;
        let sheets = of_metadata(book.sheets_metadata());
        let (places, formats) = globals(&stream).ok_or_else(|| unreadable(file))?;
        if places.len() != sheets.len() {
            return Err(unreadable(file));
        }
        Ok(Self { file, book, sheets, stream, places, formats, is_written })
    }
}

impl Book for XlsBook<'_> {
    fn sheets(&self) -> &[BookSheet] {
        &self.sheets
    }

    fn read(&mut self, number: usize) -> Result<(SheetRows, SheetMarks), Problem> {
        let name = &self.sheets[number].name;
        let marks = marks(&self.stream, self.places[number], &self.formats, self.is_written)
            .ok_or_else(|| unreadable(self.file))?;
        let range = self.book.worksheet_range(name).map_err(|_| unreadable(self.file))?;
        let mut rows = SheetRows::new(&marks.merged);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place = (top + row as u32, left + column as u32);
            rows.enter(self.file, place, &borrowed(value), &marks)?;
        }
        rows.end(self.file)?;
        Ok((rows, marks))
    }
}

/// A workbook that nobody can read without its password.
pub(super) fn locked(file: &str) -> Problem {
    let advice =
        "Open it in Excel, remove the password under File > Info > Protect Workbook, save it, and import it again.";
    Problem::of_file(file, "The workbook is protected with a password.", advice)
}

/// The stream of the workbook in a compound file, and whether the file lacks what every program writes that shows sheets.
fn stream(file: &str, bytes: &[u8]) -> Result<(Vec<u8>, bool), Problem> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    if compound.exists("EncryptedPackage") {
        return Err(locked(file));
    }
    let other = |name: &str, advice: &str| {
        Err(Problem::of_file(file, format!("This is {name}, not a list that can be read."), advice))
    };
    let Some(name) = ["Workbook", "Book", "WORKBOOK", "BOOK"].into_iter().find(|name| compound.is_stream(name)) else {
        return if compound.exists("WordDocument") {
            other("an old Word document", "Copy the table into a new workbook and save it as .xlsx.")
        } else if compound.exists("PowerPoint Document") {
            other("an old presentation", "Ask for the list as an Excel workbook or as CSV.")
        } else if compound.exists("__properties_version1.0") {
            other("an Outlook message", "Save the attached list, and import that.")
        } else {
            other("a file from another program", ANEW)
        };
    };
    let mut stream = Vec::new();
    let read = compound.open_stream(name).and_then(|mut whole| whole.read_to_end(&mut stream));
    read.map_err(|_| unreadable(file))?;
    Ok((stream, !compound.exists(SUMMARY)))
}

/// Records one after another: kind and data.
struct Records<'s> {
    left: &'s [u8],
}

impl<'s> Iterator for Records<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (word(self.left, 0)?, usize::from(word(self.left, 2)?));
        let data = self.left.get(4..4 + length)?;
        self.left = &self.left[4 + length..];
        Some((kind, data))
    }
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

/// Places of the sheets and formats of the styles of cells.
fn globals(stream: &[u8]) -> Option<(Vec<usize>, Vec<Option<DigitFormat>>)> {
    let (mut places, mut codes, mut styles) = (Vec::new(), HashMap::new(), Vec::new());
    let mut is_wide = true;
    for (kind, data) in (Records { left: stream }) {
        match kind {
            record::BEGIN => is_wide = word(data, 0)? == 0x0600,
            record::SHEET => places.push(u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize),
            record::FORMAT => {
                let code = format_code(data, is_wide).and_then(|code| DigitFormat::parse(&code));
                codes.insert(word(data, 0)?, code);
            }
            record::STYLE => styles.push(word(data, 2)?),
            record::EOF => break,
            _ => {}
        }
    }
    let formats: Vec<_> = styles.iter().map(|style| codes.get(style).cloned().flatten()).collect();
    Some((places, if formats.iter().any(Option::is_some) { formats } else { Vec::new() }))
}

/// The code of a number format, where it is written in single bytes as every format of digits is.
fn format_code(data: &[u8], is_wide: bool) -> Option<String> {
    let text = if is_wide {
        let is_double = data.get(4)? & 1 == 1;
        if is_double {
            let letters: Vec<u16> =
                data.get(5..)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
            return String::from_utf16(&letters).ok();
        }
        data.get(5..)?
    } else {
        data.get(3..)?
    };
    text.is_ascii().then(|| String::from_utf8_lossy(text).into_owned())
}

/// Reads everything of a sheet that is beside its values.
fn marks(stream: &[u8], place: usize, formats: &[Option<DigitFormat>], is_written: bool) -> Option<SheetMarks> {
    let mut marks = SheetMarks::default();
    let (mut formulas, mut empty, mut first) = (0u64, 0u64, None);
    let mut depth = 0u32;
    for (kind, data) in (Records { left: stream.get(place..)? }) {
        // A chart within the sheet has records of its own.
        match kind {
            record::BEGIN => depth += 1,
            record::EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth != 1 => {}
            record::ROW => {
                let (row, height, flags) = (word(data, 0)?, word(data, 6)?, word(data, 12)?);
                if flags & ROW_HIDDEN != 0 || height << 1 == 0 {
                    marks.hide_rows(row.into(), row.into());
                }
            }
            record::COLUMNS => {
                let (first, last, width, flags) = (word(data, 0)?, word(data, 2)?, word(data, 4)?, word(data, 8)?);
                if flags & COLUMNS_HIDDEN != 0 || width == 0 {
                    marks.hidden_columns.push((first.into(), last.into()));
                }
            }
            record::FILTERED => marks.is_filtered = true,
            record::MERGED => {
                for block in data.get(2..)?.chunks_exact(8) {
                    let (first, last, column) = (word(block, 0)?, word(block, 2)?, word(block, 4)?);
                    marks.merge(first.into(), last.into(), column.into());
                }
            }
            record::FORMULA => {
                let cell = (word(data, 0)?.into(), word(data, 2)?.into());
                let is_zero = data.get(6..14)?.iter().all(|byte| *byte == 0);
                if is_zero && word(data, 14)? & CALCULATE != 0 {
                    marks.count_uncalculated(cell);
                }
                first = first.or(Some(cell));
                formulas += 1;
                empty += u64::from(is_zero || data.get(6..14)? == EMPTY_TEXT);
                note_format(&mut marks, cell, word(data, 4)?, formats);
            }
            record::NUMBER | record::SHORT_NUMBER => {
                note_format(&mut marks, (word(data, 0)?.into(), word(data, 2)?.into()), word(data, 4)?, formats);
            }
            record::NUMBERS => {
                let (row, first) = (word(data, 0)?, word(data, 2)?);
                let numbers = data.get(4..data.len().checked_sub(2)?)?;
                for (column, number) in (u32::from(first)..).zip(numbers.chunks_exact(6)) {
                    note_format(&mut marks, (row.into(), column), word(number, 0)?, formats);
                }
            }
            _ => {}
        }
    }
    // Whoever writes a file without calculating leaves every formula at nothing or at zero.
    if let Some(first) = first.filter(|_| is_written && formulas == empty) {
        (marks.uncalculated, marks.first_uncalculated) = (formulas, first);
    }
    marks.sort();
    Some(marks)
}

fn note_format(marks: &mut SheetMarks, cell: (u32, u32), style: u16, formats: &[Option<DigitFormat>]) {
    if let Some(Some(format)) = formats.get(usize::from(style)) {
        marks.format(cell, format);
    }
}
