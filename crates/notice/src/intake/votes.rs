//! Votes of columns of dates, and of yes and no, about how they are to be read.

use super::date::{self, DateOrder, Evidence};
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// Different days of a column that are counted; a column with more has no peaks that matter.
const DAYS: usize = 60_000;

/// The votes of a column of dates.
#[derive(Clone, Debug, Default)]
pub(super) struct DateVotes {
    month_first: u64,
    day_first: u64,
    /// Zeros, which are no date: a spreadsheet wrote them where it found an empty cell.
    pub(super) zeros: u64,
    /// Either order makes a day.
    open: u64,
    /// Of the open ones: the other order would lie after the mailing date.
    month_first_likely: u64,
    day_first_likely: u64,
    /// Whole numbers that are the days of a spreadsheet.
    serials: u64,
    /// Cells that hold something, but for words and zeros for nothing.
    pub(super) filled: u64,
    /// Days that stand for nothing in some program.
    pub(super) blanks: u64,
    /// How often each day stands in the column, by the order of its cells taken month first where both are possible.
    pub(super) days: FxHashMap<NaiveDate, u32>,
}

impl DateVotes {
    /// The order that the column proves, where it proves one.
    pub(super) fn proved(&self) -> Option<DateOrder> {
        match self.month_first.cmp(&self.day_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::Month),
            std::cmp::Ordering::Less => Some(DateOrder::Day),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Returns whether both orders are proved by some rows, so that the open ones are in doubt.
    pub(super) fn contradicts_itself(&self) -> bool {
        self.month_first > 0 && self.day_first > 0
    }

    /// Returns whether the order must be assumed for some row.
    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// The order to assume where nothing proves one: month first, as in the United States, unless only day first
    /// keeps the column out of the future.
    pub(super) fn assumed(&self) -> DateOrder {
        if self.day_first_likely > 0 && self.month_first_likely == 0 { DateOrder::Day } else { DateOrder::Month }
    }

    /// Returns whether whole numbers of the column are a spreadsheet's days: three of them, or half of all cells.
    pub(super) fn has_serials(&self) -> bool {
        self.serials > 0 && (self.serials >= 3 || self.serials * 2 >= self.filled)
    }

    /// Counts a cell without outer blanks. `for_death`: days that stand for nothing there are more.
    pub(super) fn count(&mut self, cell: &str, mailing: NaiveDate, for_death: bool) {
        if cell.is_empty() {
            return;
        }
        self.zeros += u64::from(cell == "0");
        match date::evidence(cell) {
            Evidence::None => {}
            Evidence::Month => self.month_first += 1,
            Evidence::Day => self.day_first += 1,
            Evidence::Either(month_first, day_first) => {
                self.open += 1;
                self.month_first_likely += u64::from(day_first > mailing && month_first <= mailing);
                self.day_first_likely += u64::from(month_first > mailing && day_first <= mailing);
            }
        }
        let serial = date::serial(cell).filter(|day| *day <= mailing);
        self.serials += u64::from(serial.is_some());
        let day = match date::read(cell, DateOrder::Month) {
            date::DateReading::Blank => return,
            date::DateReading::Day(day) if date::is_no_day(day, for_death) => {
                self.blanks += 1;
                return;
            }
            date::DateReading::Day(day) => Some(day),
            date::DateReading::TwoDigitYear | date::DateReading::Unreadable => serial,
        };
        self.filled += 1;
        if let Some(day) = day
            && (self.days.len() < DAYS || self.days.contains_key(&day))
        {
            *self.days.entry(day).or_default() += 1;
        }
    }

    /// Days on which far more of the list's people would have died than do on one day: the day of an export, the first of an
    /// era. `rows`: all rows of the list.
    pub(super) fn death_peaks(&self, rows: u64) -> Vec<NaiveDate> {
        let total: u64 = self.days.values().map(|n| u64::from(*n)).sum();
        // The first second that many programs count, and the same in time zones to the west.
        let epochs = [NaiveDate::from_ymd_opt(1970, 1, 1), NaiveDate::from_ymd_opt(1969, 12, 31)];
        let is_peak = |day: &NaiveDate, n: u64| {
            epochs.contains(&Some(*day))
                || (n >= 3 && n * 4 >= rows)
                || (n >= 20 && n * 20 >= rows && n * 10 >= total * 9)
        };
        self.days_that(is_peak)
    }

    /// First days of a year on which far more people are born than on others.
    pub(super) fn birth_peaks(&self) -> Vec<NaiveDate> {
        use chrono::Datelike;
        let total: u64 = self.days.values().map(|n| u64::from(*n)).sum();
        let is_peak = |day: &NaiveDate, n: u64| {
            (day.month(), day.day()) == (1, 1) && ((n >= 5 && n * 4 >= total) || (n >= 50 && n * 50 >= total))
        };
        self.days_that(is_peak)
    }

    fn days_that(&self, is_peak: impl Fn(&NaiveDate, u64) -> bool) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> =
            self.days.iter().filter(|(day, n)| is_peak(day, u64::from(**n))).map(|(day, _)| *day).collect();
        days.sort_unstable();
        days
    }
}

/// The votes of a yes-or-no column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FlagVotes {
    pub(super) yes_no: u64,
    pub(super) other: u64,
}

impl FlagVotes {
    /// Returns whether the column answers yes or no, but for a few cells.
    pub(super) fn is_question(&self) -> bool {
        self.yes_no > 0 && self.yes_no >= 4 * self.other
    }
}
