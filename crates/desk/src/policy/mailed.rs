//! People who were written to.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::id::{PersonId, RunId};
use std::collections::HashSet;

/// People whose letter stands in a package that was finished.
pub fn mailed_people(case: &Case) -> Result<HashSet<PersonId>, CommandError> {
    let finished: HashSet<RunId> = case.runs()?.iter().filter(|run| run.finished).map(|run| run.id).collect();
    let pieces = case.pieces()?;
    Ok(pieces.iter().filter(|piece| finished.contains(&piece.run)).filter_map(|piece| piece.person).collect())
}
