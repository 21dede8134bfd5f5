//! The checklist of counsel, run on the finished words of a letter: everything that the law asks of it is looked for,
//! everything that it forbids is looked for too, and so is what no letter may have.
//!
//! The requirements come from three places: facts of the incident file and of the rules, which must be printed exactly
//! (`story`, `offices`, `offer`, `form`); sentences, whose words stand in `letters/checklist.toml` of the language
//! (`required_phrases`); and the house's own rules for every letter (`upkeep`). The checklist reads blocks and plain
//! text and asks no template, so it finds what a passage left out, and what a fact of the incident file brought in.

mod check;
mod form;
mod house_rules;
mod incident_items;
mod letter_review;
mod offer;
mod offices;
mod permitted_facts;
mod prohibited;
mod reading;
mod reading_grade;
mod required;
mod template_location;

pub use check::{Check, Light, ReadingGrade, highest_grade, worst};

use super::catalog::Catalog;
use super::draft::Draft;
use super::facts::Facts;
use crate::finding::{Problem, ProblemCode};
use crate::party::incident::Spanish;
use crate::party::{Language, Variant};
use crate::routing::RuleBook;
use letter_review::{LetterReview, Struck};
use reading::LetterReading;

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
    pub fn review(&self, variant: &Variant, facts: &Facts<'_>, draft: &Draft, least_type: Option<i32>) -> Vec<Check> {
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
            let reading = LetterReading::of(draft, blocks, &beside);
            let incident = self.catalog.incident();
            let variant = Variant { language, ..*variant };
            let case = LetterReview {
                variant: &variant,
                incident,
                rule,
                book: self.book,
                phrases: shelf.phrases(),
                wording: shelf.wording(),
                facts,
                least_type,
                set: self.catalog.set(shelf, &variant),
                reading,
                struck: Struck::default(),
            };
            required::checks(&case, &mut checks);
            prohibited::checks(&case, &mut checks);
            house_rules::checks(&case, &mut checks);
        }
        checks
    }

    /// Checks that no line of a letter's checklist is red, so that the letter may go out.
    ///
    /// # Errors
    /// Every red line, with the name of the letter, what is asked, and where to look for the first.
    pub fn clear(
        &self,
        variant: &Variant,
        facts: &Facts<'_>,
        draft: &Draft,
        least_type: Option<i32>,
    ) -> Result<(), Problem> {
        let checks = self.review(variant, facts, draft, least_type);
        let red: Vec<&Check> = checks.iter().filter(|check| check.light == Light::Red).collect();
        let Some(first) = red.first() else { return Ok(()) };
        let all: Vec<String> =
            red.iter().map(|check| format!("{} ({}) {}", check.item, check.asks, check.note)).collect();
        Err(Problem::of_file(
            first.look_at.clone(),
            format!("The letter {variant} does not pass the checklist: {}", all.join(" ")),
            ProblemCode::ChecklistFailed,
        ))
    }
}
