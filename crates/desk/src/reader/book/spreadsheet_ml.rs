//! Workbooks of Excel 2003 in XML (`SpreadsheetML`), which programs call `.xls`.

use super::super::xml::{attribute, reader, resolve_reference};
use super::book_sheet::{BookSheet, SheetVisibility};
use super::cells::{CellKind, TableBook, TableCells};
use super::digits::DigitFormat;
use super::limits::{MOST_SHEETS, SHEET, unreadable};
use super::text;
use super::xml::{is_zero, number, says_yes};
use notice::finding::Problem;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Opens a workbook.
pub(super) fn open(file: &str, bytes: Vec<u8>) -> Result<TableBook<'_>, Problem> {
    let text = text::decode(bytes);
    let mut workbook = Workbook::default();
    workbook.read(&text).ok_or_else(|| unreadable(file))?;
    if workbook.tables.is_empty() {
        return Err(unreadable(file));
    }
    Ok(TableBook::new(file, workbook.tables))
}

/// A workbook while it is read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each tells of another element that is open, or was met")]
struct Workbook {
    tables: Vec<(BookSheet, TableCells)>,
    /// The format of digits of each style that has one.
    formats: HashMap<String, DigitFormat>,
    style: String,
    row: u32,
    column: u32,
    /// The column of the next definition of columns.
    defined: u32,
    /// The styles of columns, each with the first and last column.
    column_styles: Vec<(u32, u32, String)>,
    row_style: Option<String>,
    cell_style: Option<String>,
    /// Rows and columns behind this one that belong to it.
    row_span: u32,
    across: u32,
    is_formula: bool,
    kind: Option<CellKind>,
    /// Within a note beside a cell.
    is_comment: bool,
    /// The end of the workbook was met.
    is_whole: bool,
    is_visible: bool,
    value: String,
}

impl Workbook {
    fn read(&mut self, text: &str) -> Option<()> {
        let mut xml = reader(text.as_bytes());
        let mut buffer = Vec::new();
        loop {
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => self.begin(&element)?,
                Ok(Event::End(element)) => self.end(element.local_name().as_ref()),
                Ok(Event::Text(text)) if self.kind.is_some() || self.is_visible => {
                    self.value.push_str(&text.xml10_content());
                }
                Ok(Event::CData(text)) if self.kind.is_some() => {
                    self.value.push_str(&text);
                }
                Ok(Event::GeneralRef(reference)) if self.kind.is_some() => {
                    self.value.push_str(&resolve_reference(&reference)?);
                }
                // A file that ends before its end is cut, and people are missing.
                Ok(Event::Eof) => return self.is_whole.then_some(()),
                Err(_) => return None,
                Ok(_) => {}
            }
            buffer.clear();
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Option<()> {
        match element.local_name().as_ref() {
            "Style" => self.style = attribute(element, "ID").unwrap_or_default(),
            "NumberFormat" => {
                let format = attribute(element, "Format").and_then(|code| DigitFormat::parse(&code));
                if let Some(format) = format {
                    self.formats.insert(self.style.clone(), format);
                }
            }
            "Worksheet" => {
                let name = attribute(element, "Name").unwrap_or_default();
                let sheet = BookSheet { name, visibility: SheetVisibility::Visible };
                if self.tables.len() >= MOST_SHEETS {
                    return None;
                }
                self.tables.push((sheet, TableCells::default()));
                (self.row, self.column, self.defined) = (0, 0, 0);
                self.column_styles.clear();
            }
            "Visible" => {
                self.is_visible = true;
                self.value.clear();
            }
            "AutoFilterColumn" => self.tables.last_mut()?.1.marks.is_filtered = true,
            "Column" => {
                let first = at(element).unwrap_or(self.defined);
                let last = first.saturating_add(number(element, "Span").unwrap_or_default()).min(SHEET.1);
                if says_yes(element, "Hidden") || is_zero(element, "Width") {
                    self.tables.last_mut()?.1.marks.hidden_columns.push((first, last));
                }
                if let Some(style) = attribute(element, "StyleID") {
                    self.column_styles.push((first, last, style));
                }
                self.defined = last.saturating_add(1);
            }
            "Row" => {
                self.row = at(element).unwrap_or(self.row);
                self.row_span = number(element, "Span").unwrap_or_default().min(SHEET.0);
                self.row_style = attribute(element, "StyleID");
                if says_yes(element, "Hidden") || is_zero(element, "Height") {
                    let last = self.row.saturating_add(self.row_span);
                    self.tables.last_mut()?.1.marks.hide_rows(self.row, last);
                }
            }
            "Cell" => {
                self.column = at(element).unwrap_or(self.column);
                self.across = number(element, "MergeAcross").unwrap_or_default().min(SHEET.1);
                self.cell_style = attribute(element, "StyleID");
                self.is_formula = attribute(element, "Formula").is_some();
                if let Some(down) = number(element, "MergeDown") {
                    let last = self.row.saturating_add(down);
                    self.tables.last_mut()?.1.marks.merge(self.row, last, self.column);
                }
            }
            "Comment" => self.is_comment = true,
            // What somebody wrote beside a cell is no part of it.
            "Data" if self.is_comment => {}
            "Data" => {
                self.value.clear();
                self.is_formula = false;
                self.kind = Some(match attribute(element, "Type").as_deref() {
                    Some("Number") => CellKind::Number,
                    Some("DateTime") => CellKind::Day,
                    Some("Boolean") => CellKind::YesNo,
                    _ => CellKind::Text,
                });
            }
            _ => {}
        }
        Some(())
    }

    fn end(&mut self, name: &str) {
        self.is_whole |= name == "Workbook";
        let Some((sheet, table)) = self.tables.last_mut() else { return };
        let place = (self.row, self.column);
        match name {
            "Visible" => {
                self.is_visible = false;
                sheet.visibility = match self.value.trim() {
                    "SheetHidden" => SheetVisibility::Hidden,
                    "SheetVeryHidden" => SheetVisibility::VeryHidden,
                    _ => SheetVisibility::Visible,
                };
            }
            "Data" => {
                let Some(kind) = self.kind.take() else { return };
                if kind == CellKind::Number {
                    let of_column =
                        self.column_styles.iter().find(|(first, last, _)| (*first..=*last).contains(&self.column));
                    let of_column = of_column.map(|(.., style)| style);
                    let style = self.cell_style.as_ref().or(self.row_style.as_ref()).or(of_column);
                    if let Some(format) = style.and_then(|style| self.formats.get(style)) {
                        table.marks.format(place, format);
                    }
                }
                table.push(place, kind, &self.value);
            }
            "Comment" => self.is_comment = false,
            "Cell" => {
                if self.is_formula {
                    table.marks.count_uncalculated(place);
                }
                self.is_formula = false;
                self.column = self.column.saturating_add(self.across).saturating_add(1);
            }
            "Row" => {
                self.row = self.row.saturating_add(self.row_span).saturating_add(1);
                self.column = 0;
            }
            _ => {}
        }
    }
}

/// The place that an element names for itself, from 0.
fn at(element: &BytesStart<'_>) -> Option<u32> {
    number(element, "Index")?.checked_sub(1)
}
