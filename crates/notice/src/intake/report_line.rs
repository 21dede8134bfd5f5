//! Lines of a report that are nobody's: numbers of pages, headings that stand again on each page, titles, dates of printing, totals.
//!
//! Behind the last person such lines are no rows. Among people they are rows that are left out and counted.

use super::columns::ColumnUse;
use super::flag::eq_fold;
use super::lexicon::REPORT_LINES;
use super::text::clean;
use super::{Field, date, heading};
use csv::ByteRecord;
use rustc_hash::FxHashSet;

/// Words between the beginning of a line and the number that makes it a count, a page or a date.
const BETWEEN: usize = 4;

/// Digits that no heading row has.
const MOST_DIGITS: usize = 7;

/// Whatever the lines of a list are known by.
#[derive(Clone, Default)]
pub(super) struct ReportLines {
    /// The headings, where the list has any.
    headings: Vec<String>,
    /// The lines above the headings, in small letters.
    titles: FxHashSet<String>,
    names: Vec<usize>,
    places: Vec<usize>,
    dates: Vec<usize>,
    /// The field of each column.
    fields: Vec<Option<Field>>,
    /// Number of columns; none where the list has no such lines.
    width: usize,
}

impl std::fmt::Debug for ReportLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReportLines({} titles)", self.titles.len())
    }
}

impl ReportLines {
    /// The lines of a delimited list. `headings` are empty where the list has none.
    pub(super) fn of(headings: &[String], titles: &[String], columns: &[ColumnUse]) -> Self {
        let all = |fields: &[Field]| -> Vec<usize> {
            let is = |column: &ColumnUse| column.field.or(column.spare).is_some_and(|field| fields.contains(&field));
            columns.iter().enumerate().filter(|(_, column)| is(column)).map(|(at, _)| at).collect()
        };
        Self {
            headings: headings.to_vec(),
            titles: titles.iter().map(|title| title.to_lowercase()).collect(),
            names: all(&[Field::FullName, Field::FirstName, Field::LastName]),
            places: all(&[Field::Address, Field::Address1, Field::City, Field::Zip, Field::CityStateZip]),
            dates: all(&[Field::DateOfBirth, Field::DateOfDeath]),
            fields: columns.iter().map(|column| column.field.or(column.spare)).collect(),
            width: columns.len(),
        }
    }

    /// Returns whether a row is a line of the report: the headings again, or at most two cells that say so and are not the name and
    /// the address of somebody.
    pub(super) fn has(&self, record: &ByteRecord) -> bool {
        self.width > 0 && (self.is_headings(record) || self.is_line(record))
    }

    fn is_headings(&self, record: &ByteRecord) -> bool {
        let heading = |at: usize| self.headings.get(at).map_or("", String::as_str);
        let is_same = |at: usize| {
            let cell = record.get(at).unwrap_or_default();
            let heading = heading(at);
            // A cell has at most some blanks more than the heading.
            cell.len().abs_diff(heading.len()) <= 8
                && std::str::from_utf8(cell).is_ok_and(|cell| eq_fold(&clean(cell), heading))
        };
        self.headings.iter().filter(|heading| !heading.is_empty()).take(2).count() == 2
            && (0..record.len().max(self.headings.len())).all(is_same)
    }

    /// Returns whether a row is a heading row of another list, whose columns stand in another order: nearly all of its cells are headings
    /// of this list, or known ones.
    pub(super) fn is_other_headings(&self, record: &ByteRecord) -> bool {
        // A row of somebody has a ZIP code or a date, and few have none.
        let digits = record.as_slice().iter().filter(|byte| byte.is_ascii_digit());
        if self.width == 0 || digits.take(MOST_DIGITS).count() == MOST_DIGITS || self.is_headings(record) {
            return false;
        }
        let (mut filled, mut known, mut moved) = (0, 0, record.len() != self.headings.len());
        let is_again = |at: usize| at > 0 && record.get(at) == record.get(at - 1);
        let cells = record.iter().enumerate();
        for (at, cell) in cells.filter(|&(at, cell)| !cell.trim_ascii().is_empty() && !is_again(at)) {
            filled += 1;
            let cell = String::from_utf8_lossy(cell);
            let cell = clean(&cell);
            let is_own = self.headings.iter().any(|heading| eq_fold(&cell, heading));
            let field = heading::field_of(&cell).map(|(field, _)| field);
            known += usize::from(is_own || field.is_some());
            let stands_there = self.headings.get(at).is_some_and(|heading| eq_fold(&cell, heading));
            moved |= !stands_there && (is_own || field.is_some_and(|field| self.fields.get(at) != Some(&Some(field))));
        }
        known >= 4 && known * 4 >= filled * 3 && moved
    }

    fn is_line(&self, record: &ByteRecord) -> bool {
        let mut filled = record.iter().enumerate().filter(|(_, cell)| !cell.trim_ascii().is_empty());
        let is_rule = |cell: &[u8]| cell.iter().all(|byte| b"-=_*+ ".contains(byte));
        if filled.clone().next().is_some() && filled.clone().all(|(_, cell)| is_rule(cell)) {
            return true;
        }
        let (Some((first, cell)), second) = (filled.next(), filled.next()) else { return false };
        if filled.next().is_some() {
            return false;
        }
        if record.len() == self.width {
            let is_in =
                |columns: &[usize]| columns.iter().any(|&at| at == first || second.is_some_and(|(s, _)| s == at));
            if is_in(&self.names) && is_in(&self.places) {
                return false;
            }
        }
        let cells = [cell, second.map_or(&[][..], |(_, cell)| cell)].map(String::from_utf8_lossy);
        let [one, two] = cells.each_ref().map(|cell| clean(cell));
        let line = if two.is_empty() { one.into_owned() } else { format!("{one} {two}") };
        let is_date = |text: &str| !matches!(date::read(text, date::DateOrder::Month), date::DateReading::Unreadable);
        let is_alone = second.is_none() && !self.dates.contains(&first);
        self.titles.contains(&line.to_lowercase())
            || says_so(&line)
            || (is_alone && line.len() >= 8 && line.contains(['/', '-', ':']) && is_date(&line))
    }
}

/// A line of a report as its words are compared: in small letters, without signs at its ends.
fn bare(line: &str) -> String {
    line.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Returns whether a line says of itself that it is one of a report.
fn says_so(line: &str) -> bool {
    let line = bare(line);
    if line.is_empty() {
        return true;
    }
    let behind =
        |start: &String| line.strip_prefix(start.as_str()).filter(|rest| !rest.starts_with(char::is_alphabetic));
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let has_number = |rest: &str| {
        let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(BETWEEN).any(is_number)
    };
    REPORT_LINES.whole.contains(&line)
        || REPORT_LINES.before_number.iter().filter_map(behind).any(has_number)
        || is_count(&line)
}

/// `140121 rows affected`, `200 records`: nothing but a number and what is counted, or what was done to it.
fn is_count(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',').trim_start();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    rest.len() < line.len() && REPORT_LINES.counted.contains(word)
}

/// The number of people that the cells of a line tell of, where they do.
pub(super) fn total_of(record: &ByteRecord) -> Option<u64> {
    let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
    read_total(&cells.join(" "))
}

/// The number of people that a line tells of: `Total patients: 140`, `5,210 records`, `Showing 1 to 2 of 5,210`.
pub(super) fn read_total(line: &str) -> Option<u64> {
    let line = bare(line);
    let number = |word: &str| {
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        digits.parse::<u64>().ok().filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let words: Vec<&str> = line.split([' ', ':', '=', '\t', '(', ')']).filter(|word| !word.is_empty()).collect();
    let is_counted = words.iter().any(|word| REPORT_LINES.counted.contains(*word));
    let is_part = words.first().is_some_and(|word| REPORT_LINES.parts.contains(*word));
    if is_part {
        let of = words.iter().position(|word| *word == "of")?;
        return words.get(of + 1).and_then(|word| number(word));
    }
    let mut numbers = words.iter().filter_map(|word| number(word));
    let only = numbers.next().filter(|_| is_counted)?;
    // `Page 2 of 9 patients`, `Patients 1 to 50`: more numbers are something else.
    (numbers.next().is_none() && words.len() <= 5).then_some(only)
}

/// Returns whether the cells of a row are a line behind the last person. Only rows at the very end of a list are asked.
pub(super) fn is_trailer<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut filled = cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty());
    let (Some(first), second) = (filled.next(), filled.next()) else {
        return false;
    };
    if filled.next().is_some() || second.is_some_and(|cell| !is_number(cell)) {
        return false;
    }
    let line = String::from_utf8_lossy(first).to_ascii_lowercase();
    let line = line.trim_start_matches(['*', '-', '=', '#', '(', '[', '<', ' ']);
    line.is_empty()
        || REPORT_LINES.at_end.iter().any(|start| line.starts_with(start.as_str()) && ends_word(line, start))
        || is_count(line)
}

/// The word is not the front of a longer one: `Totally` is no total.
fn ends_word(line: &str, start: &str) -> bool {
    !start.ends_with(|c: char| c.is_ascii_alphabetic())
        || !line[start.len()..].starts_with(|c: char| c.is_ascii_alphabetic() && c != 's')
}

fn is_number(cell: &[u8]) -> bool {
    cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' '))
}

#[cfg(test)]
mod tests {
    use super::{is_trailer, says_so};

    #[test]
    fn totals_are_no_people() {
        let asks = |line: &str| is_trailer(line.split(',').map(str::as_bytes));
        for line in [
            "Total: 123",
            "TOTAL,123",
            "End of report",
            "*** END OF REPORT ***",
            "(200 rows affected)",
            "---",
            "Page 3 of 3,,,",
            "Record count: 5",
        ] {
            assert!(asks(line), "{line}");
        }
        for line in ["Totally,Smith", "Smith", "Ann,Smith,1 Road", "4711", "Paget", "Countess", ""] {
            assert!(!asks(line), "{line}");
        }
    }

    #[test]
    fn lines_among_people_say_what_they_are() {
        for line in [
            "Page 1 of 9",
            "PAGE: 3",
            "- Page 12 -",
            "Page No. 7",
            "Printed 03/01/2025",
            "Printed by front desk 3/1/2025",
            "Run Date: 2025-03-01 10:22",
            "Total Patients: 1,203",
            "Subtotal 12",
            "Records 200",
            "*** Confidential ***",
            "(continued)",
            "----------",
            "57 patients",
        ] {
            assert!(says_so(line), "{line}");
        }
        for line in [
            "Page Smith",
            "Paige 3",
            "Pageant 3",
            "Total Renal Care",
            "Count Basil",
            "4711",
            "4711 Ash",
            "57 Patience",
            "Ann Totals",
            "Printed",
        ] {
            assert!(!says_so(line), "{line}");
        }
    }
}
