//! Publishers whose pages count as sources of law (`templates/publishers.toml`).

use crate::party::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The kind of a publisher.
    PublisherKind {
        /// A legislature, an office or a court.
        Official = "official",
        /// A publisher of the text of statutes and regulations.
        StatuteText = "statute_text",
        /// A law firm that gives its name.
        LawFirm = "law_firm",
        /// A credit bureau, for its own addresses.
        Bureau = "bureau",
    }
}

/// A publisher.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: PublisherKind,
    /// The ends of the names of its hosts: `mintz.com`, or `gov` for all of them.
    pub hosts: Vec<String>,
}

/// Publishers whose pages count as sources of law.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publishers {
    /// All of them.
    #[serde(default, rename = "publisher")]
    pub all: Vec<Publisher>,
}

impl Publishers {
    /// The publisher of a page, where it counts.
    pub fn of(&self, url: &str) -> Option<&Publisher> {
        let (_, rest) = url.split_once("://")?;
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
        let ends = |end: &String| {
            host.strip_suffix(end.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.all.iter().find(|publisher| publisher.hosts.iter().any(ends))
    }
}
