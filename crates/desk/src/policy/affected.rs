//! The number of affected people, by the lists and by the incident file.

use crate::casefile::ledger::Summary;
use notice::party::Incident;

/// How many people are affected, by the two sources that a case has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AffectedCount {
    /// People on the lists, each once, whether they are written to or not.
    pub listed: u64,
    /// `people_total` of the incident file.
    pub stated: u64,
}

impl AffectedCount {
    /// Counts the people of a case.
    pub fn of(summary: &Summary, incident: &Incident) -> Self {
        let listed = summary.rows - summary.merged - summary.excluded;
        Self { listed, stated: incident.event.people_total }
    }

    /// Returns the number for a form, with its source where it is undecided.
    pub fn in_words(self) -> String {
        let Self { listed, stated } = self;
        match self.undecided() {
            None => listed.to_string(),
            Some(_) => format!("count undecided: {listed} by the lists, {stated} by the incident file"),
        }
    }

    /// Says that a person has to decide which number counts; nothing where both are one.
    pub fn undecided(self) -> Option<String> {
        let Self { listed, stated } = self;
        (stated > 0 && listed != stated).then(|| {
            format!(
                "Count undecided: the lists have {listed} people, and the incident file says {stated}. Complete the lists or \
                 correct people_total before anything is filed."
            )
        })
    }
}
