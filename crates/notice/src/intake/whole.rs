//! A whole address in one cell, taken apart from its end: ZIP code, state, city, and what stands before them.

use crate::party::Gazetteer;

/// The parts of a whole address, as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WholeAddress {
    pub(super) street: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
}

/// Takes a cell apart. What cannot be told apart stays with the street, so that the row is held for what is missing.
pub(super) fn take_apart(cell: &str, gazetteer: &Gazetteer) -> WholeAddress {
    let lines: Vec<&str> =
        cell.split(['\n', '\r', ',', ';', '|', '^']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut text = lines.join(", ");
    for country in [", USA", ", United States", ", US", " USA"] {
        if let Some(front) = text.strip_suffix(country) {
            text = front.to_owned();
        }
    }
    let alone = |street: &str| WholeAddress { street: street.to_owned(), ..WholeAddress::default() };
    let Some((front, zip)) = text.rsplit_once([' ', ',']) else { return alone(&text) };
    let is_zip = zip.len() >= 5 && zip.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !is_zip {
        return alone(&text);
    }
    let front = front.trim_end_matches([' ', ',']);
    let blanks: Vec<usize> =
        front.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | ',')).map(|(at, _)| at).take(3).collect();
    let state = blanks.iter().rev().find(|&&at| gazetteer.state(front[at..].trim_matches([' ', ',', '.'])).is_some());
    let Some(&at) = state else { return alone(&text) };
    let (before, state) = (front[..at].trim_end_matches([' ', ',']), front[at..].trim_matches([' ', ',', '.']));
    let (street, city) = match before.rsplit_once(',') {
        Some((street, city)) => (street.trim(), city.trim()),
        None => box_and_city(before).or_else(|| street_and_city(before)).unwrap_or((before, "")),
    };
    WholeAddress { street: street.to_owned(), city: city.to_owned(), state: state.to_owned(), zip: zip.to_owned() }
}

/// `PO Box 12 Portland`: behind the number of a box only a city can stand.
fn box_and_city(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    let after = ["po box ", "p.o. box ", "p o box "]
        .iter()
        .find_map(|front| lower.starts_with(front).then_some(front.len()))?;
    let rest = text.get(after..)?;
    let end = rest.find(' ')?;
    let number = &rest[..end];
    let city = rest[end..].trim();
    let named = !city.is_empty() && city.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-'));
    (number.bytes().any(|b| b.is_ascii_digit()) && named).then(|| (&text[..after + end], city))
}

/// `16 Fir Ln Austin`: behind a number, a name and a kind of street, with or without a unit, only a city can stand. A name that is a
/// kind of street too (`Park Place Dr`) goes on to the last of them; `St` behind another kind begins a city (`St Paul`).
fn street_and_city(text: &str) -> Option<(&str, &str)> {
    const KINDS: [&str; 24] = [
        "st",
        "street",
        "ave",
        "avenue",
        "rd",
        "road",
        "dr",
        "drive",
        "ln",
        "lane",
        "ct",
        "court",
        "cir",
        "circle",
        "blvd",
        "boulevard",
        "pl",
        "place",
        "ter",
        "terrace",
        "pkwy",
        "parkway",
        "trl",
        "trail",
    ];
    const UNITS: [&str; 6] = ["apt", "unit", "ste", "suite", "#", "lot"];
    let mut at = 0;
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(' ') {
        words.push((at, word));
        at += word.len() + 1;
    }
    let plain = |n: usize| words.get(n).map(|(_, word)| word.trim_end_matches(['.', ',']).to_ascii_lowercase());
    let is_kind = |n: usize| plain(n).is_some_and(|word| KINDS.contains(&word.as_str()));
    words.first().filter(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let mut end = (2..words.len()).find(|&n| is_kind(n))?;
    while is_kind(end + 1) && plain(end + 1).is_none_or(|word| word != "st") {
        end += 1;
    }
    let is_unit = |n: usize| plain(n).is_some_and(|word| UNITS.contains(&word.as_str()) || word.starts_with('#'));
    if is_unit(end + 1) {
        end += if plain(end + 1).is_some_and(|word| word.len() > 1 && word.starts_with('#')) { 1 } else { 2 };
    }
    let (from, _) = *words.get(end + 1)?;
    let city = text.get(from..)?.trim();
    let named = !city.is_empty() && city.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '-'));
    named.then(|| (text[..from].trim_end(), city))
}

#[cfg(test)]
mod tests {
    use super::take_apart;

    #[test]
    fn an_address_is_taken_apart_from_its_end() {
        let gazetteer = crate::intake::tests::gazetteer();
        for (cell, parts) in [
            ("1 Elm St, Austin, TX 78731", ["1 Elm St", "Austin", "TX", "78731"]),
            ("1 Elm St Apt 3\r\nAustin, TX 78731-1234", ["1 Elm St Apt 3", "Austin", "TX", "78731-1234"]),
            ("1 Elm St, Apt 3, Old Town, Maine, 04068", ["1 Elm St, Apt 3", "Old Town", "Maine", "04068"]),
            ("PO Box 12 Portland ME 04101", ["PO Box 12", "Portland", "ME", "04101"]),
            ("1 Elm St, Austin, TX 78731, USA", ["1 Elm St", "Austin", "TX", "78731"]),
            ("1 Elm St Austin TX 78731", ["1 Elm St", "Austin", "TX", "78731"]),
            ("1 Park Place Dr Apt 4 Austin TX 78731", ["1 Park Place Dr Apt 4", "Austin", "TX", "78731"]),
            ("12 Elm Ave St Paul TX 78731", ["12 Elm Ave", "St Paul", "TX", "78731"]),
            ("1 Broadway Austin TX 78731", ["1 Broadway Austin", "", "TX", "78731"]),
            ("Quarry Bend", ["Quarry Bend", "", "", ""]),
            ("", ["", "", "", ""]),
        ] {
            let found = take_apart(cell, &gazetteer);
            assert_eq!([&*found.street, &*found.city, &*found.state, &*found.zip], parts, "{cell}");
        }
    }
}
