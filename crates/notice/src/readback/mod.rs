//! Reads finished batch files back and proves that every letter is the one it should be. This room shares nothing
//! with the press but the conventions of `docs/page-hash.md`: it has its own parser, its own inflate and its own
//! Data Matrix decoder, so that one fault cannot hide in both. Input is hostile until proved: every malformed byte
//! is a [`Flaw`], never a panic, and no input makes it hold more memory than the limits below allow.

mod bars;
mod book;
mod canon;
mod container;
mod content;
mod dress;
mod flaw;
mod fold;
mod font;
mod inflate;
mod lexer;
mod marking;
mod object;
mod package;
mod painted;
mod proofreader;
mod state;
mod symbol;
mod text;

#[cfg(test)]
mod tests;

pub use book::{Book, PrintedMarks, Side, Symbol};
pub use flaw::{Flaw, Wrong};
pub use fold::fold;
pub use package::{LetterFile, ManifestReader, PackageFault, PackageFiles, Proved, Report, Sums};
pub use proofreader::{Expected, ExpectedPart, Proofreader, Read, Symbols};
pub use text::TextChunk;
