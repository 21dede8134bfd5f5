//! A case or the files of a run, laid out for the line.

mod case;
mod setup;

pub use case::{Sheet, Wave, Working, basis, templates_of};
pub use setup::{Fetch, Ground, Ingredients, Laid, digest_of_templates, lay_out, unfit};
