//! Deadlines of the sample case and on the boundaries of the law.

use super::{BOOK, on, person, place, sample};
use crate::finding::Code;
use crate::party::incident::Vendor;
use crate::party::{Incident, Jurisdiction};
use crate::routing::{ClockStart, DayType, Deadline, Duty, deadlines};
use chrono::NaiveDate;
use std::collections::BTreeMap;

fn counts(of: &[(&str, u64)]) -> BTreeMap<Jurisdiction, u64> {
    of.iter().map(|&(code, people)| (place(code), people)).collect()
}

fn all(incident: &Incident, of: &[(&str, u64)], unreachable: u64) -> Vec<Deadline> {
    deadlines(&BOOK, incident, &counts(of), unreachable)
}

fn of<'d>(list: &'d [Deadline], duty: Duty, code: &str) -> Vec<&'d Deadline> {
    let jurisdiction = (!code.is_empty()).then(|| place(code));
    list.iter().filter(|d| d.duty == duty && d.jurisdiction == jurisdiction).collect()
}

fn dues(list: &[Deadline], duty: Duty, code: &str) -> Vec<NaiveDate> {
    of(list, duty, code).iter().map(|d| d.due).collect()
}

#[test]
fn the_sample_case() {
    let incident = sample();
    let list = all(&incident, &[("TX", 90_000), ("ME", 9), ("CA", 600), ("NY", 700), ("ZZ", 900)], 12);
    assert!(list.is_sorted_by_key(|d| d.due), "first due first");
    let day_60 = on(2025, 3, 26);
    let mailing = on(2025, 3, 21);
    assert_eq!(dues(&list, Duty::Individuals, ""), [day_60]);
    assert_eq!(dues(&list, Duty::Hhs, ""), [day_60]);
    assert_eq!(dues(&list, Duty::SubstituteNotice, ""), [day_60]);

    assert_eq!(dues(&list, Duty::Regulator, "TX"), [on(2025, 2, 24)], "30 days, before the letters' 60");
    assert_eq!(dues(&list, Duty::Individuals, "TX"), [day_60]);
    assert_eq!(dues(&list, Duty::Media, "TX"), [day_60]);
    assert_eq!(dues(&list, Duty::CreditBureaus, "TX"), [mailing]);

    assert_eq!(dues(&list, Duty::Regulator, "ME"), [on(2025, 2, 24)]);
    assert_eq!(dues(&list, Duty::Individuals, "ME"), [on(2025, 2, 24)]);
    assert!(dues(&list, Duty::Media, "ME").is_empty() && dues(&list, Duty::CreditBureaus, "ME").is_empty());

    // The licensed-facility clock: 15 business days from Saturday 25 January; then the sample 15 days after the letters.
    assert_eq!(dues(&list, Duty::Regulator, "CA"), [on(2025, 2, 14), on(2025, 4, 5)]);
    assert!(of(&list, Duty::Regulator, "CA")[0].in_doubt && !of(&list, Duty::Regulator, "CA")[1].in_doubt);

    // Three offices with the letters, hospitals after 3 days, the covered-entity rule 5 business days after HHS.
    assert_eq!(dues(&list, Duty::Regulator, "NY"), [on(2025, 1, 28), mailing, mailing, mailing, on(2025, 3, 28)]);
    assert!(of(&list, Duty::Media, "ZZ").is_empty(), "people abroad are residents of no state");
    assert!(list.iter().all(|d| !d.whom.is_empty() && !d.citation.is_empty()));
}

#[test]
fn five_hundred_is_three_numbers() {
    let mut incident = sample();
    incident.event.people_total = 500;
    let exactly = all(&incident, &[("TX", 500)], 0);
    assert_eq!(dues(&exactly, Duty::Hhs, ""), [on(2025, 3, 26)], "500 in total: with the letters");
    assert!(of(&exactly, Duty::Media, "TX").is_empty(), "more than 500 in one state");
    assert_eq!(of(&all(&incident, &[("TX", 501)], 0), Duty::Media, "TX").len(), 1);

    incident.event.people_total = 499;
    let fewer = all(&incident, &[("TX", 249)], 0);
    assert_eq!(dues(&fewer, Duty::Hhs, ""), [on(2026, 3, 1)], "60 days after the year of discovery");
    assert!(of(&fewer, Duty::Regulator, "TX").is_empty(), "Texas asks from 250");
    assert_eq!(of(&all(&incident, &[("TX", 250)], 0), Duty::Regulator, "TX").len(), 1);
    incident.event.discovered = on(2027, 6, 1);
    assert_eq!(dues(&all(&incident, &[], 0), Duty::Hhs, ""), [on(2028, 2, 29)]);
}

#[test]
fn a_short_list_does_not_hide_a_large_breach() {
    let list = all(&sample(), &[("TX", 3)], 0);
    assert_eq!(of(&list, Duty::Hhs, "")[0].people, 140_121);
}

#[test]
fn regulators_that_come_before_the_letters() {
    let incident = sample();
    let list = all(&incident, &[("MD", 1), ("NJ", 1), ("NH", 1), ("CT", 1), ("VT", 1), ("MT", 1)], 0);
    let eve = on(2025, 3, 20);
    assert_eq!(dues(&list, Duty::Regulator, "MD"), [on(2025, 3, 11)], "45 days end before the eve of the letters");
    assert_eq!(dues(&list, Duty::Regulator, "NJ"), [eve]);
    assert_eq!(dues(&list, Duty::Regulator, "NH"), [incident.mailing.date], "before or together");
    assert_eq!(
        dues(&list, Duty::Regulator, "CT"),
        [on(2025, 3, 21)],
        "no later than the letters, though 60 days run on"
    );
    assert_eq!(dues(&list, Duty::Regulator, "VT"), [on(2025, 2, 13)], "14 business days");
    assert_eq!(dues(&list, Duty::Regulator, "MT"), [on(2025, 3, 21)]);
}

#[test]
fn an_agents_knowledge_starts_the_clocks() {
    let first = |agent| {
        let mut incident = sample();
        incident.event.determined = None;
        incident.event.vendor = Some(Vendor {
            name: "Invented Billing Services".to_owned(),
            told_us: Some(on(2025, 1, 25)),
            agent,
            discovered: Some(on(2025, 1, 15)),
        });
        dues(&all(&incident, &[("TX", 5)], 0), Duty::Individuals, "TX")[0]
    };
    assert_eq!(first(Some(false)), first(None));
    assert_eq!(first(Some(false)) - first(Some(true)), chrono::TimeDelta::days(10));
}

#[test]
fn each_clock_starts_with_its_own_event() {
    let mut incident = sample();
    incident.event.determined = Some(on(2025, 2, 10));
    for (start, day) in [
        (ClockStart::Discovery, on(2025, 1, 25)),
        (ClockStart::Awareness, on(2025, 1, 25)),
        (ClockStart::Determination, on(2025, 2, 10)),
        (ClockStart::Confirmation, on(2025, 2, 10)),
        (ClockStart::NoticeToIndividuals, on(2025, 3, 21)),
        (ClockStart::NoticeToHhs, on(2025, 3, 21)),
        (ClockStart::SameTimeAsIndividuals, on(2025, 3, 21)),
        (ClockStart::BeforeIndividuals, on(2025, 3, 21)),
    ] {
        assert_eq!(start.day(&incident), day, "{}", start.word());
    }
    // Colorado counts 30 days from the determination, California from discovery.
    let due = |code| BOOK.route(&incident, &person(code, on(1980, 1, 1))).due;
    assert_eq!(due("CO"), Some(on(2025, 3, 12)));
    assert_eq!(due("CA"), Some(on(2025, 2, 24)));
    // Texas counts 60 from the determination; the federal 60 from discovery are first.
    assert_eq!(due("TX"), Some(on(2025, 3, 26)));
    incident.event.determined = None;
    assert_eq!(ClockStart::Determination.day(&incident), on(2025, 1, 25));
}

#[test]
fn a_letter_is_late_the_day_after_and_not_before() {
    let mut incident = sample();
    let late =
        |incident: &Incident| BOOK.route(incident, &person("TX", on(1980, 1, 1))).codes.contains(Code::LetterLate);
    incident.mailing.date = on(2025, 3, 26);
    assert!(!late(&incident));
    incident.mailing.date = on(2025, 3, 27);
    assert!(late(&incident));
}

#[test]
fn business_days_skip_weekends() {
    let friday = on(2025, 3, 21);
    let after = |start, days, kind| BOOK.holidays().after(start, days, kind, None);
    assert_eq!(after(friday, 1, DayType::Business), on(2025, 3, 24));
    assert_eq!(after(friday, 5, DayType::Business), on(2025, 3, 28));
    assert_eq!(after(on(2025, 3, 22), 1, DayType::Business), on(2025, 3, 24), "from a Saturday");
    assert_eq!(after(friday, 0, DayType::Business), friday);
    assert_eq!(after(on(2024, 1, 31), 30, DayType::Calendar), on(2024, 3, 1), "over a leap day");
}

#[test]
fn what_hipaa_sets_aside_is_shown_with_a_doubt() {
    let incident = sample();
    // Ohio exempts covered entities; its 45 days are shown all the same.
    let list = all(&incident, &[("OH", 5)], 0);
    assert!(of(&list, Duty::Individuals, "OH")[0].in_doubt);
    assert!(!of(&all(&incident, &[("TX", 5)], 0), Duty::Individuals, "TX")[0].in_doubt);
}

#[test]
fn nobody_unreachable_means_no_substitute_notice() {
    let incident = sample();
    assert!(of(&all(&incident, &[], 0), Duty::SubstituteNotice, "").is_empty());
    let few = all(&incident, &[], 9);
    let many = all(&incident, &[], 10);
    let note = |list: &[Deadline]| of(list, Duty::SubstituteNotice, "")[0].note.clone();
    assert_ne!(note(&few), note(&many));
    assert!(note(&many).contains("90 days"));
}

#[test]
fn a_delay_that_police_asked_for_is_said_and_moves_no_day() {
    let mut incident = sample();
    let before = all(&incident, &[], 0);
    incident.event.law_enforcement.delayed_notice = true;
    let after = all(&incident, &[], 0);
    let letters =
        |list: &[Deadline]| (of(list, Duty::Individuals, "")[0].due, of(list, Duty::Individuals, "")[0].note.len());
    assert_eq!(letters(&before).0, letters(&after).0);
    assert!(letters(&before).1 < letters(&after).1);
}

#[test]
fn no_state_lengthens_the_federal_limit() {
    let mut incident = sample();
    incident.event.determined = Some(on(2025, 3, 1));
    let federal = on(2025, 3, 26);
    let mut shortened = 0;
    for rule in BOOK.rules() {
        let due =
            BOOK.route(&incident, &person(rule.code.code(), on(1980, 1, 1))).due.expect("a federal limit at least");
        assert!(due <= federal, "{}", rule.code);
        shortened += usize::from(due < federal);
    }
    // 30 days: CA, ME, NY, WA; 45 days: IN, MD, NM, OH, OR, TN, VT, WI. Counted from the later determination, the days
    // of AL, AZ, CO, FL and RI end after the federal limit, and 60 days never come first.
    assert_eq!(shortened, 12);
}
