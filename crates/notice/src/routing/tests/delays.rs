//! Notice that waits because police asked, and what a state asks to be offered.

use super::{BOOK, elements, on, person, place, sample, templates};
use crate::finding::Code;
use crate::party::DataElement::{MedicalRecord, Name, Ssn};
use crate::party::incident::{DelayRequest, Monitoring};
use crate::party::{Incident, Jurisdiction, Standing};
use crate::routing::{Deadline, Duty, LetterItem, RuleBook, Shortfall, deadlines, delay_remarks, shortfall};
use chrono::NaiveDate;

/// The sample case, in which police asked in writing.
fn written(until: NaiveDate) -> Incident {
    let mut incident = sample();
    let police = &mut incident.event.law_enforcement;
    police.delayed_notice = true;
    police.request = Some(DelayRequest::Written);
    police.delayed_until = Some(until);
    incident
}

fn oral(asked: NaiveDate, until: Option<NaiveDate>) -> Incident {
    let mut incident = written(asked);
    let police = &mut incident.event.law_enforcement;
    police.request = Some(DelayRequest::Oral);
    police.requested_on = Some(asked);
    police.delayed_until = until;
    incident
}

fn letters(incident: &Incident, code: &str) -> Deadline {
    let counts = [(place(code), 5)].into();
    let all = deadlines(&BOOK, incident, &counts, 0);
    let own = |d: &&Deadline| d.duty == Duty::Individuals && d.jurisdiction == Some(place(code));
    all.iter().find(own).cloned().expect("a deadline for letters")
}

fn federal(incident: &Incident) -> Deadline {
    let all = deadlines(&BOOK, incident, &[(place("TX"), 5)].into(), 0);
    let own = |d: &&Deadline| d.duty == Duty::Individuals && d.jurisdiction.is_none();
    all.iter().find(own).cloned().expect("the federal deadline")
}

#[test]
fn a_written_request_moves_federal_days_and_those_of_states_that_know_it() {
    let until = on(2025, 4, 10);
    let incident = written(until);
    let day_60 = on(2025, 3, 26);
    let moved = federal(&incident);
    let why = "Law enforcement asked in writing to delay notice until 2025-04-10 (45 CFR 164.412).";
    assert_eq!(moved.due, day_60);
    assert_eq!(moved.delayed.map(|d| (d.due, d.why)), Some((until, why.to_owned())));
    // Maine counts seven business days from then, without Patriots' Day, Texas has no rule of its own.
    assert_eq!(letters(&incident, "ME").delayed.map(|d| d.due), Some(on(2025, 4, 22)));
    assert_eq!(letters(&incident, "TX").delayed, None);
    // Where the law has no number, the federal limit is counted, and waits with it.
    let alaska = letters(&incident, "AK");
    assert_eq!((alaska.due, alaska.days, alaska.delayed.map(|d| d.due)), (day_60, None, Some(until)));
    let due = |incident: &Incident, code: &str| BOOK.due(incident, Some(place(code)));
    assert_eq!((due(&incident, "ME"), due(&incident, "TX"), due(&incident, "AK")), (until, day_60, until));
    assert_eq!(BOOK.due(&incident, None), until);
    // A request that ends before the last day, or on it, moves nothing.
    for until in [on(2025, 3, 22), day_60] {
        assert_eq!(federal(&written(until)).delayed, None);
        assert_eq!(BOOK.due(&written(until), None), day_60);
    }
    let mut not_asked = written(until);
    not_asked.event.law_enforcement.delayed_notice = false;
    assert_eq!(federal(&not_asked).delayed, None);
}

#[test]
fn an_oral_request_counts_for_thirty_days_at_most() {
    let asked = on(2025, 3, 1);
    let thirty = on(2025, 3, 31);
    let why = "Law enforcement asked orally on 2025-03-01 to delay notice; an oral request counts for at most 30 days, here until \
               2025-03-31 (45 CFR 164.412).";
    for until in [None, Some(on(2025, 5, 1))] {
        let moved = federal(&oral(asked, until)).delayed.map(|d| (d.due, d.why));
        assert_eq!(moved, Some((thirty, why.to_owned())));
    }
    assert_eq!(federal(&oral(asked, Some(on(2025, 3, 28)))).delayed.map(|d| d.due), Some(on(2025, 3, 28)));
}

#[test]
fn whoever_mails_before_the_end_of_a_delay_is_told() {
    let says = |incident: &Incident| delay_remarks(incident, BOOK.hipaa()).join(" ");
    assert_eq!(says(&sample()), "");
    let mut incident = written(on(2025, 4, 10));
    assert!(BOOK.police_ask_to_wait(&incident));
    assert!(says(&incident).contains("is before the end of the delay, 2025-04-10"));
    assert!(says(&incident).contains("all others keep their usual deadline"));
    assert!(!says(&incident).contains("an oral request"));
    incident.mailing.date = on(2025, 4, 10);
    assert!(!BOOK.police_ask_to_wait(&incident) && !says(&incident).contains("is before the end"));
    assert!(!BOOK.police_ask_to_wait(&sample()));
    let cut = oral(on(2025, 3, 1), Some(on(2025, 5, 1)));
    assert!(says(&cut).contains("The delay counts until 2025-03-31, not until 2025-05-01"));
    let whole = oral(on(2025, 3, 1), Some(on(2025, 3, 31)));
    assert!(!says(&whole).contains("The delay counts until"));
    // What does not say enough is not counted, and why is told.
    for (request, lacks) in [
        (None, "(request)"),
        (Some(DelayRequest::Written), "(delayed_until)"),
        (Some(DelayRequest::Oral), "(requested_on)"),
    ] {
        let mut incident = written(on(2025, 4, 10));
        let police = &mut incident.event.law_enforcement;
        (police.request, police.delayed_until, police.requested_on) = (request, None, None);
        assert!(says(&incident).contains(lacks), "{}", says(&incident));
        assert!(federal(&incident).delayed.is_none() && !BOOK.police_ask_to_wait(&incident));
    }
}

#[test]
fn less_monitoring_than_a_state_asks_for_is_a_shortfall() {
    let connecticut = BOOK.rule(place("CT")).expect("a rule");
    let mut incident = sample();
    let exposed = elements(&[Name, Ssn]);
    let short = |incident: &Incident, standing| shortfall(connecticut, incident, standing, exposed);
    assert_eq!(short(&incident, Standing::Adult), None, "24 months are asked, and offered");
    incident.monitoring.adult.as_mut().expect("an offer").months = 23;
    assert_eq!(short(&incident, Standing::Adult), Some(Shortfall { asked: 24, offered: 23 }));
    assert_eq!(short(&incident, Standing::Minor), None, "children have an offer of their own");
    assert_eq!(short(&incident, Standing::Deceased), None, "nothing is owed to the dead");
    assert_eq!(shortfall(connecticut, &incident, Standing::Adult, elements(&[Name, MedicalRecord])), None);
    let mut adult = person("CT", on(1980, 1, 1));
    adult.elements = exposed;
    assert!(BOOK.route(&incident, &adult).codes.contains(Code::OfferShort));
    assert!(!BOOK.route(&sample(), &adult).codes.contains(Code::OfferShort));
    incident.monitoring = Monitoring::default();
    assert_eq!(short(&incident, Standing::Adult), Some(Shortfall { asked: 24, offered: 0 }));
}

#[test]
fn an_item_may_be_owed_always_or_on_a_condition() {
    let mut on_condition = 0;
    for rule in BOOK.rules() {
        for item in &rule.letter_must_include {
            assert!(rule.may_owe(*item), "{}", rule.code);
        }
        for conditional in &rule.letter_conditional {
            assert!(rule.may_owe(conditional.item), "{}", rule.code);
            on_condition += usize::from(!rule.letter_must_include.contains(&conditional.item));
        }
    }
    assert!(on_condition > 0, "some law asks for something on a condition");
    assert!(!BOOK.rule(place("TX")).expect("a rule").may_owe(LetterItem::NumberOfResidents));
}

#[test]
fn an_age_says_the_same_everywhere_or_nothing() {
    assert_eq!(BOOK.standing_anywhere(17), Some(Standing::Minor));
    assert_eq!(BOOK.standing_anywhere(18), Some(Standing::Adult));
    let path = "jurisdictions/al/rule.toml";
    let with = |letter_age: &str, majority: &str| {
        let mut templates = templates();
        let text = templates.text(path).expect("a rule").to_owned();
        let text = text.replace("letter_age = 18", letter_age).replace("age_of_majority = 19", majority);
        templates.insert(path, text);
        RuleBook::load(&templates)
    };
    let book = with("letter_age = 19", "age_of_majority = 19").expect("a rule of nineteen");
    let ages = [17, 18, 19].map(|age| book.standing_anywhere(age));
    assert_eq!(ages, [Some(Standing::Minor), None, Some(Standing::Adult)]);
    assert!(with("letter_age = 25", "age_of_majority = 26").is_ok());
    for wrong in ["letter_age = 26", "letter_age = 0"] {
        let refused = with(wrong, "age_of_majority = 30").expect_err("no such age");
        assert!(refused.message.contains("between 1 and 25"), "{refused}");
    }
}

#[test]
fn only_a_place_without_a_rule_has_an_unknown_law() {
    let incident = sample();
    let mut nowhere = person("TX", on(1980, 1, 1));
    nowhere.residence = None;
    assert!(!BOOK.route(&incident, &nowhere).codes.contains(Code::LawUnknown));
    nowhere.residence = Jurisdiction::parse("QQ");
    assert!(nowhere.residence.is_some() && BOOK.route(&incident, &nowhere).codes.contains(Code::LawUnknown));
}
