//! One file for every thing that a user can ask for.

pub mod approve;
pub mod audit;
pub mod check;
pub mod decide;
pub mod demo;
pub mod export;
pub mod filing;
pub mod findings;
pub mod import;
pub mod layout;
pub mod ledger;
pub mod lint;
pub mod list;
pub mod new;
pub mod prepare;
pub mod preview;
pub mod release;
pub mod remail;
pub mod reprint;
pub mod returns;
pub mod run;
pub mod sample_list;
mod select;
pub mod show;
pub mod status;
pub mod templates;
pub mod verify;
