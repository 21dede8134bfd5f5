//! `addresses --import`: what a provider of corrections answered, held beside what the case has. An answer becomes a ruling only
//! by a rule that somebody chose, or by a person for one person; everything else stays as it is.

use super::addresses::{Known, Left, cells, known, spare, table};
use super::decide::{Address, check};
use super::ledger::{current, settled, unwritable};
use super::new::base;
use super::release::named;
use crate::case::Case;
use crate::case::audit::hex;
use crate::case::paper::{self, ANSWERED, ASKED, COMPARED};
use crate::case::ruling::{self, Verdict};
use crate::clock::Progress;
use crate::working::{Means, NOW, Wave, Working};
use crate::{Refused, outbox, source};
use notice::finding::Refusal;
use notice::intake::GivenAddress;
use notice::mailing::guarded;
use notice::party::{Gazetteer, PostalAddress};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

mod answer;

use answer::{Answer, Likeness, read, read_yes};

/// What is to become of a provider's answer.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// The answer.
    pub file: PathBuf,
    /// Who stands for it.
    pub by: String,
    /// Who answered; it is kept as where the address comes from.
    pub provider: String,
    /// Other spellings of the same address are taken.
    pub standardized: bool,
    /// New addresses of people who moved are taken.
    pub moves: bool,
    /// These people's answers are taken, whatever they are.
    pub people: Vec<i64>,
    /// A table of ids with yes or no, for the same.
    pub answers: Option<PathBuf>,
    /// Where to write old and new beside each other.
    pub report: Option<PathBuf>,
}

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The address that the case has.
    Unchanged,
    /// The same address, spelled otherwise.
    Standardized,
    /// Another address.
    Moved,
    /// The person moved, and nobody knows where to.
    MovedWithoutAddress,
    /// An address to which no letter can be sent.
    Unusable,
    /// The address was decided in the case meanwhile.
    DecidedSince,
    /// The case's own address is another than the one that was asked about.
    ChangedSince,
    /// The row is not sent for correction any more.
    LeftOutSince,
}

impl Outcome {
    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unchanged => "as the case has it",
            Self::Standardized => "the same address, spelled otherwise",
            Self::Moved => "another address",
            Self::MovedWithoutAddress => "moved, and nobody knows where to",
            Self::Unusable => "an address to which no letter can be sent",
            Self::DecidedSince => "decided in the case meanwhile",
            Self::ChangedSince => "asked about another address than the case has now",
            Self::LeftOutSince => "not sent for correction any more",
        }
    }
}

/// What `addresses --import` reports.
#[derive(Debug, Serialize)]
pub struct Corrected {
    /// Answers.
    pub answers: u64,
    /// Answers by what they come to.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Taken by a rule.
    pub accepted_by_rule: u64,
    /// Taken by a person.
    pub accepted_by_person: u64,
    /// Other spellings and other addresses that nobody has taken.
    pub waiting: u64,
    /// Numbers of the decisions, for taking them back.
    pub decisions: Vec<i64>,
    /// Rows of the case that get a letter now.
    pub letters: u64,
    /// Rows of the case that are held now.
    pub held: u64,
}

/// An answer beside what the case has.
struct Compared<'a> {
    answer: &'a Answer,
    old: Option<(u16, u32, &'a PostalAddress)>,
    new: Option<PostalAddress>,
    outcome: Outcome,
    /// Why only a person can take it, or why nobody can.
    note: String,
    accepted: &'static str,
}

/// Holds a provider's answer beside the case, and takes what a rule or a person takes.
pub fn correct(
    case: &mut Case,
    wish: &Correction,
    means: &Means,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Corrected, Refused> {
    let by = named(&wish.by)?;
    settled(case)?;
    if let Some(report) = &wish.report {
        spare(case, report)?;
    }
    current(case, means, progress)?;
    let bytes = source::whole(&wish.file)?;
    let name = base(&wish.file);
    let answers = read(&name, &bytes)?;
    let yes: BTreeSet<i64> = match &wish.answers {
        Some(path) => read_yes(&base(path), &source::whole(path)?)?,
        None => BTreeSet::new(),
    };
    let yes: BTreeSet<i64> = yes.into_iter().chain(wish.people.iter().copied()).collect();

    let working = Working::open(case, means, NOW, Wave::Everybody)?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage)))?;
    let (known, _) = known(case, &working, &rolls, &decision)?;
    let asked = asked(case)?;
    refuse_strangers(&name, &answers, &known, &asked, &yes)?;

    let mailing = working.laid.kit.incident.mailing.date;
    let gazetteer = &working.laid.kit.gazetteer;
    let mut compared: Vec<Compared<'_>> =
        answers.iter().map(|answer| compare(answer, known.get(&answer.id), &asked, gazetteer)).collect();
    for one in &mut compared {
        let person = yes.contains(&one.answer.id);
        if matches!(one.outcome, Outcome::Standardized | Outcome::Moved) {
            let doubt = if one.outcome == Outcome::Moved { one.answer.doubt(mailing) } else { None };
            one.note = doubt.unwrap_or_default().to_owned();
            let rule = if one.outcome == Outcome::Moved { wish.moves } else { wish.standardized };
            one.accepted = match (person, rule && doubt.is_none()) {
                (true, _) => "person",
                (false, true) => "rule",
                (false, false) => "",
            };
        } else if person && one.outcome != Outcome::Unchanged {
            let message = format!("The answer about person {} cannot be taken: {}", one.answer.id, one.note);
            return Err(Refusal::of_file(
                &name,
                message,
                "Leave the person out of --person, or decide the address by hand.",
            )
            .at(one.answer.line, 0)
            .into());
        }
    }

    let provider = if wish.provider.trim().is_empty() { "address correction" } else { wish.provider.trim() };
    let mut verdicts = Vec::new();
    for one in compared.iter().filter(|one| !one.accepted.is_empty()) {
        if let Some(new) = &one.new {
            let [line_1, line_2, city, state, zip] = cells(new);
            let address = Address { line_1, line_2, city, state, zip };
            let stored = check(&working, &address, provider, one.outcome == Outcome::Moved)?;
            verdicts.push((one.answer.id, Verdict::Address(stored)));
        }
    }
    let table = beside(&working, &compared)?;
    if let Some(report) = &wish.report {
        outbox::put_file(report, &table)?;
    }
    let mut outcomes: BTreeMap<Outcome, u64> = BTreeMap::new();
    for one in &compared {
        *outcomes.entry(one.outcome).or_default() += 1;
    }
    let count = |accepted: &str| compared.iter().filter(|one| one.accepted == accepted).count() as u64;
    let (by_rule, by_person) = (count("rule"), count("person"));
    let open = |one: &&Compared<'_>| matches!(one.outcome, Outcome::Standardized | Outcome::Moved);
    let waiting = compared.iter().filter(open).count() as u64 - by_rule - by_person;
    let told = json!({
        "answers": answers.len(), "outcomes": outcomes, "accepted_by_rule": by_rule, "accepted_by_person": by_person,
        "rules": { "standardized": wish.standardized, "moves": wish.moves },
        "people": verdicts.iter().map(|(person, _)| person).collect::<Vec<_>>(),
        "sha256": hex(&Sha256::digest(&bytes)),
    });
    drop((decision, rolls));
    let decisions = case.act("addresses answered", by, |step, act| {
        paper::keep(step, act, ANSWERED, &name, &bytes)?;
        paper::keep(step, act, COMPARED, "address-corrections.csv", &table)?;
        ruling::add(step, act, &verdicts)?;
        let last: i64 = step.query_row("SELECT coalesce(max(id), 0) FROM ruling", [], |row| row.get(0))?;
        Ok(((last - verdicts.len() as i64 + 1..=last).collect::<Vec<_>>(), told))
    })?;
    let summary = current(case, means, progress)?;
    Ok(Corrected {
        answers: answers.len() as u64,
        outcomes,
        accepted_by_rule: by_rule,
        accepted_by_person: by_person,
        waiting,
        decisions,
        letters: summary.letters,
        held: summary.held,
    })
}

/// Refuses an answer about people whom the case does not have, or who were never to be looked for.
fn refuse_strangers(
    name: &str,
    answers: &[Answer],
    known: &BTreeMap<i64, Known>,
    asked: &BTreeMap<i64, Vec<String>>,
    yes: &BTreeSet<i64>,
) -> Result<(), Refused> {
    let mut reasons = Vec::new();
    for answer in answers {
        let (message, advice) = match known.get(&answer.id) {
            None => (
                format!("The case has no person {}.", answer.id),
                "Ask with the file that addresses --out wrote for this very case.",
            ),
            Some(Known::Left(Left::Flagged)) => (
                format!(
                    "Person {} is marked for custody, a safe address, no contact or a confidential address.",
                    answer.id
                ),
                "Nobody may look for this person. Take the row out, and find out why the provider was asked.",
            ),
            Some(_) if asked.contains_key(&answer.id) => continue,
            Some(_) => (
                format!("Nobody asked about person {}.", answer.id),
                "Give back the rows of the file that addresses --out wrote.",
            ),
        };
        reasons.push(Refusal::of_file(name, message, advice).at(answer.line, 0));
    }
    let answered: BTreeSet<i64> = answers.iter().map(|answer| answer.id).collect();
    for person in yes.difference(&answered) {
        let message = format!("There is no answer about person {person}.");
        reasons.push(Refusal::of_file(name, message, "Name people who stand in the file."));
    }
    if reasons.is_empty() { Ok(()) } else { Err(Refused::Input(reasons)) }
}

/// The addresses as they were last asked about, by person.
fn asked(case: &Case) -> Result<BTreeMap<i64, Vec<String>>, Refused> {
    let mut asked = BTreeMap::new();
    for bytes in case.papers(ASKED)? {
        for row in csv::Reader::from_reader(bytes.as_slice()).records().flatten() {
            if let Some(id) = row.get(0).and_then(|id| id.parse().ok()) {
                asked.insert(id, row.iter().skip(1).map(str::to_owned).collect());
            }
        }
    }
    Ok(asked)
}

fn compare<'a>(
    answer: &'a Answer,
    known: Option<&'a Known>,
    asked: &BTreeMap<i64, Vec<String>>,
    gazetteer: &Gazetteer,
) -> Compared<'a> {
    let mut one =
        Compared { answer, old: None, new: None, outcome: Outcome::Unchanged, note: String::new(), accepted: "" };
    let Some(Known::Sent(file, line, old)) = known else {
        let decided = matches!(known, Some(Known::Left(Left::Decided)));
        one.outcome = if decided { Outcome::DecidedSince } else { Outcome::LeftOutSince };
        let why = if let Some(Known::Left(why)) = known { why.words() } else { "" };
        one.note = format!("not sent for correction: {why}.");
        return one;
    };
    one.old = Some((*file, *line, old));
    if asked.get(&answer.id).is_some_and(|asked| *asked != cells(old)) {
        one.outcome = Outcome::ChangedSince;
        one.note = "the case has another address than the one that was asked about; ask again.".into();
        return one;
    }
    if answer.is_blank() || answer.is_lost() {
        if answer.is_lost() {
            one.outcome = Outcome::MovedWithoutAddress;
            one.note = "the person moved and no new address is known.".into();
        }
        return one;
    }
    let given = GivenAddress {
        line_1: &answer.line_1,
        line_2: &answer.line_2,
        urbanization: "",
        city: &answer.city,
        state: &answer.state,
        zip: &answer.zip,
    };
    match given.read(gazetteer) {
        Err(codes) => {
            one.outcome = Outcome::Unusable;
            one.note = codes.iter().map(|code| code.message()).collect::<Vec<_>>().join(" ");
        }
        Ok(new) if new.zip.is_none() => {
            one.outcome = Outcome::Unusable;
            one.note = "the address is outside the United States.".into();
        }
        Ok(new) => {
            one.outcome = match Likeness::of(old, &new) {
                Likeness::Same => Outcome::Unchanged,
                Likeness::Spelling if !answer.says_moved() => Outcome::Standardized,
                Likeness::Spelling | Likeness::Other => Outcome::Moved,
            };
            one.new = Some(new);
        }
    }
    one
}

/// Old and new beside each other, as a table.
fn beside(working: &Working, compared: &[Compared<'_>]) -> Result<Vec<u8>, Refused> {
    const HEADINGS: [&str; 19] = [
        "id",
        "list",
        "line",
        "outcome",
        "accepted_by",
        "old_address_1",
        "old_address_2",
        "old_city",
        "old_state",
        "old_zip",
        "new_address_1",
        "new_address_2",
        "new_city",
        "new_state",
        "new_zip",
        "move_type",
        "return_code",
        "effective",
        "note",
    ];
    let mut table = table();
    table.write_record(HEADINGS).map_err(unwritable)?;
    for one in compared {
        let Compared { answer, old, new, outcome, note, accepted } = one;
        let outcome = serde_json::to_value(outcome).ok().and_then(|word| word.as_str().map(str::to_owned));
        let (list, line, was) = match old {
            Some((file, line, address)) => {
                let list = working.sheets.get(usize::from(*file)).map_or("", |sheet| sheet.row.name.as_str());
                (list, line.to_string(), cells(address))
            }
            None => ("", String::new(), Default::default()),
        };
        let is = new.as_ref().map_or_else(|| answer.cells(), cells);
        let head = [answer.id.to_string(), list.to_owned(), line, outcome.unwrap_or_default(), (*accepted).to_owned()];
        let tail = [answer.move_type.clone(), answer.return_code.clone(), answer.effective.clone(), note.clone()];
        let row = head.into_iter().chain(was).chain(is).chain(tail);
        table.write_record(row.map(|cell| guarded(&cell).into_owned())).map_err(unwritable)?;
    }
    Ok(table.into_inner().unwrap_or_default())
}
