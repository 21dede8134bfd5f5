//! Lists of people, and of guardians.

pub mod guardians;
pub mod import;
pub mod inspect;
