//! Answers of the case to the questions that authorities ask.

use crate::casefile::filing::Filing;
use crate::casefile::ledger::{DeadlineClock, Summary};
use crate::ledger::FirstMailings;
use crate::policy::affected::AffectedCount;
use crate::policy::incident_words::{about, long, occurred};
use chrono::NaiveDate;
use notice::party::{DataElement, Elements, Incident, Jurisdiction, Standing};
use notice::routing::{AuthorityForm, Federal};
use std::collections::{BTreeMap, BTreeSet};

/// Sources of the answers.
pub(super) struct FormContext<'a> {
    pub(super) incident: &'a Incident,
    pub(super) federal: &'a Federal,
    pub(super) summary: &'a Summary,
    pub(super) filings: &'a [Filing],
    /// Exposed elements of all people together, and of the people of each state.
    pub(super) elements: Elements,
    pub(super) elements_of: BTreeMap<String, Elements>,
    /// People who were written to, by residence.
    pub(super) mailed: BTreeMap<String, u64>,
    /// First mailing dates of states whose people were written to before the mailing date.
    pub(super) first: FirstMailings,
    /// How many people there are.
    pub(super) count: AffectedCount,
    /// Variants that letters need.
    pub(super) variants: BTreeSet<&'a str>,
}

impl FormContext<'_> {
    pub(super) fn filed<'s>(&'s self, authority: &'s str) -> impl Iterator<Item = &'s Filing> {
        self.filings.iter().filter(move |filing| filing.authority == authority)
    }

    /// Clocks of a duty.
    pub(super) fn clocks(&self, duty: &str) -> impl Iterator<Item = &DeadlineClock> {
        self.summary.deadlines.iter().filter(move |clock| clock.text("duty") == duty)
    }

    /// Files of the letters to people of a state.
    pub(super) fn specimens(&self, authority: &str) -> Vec<String> {
        let own = self.variants.iter().filter(|name| name.split('-').next() == Some(authority));
        own.map(|name| specimen(name)).collect()
    }
}

pub(super) fn specimen(variant: &str) -> String {
    format!("30_specimen_{variant}.pdf")
}

impl FormContext<'_> {
    /// The answer to a question of a form by its word; `None` where the case cannot know it.
    pub(super) fn answer(&self, word: &str, form: &AuthorityForm) -> Option<String> {
        let authority = form.authority.as_str();
        let incident = self.incident;
        let (practice, event) = (&incident.practice, &incident.event);
        let here = |counts: &BTreeMap<String, u64>| counts.get(authority).copied().unwrap_or(0);
        let known = |text: String| (!text.trim().is_empty()).then_some(text);
        match word {
            "legal_name" => known(practice.legal_name.clone()),
            "address" => known(practice.address.join(", ")),
            "signatory" => known(practice.signatory.name.clone()),
            "signatory_title" => known(practice.signatory.title.clone()),
            "email" => known(incident.contact.email.clone()),
            "people" => Some(self.count.in_words()),
            "residents" => Some(here(&self.summary.residents).to_string()),
            "residents_mailed" => Some(here(&self.mailed).to_string()),
            "size_hhs" => {
                let large = self.federal.hhs_notice.large_threshold_persons;
                let size = |people: u64| {
                    if people >= large { format!("{large} or more") } else { format!("fewer than {large}") }
                };
                let AffectedCount { listed, stated } = self.count;
                Some(match (size(listed), size(stated)) {
                    (lists, file) if stated > 0 && lists != file => {
                        format!("count undecided: {lists} by the lists, {file} by the incident file")
                    }
                    (lists, _) => lists,
                })
            }
            "report_kind_hhs" => {
                Some(if self.filed(authority).next().is_some() { "addendum" } else { "initial report" }.into())
            }
            "occurred_from" => event.occurred.range().map(|range| about(event.occurred, range.from)),
            "occurred_to" => event.occurred.range().map(|range| about(event.occurred, range.to)),
            "occurred" => Some(occurred(event.occurred)),
            "discovered" => Some(long(event.discovery_in_law())),
            "determined" => Some(long(event.determination())),
            "mailing_date" if self.mailed.is_empty() => {
                Some(format!("planned for {}; no letters are finished yet", long(incident.mailing.date)))
            }
            "mailing_date" => Some(long(self.first_mailing(authority))),
            "method" if self.mailed.is_empty() => Some("letters by first-class mail are planned".into()),
            "method" => Some("letters by first-class mail".into()),
            "nature" => Some(form.say("nature", std::iter::once(event.nature.word()))),
            "what_happened" => known(event.what_happened.clone()),
            "measures" => known(event.steps.all().map(String::as_str).collect::<Vec<_>>().join("; ")),
            "elements" => {
                let own = self.elements_of.get(authority).unwrap_or(&self.elements);
                known(form.say("elements", own.iter().map(DataElement::word)))
            }
            "police" => Some(match (event.law_enforcement.notified, event.law_enforcement.agency.as_str()) {
                (false, _) => "No".into(),
                (true, "") => "Yes".into(),
                (true, agency) => format!("Yes: {agency}"),
            }),
            "police_delay" => Some(if event.law_enforcement.delayed_notice { "Yes" } else { "No" }.into()),
            "vendor" => {
                Some(event.vendor.as_ref().map_or_else(|| "No".into(), |vendor| format!("Yes: {}", vendor.name)))
            }
            "protection" => self.protection(),
            "substitute" => Some({
                let (many, without) =
                    (self.federal.substitute_notice.toll_free_required_from_persons, self.summary.unreachable);
                match without {
                    0 => "Nobody is without a usable address".into(),
                    n if n < many => format!("Yes, fewer than {many}: {n}"),
                    n => format!("Yes, {many} or more: {n}"),
                }
            }),
            "media" => Some(
                self.clocks("media")
                    .map(|clock| clock.text("jurisdiction").to_owned())
                    .reduce(|all, one| format!("{all}, {one}"))
                    .unwrap_or_else(|| "No state has so many residents that its media must be told".into()),
            ),
            "bureaus" if !self.clocks("credit_bureaus").any(|clock| clock.text("jurisdiction") == authority) => {
                Some("Not owed: too few residents".into())
            }
            "specimens" => known(self.specimens(authority).join(", ")),
            "filings" => Some(
                self.filed(authority)
                    .map(|filing| {
                        let office =
                            if filing.office.is_empty() { String::new() } else { format!(" ({})", filing.office) };
                        format!("{}{office}: {} people", filing.day, filing.people)
                    })
                    .reduce(|all, one| format!("{all}; {one}"))
                    .unwrap_or_else(|| "none recorded".into()),
            ),
            _ => None,
        }
    }

    /// The day on which the first letters to people of a state were mailed, or to anybody for an authority of no state.
    fn first_mailing(&self, authority: &str) -> NaiveDate {
        let planned = self.incident.mailing.date;
        match Jurisdiction::parse(authority) {
            Some(place) => self.first.get(&place).copied().unwrap_or(planned),
            None => self.first.values().fold(planned, |first, day| first.min(*day)),
        }
    }

    fn protection(&self) -> Option<String> {
        let offers =
            [(Standing::Adult, "adults"), (Standing::Minor, "minors")].into_iter().filter_map(|(who, name)| {
                let offer = self.incident.monitoring.offer(who)?;
                Some(format!("{name}: {}, {}, {} months", offer.product, offer.provider, offer.months))
            });
        let offers: Vec<_> = offers.collect();
        (!offers.is_empty()).then(|| offers.join("; "))
    }
}
