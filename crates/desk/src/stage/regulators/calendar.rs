//! Deadlines for a calendar program (iCalendar, RFC 5545), with nothing of anybody's.

use crate::casefile::ledger::{DeadlineClock, Summary};
use crate::io::digest::hex;
use chrono::{Duration, NaiveDate, NaiveTime};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike};
use notice::party::Incident;
use serde_json::json;
use sha2::{Digest, Sha256};

/// Days before a last day on whose morning a calendar program reminds.
const REMINDERS: [i64; 3] = [14, 7, 1];

/// The hour of the morning at which it does.
const HOUR: i64 = 9;

/// Builds a calendar of every deadline of a case as a day-long event with reminders, stamped with `today`. An event has the
/// same name in every calendar of the case, so that a newer calendar takes the place of an older one.
pub(super) fn build_calendar(summary: &Summary, incident: &Incident, today: NaiveDate) -> String {
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Noticepress//Notice deadlines//EN"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property(property);
    }
    calendar.name(&format!("Notice deadlines: {}", incident.event.title));
    for clock in &summary.deadlines {
        calendar.push(event(clock, incident, today));
    }
    calendar.to_string()
}

fn event(clock: &DeadlineClock, incident: &Incident, today: NaiveDate) -> Event {
    let text = |key: &str| clock.text(key);
    let whom = text("whom");
    let doubt = if clock.is_in_doubt() { " (ask counsel whether it applies)" } else { "" };
    let summary = match text("duty") {
        "individuals" => format!("Last day for letters: {whom}{doubt}"),
        _ => format!("Last day to notify: {whom}{doubt}"),
    };
    let description = format!("{}\n{}\n{}", incident.practice.legal_name, text("citation"), text("note"));
    let name = json!([
        incident.practice.legal_name,
        incident.event.discovered,
        text("duty"),
        text("jurisdiction"),
        text("office"),
        text("citation"),
    ]);
    let mut name = hex(Sha256::digest(name.to_string()));
    name.truncate(32);
    // The same file for the same deadlines: names and moments are given, as the library would take them from chance and the clock.
    let stamp = today.and_time(NaiveTime::MIN).and_utc();
    let mut event = Event::new();
    event
        .uid(&name)
        .timestamp(stamp)
        .class(Class::Confidential)
        .summary(&summary)
        .description(description.trim_end())
        .all_day(clock.last_day);
    for days in REMINDERS {
        let mut reminder = Alarm::display(&summary, Duration::hours(HOUR - 24 * days));
        reminder.uid(&format!("{name}-{days}")).timestamp(stamp);
        event.alarm(reminder);
    }
    event.done()
}
