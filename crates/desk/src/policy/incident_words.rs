//! Days of an incident in words, as forms and memos have them.

use chrono::NaiveDate;
use notice::party::incident::Occurrence;

/// A day in words.
pub(crate) fn long(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}

/// A day of the breach, as sure as it is.
pub(crate) fn about(occurred: Occurrence, day: NaiveDate) -> String {
    match occurred {
        Occurrence::Exact(_) | Occurrence::Unknown => long(day),
        Occurrence::About(_) => format!("on or about {}", long(day)),
        Occurrence::Between(_) => format!("{} (estimated)", long(day)),
    }
}

/// The days of the breach, as sure as they are.
pub(crate) fn occurred(occurred: Occurrence) -> String {
    match occurred {
        Occurrence::Unknown => "unknown".to_owned(),
        Occurrence::Exact(range) if range.is_one_day() => long(range.from),
        Occurrence::Exact(range) => format!("{} to {}", long(range.from), long(range.to)),
        Occurrence::About(range) if range.is_one_day() => format!("on or about {}", long(range.from)),
        Occurrence::About(range) => format!("from about {} to about {}", long(range.from), long(range.to)),
        Occurrence::Between(range) => {
            format!("at some time between {} and {}", long(range.from), long(range.to))
        }
    }
}
