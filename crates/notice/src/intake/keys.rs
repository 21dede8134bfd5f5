//! Fingerprints by which rows of one person find each other.

use crate::finding::{Code, Private};
use crate::party::{Person, PersonName, PostalAddress};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Compact fingerprints of a row; zero where the row does not have what it takes. Equal ones only make rows
/// candidates: what is true is compared before anything is joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keys {
    /// Name and birth date.
    pub person: u64,
    /// Birth date and address: one person, or twins.
    pub home: u64,
    /// Whole Social Security number, birth date and family name.
    pub ssn: u64,
    /// The practice's own number.
    pub record: u64,
    /// The name alone, by which nobody is found: beside the practice's own number it knows somebody again.
    pub name: u64,
    /// Given name alone, which tells twins apart.
    pub first: u64,
    /// Name and birth date, where the birth date is known.
    pub born: u64,
    /// Everything that the row says of the person: a newer list with an equal one changes nothing about them.
    pub content: u64,
}

impl Keys {
    /// Of a row of which nothing can be read: it is known again by its bytes alone.
    pub fn unread(bytes: &[u8]) -> Self {
        let mut hasher = FxHasher::default();
        bytes.hash(&mut hasher);
        Self { content: hasher.finish().max(1), ..Self::default() }
    }

    /// The fingerprints of a row as read.
    pub fn of(person: &Person) -> Self {
        let mut word = String::with_capacity(64);
        let birth = person.birth.as_ref().map(|b| *b.disclose());
        let day = birth.map_or(0, |b| u64::from(chrono::Datelike::num_days_from_ce(&b).unsigned_abs()));
        let mut keys = Self::default();
        if let Some(name) = person.name.as_ref().map(Private::disclose) {
            fold_name(&name.first, &mut word);
            keys.first = print(6, &word, 0);
            word.push('|');
            fold_name(&name.last, &mut word);
            keys.person = print(1, &word, day);
            keys.name = print(5, &word, 0);
            keys.born = if birth.is_some() { keys.person } else { 0 };
            if let Some(ssn) = person.ssn.as_ref().map(Private::disclose).filter(|s| s.len() == 9 && birth.is_some()) {
                word.clear();
                fold_name(&name.last, &mut word);
                word.push('|');
                word.push_str(ssn);
                keys.ssn = print(2, &word, day);
            }
        }
        if let (Some(_), Some(address)) = (birth, person.address.as_ref()) {
            word.clear();
            fold_address(address.disclose(), &mut word);
            keys.home = print(3, &word, day);
        }
        if let Some(id) = &person.record_id {
            word.clear();
            fold_name(id.disclose(), &mut word);
            keys.record = print(4, number(&word), 0);
        }
        keys.content = content(person);
        keys
    }
}

/// A fingerprint of all values of a row; findings are left out, as they belong to the list and not to the person.
fn content(person: &Person) -> u64 {
    let mut hasher = FxHasher::default();
    let names = [&person.name, &person.guardian, &person.next_of_kin, &person.representative];
    names.map(|name| name.as_ref().map(Private::disclose)).hash(&mut hasher);
    [&person.record_id, &person.ssn].map(|text| text.as_ref().map(|text| number(text.disclose()))).hash(&mut hasher);
    person.address.as_ref().map(Private::disclose).hash(&mut hasher);
    person.birth.as_ref().map(Private::disclose).hash(&mut hasher);
    person.death.hash(&mut hasher);
    person.elements.hash(&mut hasher);
    person.language.hash(&mut hasher);
    let marks = [
        Code::HoldMarked,
        Code::CustodyMarked,
        Code::SafeAddressMarked,
        Code::DoNotContactMarked,
        Code::ColumnLooksLikeFlag,
        Code::ConfidentialAddressUsed,
        Code::ConfidentialAddressIncomplete,
        Code::RepresentativeUnclear,
    ];
    marks.map(|code| person.codes.contains(code)).hash(&mut hasher);
    hasher.finish()
}

/// A number without the zeros in front, which spreadsheets take away; what is no number as it is.
fn number(text: &str) -> &str {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.trim_start_matches('0') } else { text }
}

fn print(kind: u64, word: &str, day: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.write_u64(day << 3 | kind);
    hasher.finish().max(1)
}

/// Small letters and digits alone, accents taken off: `O'Brien` and `OBRIEN` are one, `Muñoz` and `Munoz` too.
pub(super) fn fold_name(name: &str, out: &mut String) {
    if name.is_ascii() {
        out.extend(name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    } else {
        use unicode_normalization::UnicodeNormalization;
        let letters = name.nfd().filter(|&c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        out.extend(letters.map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            'ı' => 'i',
            c => c,
        }));
    }
}

/// First and last name folded, for comparing on true values.
pub(super) fn folded(name: &PersonName) -> (String, String) {
    let (mut first, mut last) = (String::new(), String::new());
    fold_name(&name.first, &mut first);
    fold_name(&name.last, &mut last);
    (first, last)
}

/// An address as it is compared: words in their short forms, so that `12 Oak Street, Apt. 4` and `12 OAK ST #4` are one.
pub(super) fn fold_address(address: &PostalAddress, out: &mut String) {
    let mut word = String::with_capacity(16);
    for line in [&address.line_1, &address.line_2] {
        for part in line.split(|c: char| !c.is_alphanumeric()) {
            word.clear();
            fold_name(part, &mut word);
            out.push_str(short(&word));
        }
    }
    out.push('|');
    match address.zip {
        Some(zip) => {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _written = write!(out, "{:05}", zip.five());
        }
        None => {
            fold_name(&address.city, out);
            fold_name(&address.region, out);
            fold_name(&address.country, out);
        }
    }
}

/// Publication 28 short forms, for comparing only; nothing is ever printed so. Unit words are dropped, as lists leave
/// them out or write `#`.
fn short(word: &str) -> &str {
    match word {
        "street" => "st",
        "avenue" | "av" => "ave",
        "road" => "rd",
        "drive" => "dr",
        "lane" => "ln",
        "court" => "ct",
        "boulevard" => "blvd",
        "place" => "pl",
        "circle" => "cir",
        "parkway" => "pkwy",
        "highway" => "hwy",
        "trail" => "trl",
        "terrace" => "ter",
        "square" => "sq",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        "apartment" | "apt" | "unit" | "no" | "suite" | "ste" => "",
        word => word,
    }
}
