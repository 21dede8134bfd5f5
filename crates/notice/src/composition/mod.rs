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
mod shape_cache;
mod stock;
mod strip;
mod style;
mod weight;
mod window;

#[cfg(test)]
mod tests;

pub use compose::{Composed, Scratch};
pub use envelope::{Envelope, EnvelopeWindow, Fold};
pub use fonts::{FACE_FILES, FaceMetrics, Fonts};
pub use form::Form;
pub use glyph_use::GlyphUse;
pub use letterhead::check_letterhead;
pub use logo::{Knot, Logo, LogoShape};
pub use master::{Body, Master, MasterStep, Painting, Sheet};
pub use page::{Centi, Face, Galley, Glyph, Ink, Item, Line, Page, Pages, Role, RuleLine, Run};
pub use page_setup::{Enclosed, Paper};
pub use picture::GrayImage;
pub use preflight::look_at;
pub use reader::{Maker, Reader};
pub use stock::Stock;
pub use style::{least_type, style_file};
pub use weight::weigh_letterhead;
pub use window::{Area, MarkKind, MarksPlace, WindowReport, WindowZones, Zone};
