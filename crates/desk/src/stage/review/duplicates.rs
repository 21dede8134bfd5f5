//! `pairs`: rows that may be one person, in a queue that is gone through by key; one act for each answer.

use super::decide::{paired, undoing};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::{DecisionId, PersonId};
use crate::casefile::ruling::{self, DecisionKind};
use crate::casefile::{ActKind, Case, LATEST};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::intake::matching::Trait;
use notice::line::pairs as open_pairs;
use serde::Serialize;
use serde_json::json;

/// A pair about which nobody has decided.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct DuplicatePair {
    /// Numbers of the two people.
    pub people: [PersonId; 2],
    /// Their lists.
    pub lists: [String; 2],
    /// The lines on which their rows start.
    pub lines: [u32; 2],
    /// Disposition of each row now.
    pub dispositions: [&'static str; 2],
    /// Traits that are known of both and are the same.
    #[ts(as = "Vec<String>")]
    pub agrees: Vec<Trait>,
    /// Traits that are known of both and differ.
    #[ts(as = "Vec<String>")]
    pub differs: Vec<Trait>,
    /// The cells of both rows, heading by heading, where they were asked for: for eyes at the screen alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<[String; 3]>,
}

/// Answer of a person about a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairAnswer {
    /// One person.
    Same,
    /// Two people.
    Apart,
}

/// An answer that was given, so that it can be taken back.
#[derive(Clone, Copy, Debug)]
pub struct GivenAnswer {
    /// Number of the decision.
    pub decision: DecisionId,
    /// The first of the two people.
    pub person: PersonId,
}

/// The queue: pairs about which nobody has decided, in the order of the lists. `values` puts in the cells.
pub fn pairs(
    case: &mut Session,
    values: bool,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<DuplicatePair>, CommandError> {
    case.refresh(command, progress)?;
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let (snapshot, sources, decision) = (&decided.snapshot, decided.sources(), &decided.decision);
    let doubts = open_pairs(&snapshot.setup.context, &sources, decision)?;
    let mut queue = Vec::with_capacity(doubts.len());
    for doubt in doubts {
        let entries = doubt.rows.map(|row| &decision.entries[row as usize]);
        let people = entries.map(|entry| snapshot.person(entry.file, entry.extent.line).unwrap_or_default());
        if people[0] == people[1] {
            continue;
        }
        let cells = if values { beside(snapshot, &sources, decision, doubt.rows)? } else { Vec::new() };
        queue.push(DuplicatePair {
            people,
            lists: entries.map(|entry| snapshot.lists[usize::from(entry.file)].row.name.clone()),
            lines: entries.map(|entry| entry.extent.line),
            dispositions: entries.map(|entry| entry.disposition.word()),
            agrees: doubt.agrees,
            differs: doubt.differs,
            cells,
        });
    }
    Ok(queue)
}

/// The cells of two rows that are not empty in both, by the heading in the list of each.
fn beside(
    snapshot: &CaseSnapshot,
    sources: &[notice::line::SourceList<'_>],
    decision: &notice::line::Decision,
    rows: [u32; 2],
) -> Result<Vec<[String; 3]>, CommandError> {
    let read = notice::line::cells(sources, &decision.entries, &rows)?;
    let headings = rows.map(|row| {
        let file = usize::from(decision.entries[row as usize].file);
        snapshot.lists[file].list.headings().to_vec()
    });
    let of = |n: usize, heading: &str| {
        let at = headings[n].iter().position(|own| own == heading);
        at.and_then(|at| read[n].get(at)).cloned().unwrap_or_default()
    };
    let only_second = headings[1].iter().filter(|heading| !headings[0].contains(heading));
    let all = headings[0].iter().chain(only_second);
    let beside = all.map(|heading| [heading.clone(), of(0, heading), of(1, heading)]);
    Ok(beside.filter(|[_, a, b]| !a.is_empty() || !b.is_empty()).collect())
}

/// Writes an answer down.
pub fn answer(
    case: &mut Case,
    people: [PersonId; 2],
    answer: PairAnswer,
    by: &str,
) -> Result<GivenAnswer, CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let [person, other] = people;
    let (same, word) = match answer {
        PairAnswer::Same => (true, "same person"),
        PairAnswer::Apart => (false, "other person"),
    };
    record(case, person, &paired(person, other, same), json!({ "decision": word, "people": people }), by)
}

/// Takes an answer back.
pub fn undo_answer(case: &mut Case, given: GivenAnswer, by: &str) -> Result<(), CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let told = json!({ "decision": "undo", "of": given.decision, "people": [given.person] });
    record(case, given.person, &undoing(&case.decisions(LATEST)?, given.decision), told, by).map(drop)
}

fn record(
    case: &mut Case,
    person: PersonId,
    verdicts: &[(PersonId, DecisionKind)],
    told: serde_json::Value,
    by: Actor<'_>,
) -> Result<GivenAnswer, CommandError> {
    let ids = case.transact(ActKind::Decide, by, |step, act| Ok((ruling::add(step, act, verdicts)?, told)))?;
    // The answer comes first; what it ends comes behind it.
    Ok(GivenAnswer { decision: ids.first().copied().unwrap_or_default(), person })
}
