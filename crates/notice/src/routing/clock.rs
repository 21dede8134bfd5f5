//! Clocks: what is due when, counted from each clock's own start.

use super::book::RuleBook;
use super::rule::{Regulator, Rule};
use super::word::{ClockStart, DayType, DeadlineStandard, HipaaDeemed};
use crate::party::{Incident, Jurisdiction};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is owed by a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// The letters.
    Individuals,
    /// Notice in place of letters that cannot be delivered.
    SubstituteNotice,
    /// Notice to the media.
    Media,
    /// Notice to HHS.
    Hhs,
    /// Notice to an office of a state.
    Regulator,
    /// Notice to the credit bureaus.
    CreditBureaus,
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Deadline {
    /// The last day.
    pub due: NaiveDate,
    /// What is owed.
    pub duty: Duty,
    /// Under whose law; `None`: federal law for all people together.
    pub jurisdiction: Option<Jurisdiction>,
    /// Who is told.
    pub whom: String,
    /// Where the law says so.
    pub citation: String,
    /// The event that starts the clock.
    pub start: ClockStart,
    /// The day of that event, as the program takes it.
    pub started: NaiveDate,
    /// The number of days, where the law gives one.
    pub days: Option<u16>,
    /// How they are counted.
    pub day_type: DayType,
    /// The people counted for it.
    pub people: u64,
    /// Whether the duty may not exist for this practice; `note` says why. It is shown all the same.
    pub in_doubt: bool,
    /// Conditions and remarks, or empty.
    pub note: String,
}

impl std::fmt::Display for Deadline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = self.jurisdiction.as_ref().map_or("US", |place| place.code());
        write!(f, "{}  {place}  {} ({}", self.due, self.whom, self.citation)?;
        if self.people > 0 {
            write!(f, "; {} people", self.people)?;
        }
        f.write_str(if self.in_doubt { "; in doubt)" } else { ")" })
    }
}

impl ClockStart {
    /// The day on which the event happened or, for events to come, is planned:
    /// - discovery and awareness: the day of discovery. Awareness can be later (some states also ask that the scope be
    ///   known), but counting from discovery is never too late;
    /// - determination and confirmation: the day of determination, which is the day of discovery where the incident
    ///   file gives none;
    /// - the letters, and clocks tied to them: the mailing date;
    /// - notice to HHS: the mailing date, as a large breach is filed together with the letters. Who files sooner
    ///   counts from that day.
    ///
    /// The day on which the review was completed starts no clock.
    pub fn day(self, incident: &Incident) -> NaiveDate {
        match self {
            Self::Discovery | Self::Awareness => incident.event.discovered,
            Self::Determination | Self::Confirmation => incident.event.determination(),
            Self::NoticeToIndividuals | Self::NoticeToHhs | Self::SameTimeAsIndividuals | Self::BeforeIndividuals => {
                incident.mailing.date
            }
        }
    }
}

/// A day so many days after another. Business days are Monday to Friday.
pub(super) fn after(start: NaiveDate, days: u16, day_type: DayType) -> NaiveDate {
    match day_type {
        DayType::Calendar => start + Days::new(u64::from(days)),
        DayType::Business => {
            let mut day = start;
            for _ in 0..days {
                day = day + Days::new(1);
                while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                    day = day + Days::new(1);
                }
            }
            day
        }
    }
}

impl RuleBook {
    /// The last day for letters to people who live there: the federal limit or the state's own number of days,
    /// whichever is first. Without a known place it is the federal limit.
    pub fn due(&self, incident: &Incident, residence: Option<Jurisdiction>) -> NaiveDate {
        let federal = self.federal_due(incident);
        let state = residence.and_then(|place| self.rule(place)).and_then(|rule| state_due(rule, incident));
        state.map_or(federal, |day| day.min(federal))
    }

    /// The federal limit for letters.
    pub(super) fn federal_due(&self, incident: &Incident) -> NaiveDate {
        let federal = self.hipaa();
        after(federal.deadline_from.day(incident), federal.individual_deadline_days, DayType::Calendar)
    }
}

/// The state's own limit for letters, where it has a number of its own.
pub(super) fn state_due(rule: &Rule, incident: &Incident) -> Option<NaiveDate> {
    let days =
        rule.individual_deadline_days.filter(|_| rule.individual_deadline_standard == DeadlineStandard::FixedDays)?;
    Some(after(rule.deadline_from.day(incident), days, DayType::Calendar))
}

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
    let total = counts.values().sum::<u64>().max(incident.event.people_total);
    let mut all = federal(book, incident, total, unreachable);
    for (&jurisdiction, &people) in counts.iter().filter(|(_, people)| **people > 0) {
        let Some(rule) = book.rule(jurisdiction) else { continue };
        let media = &book.hipaa().media_notice;
        if rule.media_notice && people >= media.threshold_residents {
            let started = media.deadline_from.day(incident);
            all.push(Deadline {
                due: after(started, media.deadline_days, DayType::Calendar),
                duty: Duty::Media,
                jurisdiction: Some(jurisdiction),
                whom: format!("Prominent media outlets, {}", rule.name),
                citation: media.citation.clone(),
                start: media.deadline_from,
                started,
                days: Some(media.deadline_days),
                day_type: DayType::Calendar,
                people,
                in_doubt: false,
                note: media.note.clone(),
            });
        }
        state(rule, incident, people, &mut all);
    }
    all.sort();
    all
}

fn federal(book: &RuleBook, incident: &Incident, total: u64, unreachable: u64) -> Vec<Deadline> {
    let federal = book.hipaa();
    let started = federal.deadline_from.day(incident);
    let letters = Deadline {
        due: book.federal_due(incident),
        duty: Duty::Individuals,
        jurisdiction: None,
        whom: "Every affected person".to_owned(),
        citation: federal.individual_citation.clone(),
        start: federal.deadline_from,
        started,
        days: Some(federal.individual_deadline_days),
        day_type: DayType::Calendar,
        people: total,
        in_doubt: false,
        note: if incident.event.law_enforcement.delayed_notice {
            // How long police asked for is not in the incident file, so no day moves; counsel reads why one may.
            sentences(&[&federal.standard, &federal.law_enforcement_delay.rule])
        } else {
            federal.standard.clone()
        },
    };
    let hhs = &federal.hhs_notice;
    let mut filing = Deadline {
        duty: Duty::Hhs,
        whom: book.contacts().hhs_ocr.name.clone(),
        citation: hhs.citation.clone(),
        note: hhs.large_rule.clone(),
        ..letters.clone()
    };
    if total < hhs.large_threshold_persons {
        let new_year = NaiveDate::from_ymd_opt(started.year(), 12, 31).unwrap_or(started);
        filing.due = after(new_year, hhs.small_deadline_days, DayType::Calendar);
        filing.days = Some(hhs.small_deadline_days);
        filing.note.clone_from(&hhs.small_rule);
    }
    let mut all = vec![letters.clone(), filing];
    if unreachable > 0 {
        let substitute = &federal.substitute_notice;
        let many = unreachable >= substitute.toll_free_required_from_persons;
        all.push(Deadline {
            duty: Duty::SubstituteNotice,
            whom: "People without a deliverable address".to_owned(),
            citation: substitute.citation.clone(),
            people: unreachable,
            note: if many { &substitute.ten_or_more } else { &substitute.fewer_than_10 }.clone(),
            ..letters
        });
    }
    all
}

fn state(rule: &Rule, incident: &Incident, people: u64, all: &mut Vec<Deadline>) {
    // A state clock that HIPAA may set aside, or that may not reach the practice, is shown all the same.
    let aside = !rule.applies_to_private_practice || rule.hipaa_deemed_compliant == HipaaDeemed::Full;
    let letters = Deadline {
        due: incident.mailing.date,
        duty: Duty::Individuals,
        jurisdiction: Some(rule.code),
        whom: format!("Residents of {}", rule.name),
        citation: rule.statute.clone(),
        start: rule.deadline_from,
        started: rule.deadline_from.day(incident),
        days: rule.individual_deadline_days,
        day_type: DayType::Calendar,
        people,
        in_doubt: aside,
        note: rule.hipaa_note.clone(),
    };
    if let Some(due) = state_due(rule, incident) {
        all.push(Deadline { due, ..letters.clone() });
    }
    for office in &rule.regulators {
        let Some(start) =
            office.deadline_from.filter(|_| office.notify_threshold_residents.is_none_or(|n| people >= n))
        else {
            continue;
        };
        all.push(Deadline {
            due: regulator_due(rule, office, start, incident),
            duty: Duty::Regulator,
            whom: format!("{}, {}", office.name, rule.name),
            start,
            started: start.day(incident),
            days: office.deadline_days,
            day_type: office.day_type,
            in_doubt: !office.applies_to.is_empty()
                || !rule.applies_to_private_practice
                || rule.regulator_notice_survives_hipaa == Some(false),
            note: sentences(&[&office.applies_to, &office.condition, &office.rule, &office.exception]),
            ..letters.clone()
        });
    }
    if rule.cra_notice_min_persons.is_some_and(|least| people >= least) {
        all.push(Deadline {
            duty: Duty::CreditBureaus,
            whom: format!("Credit bureaus, for {}", rule.name),
            start: ClockStart::SameTimeAsIndividuals,
            started: incident.mailing.date,
            days: None,
            note: rule.cra_note.clone(),
            ..letters
        });
    }
}

/// An office's last day. "Before the letters" is the day before the mailing date, and where days stand beside it
/// they run from the start of the letters' own clock, whichever comes first.
fn regulator_due(rule: &Rule, office: &Regulator, start: ClockStart, incident: &Incident) -> NaiveDate {
    let mailing = incident.mailing.date;
    let counted = |from: ClockStart| office.deadline_days.map(|days| after(from.day(incident), days, office.day_type));
    let due = match start {
        ClockStart::BeforeIndividuals => {
            let eve = mailing.pred_opt().unwrap_or(mailing);
            counted(rule.deadline_from).map_or(eve, |due| due.min(eve))
        }
        ClockStart::SameTimeAsIndividuals => counted(rule.deadline_from).map_or(mailing, |due| due.min(mailing)),
        _ => counted(start).unwrap_or(mailing),
    };
    if office.not_after_individuals { due.min(mailing) } else { due }
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
