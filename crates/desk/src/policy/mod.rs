//! Rules that several stages go by.

pub mod address;
pub mod addressee;
pub(crate) mod affected;
pub mod changes;
pub mod corrections;
pub mod deadline;
pub(crate) mod incident_words;
pub mod mailed;
pub mod pending_export;
pub mod pre_notice;
pub mod release_parts;
pub mod retention;
pub mod signatures;
