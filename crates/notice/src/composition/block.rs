//! One block of a draft, made ready: set once where it is the same for everybody, cut at its slots where it is not.

use super::breaking::{Way, break_lines};
use super::fonts::Fonts;
use super::glyph_run::GlyphRun;
use super::page::{Centi, Face, Galley};
use super::shape_cache::ShapeCache;
use super::style::TypeStyle;
use crate::digest::Canonical;
use crate::letter::{Span, Style as SpanStyle};
use crate::party::{Slot, SlotValues};
use sha2::digest::Update;
use std::sync::Arc;

/// A part of a block with values of the person's own.
enum Token {
    Fixed(GlyphRun),
    Slot(Face, Slot),
}

/// A block whose slots are filled for every letter.
pub(super) struct Template {
    tokens: Vec<Token>,
    style: TypeStyle,
    measure: Centi,
}

/// A block made ready.
#[derive(Clone)]
pub(super) enum Ready {
    /// The same in every letter.
    Fixed(Arc<Galley>),
    /// Filled for every letter.
    Own(Arc<Template>),
}

/// Face of a span in a block whose plain spans have another.
pub(super) fn face(style: SpanStyle, plain: Face) -> Face {
    match style {
        SpanStyle::Plain => plain,
        SpanStyle::Strong => Face::Bold,
        SpanStyle::Emphasis => Face::Italic,
    }
}

/// Breaks and sets a strip.
pub(super) fn set(
    fonts: &Fonts,
    strip: &mut GlyphRun,
    style: &TypeStyle,
    measure: Centi,
    way: Way,
    ends: &mut Vec<u32>,
) -> Galley {
    let units = (i64::from(measure) * 1000 / i64::from(style.size.0)) as i32;
    strip.fit(fonts, units);
    break_lines(&strip.atoms, units, way, ends);
    strip.galley(fonts, ends, style.size.0, style.leading.0)
}

/// Spans as a template: fixed stretches shaped, slots left open. `Err` holds the text of a fixed stretch with a
/// character that no face can print.
fn tokens(fonts: &Fonts, words: &mut ShapeCache, spans: &[Span], plain: Face) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut fixed = GlyphRun::new();
    for span in spans {
        match span {
            Span::Text(style, text) => {
                // Blanks and line ends of the template file are one blank each here.
                for (n, part) in text.split(['\n', '\t', '\r']).enumerate() {
                    if n > 0 {
                        fixed.blank(fonts, face(*style, plain));
                    }
                    fixed.push(fonts, words, face(*style, plain), part);
                }
                if !fixed.whole {
                    return Err(text.clone());
                }
            }
            Span::Break => fixed.end_line(fonts, plain),
            Span::Slot(style, slot) => {
                if !fixed.atoms.is_empty() {
                    tokens.push(Token::Fixed(std::mem::replace(&mut fixed, GlyphRun::new())));
                }
                tokens.push(Token::Slot(face(*style, plain), *slot));
            }
        }
    }
    if !fixed.atoms.is_empty() {
        tokens.push(Token::Fixed(fixed));
    }
    Ok(tokens)
}

impl Ready {
    /// Makes a block ready. `Err` holds the text with a character that no face can print.
    pub fn make(
        fonts: &Fonts,
        words: &mut ShapeCache,
        spans: &[Span],
        style: TypeStyle,
        measure: Centi,
    ) -> Result<Self, String> {
        let mut tokens = tokens(fonts, words, spans, style.face.into())?;
        if tokens.iter().any(|t| matches!(t, Token::Slot(..))) {
            return Ok(Self::Own(Arc::new(Template { tokens, style, measure })));
        }
        let mut strip = match tokens.pop() {
            Some(Token::Fixed(strip)) => strip,
            _ => GlyphRun::new(),
        };
        Ok(Self::Fixed(Arc::new(set(fonts, &mut strip, &style, measure, Way::Even, &mut Vec::new()))))
    }
}

/// The outcome of filling a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// A value holds a character without glyph.
    pub glyph_missing: bool,
    /// A name that the letter needs is not there.
    pub name_missing: bool,
    /// A code that the letter needs is not there.
    pub code_missing: bool,
}

impl Filled {
    pub fn also(&mut self, other: Self) {
        self.glyph_missing |= other.glyph_missing;
        self.name_missing |= other.name_missing;
        self.code_missing |= other.code_missing;
    }
}

/// Adds a value to a strip.
pub(super) fn push_value(
    fonts: &Fonts,
    words: &mut ShapeCache,
    strip: &mut GlyphRun,
    face: Face,
    slot: Slot,
    values: &SlotValues,
    filled: &mut Filled,
) {
    match values.get(slot).map(|value| value.disclose().as_str()) {
        Some(value) if !value.is_empty() => strip.push(fonts, words, face, value),
        _ => match slot {
            Slot::Person | Slot::Addressee => filled.name_missing = true,
            Slot::Code => filled.code_missing = true,
        },
    }
}

impl Template {
    /// Writes the style and the measure in which the block is set.
    pub fn write_setting<D: Update>(&self, to: &mut Canonical<D>) {
        let TypeStyle { face, size, leading, .. } = self.style;
        for value in [Face::from(face).index() as i32, size.0, leading.0, self.measure] {
            to.integer(i64::from(value));
        }
    }

    /// Fills and sets the block for one person.
    pub fn fill(
        &self,
        fonts: &Fonts,
        words: &mut ShapeCache,
        values: &SlotValues,
        strip: &mut GlyphRun,
        ends: &mut Vec<u32>,
    ) -> (Galley, Filled) {
        strip.clear();
        let mut filled = Filled::default();
        for token in &self.tokens {
            match token {
                Token::Fixed(fixed) => strip.append(fixed),
                Token::Slot(face, slot) => push_value(fonts, words, strip, *face, *slot, values, &mut filled),
            }
        }
        filled.glyph_missing |= !strip.whole;
        (set(fonts, strip, &self.style, self.measure, Way::Full, ends), filled)
    }
}
