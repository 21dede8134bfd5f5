//! `import`: lists as they come in, and lists that come again, corrected.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::{ActId, ListId, PersonId};
use crate::casefile::ledger::put;
use crate::casefile::list::{self, ListRow, NewList};
use crate::casefile::row::{self, RowPeople};
use crate::casefile::row_record::PackedChunk;
use crate::casefile::ruling::{self, DecisionKind};
use crate::casefile::{ActKind, LATEST};
use crate::io::digest::{digest_of, hex};
use crate::io::path::file_name;
use crate::io::read::{self, ListFile};
use crate::ledger::{self, TextCache, unwritable};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::reader::workbook;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress, Stage, Stopwatch, TaskControl};
use notice::digest::Digest;
use notice::finding::{FaceProblem, Problem, ProblemCode, mask_numbers};
use notice::intake::{Keys, ListBytes, Mapping, Question, matching};
use notice::line::{ListDecisions, fingerprints};
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml_edit::{DocumentMut, value};

/// Request to import lists.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// The lists.
    pub lists: Vec<PathBuf>,
    /// Mapping by which they are read, as its name and its text; that of the earlier list of the same name if absent.
    pub mapping: Option<(String, String)>,
    /// Answers to questions about the lists, by key. They are kept with the mapping of each list.
    pub answers: Vec<(String, String)>,
    /// The list in whose place the new one stands; found by the people in it where absent.
    pub amends: Option<String>,
    /// The lists stand beside all others, whoever is in them.
    pub adds: bool,
    /// Name of the person who brings them.
    pub by: String,
}

/// Report of `import`.
#[derive(Debug, Default, Serialize, ts_rs::TS)]
pub struct ImportReport {
    /// Rows of the lists that came in.
    pub rows: u64,
    /// People who were not in the case.
    pub new: u64,
    /// People who were in it and of whom nothing changed.
    pub unchanged: u64,
    /// People who were in it and of whom something changed.
    pub changed: u64,
    /// People who are gone from a list that came again.
    pub gone: u64,
    /// Rows of the case that are held now.
    pub held: u64,
    /// Rows of the case that were joined with another.
    pub merged: u64,
    /// Rows of the case that are taken out.
    pub excluded: u64,
    /// Rows of the case that get a letter.
    pub letters: u64,
    /// All rows of the case that count.
    pub case_rows: u64,
    /// Each list with the one in whose place it stands.
    pub lists: Vec<ImportedList>,
    /// Open questions about lists that came in.
    pub questions: Vec<ListQuestions>,
    /// Seconds of each stage.
    pub timings: Vec<crate::task::Lap>,
}

/// Open questions about one list. The rows that they concern are held until they are answered.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ListQuestions {
    /// Name of the list.
    pub list: String,
    /// Its headings, but for numbers that may be somebody's.
    pub headings: Vec<String>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// Report of one list.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ImportedList {
    /// Its name.
    pub list: String,
    /// The list in whose place it stands.
    pub amends: Option<String>,
    /// True if it was in the case already.
    pub known: bool,
}

/// A list that is read and stands ready.
struct Ready {
    row: ListRow,
    bytes: Arc<dyn ListBytes>,
    people: Vec<(u32, PersonId)>,
    changed: Vec<PersonId>,
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
    if let Some((name, text)) = &arrival.mapping {
        Mapping::parse(name, text)?;
    }
    let mapping = arrival.mapping.as_ref().map(|(_, text)| text.clone());
    watch.tell(Stage::Prepare, progress);
    command.control.checkpoint()?;

    let mut report = ImportReport::default();
    let mut ready: Vec<Ready> = Vec::new();
    let mut next = (before.iter().map(|list| list.id).max().unwrap_or_default().next(), case.next_person()?);
    for path in &arrival.lists {
        let (bytes, origin) = take(path)?;
        let sha256 = digest_of(bytes.as_ref()).map_err(|e| CommandError::disk(path, "Reading", &e))?;
        let origin = origin.unwrap_or(sha256);
        let name = file_name(path);
        let mapping = mapping_of(&before, &name, mapping.as_deref(), &arrival.answers)?;
        let known = before.iter().chain(ready.iter().map(|ready| &ready.row)).find(|list| list.origin == origin);
        let replaced = known.and_then(|known| before.iter().find(|list| list.amends == Some(known.id)));
        if let (Some(newer), None, false) = (replaced, &arrival.amends, arrival.adds) {
            let message = format!("This list is in the case already, and {} stands in its place.", newer.name);
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
        let made = place(&mut snapshot, &before, row, bytes, arrival, &mut next.1, &mut report)?;
        report.questions.extend(open_questions(&snapshot, next.0));
        next.0 = next.0.next();
        ready.push(made);
    }
    watch.tell(Stage::Compare, progress);
    command.control.checkpoint()?;
    if ready.is_empty() {
        let summary = case.refresh(command, progress)?;
        fill(&mut report, &summary);
        return Ok(report);
    }
    write(case, snapshot, ready, by, &command.control, &mut report, &mut watch, progress)?;
    report.timings = watch.laps().to_vec();
    Ok(report)
}

/// The digest of the workbook that a list came in.
pub(super) type Origin = Option<Digest>;

/// The bytes of a list; of a workbook its first sheet as a list, with the digest of the workbook.
pub(super) fn take(path: &Path) -> Result<(Box<dyn ListBytes>, Origin), CommandError> {
    if workbook::is_one(path)? {
        let bytes = read::whole(path)?;
        let origin = Digest::of(&bytes);
        return Ok((Box::new(workbook::first_sheet(path, &bytes)?), Some(origin)));
    }
    Ok((Box::new(ListFile::open(path)?), None))
}

/// The mapping that was asked for: the given one, with the answers in it. Answers alone go into the one that is kept.
fn mapping_of(
    before: &[ListRow],
    name: &str,
    given: Option<&str>,
    answers: &[(String, String)],
) -> Result<Option<String>, CommandError> {
    if answers.is_empty() {
        return Ok(given.map(str::to_owned));
    }
    let text = given.map(str::to_owned).or_else(|| kept_mapping(before, name)).unwrap_or_default();
    let mut document: DocumentMut = text
        .trim_start_matches('\u{FEFF}')
        .parse()
        .map_err(|_| Problem::of_file(name, "The mapping of this list is not TOML.", ProblemCode::Internal))?;
    for (key, word) in answers {
        document["answers"].or_insert(toml_edit::table())[key] = value(word);
    }
    Ok(Some(document.to_string()))
}

/// The open questions about a list.
fn open_questions(snapshot: &CaseSnapshot, id: ListId) -> Option<ListQuestions> {
    let sheet = snapshot.lists.iter().find(|sheet| sheet.row.id == id)?;
    let questions: Vec<Question> = sheet.list.questions().iter().filter(|one| one.is_open()).cloned().collect();
    let headings = sheet.list.headings().iter().map(|heading| mask_numbers(heading).into_owned()).collect();
    (!questions.is_empty()).then(|| ListQuestions { list: sheet.row.name.clone(), headings, questions })
}

/// The mapping by which the newest list of this name was read.
fn kept_mapping(before: &[ListRow], name: &str) -> Option<String> {
    before.iter().rev().find(|list| list.name == name).and_then(|list| list.mapping.clone())
}

/// Compares a list with those that are there, finds in whose place it stands, and gives its people their numbers.
fn place(
    snapshot: &mut CaseSnapshot,
    before: &[ListRow],
    mut row: ListRow,
    bytes: Box<dyn ListBytes>,
    arrival: &ImportRequest,
    next_person: &mut PersonId,
    report: &mut ImportReport,
) -> Result<Ready, CommandError> {
    let id = row.id;
    snapshot.add(row.clone(), bytes.into(), RowPeople::default(), ListDecisions::default())?;
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

    let chain = chain(snapshot, before, arrival, &sources, &keys, own)?;
    let mut old: Vec<(PersonId, Keys)> = Vec::new();
    for &at in &chain {
        for (line, keys) in fingerprints(context, &sources[at])? {
            old.extend(snapshot.lists[at].people.person(line).map(|person| (person, keys)));
        }
    }
    let old_keys: Vec<Keys> = old.iter().map(|(_, keys)| *keys).collect();
    let found = matching::match_successors(&old_keys, &keys);
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
    let still: std::collections::HashSet<PersonId> = people.iter().map(|(_, person)| *person).collect();
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

/// The lists in whose place a new one stands, newest last: the one that was named, or the one half of whose people come
/// again under the same headings; with what is left of those in whose place that one stands.
fn chain(
    snapshot: &CaseSnapshot,
    before: &[ListRow],
    arrival: &ImportRequest,
    sources: &[notice::line::SourceList<'_>],
    keys: &[Keys],
    own: usize,
) -> Result<Vec<usize>, CommandError> {
    let older: Vec<usize> = (0..own).filter(|&at| before.iter().any(|l| l.id == snapshot.lists[at].row.id)).collect();
    let head = if arrival.adds {
        None
    } else if let Some(name) = &arrival.amends {
        let named = older.iter().rev().find(|&&at| snapshot.lists[at].row.name == *name);
        Some(*named.ok_or_else(|| {
            let shown: Vec<_> = older.iter().map(|&at| snapshot.lists[at].row.name.as_str()).collect();
            let advice = format!("The lists of the case are: {}.", shown.join(", "));
            CommandError::from(Problem::of_file(name, "The case has no list of this name.", advice))
        })?)
    } else {
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

/// Decides about the whole case as it is with the new lists, and writes lists, people and ledger in one act.
#[expect(clippy::too_many_arguments, reason = "what the end of an import needs, each for itself")]
fn write(
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
    let summary = ledger::compute_summary(&snapshot, &decision, &mut TextCache::default())?;
    let person = |file: u16, line| fresh.get(usize::from(file))?.person(line);
    let key = case.content_key();
    let records = ledger::build_records(&snapshot, &decision, 0..decision.entries.len(), person);
    let chunks = PackedChunk::pack_all(&key, &records).map_err(unwritable)?;
    watch.tell(Stage::Reckon, progress);
    reins.checkpoint()?;
    fill(report, &summary);
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

fn fill(report: &mut ImportReport, summary: &crate::casefile::ledger::Summary) {
    report.held = summary.held;
    report.merged = summary.merged;
    report.excluded = summary.excluded;
    report.letters = summary.letters;
    report.case_rows = summary.rows;
}
