//! Files that people write: mapping, incident, vendor profile, prices, rules of a state.

use crate::{law, list, templates};
use desk::io::embedded;
use libfuzzer_sys::Corpus;
use notice::finding::Problem;
use notice::intake::Mapping;
use notice::mailing::{RateTable, VendorProfile};
use notice::party::Incident;
use notice::routing::RuleBook;

/// A line that says nothing, which may stand before any other.
const COMMENT: &str = "# A comment.\n";

/// Reads a file twice: as it is, and below a comment. It says the same, and what is wrong with it is one line further down.
fn twice<T: std::fmt::Debug>(text: &str, read: impl Fn(&str) -> Result<T, Vec<Problem>>) -> Option<T> {
    let first = read(text);
    if let Err(refusals) = &first {
        law::hold(refusals, text.as_bytes());
    }
    if text.starts_with('\u{feff}') {
        return first.ok();
    }
    match (first, read(&format!("{COMMENT}{text}"))) {
        (Ok(first), Ok(second)) => {
            assert_eq!(format!("{first:?}"), format!("{second:?}"), "a comment says nothing");
            Some(first)
        }
        (Err(first), Err(second)) => {
            // A fault at the very start of a file has no place of its own.
            if first.iter().all(|refusal| refusal.place.line > 0) {
                assert_eq!(moved(first, 1), moved(second, 0), "a comment moves what is wrong by its line");
            }
            None
        }
        (first, second) => panic!("with a comment {}, without {}", second.is_ok(), first.is_ok()),
    }
}

/// Refusals so many lines further down, in an order that does not hang on lines. What is about the file as a whole stands on its
/// first line, whatever is on it.
fn moved(mut refusals: Vec<Problem>, lines: u32) -> Vec<Problem> {
    for refusal in &mut refusals {
        let is_of_file = refusal.place.line <= 1 && refusal.place.column <= 1;
        refusal.place.line = if is_of_file { 0 } else { refusal.place.line + lines };
        refusal.place.column *= u32::from(!is_of_file);
    }
    refusals
        .sort_by(|a, b| (&a.message, a.place.line, a.place.column).cmp(&(&b.message, b.place.line, b.place.column)));
    refusals
}

/// A mapping file, and a list that is opened with it.
pub fn mapping(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        let mapping = match Mapping::parse("mapping.toml", text) {
            Ok(mapping) => mapping,
            Err(refusal) => return law::hold_one(&refusal, data),
        };
        for list in ["no-header.csv", "odd-headings.csv", "dates-ambiguous-mapped.csv"] {
            list::read(embedded::sample(list).expect("a sample"), Some(&mapping));
        }
    })
}

/// An incident file.
pub fn incident(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        let Some(incident) = twice(text, |text| Incident::parse("incident.toml", text)) else { return };
        let range = incident.event.occurred.range();
        assert!(range.is_none_or(|range| range.from <= range.to), "an event ends after it began");
        assert!(incident.mailing.date >= incident.event.discovered, "nobody writes before they know");
        assert!(!incident.exposed.elements.is_empty() && !incident.practice.name.is_empty());
    })
}

/// A vendor's profile.
pub fn vendor(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        let Some(profile) = twice(text, |text| VendorProfile::parse("vendor.toml", text)) else { return };
        assert!((1..=10_000).contains(&profile.letters_per_file));
        assert!(profile.seeds.count_per_variant == 0 || !profile.seeds.addresses.is_empty());
        assert_eq!(profile.grouping.len(), 4);
    })
}

/// A table of prices.
pub fn rates(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        if let Err(refusals) = RateTable::parse("rates.toml", text) {
            law::hold(&refusals, data);
        }
    })
}

/// The rule of Texas beside that of another state.
pub fn rule(data: &[u8]) -> Corpus {
    let templates = templates::few().clone().with([("jurisdictions/tx/rule.toml".to_owned(), data.to_vec())]);
    if let Err(refusal) = RuleBook::load(&templates) {
        law::hold_one(&refusal, data);
    }
    Corpus::Keep
}
