//! The comparison with the law of another day, in lines.

use crate::say::count;
use notice::line::LawDifference;
use std::fmt::Write as _;

/// The laws that are not the same on both days, then letters, deadlines and signatures that would differ.
pub fn text(difference: &LawDifference) -> String {
    let LawDifference { mailing, law_of, laws, letters, clocks, signatures } = difference;
    if laws.is_empty() {
        return format!("The law of {law_of} is the law of the mailing date, {mailing}, as far as the rules know.");
    }
    let mut text = format!("Law of {law_of} compared with the law of the mailing date, {mailing}:\n");
    for law in laws {
        let amendments = law.amendments.join("; ");
        let _ = writeln!(text, "  {}  {}: {amendments}; {} people", law.jurisdiction, law.name, count(law.people));
    }
    heading(&mut text, "Letters that would differ", letters.len());
    for changed in letters {
        let what = match (changed.variant.as_str(), changed.other.as_str()) {
            ("", other) => format!("no letter, then {other}"),
            (own, "") => format!("{own}, then no letter"),
            (own, other) if own == other => format!("{own}, with other words"),
            (own, other) => format!("{own}, then {other}"),
        };
        let _ = writeln!(text, "  {:>9}  {what}", count(changed.letters));
    }
    heading(&mut text, "Deadlines that would differ", clocks.len());
    let day = |day: &Option<chrono::NaiveDate>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    for clock in clocks {
        let place = clock.jurisdiction.as_ref().map_or("US", |place| place.code());
        let _ = writeln!(text, "  {place}  {}: {}, then {}", clock.whom, day(&clock.due), day(&clock.other));
    }
    heading(&mut text, "Approvals that would not hold under that law", signatures.len());
    for variant in signatures {
        let _ = writeln!(text, "  {variant}");
    }
    text.truncate(text.trim_end().len());
    text
}

fn heading(text: &mut String, what: &str, number: usize) {
    let none = if number == 0 { " none" } else { "" };
    let _ = writeln!(text, "{what}:{none}");
}
