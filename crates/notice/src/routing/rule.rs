//! The rule of one jurisdiction, as its file has it.

use super::amendment::Amendment;
use super::word::{Channel, ClockStart, DayType, DeadlineStandard, Forbidden, HipaaDeemed, LetterItem, Verified};
use crate::party::{DataElement, Elements, Family, Incident, Jurisdiction, Language};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The rule of one jurisdiction: clocks, letter content, filings. One file under `templates/jurisdictions`; the
/// fields bear the names of the file. Everything is a research draft that counsel confirms.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that the file answers with yes or no")]
pub struct Rule {
    /// Two letters.
    pub code: Jurisdiction,
    /// Full name, for example "Texas".
    pub name: String,
    /// Its name in Spanish, where it is another.
    #[serde(default)]
    pub name_es: String,
    /// The article before its name in Spanish, where it has one.
    #[serde(default)]
    pub article_es: String,
    /// Other names that lists use.
    #[serde(default)]
    pub also_known_as: Vec<String>,
    /// Citation of the statute, or "none".
    pub statute: String,
    /// Pages that were read.
    pub source_urls: Vec<String>,
    /// The source in which counsel checks.
    #[serde(default)]
    pub official_url: String,
    /// The state of checking.
    pub verified: Verified,
    /// The parts of the official text that were read.
    #[serde(default)]
    pub primary_read: String,
    /// Date of the newest source.
    pub as_of: NaiveDate,
    /// The day on which the whole entry was last compared with its sources.
    pub reviewed_on: NaiveDate,
    /// True if there is a general breach statute.
    pub general_statute: bool,
    /// True if it reaches a private practice.
    pub applies_to_private_practice: bool,
    /// Reason why it may not.
    #[serde(default)]
    pub applies_note: String,
    /// Outer limit for letters in calendar days, where there is a number.
    #[serde(default)]
    pub individual_deadline_days: Option<u16>,
    /// The kind of limit.
    pub individual_deadline_standard: DeadlineStandard,
    /// The event that starts the letters' clock.
    pub deadline_from: ClockStart,
    /// The extent to which HIPAA satisfies the state.
    pub hipaa_deemed_compliant: HipaaDeemed,
    /// The duties that remain.
    pub hipaa_note: String,
    /// True if the filings stay for a practice that follows HIPAA; absent: not established, so file.
    #[serde(default)]
    pub regulator_notice_survives_hipaa: Option<bool>,
    /// True if medical data alone is covered.
    pub medical_info_covered: bool,
    /// True if health insurance data alone is covered.
    pub health_insurance_covered: bool,
    /// True if the federal media notice counts the people of this place as residents of a state.
    #[serde(default = "yes")]
    pub media_notice: bool,
    /// Count above which the credit bureaus are told.
    #[serde(default)]
    pub cra_notice_threshold: Option<u64>,
    /// Smallest count at which they are told: one more.
    #[serde(default)]
    pub cra_notice_min_persons: Option<u64>,
    /// Days for that notice, where the law gives a number; without one it goes with the letters.
    #[serde(default)]
    pub cra_deadline_days: Option<u16>,
    /// The event that starts those days.
    #[serde(default)]
    pub cra_deadline_from: Option<ClockStart>,
    /// More about that notice.
    #[serde(default)]
    pub cra_note: String,
    /// The family of letters.
    pub letter_family: Family,
    /// The family holds only where the reader's own elements include one of these; empty: always.
    #[serde(default)]
    pub family_elements: Vec<DataElement>,
    /// State items, beside those of HIPAA.
    pub letter_must_include: Vec<LetterItem>,
    /// State items owed under a condition.
    #[serde(default)]
    pub letter_conditional: Vec<Conditional>,
    /// The statements that the letter leaves out.
    #[serde(default)]
    pub letter_must_not_include: Vec<Forbidden>,
    /// Prescribed form, in words.
    #[serde(default)]
    pub heading_format: String,
    /// Prescribed title.
    #[serde(default)]
    pub prescribed_title: Option<String>,
    /// Prescribed headings, in order.
    #[serde(default)]
    pub prescribed_headings: Vec<String>,
    /// Least type size in points.
    #[serde(default)]
    pub min_type_points: Option<u8>,
    /// Languages or accessible forms that the state speaks of.
    #[serde(default)]
    pub language_or_accessibility: String,
    /// The language of letters to people whose own the list does not give; absent: that of the incident file.
    #[serde(default)]
    pub default_language: Option<Language>,
    /// Remarks.
    #[serde(default)]
    pub notes: String,
    /// Age in years at which people come of age in law.
    pub age_of_majority: u8,
    /// Remarks about it.
    #[serde(default)]
    pub age_of_majority_note: String,
    /// Age in years from which people get their own letter.
    pub letter_age: u8,
    /// Open doubts, "field: why".
    #[serde(default)]
    pub uncertain: Vec<String>,
    /// Offices to be told.
    #[serde(default, rename = "regulator")]
    pub regulators: Vec<Regulator>,
    /// The monitoring for which the state asks.
    #[serde(default)]
    pub credit_monitoring: Option<CreditMonitoring>,
    /// The contact block that letters to its residents print.
    #[serde(default)]
    pub state_addendum: Option<Addendum>,
    /// The delay of the letters' own clock for police; absent: not established, so the ordinary date is kept.
    #[serde(default)]
    pub law_enforcement_delay: Option<PoliceDelay>,
    /// Kinds of information that it covers, though the law of most states does not.
    #[serde(default)]
    pub also_covered: Vec<DataElement>,
    /// Changes of the law: those that hold or will, and bills.
    #[serde(default, rename = "amendment")]
    pub amendments: Vec<Amendment>,
    /// The last day on which it holds, where an amendment follows.
    #[serde(skip)]
    pub in_force_until: Option<NaiveDate>,
    /// Every kind of information that makes the law apply.
    #[serde(skip)]
    pub covered: Elements,
}

fn yes() -> bool {
    true
}

/// A letter item owed under a condition.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditional {
    /// The item.
    pub item: LetterItem,
    /// The condition in words.
    pub when: String,
    /// Owed where the reader's own elements include one of these.
    #[serde(default)]
    pub any_element: Vec<DataElement>,
    /// Owed where the incident file names a parent company.
    #[serde(default)]
    pub parent_company: bool,
}

impl Conditional {
    /// Returns whether the item is owed to a person with these elements.
    pub fn holds(&self, elements: Elements, incident: &Incident) -> bool {
        self.any_element.iter().any(|&e| elements.contains(e))
            || (self.parent_company && !incident.practice.parent_company.is_empty())
    }
}

/// The delay of a state's clock for letters when police ask for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoliceDelay {
    /// Days that are left after the delay has ended, where the ordinary days are over by then.
    #[serde(default)]
    pub days_after: u16,
    /// The way in which they are counted.
    #[serde(default = "calendar")]
    pub day_type: DayType,
    /// The citation.
    #[serde(default)]
    pub note: String,
}

/// An office to be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that the file answers with yes or no")]
pub struct Regulator {
    /// Name of the office.
    pub name: String,
    /// Postal address, line by line.
    #[serde(default)]
    pub address: Vec<String>,
    /// Telephone that residents call, toll-free where there is such a number; printed in letters.
    #[serde(default)]
    pub phone: String,
    /// Web site for residents; printed in letters.
    #[serde(default)]
    pub website: String,
    /// The page on which telephone and web site were read.
    #[serde(default)]
    pub contact_source: String,
    /// Smallest number of residents that triggers the notice.
    #[serde(default)]
    pub notify_threshold_residents: Option<u64>,
    /// Days of the office's own clock.
    #[serde(default)]
    pub deadline_days: Option<u16>,
    /// The event that starts it.
    #[serde(default)]
    pub deadline_from: Option<ClockStart>,
    /// The event from which the office itself counts those days, where its page says another than the statute.
    #[serde(default)]
    pub office_counts_from: Option<ClockStart>,
    /// That page.
    #[serde(default)]
    pub office_counts_source: String,
    /// The way in which its days are counted.
    #[serde(default = "calendar")]
    pub day_type: DayType,
    /// True if letters wait until an office that is told before them was told; false where the law lets both go together.
    #[serde(default = "yes")]
    pub letters_wait: bool,
    /// True if the notice is also due no later than the letters, whatever the days say.
    #[serde(default)]
    pub not_after_individuals: bool,
    /// The way in which the filing is made.
    pub submission: Channel,
    /// True if it wants a sample letter.
    pub needs_sample_letter: bool,
    /// True if it publishes notices.
    pub public_posting: bool,
    /// Web form.
    #[serde(default)]
    pub portal: String,
    /// E-mail address.
    #[serde(default)]
    pub email: String,
    /// A form that must be used.
    #[serde(default)]
    pub form: String,
    /// The items that the filing tells.
    #[serde(default)]
    pub contents: Vec<String>,
    /// The timing rule in words.
    #[serde(default)]
    pub rule: String,
    /// Owed only by such practices.
    #[serde(default)]
    pub applies_to: String,
    /// Owed only in such a case.
    #[serde(default)]
    pub condition: String,
    /// Exception in which it is not owed.
    #[serde(default)]
    pub exception: String,
    /// Remarks about what is filed.
    #[serde(default)]
    pub info_note: String,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

fn calendar() -> DayType {
    DayType::Calendar
}

/// The monitoring for which a state asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditMonitoring {
    /// Least months; 0: no duty, only rules on how an offer is made.
    pub months: u16,
    /// The trigger of the duty, in words.
    pub trigger: String,
    /// The elements that trigger it.
    pub trigger_elements: Vec<DataElement>,
    /// The words that say how far it is a duty.
    pub mandatory: String,
    /// True if the letter says how to enrol.
    pub enrolment_info_in_letter: bool,
    /// More.
    #[serde(default)]
    pub extra: String,
}

/// The contact block of a state's own office.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// The office.
    pub agency: String,
    /// Street lines.
    pub address_lines: Vec<String>,
    /// City.
    pub city: String,
    /// State.
    pub state: Jurisdiction,
    /// ZIP.
    pub zip: String,
    /// Telephone.
    pub phone: String,
    /// Web site.
    pub website: String,
    /// The purpose of the block for the reader.
    pub rights: Vec<String>,
    /// True if the law asks for it; otherwise letters print it by habit.
    pub required_by_statute: bool,
    /// The source of the address.
    #[serde(default)]
    pub address_source: String,
    /// An address that other lists give.
    #[serde(default)]
    pub alternate_address: String,
    /// Another number, for example the one that is not toll-free.
    #[serde(default)]
    pub alternate_phone: String,
    /// Another web site.
    #[serde(default)]
    pub alternate_website: String,
    /// A second office.
    #[serde(default)]
    pub second_agency: String,
    /// Its address, line by line.
    #[serde(default)]
    pub second_address: Vec<String>,
    /// Its telephone.
    #[serde(default)]
    pub second_phone: String,
    /// Its web site.
    #[serde(default)]
    pub second_website: String,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

impl Rule {
    /// Its name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        if language == Language::Es && !self.name_es.is_empty() { &self.name_es } else { &self.name }
    }

    /// Its name after "of" in Spanish: "de Texas", "del Distrito de Columbia", "de las Islas Marshall".
    pub fn of_name_es(&self) -> String {
        let name = self.name_in(Language::Es);
        match self.article_es.as_str() {
            "" => format!("de {name}"),
            "el" => format!("del {name}"),
            article => format!("de {article} {name}"),
        }
    }

    /// Its name after "in" in Spanish.
    pub fn in_name_es(&self) -> String {
        let name = self.name_in(Language::Es);
        if self.article_es.is_empty() { format!("en {name}") } else { format!("en {} {name}", self.article_es) }
    }

    /// Returns whether its law applies to a person of whom these elements were taken: medical records alone do not make
    /// the law of every state apply, and a name or an address alone that of none. Where a family of letters holds for some
    /// elements only, so does the law that goes with it.
    pub fn applies_to(&self, elements: Elements) -> bool {
        if self.family_elements.is_empty() {
            elements.iter().any(|element| self.covered.contains(element))
        } else {
            self.family_elements.iter().any(|&element| elements.contains(element))
        }
    }

    /// The family of the letter to a person with these elements.
    pub fn family(&self, elements: Elements) -> Family {
        let holds = self.family_elements.is_empty() || self.applies_to(elements);
        if holds { self.letter_family } else { Family::Standard }
    }

    /// The state items owed to a person with these elements: the required ones and the conditional ones whose
    /// condition holds, in the order of the file, and the offer where the state wants the letter to tell of it; each
    /// once. Where the law does not apply (see [`Self::applies_to`]), nothing is owed. Forbidden items stand in
    /// `letter_must_not_include`.
    pub fn items(&self, elements: Elements, incident: &Incident) -> Vec<LetterItem> {
        if !self.applies_to(elements) {
            return Vec::new();
        }
        let mut items = self.letter_must_include.clone();
        let conditional = self.letter_conditional.iter().filter(|c| c.holds(elements, incident)).map(|c| c.item);
        let told = self.monitoring_owed(elements).filter(|owed| owed.enrolment_info_in_letter);
        for item in conditional.chain(told.map(|_| LetterItem::CreditMonitoringOffer)) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        items
    }

    /// Returns whether the law ever asks for an item, whatever was exposed.
    pub fn may_owe(&self, item: LetterItem) -> bool {
        self.letter_must_include.contains(&item) || self.letter_conditional.iter().any(|c| c.item == item)
    }

    /// The monitoring for which the state asks for a person with these elements; rules on how an offer is made, without a
    /// duty to make one, are not meant.
    pub fn monitoring_owed(&self, elements: Elements) -> Option<&CreditMonitoring> {
        let owed = self.credit_monitoring.as_ref()?;
        (owed.months > 0 && owed.trigger_elements.iter().any(|&e| elements.contains(e))).then_some(owed)
    }

    /// Returns whether the letter must leave something out for a person with these elements. Where the law
    /// does not apply, its bans do not either.
    pub fn forbids(&self, what: Forbidden, elements: Elements) -> bool {
        self.letter_must_not_include.contains(&what) && self.applies_to(elements)
    }

    /// Faults of a rule of which every word is known: the key at fault, and why.
    pub(super) fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        let cra = (self.cra_notice_threshold.map(|n| n.saturating_add(1)), self.cra_notice_min_persons);
        let regulator_days = |r: &Regulator| r.deadline_days.is_some() && r.deadline_from.is_none();
        let checks = [
            (cra.0 != cra.1, "cra_notice_min_persons", "must be one more than cra_notice_threshold"),
            (
                self.individual_deadline_standard == DeadlineStandard::FixedDays
                    && self.individual_deadline_days.is_none_or(|d| d == 0),
                "individual_deadline_standard",
                "is fixed_days, but individual_deadline_days is missing or 0",
            ),
            (
                !matches!(
                    self.deadline_from,
                    ClockStart::Discovery
                        | ClockStart::Determination
                        | ClockStart::Confirmation
                        | ClockStart::Awareness
                ),
                "deadline_from",
                "cannot be a notice: the letters' own clock starts with discovery, determination, confirmation or awareness",
            ),
            (self.letter_age == 0 || self.letter_age > 25, "letter_age", "must be between 1 and 25"),
            (
                self.letter_age > self.age_of_majority,
                "letter_age",
                "is above age_of_majority, so people of age would be treated as children",
            ),
            (
                self.letter_family == Family::Massachusetts && self.family_elements.is_empty(),
                "letter_family",
                "is massachusetts, but family_elements does not say for whose elements it holds",
            ),
            (
                self.letter_family == Family::California
                    && (self.prescribed_title.is_none() || self.prescribed_headings.is_empty()),
                "letter_family",
                "is california, but prescribed_title or prescribed_headings is missing",
            ),
            (
                self.letter_conditional.iter().any(|c| c.any_element.is_empty() && !c.parent_company),
                "letter_conditional",
                "has an item without any_element or parent_company, so it could never be owed",
            ),
            (
                self.letter_must_not_include.contains(&Forbidden::NumberOfResidents)
                    && self.may_owe(LetterItem::NumberOfResidents),
                "letter_must_not_include",
                "forbids what letter_must_include or letter_conditional asks for",
            ),
            (self.regulators.iter().any(regulator_days), "deadline_days", "has no deadline_from beside it"),
            (
                self.cra_deadline_days.is_some() != self.cra_deadline_from.is_some(),
                "cra_deadline",
                "stands alone: cra_deadline_days and cra_deadline_from belong together",
            ),
        ];
        checks.into_iter().find(|(wrong, ..)| *wrong).map(|(_, key, why)| (key, why))
    }
}
