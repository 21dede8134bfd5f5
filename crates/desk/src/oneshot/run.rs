//! `run`: from lists to a finished package in one go.

use super::check::{Report, report};
use super::inputs::{Inputs, prepare};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::outbox::{self, Disk, RealDisk};
use crate::package::{Finished, PackageWriter, StagedPackage, identify_files};
use crate::snapshot::describe_unprintable;
use crate::task::{Progress, Stage, Stopwatch, peak_memory};
use notice::finding::{FaceProblem, NamedAs, Severity};
use notice::line::{Plan, Produced, decide};
use notice::mailing::{Attestation, RecordKind};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Report of `run`.
#[derive(Debug, Serialize)]
pub struct RunReport {
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
    /// The job.
    pub job_id: String,
    /// Every job; more than one only beyond 999,999 pieces. The fields above are the last one's.
    pub jobs: Vec<Finished>,
    /// True if this is a proof.
    pub proof: bool,
    /// Counts of pieces, pages, sheets, files and bytes.
    pub produced: Produced,
    /// Seconds from start to end.
    pub seconds: f64,
    /// Peak resident memory in bytes, where the system tells it.
    pub peak_memory: Option<u64>,
    /// Report of the decision about the lists, as of `check`.
    #[serde(flatten)]
    pub report: Report,
}

/// Runs the whole line. `approved_by` is one person's attestation; without it the package is a proof.
pub fn run(
    inputs: &Inputs,
    out: &Path,
    approved_by: Option<&str>,
    progress: &mut dyn FnMut(Progress),
) -> Result<RunReport, CommandError> {
    run_on(&RealDisk, inputs, out, approved_by, progress)
}

/// The same on a disk of the caller's choice.
pub fn run_on(
    disk: &dyn Disk,
    inputs: &Inputs,
    out: &Path,
    approved_by: Option<&str>,
    progress: &mut dyn FnMut(Progress),
) -> Result<RunReport, CommandError> {
    let approved_by = match approved_by.map(str::trim) {
        Some("") => {
            return Err(CommandError::input("The name is empty.", FaceProblem::AttestantMissing));
        }
        name => name.map(|name| Actor::parse_as(NamedAs::Attestant, name)).transpose()?,
    };
    let mut watch = Stopwatch::default();
    let prepared = prepare(inputs)?;
    watch.tell(Stage::Prepare, progress);
    // A folder that cannot be written to is found before the work, not after it.
    outbox::probe(disk, out)?;

    if prepared.findings.iter().any(|f| f.code.severity() == Severity::Error) {
        return Err(describe_unprintable(&prepared.context));
    }
    let sources = prepared.sources();
    let mut decision = decide(&prepared.context, &sources, &mut |stage| watch.tell(stage, progress))?;
    decision.add_columns(&prepared.findings);
    decision.codes_suffice()?;
    inputs.reins.checkpoint()?;

    let proof = approved_by.is_none();
    let mailing = prepared.context.incident.mailing.date;
    let attestation = match approved_by {
        None => Attestation::Proof,
        Some(name) => Attestation::One { name: name.as_str().to_owned(), mailing },
    };
    let kind = if proof { RecordKind::Proof } else { RecordKind::Live };
    let plan = Plan::of(&prepared.context, &decision, kind);
    let writer = PackageWriter {
        disk,
        out,
        context: &prepared.context,
        sources: &sources,
        decision: &decision,
        plan: &plan,
        run: 1,
        edition: prepared.edition,
        attestation: &attestation,
        reins: &inputs.reins,
    };
    let mut packages = Vec::new();
    let mut produced = Produced::default();
    for part in 0..plan.jobs() {
        let id = identify_files(&prepared.ingredients, prepared.edition, prepared.type_size, proof, part);
        let package = writer.stage(id, part, progress)?;
        produced.add(&package.produced);
        packages.push(package);
    }
    watch.tell(Stage::Press, progress);
    for package in &packages {
        package.must_have_room()?;
    }
    inputs.reins.checkpoint()?;
    let finished = packages.into_iter().map(StagedPackage::deliver).collect::<Result<Vec<_>, _>>()?;
    watch.lap(Stage::Deliver);
    let last = finished.last().cloned().unwrap_or_default();
    Ok(RunReport {
        package: last.package,
        practice_only: last.practice_only,
        job_id: last.job_id,
        jobs: finished,
        proof,
        produced,
        seconds: watch.seconds(),
        peak_memory: peak_memory(),
        report: report(&prepared, decision, None, &watch),
    })
}
