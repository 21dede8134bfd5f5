//! Guardians who are rows of the same table: a column holds the number of the person who is legally responsible for care.

use super::super::cells::Cells;
use super::super::date::age;
use super::super::keys::folded;
use super::super::nothing::is_nothing;
use crate::finding::{Private, Severity};
use crate::party::{Death, Person, PersonName};
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// The columns (from 0) of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct GuardianColumns {
    /// The number of the responsible person.
    pub(super) column: u16,
    /// The number of each row.
    pub(super) to: u16,
}

/// Numbers of rows that other rows name as guardians.
#[derive(Debug)]
pub(in crate::intake) struct GuardianNumbers {
    columns: GuardianColumns,
    prints: FxHashSet<u64>,
}

/// Names of guardians by the numbers of their rows; only of rows that others name. `Debug` shows how many there are.
pub(in crate::intake) struct GuardianNames {
    columns: GuardianColumns,
    /// Numbers and names one behind the other.
    text: Private<String>,
    by_number: FxHashMap<u64, NameSpan>,
}

/// The place of a number with its name; without a length, several rows have the number or the row is no guardian's.
#[derive(Clone, Copy)]
struct NameSpan {
    from: u32,
    length: u32,
}

/// Between a number and the parts of a name: no cell of a row that is not held has it.
const BETWEEN: char = '\u{1F}';

/// The number in a cell; nothing where there is none. Spreadsheets write whole numbers with `.0`.
fn number_in(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let cell = cell.strip_suffix(".0").unwrap_or(cell);
    let is_none = is_nothing(cell) || cell.bytes().all(|b| b == b'0');
    (!is_none).then_some(cell)
}

fn print(number: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(number.as_bytes());
    hasher.finish()
}

impl GuardianColumns {
    /// Begins to gather the numbers of guardians.
    pub(in crate::intake) fn gather(self) -> GuardianNumbers {
        GuardianNumbers { columns: self, prints: FxHashSet::default() }
    }
}

impl GuardianNumbers {
    /// Notes the number of the guardian of a row, if it names another row.
    pub(in crate::intake) fn note(&mut self, cells: &Cells<'_>) {
        let cell = cells.at(self.columns.column);
        if let Some(number) = number_in(&cell)
            && number_in(&cells.at(self.columns.to)) != Some(number)
        {
            self.prints.insert(print(number));
        }
    }

    /// Returns whether the row may be one that others name.
    pub(in crate::intake) fn has(&self, cells: &Cells<'_>) -> bool {
        number_in(&cells.at(self.columns.to)).is_some_and(|number| self.prints.contains(&print(number)))
    }

    /// Returns whether no row names another.
    pub(in crate::intake) fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }
}

impl GuardianNames {
    /// No names yet.
    pub(in crate::intake) fn new(numbers: &GuardianNumbers) -> Self {
        Self { columns: numbers.columns, text: Private::default(), by_number: FxHashMap::default() }
    }

    /// Enters the person of a row that others name. Only an adult who lives, and of whom nothing is in doubt, can be a guardian;
    /// a number of two rows is nobody's.
    pub(in crate::intake) fn enter(&mut self, cells: &Cells<'_>, person: &Person, mailing: NaiveDate) {
        let cell = cells.at(self.columns.to);
        let Some(number) = number_in(&cell) else { return };
        let is_adult = person.birth.as_ref().is_some_and(|birth| age(*birth.disclose(), mailing) >= 18);
        let is_sound = person.codes.worst().is_none_or(|worst| worst < Severity::Hold);
        let name = person.name.as_ref().filter(|_| is_adult && is_sound && person.death == Death::Alive);
        let from = self.text.disclose().len();
        self.text = std::mem::take(&mut self.text).map(|mut text| {
            if let Some(name) = name {
                let name = name.disclose();
                text.push_str(number);
                for part in [&name.first, &name.middle, &name.last, &name.suffix, &name.full] {
                    text.push(BETWEEN);
                    text.push_str(part);
                }
            }
            text
        });
        let span = match (u32::try_from(from), u32::try_from(self.text.disclose().len() - from)) {
            (Ok(from), Ok(length)) => NameSpan { from, length },
            _ => NameSpan { from: 0, length: 0 },
        };
        let known = self.by_number.entry(print(number));
        known.and_modify(|span| span.length = 0).or_insert(span);
    }

    /// The guardian of a row, where the row names one who is another person.
    pub(in crate::intake) fn find(&self, cells: &Cells<'_>, own: Option<&PersonName>) -> Option<PersonName> {
        let cell = cells.at(self.columns.column);
        let number = number_in(&cell)?;
        if number_in(&cells.at(self.columns.to)) == Some(number) {
            return None;
        }
        let span = self.by_number.get(&print(number)).filter(|span| span.length > 0)?;
        let (from, to) = (span.from as usize, span.from as usize + span.length as usize);
        let mut parts = self.text.disclose().get(from..to)?.split(BETWEEN);
        if parts.next()? != number {
            return None;
        }
        let mut part = || parts.next().map(str::to_owned);
        let name = PersonName { first: part()?, middle: part()?, last: part()?, suffix: part()?, full: part()? };
        // A child who has the name of its guardian may be the guardian.
        own.is_none_or(|own| folded(own) != folded(&name)).then_some(name)
    }
}

impl std::fmt::Debug for GuardianNames {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GuardianNames({})", self.by_number.len())
    }
}
