//! The ledger, which follows from a case as it stands: counts, texts, clocks and the fate of every row.

mod amend;
mod compute;
mod families;
mod refresh;

pub(crate) use amend::{amend, tried};
pub use compute::{FIGURE, Rows, needed, records, summary, texts, told};
pub use families::families;
pub use refresh::current;
pub(crate) use refresh::{case_basis, reckon, unwritable};
