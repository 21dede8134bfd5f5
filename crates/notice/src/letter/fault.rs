//! Faults of a rendered letter, with their places.

/// A fault of a rendered letter or of the source of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MarkupFault {
    /// Line of the text, from 1.
    pub(super) line: u32,
    /// Column, from 1, or 0 where it is about the whole line.
    pub(super) column: u32,
    /// The fault in words.
    pub(super) message: String,
    /// The way out.
    pub(super) advice: &'static str,
}
