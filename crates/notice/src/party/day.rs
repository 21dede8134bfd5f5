//! Days as people write them in settings and on the command line: year, month, day.

use chrono::NaiveDate;

/// The years of which a day may be.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A text that is no day that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// Something else than year, month and day.
    NotWritten,
    /// A day that no calendar has.
    NotThere,
    /// A day of a year that nothing here can be of.
    OutOfRange,
}

impl DayFault {
    /// The fault in words that go on behind “the day”.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotWritten => "is not a date",
            Self::NotThere => "is a date that does not exist",
            Self::OutOfRange => "is out of range: years from 1900 to 2199 are taken",
        }
    }
}

/// Reads a day such as `2025-03-21`.
///
/// # Errors
/// See [`DayFault`].
pub fn parse_day(text: &str) -> Result<NaiveDate, DayFault> {
    let text = text.trim();
    let (sign, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (&text[..1], rest),
        None => ("", text),
    };
    let parts: Vec<&str> = unsigned.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(DayFault::NotWritten) };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(year) || !digits(month) || !digits(day) || month.len() > 2 || day.len() > 2 || year.len() < 4 {
        return Err(DayFault::NotWritten);
    }
    // More digits than a number has are a year all the same.
    let year = year.parse::<i32>().unwrap_or(i32::MAX);
    if !sign.is_empty() || !YEARS.contains(&year) {
        return Err(DayFault::OutOfRange);
    }
    let number = |part: &str| part.parse().unwrap_or_default();
    NaiveDate::from_ymd_opt(year, number(month), number(day)).ok_or(DayFault::NotThere)
}

#[cfg(test)]
mod tests {
    use super::{DayFault, parse_day};

    #[test]
    fn a_day_out_of_range_is_told_from_what_is_no_day() {
        assert_eq!(parse_day(" 2025-03-21 ").map(|day| day.to_string()).as_deref(), Ok("2025-03-21"));
        for (text, fault) in [
            ("99999-01-01", DayFault::OutOfRange),
            ("9999-01-01", DayFault::OutOfRange),
            ("0025-01-01", DayFault::OutOfRange),
            ("-2025-01-01", DayFault::OutOfRange),
            ("99999999999999999999-01-01", DayFault::OutOfRange),
            ("2025-02-30", DayFault::NotThere),
            ("2025-13-01", DayFault::NotThere),
            ("2025-00-10", DayFault::NotThere),
            ("yesterday", DayFault::NotWritten),
            ("21/03/2025", DayFault::NotWritten),
            ("2025-03", DayFault::NotWritten),
            ("", DayFault::NotWritten),
            ("25-03-21", DayFault::NotWritten),
            ("2025-03-21T10:00:00", DayFault::NotWritten),
        ] {
            assert_eq!(parse_day(text), Err(fault), "{text}");
        }
    }
}
