//! The calendar of an incident: every clock that runs, the first due first.

use super::book::RuleBook;
use super::clock::state_limit;
use super::deadline::{Deadline, Duty};
use super::delay::{self, Delayed};
use super::holidays::calendar_days_after;
use super::rule::{Regulator, Rule};
use super::word::{ClockStart, DayType, DeadlineStandard, HipaaDeemed};
use crate::party::{Elements, Incident, Jurisdiction};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Every clock of an incident, the first due first. `counts` are the affected people by residence, held ones
/// included; `unreachable` are those without a deliverable address. A duty without any date in law (for example one
/// that exists only when the practice decides not to write) has no deadline and stays in the rule.
///
/// The count for HHS is the larger of `counts` and the incident file's total, so that a short list hides nothing.
pub fn deadlines(
    book: &RuleBook,
    incident: &Incident,
    counts: &BTreeMap<Jurisdiction, u64>,
    unreachable: u64,
) -> Vec<Deadline> {
    deadlines_after_mailings(book, incident, &BTreeMap::new(), counts, unreachable)
}

/// As [`deadlines`], where people were written to before the mailing date. `first` is the first mailing date of each such
/// place: its clocks run from that day under the law of that day, and those of federal law from the first day of all.
pub fn deadlines_after_mailings(
    book: &RuleBook,
    incident: &Incident,
    first: &BTreeMap<Jurisdiction, NaiveDate>,
    counts: &BTreeMap<Jurisdiction, u64>,
    unreachable: u64,
) -> Vec<Deadline> {
    let total = counts.values().sum::<u64>().max(incident.event.people_total);
    let planned = incident.mailing.date;
    let mut all = Vec::new();
    let earliest = first.values().fold(planned, |earliest, day| earliest.min(*day));
    on_mailing_date(book, incident, earliest, &mut all, |calendar| calendar.federal(total, unreachable));
    let mut places: BTreeMap<NaiveDate, Vec<(Jurisdiction, u64)>> = BTreeMap::new();
    for (&place, &people) in counts.iter().filter(|(_, people)| **people > 0) {
        let day = first.get(&place).map_or(planned, |day| planned.min(*day));
        places.entry(day).or_default().push((place, people));
    }
    for (day, places) in places {
        on_mailing_date(book, incident, day, &mut all, |calendar| {
            for (place, people) in places {
                let Some(rule) = calendar.book.rule(place) else { continue };
                calendar.media(rule, people);
                calendar.state(rule, people);
            }
        });
    }
    all.sort_by(|a, b| a.last_day().cmp(&b.last_day()).then_with(|| a.cmp(b)));
    all
}

/// Enters clocks as they run for letters mailed on a day. On the planned day the rules stand as they were given, whatever
/// day's law they are.
fn on_mailing_date(
    book: &RuleBook,
    incident: &Incident,
    day: NaiveDate,
    all: &mut Vec<Deadline>,
    enter: impl FnOnce(&mut Calendar<'_>),
) {
    let run = |book: &RuleBook, incident: &Incident| {
        let wait = delay::until(incident, book.hipaa());
        let mut calendar = Calendar { book, incident, wait, all: Vec::new() };
        enter(&mut calendar);
        all.append(&mut calendar.all);
    };
    if day == incident.mailing.date {
        run(book, incident);
    } else {
        let mut then = incident.clone();
        then.mailing.date = day;
        run(&book.clone().in_force_on(day), &then);
    }
}

struct Calendar<'a> {
    book: &'a RuleBook,
    incident: &'a Incident,
    /// The last day for which police asked that notice wait, where it can be counted.
    wait: Option<NaiveDate>,
    all: Vec<Deadline>,
}

impl Calendar<'_> {
    /// Enters a deadline that waits where police asked for it: under federal law, or where a state's rule says so.
    fn enter_waiting(&mut self, mut deadline: Deadline, own: Option<&Rule>) {
        let state = own.and_then(|rule| rule.law_enforcement_delay.as_ref());
        let due = self.book.moved(deadline.due, self.wait, own.filter(|_| state.is_some()));
        if due > deadline.due
            && let Some(until) = self.wait.filter(|_| own.is_none() || state.is_some())
        {
            let why = delay::why(self.incident, self.book.hipaa(), until);
            deadline.delayed = Some(Delayed { due, why });
        }
        self.all.push(deadline);
    }

    fn federal(&mut self, total: u64, unreachable: u64) {
        let federal = self.book.hipaa();
        let started = federal.deadline_from.day(self.incident);
        let letters = Deadline {
            due: self.book.federal_limit(self.incident),
            duty: Duty::Individuals,
            jurisdiction: None,
            whom: "Every affected person".to_owned(),
            office: String::new(),
            citation: federal.individual_citation.clone(),
            start: federal.deadline_from,
            started,
            days: Some(federal.individual_deadline_days),
            day_type: DayType::Calendar,
            people: total,
            in_doubt: false,
            note: if self.incident.event.law_enforcement.delayed_notice {
                sentences(&[&federal.standard, &federal.law_enforcement_delay.rule])
            } else {
                federal.standard.clone()
            },
            delayed: None,
        };
        let hhs = &federal.hhs_notice;
        let mut filing = Deadline {
            duty: Duty::Hhs,
            whom: self.book.contacts().hhs_ocr.name.clone(),
            citation: hhs.citation.clone(),
            note: hhs.large_rule.clone(),
            ..letters.clone()
        };
        if total < hhs.large_threshold_persons {
            let new_year = NaiveDate::from_ymd_opt(started.year(), 12, 31).unwrap_or(started);
            filing.due = calendar_days_after(new_year, hhs.small_deadline_days);
            filing.days = Some(hhs.small_deadline_days);
            filing.note.clone_from(&hhs.small_rule);
        }
        if unreachable > 0 {
            let substitute = &federal.substitute_notice;
            let many = unreachable >= substitute.toll_free_required_from_persons;
            let instead = Deadline {
                duty: Duty::SubstituteNotice,
                whom: "People without a deliverable address".to_owned(),
                citation: substitute.citation.clone(),
                people: unreachable,
                note: if many { &substitute.ten_or_more } else { &substitute.fewer_than_10 }.clone(),
                ..letters.clone()
            };
            self.enter_waiting(instead, None);
        }
        self.enter_waiting(letters, None);
        self.enter_waiting(filing, None);
    }

    fn media(&mut self, rule: &Rule, people: u64) {
        let media = &self.book.hipaa().media_notice;
        if !rule.media_notice || people < media.threshold_residents {
            return;
        }
        let started = media.deadline_from.day(self.incident);
        let notice = Deadline {
            due: calendar_days_after(started, media.deadline_days),
            duty: Duty::Media,
            jurisdiction: Some(rule.code),
            whom: format!("Prominent media outlets, {}", rule.name),
            office: String::new(),
            citation: media.citation.clone(),
            start: media.deadline_from,
            started,
            days: Some(media.deadline_days),
            day_type: DayType::Calendar,
            people,
            in_doubt: false,
            note: media.note.clone(),
            delayed: None,
        };
        self.enter_waiting(notice, None);
    }

    fn state(&mut self, rule: &Rule, people: u64) {
        // A state clock that HIPAA may set aside, or that may not reach the practice, is shown all the same.
        let aside = !self.applies(rule) || rule.hipaa_deemed_compliant == HipaaDeemed::Full;
        let letters = Deadline {
            due: self.incident.mailing.date,
            duty: Duty::Individuals,
            jurisdiction: Some(rule.code),
            whom: format!("Residents of {}", rule.name),
            office: String::new(),
            citation: rule.statute.clone(),
            start: rule.deadline_from,
            started: rule.deadline_from.day(self.incident),
            days: rule.individual_deadline_days,
            day_type: DayType::Calendar,
            people,
            in_doubt: aside,
            note: sentences(&[&rule.hipaa_note, self.not_covered(rule)]),
            delayed: None,
        };
        if let Some(due) = state_limit(rule, self.incident) {
            self.enter_waiting(Deadline { due, ..letters.clone() }, Some(rule));
        } else if rule.individual_deadline_standard == DeadlineStandard::WithoutDelay {
            // No number of its own: the federal limit is the only one that can be counted, and it waits with it.
            let federal = self.book.hipaa();
            let limit = Deadline {
                due: self.book.federal_limit(self.incident),
                start: federal.deadline_from,
                started: federal.deadline_from.day(self.incident),
                days: None,
                ..letters.clone()
            };
            self.enter_waiting(limit, None);
        }
        for office in &rule.regulators {
            self.all.extend(self.regulator(rule, office, &letters));
        }
        if rule.cra_notice_min_persons.is_some_and(|least| people >= least) {
            let start = rule.cra_deadline_from.unwrap_or(ClockStart::SameTimeAsIndividuals);
            let started = start.day(self.incident);
            self.all.push(Deadline {
                due: calendar_days_after(started, rule.cra_deadline_days.unwrap_or(0)),
                duty: Duty::CreditBureaus,
                whom: format!("Credit bureaus, for {}", rule.name),
                start,
                started,
                days: rule.cra_deadline_days,
                note: rule.cra_note.clone(),
                ..letters
            });
        }
    }

    /// Notice to an office, where so many people are affected and the law gives it a date. Where the office itself counts its
    /// days from another event than the statute, the earlier day is the last one, and both are named.
    fn regulator(&self, rule: &Rule, office: &Regulator, letters: &Deadline) -> Option<Deadline> {
        let enough = office.notify_threshold_residents.is_none_or(|least| letters.people >= least);
        let mut start = office.deadline_from.filter(|_| enough)?;
        let mut due = self.regulator_due(rule, office, start);
        let mut counted = String::new();
        if let Some(own) = office.office_counts_from {
            let other = self.regulator_due(rule, office, own);
            counted = format!(
                "The statute counts from {} ({due}); the page of the office counts from {} ({other}). The earlier day is shown",
                start.word(),
                own.word(),
            );
            if other < due {
                (start, due) = (own, other);
            }
        }
        Some(Deadline {
            due,
            duty: Duty::Regulator,
            whom: format!("{}, {}", office.name, rule.name),
            office: office.name.clone(),
            start,
            started: start.day(self.incident),
            days: office.deadline_days,
            day_type: office.day_type,
            in_doubt: !office.applies_to.is_empty()
                || !self.applies(rule)
                || rule.regulator_notice_survives_hipaa == Some(false),
            note: sentences(&[
                &office.applies_to,
                &office.condition,
                &office.rule,
                &office.exception,
                &counted,
                self.not_covered(rule),
            ]),
            ..letters.clone()
        })
    }

    /// An office's last day. "Before the letters" is the day before the mailing date, or that date itself where the law lets
    /// both go together; where days stand beside it they run from the start of the letters' own clock, whichever comes first.
    fn regulator_due(&self, rule: &Rule, office: &Regulator, start: ClockStart) -> NaiveDate {
        let mailing = self.incident.mailing.date;
        let days_after = |from: ClockStart, days| {
            self.book.holidays().after(from.day(self.incident), days, office.day_type, Some(rule.code))
        };
        let counted = |from: ClockStart| office.deadline_days.map(|days| days_after(from, days));
        let due = match start {
            ClockStart::BeforeIndividuals => {
                let eve = if office.letters_wait { mailing.pred_opt().unwrap_or(mailing) } else { mailing };
                counted(rule.deadline_from).map_or(eve, |due| due.min(eve))
            }
            ClockStart::SameTimeAsIndividuals => counted(rule.deadline_from).map_or(mailing, |due| due.min(mailing)),
            _ => counted(start).unwrap_or(mailing),
        };
        if office.not_after_individuals { due.min(mailing) } else { due }
    }

    /// Returns whether the law of a state applies: to the practice, and to something that was taken.
    fn applies(&self, rule: &Rule) -> bool {
        rule.applies_to_private_practice && rule.applies_to(self.taken())
    }

    /// Information that was taken, as the incident file tells of everybody.
    fn taken(&self) -> Elements {
        self.incident.exposed.elements.iter().copied().collect()
    }

    /// A remark where nothing that was taken is covered by the law of a state.
    fn not_covered(&self, rule: &Rule) -> &'static str {
        if rule.applies_to(self.taken()) {
            ""
        } else {
            "Nothing that the incident file says was taken is covered by this law, as read here"
        }
    }
}

/// The texts that are not empty, one after the other.
fn sentences(texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts.iter().filter(|t| !t.is_empty()) {
        if !out.is_empty() {
            out.push_str(if out.ends_with('.') { " " } else { ". " });
        }
        out.push_str(text);
    }
    out
}
