//! Workbooks and tables in other clothes: the sheets in them, and each sheet as CSV with everything that a reader of the workbook would
//! not see in its cells alone (`marks`).

mod book_sheet;
mod cells;
mod digits;
mod html;
mod kind;
mod limits;
#[cfg(test)]
pub(crate) mod made;
mod marks;
mod ods;
mod rows;
mod sheets;
mod spreadsheet_ml;
mod text;
mod typed;
mod weigh;
mod xls;
mod xlsx;
mod xml;

pub use book_sheet::{BookSheet, SheetVisibility};
pub use kind::{HEAD, InputKind, kind_of};
pub use sheets::{SheetAnswer, SheetSummary, answer, split_tail};

#[cfg(test)]
mod tests;
