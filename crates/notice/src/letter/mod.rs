//! A variant becomes words: handlebars over a small Markdown, with the person's own values kept apart as slots.

pub mod draft;

pub use draft::{Block, BlockKind, Draft, Span, Style};
