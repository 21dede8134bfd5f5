//! `plan`: what the next export would be, and what stands in its way.

use crate::CommandError;
use crate::casefile::ledger::Summary;
use crate::casefile::release::changed_parts;
use crate::casefile::{Case, LATEST};
use crate::policy::deadline::letters_after_last_day;
use crate::policy::mailed::mailed_people;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::pre_notice::{WaitingState, overdue_pre_notices, waiting_states};
use crate::policy::release_parts::{lacks_agreement, release_parts, version_of};
use crate::policy::signatures::unsigned_in_run;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::finding::{Code, FaceProblem, Problem};
use notice::line::{Decision, Disposition, Forecast, Plan, PoolForecast};
use notice::mailing::RecordKind;
use notice::party::Standing;
use serde::Serialize;

/// Plan of the next export. `S` is the type of a sentence: a problem, or the words of a face.
#[derive(Debug, Serialize, ts_rs::TS)]
#[ts(concrete(S = Problem))]
pub struct ExportPlan<S = Problem> {
    /// Number of the wave, from 1.
    pub wave: u64,
    /// Rows that stay held.
    pub held: u64,
    /// States whose letters wait for the next mailing, as an office must be told first; their letters are among the held rows.
    pub waiting: Vec<WaitingState>,
    /// People who were written to before.
    pub mailed_before: u64,
    /// The mailing date.
    pub mailing: chrono::NaiveDate,
    /// The last day on which a law wants one of the letters in the mail.
    pub mail_by: Option<chrono::NaiveDate>,
    /// The envelope.
    pub envelope: String,
    /// The paper.
    pub paper: String,
    /// Printed on both sides.
    pub duplex: bool,
    /// Name of the edition.
    pub edition: &'static str,
    /// Files, sheets, weight, postage.
    #[serde(flatten)]
    pub forecast: Forecast,
    /// Enrolment codes for adults; nothing where the incident file names no pool.
    pub adult_codes: Option<PoolForecast>,
    /// Enrolment codes for minors.
    pub minor_codes: Option<PoolForecast>,
    /// Problems that keep the run from being exported, in plain words, each with advice.
    #[serde(rename = "in_the_way")]
    pub blockers: Vec<S>,
    /// Warnings for a person before it goes; they keep nothing from going.
    #[serde(rename = "to_know")]
    pub warnings: Vec<S>,
}

impl<S> ExportPlan<S> {
    /// The same with every sentence in other words.
    pub fn in_words<W>(self, words: impl Fn(&S) -> W) -> ExportPlan<W> {
        let say = |sentences: &[S]| sentences.iter().map(&words).collect();
        let (in_the_way, to_know) = (say(&self.blockers), say(&self.warnings));
        let waiting = self.waiting;
        let Self { wave, held, mailed_before, mailing, mail_by, envelope, paper, duplex, edition, forecast, .. } = self;
        let Self { adult_codes, minor_codes, .. } = self;
        ExportPlan {
            wave,
            held,
            waiting,
            mailed_before,
            mailing,
            mail_by,
            envelope,
            paper,
            duplex,
            edition,
            forecast,
            adult_codes,
            minor_codes,
            blockers: in_the_way,
            warnings: to_know,
        }
    }
}

/// Works out the next run without making anything.
pub fn plan(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ExportPlan, CommandError> {
    let unfinished = ensure_no_pending_export(case).err();
    let summary = case.refresh(command, progress)?;
    let runs = case.runs()?;
    let limit = runs.iter().filter(|run| !run.finished && run.reprints.is_none()).map(|run| run.id.act()).min();
    let decided = case.decide(MailingScope::NotMailedBefore(limit.unwrap_or(LATEST)), command, progress)?;
    let (snapshot, decision) = (&decided.snapshot, &decided.decision);
    let context = &snapshot.setup.context;
    let forecast = Forecast::of(context, decision, &Plan::of(context, decision, RecordKind::Live))?;

    let mut in_the_way: Vec<Problem> = unfinished.iter().flat_map(CommandError::reasons).cloned().collect();
    let mailed_before = mailed_people(case)?.len() as u64;
    if forecast.letters + forecast.copies > 0 {
        in_the_way.extend(missing(case, snapshot, decision, &summary)?);
    } else if mailed_before > 0 {
        // Nothing is missing for a run that nobody is written to by.
        in_the_way.push(Problem::new(FaceProblem::NobodyLeft, ""));
    } else {
        in_the_way.push(Problem::new(FaceProblem::NobodyToWriteTo, ""));
    }
    let people = summary.rows;
    let mut to_know = overdue_pre_notices(case, snapshot, decision)?;
    let doubted = perhaps_mailed(decision);
    if doubted > 0 {
        to_know.push(Problem::new(FaceProblem::PerhapsMailed { rows: doubted }, ""));
    }
    let mailing = context.incident.mailing.date;
    to_know.extend(letters_after_last_day(&summary, decision, mailing));
    if mailing < crate::io::clock::today() {
        let message = format!(
            "The letters are dated {mailing}, which has passed: ages, deadlines and the date on each letter are those of that day."
        );
        to_know.push(Problem::new("", message));
    }
    if forecast.unpriced > 0 {
        let unpriced = forecast.unpriced;
        let message = format!("The rate table does not price {unpriced} pieces on the mailing date; the vendor does.");
        to_know.push(Problem::new("", message));
    }
    if decision.tally.held > 0 {
        to_know.push(Problem::new(FaceProblem::RowsHeld { held: decision.tally.held, people }, ""));
    }
    Ok(ExportPlan {
        wave: 1 + runs.iter().filter(|run| run.finished && run.reprints.is_none()).count() as u64,
        held: decision.tally.held,
        waiting: waiting_states(case, snapshot, decision)?,
        mailed_before,
        mailing: context.incident.mailing.date,
        mail_by: decision.mail_by,
        envelope: context.vendor.envelope.id.clone(),
        paper: context.vendor.paper.weight.clone(),
        duplex: context.duplex(),
        edition: snapshot.setup.edition.word(),
        adult_codes: PoolForecast::of(&context.pools, Standing::Adult, fresh_codes(snapshot, decision, false)),
        minor_codes: PoolForecast::of(&context.pools, Standing::Minor, fresh_codes(snapshot, decision, true)),
        forecast,
        blockers: in_the_way,
        warnings: to_know,
    })
}

/// Returns what a run with letters lacks: codes, signatures, a release, an agreement with the vendor.
fn missing(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
    summary: &Summary,
) -> Result<Vec<Problem>, CommandError> {
    let mut missing: Vec<Problem> = decision.codes_short().to_vec();
    let open = unsigned_in_run(case, summary, decision)?;
    if !open.is_empty() {
        missing.push(Problem::new(FaceProblem::RunUnsigned { letters: open.len() }, ""));
    }
    match case.last_release()? {
        None => missing.push(Problem::new(FaceProblem::RunUnreleased, "")),
        Some(release) => {
            let version = version_of(&release.parts);
            let changed = changed_parts(&release_parts(case, snapshot, decision, summary, version)?, &release.parts);
            if !changed.is_empty() {
                let message = format!("The release is void, as this changed after it: {}.", changed.join(", "));
                missing.push(Problem::new("Release the run anew.", message));
            }
        }
    }
    if lacks_agreement(case, snapshot)? {
        missing.push(Problem::new(FaceProblem::RunWithoutAgreement, ""));
    }
    Ok(missing)
}

/// Rows that may be people who were written to already.
pub(super) fn perhaps_mailed(decision: &Decision) -> u64 {
    decision.entries.iter().filter(|entry| entry.codes.contains(Code::PerhapsMailed)).count() as u64
}

/// Codes that the letters of the run take from a pool: whoever has one for life takes none.
fn fresh_codes(snapshot: &CaseSnapshot, decision: &Decision, minors: bool) -> u64 {
    let takes = decision.entries.iter().filter(|entry| {
        let decisions = &snapshot.lists[usize::from(entry.file)].decisions;
        entry.disposition == Disposition::Letter
            && entry.code != notice::line::NONE
            && entry.standing.is_some_and(|standing| (standing == Standing::Minor) == minors)
            && decisions.codes.get(&entry.extent.line).is_none_or(|dealt| dealt.minors != minors)
    });
    takes.count() as u64
}
