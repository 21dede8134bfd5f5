//! Lists and cells that end where programs cut them off.

use super::Field;
use super::bytes::{ListBytes, read_block};
use super::chunk::ListShape;
use super::columns::ColumnUse;
use super::split::Width;
use std::hash::BuildHasher;
use std::io;

/// Rows of a sheet of an old and of a newer spreadsheet.
const ROWS: [u64; 2] = [65_536, 1_048_576];
/// Characters of a cell in old programs and databases, and in spreadsheets.
const CHARACTERS: [u32; 2] = [255, 32_767];

/// Returns whether a list has as many rows as a sheet can hold, with a heading row in it or without, or with what stands above it.
pub(super) fn is_full_sheet(rows: u64, header_line: u32) -> bool {
    ROWS.iter().any(|&most| rows == most || rows + 1 == most || rows + u64::from(header_line) == most)
}

/// Returns whether the bytes of a list end without a line end.
pub(super) fn ends_within_line(bytes: &dyn ListBytes, shape: ListShape) -> io::Result<bool> {
    let unit = if shape.encoding.width() == Width::One { 1 } else { 2 };
    let mut end = Vec::new();
    read_block(bytes, bytes.len().saturating_sub(unit), unit as usize, &mut end)?;
    // Old programs end a file with Control-Z.
    Ok(!end.iter().any(|b| matches!(b, b'\n' | b'\r' | 0x1A)))
}

/// Lengths of which cells are counted one by one.
const SHORT: usize = 64;
/// The shortest width at which a field of an older program ends.
const NARROWEST: usize = 12;
/// Different cells that end at the width of a field, whatever numbers stand in them.
const DIFFERENT: usize = 8;

/// The longest cells of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct LongCells {
    characters: u32,
    cells: u64,
    /// Cells by their number of characters, for short ones.
    lengths: Vec<u32>,
    /// The first different ones among the longest cells, as digests.
    different: Vec<u64>,
}

impl LongCells {
    /// Counts a cell as it stands.
    pub(super) fn count(&mut self, cell: &str) {
        if cell.len() < NARROWEST {
            return;
        }
        let characters = if cell.is_ascii() { cell.len() } else { cell.chars().count() };
        if characters < SHORT {
            if self.lengths.is_empty() {
                self.lengths.resize(SHORT, 0);
            }
            self.lengths[characters] = self.lengths[characters].saturating_add(1);
        }
        let characters = characters as u32;
        if characters > self.characters {
            (self.characters, self.cells) = (characters, 0);
            self.different.clear();
        }
        if characters == self.characters {
            self.cells += 1;
            self.note_different(cell);
        }
    }

    fn note_different(&mut self, cell: &str) {
        if self.different.len() >= DIFFERENT {
            return;
        }
        // House numbers alone make no other street.
        let words: String = cell.chars().filter(|c| !c.is_ascii_digit()).collect();
        let digest = rustc_hash::FxBuildHasher.hash_one(words);
        if !self.different.contains(&digest) {
            self.different.push(digest);
        }
    }

    /// The number of characters at which several cells end and that none exceeds: where spreadsheets and databases cut cells, or a width
    /// at which far more different cells of names and addresses end than some characters before it.
    pub(super) fn limit(&self, column: &ColumnUse) -> Option<u32> {
        let is_program = self.cells >= 2 && CHARACTERS.contains(&self.characters);
        let is_cut = is_program || (is_printed(column) && self.is_narrow());
        is_cut.then_some(self.characters)
    }

    fn is_narrow(&self) -> bool {
        let most = self.characters as usize;
        let before = |back: usize| self.lengths.get(most - back).copied().unwrap_or_default();
        (NARROWEST + 3..SHORT).contains(&most)
            && self.different.len() >= DIFFERENT
            && (1..=3).all(|back| self.cells > 3 * u64::from(before(back)))
    }
}

/// Returns whether a letter can print cells of a column.
pub(super) fn is_printed(column: &ColumnUse) -> bool {
    use Field::{
        Address, Address1, Address2, Address3, CareOf, City, CityStateZip, ConfidentialAddress1, ConfidentialAddress2,
        ConfidentialCity, FirstName, FullName, GuardianFirst, GuardianLast, GuardianName, LastName, MiddleName,
        NextOfKin, Representative, Urbanization,
    };
    matches!(
        column.field.or(column.spare),
        Some(
            FullName
                | FirstName
                | MiddleName
                | LastName
                | GuardianName
                | GuardianFirst
                | GuardianLast
                | NextOfKin
                | Representative
                | Address
                | Address1
                | Address2
                | Address3
                | CareOf
                | Urbanization
                | City
                | CityStateZip
                | ConfidentialAddress1
                | ConfidentialAddress2
                | ConfidentialCity
        )
    )
}
