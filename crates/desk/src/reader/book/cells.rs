//! Cells of tables whose text is read from top to bottom, before it is known which of them are merged.

use super::book_sheet::{Book, BookSheet};
use super::marks::SheetMarks;
use super::rows::SheetRows;
use calamine::DataRef;
use notice::finding::Problem;

/// Kind of what stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Text as it stands.
    Text,
    /// A number.
    Number,
    /// A day, with or without a time.
    Day,
    /// Yes or no, as 1 or 0.
    YesNo,
}

/// A cell: its row, its column, and where its text ends.
struct TableCell {
    row: u32,
    column: u32,
    end: usize,
    kind: CellKind,
}

/// The cells of one table in the order in which they stand, and what is beside them.
#[derive(Default)]
pub(super) struct TableCells {
    text: String,
    cells: Vec<TableCell>,
    pub(super) marks: SheetMarks,
}

impl TableCells {
    /// Takes a cell.
    pub(super) fn push(&mut self, (row, column): (u32, u32), kind: CellKind, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.cells.push(TableCell { row, column, end: self.text.len(), kind });
        }
    }

    fn rows(&self, file: &str) -> Result<SheetRows, Problem> {
        let mut rows = SheetRows::new(&self.marks.merged);
        let mut from = 0;
        for cell in &self.cells {
            let text = &self.text[from..cell.end];
            from = cell.end;
            let value = match cell.kind {
                CellKind::Number => text.trim().parse().map_or(DataRef::SharedString(text), DataRef::Float),
                CellKind::Day => DataRef::DateTimeIso(text.to_owned()),
                CellKind::YesNo => DataRef::Bool(text.trim() == "1"),
                CellKind::Text => DataRef::SharedString(text),
            };
            rows.enter(file, (cell.row, cell.column), &value, &self.marks)?;
        }
        rows.end(file)?;
        Ok(rows)
    }
}

/// A file whose tables were all read.
pub(super) struct TableBook<'a> {
    file: &'a str,
    sheets: Vec<BookSheet>,
    tables: Vec<TableCells>,
}

impl<'a> TableBook<'a> {
    /// Takes the tables of a file.
    pub(super) fn new(file: &'a str, tables: Vec<(BookSheet, TableCells)>) -> Self {
        let (sheets, mut tables): (Vec<_>, Vec<_>) = tables.into_iter().unzip();
        tables.iter_mut().for_each(|table: &mut TableCells| table.marks.sort());
        Self { file, sheets, tables }
    }
}

impl Book for TableBook<'_> {
    fn sheets(&self) -> &[BookSheet] {
        &self.sheets
    }

    fn read(&mut self, number: usize) -> Result<(SheetRows, SheetMarks), Problem> {
        let table = std::mem::take(&mut self.tables[number]);
        let rows = table.rows(self.file)?;
        Ok((rows, table.marks))
    }
}
