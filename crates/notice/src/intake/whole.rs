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
    let lines: Vec<&str> = cell.split(['\n', '\r', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
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
        None => box_and_city(before).unwrap_or((before, "")),
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
            ("1 Elm St Austin TX 78731", ["1 Elm St Austin", "", "TX", "78731"]),
            ("Quarry Bend", ["Quarry Bend", "", "", ""]),
            ("", ["", "", "", ""]),
        ] {
            let found = take_apart(cell, &gazetteer);
            assert_eq!([&*found.street, &*found.city, &*found.state, &*found.zip], parts, "{cell}");
        }
    }
}
