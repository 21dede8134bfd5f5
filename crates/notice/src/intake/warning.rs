//! Warnings in cells of columns that are not used: words of custody, orders, danger, shelter and of wishes about mail.

use super::lexicon::{PhraseIndex, WARNINGS, tokens};

/// The weight of a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A manner of contact: one look for all rows that say the same.
    Soft,
    /// Harm to somebody: each row waits by itself.
    Hard,
}

/// A warning with the phrase that it was known by, as the vocabulary has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Warning {
    pub(super) weight: Weight,
    pub(super) phrase: &'static str,
}

/// Returns whether cells under a heading can be notes about the person: names of places, firms and doctors are none.
pub(super) fn may_warn(heading: &str) -> bool {
    !super::heading::words(heading).iter().any(|word| WARNINGS.headings.contains(word))
}

/// The worst warning of a cell.
pub(super) fn find(cell: &str) -> Option<Warning> {
    // No word of warning is shorter than two letters, and numbers warn of nothing.
    if cell.len() < 2 || !cell.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let words = tokens(cell);
    first(&words, &WARNINGS.hard, Weight::Hard).or_else(|| first(&words, &WARNINGS.soft, Weight::Soft))
}

fn first(words: &[String], phrases: &'static PhraseIndex, weight: Weight) -> Option<Warning> {
    let found = phrases.find_all(words);
    if found.is_empty() {
        return None;
    }
    let harmless = WARNINGS.harmless.find_all(words);
    let told =
        found.into_iter().find(|found| !harmless.iter().any(|other| found.from < other.to && other.from < found.to));
    told.map(|found| Warning { weight, phrase: found.shown })
}

#[cfg(test)]
mod tests {
    use super::{Weight, find, may_warn};

    #[test]
    fn harm_is_told_from_talk() {
        for cell in [
            "foster care - do not send to mother",
            "Court order 2021, father not allowed to pick up",
            "restraining order against ex-husband",
            "lives at women's shelter",
            "don’t mail to home",
            "DO NOT MAIL ANYTHING",
            "mother has sole custody",
            "abusive partner opens her mail",
            "parents do not know about visit",
            "in jail until June",
            "DV victim - use work address",
            "CPS case open",
            "keep address from father",
        ] {
            assert_eq!(find(cell).map(|w| w.weight), Some(Weight::Hard), "{cell}");
        }
        for cell in ["do not call before 9", "portal only", "returned mail 2x"] {
            assert_eq!(find(cell).map(|w| w.weight), Some(Weight::Soft), "{cell}");
        }
        for cell in [
            "Dr. Foster",
            "order: x-ray left knee",
            "protective eyewear given",
            "tennis court injury",
            "wears contact lenses, no contact sports",
            "denies abuse",
            "dangerous drug interaction reviewed",
            "Courtney",
            "prefers mornings",
            "allergic to penicillin",
            "adopted dog bite",
            "fear of needles",
            "PPO",
            "sealants placed",
            "works at prison",
            "substance abuse screen negative",
            "safety glasses",
            "12345",
        ] {
            assert_eq!(find(cell), None, "{cell}");
        }
        assert!(may_warn("Notes") && may_warn("Alert") && !may_warn("Provider Name") && !may_warn("School"));
    }
}
