//! The cells of one row by their fields, as intake reads them.

use super::columns::ColumnPlan;
use super::lexicon::LINES;
use super::nothing::{is_nothing, may_be_name, unguard};
use super::{Field, damage, escapes};
use csv::ByteRecord;
use std::borrow::Cow;

/// The cells of one row by field.
pub(super) struct Cells<'a> {
    pub(super) record: &'a ByteRecord,
    pub(super) plan: &'a ColumnPlan,
    /// A zero is no answer: it stands for an empty cell.
    pub(super) zeros_are_blank: bool,
    /// Letters that were encoded twice are put back.
    pub(super) repairs: bool,
}

impl<'a> Cells<'a> {
    /// The cell of a column, without what programs put around it, with entities and letters as they were, and with codes and
    /// blanks as the recipe of the list says.
    pub(super) fn at(&self, column: u16) -> Cow<'a, str> {
        let cell = self.as_it_stands(column);
        if self.plan.rules.is_empty() { cell } else { self.plan.rules.apply(usize::from(column), cell) }
    }

    /// The same with codes and blanks as they stand.
    pub(super) fn as_it_stands(&self, column: u16) -> Cow<'a, str> {
        let cell = self.record.get(usize::from(column)).map_or(Cow::Borrowed(""), String::from_utf8_lossy);
        let cell = escapes::decode(unguard(cell));
        if !self.repairs || cell.is_ascii() {
            return cell;
        }
        match damage::is_twisted(&cell).then(|| damage::untwist(&cell)).flatten() {
            Some(repaired) => Cow::Owned(repaired),
            None => cell,
        }
    }

    /// Returns whether letters of a column are put back here.
    pub(super) fn is_repaired(&self, column: u16) -> bool {
        let cell = self.record.get(usize::from(column)).and_then(|cell| std::str::from_utf8(cell).ok());
        self.repairs && cell.is_some_and(|cell| damage::is_twisted(cell) && damage::untwist(cell).is_some())
    }

    /// The cell of a field; several columns are joined with a blank. A lone zero is nothing: no name, address or date is
    /// one, and spreadsheets write it where a formula found an empty cell.
    pub(super) fn get(&self, field: Field) -> Cow<'a, str> {
        self.joined(self.plan.of(field), something)
    }

    /// The cell of a field for which a zero may be an answer; it is none where the list writes zeros for empty cells.
    pub(super) fn said(&self, field: Field) -> Cow<'a, str> {
        self.joined(self.plan.of(field), if self.zeros_are_blank { something } else { |cell| cell })
    }

    pub(super) fn joined(&self, columns: &[u16], take: fn(Cow<'a, str>) -> Cow<'a, str>) -> Cow<'a, str> {
        match *columns {
            [] => Cow::Borrowed(""),
            [one] => take(self.at(one)),
            ref several => {
                let mut joined = String::new();
                for &column in several {
                    let cell = take(self.at(column));
                    // A word for nothing in one of several columns is no part of what they say together.
                    if is_nothing(cell.trim()) && !may_be_name(cell.trim()) {
                        continue;
                    }
                    if !joined.is_empty() && !cell.trim().is_empty() {
                        joined.push(' ');
                    }
                    joined.push_str(cell.trim_matches(' '));
                }
                Cow::Owned(without_doubled(joined))
            }
        }
    }
}

/// The text without its first word where that is a number or unit and stands there twice, as in a column of house numbers and in
/// that of streets.
fn without_doubled(joined: String) -> String {
    let may_be_doubled =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || LINES.units.contains(&word.to_ascii_lowercase());
    match joined.split_once(' ') {
        Some((first, rest)) if rest.split(' ').next() == Some(first) && may_be_doubled(first) => rest.to_owned(),
        _ => joined,
    }
}

pub(super) fn something(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.trim() == "0" { Cow::Borrowed("") } else { cell }
}
