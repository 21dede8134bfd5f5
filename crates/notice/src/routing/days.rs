//! Days counted on.

use super::word::DayType;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A day so many days after another. Business days are Monday to Friday.
pub(super) fn after(start: NaiveDate, days: u16, day_type: DayType) -> NaiveDate {
    match day_type {
        DayType::Calendar => start + Days::new(u64::from(days)),
        DayType::Business => {
            let mut day = start;
            for _ in 0..days {
                day = day + Days::new(1);
                while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                    day = day + Days::new(1);
                }
            }
            day
        }
    }
}
