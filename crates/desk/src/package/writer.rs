//! Packages on their way: made in staging folders beside their places, and given their names when everything stands.

use super::{Finished, same_files};
use crate::CommandError;
use crate::io::outbox::{Disk, Outbox};
use crate::task::{Progress, TaskControl};
use notice::digest::Digest;
use notice::line::{Decision, Job, JobContext, PackageSink, Plan, Produced, SourceList, exceptions, produce};
use notice::mailing::{Attestation, package_name, practice_only_name};
use notice::party::{Edition, JobId};
use std::path::Path;

/// Everything that the packages of a mailing are written from.
pub(crate) struct PackageWriter<'a> {
    /// The disk on which they are written.
    pub disk: &'a dyn Disk,
    /// The folder in which they appear.
    pub out: &'a Path,
    /// Facts, law, words and paper, which stay the same over the mailing.
    pub context: &'a JobContext,
    /// The lists.
    pub sources: &'a [SourceList<'a>],
    /// The decision about every row.
    pub decision: &'a Decision,
    /// The pieces, job by job.
    pub plan: &'a Plan,
    /// The number of the production: 1, and more for reprints.
    pub run: u32,
    /// The edition to press.
    pub edition: Edition,
    /// The people who stand for the letters; nobody for a proof.
    pub attestation: &'a Attestation,
    /// The reins by which the work is stopped.
    pub reins: &'a TaskControl,
}

impl<'a> PackageWriter<'a> {
    /// True for proofs, which nobody need have signed.
    fn is_proof(&self) -> bool {
        matches!(self.attestation, Attestation::Proof)
    }

    /// The name of a job's package.
    pub fn name(&self, job: JobId) -> String {
        package_name(job, self.context.incident.mailing.date, self.run, self.is_proof())
    }

    /// Makes the package of a job and the folder that stays with the practice, both without their names.
    pub fn stage(
        &self,
        id: JobId,
        part: u16,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<StagedPackage<'a>, CommandError> {
        let Self { disk, out, context, sources, decision, plan, run, edition, attestation, reins } = *self;
        let job = Job { id, run, edition, attestation };
        let outbox = Outbox::begin(disk, out, &self.name(id))?;
        let letters = plan.pieces_of(part);
        let mut filling = Filling { outbox, reins, letters, progress, page_hashes: Vec::new() };
        let only = practice_only_name(id, context.incident.mailing.date, run, self.is_proof());
        let mut practice = Outbox::begin(disk, out, &only)?;
        let produced = produce(context, sources, decision, &job, plan, part, &mut filling)?;
        exceptions(context, sources, decision, &mut practice)?;
        let Filling { outbox: package, page_hashes, .. } = filling;
        Ok(StagedPackage { id, package, practice, page_hashes, produced })
    }
}

/// A package that is made and has no name yet.
pub(crate) struct StagedPackage<'d> {
    id: JobId,
    package: Outbox<'d>,
    practice: Outbox<'d>,
    /// The number of each piece with the digest of its pages.
    pub page_hashes: Vec<(u32, Digest)>,
    /// Counts of pieces, pages and sheets.
    pub produced: Produced,
}

impl StagedPackage<'_> {
    /// Puts one more file into the folder that stays with the practice.
    pub fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), CommandError> {
        self.practice.put(name, bytes)
    }

    /// Refuses to go on where other folders have the names.
    pub fn must_have_room(&self) -> Result<(), CommandError> {
        self.package.existing(same_files)?;
        self.practice.existing(same_files)?;
        Ok(())
    }

    /// Gives both folders their names; the practice's own first, so that everything stands when the package does.
    pub fn deliver(self) -> Result<Finished, CommandError> {
        let practice_only = self.practice.deliver(same_files)?;
        Ok(Finished { job_id: self.id.to_string(), package: self.package.deliver(same_files)?, practice_only })
    }
}

/// A package that grows in its staging folder, told of as it does.
struct Filling<'a, 'd> {
    outbox: Outbox<'d>,
    reins: &'a TaskControl,
    letters: u64,
    progress: &'a mut dyn FnMut(Progress),
    page_hashes: Vec<(u32, Digest)>,
}

impl PackageSink for Filling<'_, '_> {
    type Error = CommandError;

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), CommandError> {
        self.reins.checkpoint()?;
        self.outbox.put(name, bytes)
    }

    fn grow(&mut self, name: &str, bytes: &[u8], last: bool) -> Result<(), CommandError> {
        self.reins.checkpoint()?;
        self.outbox.grow(name, bytes, last)
    }

    fn proved(&mut self, sequence: u32, page_hash: &Digest) {
        self.page_hashes.push((sequence, *page_hash));
    }

    fn along(&mut self, letters: u64) -> Result<(), CommandError> {
        (self.progress)(Progress::Letters(letters, self.letters));
        self.reins.checkpoint()
    }
}
