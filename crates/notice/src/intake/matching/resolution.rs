//! The people of one group, compared on their true values.

use super::Sets;
use super::identity::{Identity, Trait};
use crate::finding::Code;
use crate::party::Person;
use rustc_hash::FxHashMap;

/// The outcome for one row of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowMatch {
    /// The caller's number of the row.
    pub row: u32,
    /// The outcome.
    pub verdict: MatchOutcome,
}

/// The outcomes that a row can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchOutcome {
    /// The same person as that row, which gets the letter; the caller unites the elements of both.
    MergedInto(u32),
    /// Held, as rows of one person contradict each other.
    Held(Code),
    /// Mailed, with a finding.
    Noted(Code),
}

/// So many rows of one name, home or number are compared each with each; more are a crowd in which likeness says
/// nothing.
const COMPARED: usize = 512;

/// Judges the people of one group; `u32` is the caller's number of the row. The answer is sorted, and is the same
/// whatever the order of the group. The row that stands first in the lists stays of those that are joined; where that
/// one has to be held for its own sake, the first that has not.
pub fn judge(group: &[(u32, &Person)]) -> Vec<RowMatch> {
    resolve_group(group).0
}

/// Pairs of a group about which a person should say whether they are one, each with what speaks for and against it.
pub fn doubts(group: &[(u32, &Person)]) -> Vec<Doubt> {
    resolve_group(group).1
}

/// Two rows that may be one person, and are not joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The caller's numbers of the rows, the smaller first.
    pub rows: [u32; 2],
    /// The values that are the same.
    pub agrees: Vec<Trait>,
    /// The values that are known of both and differ.
    pub differs: Vec<Trait>,
}

/// The results of [`judge`] and [`doubts`] at once.
pub fn resolve_group(group: &[(u32, &Person)]) -> (Vec<RowMatch>, Vec<Doubt>) {
    let mut order: Vec<(u32, &Person)> = group.to_vec();
    order.sort_by_key(|(row, person)| (person.at, *row));
    let rows: Vec<u32> = order.iter().map(|(row, _)| *row).collect();
    let all: Vec<Identity> = order.iter().map(|(_, person)| Identity::of(person)).collect();
    // Rows that are equal in everything are one to begin with; the rest is compared pair by pair.
    let mut twins: FxHashMap<&Identity, Vec<usize>> = FxHashMap::default();
    for (at, identity) in all.iter().enumerate() {
        twins.entry(identity).or_default().push(at);
    }
    let mut distinct: Vec<usize> = twins.values().map(|rows| rows[0]).collect();
    distinct.sort_unstable();

    let mut resolver = GroupResolver {
        rows: &rows,
        all: &all,
        sets: Sets::new(all.len()),
        joined: vec![false; all.len()],
        answers: Vec::new(),
        doubted: Vec::new(),
    };
    resolver.join_equals(&twins);
    resolver.join_same(&distinct);
    resolver.settle(&distinct);
    resolver.note_equals(&twins);
    resolver.note_names(&distinct);
    resolver.note_homes(&distinct);
    resolver.note_records(&distinct);
    let GroupResolver { mut answers, doubted, .. } = resolver;
    answers.sort_unstable();
    answers.dedup();
    let doubt = |(a, b): (usize, usize)| {
        let (agrees, differs) = all[a].beside(&all[b]);
        Doubt { rows: [rows[a].min(rows[b]), rows[a].max(rows[b])], agrees, differs }
    };
    let mut doubts: Vec<Doubt> = doubted.into_iter().map(doubt).collect();
    doubts.sort_unstable_by_key(|doubt| doubt.rows);
    doubts.dedup_by_key(|doubt| doubt.rows);
    (answers, doubts)
}

struct GroupResolver<'a> {
    rows: &'a [u32],
    all: &'a [Identity],
    sets: Sets,
    joined: Vec<bool>,
    answers: Vec<RowMatch>,
    /// Pairs about which somebody should decide.
    doubted: Vec<(usize, usize)>,
}

impl GroupResolver<'_> {
    fn say(&mut self, at: usize, verdict: MatchOutcome) {
        self.answers.push(RowMatch { row: self.rows[at], verdict });
    }

    /// Rows equal in everything: a name and a birth date and a place or number make them one person.
    fn join_equals(&mut self, twins: &FxHashMap<&Identity, Vec<usize>>) {
        for (identity, rows) in twins {
            if rows.len() > 1 && is_same(identity, identity) {
                for pair in rows.windows(2) {
                    self.sets.join(pair[0] as u32, pair[1] as u32);
                }
            }
        }
    }

    /// Joins rows that are the same person, whatever else contradicts.
    fn join_same(&mut self, distinct: &[usize]) {
        let all = self.all;
        let by_number = buckets(distinct, |at| {
            all[at].ssn.as_deref().filter(|s| s.len() == 9).map(|ssn| (ssn, all[at].last.as_str(), all[at].birth))
        });
        for bucket in by_name(distinct, all).into_iter().chain(by_number) {
            for (a, b) in pairs(&bucket) {
                if is_same(&all[a], &all[b]) {
                    self.sets.join(a as u32, b as u32);
                }
            }
        }
    }

    /// One verdict for each set of rows that are one person. Rows that are equal in everything contradict nothing, so
    /// one of each kind is compared.
    fn settle(&mut self, distinct: &[usize]) {
        let mut members: Vec<(u32, usize)> = (0..self.all.len()).map(|at| (self.sets.root(at as u32), at)).collect();
        members.sort_unstable();
        for set in members.chunk_by(|a, b| a.0 == b.0).filter(|set| set.len() > 1) {
            let kinds: Vec<usize> =
                set.iter().map(|&(_, at)| at).filter(|at| distinct.binary_search(at).is_ok()).collect();
            let any =
                |test: fn(&Identity, &Identity) -> bool| pairs(&kinds).any(|(a, b)| test(&self.all[a], &self.all[b]));
            let verdict = if any(Identity::other_status) {
                Some(MatchOutcome::Held(Code::DuplicateStatusConflict))
            } else if any(Identity::conflicts) {
                Some(MatchOutcome::Noted(Code::NearDuplicate))
            } else if any(Identity::moved) {
                Some(MatchOutcome::Held(Code::DuplicateAddressConflict))
            } else {
                None
            };
            if verdict.is_some() {
                self.doubted.extend(pairs(&kinds));
            }
            let first = set[0].1;
            let primary = set.iter().map(|&(_, at)| at).find(|&at| !self.all[at].held).unwrap_or(first);
            for &(_, at) in set {
                match verdict {
                    Some(verdict) => self.say(at, verdict),
                    None if at != primary => {
                        self.joined[at] = true;
                        self.say(at, MatchOutcome::MergedInto(self.rows[primary]));
                    }
                    None => {}
                }
            }
        }
    }

    /// Rows equal in everything that still are not proved to be one person, as nothing but the name says so.
    fn note_equals(&mut self, twins: &FxHashMap<&Identity, Vec<usize>>) {
        for (identity, rows) in twins {
            if rows.len() > 1 && identity.is_named() && identity.address.is_some() && !is_same(identity, identity) {
                self.doubted.extend(rows.windows(2).map(|pair| (pair[0], pair[1])));
                for &at in rows {
                    self.note(at, Code::NearDuplicate);
                }
            }
        }
    }

    /// One name and birth date, but nothing else that agrees or contradicts.
    fn note_names(&mut self, distinct: &[usize]) {
        let all = self.all;
        for bucket in by_name(distinct, all) {
            for (a, b) in pairs(&bucket) {
                if self.apart(a, b) && (all[a].birth.is_some() || all[a].same_address(&all[b])) {
                    self.doubt(a, b);
                }
            }
        }
    }

    /// People of one birth date at one address whose names differ by a slip: both are mailed, and somebody looks.
    fn note_homes(&mut self, distinct: &[usize]) {
        let all = self.all;
        let homes = buckets(distinct, |at| all[at].birth.and_then(|birth| Some((birth, all[at].address.as_deref()?))));
        for home in homes {
            for (a, b) in pairs(&home) {
                if self.apart(a, b) && all[a].is_named() && all[a].alike(&all[b]) {
                    self.doubt(a, b);
                }
            }
        }
    }

    /// One record number on different people.
    fn note_records(&mut self, distinct: &[usize]) {
        let all = self.all;
        for sharing in buckets(distinct, |at| all[at].record.as_deref()) {
            for (a, b) in pairs(&sharing) {
                if self.apart(a, b) && all[a].is_named() && all[b].is_named() {
                    self.note(a, Code::RecordIdShared);
                    self.note(b, Code::RecordIdShared);
                }
            }
        }
    }

    /// Returns whether two rows were not found to be one person.
    fn apart(&mut self, a: usize, b: usize) -> bool {
        self.sets.root(a as u32) != self.sets.root(b as u32)
    }

    /// Two rows that may be one person: both are mailed and somebody looks, unless one of them is marked or dead and the
    /// other is not. Then nobody is written to until it is decided, as a letter could betray who is protected.
    fn doubt(&mut self, a: usize, b: usize) {
        let two_people = self.all[a].is_another(&self.all[b]);
        if !two_people {
            self.doubted.push((a, b));
        }
        for at in [a, b] {
            if !two_people && self.all[a].other_status(&self.all[b]) {
                self.say(at, MatchOutcome::Held(Code::DuplicateStatusConflict));
            } else {
                self.note(at, Code::NearDuplicate);
            }
        }
    }

    /// A note on a row that gets a letter; a row that was joined with another has nothing to be noted.
    fn note(&mut self, at: usize, code: Code) {
        if !self.joined[at] {
            self.say(at, MatchOutcome::Noted(code));
        }
    }
}

fn by_name(distinct: &[usize], all: &[Identity]) -> Vec<Vec<usize>> {
    buckets(distinct, |at| all[at].is_named().then(|| (all[at].first.as_str(), all[at].last.as_str(), all[at].birth)))
}

/// Returns whether two rows are one person: name and birth date and one thing more, or the whole number with birth date and
/// family name. Without a birth date a name and an address may be father and child: a number must agree.
/// Name and birth date alone make one person too, who is then held for the two addresses, unless each row has a
/// record number of its own.
fn is_same(a: &Identity, b: &Identity) -> bool {
    if a.conflicts(b) {
        return false;
    }
    let number = a.same_ssn(b) || a.same_record(b);
    if a.same_person_tier(b) {
        return match a.birth {
            // Father and son may share a name, a home and an account: only what agrees in all of it is one person.
            None => number && a.suffix == b.suffix && (a.same_address(b) || a.address.is_none() || b.address.is_none()),
            Some(_) => number || a.same_address(b) || (a.moved(b) && !a.other_record(b)),
        };
    }
    a.birth.is_some() && a.birth == b.birth && a.last == b.last && !a.last.is_empty() && a.same_whole_ssn(b)
}

/// Rows with an equal key, in order; only where there are several, and no crowd.
fn buckets<K: std::hash::Hash + Eq>(rows: &[usize], key: impl Fn(usize) -> Option<K>) -> Vec<Vec<usize>> {
    let mut buckets: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for &at in rows {
        if let Some(key) = key(at) {
            buckets.entry(key).or_default().push(at);
        }
    }
    buckets.into_values().filter(|b| b.len() > 1 && b.len() <= COMPARED).collect()
}

fn pairs(rows: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    rows.iter().enumerate().flat_map(|(n, &a)| rows[n + 1..].iter().map(move |&b| (a, b)))
}
