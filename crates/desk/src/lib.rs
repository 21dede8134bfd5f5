//! The desk: everything that touches the world. Files in, files and packages out, the clock, the case file; and one folder
//! for every stage of the work on an incident. The pipeline itself is in `notice` and touches nothing.
//!
//! The rooms stand from the ground up: each knows only those above it in this list.

/// Names of people who act.
pub mod actor;
/// The case file.
pub mod casefile;
/// Documents of Word as this program writes them.
mod docx;
/// Refusals, with their exit codes.
pub mod error;
/// Files and folders: reading, writing, locking, and the clock.
pub mod io;
/// The ledger, which follows from a case as it stands.
pub mod ledger;
/// Knowledge of this computer about cases: keys, recent cases, where they lie.
pub mod machine;
/// Commands over lists alone, without a case.
pub mod oneshot;
/// Packages on a disk: written, and verified.
pub mod package;
/// Rules that several stages go by.
pub mod policy;
/// Duties of this program as a process: no core dumps, and an end by a signal that leaves nothing behind.
pub mod process;
/// Workbooks, letterheads and pictures, read by this program started again under limits.
pub mod reader;
/// Everybody in a case, to look through.
pub mod roster;
/// The sample case of invented people.
pub mod sample_case;
/// A case that is open, with everything that was worked out from it.
pub mod session;
/// A case or the files of a run, laid out for the line.
pub mod snapshot;
/// The invented people to whom letters go that are only looked at.
mod specimen;
/// The work of a user on an incident, stage by stage.
pub mod stage;
/// Work that takes a while: held back, stopped, and told of as it goes.
pub mod task;
/// Commands over templates, without a case.
pub mod templates;

pub use error::CommandError;
