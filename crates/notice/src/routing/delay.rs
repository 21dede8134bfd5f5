//! Notice that waits because police asked for it: until which day, and why.

use super::federal::Federal;
use super::holidays::calendar_days_after;
use crate::party::Incident;
use crate::party::incident::DelayRequest;
use chrono::NaiveDate;
use serde::Serialize;

/// A last day that moved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Delayed {
    /// The last day with the delay.
    pub due: NaiveDate,
    /// Reason for the delay, in one sentence.
    pub why: String,
}

/// The last day for which notice waits; `None` where police did not ask, or where the incident file does not say enough
/// to count. Without allocation: routing asks it for every person.
pub(super) fn until(incident: &Incident, federal: &Federal) -> Option<NaiveDate> {
    let police = &incident.event.law_enforcement;
    match police.request.filter(|_| police.delayed_notice)? {
        DelayRequest::Written => police.delayed_until,
        DelayRequest::Oral => {
            let most = federal.law_enforcement_delay.oral_delay_max_days;
            let last = calendar_days_after(police.requested_on?, most);
            Some(police.delayed_until.map_or(last, |until| until.min(last)))
        }
    }
}

/// Returns the reason why a last day moved, in one sentence.
pub(super) fn why(incident: &Incident, federal: &Federal, until: NaiveDate) -> String {
    let rule = &federal.law_enforcement_delay;
    let police = &incident.event.law_enforcement;
    match (police.request, police.requested_on) {
        (Some(DelayRequest::Oral), Some(asked)) => format!(
            "Law enforcement asked orally on {asked} to delay notice; an oral request counts for at most {} days, here until {until} ({}).",
            rule.oral_delay_max_days, rule.citation
        ),
        _ => format!("Law enforcement asked in writing to delay notice until {until} ({}).", rule.citation),
    }
}

/// Remarks on a delay beside the dates: that it is not counted, cut short, or not waited for.
pub fn delay_remarks(incident: &Incident, federal: &Federal) -> Vec<String> {
    let police = &incident.event.law_enforcement;
    let mut remarks = Vec::new();
    if !police.delayed_notice {
        return remarks;
    }
    let Some(until) = until(incident, federal) else {
        let lacks = match police.request {
            None => "does not say whether they asked in writing or orally (request)",
            Some(DelayRequest::Written) => "does not say until when (delayed_until)",
            Some(DelayRequest::Oral) => "does not say when they asked (requested_on)",
        };
        remarks.push(format!(
            "Law enforcement asked to delay notice, but the incident file {lacks}, so the delay is not counted."
        ));
        return remarks;
    };
    if let Some(named) = police.delayed_until.filter(|named| *named > until) {
        remarks.push(format!(
            "The delay counts until {until}, not until {named}: an oral request counts for at most {} days. A written statement would count in full.",
            federal.law_enforcement_delay.oral_delay_max_days
        ));
    }
    if incident.mailing.date < until {
        remarks.push(format!(
            "The mailing date, {}, is before the end of the delay, {until}: do not mail until law enforcement agrees.",
            incident.mailing.date
        ));
    }
    remarks.push(
        "The delay moves federal deadlines, and those of states whose rule has [law_enforcement_delay]; all others keep their usual deadline until counsel decides."
            .to_owned(),
    );
    remarks
}
