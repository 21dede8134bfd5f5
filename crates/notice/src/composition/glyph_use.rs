//! Glyphs that a job prints, with their text: the press embeds the glyphs, and readers get the text back.

use super::page::{Face, Galley, Ink, Pages};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Glyphs of the three faces with their text. The result is the same in whatever order letters are absorbed and
/// parts are merged: of several texts of one glyph (a blank and a no-break blank) the one with fewest characters, and
/// of those the first in code point order, is kept.
#[derive(Clone, Default)]
pub struct GlyphUse {
    faces: [BTreeMap<u16, String>; 3],
    // What a glyph is known to stand for, where that is one character; spares the map on nearly every glyph.
    known: [Vec<u32>; 3],
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
        for run in &galley.runs {
            let mut at = run.text.start as usize;
            for glyph in &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                let end = at + usize::from(glyph.bytes);
                self.add(run.face, glyph.id, galley.text.get(at..end).unwrap_or(""));
                at = end;
            }
        }
    }

    /// Adds a glyph that stands for a text.
    pub fn add(&mut self, face: Face, id: u16, text: &str) {
        let mut chars = text.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(one), None) => u32::from(one),
            _ => u32::MAX,
        };
        let known = &mut self.known[face as usize];
        if known.len() <= usize::from(id) {
            known.resize(usize::from(id) + 1, 0);
        }
        if code != u32::MAX && known[usize::from(id)] == code {
            return;
        }
        let kept = self.faces[face as usize].entry(id).or_insert_with(|| text.to_owned());
        if rank(text) < rank(kept) {
            text.clone_into(kept);
        }
        if kept == text && code != u32::MAX {
            known[usize::from(id)] = code;
        }
    }

    /// Adds everything that another part of the job prints.
    pub fn merge(&mut self, other: &Self) {
        for face in Face::ALL {
            for (&id, text) in other.face(face) {
                self.add(face, id, text);
            }
        }
    }

    /// Glyphs of a face with their text, in order.
    pub fn face(&self, face: Face) -> &BTreeMap<u16, String> {
        &self.faces[face as usize]
    }
}

fn rank(text: &str) -> (bool, usize, &str) {
    (text.is_empty(), text.chars().count(), text)
}
