//! A letter as the checklist reads it: line by line, folded so that quotes, case and blanks do not matter.

use crate::finding::Private;
use crate::letter::draft::{Block, BlockKind, Draft, Span};
use crate::letter::text_match::fold;
use crate::party::{Language, Slot, SlotValues};
use std::borrow::Cow;

/// The invented person whose letter is read. Letters and digits that no template holds.
pub(super) const SPECIMEN: [(Slot, &str); 3] =
    [(Slot::Person, "Robin Q. Invented"), (Slot::Addressee, "Alex B. Fictitious"), (Slot::Code, "SPECIMEN-CODE-7Q")];

/// One block with words.
#[derive(Debug)]
pub(super) struct LetterLine {
    /// The kind of block.
    pub(super) kind: BlockKind,
    /// As printed.
    pub(super) text: String,
    /// For looking things up.
    pub(super) folded: String,
    /// The heading of level 2 under which it stands, as an index into the lines.
    pub(super) section: Option<usize>,
    /// True if it stands in the ruled box.
    pub(super) boxed: bool,
}

/// A whole letter.
#[derive(Debug)]
pub(super) struct LetterReading {
    /// Lead-in lines of the address block.
    pub(super) lead_in: Vec<String>,
    /// Every block with words, in order.
    pub(super) lines: Vec<LetterLine>,
    /// Blocks that have none although they should.
    pub(super) empty: usize,
    /// Words of the same piece that are no letter.
    pub(super) beside: Vec<String>,
}

/// Most blocks of the lines that point to the letter in the other language, with the markers around them.
const LONGEST_POINTER: usize = 6;

/// The letters of a draft, one for each language in which it is written, and everything beside them: lines that point
/// to the other letter, the page about language help. What is too long for such a line counts as a letter, so that none
/// goes unread because it lacks a title.
pub(super) fn letters(draft: &Draft) -> (Vec<(Language, &[Block])>, Vec<&Block>) {
    let mut language = draft.language;
    let (mut letters, mut beside) = (Vec::new(), Vec::new());
    for stretch in draft.blocks.split_inclusive(|block| matches!(block.kind, BlockKind::Language(_))) {
        // A stretch ends with the marker of the next.
        let next = stretch.last().and_then(|b| if let BlockKind::Language(next) = b.kind { Some(next) } else { None });
        let help = stretch.iter().any(|block| matches!(block.kind, BlockKind::Tagline(_)));
        if !help && (stretch.len() > LONGEST_POINTER || (letters.is_empty() && next.is_none())) {
            letters.push((language, stretch));
        } else {
            beside.extend(stretch);
        }
        language = next.unwrap_or(language);
    }
    (letters, beside)
}

impl LetterReading {
    pub(super) fn of(draft: &Draft, blocks: &[Block], beside: &[&Block]) -> Self {
        let mut values = SlotValues::default();
        for (slot, name) in SPECIMEN {
            values.set(slot, Private::new(name.to_owned()));
        }
        let mut reading = Self {
            lead_in: draft.lead_in(&values).map(Cow::into_owned).collect(),
            lines: Vec::new(),
            empty: 0,
            beside: beside.iter().map(|block| text(&block.spans)).collect(),
        };
        let (mut section, mut boxed) = (None, false);
        for block in blocks {
            match block.kind {
                BlockKind::BoxStart => boxed = true,
                BlockKind::BoxEnd => boxed = false,
                BlockKind::Title | BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item { .. } => {
                    let text = text(&block.spans);
                    reading.empty += usize::from(text.trim().is_empty());
                    if block.kind == BlockKind::Heading(2) {
                        section = Some(reading.lines.len());
                    }
                    let folded = fold(&text);
                    reading.lines.push(LetterLine { kind: block.kind, text, folded, section, boxed });
                }
                _ => {}
            }
        }
        reading
    }

    /// The place of a line, in words.
    pub(super) fn place(&self, line: &LetterLine) -> String {
        match line.section.and_then(|at| self.lines.get(at)) {
            Some(heading) => format!("under “{}”", heading.text),
            None => "before the first heading".to_owned(),
        }
    }

    /// The lines under a heading, without it.
    pub(super) fn under<'r>(&'r self, heading: &str) -> impl Iterator<Item = &'r LetterLine> {
        let heading = fold(heading);
        let at = self.lines.iter().position(|l| l.kind == BlockKind::Heading(2) && l.folded == heading);
        self.lines.iter().filter(move |line| at.is_some() && line.section == at && line.kind != BlockKind::Heading(2))
    }
}

/// The words of a block for the invented person.
fn text(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(_, words) => out.push_str(words),
            Span::Slot(_, slot) => out.push_str(SPECIMEN[*slot as usize].1),
            Span::Break => out.push('\n'),
        }
    }
    out
}
