//! The package of a released run.

pub mod plan;
pub mod released_run;
