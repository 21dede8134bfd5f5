//! The first sheet of a workbook as CSV, every cell as it would have been typed.

use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use notice::finding::{Problem, ProblemCode};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// The most files in a workbook.
const MOST_MEMBERS: usize = 4_096;
/// Bytes that every workbook may hold unpacked: 64 MiB.
const UNPACKED: u64 = 64 << 20;
/// Largest ratio of unpacked to packed bytes, beyond that.
const RATIO: u64 = 200;
/// The most rows and columns of a sheet.
const SHEET: (u32, u32) = (1 << 20, 1 << 14);
/// The most bytes of the sheet as CSV.
const MOST_BYTES: u64 = 190 << 20;
/// Bytes of one part of the answer.
const PART: usize = 1 << 20;

const ANEW: &str = "Save it anew as .xlsx, or export it as CSV (UTF-8).";

/// Gives the first sheet part by part. Dates become year-month-day; whole numbers have no decimals, so that a ZIP code or a
/// record number that was kept as a number is at least the digits that are left of it.
pub fn first_sheet(
    file: &str,
    bytes: Vec<u8>,
    give: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Result<(), Problem>> {
    match weigh(file, &bytes).and_then(|()| rows_of(file, bytes)) {
        Ok(rows) => rows.give(give).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn unreadable(file: &str) -> Problem {
    Problem::of_file(file, "The workbook cannot be read.", ANEW)
}

/// Asks the sizes of everything in the workbook before any of it is unpacked.
fn weigh(file: &str, bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    if archive.len() > MOST_MEMBERS {
        let message = format!("The workbook is made of {} files, far more than a workbook has.", archive.len());
        return Err(Problem::of_file(file, message, ANEW));
    }
    if let Some(kind) = other_kind(&archive) {
        return Err(Problem::of_file(file, format!("This is {kind}, not an Excel workbook (.xlsx)."), ANEW));
    }
    let (mut unpacked, mut strings) = (0u64, None);
    for at in 0..archive.len() {
        let member = archive.by_index_raw(at).map_err(|_| unreadable(file))?;
        unpacked = unpacked.saturating_add(member.size());
        if member.name().to_ascii_lowercase().ends_with("sharedstrings.xml") {
            strings = Some(at);
        }
    }
    if unpacked > UNPACKED.max(RATIO * bytes.len() as u64) {
        let message = "The workbook unpacks to far more than a list needs.";
        return Err(Problem::of_file(file, message, ANEW));
    }
    let Some(at) = strings else { return Ok(()) };
    let mut member = archive.by_index(at).map_err(|_| unreadable(file))?;
    let size = member.size();
    let mut head = Vec::new();
    (&mut member).take(4 << 10).read_to_end(&mut head).map_err(|_| unreadable(file))?;
    // Each text takes at least `<si/>`; the reader makes room for as many as are announced.
    if announced(&head).is_some_and(|count| count > size / 5 + 1) {
        let message = "The workbook announces more texts than it holds.";
        return Err(Problem::of_file(file, message, ANEW));
    }
    Ok(())
}

/// The kind of a file that is packed as a workbook is, and is none that is read here.
fn other_kind(archive: &ZipArchive<Cursor<&[u8]>>) -> Option<&'static str> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if archive.file_names().any(|name| name.starts_with("xl/")) {
        return has("xl/workbook.bin").then_some("a binary Excel workbook (.xlsb)");
    }
    if has("word/document.xml") {
        Some("a Word document")
    } else if has("ppt/presentation.xml") {
        Some("a presentation")
    } else if has("mimetype") && has("content.xml") {
        Some("an OpenDocument file, such as LibreOffice writes (.ods)")
    } else {
        None
    }
}

/// Returns the number of texts that the head of the shared texts announces; `None` where it announces none.
fn announced(head: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(head);
    let (_, after) = text.split_once("uniqueCount")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let digits: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
    // More digits than a number has are more than any workbook holds.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Reads the first sheet.
fn rows_of(file: &str, bytes: Vec<u8>) -> Result<Rows, Problem> {
    let empty = || {
        let message = "The first sheet of the workbook is empty.";
        Problem::of_file(file, message, ProblemCode::SheetEmpty)
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| unreadable(file))?;
    let mut cells = match book.worksheet_cells_reader(&name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Err(empty()),
        Err(_) => return Err(unreadable(file)),
    };
    let mut rows = Rows::new();
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable(file))? {
        let ((row, column), value) = (cell.get_position(), cell.get_value());
        if *value == DataRef::Empty {
            continue;
        }
        if row >= SHEET.0 || column >= SHEET.1 {
            let message = "The workbook names a cell outside of any sheet.";
            return Err(Problem::of_file(file, message, ANEW));
        }
        rows.enter(row, column as usize, value).map_err(|_| unreadable(file))?;
        if rows.weight() > MOST_BYTES {
            return Err(too_large(file));
        }
    }
    rows.end_row().map_err(|_| unreadable(file))?;
    if rows.width == 0 {
        return Err(empty());
    }
    rows.sort();
    if rows.is_ambiguous() {
        return Err(unreadable(file));
    }
    if rows.whole() > MOST_BYTES {
        let message = format!(
            "The first sheet of the workbook is {} rows by {} columns, far more than the list on it: somewhere a single cell stands alone.",
            rows.height, rows.width
        );
        let advice = "Delete the empty rows and columns around the list, or export it as CSV (UTF-8).";
        return Err(Problem::of_file(file, message, advice));
    }
    Ok(rows)
}

fn too_large(file: &str) -> Problem {
    let message = "The first sheet of the workbook is larger than 190 MiB as text.";
    Problem::of_file(file, message, ProblemCode::SheetLarge)
}

/// A row that has cells: its number, how many cells are written of it, and where they begin and end in the text.
struct Row {
    number: u32,
    cells: usize,
    from: usize,
    to: usize,
}

/// The rows of a sheet as they are read; how wide the sheet is, is known at its end.
struct Rows {
    text: csv::Writer<Vec<u8>>,
    lines: Vec<Row>,
    width: usize,
    height: u32,
    number: u32,
    cells: Vec<String>,
    used: usize,
}

impl Rows {
    fn new() -> Self {
        let text = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        Self { text, lines: Vec::new(), width: 0, height: 0, number: 0, cells: Vec::new(), used: 0 }
    }

    fn enter(&mut self, row: u32, column: usize, value: &DataRef<'_>) -> csv::Result<()> {
        if row != self.number {
            self.end_row()?;
            self.number = row;
        }
        self.width = self.width.max(column + 1);
        self.height = self.height.max(row + 1);
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.used = self.used.max(column + 1);
        let cell = &mut self.cells[column];
        cell.clear();
        write_typed(value, cell);
        Ok(())
    }

    /// Writes the cells of the row that was read, up to the last that is not empty.
    fn end_row(&mut self) -> csv::Result<()> {
        let count = self.cells[..self.used].iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if count > 0 {
            let from = self.text.get_ref().len();
            self.text.write_record(&self.cells[..count])?;
            self.text.flush()?;
            // Without the end of the line.
            let to = self.text.get_ref().len() - 1;
            self.lines.push(Row { number: self.number, cells: count, from, to });
        }
        self.cells[..self.used].iter_mut().for_each(String::clear);
        self.used = 0;
        Ok(())
    }

    /// Bytes so far.
    fn weight(&self) -> u64 {
        self.text.get_ref().len() as u64
    }

    fn sort(&mut self) {
        if !self.lines.is_sorted_by_key(|row| row.number) {
            self.lines.sort_by_key(|row| row.number);
        }
    }

    /// Returns true if a row stands twice in the sheet, so that nobody can tell what is in it.
    fn is_ambiguous(&self) -> bool {
        self.lines.windows(2).any(|two| two[0].number == two[1].number)
    }

    /// Bytes of the whole sheet, every row as wide as the widest.
    fn whole(&self) -> u64 {
        self.weight() + u64::from(self.height) * self.width as u64
    }

    fn give(&self, give: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let text = self.text.get_ref();
        let mut part = Vec::with_capacity(PART + (64 << 10));
        let mut rows = self.lines.iter().peekable();
        // Rows above the first used one are no rows, but they are lines: what is found is told by the line of the sheet.
        for number in 0..self.height {
            match rows.next_if(|row| row.number == number) {
                Some(row) => {
                    part.extend_from_slice(&text[row.from..row.to]);
                    part.extend(std::iter::repeat_n(b',', self.width - row.cells));
                }
                // A line of one empty cell has quotation marks, so that it is a line.
                None if self.width == 1 => part.extend_from_slice(b"\"\""),
                None => part.extend(std::iter::repeat_n(b',', self.width - 1)),
            }
            part.push(b'\n');
            if part.len() >= PART {
                give(&part)?;
                part.clear();
            }
        }
        give(&part)
    }
}

/// A cell as it would have been typed, in one line.
fn write_typed(cell: &DataRef<'_>, out: &mut String) {
    use std::fmt::Write as _;
    let from = out.len();
    // Writing to a text cannot fail.
    let _ = match cell {
        DataRef::SharedString(text) => out.write_str(text),
        DataRef::String(text) => out.write_str(text),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let day = moment.to_ymd_hms_milli();
            write!(out, "{:04}-{:02}-{:02}", day.0, day.1, day.2)
        }
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => write!(out, "{number:.0}"),
        DataRef::Bool(yes) => out.write_str(if *yes { "yes" } else { "no" }),
        DataRef::DateTimeIso(text) => out.write_str(text.split('T').next().unwrap_or_default()),
        other => write!(out, "{}", Data::from(other.clone())),
    };
    if out[from..].contains(['\r', '\n']) {
        *out = out.replace(['\r', '\n'], " ");
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, first_sheet};
    use calamine::DataRef;

    /// Rows of cells as CSV: each cell's row, column and text, in the order in which they come.
    fn csv(cells: &[(u32, usize, &str)]) -> String {
        let mut rows = Rows::new();
        for (row, column, text) in cells {
            rows.enter(*row, *column, &DataRef::SharedString(text)).expect("entered");
        }
        rows.end_row().expect("ended");
        rows.sort();
        let mut out = Vec::new();
        let mut take = |part: &[u8]| {
            out.extend_from_slice(part);
            Ok(())
        };
        rows.give(&mut take).expect("given");
        String::from_utf8(out).expect("text")
    }

    /// The same by way of the whole sheet in memory.
    fn laid_out(cells: &[(u32, usize, &str)]) -> String {
        let height = cells.iter().map(|cell| cell.0 as usize + 1).max().unwrap_or(0);
        let width = cells.iter().map(|cell| cell.1 + 1).max().unwrap_or(0);
        let mut sheet = vec![vec![String::new(); width]; height];
        for (row, column, text) in cells {
            sheet[*row as usize][*column] = text.replace(['\r', '\n'], " ");
        }
        let mut out = csv::Writer::from_writer(Vec::new());
        sheet.iter().for_each(|row| out.write_record(row).expect("written"));
        String::from_utf8(out.into_inner().expect("whole")).expect("text")
    }

    #[test]
    fn rows_are_as_a_whole_sheet_would_be() {
        let sheets: &[&[(u32, usize, &str)]] = &[
            &[(0, 0, "a")],
            &[(3, 0, "a"), (5, 0, "b")],
            &[(2, 3, "left and top are empty"), (2, 4, "b"), (4, 2, "c")],
            &[(0, 0, "a"), (0, 2, ""), (1, 1, "two\r\nlines"), (1, 2, "a \"word\", and more")],
            &[(0, 0, ""), (0, 5, ""), (1, 0, "x")],
            &[(0, 0, "later"), (4, 1, "e"), (2, 0, "c")],
            &[(0, 0, "")],
        ];
        for cells in sheets {
            assert_eq!(csv(cells), laid_out(cells), "{cells:?}");
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b"PK\x03\x04"[..], b"PK\x05\x06", b""] {
            let answer = first_sheet("x.xlsx", bytes.to_vec(), &mut |_| Ok(())).expect("no failure");
            assert!(answer.is_err_and(|refusal| refusal.place.file == "x.xlsx" && !refusal.advice().is_empty()));
        }
    }
}
