//! The facts of the incident, and the vendor's profile.

pub mod files;
pub mod form;
pub mod vendor;
