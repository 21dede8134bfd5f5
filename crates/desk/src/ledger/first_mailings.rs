//! First mailing dates: when people of each state were written to before the mailing that is planned.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::id::{PersonId, RunId};
use crate::snapshot::CaseSnapshot;
use chrono::NaiveDate;
use notice::line::Decision;
use notice::party::Jurisdiction;
use std::collections::{BTreeMap, HashMap};

/// The first day on which letters to people of each state were mailed, where that was before the mailing date.
pub type FirstMailings = BTreeMap<Jurisdiction, NaiveDate>;

/// Reads the first mailing dates from the releases of finished runs.
pub fn first_mailings(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
) -> Result<FirstMailings, CommandError> {
    let planned = snapshot.setup.context.incident.mailing.date;
    let mut earlier: HashMap<RunId, NaiveDate> = HashMap::new();
    for run in case.runs()?.into_iter().filter(|run| run.finished) {
        let day = case.release(run.release)?.and_then(|release| release.mailing_date());
        earlier.extend(day.filter(|day| *day < planned).map(|day| (run.id, day)));
    }
    let mut first = FirstMailings::new();
    if earlier.is_empty() {
        return Ok(first);
    }
    let mut written: HashMap<PersonId, NaiveDate> = HashMap::new();
    for piece in case.pieces()? {
        if let (Some(person), Some(&day)) = (piece.person, earlier.get(&piece.run)) {
            written.entry(person).and_modify(|first| *first = day.min(*first)).or_insert(day);
        }
    }
    for entry in &decision.entries {
        let person = snapshot.person(entry.file, entry.extent.line);
        if let (Some(place), Some(&day)) = (entry.jurisdiction, person.and_then(|person| written.get(&person))) {
            first.entry(place).and_modify(|first| *first = day.min(*first)).or_insert(day);
        }
    }
    Ok(first)
}
