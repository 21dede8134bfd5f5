//! Rows that are one person, rows that only look so, and rows that contradict each other.
//!
//! Two steps: [`candidates`] groups rows by compact fingerprints, over all lists at once; [`judge`] compares the
//! people of one group on their true values. Neither depends on the order of its input.

mod identity;
mod resolution;
mod successors;

pub use identity::Trait;
pub use resolution::{Doubt, MatchOutcome, RowMatch, doubts, judge, resolve_group};
pub use successors::{Predecessor, match_successors};

use super::Keys;
use crate::party::PostalAddress;

/// An address as rows are compared by it: words in their short forms, without case and marks.
pub fn folded_address(address: &PostalAddress) -> String {
    let mut out = String::new();
    super::keys::fold_address(address, &mut out);
    out
}

/// A fingerprint of the practice's own number or of a home that more rows share than this says nothing about who is
/// who (a constant in the column, a shelter), and groups nobody.
const CROWD: usize = 256;

/// The fingerprints by which rows find each other: name and birth date, number, home, record number.
pub const PRINTS: usize = 4;

/// The fingerprints of a row by which it finds others.
pub fn prints(keys: &Keys) -> [u64; PRINTS] {
    [keys.person, keys.ssn, keys.home, keys.record]
}

/// Groups of rows (places in the order of `rows`) that share a fingerprint, directly or through others. Groups and their
/// members are in ascending order; rows that share none are left out.
pub fn candidates(rows: &(impl ExactSizeIterator<Item = [u64; PRINTS]> + Clone)) -> Vec<Vec<u32>> {
    let most = [usize::MAX, usize::MAX, CROWD, CROWD];
    let mut sets = Sets::new(rows.len());
    let mut shared: Vec<(u64, u32)> = Vec::with_capacity(rows.len());
    for (kind, most) in most.into_iter().enumerate() {
        shared.clear();
        shared.extend((0u32..).zip(rows.clone()).map(|(row, own)| (own[kind], row)).filter(|(print, _)| *print != 0));
        shared.sort_unstable();
        for run in shared.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1 && run.len() <= most) {
            for pair in run.windows(2) {
                sets.join(pair[0].1, pair[1].1);
            }
        }
    }
    let mut members: Vec<(u32, u32)> = (0..rows.len() as u32).map(|row| (sets.root(row), row)).collect();
    members.sort_unstable();
    let mut groups: Vec<Vec<u32>> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() > 1)
        .map(|run| run.iter().map(|&(_, row)| row).collect())
        .collect();
    groups.sort_unstable();
    groups
}

/// Disjoint sets.
struct Sets(Vec<u32>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len as u32).collect())
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let up = self.0[at as usize];
            self.0[at as usize] = self.0[up as usize];
            at = up;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        // The smaller root wins, so that the result does not depend on the order of joins.
        self.0[a.max(b) as usize] = a.min(b);
    }
}
