//! The checklist of counsel, run on the finished words of a letter: everything that the law asks of it is looked for,
//! everything that it forbids is looked for too, and so is what no letter may have.
//!
//! What a letter must hold comes from three places: facts of the incident file and of the rules, which must be printed
//! exactly (`story`, `offices`, `offer`, `form`); sentences, whose words stand in `letters/checklist.toml` of the language (`wording`); and the
//! house's own rules for every letter (`upkeep`). It reads blocks and plain text and asks no template, so it finds what
//! a passage left out, and what a fact of the incident file brought in.

mod asked;
mod banned;
mod case;
mod form;
mod home;
mod known;
mod offer;
mod offices;
mod reading;
mod story;
mod upkeep;
mod wording;

pub(super) use wording::Wording;

use super::catalog::{Catalog, Facts};
use super::draft::Draft;
use crate::finding::Refusal;
use crate::party::incident::Spanish;
use crate::party::{Language, Variant};
use crate::routing::RuleBook;
use case::Case;
use reading::Reading;
use serde::Serialize;

/// Green: there, and as it should be. Amber: somebody should look, but nothing stops. Red: the letter may not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// There, and as it should be.
    Green,
    /// Somebody should look.
    Amber,
    /// The letter may not go out.
    Red,
}

impl Light {
    /// The word in lists and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
pub struct Check {
    /// The word of the item.
    pub item: String,
    /// What is asked, in plain words.
    pub asks: String,
    /// How it stands.
    pub light: Light,
    /// Where it was found, or why it counts as not there.
    pub note: String,
    /// The file below `templates/`, or the table of the incident file, in which to look.
    pub look_at: String,
}

/// What a check came to, before it is written down.
pub(crate) enum Outcome {
    /// There, and where.
    Found(String),
    /// Somebody should look.
    Doubt(String),
    /// Not as it should be, and why.
    Fault(String),
}

/// The checklist of one catalog under one rule book.
#[derive(Clone, Copy)]
pub struct Checklist<'a> {
    catalog: &'a Catalog,
    book: &'a RuleBook,
}

impl<'a> Checklist<'a> {
    /// The checklist for the letters of a catalog.
    pub fn new(catalog: &'a Catalog, book: &'a RuleBook) -> Self {
        Self { catalog, book }
    }

    /// Goes over a letter as it was drafted. `least_type` is the smallest type size of its text in hundredths of a
    /// point, where the page is known. The order is that of the law: federal items, those of the state, bans, then
    /// what holds for every letter.
    pub fn go_over(&self, variant: &Variant, facts: &Facts<'_>, draft: &Draft, least_type: Option<i32>) -> Vec<Check> {
        let Some(rule) = self.book.rule(variant.jurisdiction) else { return Vec::new() };
        let mut checks = Vec::new();
        let (mut letters, beside) = reading::letters(draft);
        // A letter of which nothing is left is read as what it is: one that lacks everything.
        let spanish = self.catalog.incident().mailing.spanish;
        let both = draft.language == Language::Es && spanish == Spanish::Bilingual;
        for language in [draft.language].into_iter().chain(both.then_some(Language::En)) {
            if !letters.iter().any(|(written, _)| *written == language) {
                letters.push((language, &[]));
            }
        }
        for (language, blocks) in letters {
            let Some(shelf) = self.catalog.shelf(language) else { continue };
            let reading = Reading::of(draft, blocks, &beside);
            let incident = self.catalog.incident();
            let variant = Variant { language, ..*variant };
            let case = Case {
                variant: &variant,
                incident,
                rule,
                book: self.book,
                phrases: shelf.phrases(),
                wording: shelf.wording(),
                facts,
                least_type,
                own_passages: shelf.has_own(variant.jurisdiction),
                reading,
                struck: known::Struck::default(),
            };
            asked::checks(&case, &mut checks);
            banned::checks(&case, &mut checks);
            upkeep::checks(&case, &mut checks);
        }
        checks
    }

    /// Why a letter may not go out, where something is red.
    ///
    /// # Errors
    /// Every red line, with the name of the letter, what is asked, and where to look for the first.
    pub fn clear(
        &self,
        variant: &Variant,
        facts: &Facts<'_>,
        draft: &Draft,
        least_type: Option<i32>,
    ) -> Result<(), Refusal> {
        let checks = self.go_over(variant, facts, draft, least_type);
        let red: Vec<&Check> = checks.iter().filter(|check| check.light == Light::Red).collect();
        let Some(first) = red.first() else { return Ok(()) };
        let all: Vec<String> =
            red.iter().map(|check| format!("{} ({}) {}", check.item, check.asks, check.note)).collect();
        Err(Refusal::of_file(
            first.look_at.clone(),
            format!("The letter {variant} does not pass the checklist: {}", all.join(" ")),
            "Correct the passage, or the words of the incident file that it prints, and have counsel look at it.",
        ))
    }
}

/// The worst light of some checks; green where there are none.
pub fn worst<'c>(checks: impl IntoIterator<Item = &'c Check>) -> Light {
    checks.into_iter().map(|check| check.light).max().unwrap_or(Light::Green)
}
