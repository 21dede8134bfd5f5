//! `[incident.response]` and `[incident.vendor]`: what was done, and the company at which it took place.

use super::police::follows;
use super::reader::{At, IncidentReader, Table};
use crate::party::incident::{Actor, Containment, Progress, Reporting, Response, ReviewResult, Vendor};
use chrono::NaiveDate;

/// Reads the typed facts; each may be left out, and letters then say nothing of it.
pub(super) fn read<'i>(r: &mut IncidentReader<'i>, t: &mut Table<'_, 'i>) -> Response {
    let response = Response {
        investigated_by: r.optional_of(t, "investigated_by", Actor::ALL, Actor::word),
        investigation: r.optional_of(t, "investigation", Progress::ALL, Progress::word),
        contained: r.optional_of(t, "contained", Containment::ALL, Containment::word),
        reviewed_by: r.optional_of(t, "reviewed_by", Actor::ALL, Actor::word),
        review_found: r.optional_of(t, "review_found", ReviewResult::ALL, ReviewResult::word),
        reports: r.optional_of(t, "reports", Reporting::ALL, Reporting::word),
    };
    if let Some(at) = t.place("investigation").filter(|_| response.investigated_by.is_none()) {
        let message = "`investigation` is given, but `investigated_by` is not.";
        r.fault(at, message, "Say who looked into the breach, or remove the key.");
    }
    response
}

/// Reads the company at which it took place.
pub(super) fn read_vendor<'i>(
    r: &mut IncidentReader<'i>,
    mut t: Table<'_, 'i>,
    discovered: Option<At<NaiveDate>>,
) -> Vendor {
    let own = r.optional_date(&mut t, "discovered");
    let told = r.optional_date(&mut t, "told_us");
    follows(r, (own, "vendor.discovered"), (told, "told_us"));
    // The practice knows at the latest when it is told.
    follows(r, (discovered, "discovered"), (told, "told_us"));
    let vendor = Vendor {
        name: r.text(&mut t, "name"),
        told_us: told.map(|d| d.value),
        agent: r.optional_word(&mut t, "acts_as", &[("agent", true), ("independent", false)]),
        discovered: own.map(|d| d.value),
    };
    r.close(&t);
    vendor
}
