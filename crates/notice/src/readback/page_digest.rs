//! The canonical form of what a page paints, and its digest. `docs/page-hash.md` describes it; a change here changes
//! every page hash.

use super::graphics_state::Transform;
use crate::digest::Digest;

/// Ends a text; no byte of UTF-8 is above 0xF7.
const END: u8 = 0xFE;
/// Stands before a kern within a text.
const KERN: u8 = 0xFF;

/// Collects the canonical form of one page or form.
#[derive(Default)]
pub(super) struct Canon {
    bytes: Vec<u8>,
    /// The last statements, so that nothing is said twice.
    font: Option<(u32, i32)>,
    linear: Option<[i32; 4]>,
    space: Option<[i32; 6]>,
}

impl Canon {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        (self.font, self.linear, self.space) = (None, None, None);
    }

    fn number(&mut self, value: i32) {
        self.bytes.extend_from_slice(&value.to_be_bytes());
    }

    fn counted(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as i32);
        self.bytes.extend_from_slice(bytes);
    }

    /// Font and size of what follows; `key` tells fonts of this file apart, `name` is what is hashed.
    pub(super) fn font(&mut self, key: u32, size: f64, name: &[u8]) {
        let size = thousandths(size);
        if self.font != Some((key, size)) {
            self.font = Some((key, size));
            self.bytes.push(b'F');
            self.counted(name);
            self.number(size);
        }
    }

    /// Starts a text at the pen's place.
    pub(super) fn text(&mut self, place: &Transform) {
        let [a, b, c, d, x, y] = *place;
        let linear = [a, b, c, d].map(|v| thousandths(v * 100.0));
        if self.linear != Some(linear) {
            self.linear = Some(linear);
            self.bytes.push(b'M');
            linear.into_iter().for_each(|v| self.number(v));
        }
        self.bytes.push(b'T');
        self.number(thousandths(x));
        self.number(thousandths(y));
    }

    /// The buffer for the characters of a started text.
    pub(super) fn characters(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    pub(super) fn kern(&mut self, kern: f64) {
        self.bytes.push(KERN);
        self.number(thousandths(kern));
    }

    pub(super) fn end_text(&mut self) {
        self.bytes.push(END);
    }

    /// A form or an image.
    pub(super) fn placed(&mut self, digest: &Digest, place: &Transform) {
        self.bytes.push(b'X');
        self.matrix(place);
        self.bytes.extend_from_slice(digest.bytes());
    }

    fn matrix(&mut self, matrix: &Transform) {
        let [a, b, c, d, e, f] = *matrix;
        for value in [a * 100.0, b * 100.0, c * 100.0, d * 100.0, e, f] {
            self.number(thousandths(value));
        }
    }

    /// The space in which the operators that follow count.
    pub(super) fn space(&mut self, ctm: &Transform) {
        let [a, b, c, d, e, f] = *ctm;
        let space = [a * 100.0, b * 100.0, c * 100.0, d * 100.0, e, f].map(thousandths);
        if self.space != Some(space) {
            self.space = Some(space);
            self.bytes.push(b'C');
            space.into_iter().for_each(|v| self.number(v));
        }
    }

    /// Any other operator, with its operands in words.
    pub(super) fn operator(&mut self, operator: &[u8]) {
        self.bytes.push(b'O');
        self.counted(operator);
    }

    pub(super) fn operand_number(&mut self, value: f64) {
        self.bytes.push(b'n');
        self.number(thousandths(value));
    }

    pub(super) fn operand_bytes(&mut self, kind: u8, bytes: &[u8]) {
        self.bytes.push(kind);
        self.counted(bytes);
    }

    /// The digest of everything so far.
    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }
}

/// Thousandths, rounded; far outside any page it stays at the end of the range.
#[inline]
fn thousandths(value: f64) -> i32 {
    (value * 1000.0).round() as i32
}
