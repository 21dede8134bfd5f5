//! Ages on their boundaries.

use super::{BOOK, on, person, sample};
use crate::finding::Code;
use crate::party::{Addressee, Standing};
use crate::routing::{age_on, turns_of_age};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

#[test]
fn the_birthday_counts_and_the_day_before_does_not() {
    assert_eq!(age_on(on(2007, 3, 21), on(2025, 3, 21)), Some(18));
    assert_eq!(age_on(on(2007, 3, 22), on(2025, 3, 21)), Some(17));
    assert_eq!(age_on(on(2025, 3, 21), on(2025, 3, 21)), Some(0));
    assert_eq!(age_on(on(2025, 3, 22), on(2025, 3, 21)), None);
}

#[test]
fn born_on_a_leap_day_means_of_age_on_the_first_of_march() {
    let leap = on(2008, 2, 29);
    assert_eq!(age_on(leap, on(2026, 2, 28)), Some(17));
    assert_eq!(age_on(leap, on(2026, 3, 1)), Some(18));
    assert_eq!(age_on(leap, on(2028, 2, 28)), Some(19));
    assert_eq!(age_on(leap, on(2028, 2, 29)), Some(20));
}

#[test]
fn letters_change_on_the_eighteenth_birthday_everywhere() {
    let incident = sample();
    for rule in BOOK.rules() {
        let standing = |birth| BOOK.route(&incident, &person(rule.code.code(), birth)).standing;
        assert_eq!(standing(on(2007, 3, 21)), Some(Standing::Adult), "{}", rule.code);
        assert_eq!(standing(on(2007, 3, 22)), Some(Standing::Minor), "{}", rule.code);
    }
}

#[test]
fn eighteen_but_not_of_age_is_said() {
    let incident = sample();
    for (code, born, said) in [
        ("AL", on(2007, 3, 21), true),
        ("AL", on(2006, 3, 21), false),
        ("MS", on(2004, 3, 22), true),
        ("MS", on(2004, 3, 21), false),
        ("PR", on(2004, 3, 22), true),
        ("TX", on(2007, 3, 21), false),
    ] {
        let route = BOOK.route(&incident, &person(code, born));
        assert_eq!(route.codes.contains(Code::MajorityLater), said, "{code} {born}");
        assert_eq!(route.variant.map(|v| v.addressee), Some(Addressee::Person));
    }
}

#[test]
fn turning_of_age_spans_list_mailing_and_enrolment() {
    let incident = sample();
    let turns = |birth| turns_of_age(birth, &incident, 18);
    assert!(!turns(on(2007, 3, 10)), "of age on the list date already");
    assert!(turns(on(2007, 3, 11)), "the day after the list date");
    assert!(turns(on(2007, 3, 21)), "on the mailing date");
    assert!(turns(on(2007, 7, 31)), "on the last day to enrol");
    assert!(!turns(on(2007, 8, 1)), "after it");
    assert!(!turns(on(2019, 6, 1)));

    let mut nothing_offered = sample();
    nothing_offered.monitoring = crate::party::incident::Monitoring::default();
    assert!(turns_of_age(on(2007, 3, 21), &nothing_offered, 18));
    assert!(!turns_of_age(on(2007, 3, 22), &nothing_offered, 18));

    assert!(BOOK.route(&incident, &person("TX", on(2007, 3, 15))).codes.contains(Code::TurnsOfAge));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..60_000).prop_map(|n| on(1900, 1, 1) + Days::new(n))
}

proptest! {
    #[test]
    fn age_never_falls_as_days_pass(birth in any_day(), a in any_day(), b in any_day()) {
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(age_on(birth, early) <= age_on(birth, late));
    }

    #[test]
    fn age_rises_by_one_on_one_day_a_year(birth in any_day(), years in 1i32..100) {
        use chrono::Datelike;
        let year = birth.year() + years;
        let birthday = NaiveDate::from_ymd_opt(year, birth.month(), birth.day()).unwrap_or(on(year, 3, 1));
        prop_assert_eq!(age_on(birth, birthday), Some(years as u32));
        prop_assert_eq!(age_on(birth, birthday - Days::new(1)), Some(years as u32 - 1));
    }

    #[test]
    fn the_older_is_never_the_minor(a in any_day(), b in any_day()) {
        let incident = sample();
        let standing = |birth| BOOK.route(&incident, &person("TX", birth)).standing;
        let (older, younger) = (a.min(b), a.max(b));
        if standing(older) == Some(Standing::Minor) {
            prop_assert_ne!(standing(younger), Some(Standing::Adult));
        }
    }

    #[test]
    fn who_turns_of_age_is_a_child_on_the_list_date_and_not_at_the_end(birth in any_day()) {
        let incident = sample();
        let child = |day| age_on(birth, day).is_none_or(|age| age < 18);
        let expected = child(incident.mailing.list_date) && !child(on(2025, 7, 31));
        prop_assert_eq!(turns_of_age(birth, &incident, 18), expected);
    }
}
