//! Drafts, which the letter room hands to composition: blocks of styled spans, in order.

use crate::party::{Language, Slot, SlotValues, Tongue};
use std::borrow::Cow;

/// The face in which a span is set.
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

impl Span {
    /// Bytes of memory that some spans take.
    pub fn weight(spans: &[Self]) -> usize {
        let words = |span: &Self| if let Self::Text(_, words) = span { words.len() } else { 0 };
        size_of_val(spans) + spans.iter().map(words).sum::<usize>()
    }
}

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(Hash))]
pub enum BlockKind {
    /// The title of the letter.
    Title,
    /// A heading of level 2 or 3.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A bulleted or numbered list item; its label is `•` or `1.`; `list` numbers the lists of the letter from 0.
    Item {
        /// Number of the list within the letter, from 0.
        list: u16,
        /// Number of the item, from 0.
        item: u16,
        /// True if the list is numbered.
        numbered: bool,
    },
    /// The place of the signature image; no spans.
    Signature,
    /// A page break; no spans.
    PageBreak,
    /// Start of blocks that, up to `BoxEnd`, stand in a ruled box (enrolment); no spans.
    BoxStart,
    /// End of the box; no spans.
    BoxEnd,
    /// Start of blocks that, up to the next of these, are in this language; no spans. Where there is none, all of a draft is in
    /// the draft's own language.
    Language(Language),
    /// A paragraph in the language of this tag alone: a tagline of the page about language help.
    Tagline(Tongue),
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(Hash))]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// Its words.
    pub spans: Vec<Span>,
    /// May not be split over pages.
    pub keep_together: bool,
    /// Stays on the page of the block that follows. Headings always do.
    pub keep_with_next: bool,
}

impl Block {
    /// Returns whether it holds a value of the person's own, and so differs from letter to letter.
    pub fn is_personal(&self) -> bool {
        self.spans.iter().any(|span| matches!(span, Span::Slot(..)))
    }

    /// The label before the words of a list item: `•` or `1.`.
    pub fn label(&self) -> Option<Cow<'static, str>> {
        match self.kind {
            BlockKind::Item { numbered: false, .. } => Some(Cow::Borrowed("•")),
            BlockKind::Item { item, .. } => Some(Cow::Owned(format!("{}.", item + 1))),
            _ => None,
        }
    }
}

/// The letter of one variant: every word but the slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Language of the text; of a letter in two languages the first.
    pub language: Language,
    /// Lead-in lines of the address block; a slot stands for the person's or addressee's name. The lines of the
    /// postal address follow.
    pub address_lines: Vec<Vec<Span>>,
    /// The letter from the date line to the last addendum.
    pub blocks: Vec<Block>,
}

/// The character in a text for a value that the person lacks; it is on no finished page.
const LACKING: char = char::REPLACEMENT_CHARACTER;

impl Draft {
    /// Returns whether the letter or its address block prints a slot. Whoever fills it sees to it that the person has the value.
    pub fn uses(&self, slot: Slot) -> bool {
        let in_spans = |spans: &[Span]| spans.iter().any(|s| matches!(s, Span::Slot(_, it) if *it == slot));
        self.address_lines.iter().any(|line| in_spans(line)) || self.blocks.iter().any(|b| in_spans(&b.spans))
    }

    /// The plain text of every block that has one, in reading order: for a list item first its label (`•`, `1.`),
    /// then its words. A hard break is a line feed. The address block is not in it: see [`Draft::lead_in`].
    pub fn texts<'a>(&'a self, values: &'a SlotValues) -> impl Iterator<Item = Cow<'a, str>> {
        self.blocks
            .iter()
            .filter(|b| !b.spans.is_empty())
            .flat_map(move |block| block.label().into_iter().chain([plain(&block.spans, values)]))
    }

    /// The lead-in lines of the address block in plain text.
    pub fn lead_in<'a>(&'a self, values: &'a SlotValues) -> impl Iterator<Item = Cow<'a, str>> {
        self.address_lines.iter().map(|line| plain(line, values))
    }
}

/// Spans as plain text; borrowed where it is one span of fixed words. A value that the person lacks becomes U+FFFD.
pub fn plain<'a>(spans: &'a [Span], values: &'a SlotValues) -> Cow<'a, str> {
    if let [Span::Text(_, words)] = spans {
        return Cow::Borrowed(words);
    }
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(_, words) => out.push_str(words),
            Span::Slot(_, slot) => match values.get(*slot) {
                Some(value) => out.push_str(value.disclose()),
                None => out.push(LACKING),
            },
            Span::Break => out.push('\n'),
        }
    }
    Cow::Owned(out)
}
