//! Text from a file goes through the Markdown parser under cover: every ASCII punctuation mark is exchanged for a
//! private-use character, which Markdown takes for a letter, and exchanged back afterwards. A person's own value is
//! one private-use character that stands for the whole value. Templates and incident files cannot hold such
//! characters themselves.

use crate::party::Slot;

/// U+E000 and the code of the punctuation mark.
const PUNCTUATION: u32 = 0xE000;
/// U+E100 and the number of the slot.
const SLOT: u32 = 0xE100;

/// The meaning of a character of rendered text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Itself, or the punctuation mark under cover.
    Char(char),
    /// A person's own value.
    Slot(Slot),
}

/// Returns whether a character belongs to the cover and so may stand in no template.
pub(super) fn is_reserved(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// The character that stands for a slot.
pub(super) fn slot(slot: Slot) -> char {
    char::from_u32(SLOT + slot as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A text under cover: blanks and line ends become single blanks, none at the ends; punctuation is exchanged. A
/// private-use character, which no file may hold, becomes the replacement character.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    for word in value.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| match c {
            c if c.is_ascii_punctuation() => {
                char::from_u32(PUNCTUATION + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            c if is_reserved(c) || c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        }));
    }
    out
}

/// The meaning of a character of rendered text.
pub(super) fn meaning(c: char) -> Meaning {
    if !is_reserved(c) {
        return Meaning::Char(c);
    }
    let code = c as u32;
    if (PUNCTUATION..PUNCTUATION + 0x80).contains(&code) {
        return Meaning::Char(char::from_u32(code - PUNCTUATION).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    match Slot::ALL.into_iter().find(|&s| slot(s) == c) {
        Some(slot) => Meaning::Slot(slot),
        None => Meaning::Char(c),
    }
}
