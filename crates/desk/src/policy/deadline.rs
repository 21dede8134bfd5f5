//! Deadlines of the law as a screen shows them.

use crate::casefile::ledger::{DeadlineClock, Summary};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// A deadline of the law.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct DeadlineView {
    /// Two letters, or nothing for federal law.
    pub jurisdiction: String,
    /// Duty: `individuals`, `regulator`, `hhs`, `media`, `credit_bureaus`.
    pub duty: String,
    /// Recipient of the notice.
    pub whom: String,
    /// Citation of the law.
    pub citation: String,
    /// The last day.
    pub last_day: String,
    /// Days to it from today; below zero where it has passed.
    pub days_left: i64,
    /// People counted for it.
    pub people: u64,
    /// True if the duty is in doubt.
    pub in_doubt: bool,
    /// Conditions and remarks.
    pub note: String,
}

impl DeadlineView {
    /// All deadlines of a case, first due first, with their days left from `today`.
    pub fn all(summary: &Summary, today: NaiveDate) -> Vec<Self> {
        summary.deadlines.iter().map(|clock| Self::of(clock, today)).collect()
    }

    fn of(clock: &DeadlineClock, today: NaiveDate) -> Self {
        let text = |key: &str| clock.text(key).to_owned();
        Self {
            jurisdiction: text("jurisdiction"),
            duty: text("duty"),
            whom: text("whom"),
            citation: text("citation"),
            last_day: clock.last_day.to_string(),
            days_left: days_left(clock, today),
            people: clock.deadline.get("people").and_then(Value::as_u64).unwrap_or_default(),
            in_doubt: clock.deadline.get("in_doubt").and_then(Value::as_bool).unwrap_or_default(),
            note: text("note"),
        }
    }
}

/// Days from `today` to the last day of a clock; below zero where it has passed.
pub fn days_left(clock: &DeadlineClock, today: NaiveDate) -> i64 {
    (clock.last_day - today).num_days()
}
