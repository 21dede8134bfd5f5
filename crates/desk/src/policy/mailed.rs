//! People who were written to.

use crate::Refused;
use crate::casefile::Case;
use std::collections::HashSet;

/// People whose letter stands in a package that was finished.
pub fn mailed(case: &Case) -> Result<HashSet<i64>, Refused> {
    let finished: HashSet<i64> = case.runs()?.iter().filter(|run| run.finished).map(|run| run.act).collect();
    let pieces = case.pieces()?;
    Ok(pieces.iter().filter(|piece| finished.contains(&piece.run)).filter_map(|piece| piece.person).collect())
}
