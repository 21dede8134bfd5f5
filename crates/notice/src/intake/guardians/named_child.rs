//! The child as a row of a file of guardians tells it beside its number, and whether that is the child of this number: a single row
//! that slipped is seen by it, however many others fit.

use super::super::keys::fold_name;
use crate::finding::Private;
use crate::party::{Person, PersonName};
use chrono::{Datelike, NaiveDate};

/// The child of a row, as far as the row tells it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct NamedChild {
    pub(super) name: Option<Private<PersonName>>,
    pub(super) birth: Option<Private<BirthCell>>,
}

/// A birth date as a cell has it: which number is the month and which the day is not asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct BirthCell {
    year: i32,
    parts: [u32; 2],
}

impl BirthCell {
    /// Reads three numbers of which one is a year of four digits; nothing of any other cell.
    pub(super) fn read(cell: &str) -> Option<Self> {
        let date = cell.split([' ', 'T']).next().unwrap_or_default();
        let numbers: Vec<&str> = date.split(['-', '/', '.']).collect();
        let (year, rest) = match numbers[..] {
            [year, one, other] if year.len() == 4 => (year, [one, other]),
            [one, other, year] if year.len() == 4 => (year, [one, other]),
            _ => return None,
        };
        let [one, other] = rest.map(|part| part.parse::<u32>().ok().filter(|n| (1..=31).contains(n)));
        let mut parts = [one?, other?];
        parts.sort_unstable();
        Some(Self { year: year.parse().ok()?, parts })
    }

    fn is(self, day: NaiveDate) -> bool {
        let mut parts = [day.month(), day.day()];
        parts.sort_unstable();
        self.year == day.year() && self.parts == parts
    }
}

impl NamedChild {
    /// Returns false if the row is about another child: the name differs, or, where one of the two has none, the birth date.
    pub(super) fn is(&self, person: &Person) -> bool {
        if let (Some(own), Some(name)) = (&self.name, &person.name) {
            return is_named(own.disclose(), name.disclose());
        }
        match (&self.birth, &person.birth) {
            (Some(own), Some(birth)) => own.disclose().is(*birth.disclose()),
            _ => true,
        }
    }

    pub(super) fn is_told(&self) -> bool {
        self.name.is_some() || self.birth.is_some()
    }
}

/// Returns whether two spellings may be of one child: a given name in common, whole or as it begins, and a family name in common,
/// in any order. Of one word alone there is nothing more to compare.
fn is_named(one: &PersonName, other: &PersonName) -> bool {
    let words = |name: &PersonName| -> Vec<String> {
        let words = name.full.split([' ', ',', '.', '-']).map(|word| {
            let mut out = String::new();
            fold_name(word, &mut out);
            out
        });
        words.filter(|word| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let alike = |a: &String, b: &String| a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    let (fewer, more) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if fewer.is_empty() {
        return true;
    }
    let whole = fewer.iter().filter(|word| more.contains(word)).count();
    let all = fewer.iter().filter(|word| more.iter().any(|other| alike(word, other))).count();
    whole > 0 && all >= fewer.len().min(2)
}

#[cfg(test)]
mod tests {
    use super::{BirthCell, is_named};
    use crate::party::PersonName;
    use chrono::NaiveDate;

    fn name(full: &str) -> PersonName {
        PersonName { full: full.to_owned(), ..PersonName::default() }
    }

    #[test]
    fn spellings_of_one_child_are_known() {
        for (one, other, same) in [
            ("Ada Okafor", "OKAFOR, ADA", true),
            ("Ada Mae Okafor", "Ada Okafor", true),
            ("A. Okafor", "Ada Okafor", true),
            ("Rob Okafor", "Robert Okafor", true),
            ("Ada Okafor-Quillon", "Ada Quillon", true),
            ("José Núñez", "Jose Nunez", true),
            ("Ada", "Ada Okafor", true),
            ("Ada Okafor", "Ben Okafor", false),
            ("Ada Okafor", "Ada Quillon", false),
            ("Ada Okafor", "Cyd Brindle", false),
        ] {
            assert_eq!(is_named(&name(one), &name(other)), same, "{one}, {other}");
        }
    }

    #[test]
    fn a_birth_date_is_compared_however_it_is_written() {
        let day = NaiveDate::from_ymd_opt(2014, 3, 4).expect("a day");
        for (cell, same) in [
            ("2014-03-04", Some(true)),
            ("3/4/2014", Some(true)),
            ("04.03.2014", Some(true)),
            ("2014-03-04T00:00:00", Some(true)),
            ("03/05/2014", Some(false)),
            ("41702", None),
            ("3/4/14", None),
            ("", None),
        ] {
            assert_eq!(BirthCell::read(cell).map(|read| read.is(day)), same, "{cell}");
        }
    }
}
