//! Pages become a mailing: the order of the pieces, their ids and files, and everything that a print-and-mail vendor
//! is handed beside the letters.

mod document;
mod drawing;
mod exceptions;
mod figures;
mod job;
mod located;
mod manifest;
mod order;
mod pool;
mod profile;
mod rates;
mod release_page;
mod signing;
mod ticket;
mod totals;
mod worksheet;

#[cfg(test)]
mod tests;

pub use document::Faces;
pub use exceptions::{ExceptionRow, Exceptions, guarded, unguarded};
pub use figures::{ClassFigures, FileFigures, Split, Totals};
pub use job::{JobParts, job_id, letters_name, package_name, practice_only_name, sha256sums};
pub use manifest::{Lines, Manifest, PieceRow, Postage, RecordKind, SheetList};
pub use order::{FilePlan, MAX_SEQUENCE, Order, arrange, files, sheets_of};
pub use pool::CodePool;
pub use profile::{Grouping, Marks, PaperStock, Seed, Seeds, Symbology, VendorProfile};
pub use rates::{Mailpiece, Priced, RateTable};
pub use release_page::ReleasePage;
pub use signing::{SigningPage, TextToSign};
pub use ticket::{Attestation, Ticket};
pub use totals::{ControlTotals, FileSum, RowEquation};
pub use worksheet::{Answered, TO_FILL_IN, Worksheet};
