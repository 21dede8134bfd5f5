//! `run`: from lists to a finished package in one go.

use super::check::{Report, report};
use super::prepare::{Ingredients, Inputs, Prepared, prepare};
use crate::Refused;
use crate::clock::Stopwatch;
use crate::outbox::{Disk, Outbox, RealDisk};
use notice::line::{Job, Produced, decide, produce};
use notice::mailing::{JobParts, job_id, package_name};
use notice::party::JobId;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What `run` reports.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
    /// The job.
    pub job_id: String,
    /// Whether this is a proof.
    pub proof: bool,
    /// What was made.
    pub produced: Produced,
    /// Seconds from start to end.
    pub seconds: f64,
    /// Peak resident memory in bytes, where the system tells it.
    pub peak_memory: Option<u64>,
    /// What was decided about the lists.
    #[serde(flatten)]
    pub report: Report,
}

/// Runs the whole line. `approved_by` is one person's attestation; without it the package is a proof.
pub fn run(inputs: &Inputs, out: &Path, approved_by: Option<&str>) -> Result<Outcome, Refused> {
    run_on(&RealDisk, inputs, out, approved_by)
}

/// The same on a disk of the caller's choice.
pub fn run_on(disk: &dyn Disk, inputs: &Inputs, out: &Path, approved_by: Option<&str>) -> Result<Outcome, Refused> {
    let approved_by = match approved_by.map(str::trim) {
        Some("") => return Err(Refused::input("The name after --approved-by is empty.", "Write who attests, or leave it out for a proof.")),
        Some(name) if name.chars().any(char::is_control) || name.chars().count() > 80 => {
            return Err(Refused::input("The name after --approved-by is not a plain name.", "Write a name of at most 80 characters."));
        }
        other => other,
    };
    let mut watch = Stopwatch::default();
    let prepared = prepare(inputs)?;
    watch.lap("prepare");
    // A folder that cannot be written to is found before the work, not after it.
    let probe = Outbox::begin(disk, out, ".probe")?;
    drop(probe);

    let rolls = prepared.rolls();
    let mut decision = decide(&prepared.kit, &rolls, &mut |stage| watch.lap(stage))?;
    decision.add_columns(&prepared.findings);

    let job = Job { id: identify(&prepared, approved_by.is_none()), run: 1, edition: prepared.edition, approved_by };
    let name = package_name(job.id, prepared.kit.incident.mailing.date, job.run);
    let package = Outbox::begin(disk, out, &name)?;
    let practice = Outbox::begin(disk, out, &format!("{name}-practice-only"))?;
    let produced = produce::<Refused>(&prepared.kit, &rolls, &decision, &job, &mut |file, bytes| package.put(file, bytes))?;
    watch.lap("press and prove");
    practice.put("50_exceptions.csv", &notice::line::exceptions(&prepared.kit, &rolls, &decision)?)?;

    let practice_only = practice.deliver(|_, _| true)?;
    let package = package.deliver(same_sums)?;
    watch.lap("deliver");
    Ok(Outcome {
        package,
        practice_only,
        job_id: job.id.to_string(),
        proof: approved_by.is_none(),
        produced,
        seconds: watch.seconds(),
        peak_memory: crate::clock::peak_memory(),
        report: report(&prepared, decision, &watch),
    })
}

/// Two packages are the same when their sums are: the sums cover every other file.
fn same_sums(staged: &Path, standing: &Path) -> bool {
    let sums = |folder: &Path| std::fs::read(folder.join("SHA256SUMS")).ok();
    sums(staged).is_some_and(|bytes| Some(bytes) == sums(standing))
}

/// The job id: of everything that the job is made of, never of clock, path or threads.
pub fn identify(prepared: &Prepared, proof: bool) -> JobId {
    let Ingredients { lists, incident, templates, vendor, mapping } = &prepared.ingredients;
    job_id(&JobParts {
        lists,
        incident: *incident,
        templates: *templates,
        vendor: *vendor,
        mapping: *mapping,
        engine: env!("CARGO_PKG_VERSION"),
        edition: prepared.edition,
        proof,
    })
}
