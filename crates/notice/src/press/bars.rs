//! Code 39 (ISO/IEC 16388) in ladder orientation: bars lie across the page's edge, the first character on top.

use super::number::centi;
use crate::composition::Centi;

/// Length of a bar: 0.4 in.
pub(super) const LENGTH: Centi = 2_880;
/// Narrow elements from the first bar to the last: 14 characters of 15, and a gap between each two.
pub(super) const LADDER: Centi = 14 * 15 + 13;
/// A wide element in narrow ones.
const WIDE: Centi = 3;

/// Nine elements, bar and space in turn, a set bit being wide; the first element is the highest bit.
const PATTERNS: [(u8, u16); 37] = [
    (b'0', 0b000_110_100),
    (b'1', 0b100_100_001),
    (b'2', 0b001_100_001),
    (b'3', 0b101_100_000),
    (b'4', 0b000_110_001),
    (b'5', 0b100_110_000),
    (b'6', 0b001_110_000),
    (b'7', 0b000_100_101),
    (b'8', 0b100_100_100),
    (b'9', 0b001_100_100),
    (b'A', 0b100_001_001),
    (b'B', 0b001_001_001),
    (b'C', 0b101_001_000),
    (b'D', 0b000_011_001),
    (b'E', 0b100_011_000),
    (b'F', 0b001_011_000),
    (b'G', 0b000_001_101),
    (b'H', 0b100_001_100),
    (b'I', 0b001_001_100),
    (b'J', 0b000_011_100),
    (b'K', 0b100_000_011),
    (b'L', 0b001_000_011),
    (b'M', 0b101_000_010),
    (b'N', 0b000_010_011),
    (b'O', 0b100_010_010),
    (b'P', 0b001_010_010),
    (b'Q', 0b000_000_111),
    (b'R', 0b100_000_110),
    (b'S', 0b001_000_110),
    (b'T', 0b000_010_110),
    (b'U', 0b110_000_001),
    (b'V', 0b011_000_001),
    (b'W', 0b111_000_000),
    (b'X', 0b010_010_001),
    (b'Y', 0b110_010_000),
    (b'Z', 0b011_010_000),
    (b'*', 0b010_010_100),
];

/// Draws the characters between two stars, from the point down.
pub(super) fn draw(out: &mut Vec<u8>, characters: &[u8], (left, top): (Centi, Centi), module: Centi) {
    let mut y = top;
    for character in std::iter::once(&b'*').chain(characters).chain(std::iter::once(&b'*')) {
        let pattern = PATTERNS.iter().find(|(own, _)| own == character).map_or(0, |(_, pattern)| *pattern);
        for element in 0..9 {
            let wide = pattern & (0x100 >> element) != 0;
            let height = if wide { module * WIDE } else { module };
            y -= height;
            if element % 2 == 0 {
                for value in [left, y, LENGTH, height] {
                    centi(out, value);
                }
                out.extend_from_slice(b"re\n");
            }
        }
        y -= module;
    }
    out.extend_from_slice(b"f\n");
}
