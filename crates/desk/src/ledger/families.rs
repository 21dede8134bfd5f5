//! Family names of children and their guardians, counted over a decision.

use crate::casefile::ledger::Families;
use notice::line::{Decision, Disposition, FamilyNameMatch};

/// Families' names over the rows that get a letter or are held.
pub fn families(decision: &Decision) -> Families {
    let mut families = Families::default();
    for entry in decision.entries.iter().filter(|e| matches!(e.disposition, Disposition::Letter | Disposition::Held)) {
        match entry.guardian {
            FamilyNameMatch::Same => families.same += 1,
            FamilyNameMatch::Other => families.other += 1,
            FamilyNameMatch::Unknown => {}
        }
    }
    families
}
