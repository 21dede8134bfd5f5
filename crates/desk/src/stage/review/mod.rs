//! Findings, and what people decide about them.

pub mod breakdown;
pub mod correct;
pub mod decide;
pub mod duplicates;
pub mod findings;
pub mod households;
mod parents;
