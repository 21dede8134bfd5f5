//! The calendar against tables written from the law: every clock of every jurisdiction, every threshold at n and n - 1,
//! and the delays that police ask for.

// The pipeline itself may not touch disk, environment or clock; a test that keeps its expectations in files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::party::{Incident, Jurisdiction};
use notice::routing::{Deadline, Duty, RuleBook, deadlines, delay_remarks};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::load(&repository::templates()).unwrap());

/// The rows of a table, without its remarks.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn calendar(incident: &Incident, counts: &[(Jurisdiction, u64)], unreachable: u64) -> Vec<Deadline> {
    deadlines(&BOOK, incident, &counts.iter().copied().collect::<BTreeMap<_, _>>(), unreachable)
}

fn place(code: &str) -> Jurisdiction {
    Jurisdiction::parse(code).unwrap()
}

fn code(deadline: &Deadline) -> String {
    deadline.jurisdiction.map_or("US".to_owned(), |place| place.to_string())
}

#[test]
fn every_clock_of_the_sample_with_600_residents_everywhere() {
    let counts: Vec<_> = BOOK.rules().map(|rule| (rule.code, 600)).collect();
    let all = calendar(&repository::incident(), &counts, 12);
    let mut found: Vec<String> =
        all.iter().map(|d| format!("{}\t{}\t{}\t{}", code(d), d.duty.word(), d.whom, d.due)).collect();
    let mut expected: Vec<String> = rows(include_str!("deadlines/sample.tsv")).map(|cells| cells.join("\t")).collect();
    found.sort();
    expected.sort();
    let unexpected: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    let missing: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    assert!(unexpected.is_empty() && missing.is_empty(), "not in the table: {unexpected:#?}\nmissing: {missing:#?}");
    assert_eq!(found.len(), expected.len(), "a line stands twice");
    assert!(all.is_sorted_by_key(Deadline::last_day), "first due first");
    assert!(all.iter().all(|d| !d.citation.is_empty() && d.delayed.is_none()));
}

#[test]
fn thresholds_hold_exactly_at_their_number() {
    let incident = repository::incident();
    let with = |at: Jurisdiction, people| calendar(&incident, &[(at, people)], 0);
    let mut seen = 0;
    for cells in rows(include_str!("deadlines/thresholds.tsv")) {
        let [at, duty, whom, least, due] = cells.as_slice() else { panic!("five cells: {cells:?}") };
        let (at, least): (_, u64) = (place(at), least.parse().unwrap());
        let is = |d: &&Deadline| d.duty.word() == *duty && d.whom == *whom;
        let exactly = with(at, least);
        let hit = exactly.iter().find(is).unwrap_or_else(|| panic!("{cells:?} is missing at its number"));
        assert_eq!(hit.due.to_string(), *due, "{cells:?}");
        assert_eq!(hit.people, least);
        assert!(with(at, least - 1).iter().find(is).is_none(), "{cells:?} is there with one resident less");
        seen += 1;
    }
    // No office with a date and no duty to the bureaus is left out of the table.
    let offices = BOOK.rules().flat_map(|r| &r.regulators).filter(|o| o.deadline_from.is_some()).count();
    let bureaus = BOOK.rules().filter(|r| r.cra_notice_min_persons.is_some()).count();
    assert_eq!(seen, offices + bureaus);
}

#[test]
fn the_media_are_told_of_more_than_500_in_one_state() {
    let incident = repository::incident();
    for rule in BOOK.rules() {
        let media =
            |people| calendar(&incident, &[(rule.code, people)], 0).iter().filter(|d| d.duty == Duty::Media).count();
        assert_eq!(media(500), 0, "{}", rule.code);
        assert_eq!(media(501), usize::from(rule.media_notice), "{}", rule.code);
    }
    let without: Vec<_> = BOOK.rules().filter(|r| !r.media_notice).map(|r| r.code.to_string()).collect();
    assert_eq!(without, ["AA", "AE", "AP", "FM", "MH", "PW", "ZZ"], "residents of no state or territory");
}

/// The sample with police asking for a delay; the rest of the table as written.
fn asked(keys: &str) -> Incident {
    let text = repository::incident_text();
    let without = "delayed_notice = false";
    assert!(text.contains(without));
    Incident::parse("incident.toml", &text.replacen(without, &format!("delayed_notice = true{keys}"), 1)).unwrap()
}

/// Last days of the letters, ordinary and delayed, under federal law (`US`) or a state's.
fn letters(incident: &Incident, at: &str) -> (String, Option<String>) {
    let counts = if at == "US" { vec![] } else { vec![(place(at), 600)] };
    let all = calendar(incident, &counts, 0);
    let it = all.iter().find(|d| d.duty == Duty::Individuals && code(d) == at).unwrap();
    (it.due.to_string(), it.delayed.as_ref().map(|delayed| delayed.due.to_string()))
}

#[test]
fn a_delay_that_police_asked_for() {
    let written = ", request = \"written\", requested_on = 2025-02-03, delayed_until = 2025-04-30";
    let oral = ", request = \"oral\", requested_on = 2025-03-01";
    let cut = ", request = \"oral\", requested_on = 2025-03-01, delayed_until = 2025-04-30";
    let early = ", request = \"oral\", requested_on = 2025-03-10, delayed_until = 2025-03-28";
    // Federal day 60 is 26 March. New York and California wait with no days afterwards, Maine 7 business days, Maryland
    // 7 days, South Dakota 30; of Colorado nothing was established, and Kansas has only the federal limit.
    for (keys, at, due, delayed) in [
        (written, "US", "2025-03-26", Some("2025-04-30")),
        (written, "KS", "2025-03-26", Some("2025-04-30")),
        (written, "NY", "2025-02-24", Some("2025-04-30")),
        (written, "CA", "2025-02-24", Some("2025-04-30")),
        (written, "ME", "2025-02-24", Some("2025-05-09")),
        (written, "MD", "2025-03-11", Some("2025-05-07")),
        (written, "SD", "2025-03-26", Some("2025-05-30")),
        (written, "CO", "2025-02-24", None),
        (oral, "US", "2025-03-26", Some("2025-03-31")),
        (cut, "US", "2025-03-26", Some("2025-03-31")),
        (early, "US", "2025-03-26", Some("2025-03-28")),
        // A delay that ends before the last day moves nothing.
        (", request = \"written\", delayed_until = 2025-03-26", "US", "2025-03-26", None),
        (", request = \"written\", delayed_until = 2025-03-27", "US", "2025-03-26", Some("2025-03-27")),
        // Too little is said to count.
        ("", "US", "2025-03-26", None),
        (", request = \"written\"", "US", "2025-03-26", None),
        (", request = \"oral\", delayed_until = 2025-04-30", "US", "2025-03-26", None),
        (", requested_on = 2025-02-03, delayed_until = 2025-04-30", "US", "2025-03-26", None),
    ] {
        let found = letters(&asked(keys), at);
        assert_eq!(found, (due.to_owned(), delayed.map(str::to_owned)), "{at}{keys}");
    }
}

#[test]
fn a_delay_is_said_with_its_reason_and_its_limits() {
    let said = |keys: &str| delay_remarks(&asked(keys), BOOK.hipaa()).join(" ");
    assert!(delay_remarks(&repository::incident(), BOOK.hipaa()).is_empty());
    for (keys, words) in [
        ("", "(request), so the delay is not counted"),
        (", request = \"written\"", "(delayed_until), so the delay is not counted"),
        (", request = \"oral\"", "(requested_on), so the delay is not counted"),
        (
            ", request = \"oral\", requested_on = 2025-03-01, delayed_until = 2025-04-30",
            "The delay counts until 2025-03-31, not",
        ),
        (", request = \"written\", delayed_until = 2025-04-30", "do not mail until law enforcement agrees"),
    ] {
        assert!(said(keys).contains(words), "{keys}: {}", said(keys));
    }
    assert!(!said(", request = \"written\", delayed_until = 2025-03-21").contains("do not mail"));

    let incident = asked(", request = \"oral\", requested_on = 2025-03-01");
    let all = calendar(&incident, &[(place("TX"), 600)], 12);
    for d in &all {
        let waits = matches!(d.duty, Duty::Hhs | Duty::Media | Duty::SubstituteNotice)
            || (d.duty == Duty::Individuals && d.jurisdiction.is_none());
        assert_eq!(d.delayed.is_some(), waits, "{} {}", d.whom, d.citation);
    }
    let why = &all.iter().find_map(|d| d.delayed.clone()).unwrap().why;
    assert!(why.contains("orally on 2025-03-01") && why.contains("30 days") && why.contains("164.412"), "{why}");
    assert!(all.is_sorted_by_key(Deadline::last_day), "by the day that counts");
}

#[test]
fn a_letter_is_late_only_after_the_delay() {
    let incident = asked(", request = \"written\", delayed_until = 2025-04-30");
    assert_eq!(BOOK.due(&incident, Some(place("KS"))).to_string(), "2025-04-30");
    assert_eq!(BOOK.due(&incident, None).to_string(), "2025-04-30");
    assert_eq!(BOOK.due(&incident, Some(place("NY"))).to_string(), "2025-04-30");
    assert_eq!(BOOK.due(&incident, Some(place("CO"))).to_string(), "2025-02-24", "nothing was established");
}

#[test]
fn days_left_are_counted_from_the_day_that_is_asked_about() {
    let all = calendar(&repository::incident(), &[(place("TX"), 600)], 0);
    let office = all.iter().find(|d| d.duty == Duty::Regulator).unwrap();
    for (on, left) in [("2025-02-23", 1), ("2025-02-24", 0), ("2025-03-08", -12)] {
        assert_eq!(office.days_left(on.parse().unwrap()), left, "{on}");
    }
}
