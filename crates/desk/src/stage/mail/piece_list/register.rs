//! Every piece of a case, and what is wrong about an id that a file names.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::id::{PersonId, RunId};
use crate::casefile::run::{PieceRecord, Run};
use notice::party::{JobId, PieceId};
use std::collections::{BTreeSet, HashMap};

/// Every piece of a case, under its id.
pub(in crate::stage::mail) struct Register {
    /// All runs.
    pub(in crate::stage::mail) runs: Vec<Run>,
    pieces: HashMap<PieceId, PieceRecord>,
    superseded: HashMap<PieceId, PieceId>,
}

/// Problem of an id, and advice on it.
pub(super) type Wrong = (String, &'static str);

impl Register {
    /// All pieces of all runs.
    pub(in crate::stage::mail) fn of(case: &Case) -> Result<Self, CommandError> {
        let runs = case.runs()?;
        let jobs: HashMap<RunId, JobId> =
            runs.iter().filter_map(|run| Some((run.id, JobId::parse(&run.job)?))).collect();
        let mut register = Self { runs, pieces: HashMap::new(), superseded: HashMap::new() };
        for piece in case.pieces()? {
            let Some(&job) = jobs.get(&piece.run) else { continue };
            let id = PieceId { job, sequence: piece.sequence };
            if let Some(sequence) = piece.supersedes {
                register.superseded.insert(PieceId { job, sequence }, id);
            }
            register.pieces.insert(id, piece);
        }
        Ok(register)
    }

    /// The run of a piece.
    pub(in crate::stage::mail) fn run(&self, id: RunId) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// Takes the pieces of a run out again, as if it had not been begun; gives the numbers of those that they supersede.
    pub(in crate::stage::mail) fn forget(&mut self, run: RunId) -> BTreeSet<u32> {
        let own: Vec<PieceId> = self.pieces.iter().filter(|(_, p)| p.run == run).map(|(id, _)| *id).collect();
        let mut old = BTreeSet::new();
        for id in own {
            old.extend(self.pieces.remove(&id).and_then(|piece| piece.supersedes));
        }
        self.superseded.retain(|_, newer| self.pieces.contains_key(newer));
        old
    }

    /// The highest number of a job.
    pub(in crate::stage::mail) fn last_sequence(&self, job: JobId) -> u32 {
        self.pieces.keys().filter(|id| id.job == job).map(|id| id.sequence).max().unwrap_or(0)
    }

    /// Letters to people of a run.
    pub(in crate::stage::mail) fn letters(&self, run: RunId) -> u64 {
        self.pieces.values().filter(|piece| piece.run == run && piece.person.is_some()).count() as u64
    }

    /// The first run of a job.
    pub(in crate::stage::mail) fn first_run(&self, job: JobId) -> Option<&Run> {
        let job = job.to_string();
        self.runs.iter().find(|run| run.job == job && run.reprints.is_none())
    }

    /// Returns true if an id can only be of another case: no run of this one has its job.
    pub(super) fn is_of_another_case(&self, cell: &str) -> bool {
        let id = PieceId::parse(&cell.to_ascii_uppercase()).filter(|id| !id.job.is_proof());
        id.is_some_and(|id| self.first_run(id.job).is_none())
    }

    /// A letter to a person that was made and still counts.
    pub(super) fn find(&self, cell: &str) -> Result<(PieceId, &PieceRecord, PersonId), Wrong> {
        const CHECK: &str = "Check the id against 20_manifest.csv of the package.";
        let Some(id) = PieceId::parse(&cell.to_ascii_uppercase()) else {
            return Err((
                "This is no piece id.".into(),
                "Write the twelve characters that are printed on every sheet.",
            ));
        };
        if id.job.is_proof() {
            return Err(("This is the id of a proof, which was never mailed.".into(), CHECK));
        }
        let Some(piece) = self.pieces.get(&id) else {
            return Err(("No run of this case has a piece of this id.".into(), CHECK));
        };
        let Some(person) = piece.person else {
            return Err(("This is a seed, which is nobody's letter.".into(), "Leave the line out."));
        };
        if let Some(newer) = self.superseded.get(&id) {
            return Err((
                format!("The piece was printed again; {newer} stands in its place."),
                "Name the newer piece.",
            ));
        }
        if !self.run(piece.run).is_some_and(|run| run.finished) {
            return Err(("The run of this piece is not finished.".into(), "Finish it first: run its command again."));
        }
        Ok((id, piece, person))
    }
}
