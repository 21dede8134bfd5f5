//! Legal holidays (`templates/holidays.toml`), which business days leave out.

use super::word::DayType;
use crate::party::{Jurisdiction, vocabulary};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The day on which a holiday is kept that falls on a weekend.
    Observance {
        /// On a Saturday: the Friday before. On a Sunday: the Monday after.
        NearestWeekday = "nearest_weekday",
        /// On a Sunday: the Monday after.
        MondayAfter = "monday_after",
        /// On the day itself.
        None = "none",
    }
}

vocabulary! {
    /// Years in which a holiday is kept.
    Years {
        /// Every year.
        Every = "every",
        /// Even years.
        Even = "even",
        /// Odd years.
        Odd = "odd",
    }
}

/// A legal holiday.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, where it has a fixed date.
    #[serde(default)]
    pub day: Option<u32>,
    /// The day of the week, where it has none.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// Which of these days of the month, from 1; -1: the last.
    #[serde(default)]
    pub nth: Option<i8>,
    /// Days after that day.
    #[serde(default)]
    pub plus_days: u8,
    /// The day on which it is kept where it falls on a weekend.
    #[serde(default = "on_the_day")]
    pub observed: Observance,
    /// The states that keep it; absent: it is federal.
    #[serde(default)]
    pub places: Vec<Jurisdiction>,
    /// States in which it is a business day.
    #[serde(default)]
    pub not_in: Vec<Jurisdiction>,
    /// The first year.
    #[serde(default)]
    pub since: Option<i32>,
    /// The years in which it is kept.
    #[serde(default = "every")]
    pub years: Years,
    /// Pages that were read.
    pub source_urls: Vec<String>,
    /// Date of the newest source.
    pub as_of: NaiveDate,
    /// Open doubts, "what: why".
    #[serde(default)]
    pub uncertain: Vec<String>,
}

fn on_the_day() -> Observance {
    Observance::None
}

fn every() -> Years {
    Years::Every
}

impl Holiday {
    /// The day on which it is kept in the year where its date falls; a New Year's Day on a Saturday is kept in the year before.
    pub fn observed_in(&self, year: i32) -> Option<NaiveDate> {
        let kept = match self.years {
            Years::Every => true,
            Years::Even => year % 2 == 0,
            Years::Odd => year % 2 != 0,
        };
        if !kept || self.since.is_some_and(|first| year < first) {
            return None;
        }
        let day = match (self.day, self.weekday, self.nth) {
            (Some(day), None, None) => NaiveDate::from_ymd_opt(year, self.month, day)?,
            (None, Some(weekday), Some(nth @ 1..)) => {
                NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth.unsigned_abs())?
            }
            (None, Some(weekday), Some(-1)) => {
                let nth = |nth| NaiveDate::from_weekday_of_month_opt(year, self.month, weekday, nth);
                nth(5).or_else(|| nth(4))?
            }
            _ => return None,
        };
        let day = day + Days::new(u64::from(self.plus_days));
        Some(match (self.observed, day.weekday()) {
            (Observance::NearestWeekday, Weekday::Sat) => day - Days::new(1),
            (Observance::NearestWeekday | Observance::MondayAfter, Weekday::Sun) => day + Days::new(1),
            _ => day,
        })
    }

    /// Returns whether it is kept somewhere; without a place, by the United States.
    pub fn is_kept_in(&self, place: Option<Jurisdiction>) -> bool {
        let listed = |places: &[Jurisdiction]| place.is_some_and(|place| places.contains(&place));
        (self.places.is_empty() || listed(&self.places)) && !listed(&self.not_in)
    }

    /// Returns whether it has a date: a fixed one, or a day of the week.
    fn has_date(&self) -> bool {
        (1..=12).contains(&self.month)
            && match (self.day, self.weekday, self.nth) {
                // The year is a leap year.
                (Some(day), None, None) => NaiveDate::from_ymd_opt(2024, self.month, day).is_some(),
                (None, Some(_), Some(nth)) => nth == -1 || (1..=4).contains(&nth),
                _ => false,
            }
    }
}

/// Legal holidays, federal ones and those of states.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// All of them.
    #[serde(default, rename = "holiday")]
    pub all: Vec<Holiday>,
}

impl Holidays {
    /// The first one without a date that can be counted.
    pub(super) fn undated(&self) -> Option<&Holiday> {
        self.all.iter().find(|holiday| !holiday.has_date())
    }

    /// Returns whether offices of a state are open: Monday to Friday, but for federal holidays and the state's own.
    pub fn is_business_day(&self, day: NaiveDate, place: Option<Jurisdiction>) -> bool {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return false;
        }
        let is_kept = |holiday: &&Holiday| holiday.is_kept_in(place);
        let falls =
            |holiday: &Holiday| (day.year() - 1..=day.year() + 1).any(|year| holiday.observed_in(year) == Some(day));
        !self.all.iter().filter(is_kept).any(falls)
    }

    /// The day so many days after another, by the offices of a state.
    pub(super) fn after(
        &self,
        start: NaiveDate,
        days: u16,
        day_type: DayType,
        place: Option<Jurisdiction>,
    ) -> NaiveDate {
        if day_type == DayType::Calendar {
            return calendar_days_after(start, days);
        }
        let mut day = start;
        for _ in 0..days {
            day = day + Days::new(1);
            while !self.is_business_day(day, place) {
                day = day + Days::new(1);
            }
        }
        day
    }
}

/// The day so many calendar days after another.
pub(super) fn calendar_days_after(start: NaiveDate, days: u16) -> NaiveDate {
    start + Days::new(u64::from(days))
}
