//! Ink on a page: numbers in fixed point, glyphs as two-byte codes, set lines and rules.

use super::font::GlyphCodes;
use super::number::centi;
use crate::composition::{Centi, Face, Galley, Glyph};

/// Chooses face and size.
#[inline]
pub(super) fn font(out: &mut Vec<u8>, face: Face, size: Centi) {
    out.extend_from_slice(match face {
        Face::Regular => b"/F0 ",
        Face::Bold => b"/F1 ",
        Face::Italic => b"/F2 ",
    });
    centi(out, size);
    out.extend_from_slice(b"Tf ");
}

/// Shows glyphs from where the pen stands. False when a glyph is not in the embedded face.
#[inline]
pub(super) fn show(out: &mut Vec<u8>, codes: &GlyphCodes, glyphs: &[Glyph]) -> bool {
    let Some((last, before)) = glyphs.split_last() else { return true };
    let mut whole = true;
    out.extend_from_slice(b"[(");
    for glyph in before {
        whole &= codes.write(out, glyph.id);
        if glyph.kern != 0 {
            out.push(b')');
            // The file's number is taken off the advance; ours is added to it.
            out.extend_from_slice(itoa::Buffer::new().format(-i32::from(glyph.kern)).as_bytes());
            out.push(b'(');
        }
    }
    whole &= codes.write(out, last.id);
    out.extend_from_slice(b")]TJ\n");
    whole
}

/// Draws a galley whose top left corner stands at `x`, `y` (up from the origin). False when a glyph is not
/// in the embedded faces.
pub(super) fn galley(out: &mut Vec<u8>, faces: &[GlyphCodes; 3], galley: &Galley, x: Centi, y: Centi) -> bool {
    for rule in &galley.rules {
        for value in [x + rule.x, y - rule.y - rule.height, rule.width, rule.height] {
            centi(out, value);
        }
        out.extend_from_slice(b"re f\n");
    }
    if galley.runs.is_empty() {
        return true;
    }
    let mut whole = true;
    let (mut pen, mut set) = ((0, 0), None);
    out.extend_from_slice(b"BT\n");
    for line in &galley.lines {
        for run in &galley.runs[line.runs.start as usize..line.runs.end as usize] {
            if set != Some((run.face, run.size)) {
                font(out, run.face, run.size);
                set = Some((run.face, run.size));
            }
            let place = (x + run.x, y - line.baseline);
            centi(out, place.0 - pen.0);
            centi(out, place.1 - pen.1);
            out.extend_from_slice(b"Td");
            pen = place;
            let glyphs = &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
            whole &= show(out, &faces[run.face as usize], glyphs);
        }
    }
    out.extend_from_slice(b"ET\n");
    whole
}
