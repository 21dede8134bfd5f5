//! Decisions that follow from all rows together, once each was read and rows of one person are known: findings that
//! take a letter away or give it back, people by state, and enrolment codes. One pass after another over the entries;
//! only rows of children that stand on several are read.

use super::context::{JobContext, Pools};
use super::decisions::RowDecision;
use super::entry::{Disposition, Entry, FamilyNameMatch, NONE};
use super::join::{MatchedGroups, choose_joined_parents, unite};
use super::rows::SourceList;
use crate::finding::{Code, Finding, Position, Problem};
use crate::intake::column_shift;
use crate::party::incident::Nature;
use crate::party::{Jurisdiction, Standing};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Counts and findings over all rows, before letters are set.
pub(super) struct RowTotals {
    /// Affected people by jurisdiction, held ones included.
    pub(super) residents: BTreeMap<Jurisdiction, u64>,
    /// Findings about files, columns and the mailing as a whole.
    pub(super) columns: Vec<Finding>,
    /// Pools with fewer codes than people who need one.
    pub(super) codes_short: Vec<Problem>,
    /// Children who stand on several rows, with parents under the numbers of all.
    pub(super) on_several_rows: Vec<u32>,
}

/// Decides about all rows what needs no letter: takes the entries as they were read, each for itself, with what was found
/// about groups of rows, and leaves them as they go into the second sweep.
pub(super) fn aggregate<'h>(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &mut [Entry],
    heard: impl Iterator<Item = &'h MatchedGroups> + Clone,
) -> Result<RowTotals, Problem> {
    unite(context, sources, entries, heard);
    let on_several_rows = choose_joined_parents(context, sources, entries)?;
    suspect_shifts(entries);
    carry_out(sources, entries);
    wait_for_offices(context, sources, entries);
    let mut columns: Vec<Finding> = sources.iter().flat_map(|source| source.list.findings().iter().copied()).collect();
    let mut counted: FxHashMap<Jurisdiction, u64> = FxHashMap::default();
    let mut affected = 0u64;
    for entry in entries.iter().filter(|entry| is_affected(entry)) {
        affected += 1;
        if let Some(jurisdiction) = entry.jurisdiction {
            *counted.entry(jurisdiction).or_default() += 1;
        }
    }
    if affected != context.incident.event.people_total {
        columns.push(Finding::new(Code::PeopleTotalDiffers, Position::default()));
    }
    let event = &context.incident.event;
    let agent = event.vendor.as_ref().and_then(|vendor| vendor.agent);
    if (event.vendor.is_some() || event.nature == Nature::Vendor) && agent.is_none() {
        columns.push(Finding::new(Code::VendorAgentUnknown, Position::default()));
    }
    if event.response.is_none() {
        columns.push(Finding::new(Code::ResponseUnsorted, Position::default()));
    }
    if context.book.police_ask_to_wait(&context.incident) {
        columns.push(Finding::new(Code::PoliceDelay, Position::default()));
    }
    let codes_short = deal_codes(context, sources, entries);
    Ok(RowTotals { residents: counted.into_iter().collect(), columns, codes_short, on_several_rows })
}

/// Carries out what was decided about rows that look like one person, ends the holds that were ended, and takes out
/// who was written to before: a person who stands in several joined rows was written to when any of them was.
fn carry_out(sources: &[SourceList<'_>], entries: &mut [Entry]) {
    if sources.iter().all(|source| source.decisions.rulings.is_empty() && source.decisions.mailed.is_empty()) {
        return;
    }
    let decisions = |entry: &Entry| &sources[usize::from(entry.file)].decisions;
    let mut mailed: Vec<u32> = Vec::new();
    for (row, entry) in (0u32..).zip(entries.iter_mut()) {
        if let Some(ruling) = decisions(entry).rulings.get(&entry.extent.line) {
            ruling.end(&mut entry.codes);
            entry.resettle();
        }
        if decisions(entry).mailed.contains(&entry.extent.line) {
            mailed.push(if entry.disposition == Disposition::Merged { entry.primary } else { row });
        }
    }
    for row in mailed {
        let entry = &mut entries[row as usize];
        entry.codes.insert(Code::AlreadyMailed);
        let ruling = decisions(entry).rulings.get(&entry.extent.line);
        let gets_copies = entry.codes.contains(Code::ParentCopy) && ruling.is_some_and(RowDecision::is_written_anew);
        if entry.disposition == Disposition::Letter && !gets_copies {
            entry.disposition = Disposition::Excluded;
        }
    }
}

/// Holds letters to people of states whose office must be told first and was not, where the law of the state applies to what
/// was taken of them.
fn wait_for_offices(context: &JobContext, sources: &[SourceList<'_>], entries: &mut [Entry]) {
    let Some(prior) = sources.iter().find_map(|source| source.decisions.prior_notices.as_ref()) else { return };
    let book = &context.book;
    let covered_in = |entry: &Entry| {
        let rule = book.rule(entry.jurisdiction?)?;
        rule.applies_to(entry.elements).then_some(rule.code)
    };
    let mut covered: BTreeMap<Jurisdiction, u64> = BTreeMap::new();
    for place in entries.iter().filter(|entry| is_affected(entry)).filter_map(covered_in) {
        *covered.entry(place).or_default() += 1;
    }
    let waiting = book.states_that_wait(&context.incident, &covered, prior);
    if waiting.is_empty() {
        return;
    }
    let letters = entries.iter_mut().filter(|entry| entry.disposition == Disposition::Letter && !is_for_copies(entry));
    for entry in letters {
        if covered_in(entry).is_some_and(|place| waiting.contains(&place)) {
            entry.find(Code::AuthorityFirst);
        }
    }
}

/// Returns true if a row is one of the people who were affected, whether a letter goes to them or not.
fn is_affected(entry: &Entry) -> bool {
    !matches!(entry.disposition, Disposition::Merged | Disposition::Excluded) && !is_for_copies(entry)
}

/// Returns true if a row was written to, and is only kept among the letters until copies for further parents are set.
pub(super) fn is_for_copies(entry: &Entry) -> bool {
    entry.disposition == Disposition::Letter && entry.codes.contains(Code::AlreadyMailed)
}

/// Takes out rows that were written to, once their copies are set.
pub(super) fn end_copies(entries: &mut [Entry]) {
    for entry in entries.iter_mut().filter(|entry| is_for_copies(entry)) {
        entry.disposition = Disposition::Excluded;
    }
}

/// Holds rows around which columns disagree as if they had slipped against each other, or as if one had been sorted alone:
/// ZIP codes with states, birth dates with the calendar, guardians' family names with the children's, deceased flags with death dates.
fn suspect_shifts(entries: &mut [Entry]) {
    let places: Vec<bool> = entries.iter().map(|e| column_shift::disagrees(e.codes)).collect();
    let dates: Vec<bool> = entries.iter().map(|e| column_shift::is_no_birth(e.codes)).collect();
    let mut suspected = column_shift::blocks(&places);
    suspected.extend(column_shift::blocks(&dates));
    for entry in suspected.into_iter().flatten() {
        entries[entry].find(Code::ShiftSuspected);
    }
    for at in 1..entries.len() {
        let [one, other] = [at - 1, at].map(|at| (entries[at].file, entries[at].codes));
        if one.0 == other.0 && column_shift::death_slipped(one.1, other.1) {
            entries[at - 1].find(Code::DeathSlipped);
            entries[at].find(Code::DeathSlipped);
        }
    }
    let named: Vec<usize> = (0..entries.len()).filter(|&at| entries[at].guardian != FamilyNameMatch::Unknown).collect();
    let others: Vec<bool> = named.iter().map(|&at| entries[at].guardian == FamilyNameMatch::Other).collect();
    for at in column_shift::find_independently_sorted(&others).into_iter().flatten() {
        entries[named[at]].find(Code::ShiftSuspected);
    }
}

/// Gives every person who needs one a code of the right pool: the one that the person has for life, else the next that
/// nobody has, in the order of the rows. Whoever gets none is held as their letter is set. Gives the pools that are too small.
fn deal_codes(context: &JobContext, sources: &[SourceList<'_>], entries: &mut [Entry]) -> Vec<Problem> {
    let mut short = Vec::new();
    let Pools { adult, minor, adult_taken, minor_taken } = &context.pools;
    for (minors, pool, taken) in [(false, adult, adult_taken), (true, minor, minor_taken)] {
        let Some(pool) = pool else { continue };
        let served = |e: &&mut Entry| {
            e.disposition == Disposition::Letter
                && match e.standing {
                    Some(Standing::Minor) => minors,
                    Some(Standing::Adult | Standing::Represented) => !minors,
                    Some(Standing::Deceased) | None => false,
                }
        };
        let mut free = (0u32..).filter(|place| !taken.contains(place));
        let mut fresh = 0;
        for entry in entries.iter_mut().filter(served) {
            let own = sources[usize::from(entry.file)].decisions.codes.get(&entry.extent.line);
            entry.code = match own.filter(|dealt| dealt.minors == minors) {
                Some(dealt) => dealt.place,
                // A copy carries the code of the letter that went.
                None if is_for_copies(entry) => NONE,
                None => {
                    fresh += 1;
                    free.next().unwrap_or(NONE)
                }
            };
        }
        short.extend(pool.need(taken.len() + fresh).err());
    }
    short
}
