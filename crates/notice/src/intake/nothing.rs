//! Cells that say that there is nothing, and what programs put around a cell that is no part of its value.

use super::lexicon::NOTHING;
use std::borrow::Cow;

/// Words for nothing are never longer, in bytes.
const LONGEST: usize = 24;

/// Returns whether the cell says that there is nothing, by signs or in so many words.
pub(super) fn is_nothing(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '.' | '*' | '?' | '_' | '/' | '#' | '–' | '—')) || is_null_word(cell)
}

/// Returns whether the cell says in so many words that there is nothing. An empty cell says nothing at all.
pub(super) fn is_null_word(cell: &str) -> bool {
    is_one_of(cell, &NOTHING.anywhere)
}

/// Returns whether a cell holds a word for nothing that is nobody's name either.
pub(super) fn is_never_a_name(cell: &str) -> bool {
    is_one_of(cell, &NOTHING.never_a_name)
}

/// Returns whether a word for nothing is written as a name is: "Na", "Nan" and "Nil" are names.
pub(super) fn may_be_name(cell: &str) -> bool {
    matches!(cell, "Na" | "Nan" | "Nil" | "NA" | "NAN" | "NIL")
}

/// Returns whether the cell is a word that stands where there is no date, or a frame without digits (`  /  /  `).
pub(super) fn is_no_date(cell: &str) -> bool {
    !cell.chars().any(char::is_alphanumeric) || is_one_of(cell, &NOTHING.no_date) || is_null_word(cell)
}

/// Returns whether the cell says in so many words that there is no middle name (`NMN`).
pub(super) fn is_no_middle_name(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '[', ']']).replace('.', "");
    is_one_of(&bare, &NOTHING.no_middle_name)
}

fn is_one_of(cell: &str, words: &rustc_hash::FxHashSet<String>) -> bool {
    if cell.is_empty() || cell.len() > LONGEST || cell.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut small = [0u8; LONGEST];
    if cell.is_ascii() {
        let small = &mut small[..cell.len()];
        small.copy_from_slice(cell.as_bytes());
        small.make_ascii_lowercase();
        return std::str::from_utf8(small).is_ok_and(|small| words.contains(small));
    }
    words.contains(cell.to_lowercase().as_str())
}

/// The cell without what keeps a spreadsheet from reading a number in it: `="04101"`, and an apostrophe before a digit.
pub(super) fn bare(cell: &str) -> &str {
    let within = cell.trim();
    match within.as_bytes().first() {
        Some(b'=') => {
            let inner = within.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
            inner.filter(|inner| !inner.contains('"')).unwrap_or(cell)
        }
        Some(b'\'') if within.as_bytes().get(1).is_some_and(|b| b.is_ascii_digit() || *b == b'=') => {
            within[1..].trim_end_matches('\'')
        }
        _ => cell,
    }
}

/// The same of a cell that may be owned.
pub(super) fn unguard(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(bare(cell)),
        Cow::Owned(cell) => match bare(&cell) {
            same if same.len() == cell.len() => Cow::Owned(cell),
            inner => Cow::Owned(inner.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{is_never_a_name, is_no_date, is_nothing, unguard};
    use std::borrow::Cow;

    #[test]
    fn nothing_has_many_words() {
        for cell in ["", "--", "NULL", "\\N", "#REF!", "(blank)", "Not on file", "nan", "undefined", "[NULL]", "—"] {
            assert!(is_nothing(cell), "{cell}");
        }
        for cell in ["0", "Null Street", "Nanette", "Noneto", "N", "A", "Nilsson"] {
            assert!(!is_nothing(cell), "{cell}");
        }
        assert!(
            is_never_a_name("\\N") && is_never_a_name("N/A") && !is_never_a_name("Null") && !is_never_a_name("Nan")
        );
        assert!(is_no_date("Invalid date") && is_no_date("  /  /") && is_no_date("NaT") && !is_no_date("1/2/2020"));
    }

    #[test]
    fn guards_are_taken_off_and_formulas_are_not() {
        for (cell, inner) in [
            ("=\"04101\"", "04101"),
            (" =\"Ann\" ", "Ann"),
            ("'01234", "01234"),
            ("=1+1", "=1+1"),
            ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
            ("'t Hooft", "'t Hooft"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=\"\"", ""),
        ] {
            assert_eq!(unguard(Cow::Borrowed(cell)), inner, "{cell}");
        }
    }
}
