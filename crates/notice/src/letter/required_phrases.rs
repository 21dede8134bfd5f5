//! `letters/checklist.toml`: the words by which the checklist knows that a letter says something.

use super::phrase::place;
use super::text_match::{fold, says};
use crate::finding::{Problem, quote_parser};
use crate::party::Templates;
use crate::routing::LetterItem;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Ways to say something: of every group one alternative must stand in one and the same block.
pub(super) type Groups = Vec<Vec<String>>;

/// The file of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequiredPhrases {
    pub(super) headings: Headings,
    pub(super) items: BTreeMap<LetterItem, Groups>,
    pub(super) police: DelayWords,
    pub(super) count: CountWords,
    pub(super) nature: NatureWords,
    pub(super) voice: Voices,
    /// Words by which a letter says that the day of the breach is not known.
    pub(super) unknown_date: Vec<Vec<String>>,
    /// Words by which a step tells its purpose.
    pub(super) purposes: Purposes,
    pub(super) language: LanguageWords,
}

/// The headings of a letter, in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headings {
    /// The title that California prescribes, in this language.
    pub(super) prescribed_title: String,
    pub(super) what_happened: String,
    pub(super) what_information: String,
    pub(super) what_we_are_doing: String,
    pub(super) what_you_can_do: String,
    pub(super) more_information: String,
    pub(super) steps: String,
    /// Words that would speak to the reader as the patient, which no heading of another standing's letter has.
    pub(super) patient: Vec<String>,
}

impl Headings {
    /// The five headings of the letter proper.
    pub(super) fn five(&self) -> [&str; 5] {
        [
            &self.what_happened,
            &self.what_information,
            &self.what_we_are_doing,
            &self.what_you_can_do,
            &self.more_information,
        ]
    }
}

/// Sentences that say that police delayed the letter, and that they did not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DelayWords {
    pub(super) delayed: Groups,
    pub(super) not_delayed: Groups,
}

/// Words that make a number one of people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountWords {
    /// Words for those who are counted.
    pub(super) people: Vec<String>,
    /// Numbers in words.
    pub(super) numbers: Vec<String>,
    /// Words for one.
    pub(super) one: Vec<String>,
}

/// Words that tell the nature of a breach.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NatureWords {
    pub(super) words: Vec<String>,
}

/// Words that only one standing's letter may have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    pub(super) adult: Vec<String>,
    pub(super) minor: Vec<String>,
    pub(super) deceased: Vec<String>,
    pub(super) represented: Vec<String>,
    /// Words that do not belong in a letter about a child who has died.
    pub(super) never_of_deceased_child: Vec<String>,
}

/// Words by which a step tells its purpose, where the incident file gives none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Purposes {
    pub(super) investigate: Vec<String>,
    pub(super) limit_harm: Vec<String>,
    pub(super) prevent: Vec<String>,
}

/// Words by which a language is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LanguageWords {
    /// Words that every letter in it has.
    pub(super) own: Vec<String>,
    /// Words of another that none has.
    pub(super) foreign: Vec<String>,
}

/// The items that are known by words, alone or beside a fact. All others are facts.
pub(super) const WORDED: &[LetterItem] = &[
    LetterItem::DateOfDiscovery,
    LetterItem::AdviceProtectiveSteps,
    LetterItem::AdviceRemainVigilant,
    LetterItem::AdviceReviewBenefits,
    LetterItem::ContactTollFree,
    LetterItem::ContactWhatDataHeld,
    LetterItem::SourcesIdentityTheft,
    LetterItem::SourcesFreezeFraudAlert,
    LetterItem::FraudAlertInfo,
    LetterItem::SecurityFreezeInfo,
    LetterItem::NoFeeFreeze,
    LetterItem::PoliceReportRight,
    LetterItem::ReportToPolice,
    LetterItem::ReportToAg,
    LetterItem::ReportToFtc,
    LetterItem::CreditMonitoringOffer,
    LetterItem::FreeCreditReport,
    LetterItem::NumberOfResidents,
    LetterItem::ParentCompanyName,
    LetterItem::FcraRights,
    LetterItem::AcknowledgeAcquisition,
    LetterItem::RightToRequestDataTypes,
];

/// The facts that an alternative can name in braces.
pub(super) const FACTS: &[&str] =
    &["agency", "ftc", "state", "practice", "parent", "count", "months", "product", "provider"];

impl RequiredPhrases {
    /// Reads the file below a language's folder.
    pub(super) fn read(templates: &Templates, folder: &str) -> Result<Self, Problem> {
        let path = format!("{folder}letters/checklist.toml");
        let text = templates.text(&path)?;
        let refuse = |at: usize, message: String, advice: &str| {
            let (line, column) = place(text, at);
            Problem::of_file(format!("templates/{path}"), message, advice).at(line, column)
        };
        let at = |words: &str| text.find(words).unwrap_or_default();
        let mut wording: Self = toml::from_str(text).map_err(|fault| {
            refuse(
                fault.span().map_or(0, |span| span.start),
                format!("The file cannot be read: {}.", quote_parser(fault.message())),
                "Correct the line; the built-in file shows the shape.",
            )
        })?;
        if let Some(item) = WORDED.iter().find(|item| !wording.items.contains_key(item)) {
            let message = format!("The item {} has no words under [items].", item.word());
            return Err(refuse(at("[items]"), message, "Add it with the words by which letters say it."));
        }
        if let Some(item) = wording.items.keys().find(|item| !WORDED.contains(item)) {
            let message = format!("The item {} is known by facts, not by words.", item.word());
            return Err(refuse(at(&format!("\n{} ", item.word())) + 1, message, "Take the line out."));
        }
        if wording.police.delayed.is_empty() || wording.police.not_delayed.is_empty() {
            let message = "A sentence about a law enforcement delay has no words.".to_owned();
            return Err(refuse(at("[police]"), message, "Add the words by which letters say it."));
        }
        let mut groups: Vec<&mut Vec<String>> = wording.items.values_mut().flatten().collect();
        groups.extend(wording.police.delayed.iter_mut().chain(&mut wording.police.not_delayed));
        groups.extend([&mut wording.count.people, &mut wording.count.numbers, &mut wording.count.one]);
        groups.extend([
            &mut wording.headings.patient,
            &mut wording.nature.words,
            &mut wording.language.own,
            &mut wording.language.foreign,
        ]);
        let voice = &mut wording.voice;
        groups.extend([
            &mut voice.adult,
            &mut voice.minor,
            &mut voice.deceased,
            &mut voice.represented,
            &mut voice.never_of_deceased_child,
        ]);
        let purposes = &mut wording.purposes;
        groups.extend([&mut purposes.investigate, &mut purposes.limit_harm, &mut purposes.prevent]);
        groups.extend(&mut wording.unknown_date);
        for group in groups {
            for words in group.iter_mut() {
                if let Some(named) = words.strip_prefix('{').and_then(|w| w.strip_suffix('}'))
                    && !FACTS.contains(&named)
                {
                    let message = format!("There is no fact named {named}.");
                    let advice = format!("Write one of: {}.", FACTS.join(", "));
                    return Err(refuse(at(words), message, &advice));
                }
                *words = fold(words);
            }
            if group.is_empty() || group.iter().any(|words| words.trim_end_matches('*').is_empty()) {
                let message = "A group of words is empty, so it could never be met.".to_owned();
                return Err(refuse(at("[items]"), message, "Fill it, or take it out."));
            }
        }
        if let Some((item, _)) = wording.items.iter().find(|(_, groups)| groups.is_empty()) {
            let message = format!("The item {} has no words, so every letter would pass.", item.word());
            return Err(refuse(at(&format!("\n{} ", item.word())) + 1, message, "Add a group of words."));
        }
        Ok(wording)
    }

    /// The words of an item; none where it is a fact.
    pub(super) fn item(&self, item: LetterItem) -> &[Vec<String>] {
        self.items.get(&item).map_or(&[], Vec::as_slice)
    }
}

/// Groups of words as a person reads them: right; police report; file or get.
pub(super) fn spelt(groups: &[Vec<String>]) -> String {
    groups.iter().map(|group| group.join(" or ")).collect::<Vec<_>>().join("; ")
}

/// Returns whether a folded text says any of these words.
pub(super) fn any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| says(text, word))
}
