//! Profiles of columns, as `check --profiles` prints them. Values are shown only of lists of codes, and only those on three rows
//! or more: others are somebody's.

use crate::say::count;
use desk::oneshot::check::{ColumnReport, ProfileReport, Report};
use notice::finding::{escape_line, quote_column};
use notice::intake::ValueKind;
use std::fmt::Write as _;

/// Rows on which a value must stand to be shown.
const OFTEN: u64 = 3;

/// Every column of every list with the profile of its cells.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for list in &report.lists {
        let _ = writeln!(text, "\nColumns of {}", escape_line(&list.file));
        for (at, column) in list.columns.iter().enumerate() {
            column_text(&mut text, at + 1, column);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn column_text(text: &mut String, number: usize, column: &ColumnReport) {
    let profile = &column.profile;
    let used = column.field.as_deref().map_or("not used".to_owned(), |field| format!("used as {field}"));
    let _ = writeln!(text, "  {}: {used}", quote_column(number, &column.heading));
    if profile.filled == 0 {
        let _ = writeln!(text, "      every cell is empty");
        return;
    }
    let distinct = match (profile.distinct, profile.has_more) {
        (n, true) => format!("more than {} different values", count(n)),
        (1, false) => "1 value".to_owned(),
        (n, false) => format!("{} different values", count(n)),
    };
    let (longest, cells) = profile.longest;
    let _ = writeln!(
        text,
        "      {} filled; {distinct}; longest {} bytes, {} of them",
        count(profile.filled),
        count(longest),
        count(cells)
    );
    let kinds: Vec<String> = profile.kinds.iter().map(|(kind, n)| format!("{} {}", count(*n), word(*kind))).collect();
    let _ = writeln!(text, "      looks like: {}", kinds.join(", "));
    if let Some(days) = days(profile) {
        let _ = writeln!(text, "      {days}");
    }
    let often = profile.codes.iter().filter(|(_, n)| *n >= OFTEN);
    let values: Vec<String> = often.map(|(value, n)| format!("{} {}", count(*n), escape_line(value))).collect();
    if !values.is_empty() {
        let _ = writeln!(text, "      values: {}", values.join("; "));
    }
}

/// The years of the column's days, and days that many of its cells have.
fn days(profile: &ProfileReport) -> Option<String> {
    let ((first, _), (last, _)) = (profile.years.first()?, profile.years.last()?);
    let mut text = if first == last { format!("days of {first}") } else { format!("days from {first} to {last}") };
    for (day, n) in &profile.days {
        let _ = write!(text, "; {} are {day}", count(*n));
    }
    Some(text)
}

fn word(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Nothing => "blank values",
        ValueKind::Date => "dates",
        ValueKind::Serial => "spreadsheet date numbers",
        ValueKind::Zip => "ZIP codes",
        ValueKind::State => "states",
        ValueKind::Phone => "phone numbers",
        ValueKind::Money => "dollar amounts",
        ValueKind::YesNo => "yes/no values",
        ValueKind::Number => "other numbers",
        ValueKind::Words => "words",
        ValueKind::Prose => "sentences",
        ValueKind::Code => "codes",
    }
}
