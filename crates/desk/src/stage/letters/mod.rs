//! Words of letters: to be read, changed and handed on.

pub mod docx;
pub mod envelope;
pub mod preview;
pub mod wording;
pub mod wording_document;
pub mod wording_return;
