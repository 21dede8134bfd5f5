//! `release`: the practice signs a run.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::fact;
use crate::casefile::head::Head;
use crate::casefile::input_files::read_vendor_file;
use crate::casefile::ledger::Families;
use crate::casefile::release::{self, ReleaseParts, set_states_not_awaited};
use crate::casefile::signed::DigestVersion;
use crate::casefile::{ActKind, LATEST};
use crate::ledger::families as count_families;
use crate::policy::deadline::letters_after_last_day;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::pre_notice::{WaitingState, overdue_pre_notices, waiting_states};
use crate::policy::release_parts::{lacks_agreement, release_parts};
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::finding::{Code, FaceProblem, Problem, ProblemCode};
use notice::line::{Decision, Disposition, Entry};
use notice::party::Jurisdiction;
use notice::routing::PriorNotices;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Report of `release`. `S` is the type of a sentence: a problem, or the words of a face.
#[derive(Debug, Serialize, ts_rs::TS)]
#[ts(concrete(S = Problem))]
pub struct ReleaseReport<S = Problem> {
    /// Letters of the run.
    pub letters: u64,
    /// Copies of letters about children for further parents.
    pub copies: u64,
    /// Rows that stay held.
    pub held: u64,
    /// Name of the person who released.
    pub by: String,
    /// Parts that were released, as digests.
    pub parts: ReleaseParts,
    /// Authorities that must be told before these letters and were not, as far as the case knows.
    pub owed_before: Vec<S>,
    /// The letters are dated after a last day for them.
    pub after_last_day: Option<S>,
    /// States whose letters wait for the next mailing, as an office must be told first.
    pub waiting: Vec<WaitingState>,
    /// A vendor is to print them with whom no agreement is recorded: they cannot be exported.
    pub without_agreement: bool,
    /// The release as an action of the case.
    pub head: Head,
}

impl<S> ReleaseReport<S> {
    /// The same with every sentence in other words.
    pub fn in_words<W>(self, words: impl Fn(&S) -> W) -> ReleaseReport<W> {
        let owed_before = self.owed_before.iter().map(&words).collect();
        let after_last_day = self.after_last_day.as_ref().map(words);
        let Self { letters, copies, held, by, parts, waiting, without_agreement, head, .. } = self;
        ReleaseReport {
            letters,
            copies,
            held,
            by,
            parts,
            owed_before,
            after_last_day,
            waiting,
            without_agreement,
            head,
        }
    }
}

/// A run to be released.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReleaseRequest<'a> {
    /// Name of the person who releases.
    pub by: &'a str,
    /// Vendor profile that takes the place of the case's.
    pub vendor: Option<&'a Path>,
    /// Reason why many children have another last name than their guardians.
    pub families: Option<&'a str>,
    /// States, as two letters each, to whose people letters go although an office was not told first.
    pub without_waiting: &'a [String],
    /// Reason for not waiting.
    pub why_not_waiting: Option<&'a str>,
}

/// Releases the run that would be exported now: whoever is to be written to and has not been. Letters to people of states whose
/// office must be told first wait for the next one.
pub fn release(
    case: &mut Session,
    request: &ReleaseRequest<'_>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReleaseReport, CommandError> {
    let by = Actor::parse(request.by)?;
    let families = request.families.map(|why| plain_words("reason", why)).transpose()?;
    let not_awaited = states_without_waiting(request)?;
    let why_not_waiting = request.why_not_waiting.map(|why| plain_words("reason", why)).transpose()?;
    ensure_no_pending_export(case)?;
    let scope = MailingScope::NotMailedBefore(LATEST);
    let prior = PriorNotices { given: case.prior_notices(LATEST)?, not_awaited: not_awaited.clone() };
    if let Some(path) = request.vendor {
        // What would be refused changes nothing, the profile neither; what is not refused is what is released.
        let profile = [read_vendor_file(path)?];
        let files = case.files_with(&profile, command)?;
        let (decided, _) = case.try_files(files, scope, Some(prior.clone()), command, progress)?;
        let names = if decided.is_of_everyone() {
            count_families(&decided.decision)
        } else {
            case.refresh(command, progress)?.families
        };
        fit_to_go(&decided.decision, names, families)?;
        ensure_letters_would_wait(&decided.snapshot, &decided.decision, &prior)?;
        fact::record(case, ActKind::Amend, by, &profile)?;
    }
    let decided = case.decide_with_notices(scope, prior.clone(), command, progress)?;
    let summary = case.refresh(command, progress)?;
    let (snapshot, decision) = (&decided.snapshot, &decided.decision);
    fit_to_go(decision, summary.families, families)?;
    ensure_letters_would_wait(snapshot, decision, &prior)?;
    let without_agreement = lacks_agreement(case, snapshot)?;
    let owed_before = overdue_pre_notices(case, snapshot, decision)?;
    let after_last_day = letters_after_last_day(&summary, decision, snapshot.setup.context.incident.mailing.date);
    let waiting = waiting_states(case, snapshot, decision)?;
    let mut parts = release_parts(case, snapshot, decision, &summary, DigestVersion::NEWEST)?;
    set_states_not_awaited(&mut parts, &not_awaited);
    let (letters, copies) = (decision.tally.letters, decision.copies.len() as u64);
    let told = json!({
        "letters": letters, "copies": copies, "held": decision.tally.held, "parts": parts, "authorities_owed_before": owed_before.len(),
        "families": summary.families, "waiting": waiting.iter().map(|state| (state.jurisdiction.code(), state.letters)).collect::<Vec<_>>(),
        "not_awaited": not_awaited.iter().map(Jurisdiction::code).collect::<Vec<_>>(),
    });
    case.transact(ActKind::Release, by, |step, act| {
        release::add(step, act, by.as_str(), &parts)?;
        // An act has one reason.
        let reasons: Vec<&str> = [families, why_not_waiting].into_iter().flatten().collect();
        if !reasons.is_empty() {
            crate::casefile::ruling::add_reason(step, act, &reasons.join("; "))?;
        }
        Ok(((), told))
    })?;
    let held = decision.tally.held;
    let head = case.head()?;
    let by = by.as_str().to_owned();
    Ok(ReleaseReport {
        letters,
        copies,
        held,
        by,
        parts,
        owed_before,
        after_last_day,
        waiting,
        without_agreement,
        head,
    })
}

/// The states for whose offices nobody is to wait; refused without a reason.
fn states_without_waiting(request: &ReleaseRequest<'_>) -> Result<BTreeSet<Jurisdiction>, CommandError> {
    let state = |code: &String| {
        let known = Jurisdiction::parse(code);
        known.ok_or_else(|| CommandError::input("The regulator is not known.", ProblemCode::AuthorityUnknown))
    };
    let states = request.without_waiting.iter().map(state);
    let states: BTreeSet<Jurisdiction> = states.collect::<Result<_, _>>()?;
    if !states.is_empty() && request.why_not_waiting.is_none_or(|why| why.trim().is_empty()) {
        return Err(CommandError::input(
            "Letters can only go before an office is notified with a reason.",
            FaceProblem::WaitUnexplained,
        ));
    }
    Ok(states)
}

/// Refuses states for whose offices nobody is to wait, where no letter of the run would wait for them.
fn ensure_letters_would_wait(
    snapshot: &CaseSnapshot,
    decision: &Decision,
    prior: &PriorNotices,
) -> Result<(), CommandError> {
    let context = &snapshot.setup.context;
    let mut letters: BTreeMap<Jurisdiction, u64> = BTreeMap::new();
    for entry in decision.entries.iter().filter(|entry| entry.disposition == Disposition::Letter) {
        let rule = entry.jurisdiction.and_then(|place| context.book.rule(place));
        if let Some(rule) = rule.filter(|rule| rule.applies_to(entry.elements)) {
            *letters.entry(rule.code).or_default() += 1;
        }
    }
    let given = PriorNotices { given: prior.given.clone(), ..PriorNotices::default() };
    let would_wait = context.book.states_that_wait(&context.incident, &letters, &given);
    match prior.not_awaited.difference(&would_wait).next() {
        Some(place) if context.book.rule(*place).is_none() => {
            Err(CommandError::input("The regulator is not known.", ProblemCode::AuthorityUnknown))
        }
        Some(place) => Err(CommandError::input(
            format!("No letters to {place} wait for an office."),
            "Leave this state out; its letters go anyway.",
        )),
        None => Ok(()),
    }
}

/// Refuses a run that nobody is written to by, whose codes do not suffice, or whose guardians look as if they had slipped.
fn fit_to_go(decision: &Decision, names: Families, why: Option<&str>) -> Result<(), CommandError> {
    decision.codes_suffice()?;
    let waits = |entry: &Entry| entry.codes.contains(Code::AuthorityFirst);
    if decision.tally.letters == 0 && decision.copies.is_empty() && decision.entries.iter().any(waits) {
        return Err(CommandError::input(
            "Every letter waits for an office that must be notified first.",
            "Notify the offices, record the filings, set a mailing date after them, and release; or release without waiting and give the reason.",
        ));
    }
    if decision.tally.letters == 0 && decision.copies.is_empty() {
        return Err(CommandError::input(
            "Everyone who can be mailed has already been mailed.",
            FaceProblem::LettersMissing,
        ));
    }
    if names.in_doubt() && why.is_none_or(|why| why.trim().is_empty()) {
        let Families { same, other } = names;
        return Err(CommandError::input(
            format!(
                "{other} of {} children have a different last name than their guardian; rows or columns may be misaligned.",
                same + other
            ),
            FaceProblem::FamiliesDiffer,
        ));
    }
    Ok(())
}
