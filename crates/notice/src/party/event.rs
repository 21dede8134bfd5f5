//! The event that an incident file tells: dates, nature, prose, police.

use super::response::{Item, Response, Steps, Vendor};
use super::vocabulary::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Words for the nature of a breach; their wording is in the templates, their ban in the rules.
    Nature {
        /// Files were encrypted or copied for ransom.
        Ransomware = "ransomware",
        /// Somebody got into an e-mail account.
        EmailAccount = "email_account",
        /// Somebody got into systems.
        NetworkIntrusion = "network_intrusion",
        /// A device or paper was stolen.
        Theft = "theft",
        /// A device or paper was lost.
        Loss = "loss",
        /// A vendor was breached.
        Vendor = "vendor",
        /// Mail or e-mail went to the wrong person.
        Misdirected = "misdirected",
        /// Somebody inside looked without need.
        Insider = "insider",
        /// Something else, told in `what_happened` alone.
        Other = "other",
    }
}

/// The event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Title of the letter.
    pub title: String,
    /// The days of the breach, as far as they are known.
    pub occurred: Occurrence,
    /// HIPAA discovery.
    pub discovered: NaiveDate,
    /// The day it was clear that this was a breach; absent: the day of discovery.
    pub determined: Option<NaiveDate>,
    /// The day it was known whose information was involved; starts no clock.
    pub review_completed: Option<NaiveDate>,
    /// The nature of the breach.
    pub nature: Nature,
    /// The thing that was stolen or lost.
    pub item: Option<Item>,
    /// The company at which it took place.
    pub vendor: Option<Vendor>,
    /// One or two sentences in English.
    pub what_happened: String,
    /// Clauses in English that follow "we", by purpose.
    pub steps: Steps,
    /// The response as typed facts; absent in files written before there was such a table.
    pub response: Option<Response>,
    /// True if misuse was seen.
    pub evidence_of_misuse: bool,
    /// Police.
    pub law_enforcement: LawEnforcement,
    /// People as counted for filings.
    pub people_total: u64,
    /// The same prose in Spanish.
    pub es: Option<EventProse>,
}

/// The prose of the event in another language.
#[derive(Clone, Debug)]
pub struct EventProse {
    /// One or two sentences.
    pub what_happened: String,
    /// Clauses that follow "we", by purpose.
    pub steps: Steps,
    /// Title of the letter; empty: the templates have their own.
    pub title: String,
    /// Days and hours of the telephone line; empty: as in English.
    pub hours: String,
    /// The name of the product for adults; empty: as in English.
    pub adult_product: String,
    /// The name of the product for minors; empty: as in English.
    pub minor_product: String,
    /// Title of who signs; empty: as in English.
    pub signatory_title: String,
}

/// Police.
#[derive(Clone, Debug, Default)]
pub struct LawEnforcement {
    /// True if police were told.
    pub notified: bool,
    /// Name of the agency.
    pub agency: String,
    /// True if police asked that letters wait.
    pub delayed_notice: bool,
    /// The way in which they asked.
    pub request: Option<DelayRequest>,
    /// The day on which they asked.
    pub requested_on: Option<NaiveDate>,
    /// The last day for which they asked that letters wait.
    pub delayed_until: Option<NaiveDate>,
}

/// The way in which police asked that letters wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelayRequest {
    /// In a written statement that names the time.
    Written,
    /// In words, written down by the practice.
    Oral,
}

/// Two days, the first no later than the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The days of the breach, as far as they are known (45 CFR 164.404(c)(1)(A): "if known").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// On this day, or on every day from the first to the last.
    Exact(DateRange),
    /// On or about this day, or from about the first to about the last.
    About(DateRange),
    /// At some time between the first and the last.
    Between(DateRange),
    /// The days are not known.
    Unknown,
}

impl Occurrence {
    /// The words of the incident file.
    pub const WORDS: [&'static str; 4] = ["exact", "about", "between", "unknown"];

    /// The word in the incident file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::About(_) => "about",
            Self::Between(_) => "between",
            Self::Unknown => "unknown",
        }
    }

    /// The days, where any are known.
    pub fn range(self) -> Option<DateRange> {
        match self {
            Self::Exact(range) | Self::About(range) | Self::Between(range) => Some(range),
            Self::Unknown => None,
        }
    }
}

impl DateRange {
    /// Returns whether it is one day.
    pub fn is_one_day(self) -> bool {
        self.from == self.to
    }
}

impl Event {
    /// The day on which the practice knew of the breach in law: its own day of discovery, or an earlier day on which a
    /// vendor that is its agent knew (45 CFR 164.404(a)(2)). Clocks start here.
    pub fn discovery_in_law(&self) -> NaiveDate {
        let agent = self.vendor.as_ref().filter(|vendor| vendor.agent == Some(true));
        agent.and_then(|vendor| vendor.discovered).map_or(self.discovered, |day| day.min(self.discovered))
    }

    /// The day it was clear that this was a breach.
    pub fn determination(&self) -> NaiveDate {
        self.determined.unwrap_or_else(|| self.discovery_in_law())
    }
}
