//! One look at the whole list before any row is read: the order of its dates, columns that are not what their
//! heading says, and where its last person stands.

use super::bytes::ListBytes;
use super::chunk::{Cursor, ListShape, Stop};
use super::columns::ColumnUse;
use super::date::{self, DateOrder, Evidence};
use super::flag::{Flag, flag};
use super::{Field, text, trailer};
use crate::party::Gazetteer;
use chrono::NaiveDate;

/// The votes of a column of dates.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DateVotes {
    pub(super) month_first: u64,
    pub(super) day_first: u64,
    /// Zeros, which are no date: a spreadsheet wrote them where it found an empty cell.
    zeros: u64,
    /// Either order makes a day.
    open: u64,
    /// Of the open ones: the other order would lie after the mailing date.
    month_first_likely: u64,
    day_first_likely: u64,
}

impl DateVotes {
    /// The order that the column proves, where it proves one.
    pub(super) fn proved(&self) -> Option<DateOrder> {
        match self.month_first.cmp(&self.day_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::Month),
            std::cmp::Ordering::Less => Some(DateOrder::Day),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Returns whether both orders are proved by some rows, so that the open ones are in doubt.
    pub(super) fn contradicts_itself(&self) -> bool {
        self.month_first > 0 && self.day_first > 0
    }

    /// Returns whether the order must be assumed for some row.
    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// The order to assume where nothing proves one: month first, as in the United States, unless only day first
    /// keeps the column out of the future.
    pub(super) fn assumed(&self) -> DateOrder {
        if self.day_first_likely > 0 && self.month_first_likely == 0 { DateOrder::Day } else { DateOrder::Month }
    }

    fn count(&mut self, cell: &str, mailing: NaiveDate) {
        self.zeros += u64::from(cell == "0");
        match date::evidence(cell) {
            Evidence::None => {}
            Evidence::Month => self.month_first += 1,
            Evidence::Day => self.day_first += 1,
            Evidence::Either(month_first, day_first) => {
                self.open += 1;
                self.month_first_likely += u64::from(day_first > mailing && month_first <= mailing);
                self.day_first_likely += u64::from(month_first > mailing && day_first <= mailing);
            }
        }
    }
}

/// The votes of a yes-or-no column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FlagVotes {
    yes_no: u64,
    other: u64,
}

impl FlagVotes {
    /// Returns whether the column answers yes or no, but for a few cells.
    pub(super) fn is_question(&self) -> bool {
        self.yes_no > 0 && self.yes_no >= 4 * self.other
    }
}

/// The result of a look at the whole list.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// By column, for columns of dates.
    pub(super) dates: Vec<(u16, Field, DateVotes)>,
    /// By column, for columns that may ask yes or no.
    pub(super) flags: Vec<(u16, FlagVotes)>,
    /// Cells under "deceased" that say yes with a one.
    dead_ones: u64,
    /// Cells of the state column that are states, and that are not.
    pub(super) states: (u64, u64),
    /// Behind the last row that is a person's.
    pub(super) end: u64,
    /// Rows up to there.
    pub(super) rows: u64,
}

impl Survey {
    /// Returns whether a zero stands for an empty cell even where it might be an answer, as under "deceased": the dates of the
    /// list have such zeros, and nobody in it is said to be dead by a one.
    pub(super) fn zeros_are_blank(&self) -> bool {
        self.dead_ones == 0 && self.dates.iter().any(|(_, _, votes)| votes.zeros > 0)
    }
}

/// Reads every row once.
pub(super) fn look(
    shape: ListShape,
    bytes: &dyn ListBytes,
    start: Cursor,
    columns: &[ColumnUse],
    gazetteer: &Gazetteer,
    mailing: NaiveDate,
) -> Result<Survey, Stop> {
    let mut survey = Survey { end: start.offset, ..Survey::default() };
    let (mut state, mut dead) = (None, Vec::new());
    for (at, column) in (0u16..).zip(columns) {
        match column.field {
            Some(field @ (Field::DateOfBirth | Field::DateOfDeath)) => {
                survey.dates.push((at, field, DateVotes::default()));
            }
            Some(Field::Element(_) | Field::Ssn) => survey.flags.push((at, FlagVotes::default())),
            Some(Field::Deceased) => dead.push(usize::from(at)),
            Some(Field::State) => state = Some(usize::from(at)),
            _ => {}
        }
    }
    let mut cursor = start;
    let mut block = Vec::new();
    let mut rows = 0;
    while let Some(chunk) = shape.next_chunk(bytes, &mut cursor, bytes.len(), &mut block)? {
        let ends: Vec<u64> = chunk.extents().map(|e| e.offset + u64::from(e.len)).collect();
        shape.records(&chunk, |n, record, _| {
            rows += 1;
            if record.len() != columns.len() || record.iter().filter(|c| !c.is_empty()).take(3).count() < 3 {
                if !trailer::is_trailer(record.iter()) {
                    (survey.end, survey.rows) = (ends[n], rows);
                }
                // Cells of a row of another width stand under other headings.
                return;
            }
            (survey.end, survey.rows) = (ends[n], rows);
            let cell = |at: usize| record.get(at).and_then(|c| std::str::from_utf8(c).ok()).unwrap_or_default();
            for (at, _, votes) in &mut survey.dates {
                votes.count(cell(usize::from(*at)).trim(), mailing);
            }
            survey.dead_ones += dead.iter().filter(|&&at| matches!(cell(at).trim(), "1" | "1.0")).count() as u64;
            for (at, votes) in &mut survey.flags {
                match flag(cell(usize::from(*at)).trim()) {
                    Flag::Yes | Flag::No => votes.yes_no += 1,
                    Flag::Other => votes.other += 1,
                    Flag::Blank => {}
                }
            }
            if let Some(at) = state.filter(|_| rows <= 2_000) {
                let cell = text::clean(cell(at));
                if !cell.is_empty() {
                    let known = gazetteer.state(&cell).is_some();
                    survey.states.0 += u64::from(known);
                    survey.states.1 += u64::from(!known);
                }
            }
        });
    }
    Ok(survey)
}
