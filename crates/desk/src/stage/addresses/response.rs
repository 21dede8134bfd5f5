//! `addresses --import`: what a provider of corrections answered, held beside what the case has. An answer becomes a ruling only
//! by a rule that somebody chose, or by a person for one person; everything else stays as it is.

use super::answer::{ProviderAnswer, read as read_answers, read_yes};
use super::comparison::{ComparedAddress, ProviderVerdict, compare, comparison_table};
use super::request::{KnownAddress, NotSentReason, SentRows, cells, digests, load_sent_rows, output, place};
use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::id::{DecisionId, PersonId};
use crate::casefile::paper::{self, ANSWERED, ASKED, COMPARED};
use crate::casefile::ruling::{self, DecisionKind};
use crate::casefile::{ActKind, Case};
use crate::io::digest::hex;
use crate::io::outbox::FileKind;
use crate::io::path::file_name;
use crate::io::read;
use crate::policy::address::{AddressInput, check_address};
use crate::policy::addressee::addressees_of_people;
use crate::policy::corrections::CorrectionOutcome;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::line::{Decision, SourceList};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Request to import a provider's answer.
#[derive(Clone, Debug, Default)]
pub struct CorrectionRequest {
    /// The answer.
    pub file: PathBuf,
    /// Name of the person who is responsible for it.
    pub by: String,
    /// Name of the provider that answered; it is kept as the source of the address.
    pub provider: String,
    /// Other spellings of the same address are taken.
    pub standardized: bool,
    /// New addresses of people who moved are taken.
    pub moves: bool,
    /// These people's answers are taken, whatever they are.
    pub people: Vec<PersonId>,
    /// A table of ids with yes or no, for the same.
    pub answers: Option<PathBuf>,
    /// Path of the table of old and new addresses beside each other.
    pub report: Option<PathBuf>,
}

/// Report of `addresses --import`.
#[derive(Debug, Serialize)]
pub struct CorrectionReport {
    /// Answers.
    pub answers: u64,
    /// Answers by outcome.
    pub outcomes: BTreeMap<CorrectionOutcome, u64>,
    /// Taken by a rule.
    pub accepted_by_rule: u64,
    /// Taken by a person.
    pub accepted_by_person: u64,
    /// Not taken, by a person.
    pub declined: u64,
    /// Other spellings and other addresses of which nobody has said whether they are taken.
    pub waiting: u64,
    /// Numbers of the decisions, for taking them back.
    pub decisions: Vec<DecisionId>,
    /// Rows of the case that get a letter now.
    pub letters: u64,
    /// Rows of the case that are held now.
    pub held: u64,
}

/// Holds a provider's answer beside the case, and takes what a rule or a person takes.
pub fn apply_corrections(
    case: &mut Session,
    wish: &CorrectionRequest,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<CorrectionReport, CommandError> {
    let by = Actor::parse(&wish.by)?;
    plain_words("name of the provider", &wish.provider)?;
    ensure_no_pending_export(case)?;
    let report = match &wish.report {
        Some(path) => {
            let read = std::iter::once(&wish.file).chain(&wish.answers);
            let file = output(case, FileKind::Comparison, path, command)?.except(read).known(digests(case, COMPARED)?);
            file.check()?;
            Some(file)
        }
        None => None,
    };
    case.refresh(command, progress)?;
    let bytes = read::whole(&wish.file)?;
    let name = file_name(&wish.file);
    let answers = read_answers(&name, &bytes)?;
    let said = read_said(wish)?;

    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let (snapshot, sources, decision) = (&decided.snapshot, decided.sources(), &decided.decision);
    let book = load_sent_rows(case, snapshot, &sources, decision)?;
    let asked = asked(case)?;
    refuse_strangers(&name, &answers, &book.people, &asked, &said)?;

    let gazetteer = &snapshot.setup.context.gazetteer;
    let mut compared: Vec<ComparedAddress<'_>> =
        answers.iter().map(|answer| compare(answer, book.people.get(&answer.id), &asked, gazetteer)).collect();
    refuse_shifted(&name, &compared)?;
    let moves: BTreeMap<PersonId, String> = compared
        .iter()
        .filter(|one| one.outcome == CorrectionOutcome::Moved)
        .filter_map(|one| Some((one.answer.id, place(one.new.as_ref()?))))
        .collect();
    let mailing = snapshot.setup.context.incident.mailing.date;
    for one in &mut compared {
        settle(one, wish, &book, &moves, &said, mailing, &name)?;
    }

    let provider = if wish.provider.trim().is_empty() { "address correction" } else { wish.provider.trim() };
    let verdicts = accepted_addresses(snapshot, &sources, decision, provider, &compared)?;
    let table = comparison_table(snapshot, &compared)?;
    command.control.checkpoint()?;
    if let Some(report) = report {
        report.put(&table)?;
    }
    let mut outcomes: BTreeMap<CorrectionOutcome, u64> = BTreeMap::new();
    for one in &compared {
        *outcomes.entry(one.outcome).or_default() += 1;
    }
    let count =
        |said: ProviderVerdict| compared.iter().filter(|one| one.outcome.is_open() && one.said == said).count() as u64;
    let (by_rule, by_person, declined) =
        (count(ProviderVerdict::Rule), count(ProviderVerdict::Person), count(ProviderVerdict::Declined));
    let waiting = count(ProviderVerdict::Nothing);
    let no = compared
        .iter()
        .filter(|one| one.said == ProviderVerdict::Declined)
        .map(|one| one.answer.id)
        .collect::<Vec<_>>();
    let told = json!({
        "answers": answers.len(), "outcomes": outcomes, "accepted_by_rule": by_rule, "accepted_by_person": by_person,
        "rules": { "standardized": wish.standardized, "moves": wish.moves },
        "provider": provider, "declined": no,
        "people": verdicts.iter().map(|(person, _)| person).collect::<Vec<_>>(),
        "sha256": hex(Sha256::digest(&bytes)),
    });
    drop((decision, sources));
    let decisions = case.transact(ActKind::AddressesAnswered, by, |step, act| {
        paper::keep(step, act, ANSWERED, &name, &bytes)?;
        paper::keep(step, act, COMPARED, "address-corrections.csv", &table)?;
        Ok((ruling::add(step, act, &verdicts)?, told))
    })?;
    let summary = case.refresh(command, progress)?;
    Ok(CorrectionReport {
        answers: answers.len() as u64,
        outcomes,
        accepted_by_rule: by_rule,
        accepted_by_person: by_person,
        declined,
        waiting,
        decisions,
        letters: summary.letters,
        held: summary.held,
    })
}

/// Reads what people say of single answers: yes or no by person. Refused: a yes and a no about one person.
fn read_said(wish: &CorrectionRequest) -> Result<BTreeMap<PersonId, bool>, CommandError> {
    let mut said: BTreeMap<PersonId, bool> = match &wish.answers {
        Some(path) => read_yes(&file_name(path), &read::whole(path)?)?,
        None => BTreeMap::new(),
    };
    for person in &wish.people {
        if said.insert(*person, true) == Some(false) {
            let message = format!("Person {person} is accepted and has no in the table of answers.");
            return Err(CommandError::input(message, ProblemCode::WishUnclear));
        }
    }
    Ok(said)
}

/// Makes a decision of every answer that a rule or a person takes, by person.
fn accepted_addresses(
    snapshot: &CaseSnapshot,
    sources: &[SourceList<'_>],
    decision: &Decision,
    provider: &str,
    compared: &[ComparedAddress<'_>],
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let taken = compared.iter().filter(|one| matches!(one.said, ProviderVerdict::Rule | ProviderVerdict::Person));
    let people: BTreeSet<PersonId> = compared.iter().map(|one| one.answer.id).collect();
    let addressees = addressees_of_people(snapshot, sources, decision, |person| people.contains(&person))?;
    let mut verdicts = Vec::new();
    for (one, new) in taken.filter_map(|one| Some((one, one.new.as_ref()?))) {
        let [line_1, line_2, city, state, zip] = cells(new);
        let address = AddressInput { line_1, line_2, city, state, zip };
        let stored = check_address(snapshot, &address, provider, one.outcome == CorrectionOutcome::Moved)?;
        let to = addressees.get(&one.answer.id).copied();
        verdicts.push((one.answer.id, DecisionKind::Address(stored.for_addressee(to))));
    }
    Ok(verdicts)
}

/// Settles what becomes of an answer: what a person says goes first, then the rules, where nothing speaks against one.
fn settle(
    one: &mut ComparedAddress<'_>,
    wish: &CorrectionRequest,
    book: &SentRows,
    moves: &BTreeMap<PersonId, String>,
    said: &BTreeMap<PersonId, bool>,
    mailing: NaiveDate,
    name: &str,
) -> Result<(), CommandError> {
    let id = one.answer.id;
    if !one.outcome.is_open() {
        let asked_for = wish.people.contains(&id)
            || (said.get(&id) == Some(&true)
                && !matches!(one.outcome, CorrectionOutcome::Unchanged | CorrectionOutcome::DecidedSince));
        if asked_for {
            let why = if one.note.is_empty() { one.outcome.words() } else { one.note.as_str() };
            let message = format!("The answer about person {id} cannot be taken: {}.", why.trim_end_matches('.'));
            let advice = FaceProblem::CorrectionBarred;
            return Err(Problem::of_file(name, message, advice).at(one.answer.line, 0).into());
        }
        return Ok(());
    }
    let (rule, doubt) = match (one.outcome, one.old) {
        (CorrectionOutcome::Moved, Some(sent)) => {
            (wish.moves, super::doubt::of_move(one.answer, sent, book, moves, mailing))
        }
        _ => (wish.standardized, super::doubt::of_spelling(one.answer)),
    };
    one.note = doubt.map(|why| format!("only a person can take this: {why}")).unwrap_or_default();
    one.said = match said.get(&id) {
        Some(true) => ProviderVerdict::Person,
        Some(false) => ProviderVerdict::Declined,
        None if rule && doubt.is_none() => ProviderVerdict::Rule,
        None => ProviderVerdict::Nothing,
    };
    Ok(())
}

/// Refuses a file whose rows have slipped against their ids: hardly anybody moves to where another of the case lived, so more
/// than one move in five of at least three that does was meant for somebody else.
fn refuse_shifted(name: &str, compared: &[ComparedAddress<'_>]) -> Result<(), CommandError> {
    let homes: std::collections::HashSet<String> =
        compared.iter().filter_map(|one| Some(place(&one.old?.address))).collect();
    let moved: Vec<&ComparedAddress<'_>> =
        compared.iter().filter(|one| one.outcome == CorrectionOutcome::Moved).collect();
    let is_anothers = |one: &&&ComparedAddress<'_>| one.new.as_ref().is_some_and(|new| homes.contains(&place(new)));
    let anothers: Vec<_> = moved.iter().filter(is_anothers).collect();
    match anothers.first() {
        Some(first) if anothers.len() >= 3 && 5 * anothers.len() > moved.len() => {
            let message = format!(
                "{} of {} new addresses belong to other people in the case, so the rows may not match the IDs.",
                anothers.len(),
                moved.len()
            );
            let advice = "Nothing was changed. Ask the provider for a file with each answer next to its own ID.";
            Err(Problem::of_file(name, message, advice).at(first.answer.line, 0).into())
        }
        _ => Ok(()),
    }
}

/// Refuses an answer about people whom the case does not have, or who were never to be looked for.
fn refuse_strangers(
    name: &str,
    answers: &[ProviderAnswer],
    known: &BTreeMap<PersonId, KnownAddress>,
    asked: &BTreeMap<PersonId, Vec<String>>,
    said: &BTreeMap<PersonId, bool>,
) -> Result<(), CommandError> {
    let mut reasons = Vec::new();
    for answer in answers {
        let (message, advice): (String, ProblemCode) = match known.get(&answer.id) {
            None => (format!("The case has no person {}.", answer.id), FaceProblem::CorrectionOfStranger.into()),
            Some(KnownAddress::Left(NotSentReason::Flagged)) => (
                format!(
                    "Person {} is marked for custody, a safe address, no contact, or a confidential address.",
                    answer.id
                ),
                "Do not look up this person. Remove the row, and find out why the provider was asked.".into(),
            ),
            Some(_) if asked.contains_key(&answer.id) => continue,
            Some(_) => {
                (format!("There was no request about person {}.", answer.id), FaceProblem::CorrectionUnasked.into())
            }
        };
        reasons.push(Problem::of_file(name, message, advice).at(answer.line, 0));
    }
    let answered: BTreeSet<PersonId> = answers.iter().map(|answer| answer.id).collect();
    for person in said.keys().filter(|person| !answered.contains(person)) {
        let message = format!("There is no answer about person {person}.");
        reasons.push(Problem::of_file(name, message, ProblemCode::AnswerMissing));
    }
    if reasons.is_empty() { Ok(()) } else { Err(CommandError::Input(reasons)) }
}

/// The addresses as they were last asked about, by person.
fn asked(case: &Case) -> Result<BTreeMap<PersonId, Vec<String>>, CommandError> {
    let mut asked = BTreeMap::new();
    for paper in case.attachments(ASKED)? {
        for row in csv::Reader::from_reader(paper.bytes.as_slice()).records().flatten() {
            if let Some(id) = row.get(0).and_then(|id| id.parse().ok()) {
                asked.insert(id, row.iter().skip(1).map(str::to_owned).collect());
            }
        }
    }
    Ok(asked)
}
