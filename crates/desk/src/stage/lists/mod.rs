//! Lists of people, and of guardians.

pub mod answer;
pub mod guardians;
pub mod import;
pub mod inspect;
mod place;
pub mod report;
