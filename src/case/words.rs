//! What commands over a case say, in words.

use crate::say::count;
use desk::stage::lists::import;
use desk::stage::review::{decide, findings};
use desk::stage::start::status;
use notice::finding::escape_line;

pub(super) fn imported(report: &import::Imported) -> String {
    let mut text = format!(
        "{} rows: {} new people, {} unchanged, {} changed, {} gone.",
        count(report.rows),
        count(report.new),
        count(report.unchanged),
        count(report.changed),
        count(report.gone)
    );
    for list in &report.lists {
        if list.known {
            text.push_str(&format!("\n{} is in the case already.", escape_line(&list.list)));
        } else if let Some(older) = &list.amends {
            text.push_str(&format!("\n{} stands in the place of {}.", escape_line(&list.list), escape_line(older)));
        }
    }
    text.push_str(&format!(
        "\nThe case: {} rows = {} letters + {} held + {} merged + {} excluded.",
        count(report.case_rows),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded)
    ));
    text
}

pub(super) fn stands(report: &status::Status) -> String {
    let mut text = format!(
        "{} rows = {} letters + {} held + {} merged + {} excluded; {} people were written to.",
        count(report.people),
        count(report.letters),
        count(report.held),
        count(report.merged),
        count(report.excluded),
        count(report.mailed)
    );
    if report.plain {
        text.push_str("\nThe case is NOT encrypted: whoever has the file can read it.");
    }
    match report.unsigned.len() {
        0 => text.push_str("\nText: every variant that letters need is signed."),
        n => {
            text.push_str(&format!("\nText: {n} variants are unsigned:"));
            for (variant, why) in &report.why_unsigned {
                text.push_str(&format!("\n  {variant}: {why}"));
            }
        }
    }
    match &report.why_not_released {
        None => text.push_str("\nRun: released."),
        Some(why) => text.push_str(&format!("\nRun: not released. {why}")),
    }
    for run in &report.runs {
        let state = if run.finished { "" } else { " (begun and not finished: make it again)" };
        text.push_str(&format!("\nExported: {} with {} pieces{state}", escape_line(&run.package), count(run.pieces)));
    }
    if report.addresses_waiting > 0 {
        text.push_str(&format!(
            "\nAddress corrections: {} wait for a yes or no; addresses --history writes them out.",
            count(report.addresses_waiting)
        ));
    }
    if report.returned > 0 {
        text.push_str(&format!("\nReturned: {} pieces came back.", count(report.returned)));
    }
    let soon = report.deadlines.iter().take(8);
    text.push_str("\nDeadlines, first due first:");
    for due in soon {
        let field = |name: &str| due.clock.deadline.get(name).and_then(|v| v.as_str()).unwrap_or_default();
        text.push_str(&format!(
            "\n  {} ({} days): {} {}",
            due.clock.last_day,
            due.days_left,
            field("duty"),
            field("whom")
        ));
    }
    if let Some(until) = report.keep_until {
        text.push_str(&format!("\nThe case must be kept until {until}."));
    }
    text
}

pub(super) fn found(report: &findings::Findings) -> String {
    let mut text = String::new();
    for kind in &report.findings {
        text.push_str(&format!("{:>8}  {}: {} {}\n", count(kind.count), kind.code, kind.message, kind.advice));
    }
    for row in report.rows.iter().take(200) {
        text.push_str(&format!(
            "person {} ({}, line {}), {}, due {}: {}\n",
            row.person,
            escape_line(&row.list),
            row.line,
            row.disposition,
            row.due,
            row.codes.join(" ")
        ));
    }
    if report.rows.len() > 200 {
        text.push_str(&format!("… and {} rows more; --json has all of them.\n", count(report.rows.len() as u64 - 200)));
    }
    text.trim_end().to_owned()
}

pub(super) fn decided(report: &decide::Decided) -> String {
    let numbers: Vec<_> = report.decisions.iter().map(i64::to_string).collect();
    let mut text = format!("Decided about {} people (decisions {}).", count(report.people), numbers.join(", "));
    for (code, advice) in &report.why {
        text.push_str(&format!("\n{} are held still: {code}: {advice}", count(report.still_held)));
    }
    text.push_str(&format!(
        "\nThe case: {} letters, {} held, {} excluded.",
        count(report.letters),
        count(report.held),
        count(report.excluded)
    ));
    text
}
