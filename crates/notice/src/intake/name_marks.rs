//! Marks in and beside a name that are no part of it: placeholders of the newborn, marks of charts, several people.

use super::lexicon::{LINES, NAMES, tokens};

/// Age in years below which a word such as "Boy" is a placeholder and no name.
pub(super) const SMALL: i32 = 3;

/// Returns whether a first name stands for a child that was not named yet. `is_small`: a child under [`SMALL`].
pub(super) fn is_newborn(first: &str, is_small: bool) -> bool {
    let lower = first.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return false;
    }
    let counts = |word: &str| NAMES.newborn.contains(word) && (is_small || !NAMES.newborn_if_small.contains(word));
    // `Boy1`, `Girl A`, `Twin #2`, `Baby Boy One`.
    let without_number = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches([' ', '#', '-', '.']);
    let without_letter = match without_number.rsplit_once([' ', '-']) {
        Some((front, tail)) if tail.chars().count() == 1 || matches!(tail, "one" | "two" | "three" | "ii") => {
            front.trim_end_matches([' ', '#', '-'])
        }
        _ => without_number,
    };
    if counts(bare) || counts(without_number) || counts(without_letter) {
        return true;
    }
    is_small
        && (NAMES.newborn_fronts.iter().any(|front| bare.starts_with(front.as_str()))
            || NAMES.newborn_endings.iter().any(|end| bare.len() > end.len() + 2 && bare.ends_with(end.as_str())))
}

/// Returns whether a part of a name carries the mark of a chart: `zzz`, `xx`, "inactive", "do not use".
pub(super) fn is_marked(part: &str) -> bool {
    if part.split([' ', ',']).any(has_mark_in_front) {
        return true;
    }
    // A surname of one word that is a mark would be a name.
    if !part.contains([' ', '(', '[', '*', '-', '/', '{', '<', '_']) {
        return false;
    }
    // What stands in brackets beside a name is no part of it.
    if part.ends_with('+') {
        return true;
    }
    if part.split_once(['(', '[']).is_some_and(|(_, within)| within.chars().any(char::is_alphabetic)) {
        return true;
    }
    let words = tokens(part);
    (words.len() > 1 && words.iter().any(|word| NAMES.marks.contains(word)))
        || part.contains(['(', '[', '*', '{', '<']) && words.iter().any(|word| NAMES.marks.contains(word))
        || NAMES.mark_phrases.is_in(&words)
}

/// `zzzAlder`, `ZZ-Birch`, `xxCedar`, `**Alder`, but not `Zzyzx` or `Xu`.
fn has_mark_in_front(part: &str) -> bool {
    let part = part.trim_start();
    let letter = part.chars().next().map(|c| c.to_ascii_lowercase());
    let Some(letter @ ('z' | 'x')) = letter else { return false };
    let run = part.chars().take_while(|c| c.to_ascii_lowercase() == letter).count();
    let mut rest = part.chars().skip(run);
    let (next, second) = (rest.next(), rest.next());
    match (run, next) {
        (1, Some('-' | '_' | '*' | '.')) => second.is_some_and(char::is_alphabetic) && letter == 'z',
        (2.., None) => true,
        (3.., _) => true,
        (2, Some(next)) => {
            let is_sign = !next.is_alphabetic();
            let spoken = matches!(next.to_ascii_lowercase(), 'y' | 'a' | 'i' | 'o' | 'u' | 'e');
            // Nobody's name begins with xx; with zz only where a vowel follows, in letters as names are written.
            let is_written = part.starts_with('Z') && next.is_lowercase();
            is_sign || letter == 'x' || !spoken || (!is_written && !matches!(next, 'y' | 'Y'))
        }
        _ => false,
    }
}

/// Returns whether a mark of death stands beside a name: `(DEC'D)`, `Estate of`, `EXPIRED` as a suffix.
pub(super) fn is_dead(full: &str) -> bool {
    if full.contains(['†', '(']) && (full.contains('†') || full.to_lowercase().contains("(d)")) {
        return true;
    }
    if full.contains(' ') && has_death_beside(full) {
        return true;
    }
    // In capitals: Rip is a first name.
    if full.split_whitespace().nth(1).is_some()
        && full.split([' ', '(', ')', ',']).any(|part| matches!(part, "RIP" | "R.I.P."))
    {
        return true;
    }
    let parts = || full.split([' ', ',', '(', ')', '[', ']', '-', '/']).filter(|part| !part.is_empty());
    // Marks begin with few letters; other words are not looked up.
    let marks = parts().filter(|part| part.starts_with(['d', 'D', 'e', 'E', 'f', 'F']));
    parts().nth(1).is_some() && marks.into_iter().any(|part| tokens(part).iter().any(|word| NAMES.dead.contains(word)))
}

/// `Jane DEAD`, `DEC Smith`, `Mary d. 2021`, `Mary 1940-2021`, `D E C E A S E D`: a mark of death among the words of a name.
fn has_death_beside(full: &str) -> bool {
    let words: Vec<&str> =
        full.split([' ', ',', '-', '.', '(', ')', '*', '/']).filter(|word| !word.is_empty()).collect();
    let is_year =
        |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word);
    if words.iter().filter(|word| is_year(word)).count() > 1 {
        return true;
    }
    if words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case("d") && is_year(&pair[1])) || full.contains("*D*") {
        return true;
    }
    if words.iter().all(|word| word.len() == 1) && NAMES.dead.contains(&words.concat().to_lowercase()) {
        return true;
    }
    let has_small = full.contains(char::is_lowercase);
    let late = words.first().is_some_and(|word| word.eq_ignore_ascii_case("late"));
    // Dec and Dod are family names, too, where they are written as names are.
    let is_mark = |word: &&str| {
        // Marks begin with few letters; other words are not looked up.
        if !word.starts_with(['d', 'D', 'e', 'E', 'o', 'O', 'z', 'Z']) {
            return false;
        }
        let is_capital = has_small && word.chars().all(char::is_uppercase);
        let is_small = word.chars().all(char::is_lowercase);
        let counts = is_capital || is_small || word.len() > 3 || word.eq_ignore_ascii_case("dcd");
        counts && NAMES.dead_beside.contains(&word.to_lowercase())
    };
    late || words.iter().any(is_mark)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Returns true if a name has more digits than any name: a telephone, a day or the number of a record.
pub(super) fn has_number(name: &str) -> bool {
    name.bytes().filter(u8::is_ascii_digit).count() > 4
}

/// Returns true if a sign stands behind a name, of which a legend may say what it means: `Alder*`.
pub(super) fn ends_in_sign(name: &str) -> bool {
    name.trim_end().ends_with(['*', '#', '!', '$', '=', '\\', '?', '_', '^', '~'])
}

/// Returns true if a number stands beside the words of a name: `Una - 4455`.
pub(super) fn has_number_beside(name: &str) -> bool {
    let is_apart = |word: &str| is_number(word.trim_matches(|c: char| matches!(c, '#' | '(' | ')' | '-')));
    name.bytes().any(|byte| byte.is_ascii_digit())
        && name.split([' ', ',']).filter(|word| word.contains(|c: char| c.is_ascii_digit())).any(is_apart)
}

/// Returns true if a cell of suffixes holds one.
pub(super) fn is_suffix(cell: &str) -> bool {
    let mut words = cell.split([' ', ',']).filter(|word| !word.is_empty());
    words.all(|word| NAMES.suffixes.contains(&word.replace('.', "").to_lowercase()))
}

/// Returns true if a suffix says that the person is dead: `DEC`, `R.I.P.`
pub(super) fn is_dead_suffix(suffix: &str) -> bool {
    let bare = suffix.trim_matches(|c: char| !c.is_alphanumeric()).replace('.', "");
    NAMES.dead_suffixes.contains(&bare.to_lowercase())
}

/// Returns whether a part of a name has words of health, which belong to no name: `HIV+`.
pub(super) fn is_health(part: &str, may_be_name: bool) -> bool {
    let is_word = !part.contains([' ', '+', '(', '/', '-']);
    let may_be_health = !part.is_empty() && (!is_word || !may_be_name);
    may_be_health && tokens(part).iter().any(|word| LINES.never.contains(word))
}

/// Returns whether a cell of last or whole names holds several people.
pub(super) fn is_several(cell: &str) -> bool {
    is_parted(cell, &["&", " and ", " or ", "/", " + ", ";"])
}

/// Returns whether a name has signs that programs leave in a cell, and that nobody has in a name.
pub(super) fn has_sign(name: &str) -> bool {
    name.contains(['^', ';', '~', '`', '|', '@'])
}

/// Returns whether a cell of first names holds several people as no couple writes itself.
pub(super) fn is_several_first(cell: &str) -> bool {
    is_parted(cell, &["/", ";", ",", " and ", " or ", " + "]) || cell.to_lowercase().starts_with("mr. & mrs")
}

/// Returns whether a sign stands between two names of two letters or more.
fn is_parted(cell: &str, signs: &[&str]) -> bool {
    if cell.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let lower = cell.to_lowercase();
    let is_name = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    signs.iter().any(|sign| lower.split_once(sign).is_some_and(|(a, b)| is_name(a) && is_name(b)))
}

#[cfg(test)]
mod tests {
    use super::{is_dead, is_marked, is_newborn, is_several};

    #[test]
    fn placeholders_of_the_newborn() {
        for first in [
            "Boy1",
            "Girl A",
            "Annikasgirl",
            "Baby Boy",
            "BG",
            "BABYBOY",
            "Twin B",
            "newborn",
            "Infant #2",
            "Boy Two",
            "Maria's boy",
        ] {
            assert!(is_newborn(first, true), "{first}");
        }
        for first in ["Boyd", "Girlene", "Bob", "A", "Twinkle", "Babette", "B", "Nina Maria"] {
            assert!(!is_newborn(first, true), "{first}");
        }
        assert!(is_newborn("Baby Boy", false) && !is_newborn("BG", false) && !is_newborn("Boy", false));
    }

    #[test]
    fn marks_of_charts() {
        for part in [
            "zzzAlder",
            "ZZ-Birch",
            "xxCedar",
            "ZZALDER",
            "zz Alder",
            "XXX",
            "Alder (inactive)",
            "Alder - DO NOT USE",
            "Alder *DUP*",
            "Z-Alder",
        ] {
            assert!(is_marked(part), "{part}");
        }
        for part in ["Zzyzx", "Xu", "Xavier", "Zoë", "Zza", "Merge", "Alder-Birch", "X", "Void", "X Æ", "Zed"] {
            assert!(!is_marked(part), "{part}");
        }
    }

    #[test]
    fn the_dead_and_several_people() {
        for full in [
            "Ann Alder (DEC'D)",
            "Estate of Ann Alder",
            "Ann Alder EXPIRED",
            "Ann Alder Dec'd",
            "Alder, Estate",
            "Ann Alder †",
        ] {
            assert!(is_dead(full), "{full}");
        }
        for full in ["Ann Decker", "Dec Alder", "Estatira Alder", "Ann Ripley"] {
            assert!(!is_dead(full), "{full}");
        }
        for cell in ["Smith Jane & John", "Jane and John Smith", "Alder/Birch", "Alder; Birch"] {
            assert!(is_several(cell), "{cell}");
        }
        for cell in ["Anderson", "Orlando", "Ortega y Gasset", "Wolfe+585", "S&"] {
            assert!(!is_several(cell), "{cell}");
        }
    }
}
