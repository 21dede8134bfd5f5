//! Clocks: from which day each runs, and the last days for letters.

use super::book::RuleBook;
use super::delay;
use super::holidays::calendar_days_after;
use super::rule::Rule;
use super::word::{ClockStart, DeadlineStandard};
use crate::party::{Incident, Jurisdiction};
use chrono::NaiveDate;

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
            Self::Discovery | Self::Awareness => incident.event.discovery_in_law(),
            Self::Determination | Self::Confirmation => incident.event.determination(),
            Self::NoticeToIndividuals | Self::NoticeToHhs | Self::SameTimeAsIndividuals | Self::BeforeIndividuals => {
                incident.mailing.date
            }
        }
    }
}

impl RuleBook {
    /// The last day for letters to people who live there: the federal limit or the state's own number of days,
    /// whichever is first, each with the delay that police asked for. Without a known place it is the federal limit.
    pub fn due(&self, incident: &Incident, residence: Option<Jurisdiction>) -> NaiveDate {
        let until = delay::until(incident, self.hipaa());
        let federal = self.moved(self.federal_limit(incident), until, None);
        let rule = residence.and_then(|place| self.rule(place));
        rule.and_then(|rule| self.state_due(rule, incident, until)).map_or(federal, |day| day.min(federal))
    }

    /// Returns whether the mailing date lies before the day until which police asked that notice wait.
    pub fn police_ask_to_wait(&self, incident: &Incident) -> bool {
        delay::until(incident, self.hipaa()).is_some_and(|until| incident.mailing.date < until)
    }

    /// The state's own limit for letters with the delay that police asked for, where its rule knows one.
    fn state_due(&self, rule: &Rule, incident: &Incident, until: Option<NaiveDate>) -> Option<NaiveDate> {
        let limit = state_limit(rule, incident)?;
        Some(if rule.law_enforcement_delay.is_some() { self.moved(limit, until, Some(rule)) } else { limit })
    }

    /// A last day with the delay. The clock does not stand still meanwhile: a delay that ends before the last day moves
    /// nothing, so the day that is shown is never too late.
    pub(super) fn moved(&self, due: NaiveDate, until: Option<NaiveDate>, state: Option<&Rule>) -> NaiveDate {
        let Some(until) = until.filter(|until| *until > due) else { return due };
        let own = state.and_then(|rule| Some((rule.code, rule.law_enforcement_delay.as_ref()?)));
        own.map_or(until, |(place, own)| self.holidays().after(until, own.days_after, own.day_type, Some(place)))
    }

    /// The federal limit for letters, without any delay.
    pub(super) fn federal_limit(&self, incident: &Incident) -> NaiveDate {
        let federal = self.hipaa();
        calendar_days_after(federal.deadline_from.day(incident), federal.individual_deadline_days)
    }
}

/// The state's own limit for letters, where it has a number of its own, without any delay.
pub(super) fn state_limit(rule: &Rule, incident: &Incident) -> Option<NaiveDate> {
    let days =
        rule.individual_deadline_days.filter(|_| rule.individual_deadline_standard == DeadlineStandard::FixedDays)?;
    Some(calendar_days_after(rule.deadline_from.day(incident), days))
}
