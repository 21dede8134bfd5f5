//! The desk: everything that touches the world. Files in, staging and outbox, the clock; and one file for every
//! thing that a user can ask for. The pipeline itself is in `notice` and touches nothing.

pub mod access;
pub mod case;
pub mod clock;
pub mod command;
pub mod embedded;
pub mod home;
mod lines;
mod lock;
pub mod memory;
pub mod outbox;
pub mod place;
pub mod reader;
pub mod recent;
pub mod reckon;
pub mod refusal;
pub mod reins;
pub mod roster;
pub mod signals;
pub mod signed;
pub mod source;
pub mod unfinished;
pub mod workbook;
pub mod working;

pub use refusal::Refused;
pub use reins::Reins;
