//! States whose offices must be told before their people: which letters wait, and for how long.

use super::{BOOK, on, place, sample, templates};
use crate::party::Jurisdiction;
use crate::routing::{PriorNotice, PriorNotices, RuleBook};
use std::collections::BTreeSet;

fn waiting(book: &RuleBook, people: &[(&str, u64)], prior: &PriorNotices) -> Vec<Jurisdiction> {
    let covered = people.iter().map(|(code, people)| (place(code), *people)).collect();
    book.states_that_wait(&sample(), &covered, prior).into_iter().collect()
}

fn told(code: &str, office: &str, day: u32) -> PriorNotice {
    PriorNotice { place: place(code), office: office.to_owned(), day: on(2025, 3, day) }
}

#[test]
fn letters_to_new_jersey_wait_and_those_to_states_that_may_be_told_together_do_not() {
    let nobody = PriorNotices::default();
    let everywhere: Vec<(&str, u64)> = BOOK.rules().map(|rule| (rule.code.code(), 1_000)).collect();
    // Maryland deems a practice compliant that follows HIPAA; New Hampshire lets the office be told with the people.
    assert_eq!(waiting(&BOOK, &everywhere, &nobody), [place("NJ")]);
    assert_eq!(waiting(&BOOK, &[("NJ", 1)], &nobody), [place("NJ")]);
    assert_eq!(waiting(&BOOK, &[("NJ", 0), ("TX", 90_000)], &nobody), [], "nobody whom the law covers");
}

#[test]
fn they_wait_until_the_office_was_told_before_the_mailing_date() {
    let prior = |given: Vec<PriorNotice>| PriorNotices { given, not_awaited: BTreeSet::new() };
    let nj = [("NJ", 1)];
    assert_eq!(waiting(&BOOK, &nj, &prior(vec![told("NJ", "", 20)])), []);
    assert_eq!(waiting(&BOOK, &nj, &prior(vec![told("NJ", "", 21)])), [place("NJ")], "on the very day");
    assert_eq!(waiting(&BOOK, &nj, &prior(vec![told("MD", "", 20)])), [place("NJ")], "another state");
    assert_eq!(waiting(&BOOK, &nj, &prior(vec![told("NJ", "", 21), told("NJ", "", 3)])), []);
    let overridden = PriorNotices { given: Vec::new(), not_awaited: [place("NJ")].into() };
    assert_eq!(waiting(&BOOK, &nj, &overridden), []);
}

#[test]
fn counsel_may_say_that_the_notice_stays_owed_beside_hipaa_or_that_it_does_not() {
    let path = "jurisdictions/md/rule.toml";
    let with = |value: &str| {
        let mut templates = templates();
        let key = format!("regulator_notice_survives_hipaa = {value}\nmedical_info_covered");
        let text = templates.text(path).expect("the file").replacen("medical_info_covered", &key, 1);
        templates.insert(path, text);
        RuleBook::load(&templates).expect("a rule")
    };
    assert_eq!(waiting(&with("true"), &[("MD", 1)], &PriorNotices::default()), [place("MD")]);
    let without = with("false");
    assert_eq!(waiting(&without, &[("MD", 1)], &PriorNotices::default()), []);
    assert_eq!(without.offices_told_before(place("MD"), 1).count(), 0);
    assert_eq!(BOOK.offices_told_before(place("MD"), 1).count(), 1, "not established: the office is told");
}
