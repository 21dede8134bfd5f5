//! One file for every thing that a user can ask for.

pub mod check;
pub mod demo;
pub mod lint;
pub mod list;
pub mod prepare;
pub mod preview;
pub mod run;
pub mod sample_list;
pub mod show;
pub mod templates;
pub mod verify;
