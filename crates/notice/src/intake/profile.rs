//! Profiles of columns, counted over all of its cells in bounded memory.

use super::{date, flag, nothing};
use crate::finding::{Private, mask_numbers};
use crate::party::Gazetteer;
use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Different values of a column that are counted.
const DISTINCT: usize = 512;
/// Values longer than this are no codes and are not counted one by one, in bytes.
const SHORT: usize = 48;
/// Rows of which every cell is judged; of later ones every sixteenth.
const JUDGED: u64 = 2_048;
/// Commonest values that are kept.
const COMMON: usize = 8;
/// At most so many different values make a list of codes.
const CODES: usize = 24;
/// Different days of a column that are counted one by one; above that those go that stand on one row alone.
const DAYS: usize = 1_024;
/// At most so many days are peaks.
const PEAKS: usize = 5;
/// Characters from which on cells of one length can have been cut off.
const CUT: u64 = 10;

/// Kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// A word for nothing.
    Nothing,
    /// A date.
    Date,
    /// A spreadsheet's number of a day.
    Serial,
    /// A ZIP code.
    Zip,
    /// A state.
    State,
    /// A telephone number.
    Phone,
    /// An amount of money.
    Money,
    /// Yes or no.
    YesNo,
    /// Another number.
    Number,
    /// Some words in letters.
    Words,
    /// Five words or more.
    Prose,
    /// Letters, digits and signs.
    Code,
}

const KINDS: [ValueKind; 12] = [
    ValueKind::Nothing,
    ValueKind::Date,
    ValueKind::Serial,
    ValueKind::Zip,
    ValueKind::State,
    ValueKind::Phone,
    ValueKind::Money,
    ValueKind::YesNo,
    ValueKind::Number,
    ValueKind::Words,
    ValueKind::Prose,
    ValueKind::Code,
];

/// Profile of a column.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    /// Cells that are not empty.
    pub filled: u64,
    /// Different values; at most 512 are told apart.
    pub distinct: u64,
    /// True if there are more.
    pub has_more: bool,
    /// The commonest values with their counts, of a column with few different ones.
    pub common: Vec<(Private<String>, u64)>,
    /// Kinds of the judged cells, commonest first.
    pub kinds: Vec<(ValueKind, u64)>,
    /// Bytes of the longest cell, and how many cells are as long: a field that was cut off has many.
    pub longest: (u64, u64),
    /// Characters of the first of the longest cells.
    pub longest_characters: u64,
    /// Days by year, of the judged cells of a column of dates.
    pub years: Vec<(i32, u64)>,
    /// Peaks among these days, commonest first: each has three cells at least, one in fifty of all, and more than twice as many
    /// as a day that is no peak.
    pub days: Vec<(NaiveDate, u64)>,
}

impl ColumnProfile {
    /// The values of a list of codes with their counts, commonest first; none of any other column, as values are somebody's
    /// there. Long runs of digits are covered.
    pub fn codes(&self) -> Vec<(String, u64)> {
        let shown = |(value, n): &(Private<String>, u64)| (mask_numbers(value.disclose()).into_owned(), *n);
        if self.is_codes() { self.common.iter().map(shown).collect() } else { Vec::new() }
    }

    /// Number of cells whose kind was judged: all of the first rows, some of the later ones.
    pub fn judged(&self) -> u64 {
        self.kinds.iter().map(|(_, n)| n).sum()
    }

    /// Returns whether words of the column look as if they had been cut off at one length.
    pub fn is_cut_off(&self) -> bool {
        let (length, cells) = self.longest;
        let has_words = matches!(self.kinds.first(), Some((ValueKind::Words | ValueKind::Prose, _)));
        has_words
            && !self.is_codes()
            && length >= CUT
            && cells >= 3
            && cells * 50 >= self.filled
            && cells * 2 < self.filled
    }

    /// Returns whether the column is a list of codes: few values, each of them on several rows.
    pub fn is_codes(&self) -> bool {
        !self.has_more && self.distinct as usize <= CODES && self.filled >= 3 * self.distinct
    }
}

/// A column while it is counted.
#[derive(Debug, Default)]
pub(super) struct ProfileCount {
    filled: u64,
    values: FxHashMap<Box<str>, u32>,
    has_more: bool,
    kinds: [u64; KINDS.len()],
    longest: (u64, u64),
    longest_characters: u64,
    years: FxHashMap<i32, u64>,
    days: FxHashMap<NaiveDate, u32>,
}

impl ProfileCount {
    /// Returns whether any cell holds something.
    pub(super) fn is_filled(&self) -> bool {
        self.filled > 0
    }

    /// Counts a cell without outer blanks; `row` is its place among the rows from 1.
    pub(super) fn count(&mut self, cell: &str, row: u64, gazetteer: &Gazetteer) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let len = cell.len() as u64;
        match len.cmp(&self.longest.0) {
            std::cmp::Ordering::Greater => {
                self.longest = (len, 1);
                self.longest_characters = cell.chars().count() as u64;
            }
            std::cmp::Ordering::Equal => self.longest.1 += 1,
            std::cmp::Ordering::Less => {}
        }
        if !self.has_more {
            if let Some(n) = self.values.get_mut(cell) {
                *n += 1;
            } else if self.values.len() < DISTINCT && cell.len() <= SHORT {
                self.values.insert(cell.into(), 1);
            } else {
                self.has_more = true;
            }
        }
        if row <= JUDGED || row.is_multiple_of(16) {
            let kind = kind_of(cell, gazetteer);
            self.kinds[kind as usize] += 1;
            if matches!(kind, ValueKind::Date | ValueKind::Serial)
                && let Some(day) = day_of(cell)
            {
                self.count_day(day);
            }
        }
    }

    fn count_day(&mut self, day: NaiveDate) {
        if self.years.len() < 400 || self.years.contains_key(&day.year()) {
            *self.years.entry(day.year()).or_default() += 1;
        }
        *self.days.entry(day).or_default() += 1;
        // Of days that go something is lost, so that a count is never above the true one.
        let mut least = 1;
        while self.days.len() > DAYS {
            self.days.retain(|_, n| *n > least);
            least += 1;
        }
    }

    /// The profile, once all rows are counted.
    pub(super) fn finish(self) -> ColumnProfile {
        let mut common: Vec<(Private<String>, u64)> = Vec::new();
        let distinct = self.values.len() as u64;
        if !self.has_more {
            let mut values: Vec<(Box<str>, u32)> = self.values.into_iter().collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            common =
                values.into_iter().take(COMMON).map(|(v, n)| (Private::new(v.into_string()), u64::from(n))).collect();
        }
        let mut kinds: Vec<(ValueKind, u64)> = KINDS.into_iter().zip(self.kinds).filter(|(_, n)| *n > 0).collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut years: Vec<(i32, u64)> = self.years.into_iter().collect();
        years.sort_unstable();
        let dates: u64 = years.iter().map(|(_, n)| n).sum();
        let mut days: Vec<(NaiveDate, u64)> = self.days.into_iter().map(|(day, n)| (day, u64::from(n))).collect();
        days.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let plain = days.get(PEAKS).map_or(0, |(_, n)| *n);
        days.truncate(PEAKS);
        days.retain(|(_, n)| *n >= 3 && n * 50 >= dates && *n > 2 * plain);
        ColumnProfile {
            filled: self.filled,
            distinct,
            has_more: self.has_more,
            common,
            kinds,
            longest: self.longest,
            longest_characters: self.longest_characters,
            years,
            days,
        }
    }
}

fn day_of(cell: &str) -> Option<NaiveDate> {
    match date::read(cell, date::DateOrder::Month) {
        date::DateReading::Day(day) => Some(day),
        _ => date::serial(cell),
    }
}

/// Judges what a cell looks like.
fn kind_of(cell: &str, gazetteer: &Gazetteer) -> ValueKind {
    if nothing::is_nothing(cell) {
        return ValueKind::Nothing;
    }
    if !matches!(flag::flag(cell), flag::Flag::Other) {
        return ValueKind::YesNo;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let bytes = cell.len();
    if digits == 0 {
        let words = cell.split_whitespace().count();
        return match words {
            1 if bytes == 2 && gazetteer.state(cell).is_some() => ValueKind::State,
            1..=4 if cell.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.' | ',' | '’')) => {
                ValueKind::Words
            }
            0..=4 => ValueKind::Code,
            _ => ValueKind::Prose,
        };
    }
    if matches!(date::read(cell, date::DateOrder::Month), date::DateReading::Day(_) | date::DateReading::TwoDigitYear)
        && cell.bytes().any(|b| !b.is_ascii_digit())
    {
        return ValueKind::Date;
    }
    let only = |signs: &[u8]| cell.bytes().all(|b| b.is_ascii_digit() || signs.contains(&b));
    if only(b"$,.-()") && (cell.contains('$') || cell.contains('.')) {
        return ValueKind::Money;
    }
    if only(b"()-. +") && matches!(digits, 10 | 11) {
        return ValueKind::Phone;
    }
    if only(b"-") && matches!(digits, 5 | 9) && matches!(bytes, 5 | 9 | 10) {
        let serial = bytes == 5 && date::serial(cell).is_some_and(|day| day.year() < 2040);
        return if serial { ValueKind::Serial } else { ValueKind::Zip };
    }
    if only(b"") {
        return ValueKind::Number;
    }
    if cell.split_whitespace().count() >= 5 { ValueKind::Prose } else { ValueKind::Code }
}

#[cfg(test)]
mod tests {
    use super::{ProfileCount, ValueKind};

    #[test]
    fn a_column_is_counted_in_bounded_memory() {
        let gazetteer = crate::intake::tests::gazetteer();
        let mut count = ProfileCount::default();
        for row in 1..=20_000u64 {
            count.count(&format!("K{row}"), row, &gazetteer);
        }
        assert!(count.values.len() <= super::DISTINCT);
        let profile = count.finish();
        assert!(profile.filled == 20_000 && profile.has_more && profile.common.is_empty() && !profile.is_codes());
        assert_eq!(profile.kinds[0].0, ValueKind::Code);
    }

    #[test]
    fn the_commonest_days_are_found_among_many_in_bounded_memory() {
        let gazetteer = crate::intake::tests::gazetteer();
        let mut count = ProfileCount::default();
        for row in 1..=4_000u64 {
            let cell = match row % 10 {
                0 => "01/01/1900".to_owned(),
                _ => format!("{}/{}/{}", row % 12 + 1, row % 28 + 1, 1930 + row % 90),
            };
            count.count(&cell, row, &gazetteer);
        }
        assert!(count.days.len() <= super::DAYS);
        let profile = count.finish();
        let dates: u64 = profile.years.iter().map(|(_, n)| n).sum();
        let peaks = &profile.days;
        assert!(dates == profile.judged() && peaks.len() == 1, "{peaks:?}");
        assert!(peaks[0].0.to_string() == "1900-01-01" && (200..=400).contains(&peaks[0].1), "{peaks:?}");
    }

    #[test]
    fn a_column_that_was_cut_off_is_told_from_one_of_codes() {
        let gazetteer = crate::intake::tests::gazetteer();
        let profile = |cell: &dyn Fn(u64) -> String| {
            let mut count = ProfileCount::default();
            (1..=40u64).for_each(|row| count.count(&cell(row), row, &gazetteer));
            count.finish()
        };
        let letter = |row: u64| char::from(b'a' + (row % 26) as u8);
        let cut = profile(&|row| match row % 4 {
            0 => format!("Constantinopoli{}", letter(row)),
            _ => "Alder".chars().chain([letter(row), letter(row / 26)]).collect(),
        });
        assert!(cut.is_cut_off(), "{cut:?}");
        assert!(!profile(&|row| format!("MR-{:09}", row * 7)).is_cut_off(), "numbers of one length");
        assert!(!profile(&|row| format!("Alder{}", "e".repeat(row as usize))).is_cut_off(), "one is the longest");
    }

    #[test]
    fn codes_and_kinds_are_told() {
        let gazetteer = crate::intake::tests::gazetteer();
        let mut count = ProfileCount::default();
        for (row, cell) in (1..).zip(["Active", "Active", "Active", "Inactive", "", "Active", "Inactive"]) {
            count.count(cell, row, &gazetteer);
        }
        let profile = count.finish();
        assert!(profile.is_codes() && profile.filled == 6 && profile.distinct == 2);
        assert_eq!((profile.common[0].0.disclose().as_str(), profile.common[0].1), ("Active", 4));
        for (cell, kind) in [
            ("1/5/2010", ValueKind::Date),
            ("78701", ValueKind::Zip),
            ("42369", ValueKind::Serial),
            ("(512) 555-0100", ValueKind::Phone),
            ("$12.50", ValueKind::Money),
            ("yes", ValueKind::YesNo),
            ("N/A", ValueKind::Nothing),
            ("TX", ValueKind::State),
            ("Ann Alder", ValueKind::Words),
            ("she said that she would call again", ValueKind::Prose),
            ("123456", ValueKind::Number),
            ("AB-12", ValueKind::Code),
        ] {
            let mut count = ProfileCount::default();
            count.count(cell, 1, &gazetteer);
            assert_eq!(count.finish().kinds[0].0, kind, "{cell}");
        }
    }
}
