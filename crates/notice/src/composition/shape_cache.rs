//! Shaped words, kept so that a word is shaped once and then only copied.

use super::atom::{After, Atom};
use super::fonts::Fonts;
use super::page::{Face, Glyph};
use harfrust::Buffer;
use rustc_hash::FxHashMap;
use unicode_linebreak::BreakOpportunity;

/// Most words that a face keeps; then it starts afresh, so that a million names do not fill the memory.
const MOST_WORDS: usize = 20_000;

/// A shaped word without blanks.
pub(super) struct Shaped {
    pub glyphs: Box<[Glyph]>,
    pub atoms: Box<[Atom]>,
    pub whole: bool,
}

#[derive(Default)]
struct Shelf {
    places: FxHashMap<Box<str>, u32>,
    words: Vec<Shaped>,
}

/// Words of the three faces.
#[derive(Default)]
pub(super) struct ShapeCache {
    shelves: [Shelf; 3],
    buffer: Buffer,
    glyphs: Vec<Glyph>,
}

impl ShapeCache {
    /// The word in a face.
    pub fn shape(&mut self, fonts: &Fonts, face: Face, word: &str) -> &Shaped {
        let shelf = &mut self.shelves[face.index().min(Face::ALL.len() - 1)];
        let place = if let Some(&place) = shelf.places.get(word) {
            place
        } else {
            if shelf.words.len() >= MOST_WORDS {
                *shelf = Shelf::default();
            }
            self.glyphs.clear();
            let (buffer, whole) = fonts.face(face).shape(word, std::mem::take(&mut self.buffer), &mut self.glyphs);
            self.buffer = buffer;
            let atoms = atoms(fonts, face, word, &self.glyphs);
            shelf.words.push(Shaped { glyphs: self.glyphs.as_slice().into(), atoms, whole });
            let place = shelf.words.len() as u32 - 1;
            shelf.places.insert(word.into(), place);
            place
        };
        &shelf.words[place as usize]
    }
}

/// Cuts a word where UAX #14 lets a line end: after a hyphen, a slash, and the like.
fn atoms(fonts: &Fonts, face: Face, word: &str, glyphs: &[Glyph]) -> Box<[Atom]> {
    let mut allowed = unicode_linebreak::linebreaks(word)
        .filter(|&(at, kind)| kind == BreakOpportunity::Allowed && at < word.len())
        .map(|(at, _)| at)
        // `https://` alone at the end of a line looks like a mistake.
        .filter(|&at| !word[..at].ends_with("://"))
        .map(|at| at as u32)
        .peekable();
    let mut atoms = Vec::with_capacity(1);
    let (mut text, mut width) = (0u32, 0i32);
    for (i, &glyph) in glyphs.iter().enumerate() {
        text += u32::from(glyph.bytes);
        width += fonts.face(face).advance(glyph);
        while allowed.next_if(|&at| at < text).is_some() {}
        let last = i + 1 == glyphs.len();
        let ends = glyphs.get(i + 1).is_some_and(|next| next.bytes > 0) && allowed.next_if_eq(&text).is_some();
        if last || ends {
            let after = if last { After::Glued } else { After::Allowed };
            atoms.push(Atom { glyphs: i as u32 + 1, text, width, blank: 0, face, after });
            width = 0;
        }
    }
    atoms.into_boxed_slice()
}
