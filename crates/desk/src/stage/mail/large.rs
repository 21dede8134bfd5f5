//! Lists of pieces that are too long to be meant without a word: a large part of a run that is printed again, or that comes back
//! at once. Somebody says by name that it is right, and the audit keeps who did.

use super::piece_list::grouped;
use crate::CommandError;
use crate::actor::Actor;
use notice::finding::{FaceProblem, NamedAs};
use serde::Serialize;
use serde_json::{Value, json};

/// Limit of what is taken without a question.
#[derive(Clone, Copy)]
pub(super) struct PartLimit {
    /// Most letters of the run, in percent.
    percent: u64,
    /// Number of pieces from which a question is asked at all.
    least: u64,
}

/// More than 5% of a run is asked about, from three pieces on. Pieces that were printed again before count.
pub(super) const REPRINT: PartLimit = PartLimit { percent: 5, least: 3 };

/// More than 30% of a run in one file is asked about, from 25 pieces on: a tenth of a mailing comes back where lists are bad.
pub(super) const RETURNS: PartLimit = PartLimit { percent: 30, least: 25 };

/// A large part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct LargePart {
    /// Pieces that the file names.
    pub pieces: u64,
    /// Pieces of the run that were printed again before.
    pub before: u64,
    /// Letters to people in the run.
    pub of: u64,
    /// Both kinds of pieces together, of a hundred letters; one digit after the point.
    pub percent: f64,
}

impl LargePart {
    /// Returns the large part that so many pieces make; `None` if it is taken without a question.
    pub(super) fn over(limit: PartLimit, pieces: u64, before: u64, of: u64) -> Option<Self> {
        let all = pieces + before;
        let percent = (all as f64 * 1000.0 / of.max(1) as f64).round() / 10.0;
        (all >= limit.least && all * 100 > of * limit.percent).then_some(Self { pieces, before, of, percent })
    }

    /// Returns what the act keeps of it, if somebody said by name that it is right; else the question as a refusal.
    pub(super) fn allowed(&self, by: Option<&str>, doing: &str) -> Result<Value, CommandError> {
        let Some(by) = by else {
            let Self { pieces, before, of, percent } = self;
            let count = |n: &u64| grouped(usize::try_from(*n).unwrap_or(usize::MAX));
            let before = match before {
                0 => String::new(),
                n => format!(" ({} of them before)", count(n)),
            };
            let all = count(&(pieces + self.before));
            return Err(CommandError::input(
                format!("{all} letters{before} would be {doing}, {percent}% of the {} letters of the run.", count(of)),
                FaceProblem::PiecesMany,
            ));
        };
        let by = Actor::parse_as(NamedAs::LargePart, by)?;
        Ok(
            json!({ "by": by.as_str(), "pieces": self.pieces, "before": self.before, "of": self.of, "percent": self.percent }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{LargePart, REPRINT, RETURNS};

    #[test]
    fn a_share_is_asked_about_from_its_limit_on() {
        for (limit, pieces, before, of, percent) in [
            (REPRINT, 8, 0, 160, None),
            (REPRINT, 9, 0, 160, Some(5.6)),
            (REPRINT, 1, 8, 160, Some(5.6)),
            (REPRINT, 2, 0, 3, None),
            (REPRINT, 3, 0, 3, Some(100.0)),
            (REPRINT, 5_000, 0, 100_000, None),
            (REPRINT, 5_001, 0, 100_000, Some(5.0)),
            (REPRINT, 0, 500, 100_000, None),
            (RETURNS, 24, 0, 24, None),
            (RETURNS, 25, 0, 80, Some(31.3)),
            (RETURNS, 30, 0, 100, None),
        ] {
            let found = LargePart::over(limit, pieces, before, of).map(|large| large.percent);
            assert_eq!(found, percent, "{pieces} and {before} of {of}");
        }
    }
}
