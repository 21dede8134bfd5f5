//! Letters become pages: real line breaking, page breaks, and the preflight of window, glyphs and fit.
//!
//! [`Stock`] is made once a job, [`Form`] once a draft, and [`Stock::compose`] runs once a person.

mod address;
mod atom;
mod block;
mod breaking;
mod compose;
pub mod envelope;
mod fonts;
mod form;
mod furniture;
mod glyph_use;
mod layout_cache;
mod letterhead;
mod logo;
mod master;
pub mod page;
mod page_setup;
mod paginate;
mod picture;
mod preflight;
mod reader;
mod stock;
mod strip;
mod style;
mod weight;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use compose::{Composed, Scratch};
pub use envelope::{Envelope, Fold, Window};
pub use fonts::{FACE_FILES, FaceMetrics, Fonts};
pub use form::Form;
pub use glyph_use::GlyphUse;
pub use letterhead::check_letterhead;
pub use logo::{Knot, Logo, Shape};
pub use master::{Body, Master, Painting, Sheet, Step};
pub use page::{Centi, Face, Galley, Glyph, Ink, Item, Line, Page, Pages, Role, Rule, Run};
pub use page_setup::{Enclosed, Paper};
pub use picture::Picture;
pub use preflight::look_at;
pub use reader::{Maker, Reader};
pub use stock::Stock;
pub use style::{least_type, style_file};
pub use weight::weigh_letterhead;
pub use window::{Area, MarkKind, MarksPlace, WindowReport, WindowZones, Zone};
