//! Copies of a case, older files of it, and restoring.

pub mod backup;
pub mod keeping;
pub mod older;
pub mod restore;
