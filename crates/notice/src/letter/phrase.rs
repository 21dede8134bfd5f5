//! The tables of words beside the templates: voice, lead-in lines, exposed elements, natures, months.

use super::draft::{Span, Style};
use crate::finding::{Problem, ProblemCode, quote_parser};
use crate::party::incident::{Actor, Containment, Event, Item, Nature, Progress, Reporting, Response};
use crate::party::{Addressee, DataElement, Slot, Standing, Templates, Variant};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All tables of one language.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    voices: BTreeMap<String, BTreeMap<String, String>>,
    addressee: BTreeMap<String, Vec<Vec<Span>>>,
    elements: BTreeMap<String, String>,
    natures: BTreeMap<String, String>,
    items: BTreeMap<String, ItemSentences>,
    response: ResponseSentences,
    calendar: Calendar,
}

/// The sentence for a thing, by what became of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemSentences {
    theft: String,
    loss: String,
}

/// The sentence for each word of each typed fact of the response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResponseSentences {
    investigated_by: BTreeMap<String, String>,
    investigation: BTreeMap<String, String>,
    contained: BTreeMap<String, String>,
    reviewed_by: BTreeMap<String, String>,
    reports: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendar {
    months: [String; 12],
    date: String,
    and: String,
    /// The same before a word with the vowel i (Spanish); empty: no other.
    #[serde(default)]
    and_before_i: String,
    last_comma: bool,
    thousands: String,
    /// For one year, and for more with `{number}`.
    years: [String; 2],
    /// For one business day, and for more with `{number}`.
    business_days: [String; 2],
    /// Small numbers in words, from zero.
    spelled: Vec<String>,
}

/// The sentences of the response, as templates name them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct ResponseWords<'a> {
    pub(super) investigated_by: &'a str,
    pub(super) investigation: &'a str,
    pub(super) contained: &'a str,
    pub(super) reviewed_by: &'a str,
    pub(super) reports: &'a str,
}

impl Phrases {
    /// Reads the tables below a language's folder (empty for English, `es/` for Spanish).
    pub(super) fn read(templates: &Templates, folder: &str) -> Result<Self, Problem> {
        let voice_file = format!("{folder}letters/voice.toml");
        let voices: BTreeMap<String, BTreeMap<String, String>> = table(templates, &voice_file)?;
        for voice in VOICES {
            let here = voices.get(voice).map(|v| v.keys().collect::<Vec<_>>());
            let adult = voices.get("adult").map(|v| v.keys().collect::<Vec<_>>());
            if here.is_none() || here != adult {
                return Err(Problem::of_file(
                    format!("templates/{voice_file}"),
                    format!("The voice [{voice}] is missing or has other words than [adult]."),
                    ProblemCode::VoicesDiffer,
                ));
            }
        }
        let elements_file = format!("{folder}passages/elements.toml");
        let elements: BTreeMap<String, String> = table(templates, &elements_file)?;
        complete(&elements_file, &elements, DataElement::ALL.iter().map(|e| e.word()))?;
        let natures_file = format!("{folder}passages/nature.toml");
        let natures: BTreeMap<String, String> = table(templates, &natures_file)?;
        complete(&natures_file, &natures, Nature::ALL.iter().map(|n| n.word()))?;
        let items_file = format!("{folder}passages/items.toml");
        let items: BTreeMap<String, ItemSentences> = table(templates, &items_file)?;
        complete(&items_file, &items, Item::ALL.iter().map(|i| i.word()))?;
        let response_file = format!("{folder}passages/response.toml");
        let response: ResponseSentences = table(templates, &response_file)?;
        complete(&response_file, &response.investigated_by, Actor::ALL.iter().map(|a| a.word()))?;
        complete(&response_file, &response.investigation, Progress::ALL.iter().map(|p| p.word()))?;
        complete(&response_file, &response.contained, Containment::ALL.iter().map(|c| c.word()))?;
        complete(&response_file, &response.reviewed_by, Actor::ALL.iter().map(|a| a.word()))?;
        complete(&response_file, &response.reports, Reporting::ALL.iter().map(|r| r.word()))?;
        let lead_in_file = format!("{folder}letters/addressee.toml");
        let lead_in: BTreeMap<String, Vec<String>> = table(templates, &lead_in_file)?;
        complete(&lead_in_file, &lead_in, ADDRESSEES.into_iter().map(lead_in_word))?;
        let mut addressee = BTreeMap::new();
        for (word, lines) in lead_in {
            let lines = lines.iter().map(|line| slots(line)).collect::<Option<Vec<_>>>().ok_or_else(|| {
                Problem::of_file(
                    format!("templates/{lead_in_file}"),
                    format!("The lines of {word} have braces that are neither {{{{person}}}} nor {{{{addressee}}}}."),
                    ProblemCode::LeadInBraces,
                )
            })?;
            addressee.insert(word, lines);
        }
        let calendar = table(templates, &format!("{folder}letters/calendar.toml"))?;
        Ok(Self { voices, addressee, elements, natures, items, response, calendar })
    }

    /// The words that templates can use as `{{your}}`.
    pub(super) fn voice_words(&self) -> impl Iterator<Item = &str> {
        self.voices.get("adult").into_iter().flat_map(BTreeMap::keys).map(String::as_str)
    }

    /// The voice in which a variant is written.
    pub(super) fn voice(&self, variant: &Variant) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        let word = match variant.addressee {
            Addressee::Either => "either",
            Addressee::ParentOfDeceased => "minor",
            Addressee::NamedForDeceasedChild => "deceased_child",
            _ => variant.standing.word(),
        };
        self.voices.get(word).unwrap_or(&NONE)
    }

    /// The lead-in lines of the address block.
    pub(super) fn lead_in(&self, addressee: Addressee) -> Vec<Vec<Span>> {
        self.addressee.get(lead_in_word(addressee)).cloned().unwrap_or_default()
    }

    /// An exposed element in words.
    pub(super) fn element(&self, element: DataElement) -> &str {
        self.elements.get(element.word()).map_or("", String::as_str)
    }

    /// The nature of the breach in words; of a vendor who is named, a passage tells more.
    pub(super) fn nature(&self, event: &Event) -> &str {
        if let Some(item) = event.item.and_then(|item| self.items.get(item.word())) {
            return if event.nature == Nature::Theft { &item.theft } else { &item.loss };
        }
        if event.nature == Nature::Vendor && event.vendor.is_some() {
            return "";
        }
        self.natures.get(event.nature.word()).map_or("", String::as_str)
    }

    /// The sentences of the response; empty where there is no fact.
    pub(super) fn response(&self, response: &Response) -> ResponseWords<'_> {
        fn sentence<'a>(sentences: &'a BTreeMap<String, String>, word: Option<&'static str>) -> &'a str {
            word.and_then(|word| sentences.get(word)).map_or("", String::as_str)
        }
        ResponseWords {
            investigated_by: sentence(&self.response.investigated_by, response.investigated_by.map(Actor::word)),
            investigation: sentence(&self.response.investigation, response.investigation.map(Progress::word)),
            contained: sentence(&self.response.contained, response.contained.map(Containment::word)),
            reviewed_by: sentence(&self.response.reviewed_by, response.reviewed_by.map(Actor::word)),
            reports: sentence(&self.response.reports, response.reports.map(Reporting::word)),
        }
    }

    /// A date in words, such as March 21, 2025.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        let month = &self.calendar.months[date.month0() as usize];
        let day = date.day().to_string();
        let year = date.year().to_string();
        self.calendar.date.replace("{month}", month).replace("{day}", &day).replace("{year}", &year)
    }

    /// The names of the months.
    pub(super) fn months(&self) -> &[String] {
        &self.calendar.months
    }

    /// Things in a row: a, b, and c.
    pub(super) fn list(&self, things: &[&str]) -> String {
        match things {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one} {} {two}", self.calendar.and_before(two)),
            [most @ .., last] => {
                let and = self.calendar.and_before(last);
                let comma = if self.calendar.last_comma { "," } else { "" };
                format!("{}{comma} {and} {last}", most.join(", "))
            }
        }
    }

    /// A number of years, such as seven years.
    pub(super) fn years(&self, number: u64) -> String {
        self.counted(&self.calendar.years, number)
    }

    /// A number of business days, such as three business days.
    pub(super) fn business_days(&self, number: u64) -> String {
        self.counted(&self.calendar.business_days, number)
    }

    fn counted(&self, [one, more]: &[String; 2], number: u64) -> String {
        if number == 1 {
            return one.clone();
        }
        let spelled = usize::try_from(number).ok().and_then(|n| self.calendar.spelled.get(n));
        more.replace("{number}", &spelled.cloned().unwrap_or_else(|| self.number(number)))
    }

    /// A number with its thousands apart.
    pub(super) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + 6);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(&self.calendar.thousands);
            }
            out.push(digit);
        }
        out
    }
}

impl Calendar {
    fn and_before(&self, word: &str) -> &str {
        let word = word.trim_start().to_lowercase();
        let vowel = word.strip_prefix('h').unwrap_or(&word);
        let i = vowel.starts_with(['i', 'í']) && !vowel.starts_with("ie");
        if i && !self.and_before_i.is_empty() { &self.and_before_i } else { &self.and }
    }
}

const VOICES: [&str; 6] = ["adult", "minor", "deceased", "deceased_child", "represented", "either"];

const ADDRESSEES: [Addressee; 9] = [
    Addressee::Person,
    Addressee::ParentOrGuardian,
    Addressee::NamedGuardian,
    Addressee::NextOfKin,
    Addressee::NamedNextOfKin,
    Addressee::ParentOfDeceased,
    Addressee::NamedForDeceasedChild,
    Addressee::Representative,
    Addressee::Either,
];

/// The word of an addressee in `addressee.toml` and after `to.` in templates.
pub(super) fn lead_in_word(addressee: Addressee) -> &'static str {
    match addressee {
        Addressee::Person => "person",
        Addressee::ParentOrGuardian => "parent_or_guardian",
        Addressee::NamedGuardian => "named_guardian",
        Addressee::NextOfKin => "next_of_kin",
        Addressee::NamedNextOfKin => "named_next_of_kin",
        Addressee::ParentOfDeceased => "parent_of_deceased",
        Addressee::NamedForDeceasedChild => "named_for_deceased_child",
        Addressee::Representative => "representative",
        Addressee::Either => "either",
    }
}

/// Every addressee with the word under which templates ask for it.
pub(super) fn addressees() -> impl Iterator<Item = (&'static str, Addressee)> {
    ADDRESSEES.into_iter().map(|a| (lead_in_word(a), a))
}

/// Every standing with its word.
pub(super) fn standings() -> impl Iterator<Item = (&'static str, Standing)> {
    Standing::ALL.into_iter().map(|s| (s.word(), s))
}

/// Refuses a table that lacks a word of its vocabulary or has one too many.
fn complete<'a, T>(
    file: &str,
    table: &BTreeMap<String, T>,
    vocabulary: impl Iterator<Item = &'a str>,
) -> Result<(), Problem> {
    let mut known = Vec::new();
    for word in vocabulary {
        if !table.contains_key(word) {
            return Err(Problem::of_file(
                format!("templates/{file}"),
                format!("The word {word} is missing."),
                format!("Add {word} with what letters print for it."),
            ));
        }
        known.push(word);
    }
    match table.keys().find(|word| !known.contains(&word.as_str())) {
        Some(word) => Err(Problem::of_file(
            format!("templates/{file}"),
            format!("The word {word} is not in the vocabulary."),
            format!("Take it out or write one of: {}.", known.join(", ")),
        )),
        None => Ok(()),
    }
}

/// A lead-in line with its slots; `None` where braces are anything else.
fn slots(line: &str) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}")?;
        if !before.is_empty() {
            spans.push(Span::Text(Style::Plain, before.to_owned()));
        }
        spans.push(Span::Slot(
            Style::Plain,
            match name.trim() {
                "person" => Slot::Person,
                "addressee" => Slot::Addressee,
                _ => return None,
            },
        ));
        rest = after;
    }
    if rest.contains(['{', '}']) {
        return None;
    }
    if !rest.is_empty() {
        spans.push(Span::Text(Style::Plain, rest.to_owned()));
    }
    Some(spans)
}

/// Reads a TOML file of the templates into its shape; the refusal names line and column.
pub(super) fn table<T: serde::de::DeserializeOwned>(templates: &Templates, path: &str) -> Result<T, Problem> {
    let text = templates.text(path)?;
    toml::from_str(text).map_err(|fault| {
        let (line, column) = fault.span().map_or((0, 0), |span| place(text, span.start));
        let refusal = Problem::of_file(
            format!("templates/{path}"),
            format!("The file cannot be read: {}.", quote_parser(fault.message())),
            ProblemCode::PhrasesUnreadable,
        );
        refusal.at(line, column)
    })
}

/// Line and column, both from 1, of a byte offset.
pub(super) fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line as u32, column as u32)
}

#[cfg(test)]
mod tests {
    use super::Calendar;

    #[test]
    fn the_word_and_changes_before_the_vowel_i() {
        let calendar = |and_before_i: &str| Calendar {
            months: Default::default(),
            date: String::new(),
            and: "y".to_owned(),
            and_before_i: and_before_i.to_owned(),
            last_comma: false,
            thousands: String::new(),
            years: Default::default(),
            business_days: Default::default(),
            spelled: Vec::new(),
        };
        for (word, and) in [("instalamos", "e"), ("hicimos", "e"), ("cambiamos", "y"), ("hielo", "y"), ("Íbamos", "e")]
        {
            assert_eq!(calendar("e").and_before(word), and, "{word}");
            assert_eq!(calendar("").and_before(word), "y", "{word}");
        }
    }
}
