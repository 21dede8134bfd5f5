//! Values that are digested, the same for every version.

use crate::casefile::id::{ListId, PersonId};
use notice::digest::Digest;
use notice::line::Disposition;
use notice::party::Elements;

/// A row of a run, as it was decided.
#[derive(Clone, Debug)]
pub struct RunRow<'a> {
    /// The list.
    pub list: ListId,
    /// The line of the list on which the row starts.
    pub line: u32,
    /// The person.
    pub person: PersonId,
    /// Letter, hold, merge, exclusion.
    pub disposition: Disposition,
    /// Name of the variant, or empty.
    pub variant: &'a str,
    /// Place of the enrolment code in its pool, or [`notice::line::NONE`]. Only a letter has one.
    pub code: u32,
    /// Exposed elements of the person.
    pub elements: Elements,
    /// Checksum of the row's bytes. It is in version 1 alone: the whole list is in the release by its SHA-256.
    pub checksum: u64,
}

/// Everything beside the words by which letters are printed: it is signed together with them.
pub struct TextSource<'a> {
    /// Version of the program.
    pub engine: &'a str,
    /// Digests of the typefaces: Regular, Bold, Italic.
    pub faces: Vec<Digest>,
    /// Words and measures that stand on every page, such as the line at its foot: path and digest of each file, by path.
    pub pages: Vec<(&'a str, Digest)>,
}
