//! Cells as text: blanks, composed letters, and characters that no cell may hold.

use crate::finding::{Code, CodeSet};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The cell without outer blanks, inner runs of blanks (line breaks and no-break spaces too) made one, invisible
/// marks left out, letters composed (NFC). Nothing else is changed.
pub(super) fn clean(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        let cell = cell.trim_ascii();
        let mut after_blank = false;
        let plain = cell.bytes().all(|b| {
            let blank = b == b' ';
            let good = !b.is_ascii_whitespace() || (blank && !after_blank);
            after_blank = blank;
            good && b != 0x0B && b != UNIT_SEPARATOR
        });
        if plain {
            return Cow::Borrowed(cell);
        }
    }
    let mut out = String::with_capacity(cell.len());
    let mut blank = false;
    for c in cell.chars() {
        if c.is_whitespace() {
            blank = true;
        } else if !is_invisible(c) {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        out = out.nfc().collect();
    }
    Cow::Owned(out)
}

/// A control that some programs put before a number to keep it text.
const UNIT_SEPARATOR: u8 = 0x1F;

/// Marks that editors and spreadsheets leave behind and that print as nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{1F}' | '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{AD}' | '\u{2060}')
}

/// Characters that no row may hold: controls, private use (the letter's own sentinels), direction overrides that
/// could print a name in another order, and the mark of lost text.
pub(super) fn forbidden(row: &str) -> CodeSet {
    let mut codes = CodeSet::EMPTY;
    let bytes = row.as_bytes();
    let controls =
        bytes.iter().any(|&b| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | UNIT_SEPARATOR)) || b == 0x7F);
    if controls {
        if memchr::memchr(0, bytes).is_some() {
            codes.insert(Code::RowNul);
        }
        if bytes.iter().any(|&b| (b < 0x20 && !matches!(b, 0 | b'\t' | b'\n' | b'\r' | UNIT_SEPARATOR)) || b == 0x7F) {
            codes.insert(Code::RowControlCharacter);
        }
    }
    if !row.is_ascii() {
        for c in row.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{FFFD}' => codes.insert(Code::RowUndecodable),
                '\u{80}'..='\u{9F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}'
                | '\u{E000}'..='\u{F8FF}'
                | '\u{F0000}'..='\u{10FFFF}' => codes.insert(Code::RowControlCharacter),
                c if u32::from(c) & 0xFFFE == 0xFFFE => codes.insert(Code::RowControlCharacter),
                _ => {}
            }
        }
    }
    codes
}

/// Returns whether a spreadsheet would run the cell: it starts with = + - @ or a tab, before or after other blanks.
pub(super) fn is_formula(raw: &str) -> bool {
    raw.starts_with('\t') || raw.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
