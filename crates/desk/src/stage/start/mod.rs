//! A new case, and how it stands.

pub mod create;
pub mod status;
