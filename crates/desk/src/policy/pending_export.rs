//! Exports and reprints that were begun and not finished.

use crate::Refused;
use crate::casefile::Case;
use notice::finding::ProblemCode;

/// Refuses to change a case while an export that was begun is not finished: its package may lie on a disk already.
pub fn settled(case: &Case) -> Result<(), Refused> {
    match case.runs()?.iter().find(|run| !run.finished) {
        None => Ok(()),
        Some(run) if run.reprints.is_some() => Err(Refused::input(
            format!("The reprint {} was begun and not finished.", run.package),
            ProblemCode::ReprintUnfinished,
        )),
        Some(run) => Err(Refused::input(
            format!("The export of {} was begun and not finished.", run.package),
            ProblemCode::ExportUnfinished,
        )),
    }
}
