//! `export`: the package of the run that was released. The intent is recorded first, the package is made beside its place and
//! renamed into it, and the end is recorded last: killed at any moment and started again, it ends with the same package.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::code::{self, DealtCode};
use crate::casefile::id::ActId;
use crate::casefile::ledger::Summary;
use crate::casefile::release::{Release, changed_parts};
use crate::casefile::run::{self, Intended, Run};
use crate::casefile::{ActKind, Case, LATEST, damaged};
use crate::io::outbox::{self, Disk, RealDisk};
use crate::package::{Finished, PackageWriter, dispositions, identify_case};
use crate::policy::addressee::addressees_of_pieces;
use crate::policy::release_parts::{lacks_agreement, release_parts, run_identity, version_of};
use crate::policy::signatures::{signing_counsel, unsigned_in_run};
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress, TaskControl};
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::line::{Decision, NONE, PieceSource, Plan, Produced, SourceList};
use notice::mailing::{Attestation, RecordKind, ReleasePage};
use notice::party::{JobId, Standing};
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Report of `export`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ExportReport {
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
    /// Job id of the last job.
    pub job_id: String,
    /// Number of the production of the job, from 1.
    pub run: u32,
    /// Every job; more than one only beyond 999,999 pieces.
    pub jobs: Vec<Finished>,
    /// True if this is a proof.
    pub proof: bool,
    /// Counts of pieces, pages, sheets, files and bytes.
    pub produced: Produced,
    /// Letters to people, copies and seeds left out.
    pub letters: u64,
    /// Copies for further parents of children.
    pub copies: u64,
    /// Rows that stay held.
    pub held: u64,
}

/// Exports the run that was released; `proof` exports the same letters as proofs, which nobody need have signed.
pub fn export(
    case: &mut Session,
    out: &Path,
    proof: bool,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ExportReport, CommandError> {
    export_on(&RealDisk, case, out, proof, command, progress)
}

/// The same on a disk of the caller's choice.
pub fn export_on(
    disk: &dyn Disk,
    case: &mut Session,
    out: &Path,
    proof: bool,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ExportReport, CommandError> {
    let release = if proof { None } else { Some(released(case)?) };
    if let Some(release) = &release
        && case.was_restored_after(release.act)?
        && !case.runs()?.iter().any(|run| run.release == release.act && !run.finished)
    {
        return Err(CommandError::input(
            "The release is void: an older file of the case was put in its place after it. The run may have been exported already.",
            ProblemCode::ReleaseOlderFile,
        ));
    }
    if release.is_some() {
        // What was signed must be what was signed then.
        case.verify_audit()?;
    }
    let begun: Vec<Run> = match &release {
        Some(release) => {
            let runs = case.runs()?.into_iter();
            runs.filter(|run| run.release == release.act && run.reprints.is_none()).collect()
        }
        None => Vec::new(),
    };
    let limit = begun.iter().map(|run| run.id.act()).min().unwrap_or(LATEST);
    let summary = case.refresh(command, progress)?;
    outbox::probe(disk, out)?;
    command.control.checkpoint()?;
    // What was recorded after the release is for the next one.
    let prior = match &release {
        Some(release) => case.prior_notices_of(release)?,
        None => case.current_prior_notices()?,
    };
    let decided = case.decide_with_notices(MailingScope::NotMailedBefore(limit), prior, command, progress)?;
    let (snapshot, sources, decision) = (&decided.snapshot, decided.sources(), &decided.decision);
    decision.codes_suffice()?;
    if let Some(release) = &release {
        ensure_signed(case, &summary, decision)?;
        if lacks_agreement(case, snapshot)? {
            return Err(CommandError::input(
                "The vendor profile names no business associate agreement, so no live letter may go to the vendor.",
                FaceProblem::AgreementMissing,
            ));
        }
        let now = release_parts(case, snapshot, decision, &summary, version_of(&release.parts))?;
        let changed = changed_parts(&now, &release.parts);
        if !changed.is_empty() {
            return Err(CommandError::input(
                format!("The release is void, as this changed after it: {}.", changed.join(", ")),
                FaceProblem::ReleaseVoid,
            ));
        }
    }
    let mut press = Press { disk, case, out, snapshot, sources: &sources, decision, progress, reins: &command.control };
    press.package(release.as_ref(), &begun)
}

/// The newest release; refused where there is none.
fn released(case: &Case) -> Result<Release, CommandError> {
    case.last_release()?.ok_or_else(|| CommandError::input("Nobody has released a run.", FaceProblem::ReleaseMissing))
}

/// Refuses to go on while a variant that letters of the run need is unsigned.
fn ensure_signed(case: &Case, summary: &Summary, run: &Decision) -> Result<(), CommandError> {
    let open = unsigned_in_run(case, summary, run)?;
    if open.is_empty() {
        return Ok(());
    }
    let reasons = open.into_iter().map(|(variant, why)| {
        Problem::of_file(
            "",
            format!("Counsel has not signed {variant} as it is: {why}."),
            FaceProblem::SignatureMissing,
        )
    });
    Err(CommandError::Input(reasons.collect()))
}

/// Advice where the package has its name already.
const STANDS: &str =
    "The package stands whole in its folder: export again to the same folder, which finds it there and records that.";

/// Advice where an export was begun and the package has no name yet.
const BEGUN: &str =
    "That the export was begun is recorded: export again, to the same folder; it ends with the same package.";

/// Everything that a package is made from.
struct Press<'a> {
    disk: &'a dyn Disk,
    case: &'a mut Case,
    out: &'a Path,
    snapshot: &'a CaseSnapshot,
    sources: &'a [SourceList<'a>],
    decision: &'a Decision,
    progress: &'a mut dyn FnMut(Progress),
    reins: &'a TaskControl,
}

impl Press<'_> {
    fn package(&mut self, release: Option<&Release>, begun: &[Run]) -> Result<ExportReport, CommandError> {
        let context = &self.snapshot.setup.context;
        let proof = release.is_none();
        let mailing = context.incident.mailing.date;
        let attestation = match release {
            None => Attestation::Proof,
            Some(release) => {
                Attestation::Two { counsel: signing_counsel(self.case)?, practice: release.by.clone(), mailing }
            }
        };
        let begun_only = |why: CommandError| match why {
            CommandError::Environment(_) if !proof => why.adding(BEGUN),
            _ => why,
        };
        let kind = if proof { RecordKind::Proof } else { RecordKind::Live };
        let plan = Plan::of(context, self.decision, kind);
        let writer = PackageWriter {
            disk: self.disk,
            out: self.out,
            context,
            sources: self.sources,
            decision: self.decision,
            plan: &plan,
            run: 1,
            edition: self.snapshot.setup.edition,
            attestation: &attestation,
            reins: self.reins,
        };
        let mut packages = Vec::new();
        let mut produced = Produced::default();
        let state = self.state(release)?;
        for part in 0..plan.jobs() {
            let id = identify_case(self.snapshot, &state, proof, part);
            let run =
                release.map(|release| self.intend(release, begun, &plan, part, id, &writer.name(id))).transpose()?;
            let mut package = writer.stage(id, part, self.progress).map_err(begun_only)?;
            if let Some(release) = release {
                let page = release_page(self.case, self.snapshot, release).map_err(begun_only)?;
                package.keep("60_release.pdf", &page).map_err(begun_only)?;
            }
            produced.add(&package.produced);
            packages.push((run, package));
        }
        for (_, package) in &packages {
            package.must_have_room().map_err(begun_only)?;
        }
        let mut finished = Vec::new();
        for (run, mut package) in packages {
            let hashes = std::mem::take(&mut package.page_hashes);
            finished.push(package.deliver().map_err(begun_only)?);
            if let Some(run) = run.filter(|run| !run.finished) {
                let told = json!({ "package": run.package, "pieces": hashes.len() });
                let finished = self.case.transact(ActKind::ExportFinished, Actor::NOBODY, |step, act| {
                    run::finish(step, act, run.id, &hashes)?;
                    Ok(((), told))
                });
                finished.map_err(|why| why.adding(STANDS))?;
            }
        }
        let last = finished.last().cloned().unwrap_or_default();
        if proof {
            let told = json!({ "package": last.job_id, "pieces": produced.pieces });
            let recorded = self.case.transact(ActKind::ProofExported, Actor::NOBODY, |_, _| Ok(((), told)));
            recorded.map_err(|why| why.adding("The proofs stand whole in their folder."))?;
        }
        Ok(ExportReport {
            package: last.package,
            practice_only: last.practice_only,
            job_id: last.job_id,
            run: 1,
            jobs: finished,
            proof,
            produced,
            letters: self.decision.tally.letters,
            copies: if proof { 0 } else { self.decision.copies.len() as u64 },
            held: self.decision.tally.held,
        })
    }

    /// Returns the part of the state of the case that is in no file, for the ids of its jobs.
    fn state(&self, release: Option<&Release>) -> Result<String, CommandError> {
        let Some(release) = release else { return Ok(dispositions(self.decision)) };
        Ok(json!(run_identity(self.case, self.snapshot, self.decision, &release.parts)?).to_string())
    }

    /// Records that a job is going to be made, with its pieces and the codes that people get by it; or finds the record
    /// of an export that was begun before.
    fn intend(
        &mut self,
        release: &Release,
        begun: &[Run],
        plan: &Plan,
        part: u16,
        id: JobId,
        name: &str,
    ) -> Result<Run, CommandError> {
        if let Some(run) = begun.iter().find(|run| run.part == part) {
            if run.package == name {
                return Ok(run.clone());
            }
            return Err(CommandError::input(
                format!(
                    "The export of {} was begun with other templates or another version of the program.",
                    run.package
                ),
                ProblemCode::ExportMadeOtherwise,
            ));
        }
        let entries = &self.decision.entries;
        let person = |row: u32| {
            let entry = &entries[row as usize];
            self.snapshot.person(entry.file, entry.extent.line)
        };
        let pools = &self.snapshot.setup.context.pools;
        let mut codes = Vec::new();
        // A copy carries the child's own code.
        let letters = plan.numbered(part).filter_map(|(_, source)| source).filter(|source| source.copy.is_none());
        for PieceSource { row, .. } in letters {
            let entry = &entries[row as usize];
            let (Some(standing), Some(person)) = (entry.standing, person(row)) else { continue };
            let minors = standing == Standing::Minor;
            let decisions = &self.sources[usize::from(entry.file)].decisions;
            // A code of the other pool, from before somebody came of age, is another code.
            let has = decisions.codes.get(&entry.extent.line).is_some_and(|dealt| dealt.minors == minors);
            if entry.code == NONE || has {
                continue;
            }
            if let Some(code) = pools.of(standing).and_then(|pool| pool.deal(entry.code as usize)) {
                codes.push(DealtCode { minors, code: code.clone(), person });
            }
        }
        let sources = plan.numbered(part).filter_map(|(_, source)| source);
        let addressees = addressees_of_pieces(self.snapshot, self.sources, self.decision, sources)?;
        let pieces: Vec<Intended<'_>> = plan
            .numbered(part)
            .map(|(sequence, source)| Intended {
                sequence,
                person: source.and_then(|source| person(source.row)),
                copy: source.and_then(|source| source.copy),
                addressee: source.and_then(|source| addressees.get(&source).copied()),
                supersedes: None,
                reason: None,
            })
            .collect();
        // What is no part of the case: a reprint says by it what changed, should it come out otherwise.
        let made_from = self.snapshot.describe_inputs();
        let told = json!({
            "job": id.to_string(), "package": name, "pieces": pieces.len(), "release": release.act, "made_from": made_from,
        });
        let run = |act: ActId| Run {
            id: act.into(),
            release: release.act,
            job: id.to_string(),
            part,
            number: 1,
            package: name.to_owned(),
            reprints: None,
            finished: false,
        };
        self.case.transact(ActKind::ExportBegun, Actor::recorded(&release.by), |step, act| {
            run::intend(step, &run(act), pieces.iter().copied())?;
            code::add(step, act, &codes)?;
            Ok((run(act), told))
        })
    }
}

/// The page of a release: of the moment at which it was given, so that the same export has the same bytes.
fn release_page(case: &Case, snapshot: &CaseSnapshot, release: &Release) -> Result<Vec<u8>, CommandError> {
    let context = &snapshot.setup.context;
    let missing = || damaged(case.path());
    let head = case.head_at(release.act)?.ok_or_else(missing)?.in_full();
    let act = case.acts()?.into_iter().find(|act| act.seq == release.act).ok_or_else(missing)?;
    let told: serde_json::Value = serde_json::from_str(&act.detail).unwrap_or_default();
    let count = |key: &str| told[key].as_u64().unwrap_or_default();
    let early = case.waiting_overrides()?.into_iter().find(|early| early.act == release.act);
    let without_waiting =
        early.map_or_else(String::new, |early| format!("{}: {}", early.states.join(", "), early.reason));
    let page = ReleasePage {
        practice: &context.incident.practice.name,
        title: &context.incident.event.title,
        mailing: context.incident.mailing.date,
        by: &release.by,
        at: &act.at,
        letters: count("letters"),
        copies: count("copies"),
        held: count("held"),
        without_waiting: &without_waiting,
        parts: &release.parts.clone().into_iter().collect::<Vec<_>>(),
        head: &head,
    };
    Ok(page.pdf(&context.faces())?)
}
