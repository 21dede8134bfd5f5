//! A case with what was decided about every row of it.

use crate::casefile::ledger::LastCauses;
use crate::ledger::DecidedRows;
use crate::snapshot::CaseSnapshot;
use notice::line::{Decision, SourceList};
use std::collections::HashSet;

/// Everything that a decision about a case follows from: files and templates by their digest, all else by its last act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Causes {
    /// Digest of files and templates.
    pub basis: [u8; 32],
    /// The last list.
    pub list: i64,
    /// The last ruling.
    pub ruling: i64,
    /// The last enrolment codes that were dealt.
    pub code: i64,
}

impl Causes {
    /// The causes of a case with these files.
    pub(super) fn new(basis: [u8; 32], last: LastCauses) -> Self {
        let LastCauses { list, ruling, code, .. } = last;
        Self { basis, list, ruling, code }
    }

    /// True where the two differ in rulings at most.
    pub(super) fn differ_in_rulings(&self, other: &Self) -> bool {
        Self { ruling: other.ruling, ..*self } == *other
    }
}

/// A case with what was decided about every row of it. It stays what it is, whatever is done in the case after it.
pub struct DecidedCase {
    /// The case, laid out.
    pub working: CaseSnapshot,
    /// What was decided.
    pub decision: Decision,
    /// What it follows from.
    pub(super) causes: Causes,
    /// Who is left out, as they were written to before.
    pub(super) mailed: HashSet<i64>,
}

impl DecidedCase {
    /// The lists as the line takes them.
    pub fn rolls(&self) -> Vec<SourceList<'_>> {
        self.working.rolls()
    }

    /// Everything that was decided about rows.
    pub fn rows(&self) -> DecidedRows<'_> {
        (&self.decision).into()
    }

    /// The person of a row by its place in the order of the lists; 0 where there is none.
    pub fn person(&self, row: u32) -> i64 {
        let entry = self.decision.entries.get(row as usize);
        entry.and_then(|entry| self.working.person(entry.file, entry.extent.line)).unwrap_or(0)
    }

    /// True where everybody counts, written to before or not.
    pub fn is_of_everyone(&self) -> bool {
        self.mailed.is_empty()
    }
}
