//! The ledger, which follows from a case as it stands: counts, texts, clocks and the disposition of every row.

mod amend;
mod compute;
mod families;
mod refresh;

pub(crate) use amend::{amend, validate_letters};
pub use compute::{
    DecidedRows, FIGURE, build_records, collect_elements, compute_summary, count_letters_per_variant, digest_texts,
};
pub use families::families;
pub use refresh::refresh;
pub(crate) use refresh::{case_basis, compute, unwritable};
