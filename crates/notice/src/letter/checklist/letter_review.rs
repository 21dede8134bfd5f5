//! One letter with everything that it is held against.

use super::check::Outcome;
use super::reading::{LetterLine, LetterReading};
use crate::letter::draft::BlockKind;
use crate::letter::facts::Facts;
use crate::letter::phrase::Phrases;
use crate::letter::required_phrases::{RequiredPhrases, spelt};
use crate::letter::template_set::TemplateSet;
use crate::letter::text_match::{fold, holds, says};
use crate::party::incident::{EventProse, MassachusettsDescription, Product, Steps};
use crate::party::{Incident, Language, Standing, Variant};
use crate::routing::{Addendum, Forbidden, LetterItem, Rule, RuleBook};
use chrono::NaiveDate;
use std::cell::OnceCell;

/// One letter with everything that it is held against.
pub(super) struct LetterReview<'a> {
    pub(super) variant: &'a Variant,
    pub(super) incident: &'a Incident,
    pub(super) rule: &'a Rule,
    pub(super) book: &'a RuleBook,
    pub(super) phrases: &'a Phrases,
    pub(super) wording: &'a RequiredPhrases,
    pub(super) facts: &'a Facts<'a>,
    pub(super) least_type: Option<i32>,
    /// The templates of which the letter was made.
    pub(super) set: &'a TemplateSet,
    pub(super) reading: LetterReading,
    pub(super) struck: Struck,
}

/// The text of the letter without facts of two kinds, which several items ask for; written when it is first asked for.
#[derive(Default)]
pub(super) struct Struck {
    pub(super) names: OnceCell<String>,
    pub(super) names_and_prose: OnceCell<String>,
}

/// The office that a letter names for its state.
pub(super) struct NamedOffice<'a> {
    pub(super) name: &'a str,
    pub(super) address: Vec<String>,
    pub(super) phone: &'a str,
    pub(super) website: &'a str,
}

impl<'a> LetterReview<'a> {
    /// The lines of the letter.
    pub(super) fn lines(&self) -> &[LetterLine] {
        &self.reading.lines
    }

    /// The first line that holds all of these facts, each as a whole.
    pub(super) fn with<S: AsRef<str>>(&self, facts: &[S]) -> Option<&LetterLine> {
        let facts: Vec<String> = facts.iter().map(|fact| fold(fact.as_ref())).collect();
        self.lines().iter().find(|line| facts.iter().all(|fact| holds(&line.folded, fact)))
    }

    /// The same under a heading alone.
    pub(super) fn with_under<S: AsRef<str>>(&self, heading: &str, facts: &[S]) -> Option<&LetterLine> {
        let facts: Vec<String> = facts.iter().map(|fact| fold(fact.as_ref())).collect();
        self.reading.under(heading).find(|line| facts.iter().all(|fact| holds(&line.folded, fact)))
    }

    /// Returns whether a folded text meets every group of words.
    pub(super) fn meets(&self, text: &str, groups: &[Vec<String>]) -> bool {
        groups.iter().all(|group| group.iter().any(|words| self.says(text, words)))
    }

    /// The first line that meets every group of words; headings do not count.
    pub(super) fn saying(&self, groups: &[Vec<String>]) -> Option<&LetterLine> {
        self.lines().iter().find(|line| !is_heading(line) && self.meets(&line.folded, groups))
    }

    /// An item that words alone show.
    pub(super) fn worded(&self, item: LetterItem) -> Outcome {
        let groups = self.wording.item(item);
        match self.saying(groups) {
            Some(line) => self.found(line),
            None => Outcome::Fault(format!("No paragraph says it. One has to hold all of: {}.", spelt(groups))),
        }
    }

    /// The outcome for a line that was found.
    pub(super) fn found(&self, line: &LetterLine) -> Outcome {
        Outcome::Found(format!("Found {}.", self.reading.place(line)))
    }

    /// Found, or the reason why it counts as missing.
    pub(super) fn found_or(&self, line: Option<&LetterLine>, why: impl FnOnce() -> String) -> Outcome {
        line.map_or_else(|| Outcome::Fault(why()), |line| self.found(line))
    }

    fn says(&self, text: &str, words: &str) -> bool {
        match words.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            Some(name) => self.fact(name).iter().any(|fact| holds(text, &fold(fact))),
            None => says(text, words),
        }
    }

    /// The forms of a fact that words can name in braces; none where there is no such fact.
    fn fact(&self, name: &str) -> Vec<String> {
        let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        match name {
            "agency" => self.office().map_or_else(Vec::new, |office| one(office.name)),
            "ftc" => one(&self.book.contacts().ftc.name),
            "state" => one(self.state_name()),
            "practice" => one(&self.incident.practice.name),
            "parent" => one(&self.incident.practice.parent_company),
            "count" => {
                let mut forms = one(&self.phrases.number(self.facts.residents));
                if self.facts.residents == 1 {
                    forms.extend(self.wording.count.one.iter().cloned());
                }
                forms
            }
            "months" => self.product().map_or_else(Vec::new, |p| vec![p.months.to_string()]),
            "product" => self.product_name().map_or_else(Vec::new, one),
            "provider" => self.product().map_or_else(Vec::new, |p| one(&p.provider)),
            _ => Vec::new(),
        }
    }

    /// The state's name in the language of the letter.
    pub(super) fn state_name(&self) -> &str {
        self.rule.name_in(self.variant.language)
    }

    /// A date as this language writes it.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        self.phrases.date(date)
    }

    /// The days of the breach: one or two dates, none where they are not known.
    pub(super) fn breach_dates(&self) -> Vec<String> {
        let Some(range) = self.incident.event.occurred.range() else { return Vec::new() };
        let mut dates = vec![self.date(range.from)];
        if !range.is_one_day() {
            dates.push(self.date(range.to));
        }
        dates
    }

    /// The practice's words on what happened and what is being done, in the language of the letter.
    pub(super) fn prose(&self) -> (&'a str, &'a Steps) {
        let event = &self.incident.event;
        match self.spanish() {
            Some(es) => (&es.what_happened, &es.steps),
            None => (&event.what_happened, &event.steps),
        }
    }

    /// The product that this standing is offered.
    pub(super) fn product(&self) -> Option<&'a Product> {
        self.incident.monitoring.offer(self.variant.standing)
    }

    /// The name of that product in the language of the letter.
    pub(super) fn product_name(&self) -> Option<&'a str> {
        let product = self.product()?;
        let es = self.spanish().map(|es| match self.variant.standing {
            Standing::Minor => &es.minor_product,
            _ => &es.adult_product,
        });
        Some(es.filter(|name| !name.is_empty()).unwrap_or(&product.product))
    }

    /// The words of the incident file in Spanish, where the letter is.
    pub(super) fn spanish(&self) -> Option<&'a EventProse> {
        self.incident.event.es.as_ref().filter(|_| self.variant.language == Language::Es)
    }

    /// Returns whether nothing can be offered because the person has died.
    pub(super) fn dead(&self) -> bool {
        self.variant.standing == Standing::Deceased
    }

    /// Returns whether the law bars the nature of the breach from this letter.
    pub(super) fn nature_barred(&self) -> bool {
        self.rule.forbids(Forbidden::NatureOfBreach, self.variant.elements)
    }

    /// Returns whether counsel chose to leave the description out.
    pub(super) fn left_out_by_counsel(&self) -> bool {
        let choice = self.incident.counsel.massachusetts_description;
        self.nature_barred() && choice == Some(MassachusettsDescription::Omit)
    }

    /// The office of the state that the letter names: that of the addendum, else the first regulator with an address.
    pub(super) fn office(&self) -> Option<NamedOffice<'a>> {
        if let Some(addendum) = &self.rule.state_addendum {
            return Some(NamedOffice {
                name: &addendum.agency,
                address: address(addendum),
                phone: &addendum.phone,
                website: &addendum.website,
            });
        }
        let regulator = self.rule.regulators.iter().find(|r| !r.address.is_empty())?;
        Some(NamedOffice {
            name: &regulator.name,
            address: regulator.address.clone(),
            phone: &regulator.phone,
            website: &regulator.website,
        })
    }
}

/// Street lines and the line with city, state and ZIP.
pub(super) fn address(addendum: &Addendum) -> Vec<String> {
    let mut lines = addendum.address_lines.clone();
    lines.push(format!("{}, {} {}", addendum.city, addendum.state, addendum.zip));
    lines
}

/// Returns whether a line is a title or heading.
pub(super) fn is_heading(line: &LetterLine) -> bool {
    matches!(line.kind, BlockKind::Title | BlockKind::Heading(_))
}
