//! Deadlines of the law as a screen shows them.

use super::incident_words::long;
use crate::casefile::ledger::{DeadlineClock, Summary};
use chrono::NaiveDate;
use notice::finding::Problem;
use notice::line::{Decision, Disposition};
use notice::party::Jurisdiction;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

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
            in_doubt: clock.is_in_doubt(),
            note: text("note"),
        }
    }
}

/// Days from `today` to the last day of a clock; below zero where it has passed.
pub fn days_left(clock: &DeadlineClock, today: NaiveDate) -> i64 {
    (clock.last_day - today).num_days()
}

/// Clocks for letters whose last day is before the mailing date.
pub(crate) fn missed_by_letters(summary: &Summary, mailing: NaiveDate) -> impl Iterator<Item = &DeadlineClock> {
    let letters = summary.deadlines.iter().filter(|clock| clock.text("duty") == "individuals");
    letters.filter(move |clock| clock.last_day < mailing)
}

/// Says that the letters of a run are dated after a last day for them; nothing where none is.
pub(crate) fn letters_after_last_day(summary: &Summary, run: &Decision, mailing: NaiveDate) -> Option<Problem> {
    let letters = run.entries.iter().filter(|entry| entry.disposition == Disposition::Letter);
    let places: BTreeSet<&str> =
        letters.filter_map(|entry| entry.jurisdiction.as_ref().map(Jurisdiction::code)).collect();
    let missed = missed_by_letters(summary, mailing).filter_map(|clock| {
        let whom = match clock.text("jurisdiction") {
            "" => "federal law",
            place if places.contains(place) => place,
            _ => return None,
        };
        let doubt = if clock.is_in_doubt() { ", if it applies" } else { "" };
        Some(format!("{whom} ({}{doubt})", long(clock.last_day)))
    });
    let missed: Vec<String> = missed.collect();
    (!missed.is_empty()).then(|| {
        let message = format!(
            "The letters are dated {}, after the last day for letters under: {}.",
            long(mailing),
            missed.join(", ")
        );
        Problem::new(
            "Choose an earlier mailing date if there is one; otherwise mail without further delay and ask counsel.",
            message,
        )
    })
}
