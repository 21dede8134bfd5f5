//! A list beside those that are there: in whose place it stands, and who of it is who of them.

use super::report::{ImportReport, ImportedList};
use crate::CommandError;
use crate::casefile::id::{ListId, PersonId};
use crate::casefile::list::ListRow;
use crate::casefile::row::RowPeople;
use crate::snapshot::CaseSnapshot;
use notice::finding::Problem;
use notice::intake::matching::{self, Predecessor};
use notice::intake::{Keys, ListBytes};
use notice::line::{ListDecisions, SourceList, fingerprints};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How a list stands to those that are there.
pub(super) enum Placement<'a> {
    /// In the place of the one half of whose people come again under the same headings.
    ByPeople,
    /// In the place of the newest of this name.
    Named(&'a str),
    /// In the place of this one.
    Of(ListId),
    /// Beside all others.
    BesideAll,
}

/// A list that is read and stands ready.
pub(super) struct Ready {
    pub(super) row: ListRow,
    pub(super) bytes: Arc<dyn ListBytes>,
    pub(super) people: Vec<(u32, PersonId)>,
    pub(super) changed: Vec<PersonId>,
}

/// Compares a list with those that are there, finds in whose place it stands, and gives its people their numbers.
pub(super) fn place(
    snapshot: &mut CaseSnapshot,
    before: &[ListRow],
    mut row: ListRow,
    bytes: Arc<dyn ListBytes>,
    stands: &Placement<'_>,
    next_person: &mut PersonId,
    report: &mut ImportReport,
) -> Result<Ready, CommandError> {
    let id = row.id;
    snapshot.add(row.clone(), bytes, RowPeople::default(), ListDecisions::default())?;
    if before.is_empty() {
        // Nobody to compare with: who is who is said when the rows are read for good.
        let at = snapshot.lists.len() - 1;
        let bytes = Arc::clone(&snapshot.lists[at].bytes);
        report.lists.push(ImportedList { list: row.name.clone(), amends: None, known: false });
        return Ok(Ready { row, bytes, people: Vec::new(), changed: Vec::new() });
    }
    let context = &snapshot.setup.context;
    let sources = snapshot.sources();
    let own = sources.len() - 1;
    let fresh = fingerprints(context, &sources[own])?;
    let keys: Vec<Keys> = fresh.iter().map(|(_, keys)| *keys).collect();
    report.rows += fresh.len() as u64;

    let chain = chain(snapshot, before, stands, &sources, &keys, own)?;
    let mut old: Vec<(PersonId, Keys)> = Vec::new();
    let mut lines: HashMap<u32, u32> = HashMap::new();
    for &at in &chain {
        let has_same_bytes = chain.first() == Some(&at) && snapshot.lists[at].row.sha256 == row.sha256;
        for (line, keys) in fingerprints(context, &sources[at])? {
            let Some(person) = snapshot.lists[at].people.person(line) else { continue };
            if has_same_bytes {
                lines.insert(line, old.len() as u32);
            }
            old.push((person, keys));
        }
    }
    let old_keys: Vec<Keys> = old.iter().map(|(_, keys)| *keys).collect();
    let found = if lines.is_empty() {
        matching::match_successors(&old_keys, &keys)
    } else {
        // The same bytes, read otherwise: a line is the same person, whatever is understood of it now.
        let again = |line, keys: &Keys| {
            let old = *lines.get(line)?;
            Some(Predecessor { old, changed: old_keys[old as usize].content != keys.content })
        };
        fresh.iter().map(|(line, keys)| again(line, keys)).collect()
    };
    let (mut people, mut changed) = (Vec::with_capacity(fresh.len()), Vec::new());
    for ((line, _), found) in fresh.iter().zip(&found) {
        let person = match found {
            Some(found) => {
                let person = old[found.old as usize].0;
                if found.changed {
                    report.changed += 1;
                    changed.push(person);
                } else {
                    report.unchanged += 1;
                }
                person
            }
            None => {
                report.new += 1;
                let person = *next_person;
                *next_person = person.next();
                person
            }
        };
        people.push((*line, person));
    }
    report.gone += (old.len() - found.iter().flatten().count()) as u64;
    drop(sources);

    let newest = chain.iter().map(|&at| snapshot.lists[at].row.id).max();
    row.amends = newest;
    let amended = newest.and_then(|id| snapshot.lists.iter().find(|sheet| sheet.row.id == id));
    let amends = amended.map(|sheet| sheet.row.name.clone());
    report.lists.push(ImportedList { list: row.name.clone(), amends, known: false });

    // The rows of the older lists that are not gone count no more.
    let still: HashSet<PersonId> = people.iter().map(|(_, person)| *person).collect();
    for &at in &chain {
        let sheet = &mut snapshot.lists[at];
        let counting =
            sheet.people.iter().filter(|(line, person)| sheet.decisions.counts(*line) && !still.contains(person));
        sheet.decisions.gone = Some(counting.map(|(line, _)| line).collect());
    }
    let at = snapshot.lists.iter().position(|sheet| sheet.row.id == id).unwrap_or(own);
    let sheet = &mut snapshot.lists[at];
    sheet.row = row.clone();
    sheet.people = RowPeople::new(people.clone());
    let bytes = Arc::clone(&sheet.bytes);
    Ok(Ready { row, bytes, people, changed })
}

/// The refusal of a name that no list of the case has.
pub(super) fn not_there<'l>(name: &str, lists: impl Iterator<Item = &'l str>) -> CommandError {
    let shown: Vec<_> = lists.collect();
    let advice = if shown.is_empty() {
        "The case has no list yet, so there is nothing to replace.".to_owned()
    } else {
        format!("The lists in this case are: {}.", shown.join(", "))
    };
    Problem::of_file(name, "This case has no list with this name.", advice).into()
}

/// The lists in whose place a new one stands, newest last: the one that was named, or the one half of whose people come
/// again under the same headings; with what is left of those in whose place that one stands.
fn chain(
    snapshot: &CaseSnapshot,
    before: &[ListRow],
    stands: &Placement<'_>,
    sources: &[SourceList<'_>],
    keys: &[Keys],
    own: usize,
) -> Result<Vec<usize>, CommandError> {
    let older: Vec<usize> = (0..own).filter(|&at| before.iter().any(|l| l.id == snapshot.lists[at].row.id)).collect();
    let head = match stands {
        Placement::BesideAll => None,
        Placement::Of(list) => older.iter().copied().find(|&at| snapshot.lists[at].row.id == *list),
        Placement::Named(name) => {
            let named = older.iter().rev().find(|&&at| snapshot.lists[at].row.name == *name);
            Some(*named.ok_or_else(|| not_there(name, older.iter().map(|&at| snapshot.lists[at].row.name.as_str())))?)
        }
        Placement::ByPeople => {
            let mut best: Option<(usize, usize)> = None;
            for &at in older.iter().filter(|&&at| snapshot.lists[at].decisions.gone.is_none()) {
                let old: Vec<Keys> =
                    fingerprints(&snapshot.setup.context, &sources[at])?.into_iter().map(|(_, keys)| keys).collect();
                let again = matching::match_successors(&old, keys).iter().flatten().count();
                if 2 * again >= old.len() && again > 0 && best.is_none_or(|(most, _)| again >= most) {
                    best = Some((again, at));
                }
            }
            best.map(|(_, at)| at)
        }
    };
    let Some(head) = head else { return Ok(Vec::new()) };
    let mut chain = vec![head];
    let mut oldest = snapshot.lists[head].row.amends;
    while let Some(id) = oldest {
        oldest = before.iter().find(|list| list.id == id).and_then(|list| list.amends);
        chain.extend(older.iter().copied().find(|&at| snapshot.lists[at].row.id == id));
    }
    Ok(chain)
}
