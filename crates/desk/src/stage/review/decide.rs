//! `decide`: a named person says what becomes of one person of the lists, or of a whole group, and why.

use super::correct::{CellInput, mended};
use super::parents::chosen_parents;
use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::fact::INCIDENT;
use crate::casefile::id::{DecisionId, ListId, PersonId};
use crate::casefile::row_record::RowRecord;
use crate::casefile::ruling::{self, DecisionKind, DecisionRow, StoredAddress, StoredName, code};
use crate::casefile::{ActKind, Case, LATEST};
use crate::policy::address::{AddressInput, check_address};
use crate::policy::addressee::addressees_of_people;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::finding::{Code, FaceProblem, Problem, ProblemCode, Severity};
use notice::intake::{GivenName, ParentRule, addressee_key};
use notice::line::Disposition;
use notice::party::{Incident, PersonName, Standing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The people of whom a decision is made. What is given narrows it down; nothing given is nobody.
#[derive(Clone, Debug, Default, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct RowSelection {
    /// Numbers of people.
    pub people: Vec<PersonId>,
    /// Rows, as name of the list and line; from a command line alone.
    #[serde(skip)]
    pub rows: Vec<(String, u32)>,
    /// Everybody of the list of this name.
    pub list: Option<String>,
    /// Everybody with this finding.
    pub code: Option<String>,
    /// Only whoever of these lives there.
    pub jurisdiction: Option<String>,
    /// Only whoever of these is of this standing; from a command line alone.
    #[serde(skip)]
    pub standing: Option<String>,
}

/// Decision to record.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum DecisionInput {
    /// No letter.
    Exclude,
    /// A letter again.
    Include,
    /// Held.
    Hold,
    /// Whatever holds them and a person can end holds them no longer.
    EndHold {
        /// New address of the letter, where the list's address may not be used.
        address: Option<AddressInput>,
        /// Name to which it is addressed.
        addressee: Option<StoredName>,
    },
    /// The letter goes there.
    Address(AddressInput),
    /// The person is called so.
    Name(StoredName),
    /// The person was born on this day.
    Born(NaiveDate),
    /// A cell of the list is read otherwise.
    Cell(CellInput),
    /// These parents of a child get a letter.
    Parents(ParentRule),
    /// The same person as another.
    SameAs(PersonId),
    /// Somebody else than another.
    ApartFrom(PersonId),
    /// The decision of this number counts no more.
    Undo(DecisionId),
}

/// Report of `decide`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct DecisionReport {
    /// Number of people that it is about.
    pub people: u64,
    /// Of these: who is held still, as something holds them that nobody can end by deciding.
    pub still_held: u64,
    /// Findings that hold them still, with what to do.
    pub why: BTreeMap<String, &'static str>,
    /// Of these: who has a decided address that was given for another addressee than the letter has now, and is not used.
    pub addresses_of_others: u64,
    /// Rows of the case that get a letter now.
    pub letters: u64,
    /// Rows of the case that are held now.
    pub held: u64,
    /// Rows taken out.
    pub excluded: u64,
    /// The numbers of the decisions, for taking them back.
    pub decisions: Vec<DecisionId>,
}

/// Findings whose hold a person may end by looking at the row. All others are about something that is missing or wrong, and
/// end when it is mended: in a new list, by an address, or in the incident file.
pub(super) const RELEASABLE_HOLDS: [Code; 18] = [
    Code::QuestionOpen,
    Code::WarningNoted,
    Code::ContactNoted,
    Code::MinorConsentNoted,
    Code::NameMarked,
    Code::PerhapsMailed,
    Code::ColumnLooksLikeFlag,
    Code::HoldMarked,
    Code::CustodyMarked,
    Code::SafeAddressMarked,
    Code::DoNotContactMarked,
    Code::GoneFromList,
    Code::HoldDecided,
    Code::DuplicateStatusConflict,
    Code::DuplicateAddressConflict,
    Code::ShiftSuspected,
    Code::DeathSlipped,
    Code::NamePlaceholder,
];

/// Marks that ask for one chosen address, and of children, the dead and the represented for one chosen addressee.
pub(super) const NEEDS_CHOSEN_ADDRESS: [Code; 3] =
    [Code::CustodyMarked, Code::SafeAddressMarked, Code::DoNotContactMarked];

/// A decision that was recorded, and whose effect is not worked out yet.
struct RecordedDecision {
    people: BTreeSet<PersonId>,
    decisions: Vec<DecisionId>,
}

/// Carries out a decision.
pub fn decide(
    case: &mut Session,
    whom: &RowSelection,
    decision: &DecisionInput,
    by: &str,
    reason: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<DecisionReport, CommandError> {
    record(case, whom, decision, by, reason, command, progress)?.report(case, command, progress)
}

/// Records a decision.
fn record(
    case: &mut Session,
    whom: &RowSelection,
    decision: &DecisionInput,
    by: &str,
    reason: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<RecordedDecision, CommandError> {
    let by = Actor::parse(by)?;
    if reason.trim().is_empty() {
        return Err(CommandError::input("No reason was given.", FaceProblem::ReasonMissing));
    }
    let reason = plain_words("reason", reason)?;
    ensure_no_pending_export(case)?;
    let records = case.records(command, progress)?;
    let chosen = choose(case, whom, decision, &records)?;
    let only = whom.code.as_deref().and_then(code);
    let verdicts = verdicts(case, decision, &chosen, &records, only, command)?;
    if verdicts.is_empty() {
        return Err(CommandError::input(
            "These holds can only be resolved by correcting the rows.",
            FaceProblem::HoldsUnendable,
        ));
    }
    let kind = kind(decision);
    let ended: BTreeSet<&str> = verdicts
        .iter()
        .filter_map(|(_, verdict)| if let DecisionKind::End { codes } = verdict { Some(codes) } else { None })
        .flatten()
        .map(String::as_str)
        .collect();
    let mut told = json!({
        "decision": kind,
        "people": chosen.iter().map(|record| record.person).collect::<BTreeSet<_>>(),
    });
    if let DecisionInput::Undo(number) = decision {
        told["of"] = json!(number);
    }
    if !ended.is_empty() {
        told["ended"] = json!(ended);
    }
    let decisions = case.transact(ActKind::Decide, by, |step, act| {
        let ids = ruling::add(step, act, &verdicts)?;
        ruling::add_reason(step, act, reason)?;
        Ok((ids, told))
    })?;
    Ok(RecordedDecision { people: chosen.iter().map(|record| record.person).collect(), decisions })
}

impl RecordedDecision {
    /// Works the ledger out anew and returns the report.
    fn report(
        self,
        case: &mut Session,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<DecisionReport, CommandError> {
        let summary = case.refresh(command, progress)?;
        let after = case.records(command, progress)?;
        let still: Vec<_> =
            after.iter().filter(|r| self.people.contains(&r.person) && r.disposition == Disposition::Held).collect();
        let of_others =
            after.iter().filter(|r| self.people.contains(&r.person) && r.codes.contains(Code::AddressOfAnother));
        let why = still
            .iter()
            .flat_map(|record| record.codes.iter())
            .filter(|code| code.severity() >= Severity::Hold)
            .map(|code| (code.word().to_owned(), code.advice()))
            .collect();
        Ok(DecisionReport {
            people: self.people.len() as u64,
            still_held: still.len() as u64,
            why,
            addresses_of_others: of_others.count() as u64,
            letters: summary.letters,
            held: summary.held,
            excluded: summary.excluded,
            decisions: self.decisions,
        })
    }
}

impl DecisionInput {
    /// Returns true if it says where one person is reached, or by whom.
    fn is_personal(&self) -> bool {
        match self {
            Self::Address(_) | Self::Name(_) | Self::Born(_) | Self::Cell(_) => true,
            Self::EndHold { address, addressee } => address.is_some() || addressee.is_some(),
            _ => false,
        }
    }
}

fn kind(decision: &DecisionInput) -> &'static str {
    match decision {
        DecisionInput::Exclude => "exclude",
        DecisionInput::Include => "include",
        DecisionInput::Hold => "hold",
        DecisionInput::EndHold { .. } => "end hold",
        DecisionInput::Address(_) => "address",
        DecisionInput::Name(_) => "name",
        DecisionInput::Born(_) => "birth date",
        DecisionInput::Cell(_) => "cell",
        DecisionInput::Parents(_) => "parents",
        DecisionInput::SameAs(_) => "same person",
        DecisionInput::ApartFrom(_) => "other person",
        DecisionInput::Undo(_) => "undo",
    }
}

/// The rows of whom the decision is about.
fn choose<'r>(
    case: &Case,
    whom: &RowSelection,
    decision: &DecisionInput,
    records: &'r [RowRecord],
) -> Result<Vec<&'r RowRecord>, CommandError> {
    if let DecisionInput::Undo(number) = decision {
        return undone(case, whom, *number, records);
    }
    if whom.people.is_empty() && whom.rows.is_empty() && whom.code.is_none() && whom.list.is_none() {
        return Err(CommandError::input("No one is selected.", FaceProblem::DecisionOfNobody));
    }
    if let Some(word) = whom.code.as_deref().filter(|word| code(word).is_none()) {
        return Err(CommandError::input(format!("There is no issue {word}."), FaceProblem::FindingUnknown));
    }
    let lists: BTreeMap<ListId, String> = case.lists(LATEST)?.into_iter().map(|list| (list.id, list.name)).collect();
    if let Some(name) = whom.list.as_deref().filter(|name| !lists.values().any(|own| own == name)) {
        let shown: Vec<&str> = lists.values().map(String::as_str).collect();
        let advice = format!("The lists in this case are: {}.", shown.join(", "));
        return Err(Problem::of_file(name, "This case has no list with this name.", advice).into());
    }
    let is = |record: &RowRecord, row: &(String, u32)| {
        record.line == row.1 && lists.get(&record.list).is_some_and(|name| *name == row.0)
    };
    let wanted: HashSet<PersonId> = whom.people.iter().copied().collect();
    let there: HashSet<PersonId> =
        records.iter().map(|record| record.person).filter(|own| wanted.contains(own)).collect();
    if let Some(person) = whom.people.iter().find(|person| !there.contains(person)) {
        return Err(CommandError::input(format!("There is no person {person}."), FaceProblem::PersonUnknown));
    }
    let named = |record: &RowRecord| wanted.contains(&record.person) || whom.rows.iter().any(|row| is(record, row));
    for row in &whom.rows {
        if !records.iter().any(|record| is(record, row)) {
            let reason = Problem::of_file(&row.0, "No row that counts starts on this line.", FaceProblem::LineUnknown);
            return Err(reason.at(row.1, 0).into());
        }
    }
    let only = whom.code.as_deref().and_then(code);
    let in_group = |record: &RowRecord| {
        only.is_none_or(|code| record.codes.contains(code))
            && whom.list.as_deref().is_none_or(|name| lists.get(&record.list).is_some_and(|own| own == name))
            && whom.jurisdiction.as_deref().is_none_or(|place| record.lives_in(place))
            && whom.standing.as_deref().is_none_or(|word| record.standing.map_or("", Standing::word) == word)
    };
    let group = whom.people.is_empty() && whom.rows.is_empty();
    let mut chosen: Vec<&RowRecord> = records.iter().filter(|r| (group || named(r)) && in_group(r)).collect();
    if chosen.is_empty() {
        return Err(CommandError::input("Row not found.", FaceProblem::RowUnknown));
    }
    let people: BTreeSet<PersonId> = chosen.iter().map(|record| record.person).collect();
    if decision.is_personal() && people.len() > 1 {
        return Err(CommandError::input(
            format!(
                "A name, date, address, addressee, or value can be changed for one person at a time, not {}.",
                people.len()
            ),
            ProblemCode::PeopleMany,
        ));
    }
    if whom.list.is_some() && matches!(decision, DecisionInput::Exclude) {
        // Who stands in another list too is not lost with this one.
        let of: BTreeMap<PersonId, ListId> = records.iter().map(|record| (record.person, record.list)).collect();
        let elsewhere = |person: Option<PersonId>, own: ListId| {
            person.and_then(|person| of.get(&person)).is_some_and(|list| *list != own)
        };
        let joined: BTreeSet<PersonId> = records
            .iter()
            .filter(|record| elsewhere(record.primary, record.list))
            .flat_map(|record| record.primary.into_iter().chain([record.person]))
            .collect();
        chosen.retain(|record| !joined.contains(&record.person));
        if chosen.is_empty() {
            return Err(CommandError::input(
                "Everyone on this list is also on another list.",
                ProblemCode::ListIndispensable,
            ));
        }
    }
    // What holds somebody or takes them out is said of every row of theirs.
    if matches!(decision, DecisionInput::Exclude | DecisionInput::Include | DecisionInput::Hold) {
        let joined = |record: &&RowRecord| {
            !people.contains(&record.person) && record.primary.is_some_and(|primary| people.contains(&primary))
        };
        chosen.extend(records.iter().filter(joined));
    }
    Ok(chosen)
}

/// The rows of whoever a decision was about that is taken back.
fn undone<'r>(
    case: &Case,
    whom: &RowSelection,
    number: DecisionId,
    records: &'r [RowRecord],
) -> Result<Vec<&'r RowRecord>, CommandError> {
    let rulings = case.decisions(LATEST)?;
    let Some(found) = rulings.iter().find(|row| row.id == number) else {
        return Err(CommandError::input(format!("There is no decision {number}."), ProblemCode::DecisionUnknown));
    };
    if !whom.people.is_empty() && whom.people != [found.person] {
        return Err(CommandError::input(
            format!("Decision {number} is about person {}.", found.person),
            ProblemCode::DecisionOfAnother,
        ));
    }
    let people: BTreeSet<PersonId> = undoing(&rulings, number).into_iter().map(|(person, _)| person).collect();
    let own: Vec<&RowRecord> = records.iter().filter(|record| people.contains(&record.person)).collect();
    if own.is_empty() {
        let message = format!("The person of decision {number} is not on any current list.");
        return Err(CommandError::input(message, ProblemCode::DecisionUndone));
    }
    Ok(own)
}

fn verdicts(
    case: &mut Session,
    decision: &DecisionInput,
    chosen: &[&RowRecord],
    records: &[RowRecord],
    only: Option<Code>,
    command: &CommandContext,
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let each =
        |verdict: &DecisionKind| chosen.iter().map(|record| (record.person, verdict.clone())).collect::<Vec<_>>();
    Ok(match decision {
        DecisionInput::Exclude => each(&DecisionKind::Exclude),
        DecisionInput::Include => each(&DecisionKind::Include),
        DecisionInput::Hold => each(&DecisionKind::Hold),
        DecisionInput::Address(address) => {
            let address = stored(case, address, command)?;
            each(&DecisionKind::Address(address.for_addressee(addressee_of(case, chosen, command)?)))
        }
        DecisionInput::Name(name) => each(&DecisionKind::Name(called(name)?)),
        DecisionInput::Born(day) => each(&DecisionKind::Born { day: born(case, *day)? }),
        DecisionInput::Cell(cell) => mended(case, cell, chosen, command)?,
        DecisionInput::Parents(rule) => chosen_parents(case, *rule, chosen, command)?,
        DecisionInput::EndHold { address, addressee } => {
            let address = address.as_ref().map(|address| stored(case, address, command)).transpose()?;
            let named = addressee.as_ref().map(called).transpose()?;
            let to = match &named {
                Some(name) => Some(addressee_key(&PersonName::from_parts(&name.first, "", &name.last, ""))),
                None if address.is_some() => addressee_of(case, chosen, command)?,
                None => None,
            };
            let address = address.map(|address| address.for_addressee(to));
            let mut verdicts = Vec::new();
            for record in chosen {
                verdicts.extend(end(record, only, address.as_ref(), named.as_ref())?);
            }
            verdicts
        }
        DecisionInput::SameAs(other) => {
            let pair = pair(chosen, records, *other, true)?;
            alike(case, chosen[0].person, *other, command)?;
            pair
        }
        DecisionInput::ApartFrom(other) => pair(chosen, records, *other, false)?,
        DecisionInput::Undo(ruling) => undoing(&case.decisions(LATEST)?, *ruling),
    })
}

/// Returns the decisions that end the holds of a row: all that a person can end, or the one that named the group.
fn end(
    record: &RowRecord,
    only: Option<Code>,
    address: Option<&StoredAddress>,
    addressee: Option<&StoredName>,
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let held: Vec<Code> = record.codes.iter().collect();
    let ended: Vec<String> = held
        .iter()
        .filter(|code| RELEASABLE_HOLDS.contains(code) && only.is_none_or(|only| only == **code))
        .map(|code| code.word().to_owned())
        .collect();
    let marked = held.iter().any(|code| NEEDS_CHOSEN_ADDRESS.contains(code));
    if addressee.is_some() && record.standing == Some(Standing::Adult) {
        return Err(CommandError::input(
            "An adult's letter can only be addressed to that adult.",
            ProblemCode::AddresseeOfAdult,
        ));
    }
    if marked && (address.is_none() || (addressee.is_none() && record.standing != Some(Standing::Adult))) {
        return Err(Problem::of_file(
            "",
            format!("Person {} is marked for custody, a safe address, or no contact.", record.person),
            FaceProblem::AddressNotChosen,
        )
        .into());
    }
    let mut verdicts = Vec::new();
    verdicts.extend(address.map(|address| (record.person, DecisionKind::Address(address.clone()))));
    verdicts.extend(addressee.map(|name| (record.person, DecisionKind::Addressee(name.clone()))));
    if !ended.is_empty() {
        verdicts.push((record.person, DecisionKind::End { codes: ended }));
    }
    Ok(verdicts)
}

/// Everything that falls with a decision: what the same act said of the same person, and of a pair what it said of both.
pub(super) fn undoing(rulings: &[DecisionRow], number: DecisionId) -> Vec<(PersonId, DecisionKind)> {
    let Some(found) = rulings.iter().find(|row| row.id == number) else { return Vec::new() };
    let together = |row: &&DecisionRow| row.act == found.act;
    let is_pair = rulings
        .iter()
        .filter(together)
        .any(|row| matches!(row.verdict, DecisionKind::Same { .. } | DecisionKind::Apart { .. }));
    let own = rulings.iter().filter(together).filter(|row| is_pair || row.person == found.person);
    own.map(|row| (row.person, DecisionKind::Undo { ruling: row.id })).collect()
}

/// Refuses to take two people for one who do not even look so: one of them would get no letter.
fn alike(case: &mut Session, one: PersonId, other: PersonId, command: &CommandContext) -> Result<(), CommandError> {
    let decided = case.decide(MailingScope::Everyone, command, &mut |_| {})?;
    let doubts = notice::line::pairs(&decided.snapshot.setup.context, &decided.sources(), &decided.decision)?;
    let is_pair = |rows: [u32; 2]| {
        let people = rows.map(|row| decided.person(row));
        people == [one, other] || people == [other, one]
    };
    if doubts.iter().any(|doubt| is_pair(doubt.rows)) {
        return Ok(());
    }
    Err(CommandError::input(
        format!("Nothing shows that {one} and {other} are the same person, and one of them would get no letter."),
        FaceProblem::PairUnproved,
    ))
}

/// Two people are one, or are two: said of both, and what they were held for as a pair ends.
fn pair(
    chosen: &[&RowRecord],
    records: &[RowRecord],
    other: PersonId,
    same: bool,
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let people: BTreeSet<PersonId> = chosen.iter().map(|record| record.person).collect();
    let one = people.first().copied().filter(|person| people.len() == 1 && *person != other);
    let known = records.iter().any(|record| record.person == other);
    let (Some(one), true) = (one, known) else {
        return Err(CommandError::input("A pair is two people in this case.", FaceProblem::PairIncomplete));
    };
    Ok(paired(one, other, same))
}

/// Returns the decisions about two people who are one, or two: the pair, and the end of what they were held for as a
/// pair. Marks of either stay.
pub(super) fn paired(one: PersonId, other: PersonId, same: bool) -> Vec<(PersonId, DecisionKind)> {
    let codes: Vec<String> =
        [Code::DuplicateStatusConflict, Code::DuplicateAddressConflict, Code::NearDuplicate, Code::PerhapsMailed]
            .map(|c| c.word().into())
            .into();
    let verdict = if same { DecisionKind::Same { person: other } } else { DecisionKind::Apart { person: other } };
    let ends = [one, other].map(|person| (person, DecisionKind::End { codes: codes.clone() }));
    std::iter::once((one, verdict)).chain(ends).collect()
}

/// A name as it was typed, checked as one of a list.
fn called(name: &StoredName) -> Result<StoredName, CommandError> {
    let read = GivenName { first: &name.first, last: &name.last }.read().map_err(|codes| {
        let reasons = codes.into_iter().map(|code| Problem::of_file("", code.message(), code.advice()));
        CommandError::Input(reasons.collect())
    })?;
    Ok(StoredName { first: read.first, last: read.last })
}

/// A birth date that somebody gives: none of the future, and of nobody who would be older than people grow.
fn born(case: &Case, day: NaiveDate) -> Result<NaiveDate, CommandError> {
    let facts = case.input_files(LATEST)?;
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    let incident =
        incident.map(|fact| Incident::parse(&fact.name, &String::from_utf8_lossy(&fact.bytes))).transpose()?;
    let mailing = incident.map(|incident| incident.mailing.date);
    let code = match mailing {
        Some(mailing) if day > mailing => Code::BirthFuture,
        Some(mailing) if mailing.years_since(day).is_some_and(|years| years > 120) => Code::BirthImpossible,
        _ => return Ok(day),
    };
    Err(Problem::of_file("", code.message(), code.advice()).into())
}

/// The addressee of the letter about the one person of a decision, as it is settled now.
fn addressee_of(
    case: &mut Session,
    chosen: &[&RowRecord],
    command: &CommandContext,
) -> Result<Option<u64>, CommandError> {
    let Some(one) = chosen.first().filter(|one| one.standing == Some(Standing::Minor)) else { return Ok(None) };
    let decided = case.decide(MailingScope::Everyone, command, &mut |_| {})?;
    let is_one = |person| person == one.person;
    let found = addressees_of_people(&decided.snapshot, &decided.sources(), &decided.decision, is_one)?;
    Ok(found.get(&one.person).copied())
}

/// An address as it was typed, checked as one of a list.
fn stored(case: &Case, address: &AddressInput, command: &CommandContext) -> Result<StoredAddress, CommandError> {
    let snapshot = CaseSnapshot::without_lists(&case.input_files(LATEST)?, command)?;
    check_address(&snapshot, address, "decided", false)
}
