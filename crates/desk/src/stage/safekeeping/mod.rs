//! Copies of a case, and what is done where its file is an older one or refused.

pub mod backup;
pub mod keeping;
pub mod older;
pub mod restore;
