//! A list that comes again, corrected: which of its rows is which person of the list before.

use crate::intake::Keys;
use rustc_hash::FxHashMap;

/// The row of the older list for a row of the newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// The row of the older list.
    pub old: u32,
    /// True if the row says anything else of the person now.
    pub changed: bool,
}

/// One way to know a person again: what must be equal, zero where a row lacks it.
type Tier = fn(&Keys) -> (u64, u64, u64);

/// From the surest to the least sure. A record number alone knows nobody again, and neither does a name alone.
const TIERS: [Tier; 7] = [
    |k| (k.content, 1, 1),
    |k| all(k.record, k.person, 1),
    // Twins may stand under the number of whoever pays.
    |k| all(k.ssn, k.first, 1),
    |k| all(k.person, k.home, 1),
    // The family name was corrected, or changed; another given name may be a twin's.
    |k| all(k.record, k.home, k.first),
    // The birth date was corrected.
    |k| all(k.record, k.name, 1),
    // The person has moved.
    |k| all(k.born, 1, 1),
];

fn all(a: u64, b: u64, c: u64) -> (u64, u64, u64) {
    if a == 0 || b == 0 || c == 0 { (0, 0, 0) } else { (a, b, c) }
}

/// Finds the people of an older list again in a newer one. Every row is found at most once; rows that are alike on both
/// sides are paired in the order of the lists.
pub fn match_successors(old: &[Keys], new: &[Keys]) -> Vec<Option<Predecessor>> {
    let mut found: Vec<Option<Predecessor>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for (at, tier) in TIERS.iter().enumerate() {
        let last = at + 1 == TIERS.len();
        let mut waiting: FxHashMap<(u64, u64, u64), Vec<u32>> = FxHashMap::default();
        // From the last to the first, so that the first one is taken off the end.
        for row in (0..old.len()).rev().filter(|&row| !taken[row] && tier(&old[row]).0 != 0) {
            waiting.entry(tier(&old[row])).or_default().push(row as u32);
        }
        if waiting.is_empty() {
            continue;
        }
        let mut asking: FxHashMap<(u64, u64, u64), u32> = FxHashMap::default();
        if last {
            for keys in new.iter().zip(&found).filter(|(_, f)| f.is_none()).map(|(keys, _)| keys) {
                *asking.entry(tier(keys)).or_default() += 1;
            }
        }
        for (keys, found) in new.iter().zip(&mut found).filter(|(_, f)| f.is_none()) {
            let Some(rows) = waiting.get_mut(&tier(keys)) else { continue };
            // Name and birth date alone must be one person on both sides, whose number does not say otherwise.
            if last && (rows.len() != 1 || asking[&tier(keys)] != 1 || other_record(&old[rows[0] as usize], keys)) {
                continue;
            }
            if let Some(row) = rows.pop() {
                taken[row as usize] = true;
                *found = Some(Predecessor { old: row, changed: old[row as usize].content != keys.content });
            }
        }
    }
    found
}

fn other_record(a: &Keys, b: &Keys) -> bool {
    a.record != 0 && b.record != 0 && a.record != b.record
}

#[cfg(test)]
mod tests {
    use super::{Predecessor, match_successors};
    use crate::intake::Keys;

    fn row(person: u64, home: u64, record: u64, content: u64) -> Keys {
        // The given name is that of the person, but for whoever's name was corrected.
        let first = if person == 9 { 2 } else { person };
        Keys { person, home, record, content, first, born: person, ..Keys::default() }
    }

    #[test]
    fn people_are_found_again_by_what_stayed_and_nobody_twice() {
        let old = [row(1, 11, 21, 31), row(2, 12, 22, 32), row(3, 13, 0, 33), row(4, 14, 24, 34)];
        let same = row(1, 11, 21, 31);
        let corrected_name = row(9, 12, 22, 39);
        let moved = row(3, 19, 0, 38);
        let stranger_with_the_number = row(8, 18, 24, 37);
        let found = match_successors(&old, &[moved, same, corrected_name, stranger_with_the_number, same]);
        let of = |old, changed| Some(Predecessor { old, changed });
        assert_eq!(found, [of(2, true), of(0, false), of(1, true), None, None]);
    }

    #[test]
    fn a_twin_under_the_number_of_the_family_is_somebody_else() {
        // One number, one birth date, one home; another given name.
        assert_eq!(match_successors(&[row(1, 11, 21, 31)], &[row(5, 11, 21, 39)]), [None]);
    }

    #[test]
    fn a_name_alone_knows_nobody_again() {
        let nameless = |keys: Keys| Keys { born: 0, ..keys };
        assert_eq!(match_successors(&[nameless(row(1, 0, 0, 31))], &[nameless(row(1, 0, 0, 39))]), [None]);
    }

    #[test]
    fn a_corrected_birth_date_makes_nobody_new() {
        let named = |keys: Keys, name| Keys { name, ..keys };
        let old = [named(row(1, 11, 21, 31), 5)];
        let found = match_successors(&old, &[named(row(2, 12, 21, 39), 5)]);
        assert_eq!(found, [Some(Predecessor { old: 0, changed: true })]);
        // Another name under the number is somebody else.
        assert_eq!(match_successors(&old, &[named(row(2, 12, 21, 39), 6)]), [None]);
    }

    #[test]
    fn two_people_of_one_name_and_birth_date_are_not_taken_for_each_other() {
        let old = [row(1, 11, 0, 31), row(1, 12, 0, 32)];
        assert_eq!(match_successors(&old, &[row(1, 19, 0, 39)]), [None]);
        // A record number that differs says that it is somebody else.
        assert_eq!(match_successors(&[row(1, 11, 21, 31)], &[row(1, 19, 22, 39)]), [None]);
    }
}
