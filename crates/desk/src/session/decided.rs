//! A case with the decision about every row of it.

use crate::casefile::id::{ActId, PersonId};
use crate::casefile::ledger::LastCauses;
use crate::ledger::DecidedRows;
use crate::snapshot::{CaseSnapshot, MailingExclusions};
use notice::digest::Digest;
use notice::line::{Decision, Disposition, Entry, SourceList};
use notice::party::Jurisdiction;
use std::collections::BTreeMap;

/// Everything that a decision about a case follows from: files and templates by their digest, all else by its last act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Causes {
    /// Digest of files and templates.
    pub basis: Digest,
    /// The last list.
    pub list: ActId,
    /// The last ruling.
    pub ruling: ActId,
    /// The last enrolment codes that were dealt.
    pub code: ActId,
}

impl Causes {
    /// The causes of a case with these files.
    pub(super) fn new(basis: Digest, last: LastCauses) -> Self {
        let LastCauses { list, ruling, code, .. } = last;
        Self { basis, list, ruling, code }
    }

    /// Returns true if the two differ in rulings at most.
    pub(super) fn differ_in_rulings(&self, other: &Self) -> bool {
        Self { ruling: other.ruling, ..*self } == *other
    }
}

/// A case with the decision about every row of it. It stays the same, whatever is done in the case later.
pub struct DecidedCase {
    /// The case, laid out.
    pub snapshot: CaseSnapshot,
    /// Decision about it.
    pub decision: Decision,
    /// Causes that it follows from.
    pub(super) causes: Causes,
    /// Whoever is left out, as they were written to before.
    pub(super) mailed: MailingExclusions,
}

impl DecidedCase {
    /// The lists as the line takes them.
    pub fn sources(&self) -> Vec<SourceList<'_>> {
        self.snapshot.sources()
    }

    /// Everything that was decided about rows.
    pub fn rows(&self) -> DecidedRows<'_> {
        (&self.decision).into()
    }

    /// Returns the person of a row by its place in the order of the lists; number 0 where there is none.
    pub fn person(&self, row: u32) -> PersonId {
        let entry = self.decision.entries.get(row as usize);
        entry.and_then(|entry| self.snapshot.person(entry.file, entry.extent.line)).unwrap_or_default()
    }

    /// Counts the affected people of each state to whom its law applies.
    pub fn count_covered(&self) -> BTreeMap<Jurisdiction, u64> {
        let book = &self.snapshot.setup.context.book;
        let mut covered = BTreeMap::new();
        let affected = |entry: &&Entry| !matches!(entry.disposition, Disposition::Merged | Disposition::Excluded);
        for entry in self.decision.entries.iter().filter(affected) {
            let rule = entry.jurisdiction.and_then(|place| book.rule(place));
            if let Some(rule) = rule.filter(|rule| rule.applies_to(entry.elements)) {
                *covered.entry(rule.code).or_default() += 1;
            }
        }
        covered
    }

    /// Returns true if everybody counts, written to before or not.
    pub fn is_of_everyone(&self) -> bool {
        self.mailed.is_empty()
    }
}
