//! One letter for itself: what a preview shows without deciding about everybody else anew.

use super::context::JobContext;
use super::decide::Decision;
use super::entry::{Disposition, Entry, NONE};
use super::plan::Plan;
use super::produce::{Job, JobPress};
use super::rows::{SourceList, WorkerState};
use super::seeds::SeedPiece;
use super::set::{InkUse, set};
use super::settings::Settings;
use super::tally::Tally;
use super::variants::{RowOutcome, VariantNames, VariantTable};
use crate::finding::{Problem, Severity};
use crate::mailing::Attestation;
use crate::party::{Edition, JobId, Jurisdiction, Variant};
use std::collections::BTreeMap;

/// Inputs of a preview.
pub struct Preview<'a> {
    /// Facts, law, words, paper; its words may be others than those by which the row was decided about.
    pub context: &'a JobContext,
    /// Affected people by jurisdiction, which some letters print.
    pub residents: &'a BTreeMap<Jurisdiction, u64>,
    /// An id that no package has.
    pub id: JobId,
    /// Edition.
    pub edition: Edition,
}

impl Preview<'_> {
    /// The letter of a row as it was decided about, whether it is mailed or held, as a PDF marked PROOF.
    ///
    /// # Errors
    /// A row of which no letter can be made, with every finding that stands in the way; a letter that a rule forbids.
    pub fn of_row(&self, sources: &[SourceList<'_>], entry: &Entry) -> Result<Vec<u8>, Vec<Problem>> {
        let mut entries = vec![Entry { disposition: Disposition::Letter, variant: NONE, ..entry.clone() }];
        let settings = Settings::new(self.context, self.residents.clone());
        let (mut table, mut outcomes) = (VariantTable::default(), Vec::new());
        let ink = set(self.context, sources, &settings, &entries, &[0], None, |outfall| {
            let number = table.number_of(outfall.variant);
            outcomes.push(RowOutcome { row: 0, pages: outfall.pages, number, codes: outfall.codes });
        });
        let ink = ink.map_err(one)?;
        let variants = VariantNames::enter(&mut entries, &table, outcomes.into_iter());
        if entries[0].disposition != Disposition::Letter {
            let codes = entries[0].codes.iter().filter(|code| code.severity() >= Severity::Hold);
            return Err(codes.map(|code| Problem::of_file("", code.message(), code.advice())).collect());
        }
        let decision = self.decision(entries, variants, settings, ink, Vec::new());
        let plan = Plan::of_row(self.context, &decision, 0);
        self.press(sources, &decision, &plan, &Attestation::Proof)
    }

    /// The letter of a variant to the first address among the vendor profile's seeds, as a PDF marked SAMPLE.
    ///
    /// # Errors
    /// A letter that cannot be drafted or that a rule forbids; a profile without seeds.
    pub fn of_variant(&self, variant: &Variant) -> Result<Vec<u8>, Vec<Problem>> {
        let Some(seed) = self.context.vendor.seeds.addresses.first() else {
            let advice = "Give the vendor profile a seed.";
            return Err(vec![Problem::of_file("", "There is no recipient to show the letter for.", advice)]);
        };
        let settings = Settings::new(self.context, self.residents.clone());
        let letter = WorkerState::default().seed(self.context, &settings, *variant, seed).map_err(one)?;
        let (mut ink, mut variants) = (InkUse::default(), VariantNames::default());
        ink.glyphs.absorb(&letter.composed.pages);
        ink.tallest = letter.composed.address_height;
        let pages = letter.composed.pages.pages.len() as u16;
        let sown = SeedPiece { variant: *variant, name: variants.place(variant), address: 0, pages };
        let decision = self.decision(Vec::new(), variants, settings, ink, vec![sown]);
        let plan = Plan::of_seeds(self.context, &decision);
        self.press(&[], &decision, &plan, &Attestation::Sample)
    }

    fn decision(
        &self,
        entries: Vec<Entry>,
        variants: VariantNames,
        settings: Settings,
        InkUse { glyphs, tallest }: InkUse,
        seeds: Vec<SeedPiece>,
    ) -> Decision {
        let tally = Tally::count(&entries, &variants.names, &[]);
        Decision {
            entries,
            variants: variants.names,
            samples: variants.samples,
            tally,
            columns: Vec::new(),
            glyphs,
            settings,
            residents: self.residents.clone(),
            mail_by: None,
            tallest,
            copies: Vec::new(),
            seeds,
            codes_short: Vec::new(),
        }
    }

    fn press(
        &self,
        sources: &[SourceList<'_>],
        decision: &Decision,
        plan: &Plan,
        attestation: &Attestation,
    ) -> Result<Vec<u8>, Vec<Problem>> {
        let job = Job { id: self.id, run: 1, edition: self.edition, attestation };
        let shop = JobPress::open(self.context, sources, decision, job, plan).map_err(one)?;
        let mut bytes = Vec::new();
        shop.make_all::<Problem>(0, |made| {
            bytes = made.bytes;
            Ok(())
        })
        .map_err(one)?;
        Ok(bytes)
    }
}

fn one(refusal: Problem) -> Vec<Problem> {
    vec![refusal]
}
