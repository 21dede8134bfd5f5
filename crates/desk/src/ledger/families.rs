//! Family names of children and their guardians, counted over a decision.

use crate::casefile::ledger::Families;
use notice::line::{Decision, Disposition, Kinship};

/// Families' names over the rows that get a letter or are held.
pub fn families(decision: &Decision<'_>) -> Families {
    let mut families = Families::default();
    for entry in decision.entries.iter().filter(|e| matches!(e.disposition, Disposition::Letter | Disposition::Held)) {
        match entry.guardian {
            Kinship::Same => families.same += 1,
            Kinship::Other => families.other += 1,
            Kinship::Unknown => {}
        }
    }
    families
}
