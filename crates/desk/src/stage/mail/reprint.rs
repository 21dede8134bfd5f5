//! `reprint`: pieces that were spoiled or lost, printed again as a further run of their job. The case is laid out as it was
//! when the run was released, and every new piece must have the pages of the old one, or nothing leaves. Everything is made
//! in the staging folder first; then the intent is recorded, the package gets its name, and the end is recorded: killed at
//! any moment and started again with the same pieces, it ends with the same package and no third run.

use super::large::{self, LargePart};
use super::piece_list::{ChosenPiece, PieceList, Purpose, Register};
use super::still_stands::{LeftOutPiece, PeopleNow};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::{PersonId, RunId};
use crate::casefile::release::Release;
use crate::casefile::ruling::effective_decisions;
use crate::casefile::run::{self, Intended, Run};
use crate::casefile::{ActKind, Case, LATEST};
use crate::io::outbox::{self, Disk, RealDisk};
use crate::package::{Finished, PackageWriter};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::signatures::signing_counsel;
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::{CommandContext, Progress};
use notice::digest::Digest;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::line::{Decision, Disposition, PieceSource, Plan, Produced};
use notice::mailing::{Attestation, MAX_SEQUENCE};
use notice::party::JobId;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// Report of `reprint`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ReprintReport {
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
    /// Job id: that of the first run.
    pub job_id: String,
    /// Number of the production of the job, from 1.
    pub run: u32,
    /// Counts of pieces, pages, sheets, files and bytes.
    pub produced: Produced,
    /// Letters of the run that are not printed again.
    pub not_again: u64,
    /// Pieces of the file that were left out, as they would reach somebody who is not written to so any more.
    pub left_out: Vec<LeftOutPiece>,
}

/// A reprint as somebody wants it.
#[derive(Clone, Copy, Debug)]
pub struct ReprintRequest<'a> {
    /// The file of pieces.
    pub pieces: &'a Path,
    /// The folder in which the package appears.
    pub out: &'a Path,
    /// Name of the person who does it; may be empty.
    pub by: &'a str,
    /// Name of the person who wants a large part of the run again, where it is one.
    pub large_by: Option<&'a str>,
}

/// Prints the pieces of a file again.
pub fn reprint(
    case: &mut Case,
    wanted: &ReprintRequest<'_>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReprintReport, CommandError> {
    reprint_on(&RealDisk, case, wanted, command, progress)
}

/// Returns the part of the run that a file would have printed again, if somebody must say by name that it is right.
pub fn large(case: &Case, pieces: &Path) -> Result<Option<LargePart>, CommandError> {
    let select = PieceList::read(pieces, Purpose::Reprint)?;
    let mut register = Register::of(case)?;
    let begun = begun(case, &mut register)?;
    let chosen = choose(case, &select, &register)?;
    Ok(Again::of(case, &register, &chosen, begun)?.large)
}

/// The same on a disk of the caller's choice.
pub fn reprint_on(
    disk: &dyn Disk,
    case: &mut Case,
    wanted: &ReprintRequest<'_>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReprintReport, CommandError> {
    let ReprintRequest { pieces, out, by, large_by } = *wanted;
    let by = Actor::parse_optional(by)?;
    let select = PieceList::read(pieces, Purpose::Reprint)?;
    let mut register = Register::of(case)?;
    let begun = begun(case, &mut register)?;
    let chosen = choose(case, &select, &register)?;
    let mut again = Again::of(case, &register, &chosen, begun)?;
    let large = match &again.large {
        Some(large) => Some(large.allowed(large_by, "printed again")?),
        None => None,
    };
    outbox::probe(disk, out)?;

    let now = PeopleNow::of(case, command, &chosen)?;
    let snapshot =
        CaseSnapshot::open(case, command, again.release.act, MailingScope::NotMailedBefore(again.first.act()))?;
    let sources = snapshot.sources();
    let mut decision = snapshot.decide(&sources, &mut |stage| progress(Progress::Done(stage.into())))?;
    let pieces = decision.tally.letters + decision.copies.len() as u64;
    let mut supersedes = again.rows(case, &snapshot, &decision)?;
    let left_out = now.left_out(&snapshot, &sources, &decision, &supersedes, again.job)?;
    again.leave_out(&select, &left_out)?;
    supersedes.retain(|_, sequence| again.chosen.iter().any(|one| one.id.sequence == *sequence));
    decision.keep_pieces(&|row, copy| supersedes.contains_key(&PieceSource { row, copy }));

    let context = &snapshot.setup.context;
    let mailing = context.incident.mailing.date;
    let attestation = Attestation::Two { counsel: signing_counsel(case)?, practice: again.release.by.clone(), mailing };
    let plan = Plan::again(context, &decision, supersedes, again.first_sequence);
    let writer = PackageWriter {
        disk,
        out,
        context,
        sources: &sources,
        decision: &decision,
        plan: &plan,
        run: again.number,
        edition: snapshot.setup.edition,
        attestation: &attestation,
        reins: &command.control,
    };
    let name = writer.name(again.job);
    let mut package = writer.stage(again.job, 0, progress)?;
    let (hashes, produced) = (std::mem::take(&mut package.page_hashes), package.produced);

    let made: Vec<(u32, &ChosenPiece<'_>)> = again.pair(&snapshot, &decision, &plan)?;
    again.hold(case, &snapshot, &made, &hashes)?;
    package.must_have_room()?;
    let run = again.intend(case, by, &name, large, &made)?;
    let Finished { package, practice_only, job_id } = package.deliver()?;
    let told = json!({ "package": name, "pieces": hashes.len() });
    let recorded = case.transact(ActKind::ReprintFinished, by, |step, act| {
        run::finish(step, act, run, &hashes)?;
        Ok(((), told))
    });
    recorded.map_err(|why| {
        why.adding("The package stands whole in its folder: run the same reprint again, which finds it there and records that.")
    })?;
    Ok(ReprintReport {
        package,
        practice_only,
        job_id,
        run: again.number,
        produced,
        not_again: pieces - made.len() as u64,
        left_out,
    })
}

/// A reprint that was begun and not finished, with the numbers of the pieces in whose place its own stand. Its pieces leave
/// the register, so that the same file names the same pieces again. Anything else that is not finished is refused.
fn begun(case: &Case, register: &mut Register) -> Result<Option<(Run, BTreeSet<u32>)>, CommandError> {
    let open = register.runs.iter().find(|run| !run.finished && run.reprints.is_some()).cloned();
    match open {
        None => ensure_no_pending_export(case).map(|()| None),
        Some(run) => {
            let old = register.forget(run.id);
            Ok(Some((run, old)))
        }
    }
}

/// The pieces of the file: all of one job, and none of which a second copy goes to another address.
fn choose<'r>(
    case: &Case,
    select: &'r PieceList,
    register: &'r Register,
) -> Result<Vec<ChosenPiece<'r>>, CommandError> {
    let standings = effective_decisions(&case.decisions(LATEST)?);
    let mut job: Option<JobId> = None;
    select.choose(register, |one| {
        let own = *job.get_or_insert(one.id.job);
        let copies = standings.get(&one.person).map_or(&[][..], |standing| &standing.second_copies);
        if one.id.job != own {
            Some((
                format!("The piece is of another job than the first of the file, {own}."),
                "Reprint each job by itself.".into(),
            ))
        } else if copies.contains(&(one.piece.run, one.piece.sequence)) {
            let advice = "Leave the line out; the second copy is of a run of its own.".into();
            Some(("A second copy of this piece goes to another address.".into(), advice))
        } else {
            None
        }
    })
}

/// Advice where no piece of a file goes to anybody any more.
const NOBODY: &str = "Nothing was printed: leave the piece out. Where the person is still to be written to, settle who is written to and where, record the piece with returns, and send it with remail in the next wave.";

fn begun_with_others(run: &Run) -> CommandError {
    CommandError::input(
        format!("The reprint {} was begun with other pieces and not finished.", run.package),
        ProblemCode::ReprintOfOthers,
    )
}

/// Pieces that are printed again, and the run that they make.
struct Again<'r> {
    chosen: Vec<&'r ChosenPiece<'r>>,
    job: JobId,
    /// The first run of the job.
    original: Run,
    release: Release,
    /// The first of all runs of the release, before which the case counts.
    first: RunId,
    number: u32,
    first_sequence: u32,
    /// A reprint that was begun and not finished, with the numbers of the pieces in whose place its own stand.
    begun: Option<(Run, BTreeSet<u32>)>,
    /// The part of the run, if it is a large one. One that was begun was asked about before.
    large: Option<LargePart>,
}

impl<'r> Again<'r> {
    fn of(
        case: &Case,
        register: &Register,
        chosen: &'r [ChosenPiece<'r>],
        begun: Option<(Run, BTreeSet<u32>)>,
    ) -> Result<Self, CommandError> {
        let lost = || CommandError::input("The run of these pieces is not in the case.", ProblemCode::Internal);
        let one = chosen.first().ok_or_else(lost)?;
        let job = one.id.job;
        let of_job = || register.runs.iter().filter(|run| run.job == job.to_string());
        let named: BTreeSet<u32> = chosen.iter().map(|one| one.id.sequence).collect();
        if let Some((run, old)) = &begun
            && (run.job != job.to_string() || !old.is_subset(&named))
        {
            return Err(begun_with_others(run));
        }
        let original = of_job().find(|run| run.reprints.is_none()).cloned().ok_or_else(lost)?;
        let release = case.release(original.release)?.ok_or_else(lost)?;
        let of_release = register.runs.iter().filter(|run| run.release == release.act && run.reprints.is_none());
        let first = of_release.map(|run| run.id).min().unwrap_or(original.id);
        let own = begun.as_ref().map(|(run, _)| run);
        let last = of_job().filter(|run| own != Some(*run)).map(|run| run.number).max().unwrap_or(1);
        let first_sequence = register.last_sequence(job) + 1;
        if first_sequence as usize + chosen.len() - 1 > MAX_SEQUENCE as usize {
            return Err(CommandError::input(
                format!("Job {job} has no numbers left for so many pieces."),
                ProblemCode::ReprintLarge,
            ));
        }
        let before: u64 =
            of_job().filter(|run| run.reprints == Some(original.id)).map(|run| register.letters(run.id)).sum();
        let large = match begun {
            Some(_) => None,
            None => LargePart::over(large::REPRINT, named.len() as u64, before, register.letters(original.id)),
        };
        let chosen = chosen.iter().collect();
        Ok(Self { chosen, job, original, release, first, number: last + 1, first_sequence, begun, large })
    }

    /// Leaves out pieces that do not go to anybody any more.
    ///
    /// # Errors
    /// Nothing is left, or a reprint was begun with other pieces than are left.
    fn leave_out(&mut self, select: &PieceList, left_out: &[LeftOutPiece]) -> Result<(), CommandError> {
        let out: BTreeSet<u32> = left_out.iter().map(|piece| piece.sequence).collect();
        let (barred, kept): (Vec<&ChosenPiece<'_>>, Vec<&ChosenPiece<'_>>) =
            self.chosen.iter().partition(|one| out.contains(&one.id.sequence));
        if kept.is_empty() {
            let why: BTreeMap<u32, &LeftOutPiece> = left_out.iter().map(|piece| (piece.sequence, piece)).collect();
            let told = barred.iter().filter_map(|one| Some((one.line, *why.get(&one.id.sequence)?)));
            let refuse = |(line, piece): (u32, &LeftOutPiece)| {
                let message = format!("{} Its row is {}, line {}.", piece.message, piece.list, piece.line);
                select.refuse(line, message, NOBODY)
            };
            let refusals = told.map(refuse).collect();
            return Err(CommandError::Input(select.first(refusals)));
        }
        if let Some((run, old)) = &self.begun
            && *old != kept.iter().map(|one| one.id.sequence).collect()
        {
            return Err(begun_with_others(run));
        }
        self.chosen = kept;
        Ok(())
    }

    /// The sources of the pieces, with the numbers that their new ones stand for.
    fn rows(
        &self,
        case: &Case,
        snapshot: &CaseSnapshot,
        decision: &Decision,
    ) -> Result<FxHashMap<PieceSource, u32>, CommandError> {
        let wanted: HashMap<(PersonId, Option<u8>), u32> =
            self.chosen.iter().map(|one| ((one.person, one.piece.copy), one.id.sequence)).collect();
        let rows = (0u32..).zip(&decision.entries).filter(|(_, entry)| entry.disposition == Disposition::Letter);
        let letters = rows.map(|(row, _)| PieceSource { row, copy: None });
        let copies = decision.copies.iter().map(|copy| PieceSource { row: copy.row, copy: Some(copy.number) });
        let mut sources = FxHashMap::default();
        for source in letters.chain(copies) {
            let entry = &decision.entries[source.row as usize];
            let person = snapshot.person(entry.file, entry.extent.line);
            let sequence = person.and_then(|person| wanted.get(&(person, source.copy)));
            sources.extend(sequence.map(|&sequence| (source, sequence)));
        }
        if sources.len() == self.chosen.len() { Ok(sources) } else { Err(self.differs(case, snapshot, "")?) }
    }

    /// The pieces of the plan, each with the one that it supersedes.
    fn pair(
        &self,
        snapshot: &CaseSnapshot,
        decision: &Decision,
        plan: &Plan,
    ) -> Result<Vec<(u32, &'r ChosenPiece<'r>)>, CommandError> {
        let of: HashMap<(PersonId, Option<u8>), &ChosenPiece<'_>> =
            self.chosen.iter().map(|one| ((one.person, one.piece.copy), *one)).collect();
        let pairs = plan.numbered(0).filter_map(|(sequence, source)| {
            let PieceSource { row, copy } = source?;
            let entry = &decision.entries[row as usize];
            Some((sequence, *of.get(&(snapshot.person(entry.file, entry.extent.line)?, copy))?))
        });
        let pairs: Vec<_> = pairs.collect();
        if pairs.len() == self.chosen.len() {
            Ok(pairs)
        } else {
            Err(CommandError::input("A piece was lost.", ProblemCode::Internal))
        }
    }

    /// Refuses a reprint of which a page is another than it was.
    fn hold(
        &self,
        case: &Case,
        snapshot: &CaseSnapshot,
        made: &[(u32, &ChosenPiece<'_>)],
        hashes: &[(u32, Digest)],
    ) -> Result<(), CommandError> {
        let now: HashMap<u32, &Digest> = hashes.iter().map(|(sequence, hash)| (*sequence, hash)).collect();
        let same = |(sequence, one): &&(u32, &ChosenPiece<'_>)| matches!((now.get(sequence), &one.piece.page_hash), (Some(new), Some(old)) if new.bytes()[..] == old[..]);
        let others = made.iter().filter(|pair| !same(pair)).count();
        if others == 0 && hashes.len() == made.len() {
            return Ok(());
        }
        Err(self.differs(case, snapshot, &format!(" {others} of {} pieces would have other pages.", made.len()))?)
    }

    /// Returns the error for a letter that comes out otherwise than it was: what is no part of the case changed.
    fn differs(&self, case: &Case, snapshot: &CaseSnapshot, how: &str) -> Result<CommandError, CommandError> {
        let then: Value = case
            .acts()?
            .iter()
            .find(|act| act.seq == self.original.id.act())
            .and_then(|act| serde_json::from_str::<Value>(&act.detail).ok())
            .map_or(Value::Null, |detail| detail["made_from"].clone());
        let now = snapshot.describe_inputs();
        let word = |key: &str| then[key].as_str().unwrap_or("unknown").to_owned();
        let (what, advice): (String, ProblemCode) = if then["version"] != now["version"] {
            (
                format!(
                    "the version of the program changed from {} to {}",
                    word("version"),
                    now["version"].as_str().unwrap_or_default()
                ),
                "Reprint with the version that made the run.".into(),
            )
        } else if then["templates"] != now["templates"] {
            ("the templates changed".to_owned(), FaceProblem::TemplatesDiffer.into())
        } else {
            ("what the case says about the lists is not what the run was made of".to_owned(), ProblemCode::Internal)
        };
        Ok(CommandError::Input(vec![Problem::of_file(
            "",
            format!(
                "The pieces cannot be printed again as they were in {}: {what}.{how} Nothing was made.",
                self.original.package
            ),
            advice,
        )]))
    }

    /// Records that the package is going to get its name; or finds the record of the time before.
    fn intend(
        &self,
        case: &mut Case,
        by: Actor<'_>,
        name: &str,
        large: Option<Value>,
        made: &[(u32, &ChosenPiece<'_>)],
    ) -> Result<RunId, CommandError> {
        if let Some((begun, _)) = &self.begun {
            return Ok(begun.id);
        }
        let reasons: Vec<String> = made.iter().map(|(_, one)| one.reason()).collect();
        let given = reasons.iter().filter(|reason| !reason.is_empty()).count();
        let mut told = json!({
            "job": self.job.to_string(), "run": self.number, "package": name, "pieces": made.len(),
            "with_reason": given, "release": self.release.act,
        });
        if let Some(large) = large {
            told["large"] = large;
        }
        case.transact(ActKind::ReprintBegun, by, |step, act| {
            let run = Run {
                id: act.into(),
                release: self.release.act,
                job: self.job.to_string(),
                part: self.original.part,
                number: self.number,
                package: name.to_owned(),
                reprints: Some(self.original.id),
                finished: false,
            };
            let pieces = made.iter().zip(&reasons).map(|((sequence, one), reason)| Intended {
                sequence: *sequence,
                person: Some(one.person),
                copy: one.piece.copy,
                addressee: one.piece.addressee,
                supersedes: Some(one.id.sequence),
                reason: Some(reason.as_str()).filter(|reason| !reason.is_empty()),
            });
            run::intend(step, &run, pieces)?;
            Ok((run.id, told))
        })
    }
}
