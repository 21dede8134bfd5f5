//! What happened: the incident file, and the vendor's profile.

pub mod files;
pub mod form;
pub mod vendor;
