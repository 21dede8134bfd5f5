//! A document as its reader gives it.

use serde::{Deserialize, Serialize};

/// A document as it was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordDocument {
    /// Paragraphs, in order.
    pub paragraphs: Vec<WordParagraph>,
    /// Comments, in any order.
    pub comments: Vec<WordComment>,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordParagraph {
    /// Stretches of text, in order.
    pub runs: Vec<WordRun>,
    /// Who made its end or took it away: an end that was made splits a paragraph, one that was taken away joins two.
    pub end: Tracking,
    /// Numbers of comments that begin in it.
    pub comments: Vec<u32>,
    /// Parts of it that are no text of a letter.
    pub lost: Vec<Untaken>,
    /// True within a table or a text box.
    pub is_apart: bool,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordRun {
    /// The text; a line break is `\n`.
    pub text: String,
    /// Who put it in or took it out.
    pub tracking: Tracking,
}

/// Mark of a tracked change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tracking {
    /// It stands in the document.
    #[default]
    Kept,
    /// It was put in by somebody.
    Inserted(String),
    /// It was taken out by somebody.
    Deleted(String),
}

/// A comment in the margin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordComment {
    /// Its number in the document.
    pub id: u32,
    /// Name of the person who wrote it.
    pub by: String,
    /// Its words.
    pub words: String,
}

/// Part of a document that no letter can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Untaken {
    /// A table.
    Table,
    /// A text box.
    TextBox,
    /// A picture or a drawing.
    Picture,
    /// A footnote or an endnote.
    Footnote,
    /// A formula.
    Formula,
    /// Bold, italic, color, size and the like, set in the word processor.
    Formatting,
    /// Numbers or bullets that the word processor sets.
    AutomaticList,
    /// Hidden text.
    HiddenText,
}

impl Untaken {
    /// Its name in plain words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "a table",
            Self::TextBox => "a text box",
            Self::Picture => "a picture",
            Self::Footnote => "a footnote",
            Self::Formula => "a formula",
            Self::Formatting => "formatting, such as bold or color",
            Self::AutomaticList => "automatic bullets or numbers",
            Self::HiddenText => "hidden text",
        }
    }
}
