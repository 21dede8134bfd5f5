//! Letters become pages: real line breaking, page breaks, and the preflight of window, glyphs and fit.
//!
//! [`Typesetter`] is made once a job, [`LetterLayout`] once a draft, and [`Typesetter::compose`] runs once a person.

mod address;
mod atom;
mod block;
mod breaking;
mod compose;
pub mod envelope;
mod fonts;
mod glyph_run;
mod glyph_use;
mod layout_cache;
mod letter_layout;
mod letterhead;
mod logo;
mod master;
pub mod page;
mod page_elements;
mod page_setup;
mod paginate;
mod picture;
mod preflight;
mod reader;
mod script;
mod shape_cache;
mod style;
mod typesetter;
mod weight;
mod window;

#[cfg(test)]
mod tests;

pub use compose::{Composed, LineCounts, Scratch};
pub use envelope::{Envelope, EnvelopeWindow, Fold};
pub use fonts::{FACE_FILES, FaceMetrics, Fonts};
pub use glyph_use::GlyphUse;
pub use letter_layout::LetterLayout;
pub use letterhead::check_letterhead;
pub use logo::{Knot, Logo, LogoShape};
pub use master::{Body, Master, MasterStep, Painting, Sheet};
pub use page::{Centi, Face, Galley, Glyph, Ink, Item, Line, Page, Pages, Role, RuleLine, Run};
pub use page_setup::{Enclosed, Paper};
pub use picture::GrayImage;
pub use preflight::look_at;
pub use reader::{Maker, Reader};
pub use style::{least_type, style_file};
pub use typesetter::Typesetter;
pub use weight::weigh_letterhead;
pub use window::{Area, MarkKind, MarksPlace, WindowReport, WindowZones, Zone};
