//! A workbook as a row of sheets, of whatever kind it is.

use super::marks::SheetMarks;
use super::rows::SheetRows;
use calamine::SheetVisible;
use notice::finding::Problem;
use serde::{Deserialize, Serialize};

/// How a sheet can be seen in the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetVisibility {
    /// Everybody sees it.
    Visible,
    /// It can be shown again.
    Hidden,
    /// A program hid it so that nobody can show it by hand.
    VeryHidden,
}

/// A sheet by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookSheet {
    /// Its name.
    pub name: String,
    /// How it can be seen.
    pub visibility: SheetVisibility,
}

/// A workbook that is open.
pub(super) trait Book {
    /// Its sheets, in order.
    fn sheets(&self) -> &[BookSheet];

    /// Reads a sheet by its number, from 0; once.
    fn read(&mut self, number: usize) -> Result<(SheetRows, SheetMarks), Problem>;
}

/// The sheets as calamine names them.
pub(super) fn of_metadata(sheets: &[calamine::Sheet]) -> Vec<BookSheet> {
    let sheet = |own: &calamine::Sheet| BookSheet { name: own.name.clone(), visibility: visibility(own.visible) };
    sheets.iter().map(sheet).collect()
}

/// How a sheet can be seen, as calamine has it.
fn visibility(visible: SheetVisible) -> SheetVisibility {
    match visible {
        SheetVisible::Visible => SheetVisibility::Visible,
        SheetVisible::Hidden => SheetVisibility::Hidden,
        SheetVisible::VeryHidden => SheetVisibility::VeryHidden,
    }
}
