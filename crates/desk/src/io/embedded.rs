//! Files that are built into the program: the templates and the sample case.

use notice::party::Templates;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The built-in templates.
pub fn templates() -> Templates {
    Templates::new(TEMPLATES.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())))
}

/// A file of the sample case by its path below `sample-data/`.
pub fn sample(path: &str) -> Option<&'static [u8]> {
    SAMPLE.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}
