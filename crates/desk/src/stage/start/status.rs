//! `status`: how a case stands, and what is still to be done.

use crate::CommandError;
use crate::casefile::filing::{Filing, WithdrawnFiling};
use crate::casefile::id::ListId;
use crate::casefile::ledger::Summary;
use crate::casefile::list::ListRow;
use crate::casefile::release::{WaitingOverride, changed_parts};
use crate::casefile::{Case, LATEST};
use crate::io::clock::today;
use crate::policy::deadline::days_left;
use crate::policy::mailed::mailed_people;
use crate::policy::pre_notice::{WaitingState, waiting_states};
use crate::policy::retention::retention_end;
use crate::policy::signatures::unsigned_variants;
use crate::session::Session;
use crate::snapshot::MailingScope;
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::party::Jurisdiction;
use notice::routing::RuleBook;
use serde::Serialize;
use std::collections::BTreeMap;

/// Report of `status`.
#[derive(Debug, Serialize)]
pub struct Status {
    /// True if the case is not encrypted.
    pub plain: bool,
    /// Lists that came in.
    pub lists: Vec<ListStatus>,
    /// Rows that count.
    pub people: u64,
    /// Rows that get or got a letter.
    pub letters: u64,
    /// Of these: people whose letter stands in a finished package.
    pub mailed: u64,
    /// Rows that wait for a person.
    pub held: u64,
    /// Open questions about lists; each answer ends the hold of all its rows.
    pub questions: u64,
    /// Of the rows that are held: those that wait for these answers and for nothing else.
    pub held_by_questions: u64,
    /// Rows joined with another.
    pub merged: u64,
    /// Rows taken out.
    pub excluded: u64,
    /// Variants that letters need and counsel has not signed as they are.
    pub unsigned: Vec<String>,
    /// Reason why each of them is unsigned.
    pub why_unsigned: BTreeMap<String, &'static str>,
    /// True if the run that would be exported now is released.
    pub released: bool,
    /// Reason why it is not released, in plain words.
    pub why_not_released: Option<String>,
    /// Runs, with their pieces.
    pub runs: Vec<RunStatus>,
    /// Family names of children and guardians.
    pub families: crate::casefile::ledger::Families,
    /// Pieces that came back.
    pub returned: u64,
    /// Address corrections of which nobody has said whether they are taken.
    pub addresses_waiting: u64,
    /// Clocks of the law, first due first.
    pub deadlines: Vec<DueStatus>,
    /// Notices to authorities.
    pub filings: Vec<Filing>,
    /// Notices that were recorded by mistake and count no longer.
    pub withdrawn_filings: Vec<WithdrawnFiling>,
    /// Releases by which letters went although an office was not notified first, with the reason.
    pub waiting_overrides: Vec<WaitingOverride>,
    /// The day from which days left are counted: today.
    pub today: NaiveDate,
    /// Day until which the case must be kept.
    pub keep_until: Option<NaiveDate>,
}

/// A list that came in.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct ListStatus {
    /// Its number.
    pub list: ListId,
    /// Its name.
    pub name: String,
    /// The number of the list in whose place it stands.
    pub amends: Option<ListId>,
    /// True if it is that list itself, read anew after questions about it were answered or its columns were named otherwise.
    pub read_anew: bool,
}

/// A run.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RunStatus {
    /// Job id.
    pub job: String,
    /// Number of the production of the job, from 1.
    pub run: u32,
    /// The package.
    pub package: String,
    /// Pieces, seeds included.
    pub pieces: u64,
    /// True if its package was finished.
    pub finished: bool,
}

/// A clock.
#[derive(Debug, Serialize)]
pub struct DueStatus {
    /// Days to the last day; below zero where it has passed.
    pub days_left: i64,
    /// The clock.
    #[serde(flatten)]
    pub clock: crate::casefile::ledger::DeadlineClock,
}

/// Reads the status of the case.
pub fn status(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Status, CommandError> {
    let summary = case.refresh(command, progress)?;
    let (today, runs, pieces) = (today(), case.runs()?, case.pieces()?);
    let why_unsigned = unsigned_variants(case, &summary)?;
    let why_not_released = why_not_released(case, &summary)?;
    Ok(Status {
        plain: case.is_plain(),
        lists: list_statuses(&case.lists(LATEST)?),
        people: summary.rows,
        letters: summary.letters,
        mailed: mailed_people(case)?.len() as u64,
        held: summary.held,
        questions: summary.questions,
        held_by_questions: summary.held_by_questions,
        merged: summary.merged,
        excluded: summary.excluded,
        unsigned: why_unsigned.keys().cloned().collect(),
        why_unsigned,
        released: why_not_released.is_none(),
        why_not_released,
        runs: runs
            .iter()
            .map(|run| RunStatus {
                job: run.job.clone(),
                run: run.number,
                package: run.package.clone(),
                pieces: pieces.iter().filter(|piece| piece.run == run.id).count() as u64,
                finished: run.finished,
            })
            .collect(),
        families: summary.families,
        returned: case.returned()?.len() as u64,
        addresses_waiting: crate::policy::corrections::count_waiting(case)?,
        deadlines: summary
            .deadlines
            .iter()
            .map(|clock| DueStatus { days_left: days_left(clock, today), clock: clock.clone() })
            .collect(),
        filings: case.filings()?,
        withdrawn_filings: case.withdrawn_filings()?,
        waiting_overrides: case.waiting_overrides()?,
        today,
        keep_until: retention_end(&summary),
    })
}

/// Status with the letters that wait for an office to be notified first.
#[derive(Debug, Serialize)]
pub struct StatusWithWaiting {
    /// The status.
    #[serde(flatten)]
    pub status: Status,
    /// States whose letters wait for the next mailing.
    pub waiting: Vec<WaitingState>,
}

/// Reads the status of a case with the letters that wait. Rows are looked at for it only where people live in a state whose office
/// must be notified first.
///
/// # Errors
/// A case that cannot be read.
pub fn status_with_waiting(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<StatusWithWaiting, CommandError> {
    let status = status(case, command, progress)?;
    let summary = case.refresh(command, progress)?;
    let files = case.files(command)?;
    let may_wait = may_have_to_wait(&RuleBook::load(&files.templates)?, &summary);
    let waiting = if may_wait {
        let decided = case.decide(MailingScope::NotMailedBefore(LATEST), command, progress)?;
        waiting_states(case, &decided.snapshot, &decided.decision)?
    } else {
        Vec::new()
    };
    Ok(StatusWithWaiting { status, waiting })
}

/// Returns whether people live in a state whose letters can wait for an office.
fn may_have_to_wait(book: &RuleBook, summary: &Summary) -> bool {
    summary.residents.iter().any(|(place, people)| {
        let place = Jurisdiction::parse(place);
        let holds =
            |place| book.offices_told_before(place, *people).any(|(rule, office)| rule.holds_letters_for(office));
        place.is_some_and(holds)
    })
}

fn list_statuses(lists: &[ListRow]) -> Vec<ListStatus> {
    let of = |list: &ListRow| {
        let older = lists.iter().find(|older| Some(older.id) == list.amends);
        let read_anew = older.is_some_and(|older| older.sha256 == list.sha256);
        ListStatus { list: list.id, name: list.name.clone(), amends: list.amends, read_anew }
    };
    lists.iter().map(of).collect()
}

/// Returns the reason why the run that would be exported now is not released; `None` where it is.
fn why_not_released(case: &Case, summary: &Summary) -> Result<Option<String>, CommandError> {
    let Some(release) = case.last_release()? else { return Ok(Some("The mailing has not been released.".into())) };
    if case.runs()?.iter().any(|run| run.release == release.act && !run.finished) {
        return Ok(None);
    }
    let is_over = case.runs()?.iter().any(|run| run.release == release.act && run.reprints.is_none());
    if is_over && summary.letters > mailed_people(case)?.len() as u64 {
        return Ok(Some("The next mailing has not been released.".into()));
    }
    if case.was_restored_after(release.act)? {
        return Ok(Some(
            "The mailing must be released again: an older version of the case file was put in place after the release."
                .into(),
        ));
    }
    // The wave itself is worked out at the export; what changes it is known without that.
    let later = case.last_cause()? > release.act;
    let parts = crate::policy::release_parts::cheap_release_parts(case, summary)?;
    let mut changed = changed_parts(
        &parts,
        &release
            .parts
            .iter()
            .filter(|(name, _)| parts.contains_key(*name))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect(),
    );
    if later && changed.is_empty() {
        return Ok(None);
    }
    changed.dedup();
    Ok((!changed.is_empty())
        .then(|| format!("The mailing must be released again, because this changed: {}.", changed.join(", "))))
}
