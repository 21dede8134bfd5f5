//! Rows that are one person: proposed by fingerprints, decided by true values and by people, with what each row brings
//! along.

use super::context::JobContext;
use super::decisions::RowDecision;
use super::entry::{Disposition, Entry, NONE};
use super::offer;
use super::read::kinship;
use super::rows::{SourceList, people};
use super::run_in_order;
use crate::finding::{Code, CodeSet, Position, Problem};
use crate::intake::matching::{self, MatchOutcome, RowMatch};
use crate::party::Standing;
use rustc_hash::FxHashSet;

/// Matches of one group of rows that may be one person.
#[derive(Clone, Debug, Default)]
pub(super) struct MatchedGroups {
    /// Verdicts on its rows.
    judged: Vec<RowMatch>,
    /// Pairs of its rows about which a person should say whether they are one.
    doubted: Vec<[u32; 2]>,
}

impl MatchedGroups {
    /// The same with other numbers of rows, which stand in the same order.
    pub(super) fn renumbered(&self, number: impl Fn(u32) -> u32) -> Self {
        let judged = self.judged.iter().map(|judgement| RowMatch {
            row: number(judgement.row),
            verdict: match judgement.verdict {
                MatchOutcome::MergedInto(primary) => MatchOutcome::MergedInto(number(primary)),
                verdict => verdict,
            },
        });
        Self { judged: judged.collect(), doubted: self.doubted.iter().map(|pair| pair.map(&number)).collect() }
    }
}

/// Compares the people of each group on their true values; fingerprints only proposed them. Pairs in doubt are kept where
/// they are wanted.
pub(super) fn match_groups(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &[Entry],
    groups: &[Vec<u32>],
    with_doubts: bool,
) -> Result<Vec<MatchedGroups>, Problem> {
    let mut heard = Vec::with_capacity(groups.len());
    run_in_order(
        context.threads,
        groups.chunks(256),
        || (),
        |(), groups| {
            let hear_group = |group: &Vec<u32>| {
                let people = people(context, sources, entries, group)?;
                let group: Vec<_> = group.iter().copied().zip(&people).collect();
                let (judged, doubts) = matching::resolve_group(&group);
                let doubts = doubts.into_iter().filter(|_| with_doubts);
                Ok(MatchedGroups { judged, doubted: doubts.map(|doubt| doubt.rows).collect() })
            };
            groups.iter().map(hear_group).collect::<Result<Vec<_>, Problem>>()
        },
        |found: Vec<MatchedGroups>| {
            heard.extend(found);
            Ok(())
        },
    )?;
    Ok(heard)
}

/// Returns true if anybody of the lists was written to, so that pairs in doubt matter.
pub(super) fn anybody_mailed(sources: &[SourceList<'_>]) -> bool {
    sources.iter().any(|source| !source.decisions.mailed.is_empty())
}

/// Joins rows of one person, as they were judged and as people decided. The order of the groups is that of their first rows.
pub(super) fn unite<'h>(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &mut [Entry],
    heard: impl Iterator<Item = &'h MatchedGroups> + Clone,
) {
    let decided = DecidedPairs::of(sources, entries);
    if anybody_mailed(sources) {
        for pair in heard.clone().flat_map(|heard| &heard.doubted).filter(|pair| !decided.covers(**pair)) {
            perhaps_mailed(sources, entries, *pair);
        }
    }
    let same = decided.same.iter().map(|&(row, other)| RowMatch { row, verdict: MatchOutcome::MergedInto(other) });
    let judged = heard.flat_map(|heard| heard.judged.iter().copied()).filter(|judgement| decided.allows(judgement));
    for judgement in judged.chain(same) {
        match judgement.verdict {
            MatchOutcome::MergedInto(primary) => {
                let primary = first_of(entries, primary);
                let entry = &mut entries[judgement.row as usize];
                if entry.disposition != Disposition::Merged && primary != judgement.row {
                    entry.merge_into(primary);
                }
            }
            MatchOutcome::Held(code) | MatchOutcome::Noted(code) => entries[judgement.row as usize].find(code),
        }
    }
    part(entries, &decided.apart);
    for row in 0..entries.len() {
        let Entry { disposition: Disposition::Merged, elements, primary, .. } = entries[row] else { continue };
        let primary = first_of(entries, primary);
        entries[row].primary = primary;
        let marks: CodeSet = entries[row].codes.iter().filter(|code| CARRIED.contains(code)).collect();
        let entry = &mut entries[primary as usize];
        entry.elements = entry.elements.union(elements);
        entry.find_all(marks);
        if offer::short(context, entry).is_some() {
            entry.find(Code::OfferShort);
        }
    }
    if sources.iter().any(|source| source.decisions.guardians.is_some()) {
        link_children(entries);
    }
    // A guardian from a second file comes by a number, which several people here have.
    for entry in entries.iter_mut().filter(|e| e.codes.contains(Code::RecordIdShared)) {
        if entry.standing == Some(Standing::Minor) && sources[usize::from(entry.file)].decisions.guardians.is_some() {
            entry.find(Code::GuardianDoubtful);
        }
    }
}

/// Links the rows of each child that were joined, so that the parents under all of their numbers are found.
fn link_children(entries: &mut [Entry]) {
    for row in (0..entries.len()).rev() {
        let Entry { disposition: Disposition::Merged, primary, .. } = entries[row] else { continue };
        if entries[primary as usize].standing == Some(Standing::Minor) {
            entries[row].joined = std::mem::replace(&mut entries[primary as usize].joined, row as u32);
        }
    }
}

/// Findings about who of the parents of a child is written to.
const OF_PARENTS: [Code; 7] = [
    Code::ParentsUndecided,
    Code::ParentsChanged,
    Code::GuardianIsChild,
    Code::ParentAddressUsed,
    Code::ParentCopy,
    Code::CopyUnmailable,
    Code::AddressOfAnother,
];

/// Chooses anew who of the parents is written to, of every child that stands on several rows: the parents under all numbers count, and
/// a mark of any. Gives the rows.
pub(super) fn choose_joined_parents(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &mut [Entry],
) -> Result<Vec<u32>, Problem> {
    const STRIDE: usize = 2048;
    let has_more = |entry: &Entry| entry.primary == NONE && entry.joined != NONE;
    let rows: Vec<u32> = (0u32..).zip(&*entries).filter(|(_, entry)| has_more(entry)).map(|(row, _)| row).collect();
    let of_parents: CodeSet = OF_PARENTS.into_iter().collect();
    for strip in rows.chunks(STRIDE) {
        for (&row, child) in strip.iter().zip(&people(context, sources, entries, strip)?) {
            let entry = &mut entries[row as usize];
            entry.codes.remove(of_parents);
            entry.resettle();
            entry.find_all(child.codes.iter().filter(|code| of_parents.contains(*code)).collect());
            (entry.zip, entry.guardian) = (child.zip, kinship(child));
        }
    }
    Ok(rows)
}

/// Marks that a person keeps whichever of their rows stays.
const CARRIED: [Code; 9] = [
    Code::WarningNoted,
    Code::ContactNoted,
    Code::MinorConsentNoted,
    Code::HoldMarked,
    Code::HoldDecided,
    Code::CustodyMarked,
    Code::SafeAddressMarked,
    Code::DoNotContactMarked,
    Code::ColumnLooksLikeFlag,
];

/// Takes apart rows of which somebody said that they are two people, and which were both joined with a third: each has a letter
/// of their own.
fn part(entries: &mut [Entry], apart: &FxHashSet<(u32, u32)>) {
    let mut pairs: Vec<(u32, u32)> = apart.iter().copied().filter(|(a, b)| a < b).collect();
    pairs.sort_unstable();
    for (one, other) in pairs {
        let [a, b] = [one, other].map(|row| &entries[row as usize]);
        if b.disposition == Disposition::Merged && a.disposition == Disposition::Merged && a.primary == b.primary {
            entries[other as usize].stand_alone();
        }
    }
}

/// Of two rows that may be one person, one was written to and the other was not: it waits until somebody says.
fn perhaps_mailed(sources: &[SourceList<'_>], entries: &mut [Entry], pair: [u32; 2]) {
    let mailed = pair.map(|row| {
        let entry = &entries[row as usize];
        sources[usize::from(entry.file)].decisions.mailed.contains(&entry.extent.line)
    });
    match mailed {
        [true, false] => entries[pair[1] as usize].find(Code::PerhapsMailed),
        [false, true] => entries[pair[0] as usize].find(Code::PerhapsMailed),
        _ => {}
    }
}

/// The row that stays of those that a row was joined with: a decision may have joined it with yet another one.
fn first_of(entries: &[Entry], mut row: u32) -> u32 {
    while entries[row as usize].disposition == Disposition::Merged {
        row = entries[row as usize].primary;
    }
    row
}

/// Pairs about which somebody decided, as places in the order of the rows.
#[derive(Default)]
pub(super) struct DecidedPairs {
    same: Vec<(u32, u32)>,
    apart: FxHashSet<(u32, u32)>,
}

impl DecidedPairs {
    pub(super) fn of(sources: &[SourceList<'_>], entries: &[Entry]) -> Self {
        let mut decided = Self::default();
        // Rows stand in the order of lists and lines.
        let place = |file: u16, line: u32| {
            let found = entries.binary_search_by_key(&(file, line), |entry| (entry.file, entry.extent.line));
            found.ok().map(|row| row as u32)
        };
        let mut about: Vec<(u32, &RowDecision)> = Vec::new();
        for (file, source) in (0u16..).zip(sources).filter(|(_, source)| source.decisions.decides_pairs()) {
            let rulings = source.decisions.rulings.iter().filter(|(_, ruling)| ruling.decides_pair());
            about.extend(rulings.filter_map(|(line, ruling)| Some((place(file, *line)?, ruling))));
        }
        about.sort_unstable_by_key(|(row, _)| *row);
        let place = |at: &Position| place(at.file, at.line);
        for (row, ruling) in about {
            let other = ruling.same_as.as_ref().and_then(place);
            decided.same.extend(other.filter(|other| *other != row).map(|other| (row, other)));
            for other in ruling.apart_from.iter().filter_map(place) {
                decided.apart.extend([(row, other), (other, row)]);
            }
        }
        decided
    }

    /// Returns true if somebody decided about the pair.
    pub(super) fn covers(&self, [a, b]: [u32; 2]) -> bool {
        self.apart.contains(&(a, b)) || self.same.contains(&(a, b)) || self.same.contains(&(b, a))
    }

    fn allows(&self, judgement: &RowMatch) -> bool {
        match judgement.verdict {
            MatchOutcome::MergedInto(primary) => !self.apart.contains(&(judgement.row, primary)),
            MatchOutcome::Held(_) | MatchOutcome::Noted(_) => true,
        }
    }
}
