//! The work of a user on an incident, stage by stage. A stage knows no other stage: what two of them need stands in the
//! rooms below.

/// Corrections of addresses before the mailing.
pub mod addresses;
/// Every user action, and the end of a case.
pub mod audit;
/// The package.
pub mod export;
/// The facts of the incident, and the vendor's profile.
pub mod incident;
/// Words of letters.
pub mod letters;
/// Lists of people, and of guardians.
pub mod lists;
/// Once letters are out: reprints, returned mail, second mailings.
pub mod mail;
/// Authorities, media and credit bureaus.
pub mod regulators;
/// Findings, and what people decide about them.
pub mod review;
/// Copies of a case, older files of it, and restoring.
pub mod safekeeping;
/// Texts for counsel, signatures, and the practice's release.
pub mod signoff;
/// A new case, and how it stands.
pub mod start;

/// Doors of the fuzzer to readers that no other crate calls.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    pub use super::addresses::answer::fuzz::{rows, yes};
    pub use super::mail::fuzz::lines;
}
