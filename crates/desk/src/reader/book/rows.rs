//! The rows of a sheet as CSV, as they are read.

use super::limits::{ANEW, MOST_BYTES, SHEET, unreadable};
use super::marks::{MergedBlock, SheetMarks};
use super::typed::write_typed;
use calamine::DataRef;
use notice::finding::{Problem, ProblemCode};
use notice::intake::workbook_marks::RowMarks;
use std::io;

/// Bytes of one part of the answer.
const PART: usize = 1 << 20;

/// A row that has cells: its number, how many cells are written of it, where they begin and end in the text, and whether some of them are
/// those of merged cells.
struct SheetRow {
    number: u32,
    cells: u32,
    from: usize,
    to: usize,
    merged: bool,
}

/// The rows of a sheet as they are read; how wide the sheet is, is known at its end.
pub(super) struct SheetRows {
    text: csv::Writer<Vec<u8>>,
    lines: Vec<SheetRow>,
    width: usize,
    height: u32,
    number: u32,
    cells: Vec<String>,
    used: usize,
    /// Columns that hold something.
    filled: Vec<bool>,
    merges: Merges,
}

impl SheetRows {
    /// Begins with the blocks of merged cells, in order.
    pub(super) fn new(merged: &[MergedBlock]) -> Self {
        let text = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let merges =
            Merges { blocks: merged.iter().map(|block| (*block, String::new())).collect(), ..Merges::default() };
        Self {
            text,
            lines: Vec::new(),
            width: 0,
            height: 0,
            number: 0,
            cells: Vec::new(),
            used: 0,
            filled: Vec::new(),
            merges,
        }
    }

    /// Takes a cell.
    pub(super) fn enter(
        &mut self,
        file: &str,
        (row, column): (u32, u32),
        value: &DataRef<'_>,
        marks: &SheetMarks,
    ) -> Result<(), Problem> {
        if *value == DataRef::Empty {
            return Ok(());
        }
        if row >= SHEET.0 || column >= SHEET.1 {
            let message = "The workbook refers to a cell outside any sheet.";
            return Err(Problem::of_file(file, message, ANEW));
        }
        if row != self.number {
            self.end_row().map_err(|_| unreadable(file))?;
            self.number = row;
        }
        let at = column as usize;
        self.width = self.width.max(at + 1);
        self.height = self.height.max(row + 1);
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        if self.filled.len() <= at {
            self.filled.resize(at + 1, false);
        }
        self.used = self.used.max(at + 1);
        let cell = &mut self.cells[at];
        cell.clear();
        write_typed(value, marks.format_of((row, column)), cell);
        self.filled[at] |= !cell.is_empty();
        if self.weight() > MOST_BYTES {
            let message = "The sheet of the workbook is larger than 190 MiB as text.";
            return Err(Problem::of_file(file, message, ProblemCode::SheetLarge));
        }
        Ok(())
    }

    /// Writes the cells of the row that was read, up to the last that is not empty.
    fn end_row(&mut self) -> csv::Result<()> {
        let count = |cells: &[String]| cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if count(&self.cells[..self.used]) > 0 {
            let merged = self.merges.fill(self.number, &mut self.cells, &mut self.used);
            let cells = count(&self.cells[..self.used]);
            let from = self.text.get_ref().len();
            self.text.write_record(&self.cells[..cells])?;
            self.text.flush()?;
            // Without the end of the line.
            let to = self.text.get_ref().len() - 1;
            self.lines.push(SheetRow { number: self.number, cells: cells as u32, from, to, merged });
        }
        self.cells[..self.used].iter_mut().for_each(String::clear);
        self.used = 0;
        Ok(())
    }

    /// Ends the sheet.
    pub(super) fn end(&mut self, file: &str) -> Result<(), Problem> {
        self.end_row().map_err(|_| unreadable(file))?;
        let is_sorted = self.lines.is_sorted_by_key(|row| row.number);
        if !is_sorted {
            self.lines.sort_by_key(|row| row.number);
        }
        // A row that stands twice, so that nobody can tell what is in it, or of which the merged cells are not known.
        let is_twice = self.lines.windows(2).any(|two| two[0].number == two[1].number);
        if is_twice || (!is_sorted && !self.merges.blocks.is_empty()) {
            return Err(unreadable(file));
        }
        if self.weight() + u64::from(self.height) * self.width as u64 > MOST_BYTES {
            let message = format!(
                "The sheet is {} rows by {} columns, far more than the list in it: there is a stray cell far away.",
                self.height, self.width
            );
            let advice = "Delete the empty rows and columns around the list, or export it as CSV (UTF-8).";
            return Err(Problem::of_file(file, message, advice));
        }
        Ok(())
    }

    /// Bytes so far.
    fn weight(&self) -> u64 {
        self.text.get_ref().len() as u64
    }

    /// Number of rows that hold something.
    pub(super) fn count(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Number of columns up to the last that holds something.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The numbers of columns, from 0, that hold something and are hidden.
    pub(super) fn hidden_columns(&self, marks: &SheetMarks) -> Vec<u16> {
        let filled = self.filled.iter().enumerate().filter(|(_, filled)| **filled);
        filled.filter(|(at, _)| marks.is_column_hidden(*at as u32)).map(|(at, _)| at as u16).collect()
    }

    /// The number of rows that hold something and are hidden, and the first such.
    pub(super) fn hidden_rows(&self, marks: &SheetMarks) -> (u64, Option<u32>) {
        let mut stretches = Stretches::new(&marks.hidden_rows);
        let mut hidden = self.lines.iter().map(|row| row.number).filter(|number| stretches.holds(*number));
        let first = hidden.next();
        (hidden.count() as u64 + u64::from(first.is_some()), first)
    }

    /// Returns whether some row was filled from merged cells.
    pub(super) fn has_merged(&self) -> bool {
        self.lines.iter().any(|row| row.merged)
    }

    /// The first rows, as CSV without marks.
    pub(super) fn front(&self, rows: u32) -> Vec<u8> {
        let mut out = Vec::new();
        for (number, row) in self.numbered().take(rows as usize) {
            self.write_line(number, row, None, &mut out);
        }
        out
    }

    /// Number of the first row that holds something, from 0.
    pub(super) fn first_row(&self) -> u32 {
        self.lines.first().map_or(0, |row| row.number)
    }

    /// Every line of the sheet with the row that stands on it. Rows above the first used one are no rows, but they are lines: what is found
    /// is told by the line of the sheet.
    fn numbered(&self) -> impl Iterator<Item = (u32, Option<&SheetRow>)> {
        let mut rows = self.lines.iter().peekable();
        (0..self.height).map(move |number| (number, rows.next_if(|row| row.number == number)))
    }

    fn write_line(&self, number: u32, row: Option<&SheetRow>, marks: Option<&mut MarkWriter<'_>>, out: &mut Vec<u8>) {
        let width = self.width + usize::from(marks.is_some());
        match row {
            Some(row) => {
                out.extend_from_slice(&self.text.get_ref()[row.from..row.to]);
                out.extend(std::iter::repeat_n(b',', self.width - row.cells as usize));
                if let Some(marks) = marks {
                    out.push(b',');
                    marks.write(number, row.merged, out);
                }
            }
            // A line of one empty cell has quotation marks, so that it is a line.
            None if width == 1 => out.extend_from_slice(b"\"\""),
            None => out.extend(std::iter::repeat_n(b',', width - 1)),
        }
        out.push(b'\n');
    }

    /// Gives the CSV part by part, with a column of marks behind all others where there is one.
    pub(super) fn give(
        &self,
        mut marks: Option<MarkWriter<'_>>,
        give: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut part = Vec::with_capacity(PART + (64 << 10));
        for (number, row) in self.numbered() {
            self.write_line(number, row, marks.as_mut(), &mut part);
            if part.len() >= PART {
                give(&part)?;
                part.clear();
            }
        }
        give(&part)
    }
}

/// Writes the column of marks.
pub(super) struct MarkWriter<'a> {
    pub(super) heading_row: u32,
    pub(super) heading: String,
    hidden: Stretches<'a>,
    cell: String,
}

impl<'a> MarkWriter<'a> {
    /// A writer that puts the heading on one row, and marks on those below.
    pub(super) fn new(heading_row: u32, heading: String, marks: &'a SheetMarks) -> Self {
        Self { heading_row, heading, hidden: Stretches::new(&marks.hidden_rows), cell: String::new() }
    }

    fn write(&mut self, number: u32, merged: bool, out: &mut Vec<u8>) {
        let hidden = self.hidden.holds(number);
        if number == self.heading_row {
            // It names columns with commas between them.
            out.push(b'"');
            out.extend_from_slice(self.heading.as_bytes());
            out.push(b'"');
            return;
        }
        self.cell.clear();
        RowMarks { hidden, merged }.write(&mut self.cell);
        out.extend_from_slice(self.cell.as_bytes());
    }
}

/// Stretches of rows, asked about in rising order.
struct Stretches<'a> {
    left: &'a [(u32, u32)],
}

impl<'a> Stretches<'a> {
    fn new(stretches: &'a [(u32, u32)]) -> Self {
        Self { left: stretches }
    }

    fn holds(&mut self, row: u32) -> bool {
        while let Some(((_, last), rest)) = self.left.split_first()
            && *last < row
        {
            self.left = rest;
        }
        self.left.first().is_some_and(|(first, last)| (*first..=*last).contains(&row))
    }
}

/// Blocks of merged cells with the text of their first cell.
#[derive(Default)]
struct Merges {
    blocks: Vec<(MergedBlock, String)>,
    next: usize,
    open: Vec<usize>,
}

impl Merges {
    /// Fills the cells of a row that has some of its own with those that are merged with cells above; whether there are any.
    fn fill(&mut self, row: u32, cells: &mut Vec<String>, used: &mut usize) -> bool {
        while self.blocks.get(self.next).is_some_and(|(block, _)| block.first <= row) {
            self.open.push(self.next);
            self.next += 1;
        }
        let blocks = &mut self.blocks;
        self.open.retain(|at| blocks[*at].0.last >= row);
        let mut merged = false;
        for &at in &self.open {
            let (block, text) = &mut blocks[at];
            let column = block.column as usize;
            if block.first == row {
                text.clear();
                text.push_str(cells.get(column).map_or("", String::as_str));
            } else if !text.is_empty() && cells.get(column).is_none_or(String::is_empty) {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                cells[column].push_str(text);
                *used = (*used).max(column + 1);
                merged = true;
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::{MarkWriter, SheetRows};
    use crate::reader::book::marks::SheetMarks;
    use calamine::DataRef;

    fn read(cells: &[(u32, u32, &str)], marks: &SheetMarks) -> SheetRows {
        let mut rows = SheetRows::new(&marks.merged);
        for (row, column, text) in cells {
            rows.enter("x", (*row, *column), &DataRef::SharedString(text), marks).expect("entered");
        }
        rows.end("x").expect("ended");
        rows
    }

    fn given(rows: &SheetRows, marks: Option<MarkWriter<'_>>) -> String {
        let mut out = Vec::new();
        let mut take = |part: &[u8]| {
            out.extend_from_slice(part);
            Ok(())
        };
        rows.give(marks, &mut take).expect("given");
        String::from_utf8(out).expect("text")
    }

    /// The same by way of the whole sheet in memory.
    fn laid_out(cells: &[(u32, u32, &str)]) -> String {
        let height = cells.iter().map(|cell| cell.0 as usize + 1).max().unwrap_or(0);
        let width = cells.iter().map(|cell| cell.1 as usize + 1).max().unwrap_or(0);
        let mut sheet = vec![vec![String::new(); width]; height];
        for (row, column, text) in cells {
            sheet[*row as usize][*column as usize] = text.replace(['\r', '\n'], " ");
        }
        let mut out = csv::Writer::from_writer(Vec::new());
        sheet.iter().for_each(|row| out.write_record(row).expect("written"));
        String::from_utf8(out.into_inner().expect("whole")).expect("text")
    }

    #[test]
    fn rows_are_as_a_whole_sheet_would_be() {
        let sheets: &[&[(u32, u32, &str)]] = &[
            &[(0, 0, "a")],
            &[(3, 0, "a"), (5, 0, "b")],
            &[(2, 3, "left and top are empty"), (2, 4, "b"), (4, 2, "c")],
            &[(0, 0, "a"), (0, 2, ""), (1, 1, "two\r\nlines"), (1, 2, "a \"word\", and more")],
            &[(0, 0, ""), (0, 5, ""), (1, 0, "x")],
            &[(0, 0, "later"), (4, 1, "e"), (2, 0, "c")],
            &[(0, 0, "")],
        ];
        for cells in sheets {
            assert_eq!(given(&read(cells, &SheetMarks::default()), None), laid_out(cells), "{cells:?}");
        }
    }

    #[test]
    fn hidden_and_merged_rows_are_marked() {
        let mut marks = SheetMarks::default();
        marks.hide_rows(2, 2);
        marks.hide_rows(9, 1_000_000);
        marks.hidden_columns.push((1, 5));
        marks.merge(2, 3, 1);
        marks.merge(4, 4, 0);
        let cells = [(1, 0, "a"), (1, 1, "b"), (2, 0, "1"), (2, 1, "x"), (3, 0, "2"), (4, 0, "3"), (9, 0, "4")];
        let rows = read(&cells, &marks);
        assert_eq!((rows.count(), rows.hidden_rows(&marks), rows.hidden_columns(&marks)), (5, (2, Some(2)), vec![1]));
        let writer = MarkWriter::new(1, "Marks".into(), &marks);
        let lines = given(&rows, Some(writer));
        let mark = ["hidden row", "filled from merged cells"];
        let wanted =
            format!(",,\na,b,\"Marks\"\n1,x,{}\n2,x,{}\n3,,\n,,\n,,\n,,\n,,\n4,,{}\n", mark[0], mark[1], mark[0]);
        assert_eq!(lines, wanted);
    }
}
