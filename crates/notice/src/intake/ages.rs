//! Ages of the people of a list, and of whom of them a guardian is named.

use super::date::{self, DateOrder, DateReading};
use super::question::Concerned;
use super::{name_marks, nothing, text};
use chrono::{Datelike, NaiveDate};

/// Children and adults of a list by their birth dates.
#[derive(Debug, Default)]
pub(super) struct Ages {
    pub(super) adults: u64,
    /// From three to seventeen.
    pub(super) children: u64,
    pub(super) small: u64,
    /// Under three, and named without a guardian.
    pub(super) small_alone: Concerned,
    /// Under eighteen, and named without a guardian.
    pub(super) children_alone: Concerned,
    /// Born after the mailing date, within the century.
    pub(super) future: u64,
    /// Small children with a placeholder for a name.
    pub(super) newborn: Concerned,
    /// Adults with somebody else in the column of guardians.
    pub(super) guarded_adults: Concerned,
    /// Years of age from which on they are counted, where they are.
    pub(super) guarded_from: Option<u32>,
}

/// The columns by which ages are counted.
pub(super) struct AgePlaces {
    pub(super) birth: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
    pub(super) guardians: Vec<usize>,
}

impl Ages {
    /// Counts the age of a row. Returns true if it is a minor's.
    pub(super) fn count<'c>(
        &mut self,
        places: &AgePlaces,
        cell: &impl Fn(usize) -> &'c str,
        line: u32,
        mailing: NaiveDate,
    ) -> bool {
        let Some(at) = places.birth else { return false };
        let written = cell(at).trim();
        let day = match date::read(written, DateOrder::Month) {
            DateReading::Day(day) => day,
            _ => match date::serial(written) {
                Some(day) => day,
                None => return false,
            },
        };
        if day > mailing {
            self.future += u64::from(day.year() < mailing.year() + 80);
            return false;
        }
        let alone = places.guardians.iter().all(|&at| nothing::is_nothing(cell(at).trim()));
        let age = mailing.years_since(day).unwrap_or_default();
        match age {
            0..3 => {
                self.small += 1;
                if alone {
                    self.small_alone.add(line);
                    self.children_alone.add(line);
                }
                if places.first.is_some_and(|first| name_marks::is_newborn(&text::clean(cell(first)), true)) {
                    self.newborn.add(line);
                }
            }
            3..18 => {
                self.children += 1;
                if alone {
                    self.children_alone.add(line);
                }
            }
            years => {
                self.adults += 1;
                if !alone && self.guarded_from.is_some_and(|from| years >= from) && !places.is_own_guardian(cell) {
                    self.guarded_adults.add(line);
                }
            }
        }
        age < 18
    }
}

impl AgePlaces {
    /// Returns whether the person is named as the own guardian, as programs do it for adults.
    fn is_own_guardian<'c>(&self, cell: &impl Fn(usize) -> &'c str) -> bool {
        let named: Vec<String> = self.guardians.iter().map(|&at| cell(at).to_lowercase()).collect();
        let named = named.join(" ");
        let has = |at: Option<usize>| at.is_some_and(|at| named.contains(&cell(at).trim().to_lowercase()));
        has(self.first) && has(self.last)
    }
}
