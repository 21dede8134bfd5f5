//! `50_exceptions.csv`: every row without a letter, why, and what ends it. It stays with the practice.
//!
//! The file is safe to open in a spreadsheet and still exact: a cell that begins with `=`, `+`, `-`, `@`, a tab, a
//! carriage return or an apostrophe is written with one apostrophe before it. Whoever reads the file by program takes
//! one leading apostrophe off ([`unguarded`]) and has the source's own cell.

use crate::finding::CodeSet;
use chrono::NaiveDate;
use std::borrow::Cow;

/// One row without a letter.
#[derive(Clone, Copy)]
pub struct ExceptionRow<'a> {
    /// Index of its list, from 0.
    pub file: u16,
    /// Physical line on which it starts, from 1.
    pub line: u32,
    /// `held`, `merged` or `excluded`.
    pub disposition: &'a str,
    /// Findings of the row.
    pub codes: CodeSet,
    /// The day by which a letter is due in law, where it is known.
    pub due: Option<NaiveDate>,
    /// Its cells as they stand in the list.
    pub cells: &'a [&'a str],
}

/// The file in the making.
pub struct Exceptions<'a> {
    files: &'a [(&'a str, Vec<&'a str>)],
    /// For each list, the output column of each of its columns.
    places: Vec<Vec<usize>>,
    width: usize,
    csv: csv::Writer<Vec<u8>>,
    cells: Vec<Cow<'a, str>>,
}

/// Our own columns, before those of the lists.
const OWN: [&str; 8] = [
    "source_file",
    "source_line",
    "disposition",
    "reason_codes",
    "reasons",
    "what_to_do",
    "due",
    "source_row_if_ragged",
];

const IN_MEMORY: &str = "writing CSV into memory";

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

/// A cell as it is written: with an apostrophe before it where a spreadsheet would run it.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell as the source had it, from what was written.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

impl Exceptions<'_> {
    /// The columns before those of the lists, in order.
    pub const COLUMNS: [&'static str; 8] = OWN;

    /// Columns that tables of others have too.
    pub const COMMON: [&'static str; 3] = ["disposition", "reasons", "due"];
}

impl<'a> Exceptions<'a> {
    /// Begins the file for lists with these names and headings. Columns with the same heading in several lists share
    /// one column; two with the same heading in one list stay two.
    pub fn new(files: &'a [(&'a str, Vec<&'a str>)]) -> Self {
        let mut union: Vec<(&str, usize)> = Vec::new();
        let mut places = Vec::with_capacity(files.len());
        for (_, headings) in files {
            let mut own: Vec<usize> = Vec::with_capacity(headings.len());
            for (at, heading) in headings.iter().enumerate() {
                let key = (*heading, headings[..at].iter().filter(|h| *h == heading).count());
                let place = union.iter().position(|known| *known == key).unwrap_or_else(|| {
                    union.push(key);
                    union.len() - 1
                });
                own.push(place);
            }
            places.push(own);
        }
        let mut csv = writer();
        let headings = OWN.iter().copied().chain(union.iter().map(|(heading, _)| *heading));
        for heading in headings {
            csv.write_field(guarded(heading).as_ref()).expect(IN_MEMORY);
        }
        csv.write_record(None::<&[u8]>).expect(IN_MEMORY);
        Self { files, places, width: union.len(), csv, cells: Vec::new() }
    }

    /// Adds a row. A row whose cells do not match its list's headings is kept as one line of CSV in a column of its
    /// own, since no cell of it can be trusted to stand under the right heading.
    pub fn row(&mut self, row: &ExceptionRow<'_>) {
        let list = usize::from(row.file);
        let join = |texts: Vec<&str>, by: &str| texts.join(by);
        let codes = join(row.codes.iter().map(crate::finding::Code::word).collect(), " ");
        let reasons = join(row.codes.iter().map(crate::finding::Code::message).collect(), " ");
        let advice = join(row.codes.iter().map(crate::finding::Code::advice).collect(), " ");
        let due = row.due.map(|day| day.to_string()).unwrap_or_default();
        let line = row.line.to_string();
        let places = self.places.get(list).filter(|places| places.len() == row.cells.len());
        let ragged = if places.is_some() { String::new() } else { one_line(row.cells) };
        let name = self.files.get(list).map_or("", |(name, _)| *name);
        for cell in [name, &line, row.disposition, &codes, &reasons, &advice, &due, &ragged] {
            self.csv.write_field(guarded(cell).as_ref()).expect(IN_MEMORY);
        }
        self.cells.clear();
        self.cells.resize(self.width, Cow::Borrowed(""));
        if let Some(places) = places {
            for (&place, cell) in places.iter().zip(row.cells) {
                self.cells[place] = Cow::Owned(guarded(cell).into_owned());
            }
        }
        for cell in &self.cells {
            self.csv.write_field(cell.as_ref()).expect(IN_MEMORY);
        }
        self.csv.write_record(None::<&[u8]>).expect(IN_MEMORY);
    }

    /// The bytes that were written since the last time; all parts in order are the file.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::replace(&mut self.csv, writer()).into_inner().expect(IN_MEMORY)
    }
}

/// Cells as one line of CSV without its line end.
fn one_line(cells: &[&str]) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(cells).expect(IN_MEMORY);
    let mut line = String::from_utf8(csv.into_inner().expect(IN_MEMORY)).unwrap_or_default();
    line.truncate(line.trim_end_matches('\n').len());
    line
}
