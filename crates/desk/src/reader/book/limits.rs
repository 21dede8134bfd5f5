//! Limits of workbooks, and words that refusals of them share.

use notice::finding::Problem;

/// The most rows and columns of a sheet.
pub(super) const SHEET: (u32, u32) = (1 << 20, 1 << 14);
/// The most bytes of the sheet as CSV.
pub(super) const MOST_BYTES: u64 = 190 << 20;
/// The most sheets of a workbook.
pub(super) const MOST_SHEETS: usize = 1_000;

/// How a file that cannot be read is made one that can.
pub(super) const ANEW: &str = "Save it again as .xlsx, or export it as CSV (UTF-8).";

/// The refusal of a workbook that contradicts itself.
pub(super) fn unreadable(file: &str) -> Problem {
    Problem::of_file(file, "The workbook cannot be read.", ANEW)
}

/// Name of a cell as spreadsheets have it (`D5`), from its row and column.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}
