//! A variant becomes words: handlebars over a small Markdown, with the person's own values kept apart as slots.
//!
//! A letter is rendered once for each [`crate::party::Variant`], not once for each person. What is a person's own (the
//! name, the addressee, the code) stands in the text as one private-use character that the Markdown parser takes for
//! a letter, and comes out as a [`Span::Slot`]; so no value of a person ever meets a parser. Facts of the incident are
//! text from a file; their punctuation is carried through Markdown under cover (`cover`) and prints as typed.

mod assembly;
mod bilingual;
mod catalog;
pub mod checklist;
mod credit_advice;
mod dependencies;
mod digest;
mod digest_1;
pub mod draft;
mod escape;
mod facts;
mod fault;
mod helper;
mod language_templates;
mod legal_facts;
mod lint;
mod marks;
mod markup;
mod nesting;
mod phrase;
mod redline;
mod render_context;
mod required_phrases;
mod taglines;
mod template_set;
mod text_match;
mod translation;

pub use catalog::Catalog;
pub use checklist::{Check, Checklist, Light};
pub use digest_1::content_1;
pub use draft::{Block, BlockKind, Draft, Span, Style, plain};
pub use facts::Facts;
pub use nesting::check as check_nesting;
pub use redline::redline;
pub use taglines::{LanguageList, LanguageReview, Tagline, TaglineScript, Taglines};
pub use translation::{Translation, TranslationState, translations};

/// The door of the fuzzer to Markdown and tags without all letters around them.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    use super::{Block, lint, markup, nesting};
    use crate::finding::Problem;

    /// Looks over the source of a template.
    ///
    /// # Errors
    /// A fault in the source.
    pub fn source(text: &str) -> Result<(), Problem> {
        lint::source("letter.md.hbs", text)?;
        nesting::check("letter.md.hbs", text)
    }

    /// Reads Markdown.
    ///
    /// # Errors
    /// Line and column of what is beyond the subset.
    pub fn markdown(text: &str) -> Result<Vec<Block>, (u32, u32)> {
        markup::parse(text).map_err(|fault| (fault.line, fault.column))
    }
}

#[cfg(test)]
mod tests;
