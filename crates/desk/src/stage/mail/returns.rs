//! `returns`: pieces that came back, as the vendor or the post reports them. Their reports grow from week to week, so a piece
//! that the case has already is passed over with a notice; within one file it is named once.

use super::large::{self, LargePart};
use super::piece_list::{ChosenPiece, PieceList, Purpose, Register};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::id::RunId;
use crate::casefile::returned::{self, Returned};
use crate::casefile::{ActKind, Case};
use crate::policy::pending_export::ensure_no_pending_export;
use notice::party::JobId;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Stands where the file gives no reason.
const NO_REASON: &str = "not given";

/// Stands for every reason that may have a name or an address in it.
const OWN_WORDS: &str = "in words of their own";

/// Report of `returns`.
#[derive(Debug, Serialize)]
pub struct ReturnsReport {
    /// Pieces that were recorded now.
    pub recorded: u64,
    /// Pieces of the file that were recorded before.
    pub known: u64,
    /// Pieces that were recorded now, by reason as carriers word it; other reasons are kept in the case and counted together.
    pub by_reason: BTreeMap<String, u64>,
    /// All pieces that came back so far.
    pub returned: u64,
}

/// Records the pieces of a file as come back. A large part of a run is taken only where `large_by` names who says that it is right.
pub fn returns(case: &mut Case, file: &Path, by: &str, large_by: Option<&str>) -> Result<ReturnsReport, CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let select = PieceList::read(file, Purpose::Returns)?;
    let register = Register::of(case)?;
    let before: HashSet<(RunId, u32)> = case.returned()?.into_iter().map(|piece| (piece.run, piece.sequence)).collect();
    let chosen = select.choose(&register, |_| None)?;
    let mut by_reason: BTreeMap<String, u64> = BTreeMap::new();
    let mut fresh = Vec::new();
    let new: Vec<&ChosenPiece<'_>> =
        chosen.iter().filter(|one| !before.contains(&(one.piece.run, one.piece.sequence))).collect();
    let large = match largest(&register, &new) {
        Some(large) => Some(large.allowed(large_by, "recorded as returned")?),
        None => None,
    };
    for one in &new {
        let (run, sequence) = (one.piece.run, one.piece.sequence);
        let mut reason = one.reason();
        if reason.is_empty() {
            NO_REASON.clone_into(&mut reason);
        }
        let shown = if reason == NO_REASON || one.has_carriers_reason() { &reason } else { OWN_WORDS };
        *by_reason.entry(shown.to_owned()).or_default() += 1;
        fresh.push(Returned { run, sequence, reason });
    }
    let (recorded, known) = (fresh.len() as u64, (chosen.len() - fresh.len()) as u64);
    if !fresh.is_empty() {
        let mut told = json!({ "pieces": recorded, "known": known });
        if let Some(large) = large {
            told["large"] = large;
        }
        case.transact(ActKind::Returns, by, |step, act| {
            returned::add(step, act, &fresh)?;
            Ok(((), told))
        })?;
    }
    Ok(ReturnsReport { recorded, known, by_reason, returned: before.len() as u64 + recorded })
}

/// The largest part of a run among the pieces of a file, where one is asked about.
fn largest(register: &Register, new: &[&ChosenPiece<'_>]) -> Option<LargePart> {
    let mut of_job: BTreeMap<JobId, u64> = BTreeMap::new();
    for one in new {
        *of_job.entry(one.id.job).or_default() += 1;
    }
    let large = of_job.into_iter().filter_map(|(job, pieces)| {
        let letters = register.letters(register.first_run(job)?.id);
        LargePart::over(large::RETURNS, pieces, 0, letters)
    });
    large.max_by(|one, other| one.percent.total_cmp(&other.percent))
}
