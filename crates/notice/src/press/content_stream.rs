//! Ink on a page: numbers in fixed point, glyphs as two-byte codes, set lines and rules.

use super::font::GlyphCodes;
use super::number::{centi, number};
use super::objects::hex;
use crate::composition::{Centi, Face, Galley, Glyph};

/// Chooses face and size.
#[inline]
pub(super) fn font(out: &mut Vec<u8>, face: Face, size: Centi) {
    out.extend_from_slice(b"/F");
    number(out, face.index() as u32);
    out.push(b' ');
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
pub(super) fn galley(out: &mut Vec<u8>, faces: &[GlyphCodes], galley: &Galley, x: Centi, y: Centi) -> bool {
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
    let (mut pen, mut set, mut open) = ((0, 0), None, false);
    out.extend_from_slice(b"BT\n");
    for line in &galley.lines {
        for run in &galley.runs[line.runs.start as usize..line.runs.end as usize] {
            // Glyphs without text of their own continue those before them.
            let continues = run.together && run.text.is_empty();
            if open && !continues {
                out.extend_from_slice(b"EMC\n");
                open = false;
            }
            if run.together && !continues {
                out.extend_from_slice(b"/Span<</ActualText");
                utf16(out, galley.text.get(run.text.start as usize..run.text.end as usize).unwrap_or_default());
                out.extend_from_slice(b">>BDC\n");
                open = true;
            }
            if set != Some((run.face, run.size)) {
                font(out, run.face, run.size);
                set = Some((run.face, run.size));
            }
            let place = (x + run.x, y - line.baseline + run.rise);
            centi(out, place.0 - pen.0);
            centi(out, place.1 - pen.1);
            out.extend_from_slice(b"Td");
            pen = place;
            let glyphs = &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
            whole &= faces.get(run.face.index()).is_some_and(|codes| show(out, codes, glyphs));
        }
    }
    if open {
        out.extend_from_slice(b"EMC\n");
    }
    out.extend_from_slice(b"ET\n");
    whole
}

/// A text string in UTF-16, as hexadecimal.
fn utf16(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"<FEFF");
    for unit in text.encode_utf16() {
        hex(out, &unit.to_be_bytes());
    }
    out.push(b'>');
}
