//! One file for every thing that a user can ask for.

pub mod addresses;
pub mod approve;
pub mod audit;
pub mod backup;
pub mod check;
pub mod correct;
pub mod counsel;
pub mod decide;
pub mod demo;
pub mod docx;
pub mod export;
pub mod facts;
pub mod families;
pub mod filing;
pub mod findings;
pub mod guardians;
pub mod import;
pub mod keeping;
pub mod large;
pub mod layout;
pub mod ledger;
pub mod letter;
pub mod lint;
pub mod list;
pub mod new;
pub mod older;
pub mod pairs;
pub mod plan;
pub mod prepare;
pub mod preview;
pub mod proofs;
pub mod regulators;
pub mod release;
pub mod remail;
pub mod reprint;
pub mod restore;
pub mod returns;
pub mod run;
pub mod sample_list;
mod select;
pub mod show;
pub mod status;
pub mod survey;
pub mod templates;
pub mod vendor;
pub mod verify;
pub mod wording;

/// Doors of the fuzzer to readers that no other crate calls.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    pub use super::correct::fuzz::{rows, yes};
    pub use super::select::fuzz::lines;
}
