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

/// Kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
    /// Days by year, of a column of dates.
    pub years: Vec<(i32, u64)>,
}

impl ColumnProfile {
    /// The values of a list of codes with their counts, commonest first; none of any other column, as values are somebody's
    /// there. Long runs of digits are covered.
    pub fn codes(&self) -> Vec<(String, u64)> {
        let shown = |(value, n): &(Private<String>, u64)| (mask_numbers(value.disclose()).into_owned(), *n);
        if self.is_codes() { self.common.iter().map(shown).collect() } else { Vec::new() }
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
    years: FxHashMap<i32, u64>,
}

impl ProfileCount {
    /// Counts a cell without outer blanks; `row` is its place among the rows from 1.
    pub(super) fn count(&mut self, cell: &str, row: u64, gazetteer: &Gazetteer) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        let len = cell.len() as u64;
        match len.cmp(&self.longest.0) {
            std::cmp::Ordering::Greater => self.longest = (len, 1),
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
                && (self.years.len() < 400 || self.years.contains_key(&day.year()))
            {
                *self.years.entry(day.year()).or_default() += 1;
            }
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
        ColumnProfile {
            filled: self.filled,
            distinct,
            has_more: self.has_more,
            common,
            kinds,
            longest: self.longest,
            years,
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
