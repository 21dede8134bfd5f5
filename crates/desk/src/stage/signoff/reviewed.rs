//! The letters that counsel approves, each with everything that it can print, its checks and its law.

use crate::CommandError;
use crate::casefile::ledger::Summary;
use crate::ledger::FIGURE;
use crate::snapshot::CaseSnapshot;
use crate::templates::show::{Shown, shown};
use notice::composition::least_type;
use notice::letter::{Checklist, Draft, Facts};
use notice::party::incident::Addenda;
use notice::party::{Jurisdiction, TypeSize, Variant};

/// A letter as counsel reviews it.
pub(super) struct ReviewedLetter {
    /// Name of the variant.
    pub(super) name: String,
    /// The variant, with all elements that it can name.
    pub(super) variant: Variant,
    /// Letters under it.
    pub(super) letters: u64,
    /// Digest of its text, as it is signed.
    pub(super) digest: String,
    /// Its words.
    pub(super) draft: Draft,
    /// Its law, doubts and checks.
    pub(super) shown: Shown,
}

/// Drafts and checks letters that a case needs.
pub(super) struct LetterReview<'a> {
    snapshot: &'a CaseSnapshot,
    summary: &'a Summary,
    places: Vec<(Jurisdiction, u64)>,
    checklist: Checklist<'a>,
    least_type: i32,
}

impl<'a> LetterReview<'a> {
    /// Prepares the review of the letters of a case.
    ///
    /// # Errors
    /// Page templates that cannot be read.
    pub(super) fn new(snapshot: &'a CaseSnapshot, summary: &'a Summary) -> Result<Self, CommandError> {
        let context = &snapshot.setup.context;
        let places = match context.incident.mailing.addenda {
            Addenda::Union => summary.residents.keys().filter_map(|code| Jurisdiction::parse(code)).collect(),
            Addenda::Own => Vec::new(),
        };
        Ok(Self {
            snapshot,
            summary,
            places: places.into_iter().map(|place| (place, FIGURE)).collect(),
            checklist: Checklist::new(&context.catalog, &context.book),
            least_type: least_type(&snapshot.templates, TypeSize::Regular)?,
        })
    }

    /// The counts of residents that a letter to people of a place prints.
    pub(super) fn facts(&self, place: Jurisdiction) -> Facts<'_> {
        let residents = self.summary.residents.get(place.code()).copied().unwrap_or(FIGURE);
        Facts { residents, union: &self.places }
    }

    /// Drafts and checks one letter; `None` for a variant that the case does not need, or whose place has no rule.
    ///
    /// # Errors
    /// Words that cannot be drafted.
    pub(super) fn review(&self, name: &str) -> Result<Option<ReviewedLetter>, CommandError> {
        let context = &self.snapshot.setup.context;
        let (catalog, book) = (&context.catalog, &context.book);
        let Some(text) = self.summary.variants.get(name) else { return Ok(None) };
        let Some(sample) = text.sample else { return Ok(None) };
        let Some(rule) = book.rule(sample.jurisdiction) else { return Ok(None) };
        // All that the letter can print, unless that would make a letter of another family of it.
        let all = Variant { elements: self.summary.told, ..sample };
        let variant = if rule.family(all.elements) == sample.family { all } else { sample };
        let facts = self.facts(variant.jurisdiction);
        let draft = catalog.draft(&variant, &facts)?;
        let checks = self.checklist.review(&variant, &facts, &draft, Some(self.least_type));
        let unread =
            catalog.translations().iter().filter(|t| t.language == variant.language && !t.is_settled()).count();
        let mut shown = shown(book, rule, &variant, &context.incident, &draft, checks, unread);
        name.clone_into(&mut shown.variant);
        Ok(Some(ReviewedLetter {
            name: name.to_owned(),
            variant,
            letters: text.letters,
            digest: text.digest.text.clone(),
            draft,
            shown,
        }))
    }

    /// Drafts and checks letters by name, in this order.
    ///
    /// # Errors
    /// As [`Self::review`].
    pub(super) fn review_all<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Vec<ReviewedLetter>, CommandError> {
        names.into_iter().filter_map(|name| self.review(name).transpose()).collect()
    }
}
