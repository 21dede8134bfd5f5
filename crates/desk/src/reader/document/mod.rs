//! Documents of word processors (.docx): their paragraphs with tracked changes and comments, and what stands in them that is no text.

mod body;
mod comments;
mod model;
mod unpack;

pub use model::{Tracking, Untaken, WordComment, WordDocument, WordParagraph, WordRun};
pub(super) use unpack::answer;
