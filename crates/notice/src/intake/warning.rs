//! Warnings in cells of columns that are not used: words of custody, orders, danger, shelter and of wishes about mail.

use super::lexicon::{FoundPhrase, PhraseIndex, WARNINGS, clauses_of, tokens};
use super::word_groups::Weight;
use std::borrow::Cow;

/// A warning with the phrase that it was known by, as the vocabulary has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Warning {
    pub(super) weight: Weight,
    pub(super) phrase: &'static str,
}

/// Everything that a note says about a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NoteMarks {
    /// The worst warning.
    pub(super) warning: Option<Warning>,
    /// Words of records that 42 CFR Part 2 protects, as the vocabulary has them.
    pub(super) part2: Option<&'static str>,
}

/// Returns whether cells under a heading can be notes about the person: names of places, firms and doctors are none.
pub(super) fn may_warn(heading: &str) -> bool {
    !super::heading::words(heading).iter().any(|word| WARNINGS.headings.contains(word))
}

/// Returns true if cells under a heading say who consented to care.
pub(super) fn tells_consent(heading: &str) -> bool {
    let words = super::heading::words(heading);
    words.iter().any(|word| matches!(word.as_str(), "consent" | "consented" | "consenter" | "consenting"))
        && !words.iter().any(|word| matches!(word.as_str(), "email" | "text" | "sms" | "date" | "id" | "form"))
}

/// Returns true if whoever consented to care is the person of the row.
pub(super) fn is_own_consent(cell: &str) -> bool {
    cell.len() < 24 && WARNINGS.own_consent.contains(&tokens(cell).join(" "))
}

/// Returns true if a cell of a column of custody says that both parents have it.
pub(super) fn is_shared_custody(cell: &str) -> bool {
    cell.len() < 24 && WARNINGS.shared_custody.contains(&tokens(cell).join(" "))
}

/// Looks for marks in a cell.
pub(super) fn find(cell: &str) -> NoteMarks {
    // No word of warning is shorter than two letters, and numbers warn of nothing.
    if cell.len() < 2 || !cell.bytes().any(|b| b.is_ascii_alphabetic()) {
        return NoteMarks::default();
    }
    let cell = without_slashes(cell);
    let (mut words, mut clauses) = (Vec::new(), Vec::new());
    for (number, clause) in clauses_of(&cell).enumerate() {
        words.extend(tokens(clause));
        clauses.resize(words.len(), number);
    }
    let harmless = WARNINGS.harmless.find_all(&words);
    let first = |phrases: &'static PhraseIndex| first(phrases.find_all(&words), &harmless);
    let phrase = |phrases, weight| Some(Warning { weight, phrase: first(phrases)? });
    let counts = |at: usize| !harmless.iter().any(|found| (found.from..found.to).contains(&at));
    let together = || {
        let found = WARNINGS.together.find(&words, &clauses, counts);
        found.map(|(weight, phrase)| Warning { weight, phrase })
    };
    let warning = phrase(&WARNINGS.hard, Weight::Hard).or_else(|| {
        let lighter = phrase(&WARNINGS.consent, Weight::Consent).or_else(|| phrase(&WARNINGS.soft, Weight::Soft));
        lighter.max(together())
    });
    NoteMarks { warning, part2: first(&WARNINGS.part2) }
}

/// The first phrase that no harmless one overlaps.
fn first(found: Vec<FoundPhrase<'static>>, harmless: &[FoundPhrase<'_>]) -> Option<&'static str> {
    let overlaps =
        |found: &FoundPhrase<'_>| harmless.iter().any(|other| found.from < other.to && other.from < found.to);
    found.into_iter().find(|found| !overlaps(found)).map(|found| found.shown)
}

/// A note in which "w/" and "w/o" are the words that they stand for.
fn without_slashes(cell: &str) -> Cow<'_, str> {
    if !cell.contains("w/") && !cell.contains("W/") {
        return Cow::Borrowed(cell);
    }
    let lower = cell.to_lowercase();
    Cow::Owned(lower.replace("w/out", "without").replace("w/o", "without").replace("w/", "with "))
}

#[cfg(test)]
mod tests {
    use super::{NoteMarks, Weight, find, may_warn};

    fn weight(cell: &str) -> Option<Weight> {
        find(cell).warning.map(|warning| warning.weight)
    }

    #[test]
    fn part_2_is_a_mark_of_its_own() {
        for cell in ["42 CFR Part 2 applies", "Part 2 record", "SUD treatment since 2022", "methadone clinic"] {
            assert!(find(cell).part2.is_some() && weight(cell).is_none(), "{cell}");
        }
        let both = find("42 CFR Part 2 - do not send to home");
        assert!(both.part2.is_some() && both.warning.is_some_and(|warning| warning.weight == Weight::Hard));
        assert!(find("part 2 of the series, see note").part2.is_none());
    }

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
            assert_eq!(weight(cell), Some(Weight::Hard), "{cell}");
        }
        for cell in ["do not call before 9", "portal only", "returned mail 2x"] {
            assert_eq!(weight(cell), Some(Weight::Soft), "{cell}");
        }
        for cell in ["minor consent on file", "Teen consented alone to visit", "CONFIDENTIAL MINOR SERVICES"] {
            assert_eq!(weight(cell), Some(Weight::Consent), "{cell}");
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
            assert_eq!(find(cell), NoteMarks::default(), "{cell}");
        }
        assert!(may_warn("Notes") && may_warn("Alert") && !may_warn("Provider Name") && !may_warn("School"));
    }
}
