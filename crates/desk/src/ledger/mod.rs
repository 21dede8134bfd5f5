//! What follows from a case, as it stands: counts, texts, clocks and the fate of every row.

mod compute;
mod refresh;

pub use compute::{FIGURE, Rows, needed, records, summary, texts, told};
pub(crate) use refresh::{case_basis, reckon, tried, unwritable};
pub use refresh::{current, settled};
