//! Marks of a list that the program made of a sheet of a workbook: rows that were hidden, rows that were filled from merged cells, and
//! hidden columns. They stand in a column of their own behind all others, so that a list tells them by its bytes alone.

use super::columns::ColumnUse;
use super::flag::{Flag, flag};
use super::lexicon::COLUMNS;
use super::question::Concerned;
use std::fmt::Write as _;

/// Between two marks of one row.
const BETWEEN: &str = "; ";

/// Stretches of hidden rows that the key of the question depends on.
const STRETCHES: usize = 1_000;

/// Marks of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowMarks {
    /// It was hidden or filtered.
    pub hidden: bool,
    /// Some of its cells are those of merged cells that begin in a row above.
    pub merged: bool,
}

impl RowMarks {
    /// Writes the marks as the cell of a list.
    pub fn write(self, out: &mut String) {
        let words = &COLUMNS.workbook;
        if self.hidden {
            out.push_str(&words.hidden_row);
        }
        if self.merged {
            if self.hidden {
                out.push_str(BETWEEN);
            }
            out.push_str(&words.merged);
        }
    }

    /// Reads the cell of a list. Whatever is neither a mark nor a clear no counts as hidden: nobody is mailed because of a word that is not
    /// known.
    pub(super) fn read(cell: &str) -> Self {
        let words = &COLUMNS.workbook;
        let cell = cell.trim();
        if is_heading(cell) {
            return Self::default();
        }
        let mut marks = Self::default();
        for part in cell.split(BETWEEN.trim_end()).map(str::trim) {
            match part {
                part if part.eq_ignore_ascii_case(&words.merged) => marks.merged = true,
                part => marks.hidden |= matches!(flag(part), Flag::Yes | Flag::Other),
            }
        }
        marks
    }
}

/// Writes the heading of the column of marks, with the numbers of hidden columns, from 1.
pub fn write_heading(hidden_columns: &[u16]) -> String {
    let words = &COLUMNS.workbook;
    let mut out = words.heading.clone();
    for (at, number) in hidden_columns.iter().enumerate() {
        let before = if at == 0 { format!(": {} ", words.hidden_columns) } else { ", ".to_owned() };
        let _ = write!(out, "{before}{number}");
    }
    out
}

/// Returns whether a heading is that of the column of marks.
pub fn is_heading(heading: &str) -> bool {
    let own = &COLUMNS.workbook.heading;
    let heading = heading.trim();
    let starts = heading.get(..own.len()).is_some_and(|start| start.eq_ignore_ascii_case(own));
    starts && matches!(heading.as_bytes().get(own.len()), None | Some(b':'))
}

/// The numbers, from 1, of the columns that a heading of marks calls hidden.
fn hidden_columns(heading: &str) -> Vec<u16> {
    let Some((_, told)) = heading.split_once(':') else { return Vec::new() };
    told.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// The column of marks of a list, and the rows that it marks.
#[derive(Debug, Default)]
pub(super) struct MarkColumn {
    pub(super) at: u16,
    pub(super) hidden: Concerned,
    pub(super) hidden_columns: Vec<u16>,
    /// True if it is known by its heading or by a mark.
    is_one: bool,
    /// The first and last lines of stretches of hidden rows.
    stretches: Vec<(u32, u32)>,
}

impl MarkColumn {
    /// Finds the column by its heading, else takes the last one of a list without headings on trial.
    pub(super) fn find(columns: &[ColumnUse]) -> Option<Self> {
        let headed = columns.iter().position(|column| is_heading(&column.heading));
        let last = || columns.len().checked_sub(1).filter(|&at| columns[at].is_ignored());
        let at = headed.or_else(last)?;
        Some(Self {
            at: u16::try_from(at).ok()?,
            hidden_columns: headed.map(|at| hidden_columns(&columns[at].heading)).unwrap_or_default(),
            is_one: headed.is_some(),
            ..Self::default()
        })
    }

    /// Returns whether the column is one of marks.
    pub(super) fn is_one(&self) -> bool {
        self.is_one
    }

    /// Counts the cell of a row.
    pub(super) fn count(&mut self, cell: &str, line: u32) {
        if cell.is_empty() {
            return;
        }
        if !self.is_one {
            // Where the headings are not known, the heading of this column stands above some row or in it.
            let words = &COLUMNS.workbook;
            let marks = [words.hidden_row.as_str(), words.merged.as_str()];
            let is_mark = |part: &str| marks.iter().any(|mark| part.trim().eq_ignore_ascii_case(mark));
            if !is_heading(cell) && !cell.split(BETWEEN.trim_end()).all(is_mark) {
                return;
            }
            self.is_one = true;
        }
        if is_heading(cell) {
            self.hidden_columns = hidden_columns(cell);
            return;
        }
        if !RowMarks::read(cell).hidden {
            return;
        }
        self.hidden.add(line);
        match self.stretches.last_mut() {
            Some((_, end)) if *end + 1 == line => *end = line,
            _ => {
                if self.stretches.len() < STRETCHES {
                    self.stretches.push((line, line));
                }
            }
        }
    }

    /// Returns what the answer about hidden rows is given for: how many there are, and where.
    pub(super) fn seen(&self) -> String {
        let mut seen = self.hidden.people.to_string();
        for (first, last) in &self.stretches {
            let _ = write!(seen, " {first}-{last}");
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::{RowMarks, hidden_columns, is_heading, write_heading};

    #[test]
    fn marks_are_read_as_they_were_written() {
        for marks in [(false, false), (true, false), (false, true), (true, true)] {
            let marks = RowMarks { hidden: marks.0, merged: marks.1 };
            let mut cell = String::new();
            marks.write(&mut cell);
            assert_eq!(RowMarks::read(&cell), marks, "{cell}");
        }
        assert!(RowMarks::read("yes").hidden && !RowMarks::read("no").hidden && !RowMarks::read(" ").hidden);
    }

    #[test]
    fn the_heading_tells_hidden_columns() {
        assert_eq!(hidden_columns(&write_heading(&[3, 12])), [3, 12]);
        assert!(hidden_columns(&write_heading(&[])).is_empty());
        assert!(is_heading(&write_heading(&[3])) && is_heading("workbook marks") && !is_heading("Workbook marksman"));
    }
}
