//! The dialect in which a list is written: encoding, delimiter, quotation mark, and where its headings stand.

use super::bytes::{ListBytes, read_block};
use super::chunk::{Chunk, Cursor, LONGEST, ListShape, RowForm, Stop};
use super::date::{self, DateOrder, DateReading};
use super::encoding::{self, Encoding, Head};
use super::mapping::{Mapping, Source};
use super::recipe::RecipeBook;
use super::split::Quoting;
use super::{fhir, heading, quoting, text};
use crate::finding::{FaceProblem, Problem, ProblemCode};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// The dialect of a list, as detected or as the mapping file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dialect {
    /// `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be` or `windows-1252`; `workbook` where the list is a sheet of one.
    pub encoding: &'static str,
    /// The delimiter between cells; a line end where each line is a FHIR patient.
    pub delimiter: String,
    /// The quotation mark around cells that hold a delimiter.
    pub quote: String,
    /// The sign before a quotation mark within a quoted cell, where that is not doubled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escape: Option<&'static str>,
    /// Physical line of the heading row, from 1; `None` where the list has none.
    pub header_row: Option<u32>,
}

/// The word of a list that has no encoding of its own.
const WORKBOOK: &str = "workbook";

impl Dialect {
    /// The dialect of a list that was made of a sheet of a workbook, which has neither encoding nor delimiter.
    #[must_use]
    pub fn of_sheet(self) -> Self {
        Self { encoding: WORKBOOK, ..self }
    }
}

impl std::fmt::Display for Dialect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.delimiter == "\n" {
            return write!(f, "{}, one FHIR patient on each line", self.encoding);
        }
        let delimiter = match self.delimiter.as_str() {
            "," => "comma",
            ";" => "semicolon",
            "\t" => "tab",
            "|" => "vertical bar",
            other => other,
        };
        if self.encoding == WORKBOOK {
            f.write_str("a sheet of a workbook")?;
        } else {
            write!(f, "{}, {delimiter} between cells", self.encoding)?;
            if let Some(sign) = self.escape {
                write!(f, ", {sign} before quotation marks within")?;
            }
        }
        match self.header_row {
            Some(line) => write!(f, ", headings on line {line}"),
            None => f.write_str(", no headings"),
        }
    }
}

/// The shape of a list, and its headings.
pub(super) struct Found {
    pub(super) shape: ListShape,
    pub(super) headings: Vec<String>,
    /// Physical line of the headings, 0 where there are none.
    pub(super) header_line: u32,
    /// The lines above the headings.
    pub(super) titles: Vec<String>,
    /// The first line above the headings that is the row of somebody.
    pub(super) row_above: Option<u32>,
    /// Behind the headings.
    pub(super) start: Cursor,
    /// The refusal where the headings were not recognised; they are those of the first row then.
    pub(super) unheaded: Option<Problem>,
}

/// Headings stand within the first so many rows.
const HEADER_WITHIN: usize = 60;

/// Looks at the front of a list and, for the encoding, at all of it. That the headings were not recognised is told and not
/// refused.
///
/// `mailing`: the mailing date, by which the names and addresses of FHIR patients are chosen.
pub(super) fn detect(
    name: &str,
    bytes: &dyn ListBytes,
    mapping: Option<&Mapping>,
    mailing: NaiveDate,
    recipes: &RecipeBook,
) -> Result<Found, Problem> {
    let refuse = |message: &str, advice: &str| Problem::of_file(name, message, advice);
    if bytes.is_empty() {
        return Err(refuse(
            "The list is empty.",
            "Export it again; a list has a heading row and a row for each person.",
        ));
    }
    let mut start = Vec::new();
    read_block(bytes, 0, 64 << 10, &mut start).map_err(|e| unreadable(name, &e))?;
    if let Some(kind) = other_format(&start) {
        return Err(refuse(
            &format!("This is {kind}, not a list in text form."),
            "Save the sheet as CSV (UTF-8) and use that file.",
        ));
    }
    let wanted = mapping.and_then(|m| m.encoding);
    if fhir::begins_as_json(&start) {
        return of_patients(name, bytes, start, mapping, mailing);
    }
    let (encoding, mark) = match (encoding::head(&start), wanted) {
        (Head::Sure(found, mark), wanted) => (wanted.filter(|_| mark == 0).unwrap_or(found), mark),
        (Head::Binary, None) => {
            return Err(refuse("This is not a list in text form.", "Save the list as CSV (UTF-8) and use that file."));
        }
        (_, Some(wanted)) => (wanted, 0),
        (Head::Single, None) => {
            ends_somewhere(name, bytes)?;
            (encoding::single(bytes).map_err(|e| unreadable(name, &e))?, 0)
        }
    };
    let quote = if single_quoted(&start) { b'\'' } else { b'"' };
    let quoting = Quoting::Doubled;
    let shape = |delimiter| ListShape { encoding, form: RowForm::Delimited, delimiter, quote, quoting };
    let skip = mapping.map_or(0, |m| m.skip_lines);
    let mut cursor = Cursor { offset: mark, line: 1 };
    if skip > 0 {
        let mut block = Vec::new();
        read_block(bytes, mark, LONGEST, &mut block).map_err(|e| unreadable(name, &e))?;
        let at = shape(b',').splitter().skip_lines(&block, skip);
        let at = at.ok_or_else(|| {
            refuse("The list has fewer lines than skip_lines says.", "Correct skip_lines in the mapping file.")
        })?;
        cursor = Cursor { offset: mark + at as u64, line: skip + 1 };
    }
    let delimiters = mapping.and_then(|m| m.delimiter).map_or(vec![b',', b'\t', b';', b'|'], |d| vec![d]);
    let mut best: Option<(Score, Found)> = None;
    for delimiter in delimiters {
        let shape = shape(delimiter);
        let (score, found) = read_front(name, bytes, shape, cursor, mapping, recipes)?;
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, found));
        }
    }
    let Some((mut score, mut found)) = best else {
        return Err(refuse("The list holds no row.", "Export it again."));
    };
    if quoting::detect(bytes, found.shape, cursor).map_err(|e| unreadable(name, &e))? == Quoting::Escaped {
        let shape = ListShape { quoting: Quoting::Escaped, ..found.shape };
        (score, found) = read_front(name, bytes, shape, cursor, mapping, recipes)?;
    }
    let headed = mapping.is_some_and(|m| m.header == Some(false)) || score.known >= 2;
    if !headed || found.headings.is_empty() {
        let advice = FaceProblem::HeadingsMissing;
        found.unheaded = Some(Problem::of_file(name, "No heading row could be recognised.", advice).at(cursor.line, 0));
    }
    Ok(found)
}

/// The shape of a list whose lines are FHIR patients. JSON is UTF-8 unless it begins as UTF-16 does: a line that is not is held.
fn of_patients(
    name: &str,
    bytes: &dyn ListBytes,
    mut start: Vec<u8>,
    mapping: Option<&Mapping>,
    mailing: NaiveDate,
) -> Result<Found, Problem> {
    let (encoding, mark) = match encoding::head(&start) {
        Head::Sure(encoding, mark) => (encoding, mark),
        Head::Single | Head::Binary => (mapping.and_then(|m| m.encoding).unwrap_or(Encoding::Utf8), 0),
    };
    let mut want = start.len();
    while memchr::memchr2(b'\n', b'\r', &start).is_none() && (start.len() as u64) < bytes.len() {
        if want > LONGEST {
            return Err(stopped(name, Stop::Endless(1)));
        }
        want *= 2;
        read_block(bytes, 0, want, &mut start).map_err(|e| unreadable(name, &e))?;
    }
    let mut front = String::new();
    encoding.decode_into(start.get(mark as usize..).unwrap_or_default(), &mut front);
    fhir::refuse_others(name, &front)?;
    let start = Cursor { offset: mark, line: 1 };
    let shape = ListShape::of_patients(encoding, mailing);
    Ok(Found {
        shape,
        headings: fhir::headings(),
        header_line: 0,
        titles: Vec::new(),
        row_above: None,
        start,
        unheaded: None,
    })
}

/// Returns the physical line, from 1, on which the headings of a list stand; `None` where they are not recognised.
pub fn find_heading_line(bytes: &dyn ListBytes) -> Option<u32> {
    let found = detect("", bytes, None, NaiveDate::MIN, &RecipeBook::default()).ok()?;
    found.unheaded.is_none().then_some(found.header_line)
}

/// Better is more known headings, then more rows of equal width, then more columns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    known: usize,
    steady: usize,
    width: usize,
}

fn read_front(
    name: &str,
    bytes: &dyn ListBytes,
    shape: ListShape,
    start: Cursor,
    mapping: Option<&Mapping>,
    recipes: &RecipeBook,
) -> Result<(Score, Found), Problem> {
    let mut block = Vec::new();
    let mut cursor = start;
    let end = bytes.len();
    let first = shape.next_chunk(bytes, &mut cursor, end, &mut block).map_err(|stop| stopped(name, stop))?;
    let chunk = first.unwrap_or_default();
    let front: Vec<(u32, Vec<String>)> = rows(shape, &chunk, 200);
    let by_number = mapping.is_some_and(|m| m.header == Some(false));
    let told = mapping.is_some_and(|m| m.header == Some(true) && m.skip_lines > 0);
    let mut header: Option<(usize, usize)> = None;
    if !by_number {
        for (n, (_, cells)) in front.iter().enumerate().take(if told { 1 } else { HEADER_WITHIN }) {
            let known = known(cells, mapping).max(recipes.count_known(cells)).max(if told { 2 } else { 0 });
            if header.is_none_or(|(_, top)| known > top) {
                header = Some((n, known));
            }
        }
    }
    let data = header.map_or(0, |(n, _)| n + 1);
    let width = match header {
        Some((n, _)) => front[n].1.len(),
        None => usual_width(&front),
    };
    let steady = front.iter().skip(data).filter(|(_, cells)| cells.len() == width).count() * 1000
        / front.len().saturating_sub(data).max(1);
    let mut found = Found {
        shape,
        headings: Vec::new(),
        header_line: 0,
        titles: Vec::new(),
        row_above: None,
        start,
        unheaded: None,
    };
    match header {
        Some((n, _)) => {
            let extent = chunk.extents().nth(n).unwrap_or_default();
            found.headings = front[n].1.iter().map(|cell| text::clean(cell).into_owned()).collect();
            found.header_line = extent.line;
            found.row_above = front[..n].iter().find(|(_, cells)| is_row_of_somebody(cells)).map(|(line, _)| *line);
            found.titles = front[..n].iter().map(|(_, cells)| title(cells)).collect();
            // The heading row is cut again to stand exactly behind it, with the lines it takes.
            let mut after = Cursor { offset: extent.offset, line: extent.line };
            behind(shape, bytes, &mut after).map_err(|stop| stopped(name, stop))?;
            found.start = after;
        }
        None => found.headings = (1..=width).map(|n| format!("Column {n}")).collect(),
    }
    let known = header.map_or(0, |(_, known)| known);
    Ok((Score { known, steady: if width > 1 { steady } else { 0 }, width }, found))
}

/// Moves a cursor that stands on a row behind that row.
fn behind(shape: ListShape, bytes: &dyn ListBytes, cursor: &mut Cursor) -> Result<(), Stop> {
    use super::split::SplitStep;
    let mut block = Vec::new();
    let mut want = 64 << 10;
    loop {
        read_block(bytes, cursor.offset, want, &mut block)?;
        let last = cursor.offset + block.len() as u64 == bytes.len();
        match shape.splitter().step(&block, 0, last) {
            SplitStep::Row(cut) => {
                cursor.offset += cut.next as u64;
                cursor.line += cut.lines_before + cut.lines;
                return Ok(());
            }
            SplitStep::End => return Ok(()),
            SplitStep::More if want > LONGEST => return Err(Stop::Endless(cursor.line)),
            SplitStep::More => want *= 2,
        }
    }
}

fn rows(shape: ListShape, chunk: &Chunk, most: usize) -> Vec<(u32, Vec<String>)> {
    let lines: Vec<u32> = chunk.extents().map(|e| e.line).take(most).collect();
    lines.into_iter().zip(shape.cells(chunk)).collect()
}

/// Returns whether cells look like those of somebody: a day, and a ZIP code or a state, among four or more.
fn is_row_of_somebody(cells: &[String]) -> bool {
    let is_day = |cell: &str| cell.len() >= 6 && matches!(date::read(cell, DateOrder::Month), DateReading::Day(_));
    let is_zip = |cell: &str| {
        matches!(cell.len(), 5 | 10)
            && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && !cell.starts_with('-')
    };
    let is_state = |cell: &str| cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).filter(|cell| !cell.is_empty()).collect();
    let has = |is: &dyn Fn(&str) -> bool| cells.iter().any(|cell| is(cell));
    cells.len() >= 4 && has(&is_day) && (has(&is_zip) || has(&is_state))
}

/// The filled cells of a line above the headings, with a blank between them.
fn title(cells: &[String]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| text::clean(cell)).filter(|cell| !cell.is_empty()).collect();
    cells.join(" ")
}

/// Number of different fields that the cells of a row name as headings.
fn known(cells: &[String], mapping: Option<&Mapping>) -> usize {
    // A report that repeats its labels beside the values of each row has no heading row.
    let is_day = |cell: &String| {
        cell.len() >= 8
            && cell.contains(['/', '-'])
            && matches!(date::read(cell, DateOrder::Month), DateReading::Day(_))
    };
    if cells.iter().any(is_day) {
        return 0;
    }
    let synonyms: BTreeSet<_> =
        cells.iter().filter(|c| c.len() <= 60).filter_map(|cell| heading::field_of(cell)).map(|(f, _)| f).collect();
    let named = mapping.map_or(0, |m| {
        // Each named heading weighs double: the mapping says that it is one.
        2 * cells.iter().filter(|cell| m.names(cell)).count()
            + m.ignore.iter().filter(|(s, _)| matches!(s, Source::Heading(h) if cells.contains(h))).count()
    });
    let numbered =
        mapping.is_some_and(|m| m.columns.iter().any(|c| c.sources.iter().any(|s| matches!(s, Source::Number(_)))));
    synonyms.len() + named + usize::from(numbered && !cells.is_empty() && synonyms.len() + named > 0)
}

fn usual_width(front: &[(u32, Vec<String>)]) -> usize {
    let mut widths: Vec<usize> = front.iter().map(|(_, cells)| cells.len()).collect();
    widths.sort_unstable();
    widths.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map_or(0, |run| run[0])
}

/// Single quotation marks quote cells where double ones never do and most starts of cells have one.
fn single_quoted(start: &[u8]) -> bool {
    let lines: Vec<&[u8]> = start.split(|b| matches!(b, b'\n' | b'\r')).filter(|l| !l.is_empty()).take(50).collect();
    let quoted = lines.iter().filter(|l| l.len() > 1 && l.first() == Some(&b'\'') && l.last() == Some(&b'\'')).count();
    quoted * 2 > lines.len() && !start.contains(&b'"')
}

/// A list without any line end within the longest row is refused before the rest of it is read.
fn ends_somewhere(name: &str, bytes: &dyn ListBytes) -> Result<(), Problem> {
    if bytes.len() <= LONGEST as u64 {
        return Ok(());
    }
    let mut block = Vec::new();
    let mut offset = 0;
    while offset < LONGEST as u64 {
        read_block(bytes, offset, 1 << 20, &mut block).map_err(|e| unreadable(name, &e))?;
        if memchr::memchr2(b'\n', b'\r', &block).is_some() {
            return Ok(());
        }
        offset += block.len() as u64;
    }
    Err(stopped(name, Stop::Endless(1)))
}

/// Formats that people send instead of a CSV.
fn other_format(start: &[u8]) -> Option<&'static str> {
    if start.starts_with(b"PK\x03\x04") {
        Some("an Excel workbook or a ZIP archive")
    } else if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Some("an old Excel workbook")
    } else if start.starts_with(b"%PDF") {
        Some("a PDF file")
    } else if start.starts_with(&[0x1F, 0x8B]) {
        Some("a compressed file")
    } else if start.starts_with(b"SQLite format 3") {
        Some("a database")
    } else {
        None
    }
}

pub(super) fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    Problem::of_file(name, format!("The list cannot be read ({}).", error.kind()), ProblemCode::ListUnreadable)
}

pub(super) fn stopped(name: &str, stop: Stop) -> Problem {
    match stop {
        Stop::Io(error) => unreadable(name, &error),
        Stop::Endless(line) => {
            Problem::of_file(name, "A row starts here and does not end within 16 MiB.", ProblemCode::RowEndless)
                .at(line, 0)
        }
    }
}
