//! Offices that the law wants told before letters go out to people of their state.

use super::book::RuleBook;
use super::rule::{Regulator, Rule};
use super::word::{ClockStart, HipaaDeemed};
use crate::party::{Incident, Jurisdiction};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Notice that an office was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorNotice {
    /// The state.
    pub place: Jurisdiction,
    /// The office by its own name; empty where the state has one alone.
    pub office: String,
    /// The day.
    pub day: NaiveDate,
}

/// Notices that offices were given, and states whose offices nobody waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorNotices {
    /// Notices, in any order.
    pub given: Vec<PriorNotice>,
    /// States to whose people letters go although an office was not told: a named person said so.
    pub not_awaited: BTreeSet<Jurisdiction>,
}

impl PriorNotices {
    /// Returns whether an office was told before the letters go out.
    pub fn told_in_time(&self, rule: &Rule, office: &Regulator, mailing: NaiveDate) -> bool {
        self.told_on(rule, office).is_some_and(|day| day < mailing)
    }

    /// The first day on which an office was told.
    pub fn told_on(&self, rule: &Rule, office: &Regulator) -> Option<NaiveDate> {
        let alone = rule.regulators.len() < 2;
        let told = self.given.iter().filter(|notice| {
            notice.place == rule.code && if alone { notice.office.is_empty() } else { notice.office == office.name }
        });
        told.map(|notice| notice.day).min()
    }
}

impl RuleBook {
    /// Offices of a state that the law wants told before its people, where so many people are affected by what its law covers.
    /// An office that is owed nothing by a practice that follows HIPAA is none of them.
    pub fn offices_told_before(&self, place: Jurisdiction, covered: u64) -> impl Iterator<Item = (&Rule, &Regulator)> {
        let owed = |rule: &&Rule| {
            covered > 0 && rule.applies_to_private_practice && rule.regulator_notice_survives_hipaa != Some(false)
        };
        let rule = self.rule(place).filter(owed);
        rule.into_iter().flat_map(move |rule| {
            let offices = rule.regulators.iter().filter(move |office| {
                office.deadline_from == Some(ClockStart::BeforeIndividuals)
                    && office.applies_to.is_empty()
                    && office.notify_threshold_residents.is_none_or(|least| covered >= least)
            });
            offices.map(move |office| (rule, office))
        })
    }

    /// The states whose letters wait, as an office must be told first and was not; `covered` are the people to whom the law of
    /// each state applies.
    pub fn states_that_wait(
        &self,
        incident: &Incident,
        covered: &BTreeMap<Jurisdiction, u64>,
        prior: &PriorNotices,
    ) -> BTreeSet<Jurisdiction> {
        let mailing = incident.mailing.date;
        let waits = |place: Jurisdiction, people: u64| {
            !prior.not_awaited.contains(&place)
                && self
                    .offices_told_before(place, people)
                    .any(|(rule, office)| rule.holds_letters_for(office) && !prior.told_in_time(rule, office, mailing))
        };
        covered.iter().filter(|(place, people)| waits(**place, **people)).map(|(place, _)| *place).collect()
    }
}

impl Rule {
    /// Returns whether letters wait for an office that must be told before them. Where following HIPAA satisfies the whole law
    /// of the state, and it was not established that the notice stays owed, the office is told, but nobody's letter waits for it.
    pub fn holds_letters_for(&self, office: &Regulator) -> bool {
        let stays_owed = self.regulator_notice_survives_hipaa == Some(true);
        office.letters_wait && (stays_owed || self.hipaa_deemed_compliant != HipaaDeemed::Full)
    }
}
