//! The physical order of the pieces and the files that they are printed from.

use super::manifest::RecordKind;
use super::profile::{Grouping, VendorProfile};
use crate::party::Zip;
use std::cmp::Ordering;
use std::ops::Range;

/// The last number that a piece id can hold; more pieces make several jobs.
pub const MAX_SEQUENCE: u32 = 999_999;

/// No four further digits.
const NO_FOUR: u16 = u16::MAX;

/// One future piece, small enough to sort a million of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Index of the row over all lists; for a copy or a seed, its number among these.
    pub row: u32,
    /// Pages without a blank back.
    pub pages: u16,
    /// Live, copy, seed or proof.
    pub kind: RecordKind,
    /// Index of the envelope, where a job has several.
    pub envelope: u8,
    /// Outside the United States, its territories and its military post.
    pub foreign: bool,
    five: u32,
    four: u16,
}

const _: () = assert!(size_of::<Order>() <= 32);

impl Order {
    /// A piece for a row. A piece without a ZIP sorts behind all others of its group.
    pub fn new(row: u32, kind: RecordKind, pages: u16, envelope: u8, foreign: bool, zip: Option<Zip>) -> Self {
        let five = zip.map_or(u32::MAX, Zip::five);
        let four = zip.and_then(Zip::plus_four).unwrap_or(NO_FOUR);
        Self { row, pages, kind, envelope, foreign, five, four }
    }
}

/// Sheets of a piece with this many pages.
pub fn sheets_of(pages: u16, duplex: bool) -> u16 {
    if duplex { pages.div_ceil(2) } else { pages }
}

/// Puts pieces into the order in which they are printed: the profile's groups, then ZIP, then the order of the rows.
/// The result depends on the pieces alone, not on the order in which they come in.
pub fn arrange(orders: &mut [Order], profile: &VendorProfile, duplex: bool) {
    orders.sort_unstable_by(|a, b| {
        let groups = profile.grouping.iter().map(|group| match group {
            Grouping::Sheets => sheets_of(a.pages, duplex).cmp(&sheets_of(b.pages, duplex)),
            Grouping::Envelope => a.envelope.cmp(&b.envelope),
            Grouping::Foreign => a.foreign.cmp(&b.foreign),
            Grouping::Zip => (a.five, a.four).cmp(&(b.five, b.four)),
        });
        groups
            .fold(Ordering::Equal, Ordering::then)
            .then_with(|| (a.kind, a.row, a.pages).cmp(&(b.kind, b.row, b.pages)))
    });
}

/// One batch PDF to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePlan {
    /// Number of the job, from 0; above 0 only beyond 999,999 pieces.
    pub job: u16,
    /// Number of the file within the job, from 1.
    pub number: u32,
    /// Its pieces in the arranged order.
    pub range: Range<usize>,
    /// Sequence of its first piece within the job, from 1.
    pub first_sequence: u32,
    /// Sheets of each of its pieces.
    pub sheets: u16,
    /// Envelope of each of its pieces.
    pub envelope: u8,
    /// True if its pieces go abroad.
    pub foreign: bool,
}

/// Cuts arranged pieces into files: at most as many letters as the profile says, and never two sheet counts, two
/// envelopes, or domestic and foreign in one file.
/// `first` is the number of the first piece: 1, but for a reprint, which goes on where its job ended.
pub fn files(orders: &[Order], profile: &VendorProfile, duplex: bool, first: u32) -> Vec<FilePlan> {
    cut(orders, profile.letters_per_file, duplex, MAX_SEQUENCE, first)
}

/// [`files`] with the limits as arguments.
pub(super) fn cut(
    orders: &[Order],
    letters_per_file: u32,
    duplex: bool,
    per_job: u32,
    first_sequence: u32,
) -> Vec<FilePlan> {
    let group = |order: &Order| (sheets_of(order.pages, duplex), order.envelope, order.foreign);
    let mut plans = Vec::new();
    let (mut job, mut number, mut sequence, mut start) = (0, 1, first_sequence, 0);
    while let Some(first) = orders.get(start) {
        let most = letters_per_file.min(per_job - (sequence - 1)) as usize;
        let same = orders[start..].iter().take(most).take_while(|order| group(order) == group(first)).count();
        let (sheets, envelope, foreign) = group(first);
        plans.push(FilePlan {
            job,
            number,
            range: start..start + same,
            first_sequence: sequence,
            sheets,
            envelope,
            foreign,
        });
        start += same;
        number += 1;
        sequence += same as u32;
        if sequence > per_job {
            (job, number, sequence) = (job + 1, 1, 1);
        }
    }
    plans
}
