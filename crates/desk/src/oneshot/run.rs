//! `run`: from lists to a finished package in one go.

use super::check::{Report, report};
use super::inputs::{Inputs, Prepared, prepare, unfit};
use crate::Refused;
use crate::io::clock::{Progress, Stopwatch};
use crate::io::outbox::{self, Disk, Outbox, RealDisk};
use crate::snapshot::Ingredients;
use crate::task::Reins;
use notice::finding::Severity;
use notice::line::{ENGINE, Job, Plan, Produced, Tray, decide, exceptions, produce};
use notice::mailing::{Attestation, JobParts, RecordKind, job_id, package_name, practice_only_name};
use notice::party::JobId;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// One delivered job.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct Finished {
    /// The job.
    pub job_id: String,
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
}

/// What `run` reports.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// The package folder.
    pub package: PathBuf,
    /// The folder that stays with the practice.
    pub practice_only: PathBuf,
    /// The job.
    pub job_id: String,
    /// Every job; more than one only beyond 999,999 pieces. The fields above are the last one's.
    pub jobs: Vec<Finished>,
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
pub fn run(
    inputs: &Inputs,
    out: &Path,
    approved_by: Option<&str>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Outcome, Refused> {
    run_on(&RealDisk, inputs, out, approved_by, progress)
}

/// A package on its way into its folder, told of as it grows.
struct Staged<'a, 'd> {
    outbox: Outbox<'d>,
    reins: &'a Reins,
    letters: u64,
    progress: &'a mut dyn FnMut(Progress<'_>),
}

impl Tray for Staged<'_, '_> {
    type Error = Refused;

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refused> {
        self.reins.heed()?;
        self.outbox.put(name, bytes)
    }

    fn grow(&mut self, name: &str, bytes: &[u8], last: bool) -> Result<(), Refused> {
        self.reins.heed()?;
        self.outbox.grow(name, bytes, last)
    }

    fn along(&mut self, letters: u64) -> Result<(), Refused> {
        (self.progress)(Progress::Letters(letters, self.letters));
        self.reins.heed()
    }
}

/// The same on a disk of the caller's choice.
pub fn run_on(
    disk: &dyn Disk,
    inputs: &Inputs,
    out: &Path,
    approved_by: Option<&str>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Outcome, Refused> {
    let approved_by = match approved_by.map(str::trim) {
        Some("") => {
            return Err(Refused::input(
                "The name after --approved-by is empty.",
                "Write who attests, or leave it out for a proof.",
            ));
        }
        Some(name) if name.chars().any(char::is_control) || name.chars().count() > 80 => {
            return Err(Refused::input(
                "The name after --approved-by is not a plain name.",
                "Write a name of at most 80 characters.",
            ));
        }
        other => other,
    };
    let mut watch = Stopwatch::default();
    let prepared = prepare(inputs)?;
    watch.tell("prepare", progress);
    // A folder that cannot be written to is found before the work, not after it.
    outbox::probe(disk, out)?;

    if prepared.findings.iter().any(|f| f.code.severity() == Severity::Error) {
        return Err(unfit(&prepared.kit));
    }
    let rolls = prepared.rolls();
    let mut decision = decide(&prepared.kit, &rolls, &mut |stage| watch.tell(stage, progress))?;
    decision.add_columns(&prepared.findings);
    decision.codes_suffice()?;
    inputs.reins.heed()?;

    let proof = approved_by.is_none();
    let mailing = prepared.kit.incident.mailing.date;
    let attestation = match approved_by {
        None => Attestation::Proof,
        Some(name) => Attestation::One { name: name.to_owned(), mailing },
    };
    let kind = if proof { RecordKind::Proof } else { RecordKind::Live };
    let plan = Plan::of(&prepared.kit, &decision, kind);
    let mut packages = Vec::new();
    let mut produced = Produced::default();
    for part in 0..plan.jobs() {
        let job =
            Job { id: identify(&prepared, proof, part), run: 1, edition: prepared.edition, attestation: &attestation };
        let outbox = Outbox::begin(disk, out, &package_name(job.id, mailing, job.run, proof))?;
        let mut package =
            Staged { outbox, reins: &inputs.reins, letters: plan.pieces_of(part), progress: &mut *progress };
        let mut practice = Outbox::begin(disk, out, &practice_only_name(job.id, mailing, job.run, proof))?;
        produced.add(&produce(&prepared.kit, &rolls, &decision, &job, &plan, part, &mut package)?);
        exceptions(&prepared.kit, &rolls, &decision, &mut practice)?;
        packages.push((job.id, package.outbox, practice));
    }
    watch.tell("press and prove", progress);
    for (_, package, practice) in &packages {
        package.standing(same_files)?;
        practice.standing(same_files)?;
    }
    inputs.reins.heed()?;
    // The practice's own folder first: when the package stands, everything stands.
    let mut finished = Vec::new();
    for (id, package, practice) in packages {
        let practice_only = practice.deliver(same_files)?;
        finished.push(Finished { job_id: id.to_string(), package: package.deliver(same_files)?, practice_only });
    }
    watch.lap("deliver");
    let last = finished.last().cloned().unwrap_or_default();
    Ok(Outcome {
        package: last.package,
        practice_only: last.practice_only,
        job_id: last.job_id,
        jobs: finished,
        proof,
        produced,
        seconds: watch.seconds(),
        peak_memory: crate::io::clock::peak_memory(),
        report: report(&prepared, decision, None, &watch),
    })
}

/// Compares two files of one length, a stretch at a time.
fn same_bytes(one: &Path, other: &Path) -> bool {
    use std::io::Read;
    let compare = || -> std::io::Result<bool> {
        let (mut one, mut other) = (std::fs::File::open(one)?, std::fs::File::open(other)?);
        let (mut a, mut b) = (vec![0; 1 << 18], vec![0; 1 << 18]);
        loop {
            let n = one.read(&mut a)?;
            if n == 0 {
                return Ok(true);
            }
            other.read_exact(&mut b[..n])?;
            if a[..n] != b[..n] {
                return Ok(false);
            }
        }
    };
    compare().unwrap_or(false)
}

/// Whether two folders hold the same files with the same bytes: a package that was damaged or added to is not the one
/// that this run makes.
pub(crate) fn same_files(staged: &Path, standing: &Path) -> bool {
    let names = |folder: &Path| -> Option<Vec<std::ffi::OsString>> {
        let mut names: Vec<_> =
            std::fs::read_dir(folder).ok()?.map(|e| e.map(|e| e.file_name())).collect::<Result<_, _>>().ok()?;
        names.sort();
        Some(names)
    };
    let same = |name: &std::ffi::OsString| {
        let size = |folder: &Path| std::fs::metadata(folder.join(name)).ok().map(|about| about.len());
        size(staged).is_some() && size(staged) == size(standing) && same_bytes(&staged.join(name), &standing.join(name))
    };
    names(staged).is_some_and(|own| Some(&own) == names(standing).as_ref() && own.iter().all(same))
}

/// The job id: of everything that the job is made of, never of clock, path or threads. `part` counts the jobs of one
/// run from 0.
pub fn identify(prepared: &Prepared, proof: bool, part: u16) -> JobId {
    let Ingredients { lists, incident, enclosed, templates, vendor, mapping } = &prepared.ingredients;
    job_id(&JobParts {
        lists,
        incident: *incident,
        enclosed,
        templates: *templates,
        vendor: *vendor,
        mapping: *mapping,
        engine: ENGINE,
        edition: prepared.edition,
        type_size: prepared.type_size,
        proof,
        part,
    })
}
