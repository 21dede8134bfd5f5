//! Comparison of a mailing with the law of another day: whose letters, and which clocks, would differ.

use super::context::JobContext;
use super::decide::Decision;
use super::entry::Disposition;
use crate::finding::Problem;
use crate::letter::{Draft, Facts};
use crate::party::incident::Addenda;
use crate::party::{Jurisdiction, Variant};
use crate::routing::{Amendment, Deadline, Duty, deadlines};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Difference between the law of the mailing date and that of another day, for one mailing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LawDifference {
    /// The mailing date, whose law holds.
    pub mailing: NaiveDate,
    /// The other day.
    pub law_of: NaiveDate,
    /// States whose law is not the same on both, with people on the lists or without.
    pub laws: Vec<ChangedLaw>,
    /// Letters that would differ, in order of their version.
    pub letters: Vec<ChangedLetters>,
    /// Clocks that would differ.
    pub clocks: Vec<ChangedClock>,
    /// Versions whose law would be another one, so that a signature under them would not hold.
    pub signatures: Vec<String>,
}

/// A state whose law is not the same on both days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedLaw {
    /// Two letters.
    pub jurisdiction: Jurisdiction,
    /// Its name.
    pub name: String,
    /// Amendments between the two days, each with its first day.
    pub amendments: Vec<String>,
    /// Affected people who live there.
    pub people: u64,
}

/// Letters that would differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ChangedLetters {
    /// Their version; empty where the law of the mailing date sends no letter.
    pub variant: String,
    /// Their version under the law of the other day; empty where it sends none.
    pub other: String,
    /// Number of letters.
    pub letters: u64,
}

/// A clock that would differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedClock {
    /// The state.
    pub jurisdiction: Option<Jurisdiction>,
    /// The duty.
    pub duty: Duty,
    /// Those who are told.
    pub whom: String,
    /// The last day; absent where there is no such clock.
    pub due: Option<NaiveDate>,
    /// The last day under the law of the other day.
    pub other: Option<NaiveDate>,
}

/// Compares the letters and clocks of a mailing with those that the law of another day gives the same people.
pub fn compare_laws(
    law_of: NaiveDate,
    (context, decision): (&JobContext, &Decision),
    (other_context, other): (&JobContext, &Decision),
) -> Result<LawDifference, Problem> {
    let mailing = context.incident.mailing.date;
    let places: BTreeSet<Jurisdiction> = context.book.changed_between(mailing, law_of).into_iter().collect();
    let between = |day: NaiveDate| mailing.min(law_of) < day && day <= mailing.max(law_of);
    let law = |place: &Jurisdiction| {
        let rule = context.book.rule(*place)?;
        let started = |amendment: &Amendment| {
            let start = amendment.start().filter(|start| between(*start))?;
            Some(format!("{}, from {start}", amendment.name))
        };
        let amendments = rule.amendments.iter().filter_map(started).collect();
        let people = decision.residents.get(place).copied().unwrap_or_default();
        Some(ChangedLaw { jurisdiction: *place, name: rule.name.clone(), amendments, people })
    };
    let letters = compare_letters(&places, (context, decision), (other_context, other))?;
    // Where letters print the paragraphs of all states, those of others change, too.
    let mut signatures: BTreeSet<String> = versions_of(&places, decision).into_iter().collect();
    signatures.extend(letters.iter().map(|changed| changed.variant.clone()).filter(|variant| !variant.is_empty()));
    Ok(LawDifference {
        mailing,
        law_of,
        laws: places.iter().filter_map(law).collect(),
        letters,
        clocks: compare_clocks(&clocks(context, decision), &clocks(other_context, other)),
        signatures: signatures.into_iter().collect(),
    })
}

/// The versions of letters to people of some states.
fn versions_of(places: &BTreeSet<Jurisdiction>, decision: &Decision) -> Vec<String> {
    let letters = decision.entries.iter().filter(|entry| entry.disposition == Disposition::Letter);
    let own = letters.filter(|entry| entry.jurisdiction.is_some_and(|place| places.contains(&place)));
    let versions: BTreeSet<u32> = own.map(|entry| entry.variant).collect();
    let mut names: Vec<String> =
        versions.into_iter().filter_map(|at| decision.variants.get(at as usize).cloned()).collect();
    names.sort_unstable();
    names
}

fn compare_letters(
    places: &BTreeSet<Jurisdiction>,
    (context, decision): (&JobContext, &Decision),
    (other_context, other): (&JobContext, &Decision),
) -> Result<Vec<ChangedLetters>, Problem> {
    // Where letters print the paragraphs of all states, one state's law is in everybody's letter.
    let in_every_letter = context.incident.mailing.addenda == Addenda::Union
        && places.iter().any(|place| decision.residents.contains_key(place));
    let mut same_words: FxHashMap<(u32, u32, u32), bool> = FxHashMap::default();
    let mut counted: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (one, two) in decision.entries.iter().zip(&other.entries) {
        let lives_there = one.jurisdiction.is_some_and(|place| places.contains(&place));
        if !lives_there && !in_every_letter {
            continue;
        }
        let name = |decision: &Decision, is_letter: bool, variant: u32| {
            let name = decision.variants.get(variant as usize).filter(|_| is_letter);
            name.cloned().unwrap_or_default()
        };
        let [is_letter, is_other] = [one, two].map(|entry| entry.disposition == Disposition::Letter);
        let names = (name(decision, is_letter, one.variant), name(other, is_other, two.variant));
        let differs = if is_letter && is_other && names.0 == names.1 {
            let key = (one.variant, two.variant, one.elements.bits());
            let is_same = match same_words.get(&key) {
                Some(is_same) => *is_same,
                None => {
                    let draft = |context: &JobContext, decision: &Decision, at: u32| {
                        draft_of(context, decision, Variant { elements: one.elements, ..decision.samples[at as usize] })
                    };
                    draft(context, decision, one.variant)? == draft(other_context, other, two.variant)?
                }
            };
            same_words.insert(key, is_same);
            !is_same
        } else {
            names.0 != names.1
        };
        if differs {
            *counted.entry(names).or_default() += 1;
        }
    }
    let changed = |((variant, other), letters)| ChangedLetters { variant, other, letters };
    Ok(counted.into_iter().map(changed).collect())
}

/// The words of a version, with the counts of a decision.
fn draft_of(context: &JobContext, decision: &Decision, variant: Variant) -> Result<Draft, Problem> {
    let union: Vec<(Jurisdiction, u64)> = match context.incident.mailing.addenda {
        Addenda::Union => decision.residents.iter().map(|(place, people)| (*place, *people)).collect(),
        Addenda::Own => Vec::new(),
    };
    let residents = decision.residents.get(&variant.jurisdiction).copied().unwrap_or_default();
    context.catalog.draft(&variant, &Facts { residents, union: &union })
}

fn clocks(context: &JobContext, decision: &Decision) -> Vec<Deadline> {
    deadlines(&context.book, &context.incident, &decision.residents, decision.unreachable())
}

fn compare_clocks(these: &[Deadline], others: &[Deadline]) -> Vec<ChangedClock> {
    type Key = (Option<Jurisdiction>, Duty, String);
    let days = |clocks: &[Deadline]| -> BTreeMap<Key, NaiveDate> {
        let of = |clock: &Deadline| ((clock.jurisdiction, clock.duty, clock.whom.clone()), clock.last_day());
        clocks.iter().map(of).collect()
    };
    let (these, others) = (days(these), days(others));
    let keys: BTreeSet<&Key> = these.keys().chain(others.keys()).collect();
    let changed = |key: &&Key| these.get(*key) != others.get(*key);
    let told = |key: &Key| {
        let (jurisdiction, duty, whom) = key.clone();
        ChangedClock { jurisdiction, duty, whom, due: these.get(key).copied(), other: others.get(key).copied() }
    };
    keys.into_iter().filter(changed).map(told).collect()
}
