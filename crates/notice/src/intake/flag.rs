//! Yes and no in the words that lists use.

/// The meaning of a yes-or-no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    /// Nothing.
    Blank,
    /// A clear no.
    No,
    /// A clear yes.
    Yes,
    /// Something else.
    Other,
}

const YES: &[&str] = &["y", "yes", "true", "t", "1", "1.0", "x", "s", "si", "sí", "✓", "✔", "checked"];
const NO: &[&str] = &[
    "n",
    "no",
    "false",
    "f",
    "0",
    "0.0",
    "none",
    "n/a",
    "na",
    "-",
    "--",
    "null",
    "no.",
    "not",
    "nil",
    "no hold",
    "no concerns",
    "none known",
    "none noted",
    "no restrictions",
    "no restriction",
    "no issues",
    "no custody issues",
    "ok to contact",
    "ok to mail",
    "not deceased",
];

/// Reads a cell that was cleaned of outer blanks.
pub(super) fn flag(cell: &str) -> Flag {
    if cell.is_empty() {
        return Flag::Blank;
    }
    let is = |words: &[&str]| is_one_of(cell, words);
    if is(YES) {
        Flag::Yes
    } else if is(NO) {
        Flag::No
    } else if super::nothing::is_null_word(cell) {
        Flag::Blank
    } else {
        Flag::Other
    }
}

/// The same for a deceased column, which has words of its own.
pub(super) fn deceased(cell: &str) -> Flag {
    let is = |words: &[&str]| is_one_of(cell, words);
    if is(&["d", "deceased", "dead", "expired", "died", "dec", "decd", "fallecido", "fallecida"]) {
        Flag::Yes
    } else if is(&["a", "alive", "living", "l", "active", "not deceased", "vivo", "viva"]) {
        Flag::No
    } else if is(&["u", "unk", "unknown"]) {
        Flag::Blank
    } else {
        flag(cell)
    }
}

/// Returns whether a cell is one of some words but for case.
fn is_one_of(cell: &str, words: &[&str]) -> bool {
    if cell.is_ascii() {
        words.iter().any(|word| word.eq_ignore_ascii_case(cell))
    } else {
        words.iter().any(|word| eq_fold(cell, word))
    }
}

/// Returns whether two words are equal but for case.
pub(super) fn eq_fold(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        a.eq_ignore_ascii_case(b)
    } else {
        a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
    }
}
