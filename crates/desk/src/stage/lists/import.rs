//! `import`: lists as they come in, and lists that come again, corrected.

use super::place::{self, Placement, Ready, place};
use super::report::{ImportReport, ImportedList, ListQuestions};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::{ActId, ListId};
use crate::casefile::ledger::put;
use crate::casefile::list::{self, ListRow, NewList};
use crate::casefile::row::{self, RowPeople};
use crate::casefile::row_record::PackedChunk;
use crate::casefile::ruling::{self, DecisionKind};
use crate::casefile::{ActKind, LATEST};
use crate::io::digest::{digest_of, hex};
use crate::ledger::{self, TextCache, unwritable};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::reader::lists::open_lists;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress, Stage, Stopwatch, TaskControl};
use notice::finding::{FaceProblem, Problem, ProblemCode, mask_numbers};
use notice::intake::{Mapping, Question};
use serde_json::json;
use std::path::PathBuf;
use toml_edit::{DocumentMut, value};

/// Request to import lists.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// The lists.
    pub lists: Vec<PathBuf>,
    /// Sheets of workbooks among them, by name or number; where a workbook has one that holds something, none is needed.
    pub sheets: Vec<String>,
    /// Mapping by which they are read, as its name and its text; that of the earlier list of the same name if absent.
    pub mapping: Option<(String, String)>,
    /// Name of the recipe by which they are read, or `none`. It is kept with the mapping of each list.
    pub recipe: Option<String>,
    /// Answers to questions about the lists, by key. They are kept with the mapping of each list.
    pub answers: Vec<(String, String)>,
    /// The list in whose place the new one stands; found by the people in it where absent.
    pub amends: Option<String>,
    /// The lists stand beside all others, whoever is in them.
    pub adds: bool,
    /// Name of the person who brings them.
    pub by: String,
}

/// Brings lists into a case.
pub fn import(
    case: &mut Session,
    arrival: &ImportRequest,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, CommandError> {
    let by = Actor::parse_optional(&arrival.by)?;
    ensure_no_pending_export(case)?;
    let mut watch = Stopwatch::default();
    let mut snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone)?;
    let before = case.lists(LATEST)?;
    // Said of a list that is known already, too, and where there is none yet.
    if let Some(name) = arrival.amends.as_ref().filter(|name| before.iter().all(|list| list.name != **name)) {
        return Err(place::not_there(name, before.iter().map(|list| list.name.as_str())));
    }
    if let Some((name, text)) = &arrival.mapping {
        Mapping::parse(name, text)?;
    }
    let mapping = arrival.mapping.as_ref().map(|(_, text)| text.clone());
    watch.tell(Stage::Prepare, progress);
    command.control.checkpoint()?;

    let mut report = ImportReport::default();
    let mut ready: Vec<Ready> = Vec::new();
    let mut next = (before.iter().map(|list| list.id).max().unwrap_or_default().next(), case.next_person()?);
    for input in open_lists(&arrival.lists, &arrival.sheets)? {
        let sha256 = digest_of(&input).map_err(|e| CommandError::disk(input.path(), "Reading", &e))?;
        let origin = input.origin().unwrap_or(sha256);
        let name = input.short_name();
        let bytes = input.into_bytes();
        let mapping = mapping_of(&before, &name, mapping.as_deref(), arrival)?;
        let known = before.iter().chain(ready.iter().map(|ready| &ready.row)).find(|list| list.origin == origin);
        let replaced = known.and_then(|known| before.iter().find(|list| list.amends == Some(known.id)));
        if let (Some(newer), None, false) = (replaced, &arrival.amends, arrival.adds) {
            let message = format!("This list is already in the case, and {} replaced it.", newer.name);
            let advice = FaceProblem::ListReplaced { newer: newer.name.clone() };
            return Err(Problem::of_file(&name, message, advice).into());
        }
        if let Some(known) = known.filter(|list| replaced.is_none() && (list.mapping == mapping || mapping.is_none())) {
            let rows = match ready.iter().find(|ready| ready.row.id == known.id) {
                Some(ready) if !ready.people.is_empty() => ready.people.len() as u64,
                Some(_) => 0,
                None => case.row_people(known.id)?.iter().count() as u64,
            };
            report.rows += rows;
            report.unchanged += rows;
            report.lists.push(ImportedList { list: name, amends: None, known: true });
            continue;
        }
        let mapping = mapping.or_else(|| kept_mapping(&before, &name));
        let row =
            ListRow { id: next.0, act: ActId::NONE, name, length: bytes.len(), sha256, origin, mapping, amends: None };
        let stands = if arrival.adds {
            Placement::BesideAll
        } else {
            arrival.amends.as_deref().map_or(Placement::ByPeople, Placement::Named)
        };
        let made = place(&mut snapshot, &before, row, bytes.into(), &stands, &mut next.1, &mut report)?;
        report.questions.extend(open_questions(&snapshot, next.0));
        next.0 = next.0.next();
        ready.push(made);
    }
    watch.tell(Stage::Compare, progress);
    command.control.checkpoint()?;
    if ready.is_empty() {
        let summary = case.refresh(command, progress)?;
        report.fill(&summary);
        return Ok(report);
    }
    write(case, snapshot, ready, by, &command.control, &mut report, &mut watch, progress)?;
    report.timings = watch.laps().to_vec();
    Ok(report)
}

/// The mapping that was asked for: the given one, with recipe and answers in it. These alone go into the one that is kept.
fn mapping_of(
    before: &[ListRow],
    name: &str,
    given: Option<&str>,
    arrival: &ImportRequest,
) -> Result<Option<String>, CommandError> {
    if arrival.answers.is_empty() && arrival.recipe.is_none() {
        return Ok(given.map(str::to_owned));
    }
    let text = given.map(str::to_owned).or_else(|| kept_mapping(before, name)).unwrap_or_default();
    let text = match &arrival.recipe {
        Some(recipe) => name_recipe(name, &text, recipe)?,
        None => text,
    };
    add_answers(name, &text, &arrival.answers).map(Some)
}

/// A mapping file that names a recipe, in the place of the one that it names.
fn name_recipe(name: &str, text: &str, recipe: &str) -> Result<String, CommandError> {
    let mut document = document(name, text)?;
    document["file"].or_insert(toml_edit::table())["recipe"] = value(recipe);
    Ok(document.to_string())
}

fn document(name: &str, text: &str) -> Result<DocumentMut, CommandError> {
    let read = text.trim_start_matches('\u{FEFF}').parse();
    read.map_err(|_| {
        Problem::of_file(name, "The mapping of this list is not valid TOML.", ProblemCode::Internal).into()
    })
}

/// A mapping file with answers in it, in the place of those of the same keys.
pub(super) fn add_answers(name: &str, text: &str, answers: &[(String, String)]) -> Result<String, CommandError> {
    let mut document = document(name, text)?;
    for (key, word) in answers {
        document["answers"].or_insert(toml_edit::table())[key] = value(word);
    }
    Ok(document.to_string())
}

/// The open questions about a list.
pub(super) fn open_questions(snapshot: &CaseSnapshot, id: ListId) -> Option<ListQuestions> {
    let sheet = snapshot.lists.iter().find(|sheet| sheet.row.id == id)?;
    let questions: Vec<Question> = sheet.list.questions().iter().filter(|one| one.is_open()).cloned().collect();
    let headings = sheet.list.headings().iter().map(|heading| mask_numbers(heading).into_owned()).collect();
    (!questions.is_empty()).then(|| ListQuestions { list: sheet.row.name.clone(), headings, questions })
}

/// The mapping by which the newest list of this name was read.
pub(super) fn kept_mapping(before: &[ListRow], name: &str) -> Option<String> {
    before.iter().rev().find(|list| list.name == name).and_then(|list| list.mapping.clone())
}

/// Decides about the whole case as it is with the new lists, and writes lists, people and ledger in one act.
#[expect(clippy::too_many_arguments, reason = "what the end of an import needs, each for itself")]
pub(super) fn write(
    case: &mut Session,
    mut snapshot: CaseSnapshot,
    ready: Vec<Ready>,
    by: Actor<'_>,
    reins: &TaskControl,
    report: &mut ImportReport,
    watch: &mut Stopwatch,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), CommandError> {
    let mut bytes = Vec::new();
    for Ready { row, bytes: own, people, changed } in ready {
        bytes.push((row, people, changed));
        if let Some(sheet) = snapshot.lists.iter_mut().find(|sheet| sheet.row.id == bytes[bytes.len() - 1].0.id) {
            sheet.bytes = own;
        }
    }
    snapshot.prune()?;
    snapshot.load_decisions(case, LATEST, MailingScope::Everyone)?;
    // What ended a hold was said about what the older list said.
    for (_, _, changed) in &bytes {
        let places = snapshot.places();
        for place in changed.iter().filter_map(|person| places.get(person)) {
            let decisions = &mut snapshot.lists[usize::from(place.file)].decisions;
            if let Some(ruling) = decisions.rulings.get_mut(&place.line) {
                ruling.ended = notice::finding::CodeSet::EMPTY;
                ruling.address_outdated = ruling.address.is_some();
                (ruling.name, ruling.birth) = (None, None);
            }
        }
    }
    let sources = snapshot.sources();
    let decision = snapshot.decide(&sources, &mut |stage| watch.tell(stage, progress))?;
    let mut next_person = case.next_person()?;
    let mut fresh: Vec<RowPeople> = Vec::new();
    for (file, sheet) in (0u16..).zip(&snapshot.lists) {
        let mut people = sheet.people.clone();
        if let Some((_, rows, _)) = bytes.iter_mut().find(|(row, rows, _)| row.id == sheet.row.id && rows.is_empty()) {
            let lines = decision.entries.iter().filter(|entry| entry.file == file).map(|entry| entry.extent.line);
            for line in lines {
                rows.push((line, next_person));
                next_person = next_person.next();
            }
            report.rows += rows.len() as u64;
            report.new += rows.len() as u64;
            people = RowPeople::new(rows.clone());
        }
        fresh.push(people);
    }
    let first = ledger::first_mailings(case, &snapshot, &decision)?;
    let summary = ledger::compute_summary(&snapshot, &decision, &first, &mut TextCache::default())?;
    let person = |file: u16, line| fresh.get(usize::from(file))?.person(line);
    let key = case.content_key();
    let records = ledger::build_records(&snapshot, &decision, 0..decision.entries.len(), person);
    let chunks = PackedChunk::pack_all(&key, &records).map_err(unwritable)?;
    watch.tell(Stage::Reckon, progress);
    reins.checkpoint()?;
    report.fill(&summary);
    let told = json!({
        "lists": bytes.iter().map(|(row, people, _)| list_told(&snapshot, row, people.len())).collect::<Vec<_>>(),
        "new": report.new, "unchanged": report.unchanged, "changed": report.changed, "gone": report.gone,
    });
    case.transact(ActKind::Import, by, |step, act| {
        for (row, people, changed) in &bytes {
            let sheet = snapshot.lists.iter().find(|sheet| sheet.row.id == row.id);
            let Some(sheet) = sheet else { continue };
            let list = NewList {
                name: &row.name,
                bytes: sheet.bytes.as_ref(),
                sha256: row.sha256,
                origin: row.origin,
                mapping: row.mapping.as_deref(),
                amends: row.amends,
            };
            let id = list::add(step, act, &list)?;
            row::add(step, id, people)?;
            let voided: Vec<_> = changed.iter().map(|person| (*person, DecisionKind::Changed)).collect();
            ruling::add(step, act, &voided)?;
        }
        put(step, &key, act, &snapshot.basis, &summary, &chunks)?;
        Ok(((), told))
    })?;
    watch.tell(Stage::Write, progress);
    Ok(())
}

/// Words of the audit about a list: its bytes by their digest, and what was answered about it.
fn list_told(snapshot: &CaseSnapshot, row: &ListRow, rows: usize) -> serde_json::Value {
    let mut told = json!({
        "list": row.id, "sha256": hex(row.sha256), "rows": rows, "amends": row.amends,
    });
    let sheet = snapshot.lists.iter().find(|sheet| sheet.row.id == row.id);
    let questions = sheet.map_or(&[][..], |sheet| sheet.list.questions());
    let answered = questions.iter().filter_map(|question| Some((question.key.clone(), question.answer?.into())));
    let answered: serde_json::Map<String, serde_json::Value> = answered.collect();
    if !answered.is_empty() {
        told["answers"] = answered.into();
    }
    told
}
