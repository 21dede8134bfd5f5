//! Text that was read from a page.

use std::sync::Arc;

/// Folded text as the file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextChunk {
    /// Of a form that stands on many pages; decoded once per file.
    Shared(Arc<str>),
    /// Of this page alone.
    Own(String),
}

impl TextChunk {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::Shared(text) => text,
            Self::Own(text) => text,
        }
    }
}
