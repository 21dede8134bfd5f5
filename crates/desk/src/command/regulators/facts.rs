//! What the case knows of the questions that authorities ask.

use super::Ground;
use chrono::NaiveDate;
use notice::party::Standing;

impl Ground<'_> {
    /// The answer to a question by its word; `None` where the case cannot know it. `authority` is whose form it is.
    pub(super) fn answer(&self, word: &str, authority: &str) -> Option<String> {
        let incident = self.incident;
        let (practice, event) = (&incident.practice, &incident.event);
        let here = |counts: &std::collections::BTreeMap<String, u64>| counts.get(authority).copied().unwrap_or(0);
        let long = |day: NaiveDate| day.format("%B %-d, %Y").to_string();
        let known = |text: String| (!text.trim().is_empty()).then_some(text);
        match word {
            "legal_name" => known(practice.legal_name.clone()),
            "address" => known(practice.address.join(", ")),
            "signatory" => known(practice.signatory.name.clone()),
            "signatory_title" => known(practice.signatory.title.clone()),
            "email" => known(incident.contact.email.clone()),
            "people" => Some(self.people().to_string()),
            "residents" => Some(here(&self.summary.residents).to_string()),
            "residents_mailed" => Some(here(&self.mailed).to_string()),
            "size_hhs" => Some(if self.people() >= 500 { "500 or more" } else { "fewer than 500" }.into()),
            "report_kind_hhs" => {
                Some(if self.filed(authority).next().is_some() { "addendum" } else { "initial report" }.into())
            }
            "occurred_from" => Some(long(event.occurred_from)),
            "occurred_to" => Some(long(event.occurred_to)),
            "occurred" if event.occurred_from == event.occurred_to => Some(long(event.occurred_from)),
            "occurred" => Some(format!("{} to {}", long(event.occurred_from), long(event.occurred_to))),
            "discovered" => Some(long(event.discovered)),
            "determined" => Some(long(event.determination())),
            "mailing_date" => Some(long(incident.mailing.date)),
            "method" => Some("Letter by first-class mail".into()),
            "nature" => Some(event.nature.word().replace('_', " ")),
            "what_happened" => known(event.what_happened.clone()),
            "measures" => known(event.what_we_are_doing.join("; ")),
            "elements" => known(
                self.elements_of
                    .get(authority)
                    .unwrap_or(&self.elements)
                    .iter()
                    .map(|element| element.word().replace('_', " "))
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            "police" => Some(match (event.law_enforcement.notified, event.law_enforcement.agency.as_str()) {
                (false, _) => "No".into(),
                (true, "") => "Yes".into(),
                (true, agency) => format!("Yes: {agency}"),
            }),
            "protection" => self.protection(),
            "substitute" => Some(match self.summary.unreachable {
                0 => "Nobody is without a usable address".into(),
                1..=9 => format!("Yes, fewer than 10: {}", self.summary.unreachable),
                many => format!("Yes, 10 or more: {many}"),
            }),
            "media" => {
                let many: Vec<&str> =
                    self.summary.residents.iter().filter(|(_, n)| **n > 500).map(|(place, _)| place.as_str()).collect();
                Some(if many.is_empty() { "No state has more than 500 residents".into() } else { many.join(", ") })
            }
            "bureaus" if here(&self.summary.residents) <= 1_000 => Some("Not more than 1,000 residents".into()),
            "specimens" => known(self.specimens(authority).join(", ")),
            "filings" => Some(
                self.filed(authority)
                    .map(|filing| format!("{}: {} people", filing.day, filing.people))
                    .reduce(|all, one| format!("{all}; {one}"))
                    .unwrap_or_else(|| "none recorded".into()),
            ),
            _ => None,
        }
    }

    /// Everybody affected, once, whether they are written to or not.
    pub(super) fn people(&self) -> u64 {
        self.summary.rows - self.summary.merged - self.summary.excluded
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
