//! Excel workbooks (xlsx): values by calamine, and from the sheet's own part everything beside them.

use super::super::xml::{Parts, attribute, find_part, raw_attribute, reader};
use super::book_sheet::{Book, BookSheet, of_metadata};
use super::digits::DigitFormat;
use super::limits::unreadable;
use super::marks::SheetMarks;
use super::rows::SheetRows;
use super::xml::{is_zero, number, says_yes};
use calamine::{Reader as _, Xlsx, XlsxError};
use notice::finding::Problem;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::io::Cursor;

/// An Excel workbook.
pub(super) struct XlsxBook<'a> {
    file: &'a str,
    book: Xlsx<Cursor<&'a [u8]>>,
    parts: Parts<'a>,
    sheets: Vec<BookSheet>,
    /// The part of each sheet by its name.
    paths: HashMap<String, String>,
    styles: CellStyles,
}

/// Values by which cells are read, beside themselves.
struct CellStyles {
    /// The format of digits of each style of cells; empty where no style has one.
    formats: Vec<Option<DigitFormat>>,
    /// True if the workbook was written by a program that left all formulas to be calculated.
    is_uncalculated: bool,
}

impl<'a> XlsxBook<'a> {
    /// Opens a workbook.
    pub(super) fn open(file: &'a str, bytes: &'a [u8], mut parts: Parts<'a>) -> Result<Self, Problem> {
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
        let sheets = of_metadata(book.sheets_metadata());
        let paths = sheet_paths(&mut parts).ok_or_else(|| unreadable(file))?;
        let mut is_uncalculated = false;
        let workbook = format!("{}workbook.xml", folder(&mut parts));
        elements(&mut parts, &workbook, |element| {
            is_uncalculated |= element.local_name().as_ref() == "calcPr" && says_yes(element, "fullCalcOnLoad");
        })
        .ok_or_else(|| unreadable(file))?;
        let styles = CellStyles { formats: digit_formats(&mut parts), is_uncalculated };
        Ok(Self { file, book, parts, sheets, paths, styles })
    }
}

impl Book for XlsxBook<'_> {
    fn sheets(&self) -> &[BookSheet] {
        &self.sheets
    }

    fn read(&mut self, number: usize) -> Result<(SheetRows, SheetMarks), Problem> {
        let name = &self.sheets[number].name;
        let mut cells = match self.book.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A chart.
            Err(XlsxError::NotAWorksheet(_)) => return Ok((SheetRows::new(&[]), SheetMarks::default())),
            Err(_) => return Err(unreadable(self.file)),
        };
        let path = self.paths.get(name).ok_or_else(|| unreadable(self.file))?;
        let marks = marks(&mut self.parts, path, &self.styles).ok_or_else(|| unreadable(self.file))?;
        let mut rows = SheetRows::new(&marks.merged);
        while let Some(cell) = cells.next_cell().map_err(|_| unreadable(self.file))? {
            rows.enter(self.file, cell.get_position(), cell.get_value(), &marks)?;
        }
        rows.end(self.file)?;
        Ok((rows, marks))
    }
}

/// The folder of the workbook within the file, nearly always `xl/`.
fn folder(parts: &mut Parts<'_>) -> String {
    let mut found = None;
    let read = elements(parts, "_rels/.rels", |element| {
        let is_book = attribute(element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        if let Some(target) = attribute(element, "Target").filter(|_| is_book) {
            let path = target.trim_start_matches('/');
            found = Some(path.rfind('/').map_or(String::new(), |at| path[..=at].to_owned()));
        }
    });
    read.and(found).unwrap_or_else(|| "xl/".to_owned())
}

/// The name of each sheet with that of its part.
fn sheet_paths(parts: &mut Parts<'_>) -> Option<HashMap<String, String>> {
    let mut targets = HashMap::new();
    let folder = folder(parts);
    elements(parts, &format!("{folder}_rels/workbook.xml.rels"), |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None if !folder.is_empty() && target.starts_with(&folder) => target,
                None => format!("{folder}{}", target.trim_start_matches("./")),
            };
            targets.insert(id, path);
        }
    })?;
    let mut paths = HashMap::new();
    elements(parts, &format!("{folder}workbook.xml"), |element| {
        if element.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(element, "name")
            && let Some(path) = attribute(element, "id").and_then(|id| targets.get(&id))
        {
            paths.insert(name, path.clone());
        }
    })?;
    Some(paths)
}

/// The format of digits of each style of cells; empty where no style has one.
fn digit_formats(parts: &mut Parts<'_>) -> Vec<Option<DigitFormat>> {
    let (mut codes, mut styles, mut within) = (HashMap::new(), Vec::new(), false);
    let name = format!("{}styles.xml", folder(parts));
    let read = elements(parts, &name, |element| match element.local_name().as_ref() {
        "numFmt" => {
            let code = attribute(element, "formatCode").and_then(|code| DigitFormat::parse(&code));
            if let (Some(id), Some(format)) = (number(element, "numFmtId"), code) {
                codes.insert(id, format);
            }
        }
        "cellXfs" => within = true,
        "cellStyleXfs" | "cellStyles" | "dxfs" => within = false,
        "xf" if within => styles.push(number(element, "numFmtId").and_then(|id| codes.get(&id).cloned())),
        _ => {}
    });
    if read.is_none() || codes.is_empty() { Vec::new() } else { styles }
}

/// Visits each element of a part; `None` where there is no such part, or it is no XML.
fn elements(
    parts: &mut Parts<'_>,
    name: &str,
    mut visit: impl FnMut(&quick_xml::events::BytesStart<'_>),
) -> Option<()> {
    let at = find_part(parts, name)?;
    let mut xml = reader(parts.by_index(at).ok()?);
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => visit(&element),
            Ok(Event::Eof) => return Some(()),
            Err(_) => return None,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// A cell while its elements are read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is found in another element of the cell")]
struct OpenCell {
    place: String,
    is_text: bool,
    is_formula: bool,
    has_value: bool,
    is_zero: bool,
    within_value: bool,
}

/// Formulas of a sheet.
#[derive(Default)]
struct Formulas {
    count: u64,
    zeros: u64,
    first: (u32, u32),
}

/// Reads everything of a sheet that is beside its values.
fn marks(parts: &mut Parts<'_>, name: &str, styles: &CellStyles) -> Option<SheetMarks> {
    let formats = &styles.formats;
    let at = find_part(parts, name)?;
    let mut xml = reader(parts.by_index(at).ok()?);
    let (mut marks, mut buffer) = (SheetMarks::default(), Vec::new());
    let (mut row, mut column) = (0u32, 0u32);
    let (mut cell, mut formulas) = (OpenCell::default(), Formulas::default());
    loop {
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "col" if says_yes(&element, "hidden") || is_zero(&element, "width") => {
                    let (first, last) = (number(&element, "min")?, number(&element, "max")?);
                    marks.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
                "row" => {
                    row = number(&element, "r").map_or(row, |number| number.saturating_sub(1));
                    if says_yes(&element, "hidden") || is_zero(&element, "ht") {
                        marks.hide_rows(row, row);
                    }
                }
                "c" => {
                    cell.begin();
                    let mut style = None;
                    for own in element.attributes().with_checks(false).flatten() {
                        match own.key.as_ref() {
                            "r" => cell.place.push_str(&own.value),
                            "t" => cell.is_text = matches!(own.value.as_ref(), "str" | "inlineStr" | "s"),
                            "s" if !formats.is_empty() => {
                                style = own.value.parse::<usize>().ok();
                            }
                            _ => {}
                        }
                    }
                    if let Some(own) = place(&cell.place) {
                        column = own.1;
                    }
                    let format = style.and_then(|style| formats.get(style)).and_then(Option::as_ref);
                    if let Some(format) = format.filter(|_| !cell.is_text) {
                        marks.format(place(&cell.place).unwrap_or((row, column)), format);
                    }
                }
                "f" => cell.is_formula = true,
                "v" => cell.within_value = true,
                "mergeCell" => {
                    let block = raw_attribute(&element, "ref")?;
                    let mut ends = block.split(':');
                    let first = place(ends.next()?)?;
                    let last = ends.next().map_or(Some(first), place)?;
                    marks.merge(first.0, last.0, first.1);
                }
                "filterColumn" => marks.is_filtered = true,
                _ => {}
            },
            Ok(Event::Text(text)) if cell.within_value => {
                cell.has_value |= !text.is_empty();
                cell.is_zero = &*text == "0";
            }
            Ok(Event::GeneralRef(_) | Event::CData(_)) => cell.has_value |= cell.within_value,
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "row" => (row, column) = (row.saturating_add(1), 0),
                "v" => cell.within_value = false,
                "c" => {
                    if cell.is_formula {
                        formulas.count(&cell, place(&cell.place).unwrap_or((row, column)), &mut marks);
                    }
                    column = column.saturating_add(1);
                }
                _ => {}
            },
            Ok(Event::Eof) => break,
            Err(_) => return None,
            Ok(_) => {}
        }
        buffer.clear();
    }
    // Some programs write a zero for every value that they leave to be calculated.
    if styles.is_uncalculated && formulas.zeros > 0 && formulas.zeros == formulas.count {
        (marks.uncalculated, marks.first_uncalculated) = (formulas.count, formulas.first);
    }
    marks.sort();
    Some(marks)
}

impl OpenCell {
    fn begin(&mut self) {
        let mut place = std::mem::take(&mut self.place);
        place.clear();
        *self = Self { place, ..Self::default() };
    }
}

impl Formulas {
    fn count(&mut self, cell: &OpenCell, place: (u32, u32), marks: &mut SheetMarks) {
        if self.count == 0 {
            self.first = place;
        }
        self.count += 1;
        self.zeros += u64::from(cell.is_zero);
        // A formula that gives an empty text says that it is one.
        if !cell.has_value && !cell.is_text {
            marks.count_uncalculated(place);
        }
    }
}

/// The row and column, from 0, of a place such as `D5`.
fn place(name: &str) -> Option<(u32, u32)> {
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    let mut column = 0u32;
    for letter in letters.bytes().filter(|byte| *byte != b'$') {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(value) + 1)?;
    }
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::reader::book::limits::cell_name;

    #[test]
    fn a_place_is_a_row_and_a_column() {
        for (name, wanted) in [("A1", (0, 0)), ("D5", (4, 3)), ("XFD1048576", (1_048_575, 16_383)), ("AA10", (9, 26))] {
            assert_eq!(place(name), Some(wanted));
            assert_eq!(cell_name(wanted), name);
        }
        for name in ["", "A", "1", "A0", "ZZZZZZZZ1"] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
