//! Pairs of rows that may be one person, and households. People look at both; nothing is decided by them.

use super::context::JobContext;
use super::decide::Decision;
use super::entry::{Disposition, Entry, NONE};
use super::join::DecidedPairs;
use super::rows::{SourceList, fingerprints, people};
use crate::finding::{Private, Problem, ProblemCode};
use crate::intake::matching::{self, Doubt, PRINTS, prints};
use crate::party::PersonName;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Rows that are read at once.
const STRIDE: usize = 2048;

/// Pairs of rows that may be one person and about which nobody has decided. Rows that were joined are left out.
///
/// # Errors
/// A list whose bytes are no longer what was decided about.
pub fn pairs(context: &JobContext, sources: &[SourceList<'_>], decision: &Decision) -> Result<Vec<Doubt>, Problem> {
    let entries = &decision.entries;
    let decided = DecidedPairs::of(sources, entries);
    let mut open = Vec::new();
    let mut keys: Vec<[u64; PRINTS]> = Vec::with_capacity(entries.len());
    for source in sources {
        keys.extend(fingerprints(context, source)?.into_iter().map(|(_, keys)| prints(&keys)));
    }
    if keys.len() != entries.len() {
        return Err(Problem::of_file("", "The lists changed while they were being used.", ProblemCode::ListsChanged));
    }
    for group in matching::candidates(&keys.iter().copied()) {
        let read = people(context, sources, entries, &group)?;
        let group: Vec<_> = group.iter().copied().zip(&read).collect();
        let free = |row: u32| {
            let Entry { disposition, .. } = entries[row as usize];
            !matches!(disposition, Disposition::Merged | Disposition::Excluded)
        };
        let doubts = matching::doubts(&group).into_iter();
        open.extend(doubts.filter(|doubt| doubt.rows.into_iter().all(free) && !decided.covers(doubt.rows)));
    }
    open.sort_unstable_by_key(|doubt| doubt.rows);
    Ok(open)
}

/// People at one address.
#[derive(Clone, Debug, Default)]
pub struct Household {
    /// Their rows in the order of the lists.
    pub rows: Vec<u32>,
    /// True if all children among them have one guardian by name.
    pub one_guardian: bool,
}

/// Everybody who shares an address with somebody else, by address. Rows that were joined count once.
///
/// # Errors
/// A list whose bytes are no longer what was decided about.
pub fn households(
    context: &JobContext,
    sources: &[SourceList<'_>],
    decision: &Decision,
) -> Result<Vec<Household>, Problem> {
    let entries = &decision.entries;
    let rows: Vec<u32> = (0u32..).zip(entries).filter(|(_, e)| e.primary == NONE).map(|(row, _)| row).collect();
    let mut homes: FxHashMap<u64, (Vec<u32>, Option<u64>, bool)> = FxHashMap::default();
    for strip in rows.chunks(STRIDE) {
        for (&row, person) in strip.iter().zip(&people(context, sources, entries, strip)?) {
            let Some(address) = &person.address else { continue };
            let home = print(&matching::folded_address(address.disclose()));
            let (rows, guardian, one) = homes.entry(home).or_insert((Vec::new(), None, true));
            rows.push(row);
            if let Some(name) =
                person.guardian.as_ref().map(|name: &Private<PersonName>| print(&name.disclose().full.to_lowercase()))
            {
                *one &= guardian.replace(name).is_none_or(|before| before == name);
            }
        }
    }
    let mut found: Vec<Household> = homes
        .into_values()
        .filter(|(rows, ..)| rows.len() > 1)
        .map(|(rows, guardian, one)| Household { rows, one_guardian: one && guardian.is_some() })
        .collect();
    found.sort_unstable_by_key(|home| home.rows[0]);
    Ok(found)
}

fn print(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
