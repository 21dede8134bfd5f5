//! The vocabularies of intake: data beside the program, read once.

use super::word_groups::WordGroups;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

/// Words that stand where there is nothing (`words/nothing.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NothingWords {
    pub(super) anywhere: FxHashSet<String>,
    pub(super) never_a_name: FxHashSet<String>,
    pub(super) no_date: FxHashSet<String>,
    pub(super) no_middle_name: FxHashSet<String>,
}

/// Words that tell of a death (`words/death.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeathWords {
    pub(super) words: FxHashSet<String>,
    pub(super) phrases: PhraseIndex,
    pub(super) whole: FxHashSet<String>,
    pub(super) codes: FxHashSet<String>,
    pub(super) status_words: FxHashSet<String>,
    pub(super) certain: FxHashSet<String>,
    pub(super) headings_of_others: FxHashSet<String>,
    pub(super) others: FxHashSet<String>,
    pub(super) things: FxHashSet<String>,
    pub(super) denials: FxHashSet<String>,
    pub(super) doubts: FxHashSet<String>,
    pub(super) told_by: FxHashSet<String>,
    pub(super) own: FxHashSet<String>,
    pub(super) alive: FxHashSet<String>,
    pub(super) headings: FxHashSet<String>,
    pub(super) numbers: FxHashMap<String, FxHashSet<String>>,
}

/// Words in and beside names (`words/names.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameWords {
    pub(super) newborn: FxHashSet<String>,
    pub(super) newborn_if_small: FxHashSet<String>,
    pub(super) newborn_endings: Vec<String>,
    pub(super) marks: FxHashSet<String>,
    pub(super) mark_phrases: PhraseIndex,
    pub(super) dead: FxHashSet<String>,
    pub(super) dead_suffixes: FxHashSet<String>,
    pub(super) dead_beside: FxHashSet<String>,
    pub(super) suffixes: FxHashSet<String>,
    pub(super) newborn_fronts: Vec<String>,
    pub(super) nobody: FxHashSet<String>,
    pub(super) nobody_within: Vec<String>,
    pub(super) named_elsewhere: PhraseIndex,
    pub(super) relations: FxHashSet<String>,
    pub(super) relations_before: FxHashSet<String>,
}

/// Words of address lines (`words/lines.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineWords {
    pub(super) units: FxHashSet<String>,
    pub(super) streets: FxHashSet<String>,
    pub(super) places: FxHashSet<String>,
    pub(super) never: FxHashSet<String>,
    pub(super) notes: FxHashSet<String>,
    pub(super) in_names: FxHashSet<String>,
    pub(super) labels: FxHashSet<String>,
    pub(super) numbers: FxHashSet<String>,
    pub(super) own_places: FxHashSet<String>,
    pub(super) note_phrases: PhraseIndex,
}

/// Words of warning in columns that are not used (`words/warnings.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WarningWords {
    pub(super) hard: PhraseIndex,
    pub(super) consent: PhraseIndex,
    pub(super) soft: PhraseIndex,
    pub(super) part2: PhraseIndex,
    pub(super) harmless: PhraseIndex,
    pub(super) together: WordGroups,
    pub(super) shared_custody: FxHashSet<String>,
    pub(super) own_consent: FxHashSet<String>,
    pub(super) headings: FxHashSet<String>,
}

/// Words of headings that say what a column is about (`words/columns.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnWords {
    pub(super) address: FxHashSet<String>,
    pub(super) no_address: FxHashSet<String>,
    pub(super) flags: FxHashSet<String>,
    pub(super) flags_joined: Vec<String>,
    pub(super) flags_whole: FxHashSet<String>,
    pub(super) permissions: PhraseIndex,
    pub(super) channels: FxHashSet<String>,
    pub(super) relatives: FxHashSet<String>,
    pub(super) ages: FxHashSet<String>,
    pub(super) records: FxHashSet<String>,
    pub(super) records_gone: FxHashSet<String>,
    pub(super) records_gone_whole: FxHashSet<String>,
    pub(super) minors: FxHashSet<String>,
    pub(super) parents: FxHashSet<String>,
    pub(super) legal: FxHashSet<String>,
    pub(super) workbook: WorkbookWords,
}

/// Words of the column beside the rows of a sheet of a workbook.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkbookWords {
    pub(super) heading: String,
    pub(super) hidden_columns: String,
    pub(super) hidden_row: String,
    pub(super) merged: String,
}

/// Words of files of guardians (`words/guardians.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GuardianWords {
    pub(super) authorities: PhraseIndex,
    pub(super) authority_alone: FxHashSet<String>,
    pub(super) relation_headings: FxHashSet<String>,
    pub(super) order_headings: FxHashSet<String>,
    pub(super) custody_words: Vec<String>,
    pub(super) owners: FxHashSet<String>,
    pub(super) child_owners: FxHashSet<String>,
    pub(super) bar_headings: FxHashSet<String>,
    pub(super) permission_headings: FxHashSet<String>,
    pub(super) titles: FxHashSet<String>,
    pub(super) bars: PhraseIndex,
    pub(super) sole: FxHashSet<String>,
    pub(super) held: FxHashSet<String>,
    pub(super) shared: FxHashSet<String>,
    pub(super) without: FxHashSet<String>,
    pub(super) no_parents: FxHashSet<String>,
    pub(super) parents: FxHashSet<String>,
}

/// Words of lines of a report (`words/report_lines.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportWords {
    pub(super) before_number: Vec<String>,
    pub(super) whole: FxHashSet<String>,
    pub(super) counted: FxHashSet<String>,
    pub(super) at_end: Vec<String>,
    pub(super) parts: FxHashSet<String>,
    pub(super) section_people: FxHashSet<String>,
    pub(super) section_words: FxHashSet<String>,
    pub(super) section_ends: FxHashSet<String>,
    pub(super) section_excludes: FxHashSet<String>,
    pub(super) section_mixed: FxHashSet<String>,
    pub(super) section_fillers: FxHashSet<String>,
    pub(super) section_bars: FxHashSet<String>,
    pub(super) remarks: FxHashSet<String>,
    pub(super) legends: FxHashSet<String>,
    pub(super) legend_marks: FxHashSet<String>,
    pub(super) legend_verbs: FxHashSet<String>,
}

/// Codes and words of FHIR resources (`words/fhir.toml`).
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FhirWords {
    pub(super) guardian: FxHashSet<String>,
    pub(super) parent: FxHashSet<String>,
    pub(super) foster: FxHashSet<String>,
    pub(super) next_of_kin: FxHashSet<String>,
    pub(super) representative: FxHashSet<String>,
    pub(super) executor: FxHashSet<String>,
    pub(super) restricted: FxHashSet<String>,
    pub(super) test_record: FxHashSet<String>,
}

pub(super) static FHIR: LazyLock<FhirWords> = LazyLock::new(|| read(include_str!("words/fhir.toml")));
pub(super) static REPORT_LINES: LazyLock<ReportWords> = LazyLock::new(|| read(include_str!("words/report_lines.toml")));
pub(super) static COLUMNS: LazyLock<ColumnWords> = LazyLock::new(|| read(include_str!("words/columns.toml")));
pub(super) static NOTHING: LazyLock<NothingWords> = LazyLock::new(|| read(include_str!("words/nothing.toml")));
pub(super) static DEATH: LazyLock<DeathWords> = LazyLock::new(|| read(include_str!("words/death.toml")));
pub(super) static NAMES: LazyLock<NameWords> = LazyLock::new(|| read(include_str!("words/names.toml")));
pub(super) static LINES: LazyLock<LineWords> = LazyLock::new(|| read(include_str!("words/lines.toml")));
pub(super) static GUARDIANS: LazyLock<GuardianWords> = LazyLock::new(|| read(include_str!("words/guardians.toml")));
pub(super) static WARNINGS: LazyLock<WarningWords> = LazyLock::new(|| read(include_str!("words/warnings.toml")));

/// Reads a vocabulary that is built in; a test holds that every one of them can be read.
fn read<T: DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

/// Words in a row that are looked for in a text, by their first word. A `*` stands for up to three words.
#[derive(Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct PhraseIndex {
    by_first: FxHashMap<String, Vec<Phrase>>,
}

struct Phrase {
    /// The phrase as it is shown.
    shown: String,
    /// Words after the first.
    rest: Vec<String>,
}

/// A phrase that was found: its words as they stand in the vocabulary, and the places of its first and behind its last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundPhrase<'p> {
    pub(super) shown: &'p str,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl From<Vec<String>> for PhraseIndex {
    fn from(phrases: Vec<String>) -> Self {
        let mut by_first: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
        for shown in phrases {
            let spaced = shown.replace('*', " STAR ");
            let mut words = tokens(&spaced).into_iter().map(|w| if w == "star" { "*".to_owned() } else { w });
            if let Some(first) = words.next() {
                let rest = words.collect();
                by_first.entry(first).or_default().push(Phrase { shown, rest });
            }
        }
        Self { by_first }
    }
}

impl PhraseIndex {
    /// Every place where a phrase stands in the words of a text.
    pub(super) fn find_all<'p>(&'p self, words: &[String]) -> Vec<FoundPhrase<'p>> {
        let mut found = Vec::new();
        for (from, word) in words.iter().enumerate() {
            for phrase in self.by_first.get(word).into_iter().flatten() {
                if let Some(to) = ends(&phrase.rest, words, from + 1) {
                    found.push(FoundPhrase { shown: &phrase.shown, from, to });
                }
            }
        }
        found
    }

    /// Returns whether any phrase stands in the words of a text.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        !self.find_all(words).is_empty()
    }

    /// Number of phrases.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.by_first.values().map(Vec::len).sum()
    }
}

/// The place behind the last word, where these words stand from a place on.
fn ends(rest: &[String], words: &[String], at: usize) -> Option<usize> {
    match rest {
        [] => Some(at),
        [star, after @ ..] if star == "*" => (0..=3).find_map(|skip| ends(after, words, at + skip)),
        [word, after @ ..] => (words.get(at) == Some(word)).then(|| ends(after, words, at + 1)).flatten(),
    }
}

/// The parts of a note between points, commas and dashes.
pub(super) fn clauses_of(note: &str) -> impl Iterator<Item = &str> {
    let ends = |at: usize, c: char| {
        let after = note[at + c.len_utf8()..].chars().next();
        let before = note[..at].chars().next_back();
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match c {
            ',' | '.' | ';' | ':' | '!' | '?' => is_blank(after),
            '-' => is_blank(after) && is_blank(before),
            other => other == '\n',
        }
    };
    let mut rest = 0;
    let ends: Vec<(usize, char)> = note.char_indices().filter(|&(at, c)| ends(at, c)).collect();
    let parts: Vec<&str> =
        ends.into_iter().map(|(at, c)| &note[std::mem::replace(&mut rest, at + c.len_utf8())..at]).collect();
    parts.into_iter().chain([&note[rest..]])
}

/// The words of a text in small letters; apostrophes are left out, every other sign parts words.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    if text.is_ascii() {
        // Nearly every cell: no letter changes its length.
        let bytes = text.bytes().filter(|byte| *byte != b'\'');
        let mut word = String::new();
        for byte in bytes {
            if byte.is_ascii_alphanumeric() {
                word.push(char::from(byte.to_ascii_lowercase()));
            } else if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        }
        words.extend(Some(word).filter(|word| !word.is_empty()));
        return words;
    }
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, DEATH, FHIR, GUARDIANS, LINES, NAMES, NOTHING, PhraseIndex, REPORT_LINES, WARNINGS, tokens};

    #[test]
    fn every_vocabulary_is_read() {
        assert!(NOTHING.anywhere.len() > 30 && !NOTHING.no_date.is_empty());
        assert!(NOTHING.never_a_name.iter().all(|word| NOTHING.anywhere.contains(word)));
        assert!(COLUMNS.flags.len() > 40 && COLUMNS.permissions.len() > 20 && COLUMNS.ages.contains("age"));
        assert!(GUARDIANS.held.len() > 10 && GUARDIANS.held.is_disjoint(&GUARDIANS.without));
        assert!(GUARDIANS.no_parents.len() > 20 && GUARDIANS.no_parents.is_disjoint(&GUARDIANS.parents));
        assert!(
            GUARDIANS.authorities.len() > 20
                && GUARDIANS.bars.len() > 15
                && GUARDIANS.sole.is_disjoint(&GUARDIANS.held)
        );
        assert!(DEATH.words.len() > 5 && DEATH.phrases.len() > 10);
        assert!(NAMES.newborn.len() > 10 && NAMES.newborn_if_small.iter().all(|word| NAMES.newborn.contains(word)));
        assert!(LINES.units.len() > 40 && LINES.note_phrases.len() > 40);
        assert!(REPORT_LINES.before_number.len() > 20 && REPORT_LINES.at_end.len() > 20);
        assert!(FHIR.guardian.contains("guard") && FHIR.parent.contains("mth") && FHIR.restricted.contains("r"));
        assert!(WARNINGS.together.len() > 50 && WARNINGS.part2.len() > 20 && WARNINGS.consent.len() > 10);
        assert!(WARNINGS.hard.len() > 100 && WARNINGS.soft.len() > 10 && WARNINGS.harmless.len() > 50);
    }

    #[test]
    fn phrases_are_whole_words_in_a_row() {
        let phrases = PhraseIndex::from(vec!["don't send".to_owned(), "keep * from".to_owned()]);
        for text in ["Don’t send!", "please dont send it", "keep this from her", "Keep from mother"] {
            assert!(phrases.is_in(&tokens(text)), "{text}");
        }
        for text in ["don't sender", "keep one two three four from", "send don't"] {
            assert!(!phrases.is_in(&tokens(text)), "{text}");
        }
    }
}
