//! Documents of word processors, read in a process of their own.

use super::document::WordDocument;
use super::parent::ask;
use super::refusal::damaged;
use super::wire::{self, Request};
use crate::CommandError;

/// Reads a document.
///
/// # Errors
/// A file that is no Word document, or a damaged one.
pub fn read(file: &str, bytes: &[u8]) -> Result<WordDocument, CommandError> {
    let answer = ask(Request::Document, file, bytes)?;
    wire::unpack(&answer).map_err(|_| damaged(Request::Document, file).into())
}
