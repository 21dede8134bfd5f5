//! The plan of a mailing: the pieces in mailing order, and the files that they go into.

use super::context::JobContext;
use super::copies::CopyPiece;
use super::decide::Decision;
use super::entry::{Disposition, Entry};
use super::seeds::SeedPiece;
use crate::mailing::{self, FilePlan, Order, RecordKind};
use rustc_hash::FxHashMap;

/// Pieces outside the row equation.
#[derive(Clone, Copy)]
struct ExtraSlices<'d> {
    copies: &'d [CopyPiece],
    seeds: &'d [SeedPiece],
}

impl<'d> ExtraSlices<'d> {
    const NONE: ExtraSlices<'static> = ExtraSlices { copies: &[], seeds: &[] };

    fn of(decision: &'d Decision) -> Self {
        Self { copies: &decision.copies, seeds: &decision.seeds }
    }
}

/// The arranged pieces of all jobs and the files that they go into.
pub struct Plan {
    orders: Vec<Order>,
    files: Vec<FilePlan>,
    /// The copies among the pieces.
    copies: Vec<CopyPiece>,
    /// Of a reprint: the number of the piece in whose place each new one stands.
    supersedes: FxHashMap<PieceSource, u32>,
}

/// The row of a letter, or of the child of a copy with the number of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PieceSource {
    /// The row.
    pub row: u32,
    /// Number of the copy, from 0; none of the letter itself.
    pub copy: Option<u8>,
}

impl Plan {
    /// Puts the letters of a decision in mailing order.
    pub fn of(context: &JobContext, decision: &Decision, job_kind: RecordKind) -> Self {
        let rows = (0u32..).zip(&decision.entries).filter(|(_, e)| e.disposition == Disposition::Letter);
        // A proof is not mailed, so there is nobody to get a copy, and nothing to watch.
        let extras = if job_kind == RecordKind::Proof { ExtraSlices::NONE } else { ExtraSlices::of(decision) };
        Self::over(context, rows, extras, job_kind, 1)
    }

    /// The plan of a reprint: the letters and copies that are still in the decision, numbered from `first` on. `supersedes` has for
    /// each of them the number of the piece in whose place the new one stands. Seeds are not printed again.
    pub fn again(
        context: &JobContext,
        decision: &Decision,
        supersedes: FxHashMap<PieceSource, u32>,
        first: u32,
    ) -> Self {
        let rows = (0u32..).zip(&decision.entries).filter(|(_, e)| e.disposition == Disposition::Letter);
        let extras = ExtraSlices { copies: &decision.copies, seeds: &[] };
        Self { supersedes, ..Self::over(context, rows, extras, RecordKind::Live, first) }
    }

    /// The plan of letters and copies that somebody looks at before any is mailed.
    pub fn proofs(context: &JobContext, decision: &Decision) -> Self {
        let rows = (0u32..).zip(&decision.entries).filter(|(_, e)| e.disposition == Disposition::Letter);
        let extras = ExtraSlices { copies: &decision.copies, seeds: &[] };
        Self::over(context, rows, extras, RecordKind::Proof, 1)
    }

    /// The plan of one row alone, for a proof.
    pub fn of_row(context: &JobContext, decision: &Decision, row: u32) -> Self {
        let one = decision.entries.get(row as usize).map(|entry| (row, entry));
        Self::over(context, one.into_iter(), ExtraSlices::NONE, RecordKind::Proof, 1)
    }

    /// The plan of the seeds alone, as proofs: what every variant looks like, to nobody.
    pub fn of_seeds(context: &JobContext, decision: &Decision) -> Self {
        let extras = ExtraSlices { copies: &[], seeds: &decision.seeds };
        Self::over(context, std::iter::empty(), extras, RecordKind::Proof, 1)
    }

    fn over<'e>(
        context: &JobContext,
        rows: impl Iterator<Item = (u32, &'e Entry)>,
        ExtraSlices { copies, seeds }: ExtraSlices<'_>,
        job_kind: RecordKind,
        first: u32,
    ) -> Self {
        let mut orders: Vec<Order> = rows
            .map(|(row, e)| {
                let foreign = e.jurisdiction.is_some_and(crate::party::Jurisdiction::is_foreign);
                Order::new(row, job_kind, e.pages, 0, foreign, e.zip)
            })
            .collect();
        orders.extend(
            (0u32..)
                .zip(copies)
                .map(|(n, copy)| Order::new(n, RecordKind::Copy, copy.pages, 0, copy.is_foreign(), copy.zip)),
        );
        orders.extend((0u32..).zip(seeds).map(|(n, seed)| {
            let zip = context.vendor.seeds.addresses[seed.address].address.zip;
            Order::new(n, RecordKind::Seed, seed.pages, 0, false, zip)
        }));
        mailing::arrange(&mut orders, &context.vendor, context.duplex());
        let files = mailing::files(&orders, &context.vendor, context.duplex(), first);
        Self { orders, files, copies: copies.to_vec(), supersedes: FxHashMap::default() }
    }

    /// The row of a piece; none of a seed.
    pub(super) fn source(&self, order: &Order) -> Option<PieceSource> {
        match order.kind {
            RecordKind::Seed => None,
            RecordKind::Copy => {
                let copy = self.copies.get(order.row as usize)?;
                Some(PieceSource { row: copy.row, copy: Some(copy.number) })
            }
            RecordKind::Live | RecordKind::Proof => Some(PieceSource { row: order.row, copy: None }),
        }
    }

    /// Returns the number of jobs that the pieces make: one, unless there are more than a piece id can number.
    pub fn jobs(&self) -> u16 {
        self.files.last().map_or(1, |file| file.job + 1)
    }

    /// The pieces of one job in their order, each with its number and, where it is about a person, the row.
    pub fn numbered(&self, job: u16) -> impl Iterator<Item = (u32, Option<PieceSource>)> {
        self.files_of(job).flat_map(|file| {
            let sources = self.pieces(file).iter().map(|order| self.source(order));
            (file.first_sequence..).zip(sources)
        })
    }

    /// The files of one job.
    pub fn files_of(&self, job: u16) -> impl Iterator<Item = &FilePlan> {
        self.files.iter().filter(move |file| file.job == job)
    }

    /// Returns the number of pieces of a job.
    pub fn pieces_of(&self, job: u16) -> u64 {
        self.files_of(job).map(|file| file.range.len() as u64).sum()
    }

    /// The pieces of a file.
    pub(super) fn pieces(&self, file: &FilePlan) -> &[Order] {
        &self.orders[file.range.clone()]
    }

    /// Returns the number of pieces that stay in the domestic mail.
    pub(super) fn domestic(&self) -> u64 {
        self.orders.iter().filter(|order| !order.foreign).count() as u64
    }

    /// Returns the number of the piece in whose place a piece stands.
    pub(super) fn superseded(&self, order: &Order) -> Option<u32> {
        self.supersedes.get(&self.source(order)?).copied()
    }
}
