//! Texts for counsel, signatures, and the practice's release.

pub mod approve;
pub mod counsel_pack;
pub mod proofs;
pub mod release;
