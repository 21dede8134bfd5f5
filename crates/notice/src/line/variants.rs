//! The variants of letters as rows point to them: by number while they are worked on, by name in what is decided.

use super::entry::{Entry, NONE};
use crate::finding::{CodeSet, Severity};
use crate::party::{Jurisdiction, Variant};
use rustc_hash::FxHashMap;

/// Every variant that was met, each with a number. Numbers depend on what was met before, so that nothing that is given
/// out may depend on them.
#[derive(Clone, Default)]
pub(super) struct VariantTable {
    all: Vec<Variant>,
    numbers: FxHashMap<Variant, u32>,
}

impl VariantTable {
    /// The number of a variant.
    pub(super) fn number(&mut self, variant: Variant) -> u32 {
        *self.numbers.entry(variant).or_insert_with(|| {
            self.all.push(variant);
            self.all.len() as u32 - 1
        })
    }

    /// The number of a variant where there is one, else [`NONE`].
    pub(super) fn number_of(&mut self, variant: Option<Variant>) -> u32 {
        variant.map_or(NONE, |variant| self.number(variant))
    }

    /// The number of a variant that was met.
    pub(super) fn known(&self, variant: &Variant) -> Option<u32> {
        self.numbers.get(variant).copied()
    }

    /// The variant of a number.
    pub(super) fn variant(&self, number: u32) -> &Variant {
        &self.all[number as usize]
    }

    /// Returns the number of variants.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}

/// Outcome of one row's letter, without what it prints.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowOutcome {
    /// The row.
    pub(super) row: u32,
    /// Pages, without a blank back.
    pub(super) pages: u16,
    /// Number of the variant, or [`NONE`].
    pub(super) number: u32,
    /// Findings made while it was set.
    pub(super) codes: CodeSet,
}

impl RowOutcome {
    /// Returns true if a finding takes the letter away.
    pub(super) fn is_held(&self) -> bool {
        self.codes.worst() >= Some(Severity::Hold)
    }
}

/// Names of variants, in the order in which rows meet them.
#[derive(Default)]
pub(super) struct VariantNames {
    /// The names.
    pub(super) names: Vec<String>,
    /// The variant behind each name: of the first letter that is mailed under it, else as it was first met.
    pub(super) samples: Vec<Variant>,
    /// For each name, true if its sample is that of a mailed letter.
    mailed: Vec<bool>,
    places: FxHashMap<(Jurisdiction, String), u32>,
}

impl VariantNames {
    /// The place of a variant's name.
    pub(super) fn place(&mut self, variant: &Variant) -> u32 {
        let name = variant.id();
        let Self { names, samples, mailed, .. } = self;
        *self.places.entry((variant.jurisdiction, name)).or_insert_with_key(|(_, name)| {
            names.push(name.clone());
            samples.push(*variant);
            mailed.push(false);
            names.len() as u32 - 1
        })
    }

    /// Enters what letters turned out to be, in the order of the rows, and puts the places of names where numbers of variants
    /// stood: first for all rows as they were read, then for those that were set.
    pub(super) fn enter(
        entries: &mut [Entry],
        table: &VariantTable,
        outcomes: impl Iterator<Item = RowOutcome>,
    ) -> VariantNames {
        let mut names = Self::default();
        let mut places = vec![NONE; table.len()];
        let mut place = |names: &mut Self, number: u32| {
            let known = &mut places[number as usize];
            if *known == NONE {
                *known = names.place(table.variant(number));
            }
            *known
        };
        for entry in entries.iter_mut().filter(|entry| entry.variant != NONE) {
            entry.variant = place(&mut names, entry.variant);
        }
        for outcome in outcomes {
            let entry = &mut entries[outcome.row as usize];
            entry.pages = outcome.pages;
            if outcome.number != NONE {
                let name = place(&mut names, outcome.number);
                entry.variant = name;
                if !outcome.is_held() && !std::mem::replace(&mut names.mailed[name as usize], true) {
                    names.samples[name as usize] = *table.variant(outcome.number);
                }
            }
            if !outcome.codes.is_empty() {
                entry.find_all(outcome.codes);
            }
        }
        names
    }
}
