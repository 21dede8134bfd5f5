//! The ledger, which follows from a case as it stands: counts, texts, clocks and the disposition of every row.

mod compute;
mod families;
mod first_mailings;
mod questions;
mod words;

pub use compute::{
    DecidedRows, FIGURE, TextCache, build_records, collect_elements, compute_summary, count_letters_per_variant,
    digest_texts,
};
pub use families::families;
pub use first_mailings::{FirstMailings, first_mailings};
pub use words::read_words;

use crate::CommandError;
use notice::finding::{Problem, ProblemCode};

/// The error of rows in memory that could not be written as a table.
pub(crate) fn unwritable(_: csv::Error) -> CommandError {
    Problem::of_file("", "The ledger could not be written.", ProblemCode::InternalUnchanged).into()
}
