//! Galleys that stand in many letters become one form each, found by content, numbered by first use.

use super::content_stream;
use super::font::GlyphCodes;
use super::number::{centi, number};
use super::objects::{Deflater, Objects};
use crate::composition::{Centi, Galley};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Ink may stand out of a galley's box by this much (descenders, accents, italics, hanging labels).
const OVERHANG: Centi = 3_600;

/// Most places in memory that are remembered as a short cut; a job that makes a new `Arc` for every letter must not
/// fill the memory.
const SHORT_CUTS: usize = 8_192;

/// The forms of one file.
#[derive(Default)]
pub(super) struct Forms {
    /// By content.
    known: FxHashMap<Arc<Galley>, u32>,
    /// By place in memory. The `Arc` is held, so that the place cannot become another galley's.
    near: FxHashMap<usize, (Arc<Galley>, u32)>,
    /// Object numbers in order of first use.
    pub(super) objects: Vec<u32>,
}

impl Forms {
    /// Forgets the file before.
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.near.clear();
        self.objects.clear();
    }

    /// The number of a galley's form, written if it is new. `None` when a glyph is not in the embedded faces.
    pub(super) fn find(
        &mut self,
        galley: &Arc<Galley>,
        faces: &[GlyphCodes],
        resources: u32,
        objects: &mut Objects,
        zip: &mut Deflater,
    ) -> Option<u32> {
        let place = Arc::as_ptr(galley).addr();
        if let Some((_, form)) = self.near.get(&place) {
            return Some(*form);
        }
        let form = if let Some(form) = self.known.get(galley) {
            *form
        } else {
            let mut content = Vec::new();
            if !content_stream::galley(&mut content, faces, galley, 0, 0) {
                return None;
            }
            let id = objects.reserve();
            objects.stream(id, &dictionary(galley, resources), &content, zip);
            let form = self.objects.len() as u32;
            self.objects.push(id);
            self.known.insert(Arc::clone(galley), form);
            form
        };
        if self.near.len() < SHORT_CUTS {
            self.near.insert(place, (Arc::clone(galley), form));
        }
        Some(form)
    }
}

fn dictionary(galley: &Galley, resources: u32) -> Vec<u8> {
    let mut out = b"/Type/XObject/Subtype/Form/BBox[".to_vec();
    for value in [-OVERHANG, -galley.height - OVERHANG, galley.width + OVERHANG, OVERHANG] {
        centi(&mut out, value);
    }
    out.extend_from_slice(b"]/Resources ");
    number(&mut out, resources);
    out.extend_from_slice(b" 0 R");
    out
}
