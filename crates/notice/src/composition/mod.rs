//! Letters become pages: real line breaking, page breaks, and the preflight of window, glyphs and fit.

pub mod envelope;
pub mod page;

pub use envelope::{Envelope, Fold, Window};
pub use page::{Centi, Face, Galley, Glyph, Ink, Item, Line, Page, Pages, Role, Run};
