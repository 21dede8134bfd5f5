//! Texts for counsel, signatures, and the practice's release.

pub mod approve;
pub mod changes;
pub mod counsel_pack;
pub mod label;
mod memo;
pub mod memos;
pub mod open_points;
pub mod proofs;
pub mod reasons;
pub mod release;
mod reviewed;
