//! Answers to questions about a list of the case: it is read anew, its bytes untouched, by its mapping with the answers in it.

use super::import;
use super::place::{self, Placement};
use super::report::ImportReport;
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::LATEST;
use crate::casefile::id::{ActId, ListId};
use crate::casefile::list::ListRow;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress, Stage, Stopwatch};
use notice::finding::{Problem, ProblemCode};
use std::sync::Arc;

/// Answers questions about a list, each by its key and the word of a choice. All of them are one act; the report counts as that of
/// an import does. Who is in the list stays the same, line by line; of whom the list says something else now, what was decided
/// about them falls as with a newer list.
///
/// # Errors
/// A list in whose place another stands, and a question that is not asked about the list.
pub fn answer_questions(
    case: &mut Session,
    list: ListId,
    answers: &[(String, String)],
    by: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let mut watch = Stopwatch::default();
    let mut snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
    let before = case.lists(LATEST)?;
    let counting = |sheet: &&crate::snapshot::ListSnapshot| sheet.row.id == list && sheet.decisions.gone.is_none();
    let sheet = snapshot.lists.iter().find(counting).ok_or_else(replaced)?;
    let asked = |key: &String| sheet.list.questions().iter().any(|question| question.key == *key);
    if !answers.iter().all(|(key, _)| asked(key)) {
        let problem =
            Problem::of_file(&sheet.row.name, "There is no such question about this list.", ProblemCode::QuestionGone);
        return Err(problem.into());
    }
    watch.tell(Stage::Prepare, progress);
    command.control.checkpoint()?;

    let mut report = ImportReport::default();
    let given = sheet.row.mapping.as_deref().unwrap_or_default();
    let mapping = import::add_answers(&sheet.row.name, given, answers)?;
    let is_said = |(key, word): &(String, String)| {
        sheet.list.questions().iter().any(|question| question.key == *key && question.answer == Some(word.as_str()))
    };
    if answers.iter().all(is_said) {
        report.questions.extend(import::open_questions(&snapshot, list));
        let summary = case.refresh(command, progress)?;
        report.fill(&summary);
        return Ok(report);
    }
    let id = before.iter().map(|list| list.id).max().unwrap_or_default().next();
    let row = ListRow { id, act: ActId::NONE, mapping: Some(mapping), amends: None, ..sheet.row.clone() };
    let bytes = Arc::clone(&sheet.bytes);
    let mut next_person = case.next_person()?;
    let stands = Placement::Of(list);
    let ready = place::place(&mut snapshot, &before, row, bytes, &stands, &mut next_person, &mut report)?;
    report.questions.extend(import::open_questions(&snapshot, id));
    watch.tell(Stage::Compare, progress);
    command.control.checkpoint()?;
    import::write(case, snapshot, vec![ready], by, &command.control, &mut report, &mut watch, progress)?;
    report.timings = watch.laps().to_vec();
    Ok(report)
}

fn replaced() -> CommandError {
    let message = "The list is not in the case, or another list replaced it.";
    Problem::of_file("", message, ProblemCode::QuestionGone).into()
}

#[cfg(test)]
mod tests;
