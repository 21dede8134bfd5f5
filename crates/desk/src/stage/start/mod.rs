//! A new case, and how it stands.

pub mod case_status;
pub mod create;
pub mod law;
pub mod status;
