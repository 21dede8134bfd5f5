//! Knowledge of this computer about cases: keys, recent cases, where they lie.

pub mod keyring;
pub mod place;
pub mod recent;
