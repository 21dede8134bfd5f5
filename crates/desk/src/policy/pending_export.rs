//! Exports and reprints that were begun and not finished.

use crate::CommandError;
use crate::casefile::Case;
use notice::finding::ProblemCode;

/// Refuses to change a case while an export that was begun is not finished: its package may lie on a disk already.
pub fn ensure_no_pending_export(case: &Case) -> Result<(), CommandError> {
    match case.runs()?.iter().find(|run| !run.finished) {
        None => Ok(()),
        Some(run) if run.reprints.is_some() => Err(CommandError::input(
            format!("The reprint {} was not finished.", run.package),
            ProblemCode::ReprintUnfinished,
        )),
        Some(run) => Err(CommandError::input(
            format!("The export of {} was not finished.", run.package),
            ProblemCode::ExportUnfinished,
        )),
    }
}
