//! Lists and cells that end where programs cut them off.

use super::Field;
use super::bytes::{ListBytes, read_block};
use super::chunk::ListShape;
use super::columns::ColumnUse;
use super::split::Width;
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

/// The longest cells of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LongCells {
    characters: u32,
    cells: u64,
}

impl LongCells {
    /// Counts a cell as it stands, blanks included.
    pub(super) fn count(&mut self, cell: &str) {
        if cell.len() < CHARACTERS[0] as usize {
            return;
        }
        let characters = cell.chars().count() as u32;
        if characters > self.characters {
            *self = Self { characters, cells: 0 };
        }
        self.cells += u64::from(characters == self.characters);
    }

    /// The number of characters at which several cells end and that none exceeds.
    pub(super) fn limit(self) -> Option<u32> {
        (self.cells >= 2 && CHARACTERS.contains(&self.characters)).then_some(self.characters)
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
