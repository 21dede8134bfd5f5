//! Business days over the holidays of three years: federal ones as the personnel office lists them, and those of states that
//! count in business days.

use super::{BOOK, on, place, templates};
use crate::party::Jurisdiction;
use crate::routing::{DayType, Holidays, RuleBook};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// Lines `YYYY-MM-DD name` below headings `# federal`, `# own XX` and `# works XX`.
const DAYS: &str = include_str!("holidays.txt");

/// The days of each heading, by its first two words.
fn days() -> BTreeMap<String, Vec<(NaiveDate, String)>> {
    let mut all: BTreeMap<String, Vec<(NaiveDate, String)>> = BTreeMap::new();
    let mut heading = String::new();
    for line in DAYS.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            heading = head.split([':', ' ']).take(2).collect::<Vec<_>>().join(" ").trim().to_owned();
            if head.starts_with("federal") {
                "federal".clone_into(&mut heading);
            }
            all.entry(heading.clone()).or_default();
        } else if let Some((day, name)) = line.split_once(' ') {
            let day = day.parse().expect("a day");
            all.entry(heading.clone()).or_default().push((day, name.to_owned()));
        }
    }
    all
}

fn states(days: &BTreeMap<String, Vec<(NaiveDate, String)>>, word: &str) -> Vec<(Jurisdiction, Vec<NaiveDate>)> {
    let of = |(heading, days): (&String, &Vec<(NaiveDate, String)>)| {
        let code = heading.strip_prefix(word)?.trim();
        Some((place(code), days.iter().map(|(day, _)| *day).collect()))
    };
    days.iter().filter_map(of).collect()
}

#[test]
fn every_federal_holiday_of_three_years_is_no_business_day_and_every_other_weekday_is_one() {
    let days = days();
    let federal: Vec<NaiveDate> = days["federal"].iter().map(|(day, _)| *day).collect();
    assert_eq!(federal.len(), 34, "eleven a year, and a New Year's Day of 2028 that is kept in 2027");
    let mut day = on(2025, 1, 1);
    while day < on(2028, 1, 1) {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert_eq!(BOOK.holidays().is_business_day(day, None), !weekend && !federal.contains(&day), "{day}");
        day = day.succ_opt().expect("a day");
    }
}

#[test]
fn states_keep_their_own_days_and_work_on_some_federal_ones() {
    let days = days();
    let own = states(&days, "own ");
    assert!(own.len() >= 6 && own.iter().map(|(_, days)| days.len()).sum::<usize>() > 15, "{own:?}");
    for (place, days) in own {
        for day in days {
            assert!(!BOOK.holidays().is_business_day(day, Some(place)), "{place} keeps {day}");
        }
    }
    for (place, days) in states(&days, "works ") {
        for day in days {
            assert!(BOOK.holidays().is_business_day(day, Some(place)), "{place} works on {day}");
        }
    }
}

#[test]
fn a_count_of_business_days_steps_over_a_holiday() {
    let after = |start, days, code: &str| BOOK.holidays().after(start, days, DayType::Business, Some(place(code)));
    // Five business days from the Friday before Labor Day of 2026, and over Thanksgiving of 2025.
    assert_eq!(after(on(2026, 9, 4), 5, "NY"), on(2026, 9, 14));
    assert_eq!(after(on(2025, 11, 26), 1, "NY"), on(2025, 11, 28));
    // Town Meeting Day is Vermont's alone.
    assert_eq!(after(on(2026, 3, 2), 1, "VT"), on(2026, 3, 4));
    assert_eq!(after(on(2026, 3, 2), 1, "NY"), on(2026, 3, 3));
    // Over the turn of a year in which the first of January is kept on the Friday before.
    assert_eq!(BOOK.holidays().after(on(2027, 12, 30), 1, DayType::Business, None), on(2028, 1, 3));
}

#[test]
fn a_holiday_of_the_last_day_of_a_year_is_kept_in_the_next_one() {
    let text = "[[holiday]]\nname = \"Last day\"\nmonth = 12\nday = 31\nobserved = \"monday_after\"\nsource_urls = []\nas_of = \"2026-01-01\"\n";
    let holidays: Holidays = toml::from_str(text).expect("holidays");
    // The last day of 2028 is a Sunday.
    assert!(!holidays.is_business_day(on(2029, 1, 1), None));
    assert!(holidays.is_business_day(on(2029, 1, 2), None));
}

#[test]
fn a_book_without_holidays_counts_weekends_alone_and_a_holiday_without_a_date_is_refused() {
    assert!(Holidays::default().is_business_day(on(2026, 1, 1), None));
    let mut templates = templates();
    let text = templates.text("holidays.toml").expect("the file").replacen("nth = 3\n", "", 1);
    templates.insert("holidays.toml", text);
    let refusal = RuleBook::load(&templates).expect_err("a holiday without a date");
    assert!(refusal.message.contains("has no date") && refusal.place.line > 0, "{refusal}");
}

#[test]
fn every_holiday_rests_on_a_page_that_counts() {
    for holiday in &BOOK.holidays().all {
        assert!(BOOK.has_source(&holiday.source_urls), "{}", holiday.name);
    }
}
