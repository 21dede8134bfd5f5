//! Corrections of addresses before the mailing: asked for, answered, and decided about.

#[cfg(not(fuzzing))]
mod answer;
#[cfg(fuzzing)]
pub mod answer;
pub mod comparison;
mod doubt;
pub mod history;
pub mod request;
pub mod response;
