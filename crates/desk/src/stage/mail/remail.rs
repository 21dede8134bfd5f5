//! `remail`: new addresses for letters that came back. Whoever gets one belongs to the next wave: a second copy, which the
//! practice releases and exports as any other run.

use super::piece_list::{ChosenPiece, PieceList, Purpose, Register};
use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::id::{DecisionId, PersonId, RunId};
use crate::casefile::row_record::RowRecord;
use crate::casefile::ruling::{self, DecisionKind, EffectiveDecisions, effective_decisions};
use crate::casefile::{ActKind, LATEST};
use crate::policy::address::{AddressInput, check_address};
use crate::policy::addressee::addressees_of_people;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::snapshot::MailingScope;
use crate::task::{CommandContext, Progress};
use notice::finding::{Code, FaceProblem, Problem, ProblemCode, Severity};
use notice::line::Disposition;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// Source of a new address.
const SOURCE: &str = "returned";

/// Marks of people who chose where they are written to, or that they are not: no address from anybody else reaches them.
const GUARDED: [Code; 4] =
    [Code::CustodyMarked, Code::SafeAddressMarked, Code::DoNotContactMarked, Code::ConfidentialAddressUsed];

/// Report of `remail`.
#[derive(Debug, Serialize)]
pub struct RemailReport {
    /// People who get a second copy.
    pub people: u64,
    /// Of these: who is held now, as the new address brings in something that holds them.
    pub held: u64,
    /// Findings that hold them, with what to do.
    pub why: BTreeMap<String, &'static str>,
    /// Variants that letters need and counsel has not signed.
    pub unsigned: Vec<String>,
    /// The numbers of the decisions, for taking them back.
    pub decisions: Vec<DecisionId>,
}

/// Takes the new addresses of a file.
pub fn remail(
    case: &mut Session,
    file: &Path,
    by: &str,
    reason: &str,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<RemailReport, CommandError> {
    let by = Actor::parse(by)?;
    if reason.trim().is_empty() {
        return Err(CommandError::input("No reason was given.", FaceProblem::ReasonMissing));
    }
    let reason = plain_words("reason", reason)?;
    ensure_no_pending_export(case)?;
    let select = PieceList::read(file, Purpose::Remail)?;
    let register = Register::of(case)?;
    let people = People::of(case, command, progress)?;
    let mut seen = HashSet::new();
    let returned: HashSet<(RunId, u32)> = case.returned()?.into_iter().map(|back| (back.run, back.sequence)).collect();
    let chosen = select.choose(&register, |one| {
        let again = "Its person is named on another line too.";
        let back = (!returned.contains(&(one.piece.run, one.piece.sequence))).then(|| {
            let message = "The case does not know that this letter came back.".to_owned();
            (message, FaceProblem::ReturnUnrecorded.into())
        });
        people.bar(one).or(back).or_else(|| {
            (!seen.insert((one.person, one.piece.copy))).then(|| (again.into(), "Leave one of the two out.".into()))
        })
    })?;
    let verdicts = verdicts(case, &select, &chosen, command, progress)?;
    let people: HashSet<PersonId> = chosen.iter().map(|one| one.person).collect();
    let told = json!({ "people": chosen.iter().map(|one| one.person).collect::<Vec<_>>(), "pieces": chosen.len() });
    let decisions = case.transact(ActKind::Remail, by, |step, act| {
        let ids = ruling::add(step, act, &verdicts)?;
        ruling::add_reason(step, act, reason)?;
        Ok((ids, told))
    })?;
    let summary = case.refresh(command, progress)?;
    let after = case.records(command, progress)?;
    let held: Vec<&RowRecord> =
        after.iter().filter(|r| people.contains(&r.person) && r.disposition == Disposition::Held).collect();
    let why = held.iter().flat_map(|record| record.codes.iter());
    Ok(RemailReport {
        people: people.len() as u64,
        held: held.len() as u64,
        why: why.filter(|c| c.severity() >= Severity::Hold).map(|c| (c.word().to_owned(), c.advice())).collect(),
        unsigned: crate::policy::signatures::unsigned_variants(case, &summary)?.into_keys().collect(),
        decisions,
    })
}

/// Rows of the people of pieces, and decisions about them.
struct People {
    /// The rows of each person, with those that were joined with them.
    records: HashMap<PersonId, Vec<RowRecord>>,
    standings: BTreeMap<PersonId, EffectiveDecisions>,
}

impl People {
    fn of(
        case: &mut Session,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, CommandError> {
        let standings = effective_decisions(&case.decisions(LATEST)?);
        let mut records: HashMap<PersonId, Vec<RowRecord>> = HashMap::new();
        for record in case.records(command, progress)?.iter().cloned() {
            if let Some(primary) = record.primary.filter(|primary| *primary != record.person) {
                records.entry(primary).or_default().push(record.clone());
            }
            records.entry(record.person).or_default().push(record);
        }
        Ok(Self { records, standings })
    }

    /// Returns why the person of a piece gets no second copy; `None` where nothing bars it.
    fn bar(&self, one: &ChosenPiece<'_>) -> Option<(String, ProblemCode)> {
        let standing = self.standings.get(&one.person);
        if standing.is_some_and(|s| s.second_copies.contains(&(one.piece.run, one.piece.sequence))) {
            let message = "A second copy of this letter is on its way or was sent already.";
            return Some((message.into(), FaceProblem::SecondCopySent.into()));
        }
        if one.piece.copy.is_some() && one.piece.addressee.is_none() {
            let message = "This is the copy for a further parent of a child, of a run by an older version of the program, which did not \
                           record for which parent.";
            let advice = "Write to this parent outside the program, at the new address.";
            return Some((message.to_owned(), advice.into()));
        }
        let records = self.records.get(&one.person).map_or(&[][..], Vec::as_slice);
        // A hold that was ended is no longer among the findings of the row; the mark behind it stands all the same.
        let marked = |code: &Code| {
            records.iter().any(|record| record.codes.contains(*code))
                || standing.is_some_and(|standing| standing.ruling.ended.contains(*code))
        };
        if GUARDED.iter().any(marked) {
            return Some((
                format!("Person {} is marked for custody, a safe or confidential address, or no contact.", one.person),
                "Take no address from anybody else: reach the person in the way that was asked for.".into(),
            ));
        }
        if !records.iter().any(|record| record.person == one.person && record.disposition == Disposition::Letter) {
            return Some((
                format!("Person {} gets no letter as the case stands.", one.person),
                FaceProblem::LetterBarred.into(),
            ));
        }
        None
    }
}

/// The new addresses, each checked as one of a list, with the letters that they take the place of.
fn verdicts(
    case: &mut Session,
    select: &PieceList,
    chosen: &[ChosenPiece<'_>],
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<(PersonId, DecisionKind)>, CommandError> {
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let (snapshot, sources) = (&decided.snapshot, decided.sources());
    let people: HashSet<PersonId> = chosen.iter().map(|one| one.person).collect();
    let addressees = addressees_of_people(snapshot, &sources, &decided.decision, |person| people.contains(&person))?;
    let (mut verdicts, mut refusals) = (Vec::new(), Vec::new());
    for one in chosen {
        let cell = |column| one.cell(column).to_owned();
        let address = AddressInput {
            line_1: cell("address_1"),
            line_2: cell("address_2"),
            city: cell("city"),
            state: cell("state"),
            zip: cell("zip"),
        };
        match check_address(snapshot, &address, SOURCE, true) {
            Ok(address) => {
                let (run, sequence) = (one.piece.run, one.piece.sequence);
                if one.piece.copy.is_some() {
                    let address = address.for_addressee(one.piece.addressee);
                    verdicts.push((one.person, DecisionKind::CopyAgain { run, sequence, address }));
                    continue;
                }
                // The letter came back from whom it was addressed to, whoever is now.
                let to = one.piece.addressee.or_else(|| addressees.get(&one.person).copied()).filter(|key| *key != 0);
                let address = address.for_addressee(to);
                verdicts.push((one.person, DecisionKind::Address(address)));
                verdicts.push((one.person, DecisionKind::SecondCopy { run, sequence }));
            }
            Err(CommandError::Input(reasons)) => {
                let here = |r: Problem| select.refuse(one.line, r.message, r.code);
                refusals.extend(reasons.into_iter().map(here));
            }
            Err(other) => return Err(other),
        }
    }
    if refusals.is_empty() { Ok(verdicts) } else { Err(CommandError::Input(select.first(refusals))) }
}
