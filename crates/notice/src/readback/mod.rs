//! Reads finished batch files back and proves that every letter is the one it should be. This room shares nothing
//! with the press but the conventions of `docs/page-hash.md`: it has its own parser, its own inflate and its own
//! Data Matrix decoder, so that one fault cannot hide in both. Input is hostile until proved: every malformed byte
//! is a [`Flaw`], never a panic, and no input makes it hold more memory than the limits below allow.

mod bars;
mod container;
mod content;
mod document;
mod error;
mod fold;
mod font;
mod graphics_state;
mod inflate;
mod lexer;
mod marking;
mod object;
mod package;
mod page_digest;
mod proofreader;
mod resources;
mod symbol;
mod text;
mod told_text;
mod xobject;

#[cfg(test)]
mod tests;

pub use document::{PdfDocument, PrintedMarks, Side, Symbol};
pub use error::{Flaw, ReadError};
pub use fold::fold;
pub use package::{LetterFile, ManifestReader, PackageFault, PackageFiles, Proved, Report, Sums};
pub use proofreader::{Expected, ExpectedPart, Proofreader, Read, Symbols};
pub use text::TextChunk;
