//! Glyphs that a job prints, with their text: the press embeds the glyphs, and readers get the text back.

use super::page::{Face, Galley, Ink, NO_TEXT, Pages};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Glyphs of all faces with their text. The result is the same in whatever order letters are absorbed and
/// parts are merged: of several texts of one glyph (a blank and a no-break blank) the one with fewest characters, and
/// of those the first in code point order, is kept.
#[derive(Clone, Default)]
pub struct GlyphUse {
    faces: Vec<BTreeMap<u16, String>>,
    // What a glyph is known to stand for, where that is one character; spares the map on nearly every glyph.
    known: Vec<Vec<u32>>,
    seen: FxHashSet<usize>,
    // Keeps seen galleys alive, so that their places in memory are not used again.
    kept: Vec<Arc<Galley>>,
}

impl GlyphUse {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a letter prints.
    pub fn absorb(&mut self, pages: &Pages) {
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            match &item.ink {
                Ink::Shared(galley) => {
                    if self.seen.insert(Arc::as_ptr(galley).addr()) {
                        self.kept.push(Arc::clone(galley));
                        self.absorb_galley(galley);
                    }
                }
                Ink::Own(galley) => self.absorb_galley(galley),
                Ink::Letterhead | Ink::Signature { .. } => {}
            }
        }
    }

    /// Adds what a galley prints.
    pub fn absorb_galley(&mut self, galley: &Galley) {
        galley.each_glyph(|face, id, text| self.add(face, id, text));
    }

    /// Adds a glyph that stands for a text.
    pub fn add(&mut self, face: Face, id: u16, text: &str) {
        let mut chars = text.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(one), None) => u32::from(one),
            _ => u32::MAX,
        };
        let face = face.index();
        if self.faces.len() <= face {
            self.faces.resize_with(face + 1, BTreeMap::new);
            self.known.resize_with(face + 1, Vec::new);
        }
        let known = &mut self.known[face];
        if known.len() <= usize::from(id) {
            known.resize(usize::from(id) + 1, 0);
        }
        if code != u32::MAX && known[usize::from(id)] == code {
            return;
        }
        let kept = self.faces[face].entry(id).or_insert_with(|| text.to_owned());
        if rank(text) < rank(kept) {
            text.clone_into(kept);
        }
        if kept == text && code != u32::MAX {
            known[usize::from(id)] = code;
        }
    }

    /// Adds everything that another part of the job prints.
    pub fn merge(&mut self, other: &Self) {
        for (face, glyphs) in other.faces.iter().enumerate() {
            let Some(face) = Face::of_index(face) else { continue };
            for (&id, text) in glyphs {
                self.add(face, id, text);
            }
        }
    }

    /// Glyphs of a face with their text, in order.
    pub fn face(&self, face: Face) -> &BTreeMap<u16, String> {
        static NONE: BTreeMap<u16, String> = BTreeMap::new();
        self.faces.get(face.index()).unwrap_or(&NONE)
    }
}

fn rank(text: &str) -> (bool, usize, &str) {
    (text.is_empty() || text == NO_TEXT, text.chars().count(), text)
}
