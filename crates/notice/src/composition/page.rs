//! Pages as composition hands them to the press: with everything placed. Lengths are whole hundredths of a point, so
//! that pages compare with `==` on every machine; y runs down from the top edge of the page.

use crate::party::Tongue;
use std::sync::Arc;

/// Hundredths of a point.
pub type Centi = i32;

/// Width of US Letter.
pub const PAGE_WIDTH: Centi = 61_200;
/// Height of US Letter.
pub const PAGE_HEIGHT: Centi = 79_200;

/// An embedded face: of the family that letters are set in, or of a script that it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// A face for another script, by its number.
    Script(u8),
}

impl Face {
    /// The faces of the family.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Italic];

    /// Its number among all faces, those of the family first.
    pub const fn index(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Bold => 1,
            Self::Italic => 2,
            Self::Script(number) => Self::ALL.len() + number as usize,
        }
    }

    /// The face of a number.
    pub fn of_index(index: usize) -> Option<Self> {
        match Self::ALL.get(index) {
            Some(face) => Some(*face),
            None => u8::try_from(index - Self::ALL.len()).ok().map(Self::Script),
        }
    }
}

/// One glyph of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph {
    /// Glyph id in the whole (unsubset) face.
    pub id: u16,
    /// The kerning beside the face's own advance, in thousandths of the type size; negative pulls together.
    pub kern: i16,
    /// Number of bytes of the galley's text this glyph stands for, continuing where the glyph before ended; 0 for a
    /// mark that belongs to the glyph before.
    pub bytes: u8,
}

/// Glyphs of one face and size that follow each other on a line, blanks included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// Face.
    pub face: Face,
    /// Type size.
    pub size: Centi,
    /// Left end, from the galley's left edge.
    pub x: Centi,
    /// Height above the baseline; 0 for all but marks of other scripts.
    pub rise: Centi,
    /// Range of the galley's glyphs.
    pub glyphs: std::ops::Range<u32>,
    /// Range of the galley's text (UTF-8 bytes).
    pub text: std::ops::Range<u32>,
    /// True where its glyphs stand for its text together, and not for characters one by one.
    pub together: bool,
}

/// A set line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Baseline, down from the galley's top edge.
    pub baseline: Centi,
    /// Range of the galley's runs.
    pub runs: std::ops::Range<u32>,
}

/// A thin filled rectangle: a rule or a side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuleLine {
    /// Left edge, from the galley's left edge.
    pub x: Centi,
    /// Top edge, down from the galley's top edge.
    pub y: Centi,
    /// Width.
    pub width: Centi,
    /// Height.
    pub height: Centi,
}

/// A block of set lines, ready to be placed anywhere. Equal galleys are equal ink: the press finds shared ones by
/// content.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Galley {
    /// Width of the widest line.
    pub width: Centi,
    /// Height from top edge to bottom edge.
    pub height: Centi,
    /// Lines from top to bottom.
    pub lines: Vec<Line>,
    /// Runs of all lines.
    pub runs: Vec<Run>,
    /// Glyphs of all runs.
    pub glyphs: Vec<Glyph>,
    /// Text of all runs in reading order. A line that was broken at a blank ends with that blank, so that readers
    /// of the page never join two words.
    pub text: String,
    /// Rules and boxes.
    pub rules: Vec<RuleLine>,
}

/// The text of a glyph that stands for a text only together with others: it vanishes where texts are compared.
pub const NO_TEXT: &str = "\u{200B}";

impl Galley {
    /// Gives every glyph with its face and the text that it stands for.
    pub fn each_glyph(&self, mut found: impl FnMut(Face, u16, &str)) {
        for run in &self.runs {
            let mut at = run.text.start as usize;
            for glyph in &self.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                let end = at + usize::from(glyph.bytes);
                let text = if run.together { NO_TEXT } else { self.text.get(at..end).unwrap_or("") };
                found(run.face, glyph.id, text);
                at = end;
            }
        }
    }

    /// Some of the lines as a galley of their own: what stands on one of the pages that a block is split over.
    #[must_use]
    pub fn part(&self, lines: std::ops::Range<u32>) -> Self {
        let lines = lines.start as usize..(lines.end as usize).min(self.lines.len());
        let (Some(first), Some(top)) = (self.lines.get(lines.start), self.lines.first()) else {
            return Self::default();
        };
        let up = first.baseline - top.baseline;
        let each = self.height / self.lines.len() as Centi;
        let run_0 = first.runs.start;
        let runs = &self.runs[run_0 as usize..self.lines[lines.end - 1].runs.end as usize];
        let (Some(head), Some(tail)) = (runs.first(), runs.last()) else { return Self::default() };
        let (glyph_0, text_0) = (head.glyphs.start, head.text.start);
        Self {
            width: self.width,
            height: each * lines.len() as Centi,
            lines: self.lines[lines]
                .iter()
                .map(|l| Line { baseline: l.baseline - up, runs: l.runs.start - run_0..l.runs.end - run_0 })
                .collect(),
            runs: runs
                .iter()
                .map(|r| Run {
                    glyphs: r.glyphs.start - glyph_0..r.glyphs.end - glyph_0,
                    text: r.text.start - text_0..r.text.end - text_0,
                    ..r.clone()
                })
                .collect(),
            glyphs: self.glyphs[glyph_0 as usize..tail.glyphs.end as usize].to_vec(),
            text: self.text[text_0 as usize..tail.text.end as usize].to_owned(),
            rules: Vec::new(),
        }
    }
}

/// Shows the shape but no word: a galley may hold a person's name.
impl std::fmt::Debug for Galley {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Galley({} lines, {} glyphs, {} rules)", self.lines.len(), self.glyphs.len(), self.rules.len())
    }
}

/// The ink of an item.
#[derive(Clone, Debug)]
pub enum Ink {
    /// A galley that holds no value of the person's own; the same `Arc` or an equal one stands in many letters.
    Shared(Arc<Galley>),
    /// A galley with values of the person's own. Boxed, because among the many shared ones it is rare, and large.
    Own(Box<Galley>),
    /// The letterhead master, drawn at the page's origin.
    Letterhead,
    /// The signature image, in a box of this width and height.
    Signature {
        /// Width.
        width: Centi,
        /// Height.
        height: Centi,
    },
}

/// The meaning of an item, for the tags of the accessible edition and for reading back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Letterhead and return address: a figure with the practice's name as its alternative text.
    Letterhead,
    /// The address block. Part of what is read back, before all text.
    Address,
    /// Title of the letter (H1).
    Title,
    /// A heading; level 2 or 3.
    Heading(u8),
    /// A paragraph, the date line, a salutation, a signature line.
    Paragraph,
    /// The bullet or number of a list item. Items with the same `list` belong to one list, with the same `item` to
    /// one list item.
    ListLabel {
        /// Number of the list in the letter, from 0.
        list: u16,
        /// Number of the item in the list, from 0.
        item: u16,
    },
    /// The body of a list item.
    ListBody {
        /// Number of the list in the letter, from 0.
        list: u16,
        /// Number of the item in the list, from 0.
        item: u16,
    },
    /// The signature image: a figure.
    Signature,
    /// Page numbers, the return address, running heads, rules of boxes: artifacts, not read with the letter.
    Furniture,
}

/// Something placed on a page.
#[derive(Clone, Debug)]
pub struct Item {
    /// Left edge of the galley or image.
    pub x: Centi,
    /// Top edge of the galley or image.
    pub y: Centi,
    /// The ink.
    pub ink: Ink,
    /// The meaning.
    pub role: Role,
    /// Number of the logical element in the piece, from 0. A block that was split over pages keeps its number, so
    /// that both halves become one tag.
    pub element: u16,
}

/// One side of a sheet, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Everything on it but the marks.
    pub items: Vec<Item>,
}

/// All pages of one piece, without marks. The press adds the blank back that a last odd page needs.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Pages from the first.
    pub pages: Vec<Page>,
    /// The changes of language: from which logical element on it is which. Empty where all is in the
    /// piece's own language.
    pub tongues: Arc<[(u16, Tongue)]>,
}

impl Pages {
    /// The language of a logical element, where it need not be the piece's own.
    pub fn tongue(&self, element: u16) -> Option<Tongue> {
        self.tongues.iter().rev().find(|(from, _)| *from <= element).map(|(_, tongue)| *tongue)
    }
}
