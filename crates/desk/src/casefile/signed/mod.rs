//! Digests that people sign: counsel the text of a letter, the practice a run. Each is specified byte by byte and has a
//! version, which stands before its hexadecimal digits: `2:` and 64 digits. A digest without a version is of version 1.
//!
//! Signatures outlive the program that they were given in. What is signed now is of the newest version; what was signed
//! under an older one is held against a digest of that same version, so it stays valid as long as what was signed is what
//! it was.

mod run;
mod run_1;
mod source;
mod text;
mod text_1;
mod words;

pub use run::digest_run;
pub use source::{RunRow, TextSource};
pub use text::TextDigest;
pub use words::{SignedWords, list_digests};

use crate::io::digest::hex;

/// The version of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestVersion {
    /// The first, which stands without a version: what it was fed with was left to the compiler and to a hasher.
    One,
    /// Canonical bytes, through [`notice::digest::ContentDigest`].
    Two,
}

/// Prefix of the digits of version 2.
const TWO: &str = "2:";

impl DigestVersion {
    /// The version that new signatures are under.
    pub const NEWEST: Self = Self::Two;

    /// The version of a digest as it is stored.
    pub fn of(stored: &str) -> Self {
        if stored.starts_with(TWO) { Self::Two } else { Self::One }
    }
}

/// A digest of version 2, as it is stored and shown.
fn write_two(digest: &[u8]) -> String {
    format!("{TWO}{}", hex(digest))
}
