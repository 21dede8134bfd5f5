//! `[incident.law_enforcement]`: whether police were told, and the delay that they asked for.

use super::reader::{At, IncidentReader, Table};
use crate::party::incident::{DelayRequest, LawEnforcement};
use chrono::NaiveDate;

/// Reads the table. The keys of a delay stand only beside `delayed_notice = true`, and their days must follow each
/// other; a key that is left out is no fault, the delay is then shown as not counted.
pub(super) fn read<'i>(
    r: &mut IncidentReader<'i>,
    mut t: Table<'_, 'i>,
    discovered: Option<At<NaiveDate>>,
) -> LawEnforcement {
    let notified = r.flag(&mut t, "notified");
    let agency = r.optional_text(&mut t, "agency");
    let delayed_notice = r.flag(&mut t, "delayed_notice");
    let words = [("written", DelayRequest::Written), ("oral", DelayRequest::Oral)];
    let request = r.optional_word(&mut t, "request", &words);
    let requested_on = r.optional_date(&mut t, "requested_on");
    let delayed_until = r.optional_date(&mut t, "delayed_until");
    if !delayed_notice {
        for key in ["request", "requested_on", "delayed_until"] {
            if let Some(at) = t.place(key) {
                let message = format!("`{key}` tells of a delay, but `delayed_notice` is not true.");
                r.fault(
                    at,
                    message,
                    "Set delayed_notice = true if law enforcement asked to delay notice; otherwise remove the key.",
                );
            }
        }
    }
    follows(r, (discovered, "discovered"), (requested_on, "requested_on"));
    follows(r, (discovered, "discovered"), (delayed_until, "delayed_until"));
    follows(r, (requested_on, "requested_on"), (delayed_until, "delayed_until"));
    r.close(&t);
    LawEnforcement {
        notified,
        agency,
        delayed_notice,
        request,
        requested_on: requested_on.map(|d| d.value),
        delayed_until: delayed_until.map(|d| d.value),
    }
}

/// A day that must not lie before another; the fault stands at the later of the two keys.
pub(super) fn follows(
    r: &mut IncidentReader<'_>,
    earlier: (Option<At<NaiveDate>>, &str),
    later: (Option<At<NaiveDate>>, &str),
) {
    if let ((Some(first), first_key), (Some(second), second_key)) = (earlier, later)
        && second.value < first.value
    {
        let message = format!("`{second_key}` is before `{first_key}`.");
        r.fault(second.at, message, "Correct the date that is wrong.");
    }
}
