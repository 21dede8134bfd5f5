//! Marks: piece id and sheet as text and as a Data Matrix (ECC 200, 18 × 18) or in Code 39 on the front of every sheet, and PROOF
//! across every page of a proof.

use super::font::GlyphCodes;
use super::number::{centi, number};
use super::objects::hex;
use super::{MarkPlace, bars, content_stream};
use crate::composition::page::{PAGE_HEIGHT, PAGE_WIDTH};
use crate::composition::{Centi, Face, MarkKind};
use crate::party::PieceId;
use datamatrix::placement::MatrixMap;
use datamatrix::{SymbolSize, errorcode};
use std::io::Write as _;

/// Size of the readable text.
const TEXT_SIZE: Centi = 650;
/// From the symbol's lower edge to the baseline of the text.
const TEXT_DROP: Centi = 900;
/// Modules from the top of a Code 39 to the baseline of the text above it: its quiet zone.
const TEXT_RISE: Centi = 10;
/// Modules on a side, and bytes in a row of them.
const SIDE: usize = 18;
const ROW: usize = SIDE.div_ceil(8);
/// Data and all codewords of the size.
const DATA: usize = 18;
const ALL: usize = 32;

/// The place of each codeword bit. Placement is a fixed permutation of the bits, so it is found once by trying them.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    /// Rows of the symbol with all data bits light, a set bit being dark.
    frame: [u8; SIDE * ROW],
    /// For each bit of each codeword, from the most significant: byte and mask in the rows.
    bits: Vec<(u8, u8)>,
}

impl Matrix {
    /// Finds the placement.
    pub(super) fn new() -> Self {
        let draw = |words: &[u8]| {
            let map = MatrixMap::<bool>::new_with_codewords(words, SymbolSize::Square18);
            let mut rows = [0; SIDE * ROW];
            for (place, _) in map.bitmap().bits().iter().enumerate().filter(|(_, dark)| **dark) {
                rows[place / SIDE * ROW + place % SIDE / 8] |= 0x80 >> (place % SIDE % 8);
            }
            rows
        };
        let frame = draw(&[0; ALL]);
        let mut bits = Vec::with_capacity(ALL * 8);
        for bit in 0..ALL * 8 {
            let mut words = [0; ALL];
            words[bit / 8] = 0x80 >> (bit % 8);
            let changed =
                draw(&words).into_iter().zip(frame).map(|(a, b)| a ^ b).enumerate().find(|(_, mask)| *mask != 0);
            let (byte, mask) = changed.expect("every codeword bit has a module");
            bits.push((byte as u8, mask));
        }
        Self { frame, bits }
    }

    /// The rows of the symbol for printable ASCII that fits.
    pub(super) fn rows(&self, payload: &[u8]) -> [u8; SIDE * ROW] {
        let mut words = data_words(payload).to_vec();
        let correction = errorcode::encode_error(&words, SymbolSize::Square18);
        words.extend_from_slice(&correction);
        let mut rows = self.frame;
        for (word, places) in words.iter().zip(self.bits.chunks_exact(8)) {
            for (shift, &(byte, mask)) in places.iter().enumerate() {
                if word & (0x80 >> shift) != 0 {
                    rows[usize::from(byte)] ^= mask;
                }
            }
        }
        rows
    }
}

/// ASCII encodation: two digits in one word, any other character in its own, then padding (ISO/IEC 16022, 5.2).
fn data_words(payload: &[u8]) -> [u8; DATA] {
    let mut words = [0; DATA];
    let (mut at, mut used) = (0, 0);
    while at < payload.len() && used < DATA {
        words[used] = if let [a @ b'0'..=b'9', b @ b'0'..=b'9', ..] = payload[at..] {
            at += 2;
            130 + (a - b'0') * 10 + (b - b'0')
        } else {
            at += 1;
            payload[at - 1] + 1
        };
        used += 1;
    }
    for (place, word) in words.iter_mut().enumerate().skip(used) {
        // The first pad is plain; the others are scattered, so that no pattern forms.
        *word = if place == used {
            129
        } else {
            let scattered = 129 + (149 * (place as u32 + 1)) % 253 + 1;
            (if scattered > 254 { scattered - 254 } else { scattered }) as u8
        };
    }
    words
}

/// The symbol that is drawn as the mark of a job.
#[derive(Clone, Debug)]
pub(super) enum PlacedSymbol {
    /// Data Matrix.
    Matrix(Box<Matrix>),
    /// Code 39.
    Bars,
}

impl PlacedSymbol {
    pub(super) fn new(kind: MarkKind) -> Self {
        match kind {
            MarkKind::DataMatrix => Self::Matrix(Box::new(Matrix::new())),
            MarkKind::Code39 => Self::Bars,
        }
    }
}

/// Writes the marks of a sheet's front.
pub(super) fn draw(
    out: &mut Vec<u8>,
    symbol: Option<&PlacedSymbol>,
    place: MarkPlace,
    codes: &GlyphCodes,
    id: PieceId,
    sheet: u16,
    sheets: u16,
) {
    let mut text = [0; 32];
    let (width, height) = match symbol {
        Some(PlacedSymbol::Bars) => (bars::LENGTH, place.module * bars::LADDER),
        Some(PlacedSymbol::Matrix(_)) | None => (place.module * SIDE as Centi, place.module * SIDE as Centi),
    };
    let bottom = PAGE_HEIGHT - place.top - height;
    out.extend_from_slice(b"/Artifact<</Type/Page>>BDC\n");
    if let Some(PlacedSymbol::Bars) = symbol {
        let payload = printed(&mut text, format_args!("{id}"));
        bars::draw(out, payload, (place.left, PAGE_HEIGHT - place.top), place.module);
    }
    if let Some(PlacedSymbol::Matrix(matrix)) = symbol {
        let last = if sheet == sheets { 'E' } else { 'C' };
        let payload = printed(&mut text, format_args!("{id}{sheet:02}{sheets:02}{last}"));
        let rows = matrix.rows(payload);
        out.extend_from_slice(b"q ");
        for value in [width, 0, 0, height, place.left, bottom] {
            centi(out, value);
        }
        out.extend_from_slice(b"cm\nBI/W ");
        number(out, SIDE as u32);
        out.extend_from_slice(b"/H ");
        number(out, SIDE as u32);
        // An inverted mask paints where a bit is set. Hexadecimal, so that no data can look like its end.
        out.extend_from_slice(b"/IM true/BPC 1/D[1 0]/F/AHx ID ");
        hex(out, &rows);
        out.extend_from_slice(b">\nEI Q\n");
    }
    let readable = printed(&mut text, format_args!("{id}  {sheet}/{sheets}"));
    out.extend_from_slice(b"BT\n");
    content_stream::font(out, Face::Regular, TEXT_SIZE);
    centi(out, place.left + width - codes.width(readable, TEXT_SIZE));
    // Under a Data Matrix; above the long Code 39, where no text of the letter stands.
    let baseline = if matches!(symbol, Some(PlacedSymbol::Bars)) {
        PAGE_HEIGHT - place.top + TEXT_RISE * place.module + 100
    } else {
        bottom - TEXT_DROP
    };
    centi(out, baseline);
    out.extend_from_slice(b"Td(");
    codes.text(out, readable);
    out.extend_from_slice(b")Tj\nET\nEMC\n");
}

fn printed<'a>(space: &'a mut [u8; 32], text: std::fmt::Arguments) -> &'a [u8] {
    let mut rest = &mut space[..];
    rest.write_fmt(text).expect("ids and sheet numbers are short");
    let used = 32 - rest.len();
    &space[..used]
}

/// The content of the form that writes a word from the lower left to the upper right, in light gray.
pub(super) fn overlay_text(bold: &GlyphCodes, word: &str) -> Vec<u8> {
    /// Largest type size.
    const LARGEST: Centi = 19_000;
    /// From the top of the page to where letterheads end, and the same margin at the foot: the word hides no name.
    const TOP: Centi = 16_500;
    const FOOT: Centi = 3_600;
    // A slope of 4 in 3 is within a degree of the page's diagonal, and its sine and cosine are exact.
    let box_of = |size: Centi| {
        let (width, rise) = (bold.width(word.as_bytes(), size), size * 2 / 3);
        ((width * 3 + rise * 4) / 5, (width * 4 + rise * 3) / 5)
    };
    let (room_x, room_y) = (PAGE_WIDTH - 2 * FOOT, PAGE_HEIGHT - TOP - FOOT);
    let (wide, high) = box_of(LARGEST);
    let fits = |size: Centi, room: Centi, own: Centi| if own > room { size * room / own } else { size };
    let size = fits(LARGEST, room_x, wide).min(fits(LARGEST, room_y, high));
    let (wide, high) = box_of(size);
    // The first letter's foot stands to the right of its head.
    let x = (PAGE_WIDTH - wide) / 2 + size * 2 / 3 * 4 / 5;
    let y = PAGE_HEIGHT - TOP - high;
    let mut out = b".85 g BT\n".to_vec();
    content_stream::font(&mut out, Face::Bold, size);
    out.extend_from_slice(b".6 .8 -.8 .6 ");
    centi(&mut out, x);
    centi(&mut out, y);
    out.extend_from_slice(b"Tm(");
    bold.text(&mut out, word.as_bytes());
    out.extend_from_slice(b")Tj\nET\n");
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Matrix, ROW, SIDE};
    use datamatrix::DataMatrix;

    #[test]
    fn a_reader_gets_the_payload_back() {
        let matrix = Matrix::new();
        for payload in [&b"BN7K2A0001230102C"[..], b"0000000000010101E", b"ZZZZZZ9999999999E", b"7A7B7C1234560203C"] {
            let rows = matrix.rows(payload);
            let pixels: Vec<bool> =
                (0..SIDE * SIDE).map(|p| rows[p / SIDE * ROW + p % SIDE / 8] & (0x80 >> (p % SIDE % 8)) != 0).collect();
            assert_eq!(DataMatrix::decode(&pixels, SIDE).unwrap(), payload);
        }
    }
}
