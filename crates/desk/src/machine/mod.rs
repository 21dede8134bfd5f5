//! What this computer knows of cases: keys, recent cases, where they lie.

pub mod keyring;
pub mod place;
pub mod recent;
