//! `OpenDocument` sheets (ods): values by calamine, and from the content everything beside them.

use super::super::xml::{PartReader, Parts, find_part, raw_attribute, reader};
use super::book_sheet::{Book, BookSheet, of_metadata};
use super::digits::DigitFormat;
use super::limits::{SHEET, unreadable};
use super::marks::SheetMarks;
use super::rows::SheetRows;
use super::typed::borrowed;
use super::xls::locked;
use super::xml::number;
use calamine::{Ods, OdsError, Reader as _};
use notice::finding::Problem;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// An `OpenDocument` sheet.
pub(super) struct OdsBook<'a> {
    file: &'a str,
    book: Ods<Cursor<&'a [u8]>>,
    sheets: Vec<BookSheet>,
    marks: Vec<SheetMarks>,
}

impl<'a> OdsBook<'a> {
    /// Opens a workbook.
    pub(super) fn open(file: &'a str, bytes: &'a [u8], mut parts: Parts<'a>) -> Result<Self, Problem> {
        let book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
            OdsError::Password => locked(file),
            _ => unreadable(file),
        })?;
        let sheets = of_metadata(book.sheets_metadata());
        let marks = all_marks(&mut parts).ok_or_else(|| unreadable(file))?;
        if marks.len() != sheets.len() {
            return Err(unreadable(file));
        }
        Ok(Self { file, book, sheets, marks })
    }
}

impl Book for OdsBook<'_> {
    fn sheets(&self) -> &[BookSheet] {
        &self.sheets
    }

    fn read(&mut self, number: usize) -> Result<(SheetRows, SheetMarks), Problem> {
        let range = self.book.worksheet_range(&self.sheets[number].name).map_err(|_| unreadable(self.file))?;
        let marks = std::mem::take(&mut self.marks[number]);
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

/// Everything beside the values, sheet by sheet.
fn all_marks(parts: &mut Parts<'_>) -> Option<Vec<SheetMarks>> {
    let at = find_part(parts, "content.xml")?;
    let mut xml = reader(parts.by_index(at).ok()?);
    let (mut all, mut buffer) = (Vec::new(), Vec::new());
    loop {
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.name().as_ref() == "table:table" => {
                // One without a name is none for the reader of values either.
                if raw_attribute(&element, "name").is_some() {
                    all.push(Table::default().read(&mut xml)?);
                }
            }
            Ok(Event::Eof) => return Some(all),
            Err(_) => return None,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// A sheet while its marks are read.
#[derive(Default)]
struct Table {
    marks: SheetMarks,
    row: u32,
    column: u32,
    /// The column of the next definition of columns.
    defined: u32,
    /// Lines of this row up to the next.
    repeated: u32,
    /// Groups of rows around this one that are shut.
    shut: u32,
    /// Groups of rows around this one, and whether each is shut.
    groups: Vec<bool>,
    /// Columns that this cell stands for.
    width: u32,
    number: bool,
    within_text: bool,
    shown: String,
}

impl Table {
    fn read<R: Read>(mut self, xml: &mut PartReader<R>) -> Option<SheetMarks> {
        let mut buffer = Vec::new();
        loop {
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => self.begin(&element),
                Ok(Event::Text(text)) if self.within_text && self.number => {
                    self.shown.push_str(&text);
                }
                Ok(Event::End(element)) => match element.name().as_ref() {
                    "table:table" => break,
                    "table:table-row" => {
                        self.row = self.row.saturating_add(self.repeated);
                        self.column = 0;
                    }
                    "table:table-row-group" => {
                        self.shut -= u32::from(self.groups.pop().unwrap_or_default());
                    }
                    "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
                    "text:p" => self.within_text = false,
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => {}
            }
            buffer.clear();
        }
        self.marks.sort();
        Some(self.marks)
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let is_out_of_sight = || {
            let seen = raw_attribute(element, "visibility");
            seen.is_some_and(|seen| matches!(seen.as_ref(), "collapse" | "filter"))
        };
        match element.name().as_ref() {
            "table:table-column" => {
                let count = number(element, "number-columns-repeated").unwrap_or(1).clamp(1, SHEET.1);
                if is_out_of_sight() {
                    self.marks.hidden_columns.push((self.defined, self.defined.saturating_add(count - 1)));
                }
                self.defined = self.defined.saturating_add(count);
            }
            "table:table-row-group" => {
                let is_shut = raw_attribute(element, "display").is_some_and(|display| display.as_ref() == "false");
                self.shut += u32::from(is_shut);
                self.groups.push(is_shut);
            }
            "table:table-row" => {
                self.repeated = number(element, "number-rows-repeated").unwrap_or(1).clamp(1, SHEET.0);
                if self.shut > 0 || is_out_of_sight() {
                    self.marks.hide_rows(self.row, self.row.saturating_add(self.repeated - 1));
                }
                let is_filter = raw_attribute(element, "visibility").is_some_and(|seen| seen.as_ref() == "filter");
                self.marks.is_filtered |= is_filter;
            }
            "table:table-cell" | "table:covered-table-cell" => self.begin_cell(element),
            "text:p" => self.within_text = true,
            _ => {}
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let kind = raw_attribute(element, "value-type");
        self.number = kind.as_ref().is_some_and(|kind| kind.as_ref() == "float");
        self.shown.clear();
        if let Some(rows) = number(element, "number-rows-spanned") {
            let last = self.row.saturating_add(rows.max(1) - 1);
            self.marks.merge(self.row, last, self.column);
        }
        if kind.is_none() && raw_attribute(element, "formula").is_some() {
            self.marks.count_uncalculated((self.row, self.column));
        }
        self.width = number(element, "number-columns-repeated").unwrap_or(1).clamp(1, SHEET.1);
    }

    fn end_cell(&mut self) {
        if self.number
            && let Some(format) = DigitFormat::of_shown(&self.shown)
        {
            for column in self.column..self.column.saturating_add(self.width) {
                self.marks.format((self.row, column), &format);
            }
        }
        self.number = false;
        self.column = self.column.saturating_add(self.width);
    }
}
