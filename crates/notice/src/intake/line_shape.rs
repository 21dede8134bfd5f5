//! Shapes of address lines: a place, or a note that somebody wrote where one should stand.

use super::lexicon::{LINES, tokens};
use crate::party::Gazetteer;

/// Judges a second or further line: only what looks like a part of an address is one.
pub(super) fn is_note_on_second(line: &str) -> bool {
    let words = tokens(line);
    if is_always_note(line, &words, true) || is_date(line, &words) {
        return true;
    }
    if is_unit_alone(&words) || (words.len() == 2 && words[1] == "county") {
        return true;
    }
    let care_of = line.to_lowercase();
    if ["c/o ", "attn", "care of", "% ", "attention"].iter().any(|front| care_of.starts_with(front)) {
        return false;
    }
    let has = |set: &rustc_hash::FxHashSet<String>| words.iter().any(|word| set.contains(word));
    if is_number_of_record(&words) {
        return true;
    }
    let notes = (0..words.len()).filter(|&at| LINES.notes.contains(&words[at]) && !is_number_sign(&words, at)).count();
    let place = line.contains('#') || has(&LINES.units) || has(&LINES.streets) || has(&LINES.places);
    let number = words.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let is_half = words.len() == 3 && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let short = is_half || words.len() <= 2 && (number || words.iter().all(|word| word.chars().count() == 1));
    let street = begins_an_address(line) && notes == 0;
    // A word of notes beside a unit may be a part of its name; two are a sentence.
    if place {
        return notes > 1;
    }
    !(short || street) || notes > 0
}

/// Judges a first line, whose street may have any name: only what no street has makes it a note.
pub(super) fn is_note_on_first(line: &str) -> bool {
    let words = tokens(line);
    let has_digits = line.chars().any(|c| c.is_ascii_digit());
    is_always_note(line, &words, false)
        || (is_date(line, &words) && (has_digits || words.len() == 2))
        || (!has_digits && (words_are_notes(&words) || is_note_without_place(&words)))
        // A house or street of one word is no address without a number.
        || (!has_digits && words.len() == 1)
        || line.starts_with(['?', '*'])
        || line.contains("??")
        || is_labelled(line, &words)
        || words.windows(2).any(|pair| pair[0] == "gate" && pair[1].starts_with(|c: char| c.is_ascii_digit()))
        || line.contains("(?")
        || ends_in_note(&tokens(line.split(['(', '[']).next().unwrap_or_default()))
}

/// A designator without what it designates. `Rear` and `Basement` say enough.
fn is_unit_alone(words: &[String]) -> bool {
    const OPEN: [&str; 9] = ["apt", "apartment", "unit", "ste", "suite", "lot", "bldg", "building", "trlr"];
    matches!(words, [only] if OPEN.contains(&only.as_str()))
}

/// Judges a city: no word of a note, no sign, and nothing in brackets. A number stands in few names of towns.
pub(super) fn is_note_in_city(city: &str) -> bool {
    if city.contains(['|', '/', '*', ';', '(', '[', '^', '~', '<', '>', '@', '$', '=', '"']) || city.contains(" - ") {
        return true;
    }
    let words = tokens(city);
    let is_never =
        |word: &String| LINES.never.contains(word) || matches!(word.as_str(), "hospital" | "unknown" | "hospice");
    words.iter().any(is_never) || LINES.note_phrases.is_in(&words)
}

/// Returns true if a street of the United States has no number: it is no place to which mail can go.
pub(super) fn lacks_number(line: &str) -> bool {
    let words = tokens(line);
    let is_street = words.last().is_some_and(|word| LINES.streets.contains(word));
    is_street
        && !line.bytes().any(|b| b.is_ascii_digit())
        && !words.first().is_some_and(|word| LINES.numbers.contains(word))
}

/// Returns true if a line has a sign that programs put between lines, and that no line has.
pub(super) fn has_sign(line: &str) -> bool {
    line.contains(['^', '~', '|', '\\', '=', '{', '}', '<', '>', '"', '`']) || line.contains("...")
}

/// `PO Box 4, 12 Elm St`: a box and a house on one line.
fn is_box_and_house(line: &str) -> bool {
    let is_box = |part: &str| {
        let part = part.trim_start().to_ascii_lowercase();
        ["po box", "p.o. box", "p o box", "pob "].iter().any(|front| part.starts_with(front))
    };
    line.split([',', '/', ';']).any(is_box)
        && line.split([',', '/', ';']).any(|part| !is_box(part) && begins_an_address(part))
}

/// `Mailing: 12 Elm St`, `Physical 12 Elm St`, `zz12 Elm St`: something stands before a house number.
fn is_labelled(line: &str, words: &[String]) -> bool {
    let is_label = words.first().is_some_and(|word| LINES.labels.contains(word));
    let is_number = words.get(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_marked =
        line.get(..2).is_some_and(|front| front.eq_ignore_ascii_case("zz") || front.eq_ignore_ascii_case("xx"));
    (is_label && is_number) || (is_marked && line[2..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns true if nobody else's place is meant.
pub(super) fn is_own_place(care_of: &str) -> bool {
    LINES.own_places.contains(&tokens(care_of).join(" "))
}

/// Judges whose place it is: words of a note are nobody's.
pub(super) fn is_note_on_care_of(line: &str) -> bool {
    let words = tokens(line);
    is_always_note(line, &words, false) || words_are_notes(&words)
}

/// `Same as guarantor`, `living with sister`: words of a note, and none of a street, a house or a box.
fn is_note_without_place(words: &[String]) -> bool {
    let is_place =
        |word: &String| LINES.streets.contains(word) || LINES.units.contains(word) || LINES.places.contains(word);
    words.iter().any(|word| LINES.notes.contains(word)) && !words.iter().any(is_place)
}

/// `1 Main St no mail`, `1 Main St - old`: a word of a note behind a number, a name and a kind of street.
fn ends_in_note(words: &[String]) -> bool {
    if !words.first().is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit())) {
        return false;
    }
    let Some(street) = words.iter().rposition(|word| LINES.streets.contains(word)).filter(|at| *at > 1) else {
        return false;
    };
    let is_note = |at: usize| LINES.notes.contains(&words[at]) && !LINES.in_names.contains(&words[at]);
    (street + 1..words.len()).any(|at| is_note(at) && !is_number_sign(words, at))
}

/// A line without a number, all of whose words are words of notes.
fn words_are_notes(words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|word| LINES.notes.contains(word)) && words.len() > 1
}

/// `No. 5`: a sign for a number, and no denial.
fn is_number_sign(words: &[String], at: usize) -> bool {
    words[at] == "no" && words.get(at + 1).is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit()))
}

/// `E12345`: the number of a record, under a heading that means the number of a unit elsewhere.
fn is_number_of_record(words: &[String]) -> bool {
    matches!(words, [only] if only.bytes().filter(u8::is_ascii_digit).count() > 4)
}

/// A number, a name and a kind of street and nothing else: the name may be any.
fn is_street(words: &[String]) -> bool {
    let is_numbered = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    is_numbered && (3..=5).contains(&words.len()) && words.last().is_some_and(|word| LINES.streets.contains(word))
}

fn is_always_note(line: &str, words: &[String], second: bool) -> bool {
    let never = !is_street(words) && words.iter().any(|word| LINES.never.contains(word));
    never
        || LINES.note_phrases.is_in(words)
        || has_telephone(line)
        || line.contains(['$', '@', '!', '?', '*']) && second
        || line.contains('$')
        || has_mail_address(line)
        || has_named_day(line)
        || is_in_brackets(line) && (second || words.iter().any(|word| LINES.notes.contains(word)))
        || said_in_brackets(line)
        || (second && has_day(line))
}

/// `12 Quarry Bend (moved 2019)`: words of a note in brackets behind a street.
fn said_in_brackets(line: &str) -> bool {
    let Some((_, rest)) = line.split_once(['(', '[']) else { return false };
    let within = rest.split([')', ']']).next().unwrap_or_default();
    let words = tokens(within);
    if matches!(&words[..], [only] if LINES.notes.contains(only)) {
        return true;
    }
    words.iter().any(|word| {
        LINES.notes.contains(word) && !matches!(word.as_str(), "of" | "do" | "home" | "new" | "old" | "school")
    })
}

fn is_in_brackets(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with('(') && line.ends_with(')'))
        || (line.starts_with('[') && line.ends_with(']'))
        || (line.starts_with('*') && line.len() > 2)
}

fn has_mail_address(line: &str) -> bool {
    line.contains('@')
        && line
            .split_whitespace()
            .any(|word| word.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.')))
        || line.contains("http")
}

/// A telephone number: three and four digits, with or without three before them, or ten in a row.
fn has_telephone(line: &str) -> bool {
    if line.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return false;
    }
    let mut before_is_three = false;
    line.split([' ', ',', ';', ':']).filter(|word| !word.is_empty()).any(|word| {
        let groups: Vec<&str> = word.split(['-', '.', '(', ')', '/']).filter(|group| !group.is_empty()).collect();
        let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
        let lens: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let told = digits
            && (matches!(lens[..], [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [10]) || before_is_three && lens[..] == [4]);
        before_is_three = digits && lens[..] == [3] && word.starts_with('(');
        told
    })
}

/// `3/21`, `03/21/2024`: a day within a line; fractions of house numbers are none.
fn has_day(line: &str) -> bool {
    line.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = word.split('/').collect();
        let digits =
            parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
        digits && parts.len() > 1 && !matches!(word, "1/2" | "1/4" | "3/4" | "1/3" | "2/3")
    })
}

/// `12 Elm St 5-Jan`: a unit that a spreadsheet took for a day, behind a street.
fn has_named_day(line: &str) -> bool {
    line.contains('-')
        && line.split_whitespace().any(|word| {
            let words = tokens(word);
            words.len() == 2 && word.contains('-') && is_date(word, &words)
        })
}

/// Returns whether the lines of a cell are two addresses.
pub(super) fn has_two_lines_of_addresses(cell: &str) -> bool {
    let whole = |part: &&str| {
        begins_an_address(part)
            && part.split_whitespace().skip(1).any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
    };
    cell.contains(['\n', '\r']) && cell.split(['\n', '\r']).filter(whole).count() > 1
}

/// Returns whether a line is the city of the row, with or without its state.
pub(super) fn is_town(line: &str, city: &str, state: &str) -> bool {
    if line.is_empty() || city.is_empty() {
        return false;
    }
    let (words, mut town) = (tokens(line), tokens(city));
    if words.is_empty() || town.is_empty() {
        return false;
    }
    let alone = words == town;
    town.extend(tokens(state));
    alone || words == town
}

/// `5-Jan`, `Jan-05`, `1/5/2025`: a unit that a spreadsheet took for a day, and nothing else on the line.
fn is_date(line: &str, words: &[String]) -> bool {
    let month = |word: &str| {
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].contains(&word)
            || matches!(
                word,
                "january"
                    | "february"
                    | "march"
                    | "april"
                    | "june"
                    | "july"
                    | "august"
                    | "september"
                    | "october"
                    | "november"
                    | "december"
            )
    };
    let number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let signs = line.contains(['-', '/']);
    match words {
        [a, b] => signs && ((month(a) && number(b)) || (number(a) && month(b))),
        [a, b, c] => {
            let numbers = number(a) && number(b) && number(c) && (c.len() == 4 || a.len() == 4);
            let named = (month(a) && number(b) || number(a) && month(b)) && number(c) && c.len() != 3;
            (signs && (numbers || named)) || (named && c.len() == 4)
        }
        [a, b, c, rest @ ..] => {
            number(a)
                && number(b)
                && number(c)
                && a.len() == 4
                && rest.iter().all(|w| w == "00" || number(w))
                && line.contains(':')
        }
        _ => false,
    }
}

/// Returns whether one cell holds two addresses: parts that each begin with a house number.
pub(super) fn is_two_addresses(line: &str) -> bool {
    [":::", "::", ";", "|", " / ", " or ", " OR ", " Or ", " -- ", " then ", " AND ", " and "]
        .iter()
        .any(|sign| line.contains(sign) && line.split(sign).filter(|part| begins_an_address(part)).count() > 1)
        || is_box_and_house(line)
}

/// A house number with a name behind it, or a box.
pub(super) fn begins_an_address(part: &str) -> bool {
    let part = part.trim_start_matches([' ', ':', ';', '/', '|']);
    let mut words = part.split_whitespace();
    let first = words.next().unwrap_or_default();
    let numbered = first.starts_with(|c: char| c.is_ascii_digit())
        && words.next().is_some_and(|word| word.chars().any(char::is_alphabetic));
    let leads = |front: &str| part.get(..front.len()).is_some_and(|own| own.eq_ignore_ascii_case(front));
    numbered || leads("po box") || leads("p.o. box")
}

/// The line without city, state and ZIP at its end, where they are those of the row; `None` where the line ends otherwise.
pub(super) fn without_town<'l>(
    line: &'l str,
    city: &str,
    state: &str,
    zip: &str,
    gazetteer: &Gazetteer,
) -> Option<&'l str> {
    let five = zip.get(..5).unwrap_or(zip);
    let (front, last) = line.trim_end_matches([' ', ',', '.']).rsplit_once([' ', ','])?;
    if city.is_empty() || five.len() != 5 || last.get(..5) != Some(five) {
        return None;
    }
    let front = front.trim_end_matches([' ', ',']);
    // The state by its code or its name of up to three words.
    let at = front.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',')).map(|(at, _)| at).take(3);
    let own = gazetteer.state(state)?;
    let (before, _) = at
        .map(|at| front.split_at(at))
        .find(|(_, name)| gazetteer.state(name.trim_matches([' ', ',', '.'])) == Some(own))?;
    let before = before.trim_end_matches([' ', ',']);
    let start = before.len().checked_sub(city.len())?;
    let tail = before.get(start..)?;
    (tail.to_lowercase() == city.to_lowercase() && (start == 0 || before.get(..start)?.ends_with([' ', ','])))
        .then(|| before.get(..start).map(|rest| rest.trim_end_matches([' ', ','])))?
}

/// Returns whether a line ends like the last line of an address: a state and a ZIP code.
pub(super) fn ends_with_town(line: &str, gazetteer: &Gazetteer) -> bool {
    let Some((front, last)) = line.trim_end_matches([' ', ',', '.']).rsplit_once([' ', ',']) else { return false };
    let zip = last.split('-').next().unwrap_or_default();
    let front = front.trim_end_matches([' ', ',', '.']);
    zip.len() == 5
        && zip.bytes().all(|b| b.is_ascii_digit())
        && front
            .char_indices()
            .rev()
            .filter(|(_, c)| matches!(c, ' ' | ','))
            .take(3)
            .any(|(at, _)| gazetteer.state(front[at..].trim_matches([' ', ',', '.'])).is_some())
}

#[cfg(test)]
mod tests {
    use super::{is_note_on_first, is_note_on_second, is_two_addresses, without_town};

    #[test]
    fn a_second_line_looks_like_a_part_of_an_address() {
        for line in [
            "Apt 3",
            "APT. 3B",
            "Unit 12",
            "#4",
            "4B",
            "12",
            "B",
            "Bldg 7",
            "Building C",
            "Ste 200",
            "Fl 2",
            "Lot 14",
            "PO Box 12",
            "c/o Ann Alder",
            "Attn: Records",
            "Rear",
            "Old Mill Apartments",
            "Quarry Bend Estates",
            "Bldg 7, Unit 12",
            "Trlr 9",
            "Suite B-12",
            "Apt 3 1/2",
            "B-12",
            "3rd Floor",
            "New Hope Village",
            "RR 2 Box 5",
            "Urb Las Gladiolas",
            "Room 12 Call Hall",
            "Mother Teresa House",
        ] {
            assert!(!is_note_on_second(line), "{line}");
        }
        for line in [
            "call mother first 555-0100",
            "(moved 2019)",
            "ONCOLOGY PT",
            "returned mail 3/21",
            "5-Jan",
            "Jan-05",
            "1/5/2025",
            "lives with aunt",
            "HOSPICE",
            "owes $45",
            "512-555-0100",
            "(512) 555-0100",
            "moved 2019",
            "do not mail",
            "gate code 1234",
            "see notes",
            "Apt 3 call first",
            "ann@alder.example",
            "women's shelter",
            "bad address",
            "patient is in jail",
            "2025-01-05 00:00:00",
            "new addr 4/1",
            "speaks Spanish",
            "beware of dog",
        ] {
            assert!(is_note_on_second(line), "{line}");
        }
    }

    #[test]
    fn a_first_line_may_have_any_name() {
        for line in [
            "12 Quarry Bend",
            "4 Mother Lode Rd",
            "Call Road 3",
            "PO Box 12",
            "12 1/2 Elm St",
            "7 New Hope Ln",
            "45-12 36th St",
            "91-1001 Keaunui Dr",
            "Quarry Bend",
            "123 Rose Cottage (rear)",
            "Calle 7 B-12",
            "8 Old School Rd (Old Town)",
            "RR 2 Box 14",
            "5 March St",
            "10 May Ave",
        ] {
            assert!(!is_note_on_first(line), "{line}");
        }
        for line in [
            "12 Quarry Bend call first",
            "12 Quarry Bend (moved 2019)",
            "5 Elm St BAD ADDRESS",
            "12 Elm 512-555-0100",
            "5-Jan",
            "HOSPICE",
            "call mother",
            "9 Elm St returned mail",
        ] {
            assert!(is_note_on_first(line), "{line}");
        }
        assert!(
            is_two_addresses("10 Elm St ::: 12 Oak Rd")
                && is_two_addresses("10 Elm St; PO Box 7")
                && is_two_addresses("1 Elm / 2 Oak")
        );
        assert!(
            !is_two_addresses("10 Elm St") && !is_two_addresses("12 1/2 Elm St") && !is_two_addresses("1 Elm and Oak")
        );
    }

    #[test]
    fn a_town_at_the_end_is_taken_off_where_it_is_the_rows_own() {
        let gazetteer = crate::intake::tests::gazetteer();
        let take = |line| without_town(line, "Austin", "TX", "78731", &gazetteer);
        assert_eq!(take("Austin, TX 78731"), Some(""));
        assert_eq!(take("5 Elm St, Austin, Texas 78731-1234"), Some("5 Elm St"));
        assert_eq!(take("5 Elm St"), None);
        assert_eq!(take("5 Elm St, Waco, TX 78731"), None);
        assert_eq!(take("Austin, TX 78704"), None);
    }
}
