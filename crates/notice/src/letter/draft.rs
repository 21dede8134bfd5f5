//! What the letter room hands to composition: blocks of styled spans, in order.

use crate::party::{Language, Slot};

/// How a span is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Regular.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
}

/// A stretch of a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// Fixed words.
    Text(Style, String),
    /// A value of the person's own, set exactly as typed.
    Slot(Style, Slot),
    /// A hard line break.
    Break,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title of the letter.
    Title,
    /// A heading of level 2 or 3.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A bulleted or numbered list item; its label is `•` or `1.`; `list` numbers the lists of the letter from 0.
    Item {
        /// Which list.
        list: u16,
        /// Number of the item, from 0.
        item: u16,
        /// Whether the list is numbered.
        numbered: bool,
    },
    /// The place of the signature image; no spans.
    Signature,
    /// A page break; no spans.
    PageBreak,
    /// What follows, up to `BoxEnd`, stands in a ruled box (enrolment); no spans.
    BoxStart,
    /// End of the box; no spans.
    BoxEnd,
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words.
    pub spans: Vec<Span>,
    /// May not be split over pages.
    pub keep_together: bool,
    /// Stays on the page of the block that follows. Headings always do.
    pub keep_with_next: bool,
}

impl Block {
    /// Whether it holds a value of the person's own, and so differs from letter to letter.
    pub fn is_personal(&self) -> bool {
        self.spans.iter().any(|span| matches!(span, Span::Slot(..)))
    }
}

/// The letter of one variant: every word but the slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Language of the text.
    pub language: Language,
    /// Lead-in lines of the address block; a slot stands for the person's or addressee's name. The lines of the
    /// postal address follow.
    pub address_lines: Vec<Vec<Span>>,
    /// The letter from the date line to the last addendum.
    pub blocks: Vec<Block>,
}
