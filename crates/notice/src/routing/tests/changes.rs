//! Laws that changed: each mailing has the law of its own day, whatever the day on which somebody looks.

use super::{BOOK, elements, on, place, sample, templates};
use crate::party::{DataElement, Incident};
use crate::routing::{Duty, RuleBook, deadlines};

/// The sample case, mailed on a day, and discovered ten days before.
fn mailed(year: i32, month: u32, day: u32) -> Incident {
    let mut incident = sample();
    incident.mailing.date = on(year, month, day);
    incident.event.discovered = incident.mailing.date - chrono::Days::new(10);
    incident.event.determined = None;
    incident
}

fn in_force(incident: &Incident) -> RuleBook {
    BOOK.clone().in_force_on(incident.mailing.date)
}

#[test]
fn letters_of_december_2025_and_of_january_2026_have_the_law_of_their_day() {
    let december = mailed(2025, 12, 30);
    let january = mailed(2026, 1, 2);
    let ca = |book: &RuleBook| book.rule(place("CA")).expect("a rule").individual_deadline_days;
    assert_eq!((ca(&in_force(&december)), ca(&in_force(&january))), (None, Some(30)));
    let offices = |incident: &Incident, code: &str| {
        let all = deadlines(&in_force(incident), incident, &[(place(code), 900)].into(), 0);
        all.into_iter().filter(|clock| clock.duty == Duty::Regulator).map(|clock| clock.due).collect::<Vec<_>>()
    };
    assert_eq!(offices(&december, "OK"), []);
    assert_eq!(offices(&january, "OK"), [on(2026, 3, 3)], "60 days after the letters");
    assert!(offices(&december, "CA").contains(&december.mailing.date), "no number of days stood there");
    assert!(offices(&january, "CA").contains(&on(2026, 1, 17)), "15 days after the letters");
    assert_eq!(ca(&in_force(&december).in_force_on(january.mailing.date)), Some(30), "whatever day was asked before");
    let book = in_force(&december);
    let doubts = book.doubts(book.rule(place("CA")).expect("a rule"));
    assert!(doubts.iter().any(|doubt| doubt == "amendment: this is the law until 2025-12-31"), "{doubts:?}");
    assert!(doubts.iter().any(|doubt| doubt.contains("SB 446 of 2025 holds from 2026-01-01")), "{doubts:?}");
    assert!(!BOOK.doubts(BOOK.rule(place("CA")).expect("a rule")).iter().any(|doubt| doubt.contains("SB 446")));
}

#[test]
fn places_whose_law_differs_between_two_days_are_named() {
    let changed = |one, other| BOOK.changed_between(one, other);
    assert_eq!(changed(on(2025, 12, 31), on(2026, 1, 1)), [place("CA"), place("OK")]);
    assert_eq!(changed(on(2026, 1, 1), on(2025, 12, 31)), [place("CA"), place("OK")]);
    assert_eq!(changed(on(2026, 1, 1), on(2026, 12, 31)), []);
}

#[test]
fn bills_change_nothing_and_pending_ones_are_told() {
    let nj = BOOK.rule(place("NJ")).expect("a rule");
    assert!(BOOK.doubts(nj).iter().any(|doubt| doubt.contains("Assembly Bill 1852") && doubt.contains("pending")));
    let ct = BOOK.rule(place("CT")).expect("a rule");
    assert!(!BOOK.doubts(ct).iter().any(|doubt| doubt.contains("SB 117")), "a dead bill is no doubt");
}

#[test]
fn an_amendment_at_odds_with_itself_is_refused() {
    let path = "jurisdictions/ok/rule.toml";
    for (from, to, told) in [
        ("in_force_from = \"2026-01-01\"\n", "", "in_force_from"),
        ("status = \"dead\"", "status = \"dead\"\nin_force_from = \"2026-01-01\"", "in_force_from"),
        ("absent = [\"regulator\"", "absent = [\"regulators\"", "no key of this rule"),
        ("[amendment.before]\n", "[amendment.before]\ncode = \"TX\"\n", "changes the state"),
        ("status = \"dead\"", "status = \"asleep\"", "not allowed here"),
        ("absent = [\"regulator\"", "absent = [\"name\", \"regulator\"", "cannot be read"),
        ("[amendment.before]\n", "[amendment.before]\nletter_age = 40\n", "contradicts itself"),
    ] {
        let mut templates = templates();
        let text = templates.text(path).expect("the file").to_owned();
        assert!(text.contains(from), "{from}");
        templates.insert(path, text.replacen(from, to, 1));
        let refusal = RuleBook::load(&templates).expect_err(to);
        assert!(refusal.message.contains(told) && refusal.place.line > 0, "{to}: {refusal}");
    }
}

#[test]
fn one_office_counts_from_another_day_than_the_statute_and_the_earlier_is_shown() {
    let mut incident = sample();
    incident.event.determined = Some(on(2025, 2, 10));
    let all = deadlines(&BOOK, &incident, &[(place("TX"), 5_000)].into(), 0);
    let office = all.iter().find(|clock| clock.duty == Duty::Regulator).expect("the Attorney General");
    assert_eq!(office.due, on(2025, 2, 24), "30 days after discovery");
    for told in ["determination (2025-03-12)", "discovery (2025-02-24)", "earlier"] {
        assert!(office.note.contains(told), "{told}: {}", office.note);
    }
}

#[test]
fn a_rule_without_a_page_that_counts_wants_a_source() {
    let wanting: Vec<_> = BOOK.rules().filter(|rule| BOOK.wants_source(rule)).map(|rule| rule.code).collect();
    assert_eq!(wanting, [place("MP")], "as counted in docs/benchmarks.md");
    for (page, counts) in [
        ("https://www.mintz.com/a", true),
        ("https://notmintz.com/a", false),
        ("https://mintz.com.example.org/", false),
        ("https://ago.vermont.gov/x", true),
        ("https://github.com/somebody/laws", false),
        ("mintz.com", false),
    ] {
        assert_eq!(BOOK.has_source(&[page.to_owned()]), counts, "{page}");
    }
    for block in BOOK.contacts().bureaus() {
        assert!(BOOK.has_source(&block.source_urls), "{}", block.name);
    }
}

#[test]
fn the_law_of_a_state_applies_to_what_it_covers() {
    use DataElement::{Claims, DateOfBirth, HealthInsurance, MedicalRecord, Name, Ssn};
    let applies =
        |code: &str, taken: &[DataElement]| BOOK.rule(place(code)).expect("a rule").applies_to(elements(taken));
    assert!(!applies("WV", &[Name, DateOfBirth, MedicalRecord]), "medical records alone");
    assert!(applies("WV", &[Name, MedicalRecord, Ssn]));
    assert!(applies("TX", &[Name, MedicalRecord]));
    assert!(!applies("TX", &[Name, DateOfBirth]), "no law covers a name alone");
    assert!(!applies("NV", &[MedicalRecord]) && applies("NV", &[HealthInsurance]) && applies("NV", &[Claims]));
    let incident = sample();
    let wv = BOOK.rule(place("WV")).expect("a rule");
    assert!(wv.items(elements(&[Name, MedicalRecord]), &incident).is_empty());
    assert!(!wv.items(elements(&[Name, Ssn]), &incident).is_empty());
}
