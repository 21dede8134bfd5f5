//! The calendar as `check` prints it: every clock on a line, the first due first.

use crate::say::count;
use desk::oneshot::check::{Due, Report};
use notice::routing::{ClockStart, Duty};
use std::fmt::Write as _;

/// Writes the calendar of a report, if any clock runs.
pub fn write(text: &mut String, report: &Report) {
    if report.deadlines.is_empty() {
        return;
    }
    let on = report.days_counted_from;
    let _ = writeln!(text, "\nDeadlines, earliest first; days are counted from {on}:");
    for remark in &report.delay {
        let _ = writeln!(text, "  {remark}");
    }
    // States without a number of days of their own share the federal date, and one line.
    let (alike, own): (Vec<&Due>, Vec<&Due>) = report.deadlines.iter().partition(|due| shares(due));
    let mut alike = Some(alike).filter(|alike| !alike.is_empty());
    for due in &own {
        if let Some(alike) = alike.take_if(|alike| alike[0].deadline.last_day() < due.deadline.last_day()) {
            shared(text, &alike);
        }
        line(text, due);
    }
    if let Some(alike) = alike {
        shared(text, &alike);
    }
    if own.iter().any(|due| due.deadline.in_doubt) {
        text.push_str("  Uncertain: this duty may not apply to this practice; --json says why.\n");
    }
    let first = report.deadlines.iter().filter(|due| due.deadline.start == ClockStart::BeforeIndividuals);
    let first: Vec<String> =
        first.map(|due| format!("  {} by {}\n", due.deadline.whom, due.deadline.last_day())).collect();
    if !first.is_empty() {
        text.push_str(
            "\nTo be notified before letters are mailed to people of their state; check and run hold no letters back for them:\n",
        );
        first.iter().for_each(|line| text.push_str(line));
        text.push_str("  A case holds them back until the notice is recorded: new, filed, release.\n");
    }
}

/// Returns true if a line is about letters under a law that sets no number of days.
fn shares(due: &Due) -> bool {
    due.deadline.duty == Duty::Individuals && due.deadline.jurisdiction.is_some() && due.deadline.days.is_none()
}

fn line(text: &mut String, due: &Due) {
    let clock = &due.deadline;
    let place = clock.jurisdiction.as_ref().map_or("US", |place| place.code());
    let _ = write!(text, "  {}  {:<25}  {place}  {} ({}", clock.last_day(), left(due), clock.whom, clock.citation);
    let _ = match clock.people {
        0 => Ok(()),
        1 => text.write_str("; 1 person"),
        people => write!(text, "; {} people", count(people)),
    };
    text.push_str(if clock.in_doubt { "; uncertain)\n" } else { ")\n" });
    delay(text, due);
}

fn shared(text: &mut String, all: &[&Due]) {
    let Some(first) = all.first() else { return };
    let places: Vec<_> =
        all.iter().filter_map(|due| due.deadline.jurisdiction).map(|place| place.to_string()).collect();
    let people = count(all.iter().map(|due| due.deadline.people).sum());
    let _ = writeln!(
        text,
        "  {}  {:<25}  {}  Residents: no state deadline, so the federal deadline applies ({people} people)",
        first.deadline.last_day(),
        left(first),
        places.join(" ")
    );
    delay(text, first);
}

/// The ordinary date beside a delayed one, and why it moved.
fn delay(text: &mut String, due: &Due) {
    if let Some(delayed) = &due.deadline.delayed {
        let _ = writeln!(text, "      without the delay {}. {}", due.deadline.due, delayed.why);
    }
}

/// Returns the days that a clock still runs, in words.
fn left(due: &Due) -> String {
    match due.days_left {
        0 => "due on that date".to_owned(),
        1 => "1 day left".to_owned(),
        -1 => "1 day late on that day".to_owned(),
        days @ 2.. => format!("{days} days left"),
        days => format!("{} days late on that day", -days),
    }
}
