//! Marks that a sheet has beside its values: hidden rows and columns, merged cells, zeros in front of numbers, formulas without a value.

use super::digits::DigitFormat;

/// A block of merged cells, its first and last row and its first column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MergedBlock {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) column: u32,
}

/// Everything that a sheet says beside its values. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct SheetMarks {
    /// The first and last rows of stretches that are hidden, in order.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    /// The first and last columns of stretches that are hidden.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// True if a filter is set.
    pub(super) is_filtered: bool,
    /// Blocks of merged cells over several rows.
    pub(super) merged: Vec<MergedBlock>,
    /// Formats of digits, each once.
    formats: Vec<DigitFormat>,
    /// Cells of numbers with such a format, by row and column, with the number of the format.
    formatted: Vec<(u32, u32, u16)>,
    /// Number of formulas that have no value.
    pub(super) uncalculated: u64,
    /// The first cell of such a formula.
    pub(super) first_uncalculated: (u32, u32),
}

impl SheetMarks {
    /// Marks rows as hidden.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        match self.hidden_rows.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
            _ => self.hidden_rows.push((first, last)),
        }
    }

    /// Marks a block as merged; one within a single row says nothing.
    pub(super) fn merge(&mut self, first: u32, last: u32, column: u32) {
        if last > first {
            self.merged.push(MergedBlock { first, last, column });
        }
    }

    /// Counts a formula without a value.
    pub(super) fn count_uncalculated(&mut self, cell: (u32, u32)) {
        if self.uncalculated == 0 {
            self.first_uncalculated = cell;
        }
        self.uncalculated += 1;
    }

    /// Notes the format of a number.
    pub(super) fn format(&mut self, (row, column): (u32, u32), format: &DigitFormat) {
        let known = self.formats.iter().position(|own| own == format);
        let number = known.unwrap_or_else(|| {
            self.formats.push(format.clone());
            self.formats.len() - 1
        });
        if let Ok(number) = u16::try_from(number) {
            self.formatted.push((row, column, number));
        }
    }

    /// Brings everything into the order of the sheet; once, when all is noted.
    pub(super) fn sort(&mut self) {
        self.hidden_rows.sort_unstable();
        self.merged.sort_unstable();
        self.formatted.sort_unstable();
    }

    /// Returns the format of digits of a cell.
    pub(super) fn format_of(&self, (row, column): (u32, u32)) -> Option<&DigitFormat> {
        if self.formatted.is_empty() {
            return None;
        }
        let at = self.formatted.binary_search_by_key(&(row, column), |&(row, column, _)| (row, column)).ok()?;
        self.formats.get(usize::from(self.formatted[at].2))
    }

    /// Returns whether a column is hidden.
    pub(super) fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}
