//! Decisions about the rows of a list when they were last read, by which it is known which rows are to be read again.

use super::decisions::RowDecision;
use super::rows::SourceList;
use crate::intake::{CellCorrection, Guardians};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Decisions about the rows of a list when they were last read.
#[derive(Clone, Default)]
pub(super) struct ListMark {
    gone: Option<FxHashSet<u32>>,
    guardians: Option<Arc<Guardians>>,
    pub(super) rulings: FxHashMap<u32, RowDecision>,
}

impl ListMark {
    pub(super) fn of(source: &SourceList<'_>) -> Self {
        let decisions = &source.decisions;
        Self {
            gone: decisions.gone.clone(),
            guardians: decisions.guardians.clone(),
            rulings: decisions.rulings.clone(),
        }
    }

    /// Returns true if all rows are to be read as they were, but for decisions about single ones.
    pub(super) fn reads_alike(&self, source: &SourceList<'_>) -> bool {
        let guardians = match (&self.guardians, &source.decisions.guardians) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (None, None) => true,
            _ => false,
        };
        guardians && self.gone == source.decisions.gone && self.mends_alike(source)
    }

    /// Returns true if the same cells are mended: others can make a row look like somebody else's.
    fn mends_alike(&self, source: &SourceList<'_>) -> bool {
        mended(&self.rulings) == mended(&source.decisions.rulings)
    }

    /// Lines about which something else is decided than before.
    pub(super) fn changed(&self, source: &SourceList<'_>) -> impl Iterator<Item = u32> {
        let now = &source.decisions.rulings;
        let new = now.iter().filter(|(line, ruling)| self.rulings.get(line) != Some(ruling)).map(|(line, _)| *line);
        new.chain(self.rulings.keys().copied().filter(|line| !now.contains_key(line)))
    }
}

/// Rows of which cells are mended, by line.
fn mended(rulings: &FxHashMap<u32, RowDecision>) -> FxHashMap<u32, &[CellCorrection]> {
    let rows = rulings.iter().filter(|(_, ruling)| !ruling.cells.is_empty());
    rows.map(|(line, ruling)| (*line, ruling.cells.as_slice())).collect()
}
