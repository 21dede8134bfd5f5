//! Letters that were damaged on the way: UTF-8 that was taken for Windows-1252 once or more often, and letters that are lost.

/// Characters of Windows-1252 from 0x80 to 0x9F, with the controls that stand at its five free places.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text of which these letters are UTF-8 taken for Windows-1252, as often as that was done; `None` where they are not.
pub(super) fn untwist(cell: &str) -> Option<String> {
    let mut text = once(cell)?;
    for _ in 0..2 {
        match once(&text) {
            Some(before) => text = before,
            None => break,
        }
    }
    (!is_damaged(&text)).then_some(text)
}

fn once(cell: &str) -> Option<String> {
    if cell.is_ascii() {
        return None;
    }
    let bytes: Vec<u8> = cell.chars().map(byte_of).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|text| text != cell)
}

/// The byte that Windows-1252 shows as this character.
fn byte_of(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ (0..=0x7F | 0xA0..=0xFF) => u8::try_from(code).ok(),
        code @ 0x80..=0x9F => u8::try_from(code).ok(),
        _ => UPPER.iter().position(|upper| *upper == c).map(|at| 0x80 + at as u8),
    }
}

/// Returns whether the text holds what UTF-8 taken for Windows-1252 looks like: a lead byte with all that belongs behind it.
pub(super) fn is_twisted(cell: &str) -> bool {
    if cell.is_ascii() {
        return false;
    }
    let letters: Vec<char> = cell.chars().collect();
    let continues = |at: usize| {
        letters.get(at).copied().filter(|c| !c.is_ascii()).and_then(byte_of).is_some_and(|b| (0x80..=0xBF).contains(&b))
    };
    letters.iter().enumerate().any(|(at, &lead)| {
        let behind = match byte_of(lead) {
            Some(0xC2..=0xDF) => 1,
            Some(0xE0..=0xEF) => 2,
            Some(0xF0..=0xF4) => 3,
            _ => return false,
        };
        if !(1..=behind).all(|n| continues(at + n)) {
            return false;
        }
        // A letter with a mark before a blank, a quotation mark or a letter of Slavic names is what it seems.
        let next = letters.get(at + 1).copied().unwrap_or_default();
        behind > 1
            || matches!(lead, 'Ã' | 'Â')
            || !matches!(next, '\u{A0}' | '’' | '‘' | '“' | '”' | '–' | '—' | 'Š' | 'š' | 'Ž' | 'ž' | '…')
    })
}

/// Returns whether a letter of a name or place was lost or changed: a question mark in a word, a
/// sign inside a word in small letters, half of a letter of two bytes.
pub(super) fn is_damaged(cell: &str) -> bool {
    if cell.is_ascii() && !cell.bytes().any(|b| matches!(b, b'?' | b'<' | b'_' | b'#' | b'~' | b'+')) {
        return false;
    }
    if cell.contains("[?]") || has_number_of_letter(cell) {
        return true;
    }
    let letters: Vec<char> = cell.chars().collect();
    let small = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_lowercase());
    let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphabetic());
    let lost = letters.iter().enumerate().any(|(at, c)| {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        match c {
            '?' => letter(before) || letter(after),
            '_' | '#' | '~' => small(before) && small(after),
            'Ã' => small(before) || small(after),
            'Â' => small(before),
            '¤' | '¢' | '£' | '¥' | '¡' | '¿' | '‚' | '„' | '†' | '‡' | '‰' | '‹' | '›' | '§' | '¶' | '¦' | '¬'
            | '±' | '²' | '³' | '¼' | '½' | '¾' | '×' | '÷' | '™' | '©' | '®' | '°' | '¨' | '¯' | '¸' | '•' | '…'
            | '˜' | '€' | 'ƒ' => {
                small(before) || (letter(before) && letter(after)) || (!letter(before) && small(after))
            }
            '–' | '—' | '“' | '”' => letter(before) && small(after),
            'Ž' | 'Š' | 'Œ' | 'Ÿ' => small(before),
            // A capital with a mark within a word: letters of a Macintosh. `McÉvoy` and `DeÁvila` are names.
            'À'..='Þ' => {
                let led = letters[..at].iter().rev().take_while(|c| c.is_alphabetic()).count();
                (small(after) && letter(before) && !(small(before) && led < 4)) || (small(before) && !letter(after))
            }
            _ => false,
        }
    });
    lost || is_twisted(cell)
}

/// `Garc<ed>a`, `Mu+APE-oz`: the number of a letter in its place.
fn has_number_of_letter(cell: &str) -> bool {
    let in_angles = |rest: &str| {
        rest.get(2..3) == Some(">") && rest.get(..2).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let in_utf7 = |rest: &str| {
        rest.get(3..4) == Some("-") && rest.starts_with('A') && rest.bytes().take(3).all(|b| b.is_ascii_alphanumeric())
    };
    cell.split('<').skip(1).any(in_angles) || cell.split('+').skip(1).any(in_utf7)
}

#[cfg(test)]
mod tests {
    use super::{is_damaged, is_twisted, untwist};

    #[test]
    fn what_was_encoded_twice_or_three_times_is_found_again() {
        for name in ["José", "Zúñiga", "Brontë", "O’Hara", "Łukasz", "Šárka"] {
            let mut twisted = name.to_owned();
            for _ in 0..3 {
                twisted = twisted
                    .bytes()
                    .map(|b| match b {
                        0x80..=0x9F => super::UPPER[usize::from(b - 0x80)],
                        b => char::from(b),
                    })
                    .collect();
                assert!(is_damaged(&twisted), "{name}");
                assert_eq!(untwist(&twisted).as_deref(), Some(name));
            }
            assert!(!is_damaged(name) && !is_twisted(name) && untwist(name).is_none(), "{name}");
        }
    }

    #[test]
    fn lost_letters_are_seen_and_names_are_not_taken_for_them() {
        for name in [
            "Mu?iz",
            "PÃrez",
            "Mu¤iz",
            "P‚rez",
            "MagaÃa",
            "Mu–iz",
            "?lvaro",
            "JosÂ",
            "GarcÕa",
            "AndrÈ",
            "PÈrez",
            "Garc<ed>a",
            "Mu+APE-oz",
            "Nu#ez",
            "Pe_a",
            "Garc[?]a",
        ] {
            assert!(is_damaged(name), "{name}");
        }
        for name in [
            "JOÃO",
            "São",
            "Ângela",
            "MAGALHÃES",
            "Anne–Marie",
            "D’Andre",
            "Žižek",
            "Núñez",
            "José\u{A0}Ángel",
            "JOSÉ\u{A0}ÁNGEL",
            "Ñandú",
            "ÑAÑEZ",
            "小明",
            "Smith-Žák",
            "McÉvoy",
            "DeÁvila",
            "D’Ávila",
            "Smith-Ávila",
        ] {
            assert!(!is_damaged(name), "{name}");
        }
    }
}
