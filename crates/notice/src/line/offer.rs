//! Monitoring that is offered, held against what each state asks for: a short offer is told by state, not only by row.

use super::context::JobContext;
use super::entry::{Disposition, Entry};
use crate::party::{Jurisdiction, Standing};
use crate::routing::{Shortfall, shortfall};
use serde::Serialize;
use std::collections::BTreeMap;

/// People of one state who are offered less monitoring than its law asks for. Their rows bear the finding
/// `offer_short`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShortOffer {
    /// The state.
    pub jurisdiction: Jurisdiction,
    /// Its name.
    pub name: String,
    /// Least months in law.
    pub months_asked: u16,
    /// Months that are offered; 0: nothing is.
    pub months_offered: u16,
    /// The exposed information that makes it a duty, in the words of the rule.
    pub trigger: String,
    /// Number of people who are offered too little.
    pub people: u64,
}

impl std::fmt::Display for ShortOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} asks for {} months (for {}); ", self.name, self.months_asked, self.trigger)?;
        match self.months_offered {
            0 => f.write_str("nothing is offered")?,
            1 => f.write_str("1 month is offered")?,
            n => write!(f, "{n} months are offered")?,
        }
        write!(f, ": {} {}", self.people, if self.people == 1 { "person" } else { "people" })
    }
}

/// Returns the state and the shortfall of a row's person, as far as the row is known; joined and excluded rows have
/// none.
pub(super) fn short(context: &JobContext, entry: &Entry) -> Option<(Jurisdiction, Shortfall)> {
    if matches!(entry.disposition, Disposition::Merged | Disposition::Excluded) {
        return None;
    }
    let (place, standing): (Jurisdiction, Standing) = (entry.jurisdiction?, entry.standing?);
    let short = shortfall(context.book.rule(place)?, &context.incident, standing, entry.elements)?;
    Some((place, short))
}

/// The short offers by state, in order of code.
pub fn short_offers(context: &JobContext, entries: &[Entry]) -> Vec<ShortOffer> {
    let mut counted: BTreeMap<(Jurisdiction, Shortfall), u64> = BTreeMap::new();
    for found in entries.iter().filter_map(|entry| short(context, entry)) {
        *counted.entry(found).or_default() += 1;
    }
    let told = counted.into_iter().filter_map(|((jurisdiction, short), people)| {
        let rule = context.book.rule(jurisdiction)?;
        Some(ShortOffer {
            jurisdiction,
            name: rule.name.clone(),
            months_asked: short.asked,
            months_offered: short.offered,
            trigger: rule.credit_monitoring.as_ref()?.trigger.clone(),
            people,
        })
    });
    told.collect()
}
