//! The case file: what a practice lives in for months. One `SQLite` database, encrypted under a passphrase, in which nothing
//! is ever changed or taken away: every user action adds an act to the audit and rows that name it, in one transaction.
//! What holds at any moment follows from the rows up to that act.

pub mod approval;
pub mod audit;
pub mod code;
mod content;
mod copy;
pub mod fact;
mod failure;
mod file;
pub mod filing;
pub mod head;
mod held;
pub mod key;
pub mod keyring;
pub mod ledger;
pub mod list;
pub mod medium;
mod pages;
pub mod paper;
pub mod release;
mod restore;
pub mod returned;
pub mod row;
pub mod ruling;
pub mod run;
mod schema;
mod seal;
mod soundness;
pub mod strength;
#[cfg(test)]
mod tests;
mod wal;
pub mod wording;

pub use file::{Case, Opening};
pub use restore::Restored;
pub use soundness::Soundness;

pub(crate) use failure::{damaged, failed, in_use};
pub(crate) use held::is_same;
