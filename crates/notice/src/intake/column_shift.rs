//! Blocks of rows whose columns seem to have slipped against each other.

use crate::finding::{Code, CodeSet};
use std::ops::Range;

/// Rows in a window.
const WINDOW: usize = 16;

/// So many of them disagreeing is no accident.
const MANY: usize = 8;

/// Returns whether ZIP code and state of a row disagree.
pub fn disagrees(codes: CodeSet) -> bool {
    [Code::ZipStateConflict, Code::ZipUnassigned, Code::ZipInvalid, Code::StateUnknown]
        .into_iter()
        .any(|c| codes.contains(c))
}

/// Returns whether the birth date of a row is none that anybody can have.
pub fn is_no_birth(codes: CodeSet) -> bool {
    [Code::BirthUnreadable, Code::BirthFuture, Code::BirthImpossible].into_iter().any(|c| codes.contains(c))
}

/// Returns whether a deceased flag without a date and a date without a flag stand on neighbouring rows: one column has slipped.
pub fn death_slipped(a: CodeSet, b: CodeSet) -> bool {
    let parted =
        |flag: CodeSet, date: CodeSet| flag.contains(Code::DeathFlagAlone) && date.contains(Code::DeathDateAlone);
    parted(a, b) || parted(b, a)
}

/// Rows with a guardian in a longer window: stepfamilies are no accident of one column.
const FAMILIES: usize = 40;

/// So many of them without a name in common are.
const MOST: usize = 36;

/// Blocks of rows (positions in `others`: children whose guardian has another family name, in the order of the list) as if
/// one column had been sorted without the other: 36 of 40 in a row, in a list where most families have one name.
pub fn find_independently_sorted(others: &[bool]) -> Vec<Range<usize>> {
    let all = others.iter().filter(|other| **other).count();
    // Where hardly anybody has the guardian's name the list as a whole is in doubt, and is told so.
    if others.len() < FAMILIES || 2 * all > others.len() {
        return Vec::new();
    }
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut inside = others[..FAMILIES - 1].iter().filter(|other| **other).count();
    for end in FAMILIES - 1..others.len() {
        inside += usize::from(others[end]);
        let from = end + 1 - FAMILIES;
        if inside >= MOST {
            match blocks.last_mut() {
                Some(block) if block.end >= from => block.end = end + 1,
                _ => blocks.push(from..end + 1),
            }
        }
        inside -= usize::from(others[from]);
    }
    blocks
}

/// Blocks of rows (positions in `disagreeing`, which is in the order of the list) where ZIP codes and states disagree
/// as if columns had slipped: eight or more of sixteen rows in a row. A block begins and ends with a row that
/// disagrees; every row in it is to be held.
pub fn blocks(disagreeing: &[bool]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut inside = 0;
    for end in 0..disagreeing.len() {
        inside += usize::from(disagreeing[end]);
        if end >= WINDOW {
            inside -= usize::from(disagreeing[end - WINDOW]);
        }
        if inside < MANY || !disagreeing[end] {
            continue;
        }
        let from = (end + 1).saturating_sub(WINDOW);
        let first = (from..=end).find(|&n| disagreeing[n]).unwrap_or(end);
        match blocks.last_mut() {
            Some(block) if block.end >= first => block.end = end + 1,
            _ => blocks.push(first..end + 1),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::{blocks, find_independently_sorted};

    #[test]
    fn a_column_sorted_alone_is_found_among_families() {
        let mut others: Vec<bool> = (0..400).map(|n| n % 5 == 0).collect();
        assert!(find_independently_sorted(&others).is_empty());
        others[100..160].fill(true);
        let found = find_independently_sorted(&others);
        assert!(found.len() == 1 && found[0].start <= 100 && found[0].end >= 160 && found[0].len() < 90, "{found:?}");
        assert!(find_independently_sorted(&[true; 39]).is_empty() && find_independently_sorted(&[true; 90]).is_empty());
    }

    #[test]
    fn a_block_is_found_and_strays_are_not() {
        let mut rows = vec![false; 100];
        for stray in [3, 20, 90] {
            rows[stray] = true;
        }
        assert!(blocks(&rows).is_empty());
        for row in rows.iter_mut().skip(40).take(20).step_by(2) {
            *row = true;
        }
        assert_eq!(blocks(&rows), std::iter::once(40..59).collect::<Vec<_>>());
        assert_eq!(blocks(&[true; 8]), std::iter::once(0..8).collect::<Vec<_>>());
        assert!(blocks(&[true; 7]).is_empty());
    }
}
