//! Blocks of rows whose columns seem to have slipped against each other.

use crate::finding::{Code, CodeSet};
use std::ops::Range;

/// Rows in a window.
const WINDOW: usize = 16;

/// So many of them disagreeing is no accident.
const MANY: usize = 8;

/// Whether ZIP code and state of a row disagree.
pub fn disagrees(codes: CodeSet) -> bool {
    [Code::ZipStateConflict, Code::ZipUnassigned, Code::ZipInvalid, Code::StateUnknown]
        .into_iter()
        .any(|c| codes.contains(c))
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
    use super::blocks;

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
