//! The time for which a case must be kept.

use crate::casefile::ledger::Summary;
use chrono::{Months, NaiveDate};

/// Time for which it must be provable what was done, in months: six years (45 CFR 164.414(b), 164.530(j)).
pub const KEPT_MONTHS: u32 = 72;

/// Returns the day until which the case must be kept, counted from the mailing date.
pub fn retention_end(summary: &Summary) -> Option<NaiveDate> {
    summary.mailing.and_then(|day| day.checked_add_months(Months::new(KEPT_MONTHS)))
}
