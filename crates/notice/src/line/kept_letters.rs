//! Letters that were set, each kept with digests of everything that it was set from, so that it is known whether it
//! would come out the same.

use super::copies::CopyOutcome;
use super::entry::{Entry, NONE};
use super::read::Readings;
use super::set::SetOutcome;
use super::trace::{OWN, Traced};
use super::variants::RowOutcome;
use crate::composition::{Centi, LineCounts};
use crate::finding::{Code, CodeSet, Severity};
use crate::party::Elements;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Record of one letter, in 80 bytes: a case has one for every row.
#[derive(Clone, Copy)]
struct Letter {
    /// Digest of the draft that it was set from.
    draft: u64,
    /// Digest of the enrolment code.
    code: u64,
    /// The glyphs of its own.
    own: [u64; OWN],
    /// United over the rows of the person.
    elements: Elements,
    /// Place of the enrolment code in its pool, or [`NONE`].
    place: u32,
    /// Number of the variant, or [`NONE`].
    number: u32,
    /// Number of the set of glyphs that the layout prints for everybody.
    shared: u32,
    height: Centi,
    /// Numbers of lines of its own blocks.
    lines: LineCounts,
    pages: u16,
    /// True if the letter is known; false where the row changed since.
    known: bool,
}

const _: () = assert!(size_of::<Letter>() <= 80);

impl Default for Letter {
    fn default() -> Self {
        Self {
            draft: 0,
            code: 0,
            own: [0; OWN],
            elements: Elements::default(),
            place: NONE,
            number: NONE,
            shared: 0,
            height: 0,
            lines: LineCounts::default(),
            pages: 0,
            known: false,
        }
    }
}

/// Origin of a row of a state.
#[derive(Clone, Copy)]
pub(super) enum RowOrigin {
    /// A row of the state before, of which nothing was read anew.
    Same(u32),
    /// A row of the state before, read anew.
    Read(u32),
    /// Nowhere, or changed by what somebody decided.
    New,
}

/// The letters of all rows.
#[derive(Clone, Default)]
pub(super) struct KeptLetters {
    all: Vec<Letter>,
    /// Findings made while letters were set, by row; most have none.
    codes: FxHashMap<u32, CodeSet>,
    /// Glyphs for which the bits do not suffice.
    rare: FxHashMap<u32, Box<[u32]>>,
    /// Copies for further parents, by row.
    copies: BTreeMap<u32, Vec<CopyOutcome>>,
    /// True if the places of codes are those of other pools than now.
    other_pools: bool,
}

impl KeptLetters {
    /// Nothing known of so many rows.
    pub(super) fn none(rows: usize) -> Self {
        Self { all: vec![Letter::default(); rows], ..Self::default() }
    }

    /// Keeps what a letter turned out to be. `code` is a digest of its enrolment code.
    pub(super) fn keep(&mut self, outfall: SetOutcome, number: u32, entry: &Entry, code: u64) {
        let SetOutcome { row, pages, codes, trace, copies, .. } = outfall;
        let trace = trace.unwrap_or_default();
        self.forget(row);
        self.all[row as usize] = Letter {
            draft: trace.draft,
            code,
            own: trace.own,
            elements: entry.elements,
            place: entry.code,
            number,
            shared: trace.shared,
            height: trace.height,
            lines: trace.lines,
            pages,
            known: true,
        };
        if !codes.is_empty() {
            self.codes.insert(row, codes);
        }
        if let Some(rare) = trace.rare {
            self.rare.insert(row, rare);
        }
        if !copies.is_empty() {
            self.copies.insert(row, copies);
        }
    }

    /// Forgets a letter.
    pub(super) fn forget(&mut self, row: u32) {
        self.all[row as usize].known = false;
        self.codes.remove(&row);
        self.rare.remove(&row);
        self.copies.remove(&row);
    }

    /// Returns true if copies of the letter of a row go to further parents: they have lines of their own, so that the letter takes
    /// over no other's.
    pub(super) fn has_copies(&self, row: u32) -> bool {
        self.copies.contains_key(&row)
    }

    /// The copies of the letters of these rows, which stand in order.
    pub(super) fn copies<'s>(&'s self, rows: &'s [u32]) -> impl Iterator<Item = (u32, &'s [CopyOutcome])> + 's {
        let all = self.copies.iter().filter(|(row, _)| rows.binary_search(row).is_ok());
        all.map(|(row, copies)| (*row, copies.as_slice()))
    }

    /// Says that codes are dealt from other pools than before.
    pub(super) fn change_pools(&mut self) {
        self.other_pools = true;
    }

    /// Parts the rows into those whose letters were set from the same values, with the number of the variant, and those that
    /// are to be set. `digest` gives the digest of a row's code.
    pub(super) fn part(
        &mut self,
        entries: &[Entry],
        rows: &[u32],
        digest: impl Fn(&Entry) -> u64,
    ) -> (Vec<(u32, u32)>, Vec<u32>) {
        let (mut same, mut due) = (Vec::with_capacity(rows.len()), Vec::new());
        for &row in rows {
            let (letter, entry) = (&mut self.all[row as usize], &entries[row as usize]);
            let fits = letter.known && letter.elements == entry.elements;
            if fits && self.other_pools && letter.code == digest(entry) {
                letter.place = entry.code;
                same.push((row, letter.number));
            } else if fits && !self.other_pools && letter.place == entry.code {
                same.push((row, letter.number));
            } else {
                due.push(row);
            }
        }
        if std::mem::take(&mut self.other_pools) {
            // Places in the old pools say nothing any more.
            let mut kept = vec![false; self.all.len()];
            same.iter().for_each(|(row, _)| kept[*row as usize] = true);
            for (row, _) in (0u32..).zip(kept).filter(|(_, kept)| !kept) {
                self.forget(row);
            }
        }
        (same, due)
    }

    /// Returns the digest of the draft that the letter of a row was set from, and the numbers of lines of its own blocks.
    pub(super) fn shape(&self, row: u32) -> (u64, LineCounts) {
        let letter = &self.all[row as usize];
        (letter.draft, letter.lines)
    }

    /// Takes over for a row the pages of another row's letter, which was set from the draft that the row has now. Both have the same
    /// variant, their own blocks are made alike in the draft before and now, and have the same numbers of lines. False if the other
    /// did not come out so.
    pub(super) fn follow(&mut self, row: u32, leader: u32) -> bool {
        let (own, other) = (self.all[row as usize], self.all[leader as usize]);
        if !own.known || !other.known || own.number != other.number || own.lines != other.lines {
            return false;
        }
        let Letter { draft, shared, pages, .. } = other;
        self.all[row as usize] = Letter { draft, shared, pages, ..own };
        // How many sheets a letter has is the only finding that shared blocks bear on.
        let is_long = self.codes.get(&leader).is_some_and(|codes| codes.contains(Code::SheetsMany));
        let mut codes = self.codes.remove(&row).unwrap_or(CodeSet::EMPTY);
        codes.remove([Code::SheetsMany].into_iter().collect());
        if is_long {
            codes.insert(Code::SheetsMany);
        }
        if !codes.is_empty() {
            self.codes.insert(row, codes);
        }
        true
    }

    /// Returns the outcomes of the letters of these rows, in their order.
    pub(super) fn outcomes<'s>(&'s self, rows: &'s [u32]) -> impl Iterator<Item = RowOutcome> + 's {
        rows.iter().map(|&row| {
            let Letter { pages, number, .. } = self.all[row as usize];
            let codes = self.codes.get(&row).copied().unwrap_or(CodeSet::EMPTY);
            RowOutcome { row, pages, number, codes }
        })
    }

    /// Returns the glyphs of the letters of these rows together, without letters that are held for a finding made while
    /// they were set.
    pub(super) fn traced(&self, rows: &[u32]) -> Traced {
        let mut traced = Traced::default();
        let is_held = |row: &u32| self.codes.get(row).is_some_and(|codes| codes.worst() >= Some(Severity::Hold));
        for row in rows.iter().filter(|row| !is_held(row)) {
            let letter = &self.all[*row as usize];
            traced.add(&letter.own, letter.shared, letter.height);
            if let Some(rare) = self.rare.get(row) {
                traced.add_rare(rare);
            }
        }
        for copy in self.copies(rows).filter(|(row, _)| !is_held(row)).flat_map(|(_, copies)| copies) {
            if let Some(trace) = copy.trace.as_ref().filter(|_| !copy.is_held()) {
                traced.add_trace(trace);
            }
        }
        traced
    }

    /// The letters of rows of another state, as far as these rows come from there and print the same. A row that was read anew
    /// prints the same where all of its values and its variant are the same.
    pub(super) fn carried(&self, before: &Readings, now: &Readings, origins: &[RowOrigin]) -> Self {
        let mut carried = Self::none(origins.len());
        for (row, origin) in (0u32..).zip(origins) {
            let was = match *origin {
                RowOrigin::New => continue,
                RowOrigin::Same(was) => was,
                RowOrigin::Read(was) => {
                    let (letter, entry) = (&self.all[was as usize], &now.entries[row as usize]);
                    let same = before.printed[was as usize] == now.printed[row as usize]
                        && letter.elements == entry.elements
                        && letter.number == entry.variant;
                    if !same {
                        continue;
                    }
                    was
                }
            };
            carried.all[row as usize] = self.all[was as usize];
            if let Some(codes) = self.codes.get(&was) {
                carried.codes.insert(row, *codes);
            }
            if let Some(rare) = self.rare.get(&was) {
                carried.rare.insert(row, rare.clone());
            }
            if let Some(copies) = self.copies.get(&was) {
                carried.copies.insert(row, copies.clone());
            }
        }
        carried
    }
}
