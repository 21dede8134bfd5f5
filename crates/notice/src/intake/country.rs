//! Countries by name and code.

use crate::party::{Gazetteer, Jurisdiction};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static COUNTRIES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for line in include_str!("words/countries.txt").lines().filter(|l| !l.starts_with('#')) {
        let printed = line.split('|').next().unwrap_or_default().to_uppercase();
        for word in line.split('|') {
            all.insert(key(word), printed.clone());
        }
    }
    all
});

fn key(word: &str) -> String {
    word.chars().filter(|&c| c != '.').flat_map(char::to_uppercase).collect()
}

/// The meaning of a country cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Country {
    /// Nothing, or the United States.
    Home,
    /// A territory of the United States, which is a state for the post.
    Territory(Jurisdiction),
    /// Another country, with its English name in capitals.
    Abroad(&'static str),
    /// A word that names no country.
    Unknown,
}

/// Reads a cleaned country cell.
pub(super) fn read(cell: &str, gazetteer: &Gazetteer) -> Country {
    if cell.is_empty() || super::nothing::is_nothing(cell) {
        return Country::Home;
    }
    let key = key(cell);
    let home = [
        "US",
        "USA",
        "UNITED STATES",
        "UNITED STATES OF AMERICA",
        "U S A",
        "U S",
        "AMERICA",
        "EE UU",
        "ESTADOS UNIDOS",
        "1",
        "840",
    ];
    if home.contains(&key.as_str()) {
        return Country::Home;
    }
    if let Some(state) =
        gazetteer.state(cell).filter(|s| matches!(s.code(), "PR" | "VI" | "GU" | "AS" | "MP" | "FM" | "MH" | "PW"))
    {
        return Country::Territory(state);
    }
    COUNTRIES.get(&key).map_or(Country::Unknown, |name| Country::Abroad(name))
}

/// The country that a cell names in full, where another cell was expected; codes do not count, since `CA` is
/// California there.
pub(super) fn named(cell: &str) -> Option<&'static str> {
    (cell.len() > 3).then(|| COUNTRIES.get(&key(cell)).map(String::as_str)).flatten()
}
