//! Changes of a law: enacted ones, which hold from a day, and bills.

use crate::party::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// State of a change of a law.
    AmendmentStatus {
        /// It is law, and holds from a day.
        Enacted = "enacted",
        /// It is a bill.
        Pending = "pending",
        /// It was a bill, and will not be law.
        Dead = "dead",
    }
}

/// A change of a law (`[[amendment]]` of a rule file). The file itself says what holds once every enacted one is in force;
/// `before` says what stood until then.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The act or bill, for example "SB 446 of 2025".
    pub name: String,
    /// Its state.
    pub status: AmendmentStatus,
    /// The first day on which it holds; enacted ones alone have one.
    #[serde(default)]
    pub in_force_from: Option<NaiveDate>,
    /// Its changes, in plain words.
    pub changes: String,
    /// Pages that were read.
    pub source_urls: Vec<String>,
    /// Date of the newest source.
    pub as_of: NaiveDate,
    /// Keys of the rule file with what they said before; `absent` lists keys that were not there.
    #[serde(default)]
    pub before: toml::Table,
}

impl Amendment {
    /// The first day on which it holds, where it is law.
    pub fn start(&self) -> Option<NaiveDate> {
        self.in_force_from.filter(|_| self.status == AmendmentStatus::Enacted)
    }
}
