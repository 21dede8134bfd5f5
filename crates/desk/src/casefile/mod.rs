//! The case file: what a practice lives in for months. One `SQLite` database, encrypted under a passphrase, in which nothing
//! is ever changed or taken away: every user action adds an act to the audit and rows that name it, in one transaction.
//! The state at any moment follows from the rows up to that act.

use id::ActId;

pub mod accepted;
pub mod act;
mod act_kind;
pub mod approval;
pub mod audit;
mod beside;
pub mod code;
mod content;
mod copy;
mod database;
pub mod fact;
mod failure;
mod familiar;
mod file;
pub mod filing;
pub mod head;
mod held;
pub mod id;
pub mod input_files;
pub mod key;
pub mod ledger;
pub mod list;
pub mod medium;
mod opening;
mod pages;
pub mod paper;
pub mod release;
mod restore;
pub mod returned;
pub mod row;
pub mod row_record;
pub mod ruling;
pub mod run;
mod schema;
mod seal;
pub mod signed;
mod soundness;
pub mod strength;
#[cfg(test)]
mod tests;
mod wal;
pub mod wording;

pub use act_kind::ActKind;
pub use file::Case;
pub use opening::Access;
pub use restore::Restored;
pub use soundness::Soundness;

pub(crate) use database::key_for;
pub(crate) use failure::{damaged, failed, in_use};

/// The newest state, whatever acts there are.
pub const LATEST: ActId = ActId::new(i64::MAX);
