//! Dates in the forms that lists use, and what a column of them tells about the order of day and month.

use chrono::{Datelike, NaiveDate};

/// The part that comes first in dates that do not show their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateOrder {
    Month,
    Day,
    Year,
}

/// The order of day and month in the two columns of dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateOrders {
    pub(super) birth: DateOrder,
    pub(super) death: DateOrder,
    /// Nothing tells which comes first in birth dates; month first was taken.
    pub(super) birth_open: bool,
    /// Whole numbers in birth dates are a spreadsheet's days.
    pub(super) birth_serials: bool,
    /// The same in death dates.
    pub(super) death_serials: bool,
}

impl DateOrder {
    /// Reads the word of a mapping file.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "mdy" => Self::Month,
            "dmy" => Self::Day,
            "ymd" => Self::Year,
            _ => return None,
        })
    }
}

/// The meaning of a date cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateReading {
    /// Nothing, or a word or row of zeros for nothing.
    Blank,
    /// A day that exists.
    Day(NaiveDate),
    /// A date with a year of two digits.
    TwoDigitYear,
    /// Something that is no date.
    Unreadable,
}

/// The order that a cell proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Nothing: no date, or one whose parts speak for themselves.
    None,
    /// Only month first makes a date.
    Month,
    /// Only day first makes a date.
    Day,
    /// Both make dates: month first, day first.
    Either(NaiveDate, NaiveDate),
}

/// The parts of a date before the order is known.
enum Parts {
    /// Year, month, day, certain.
    Certain(u32, u32, u32),
    /// Two numbers and a year.
    Open(u32, u32, u32),
    /// A year of two digits.
    Short,
}

/// Reads a cell without outer blanks.
pub(super) fn read(cell: &str, order: DateOrder) -> DateReading {
    if cell.is_empty() || is_no_date(cell) {
        return DateReading::Blank;
    }
    let day = match parts(cell) {
        Some(Parts::Certain(y, m, d)) => day(y, m, d),
        Some(Parts::Open(a, b, y)) => match order {
            DateOrder::Month => day(y, a, b),
            DateOrder::Day => day(y, b, a),
            DateOrder::Year => None,
        },
        Some(Parts::Short) => return DateReading::TwoDigitYear,
        None => None,
    };
    day.map_or(DateReading::Unreadable, DateReading::Day)
}

/// The day of a spreadsheet's number: days from 1899-12-30, with or without a part of a day.
pub(super) fn serial(cell: &str) -> Option<NaiveDate> {
    let whole = match cell.split_once('.') {
        Some((whole, part)) if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => cell,
    };
    let n: u64 = (matches!(whole.len(), 3..=5) && whole.bytes().all(|b| b.is_ascii_digit()) && !whole.starts_with('0'))
        .then(|| whole.parse().ok())??;
    // A year alone, and not a day of 1905.
    if (1900..=2100).contains(&n) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(n))
}

/// Returns whether a day stands for an empty cell in some program: the first or last day that it can hold.
pub(super) fn is_no_day(day: NaiveDate, for_death: bool) -> bool {
    let (year, at) = (day.year(), (day.month(), day.day()));
    if !for_death {
        return !(1800..9000).contains(&year);
    }
    // Another day of such a year is a slip, and somebody looks at it.
    let is_end = matches!(at, (1, 1) | (12, 31));
    (is_end && !(1850..2098).contains(&year))
        || !(1..9000).contains(&year)
        || (year, at) == (2079, (6, 6))
        || matches!((year, at), (1858, (11, 17)) | (1899, (12, 30 | 31)) | (1900, (1, 1 | 2)) | (1904 | 1901, (1, 1)))
}

/// Returns whether a cell has a time of day other than midnight: it may have been moved from another time zone.
pub(super) fn has_time(cell: &str) -> bool {
    let day = without_time(cell);
    let lower = cell.get(day.len()..).unwrap_or_default().to_ascii_lowercase();
    let time = lower.trim_start_matches([' ', 't']);
    let noon = time.starts_with("12:") && !time.contains("am");
    let midnight = time.starts_with("12:00") && time.contains("am");
    !time.is_empty()
        && !midnight
        && (noon || time.split(['+', 'z']).next().unwrap_or_default().bytes().any(|b| matches!(b, b'1'..=b'9')))
}

/// The day of a date with a year of two digits, where only one century makes an age from 0 to 120 on a day.
pub(super) fn only_century(cell: &str, order: DateOrder, on: NaiveDate) -> Option<NaiveDate> {
    let at = cell.rfind(|c: char| !c.is_ascii_digit())? + 1;
    let (front, year) = cell.split_at(at);
    if year.len() != 2 {
        return None;
    }
    let mut days =
        ["19", "20"].into_iter().filter_map(|century| match read(&format!("{front}{century}{year}"), order) {
            DateReading::Day(day) if day <= on && on.years_since(day).is_some_and(|age| age <= 120) => Some(day),
            _ => None,
        });
    let only = days.next()?;
    days.next().is_none().then_some(only)
}

/// Full years on a day.
pub(super) fn age(birth: NaiveDate, on: NaiveDate) -> i32 {
    on.year() - birth.year() - i32::from((on.month(), on.day()) < (birth.month(), birth.day()))
}

/// Tells what a cell proves about the order of its column.
pub(super) fn evidence(cell: &str) -> Evidence {
    let Some(Parts::Open(a, b, y)) = parts(cell) else {
        return Evidence::None;
    };
    match (day(y, a, b), day(y, b, a)) {
        // 5/5/2010 is the same day either way.
        (Some(month_first), Some(day_first)) if month_first != day_first => Evidence::Either(month_first, day_first),
        (Some(_), None) => Evidence::Month,
        (None, Some(_)) => Evidence::Day,
        _ => Evidence::None,
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Words and zeros that stand for no date.
fn is_no_date(cell: &str) -> bool {
    let zeros = cell.bytes().all(|b| matches!(b, b'0' | b'/' | b'-' | b'.' | b':' | b' ')) && cell.contains('0');
    // The day before a spreadsheet's first, which it shows for a zero.
    zeros
        || ["1/0/1900", "01/00/1900", "1/0/00", "01/00/00", "1900-01-00", "12/30/1899", "1899-12-30"]
            .contains(&without_time(cell))
        || super::nothing::is_no_date(cell)
}

fn parts(cell: &str) -> Option<Parts> {
    let cell = without_time(without_remark(cell));
    let mut tokens = [""; 3];
    let mut count = 0;
    for token in cell.split([' ', '/', '-', '.', ',']).filter(|t| !t.is_empty()) {
        *tokens.get_mut(count)? = token;
        count += 1;
    }
    if count == 1 {
        return compact(tokens[0]);
    }
    if count != 3 {
        return None;
    }
    if let Some(named) = tokens.iter().position(|t| t.as_bytes()[0].is_ascii_alphabetic()) {
        let month = month(tokens[named])?;
        let (day, year) = match named {
            0 => (tokens[1], tokens[2]),
            1 if tokens[0].len() == 4 => (tokens[2], tokens[0]),
            1 => (tokens[0], tokens[2]),
            _ => return None,
        };
        let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        return match year.len() {
            4 => Some(Parts::Certain(number(year)?, month, number(day)?)),
            2 if number(year).is_some() && number(day).is_some() => Some(Parts::Short),
            _ => None,
        };
    }
    let [a, b, c] = [number(tokens[0])?, number(tokens[1])?, number(tokens[2])?];
    match [tokens[0].len(), tokens[1].len(), tokens[2].len()] {
        [4, 1..=2, 1..=2] => Some(Parts::Certain(a, b, c)),
        [1..=2, 1..=2, 4] => Some(Parts::Open(a, b, c)),
        [1..=2, 1..=2, 1..=2] => Some(Parts::Short),
        _ => None,
    }
}

/// `01/13/1970 (55 yrs)`, `1970-01-13 UTC`: the date alone.
fn without_remark(cell: &str) -> &str {
    let without_age = match cell.strip_suffix(')').and_then(|front| front.rsplit_once('(')) {
        Some((day, age)) if age.trim_start().starts_with(|c: char| c.is_ascii_digit()) && is_age(age) => day.trim_end(),
        _ => cell,
    };
    // `Monday, January 2, 1980`.
    let without_age = match without_age.split_once([',', ' ']) {
        Some((day, rest)) if day.len() > 2 && WEEKDAYS.iter().any(|own| own.starts_with(&day.to_ascii_lowercase())) => {
            rest.trim_start_matches([',', ' '])
        }
        _ => without_age,
    };
    // `19810102000000-0600`, as HL7 writes a zone.
    let without_age = match without_age.split_once(['-', '+']) {
        Some((day, zone)) if matches!(day.len(), 12 | 14) && zone.len() == 4 => day,
        _ => without_age,
    };
    let zone = |zone: &&str| without_age.ends_with(*zone);
    [" UTC", " GMT", " Z"]
        .iter()
        .find(|own| zone(own))
        .map_or(without_age, |own| &without_age[..without_age.len() - own.len()])
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// `55 yrs`, `7 y.o.`, `3 months`: a number and what it counts.
fn is_age(text: &str) -> bool {
    let counted = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let word: String = counted.chars().filter(char::is_ascii_alphabetic).collect();
    matches!(
        word.to_ascii_lowercase().as_str(),
        "" | "w"
            | "wk"
            | "wks"
            | "week"
            | "weeks"
            | "d"
            | "days"
            | "y"
            | "yr"
            | "yrs"
            | "yo"
            | "year"
            | "years"
            | "yearsold"
            | "m"
            | "mo"
            | "mos"
            | "months"
    )
}

/// Eight digits, year first where that makes a year of our time; six digits have a short year.
fn compact(token: &str) -> Option<Parts> {
    // As HL7 writes a day with its time.
    if matches!(token.len(), 12 | 14) && token.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_day = |parts: &Parts| matches!(parts, Parts::Certain(..));
        return compact(&token[..8]).filter(is_day);
    }
    let n = number(token)?;
    match token.len() {
        8 if (1850..=2150).contains(&(n / 10_000)) => Some(Parts::Certain(n / 10_000, n / 100 % 100, n % 100)),
        8 => Some(Parts::Open(n / 1_000_000, n / 10_000 % 100, n % 10_000)),
        6 => Some(Parts::Short),
        _ => None,
    }
}

/// `2010-01-05 00:00:00`, `1/5/2010 12:00:00 AM`, `2010-01-05T00:00:00Z`: the day alone.
fn without_time(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else {
        // An Excel day without a time has nothing to cut, but exports leave a decimal part of a serial or `T`.
        return cell;
    };
    let head = &cell[..colon];
    let cut = head.rfind([' ', 'T', 't']);
    // A zone may stand behind the time: `CST`, `America/Chicago`.
    let without_zone = |s: &str| match s.rsplit_once(' ') {
        Some((time, zone)) if zone.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'_')) => time.len(),
        _ => s.len(),
    };
    let time = |s: &str| {
        s[..without_zone(s)].bytes().all(|b| {
            b.is_ascii_digit()
                || matches!(b.to_ascii_uppercase(), b':' | b'.' | b' ' | b'A' | b'P' | b'M' | b'Z' | b'+' | b'-')
        })
    };
    match cut {
        Some(cut) if time(&cell[cut + 1..]) => cell[..cut].trim_end(),
        _ => cell,
    }
}

fn number(token: &str) -> Option<u32> {
    (!token.is_empty() && token.len() <= 8 && token.bytes().all(|b| b.is_ascii_digit())).then(|| token.parse().ok())?
}

/// A month by its English name or the first three or more letters of it.
fn month(token: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let token = token.to_ascii_lowercase();
    (token.len() >= 3)
        .then(|| (1..).zip(MONTHS).find(|(_, name)| name.starts_with(token.as_str())).map(|(n, _)| n))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, DateReading, Evidence, evidence, read};
    use chrono::NaiveDate;

    #[test]
    fn one_day_in_many_forms() {
        let day = DateReading::Day(NaiveDate::from_ymd_opt(2010, 1, 5).expect("a day"));
        for cell in [
            "2010-01-05",
            "2010/1/5",
            "1/5/2010",
            "01/05/2010",
            "20100105",
            "01052010",
            "Jan 5, 2010",
            "5 Jan 2010",
            "05-JAN-2010",
            "January 5 2010",
            "January 5th, 2010",
            "2010-01-05 00:00:00",
            "2010-01-05T00:00:00Z",
            "1/5/2010 12:00:00 AM",
            "1/5/2010 0:00",
            "1.5.2010",
            "2010-01-05 00:00:00.000",
        ] {
            assert_eq!(read(cell, DateOrder::Month), day, "{cell}");
        }
        assert_eq!(read("5/1/2010", DateOrder::Day), day);
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        for cell in [
            "2/30/2010",
            "13/13/2010",
            "soon",
            "40183",
            "2010",
            "1/5",
            "2010-13-01",
            "1/5/2010/6",
            "Foo 5, 2010",
            "é5/1/2010",
        ] {
            assert_eq!(read(cell, DateOrder::Month), DateReading::Unreadable, "{cell}");
        }
        for cell in [
            "",
            "N/A",
            "00/00/0000",
            "0000-00-00",
            "unknown",
            "--",
            "0",
            "1/0/1900",
            "12/30/1899 0:00",
            "Invalid date",
            "  /  /",
        ] {
            assert_eq!(read(cell, DateOrder::Month), DateReading::Blank, "{cell}");
        }
        for cell in ["1/5/10", "5-Jan-10", "010510"] {
            assert_eq!(read(cell, DateOrder::Month), DateReading::TwoDigitYear, "{cell}");
        }
    }

    #[test]
    fn days_that_are_none_and_days_that_were_moved() {
        use super::{has_time, is_no_day, serial};
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        for (y, m, d) in
            [(1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1900, 1, 1), (9999, 12, 31), (2099, 12, 31), (1840, 12, 31)]
        {
            assert!(is_no_day(day(y, m, d), true), "{y}");
        }
        assert!(
            !is_no_day(day(2021, 5, 5), true) && !is_no_day(day(1900, 1, 1), false) && is_no_day(day(1, 1, 1), false)
        );
        assert_eq!(serial("42369"), Some(day(2015, 12, 31)));
        assert_eq!(serial("29587.0"), Some(day(1981, 1, 1)));
        assert!(serial("04101").is_none() && serial("1/5").is_none() && serial("123456").is_none());
        for cell in ["2007-03-28T05:00:00Z", "3/27/2007 19:00", "2007-03-27 7:00:00 PM", "2007-03-27T23:00:00.000Z"] {
            assert!(has_time(cell), "{cell}");
        }
        for cell in
            ["2007-03-28", "2007-03-28T00:00:00Z", "3/28/2007 0:00", "3/28/2007 12:00:00 AM", "2007-03-28 00:00:00.000"]
        {
            assert!(!has_time(cell), "{cell}");
        }
    }

    #[test]
    fn only_open_dates_are_evidence() {
        assert_eq!(evidence("1/25/2010"), Evidence::Month);
        assert_eq!(evidence("25/1/2010"), Evidence::Day);
        assert!(matches!(evidence("1/5/2010"), Evidence::Either(..)));
        for cell in ["2010-01-25", "5/5/2010", "25/25/2010", "Jan 25, 2010"] {
            assert_eq!(evidence(cell), Evidence::None, "{cell}");
        }
    }
}
