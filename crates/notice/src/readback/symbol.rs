//! The Data Matrix of a sheet (ISO/IEC 16022, ECC 200, 18 × 18 modules): from modules back to text. Every module
//! counts: finder, codewords, padding; nothing is corrected, since nothing was printed yet.

use super::error::{Maybe, ReadError};
use std::sync::OnceLock;

/// Modules on a side.
pub(super) const SIDE: usize = 18;
/// Modules on a side of the region that holds codewords.
const REGION: usize = 16;
const WORDS: usize = 32;
const DATA: usize = 18;

/// Modules of a symbol by row; dark is `true`.
pub(super) type Modules = [[bool; SIDE]; SIDE];

/// The text that the symbol holds.
pub(super) fn read(modules: &Modules) -> Maybe<String> {
    let last = SIDE - 1;
    for (step, row) in modules.iter().enumerate() {
        let even = step % 2 == 0;
        // Left and lower sides are solid, the upper and right ones alternate.
        let sides = row[0] && modules[last][step];
        if !sides || modules[0][step] != even || row[last] == even {
            return Err(ReadError::Symbol);
        }
    }
    let mut words = [0_u8; WORDS];
    for (word, places) in words.iter_mut().zip(placement()) {
        for &(row, column) in places {
            *word = *word << 1 | u8::from(modules[usize::from(row) + 1][usize::from(column) + 1]);
        }
    }
    if !is_codeword(&words) {
        return Err(ReadError::Symbol);
    }
    text(&words[..DATA]).ok_or(ReadError::Symbol)
}

/// For each codeword, from its highest bit: row and column in the region.
fn placement() -> &'static [[(u8, u8); 8]; WORDS] {
    static PLACEMENT: OnceLock<[[(u8, u8); 8]; WORDS]> = OnceLock::new();
    PLACEMENT.get_or_init(|| {
        const SIZE: isize = REGION as isize;
        // Eight bits around their lowest one; what leaves the region comes in at the other side.
        const SHAPE: [(isize, isize); 8] = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)];
        let mut taken = [[false; REGION]; REGION];
        let mut words = [[(0, 0); 8]; WORDS];
        let mut places = words.iter_mut();
        let mut put = |row: isize, column: isize| {
            let inside = (0..SIZE).contains(&row) && (0..SIZE).contains(&column);
            if !inside || taken[row as usize][column as usize] {
                return;
            }
            let word = SHAPE.map(|(down, right)| {
                let (row, column) = ((row + down).rem_euclid(SIZE), (column + right).rem_euclid(SIZE));
                taken[row as usize][column as usize] = true;
                (row as u8, column as u8)
            });
            if let Some(place) = places.next() {
                *place = word;
            }
        };
        // Diagonals up and down in turn. A region of 16 modules never meets the corner shapes of the standard.
        let (mut row, mut column) = (4, 0);
        while row < SIZE || column < SIZE {
            while row >= 0 && column < SIZE {
                put(row, column);
                (row, column) = (row - 2, column + 2);
            }
            (row, column) = (row + 1, column + 3);
            while row < SIZE && column >= 0 {
                put(row, column);
                (row, column) = (row + 2, column - 2);
            }
            (row, column) = (row + 3, column + 1);
        }
        words
    })
}

/// Returns whether all fourteen syndromes of the Reed–Solomon code over GF(256), polynomial 0x12D, are zero.
fn is_codeword(words: &[u8; WORDS]) -> bool {
    static POWERS: OnceLock<([u8; 256], [u8; 512])> = OnceLock::new();
    let (logs, powers) = POWERS.get_or_init(|| {
        let (mut logs, mut powers) = ([0; 256], [0; 512]);
        let mut value = 1_u16;
        for exponent in 0..255 {
            powers[exponent] = value as u8;
            powers[exponent + 255] = value as u8;
            logs[usize::from(value)] = exponent as u8;
            value <<= 1;
            if value > 255 {
                value ^= 0x12D;
            }
        }
        (logs, powers)
    });
    (1..=WORDS - DATA).all(|root| {
        let sum = words.iter().fold(0_u8, |sum, word| {
            let moved = if sum == 0 { 0 } else { powers[usize::from(logs[usize::from(sum)]) + root] };
            moved ^ word
        });
        sum == 0
    })
}

/// ASCII encodation: characters, pairs of digits, then padding to the end.
fn text(words: &[u8]) -> Option<String> {
    let mut out = String::new();
    let mut words = words.iter().enumerate();
    while let Some((_, &word)) = words.next() {
        match word {
            1..=128 => out.push(char::from(word - 1)),
            130..=229 => {
                let pair = word - 130;
                out.push(char::from(b'0' + pair / 10));
                out.push(char::from(b'0' + pair % 10));
            }
            129 => {
                let padded = words.all(|(place, &pad)| {
                    let scattered = 129 + (149 * (place + 1)) % 253 + 1;
                    usize::from(pad) == if scattered > 254 { scattered - 254 } else { scattered }
                });
                return padded.then_some(out);
            }
            _ => return None,
        }
    }
    Some(out)
}
