//! The ledger as it stands now: as kept, or worked out anew where a list, a fact, a ruling or a template changed.

use super::{records, summary};
use crate::Refused;
use crate::casefile::ledger::{Summary, pack};
use crate::casefile::{Case, NOW};
use crate::snapshot::{Wave, Working, basis, templates_of};
use crate::task::{Means, Progress};
use notice::finding::{Problem, ProblemCode};
use notice::line::Decision;

/// The ledger's counts and texts; works them out where they are out of date.
pub fn current(case: &mut Case, means: &Means, progress: &mut dyn FnMut(Progress)) -> Result<Summary, Refused> {
    let cause = case.last_cause()?;
    if let Some(ledger) = case.ledger()?
        && ledger.act == cause
        && ledger.basis == case_basis(case, means)?
    {
        return Ok(ledger.summary);
    }
    let working = Working::open(case, means, NOW, Wave::Everybody)?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage.into())))?;
    reckon(case, &working, &decision)
}

/// What the ledger follows from beside lists and rulings, as it stands now.
pub(crate) fn case_basis(case: &Case, means: &Means) -> Result<[u8; 32], Refused> {
    let facts = case.facts(NOW)?;
    Ok(basis(&facts, &templates_of(&facts, means)?))
}

/// Works the ledger out from a decision about the case as it stands, and keeps it.
pub(crate) fn reckon(case: &mut Case, working: &Working, decision: &Decision<'_>) -> Result<Summary, Refused> {
    let cause = case.last_cause()?;
    let summary = summary(working, decision)?;
    let packed = pack(&records(working, decision, |file, line| working.person(file, line))).map_err(unwritable)?;
    case.keep_ledger(cause, &working.basis, &summary, packed)?;
    Ok(summary)
}

/// Rows in memory that could not be written as a table.
pub(crate) fn unwritable(_: csv::Error) -> Refused {
    Problem::of_file("", "The ledger could not be written.", ProblemCode::InternalUnchanged).into()
}
