//! Notices that are owed.

use chrono::NaiveDate;
use serde::Serialize;

/// An authority, bureau or outlet that must be told.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct OwedNotice {
    /// The state, or `US`.
    pub jurisdiction: String,
    /// Kind of notice.
    pub duty: String,
    /// Recipient of the notice.
    pub whom: String,
    /// Citation of the law.
    pub citation: String,
    /// People counted for it.
    pub people: u64,
    /// The event that starts the clock.
    pub clock_from: String,
    /// The day of that event.
    pub started: Option<NaiveDate>,
    /// Number of days that the law gives, where it gives one.
    pub days: Option<u64>,
    /// Kind of days in which they are counted.
    pub day_type: String,
    /// The last day.
    pub last_day: NaiveDate,
    /// Days to it from today; below zero where it has passed.
    pub days_left: i64,
    /// Day of the first notice, as far as the case knows.
    pub filed: Option<NaiveDate>,
    /// Number of people told of then.
    pub filed_people: Option<u64>,
    /// Number of people told of last, where it is another than now: the office is owed an addendum.
    pub addendum_from: Option<u64>,
    /// True if the duty is in doubt.
    pub in_doubt: bool,
    /// Conditions and remarks.
    pub note: String,
    /// The office of the state by its own name, by which a filing is recorded; empty where no office is told.
    pub office: String,
}
