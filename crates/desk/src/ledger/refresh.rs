//! The ledger as it stands now: as kept, or worked out anew where a list, a fact, a ruling or a template changed.

use super::{build_records, compute_summary};
use crate::CommandError;
use crate::casefile::ledger::{Summary, pack};
use crate::casefile::{Case, LATEST};
use crate::snapshot::{CaseSnapshot, MailingScope, case_templates, input_digest};
use crate::task::{CommandContext, Progress};
use notice::finding::{Problem, ProblemCode};
use notice::line::Decision;

/// The ledger's counts and texts; works them out where they are out of date.
pub fn refresh(
    case: &mut Case,
    means: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Summary, CommandError> {
    let cause = case.last_cause()?;
    if let Some(ledger) = case.ledger()?
        && ledger.act == cause
        && ledger.basis == case_basis(case, means)?
    {
        return Ok(ledger.summary);
    }
    let working = CaseSnapshot::open(case, means, LATEST, MailingScope::Everyone)?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage.into())))?;
    compute(case, &working, &decision)
}

/// Returns the digest of the facts and templates that the ledger depends on beside lists and rulings, as they are now.
pub(crate) fn case_basis(case: &Case, means: &CommandContext) -> Result<[u8; 32], CommandError> {
    let facts = case.input_files(LATEST)?;
    Ok(input_digest(&facts, &case_templates(&facts, means)?))
}

/// Works the ledger out from a decision about the case as it stands, and keeps it.
pub(crate) fn compute(
    case: &mut Case,
    working: &CaseSnapshot,
    decision: &Decision<'_>,
) -> Result<Summary, CommandError> {
    let cause = case.last_cause()?;
    let summary = compute_summary(working, decision)?;
    let packed =
        pack(&build_records(working, decision, |file, line| working.person(file, line))).map_err(unwritable)?;
    case.keep_ledger(cause, &working.basis, &summary, packed)?;
    Ok(summary)
}

/// Rows in memory that could not be written as a table.
pub(crate) fn unwritable(_: csv::Error) -> CommandError {
    Problem::of_file("", "The ledger could not be written.", ProblemCode::InternalUnchanged).into()
}
