//! What is wrong with a rendered letter, and where.

/// What is wrong with a rendered letter or the source of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Line of the text, from 1.
    pub(super) line: u32,
    /// Column, from 1, or 0 where it is about the whole line.
    pub(super) column: u32,
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) advice: &'static str,
}
