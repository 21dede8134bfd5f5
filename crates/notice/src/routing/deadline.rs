//! One deadline: what is owed to whom, by when, and where the law says so.

use super::delay::Delayed;
use super::word::{ClockStart, DayType};
use crate::party::Jurisdiction;
use chrono::NaiveDate;
use serde::Serialize;

/// The duty of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// The letters.
    Individuals,
    /// Notice in place of letters that cannot be delivered.
    SubstituteNotice,
    /// Notice to the media.
    Media,
    /// Notice to HHS.
    Hhs,
    /// Notice to an office of a state.
    Regulator,
    /// Notice to the credit bureaus.
    CreditBureaus,
}

impl Duty {
    /// The word in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Individuals => "individuals",
            Self::SubstituteNotice => "substitute_notice",
            Self::Media => "media",
            Self::Hhs => "hhs",
            Self::Regulator => "regulator",
            Self::CreditBureaus => "credit_bureaus",
        }
    }
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Deadline {
    /// The last day, without any delay that police asked for.
    pub due: NaiveDate,
    /// The duty.
    pub duty: Duty,
    /// Under whose law; `None`: federal law for all people together.
    pub jurisdiction: Option<Jurisdiction>,
    /// Those who are told.
    pub whom: String,
    /// The office of the state, by its own name; empty where no office is told.
    pub office: String,
    /// The citation of the law.
    pub citation: String,
    /// The event that starts the clock.
    pub start: ClockStart,
    /// The day of that event, as the program takes it.
    pub started: NaiveDate,
    /// The number of days, where the law gives one.
    pub days: Option<u16>,
    /// The way in which they are counted.
    pub day_type: DayType,
    /// The people counted for it.
    pub people: u64,
    /// True if the duty may not exist for this practice; `note` says why. It is shown all the same.
    pub in_doubt: bool,
    /// Conditions and remarks, or empty.
    pub note: String,
    /// The later last day, where police asked that notice wait and the law lets it.
    pub delayed: Option<Delayed>,
}

impl Deadline {
    /// The day that counts: the delayed one, where there is one.
    pub fn last_day(&self) -> NaiveDate {
        self.delayed.as_ref().map_or(self.due, |delayed| delayed.due)
    }

    /// Days from a day to the last day; below zero where the last day has passed.
    pub fn days_left(&self, on: NaiveDate) -> i64 {
        (self.last_day() - on).num_days()
    }
}
