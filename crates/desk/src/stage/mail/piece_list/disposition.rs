//! Columns that say what became of each piece. They are not read yet, and a file that has one lists what was good beside what
//! was not: it is refused before its pieces are looked for.

use super::PieceList;
use super::purpose::{Purpose, REASON, grouped};
use super::register::Wrong;
use super::vocabulary::{
    Disposition, Disposition::Again, Disposition::Done, Disposition::Returned, Disposition::Stopped, is_disposition,
    is_of_name, is_of_place, is_return_day, said,
};
use crate::CommandError;
use notice::finding::{Problem, quote_column};

/// The longest code of a state.
const LONGEST_CODE: usize = 2;

/// Number of lines from which most must have a reason where some have one.
const MANY: usize = 10;

/// Returns why the reason of a line keeps its piece from being printed again or recorded; `None` where it does not.
pub(super) fn of_reason(reason: &str, purpose: Purpose) -> Option<Wrong> {
    match said(reason)? {
        Done => Some((
            "The reason says that the piece is good, mailed or delivered.".into(),
            "Leave the line out, or write what is wrong with the piece.",
        )),
        Stopped if purpose == Purpose::Reprint => Some((
            "The reason says that the piece was pulled or held, so that it must not be mailed.".into(),
            "Leave the line out, or write what is wrong with the piece.",
        )),
        _ => None,
    }
}

impl Purpose {
    /// Returns true if a value speaks against what is done with the piece.
    fn is_contradicted_by(self, says: Disposition) -> bool {
        match self {
            Self::Reprint => matches!(says, Done | Stopped | Returned),
            Self::Returns | Self::Remail => matches!(says, Done | Stopped | Again),
        }
    }

    /// The value that marks the pieces that are meant among others.
    fn mark(self) -> Disposition {
        match self {
            Self::Reprint => Again,
            Self::Returns | Self::Remail => Returned,
        }
    }
}

/// Counts and marks found in the cells of a column.
#[derive(Default)]
struct Said {
    filled: usize,
    blank: usize,
    dispositions: usize,
    contradicts: bool,
    marks: bool,
}

impl PieceList {
    /// Refuses a file with a column that says what became of each piece, or that marks some of its lines only.
    pub(super) fn refuse_dispositions(&self) -> Result<(), CommandError> {
        // Cells beyond the last heading say something, too.
        let widest = self.lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).max(self.headings.len());
        for at in 0..widest {
            let heading = self.headings.get(at).unwrap_or_default();
            let is_read = self.purpose.columns().iter().any(|column| self.columns.get(*column) == Some(&at));
            let said = if is_read && self.columns.get(REASON) != Some(&at) { Said::default() } else { self.said(at) };
            let is_mark = said.marks && said.blank > 0;
            if is_read {
                if is_mark || (said.filled > 0 && self.lines.len() >= MANY && said.blank > said.filled) {
                    return Err(self.marked(at, &said));
                }
                continue;
            }
            let mostly = 2 * said.dispositions > said.filled && (said.contradicts || is_mark);
            if is_disposition(heading, self.purpose) || mostly {
                let column = self.column(at);
                let message = format!("{column} says what became of each piece. {}", self.purpose.harm());
                return Err(Problem::of_file(&self.name, message, self.purpose.advice()).into());
            }
            if is_return_day(heading, self.purpose) {
                self.refuse_without_return(at)?;
            }
        }
        Ok(())
    }

    fn said(&self, at: usize) -> Said {
        let mut all = Said::default();
        let is_of_name = is_of_name(self.headings.get(at).unwrap_or_default(), self.purpose);
        let is_of_place = is_of_place(self.headings.get(at).unwrap_or_default(), self.purpose);
        for cell in self.lines.iter().map(|(_, cells)| cells.get(at).unwrap_or_default()) {
            if cell.is_empty() {
                all.blank += 1;
                continue;
            }
            all.filled += 1;
            if is_of_name || (is_of_place && cell.len() <= LONGEST_CODE) {
                continue;
            }
            if let Some(says) = said(cell) {
                all.dispositions += 1;
                all.contradicts |= self.purpose.is_contradicted_by(says);
                all.marks |= says == self.purpose.mark();
            }
        }
        all
    }

    /// Refuses lines without a day of return, and with no reason either, where others have one.
    fn refuse_without_return(&self, at: usize) -> Result<(), CommandError> {
        let cell = |cells: &csv::StringRecord, at: Option<&usize>| {
            at.and_then(|&at| cells.get(at)).unwrap_or_default().to_lowercase()
        };
        let did_not = |text: &str| matches!(text, "" | "n" | "no" | "false" | "0" | "-") || said(text) == Some(Done);
        let reason = self.columns.get(REASON);
        let without =
            self.lines.iter().filter(|(_, cells)| did_not(&cell(cells, Some(&at))) && cell(cells, reason).is_empty());
        let (without, blank) = (without.count(), self.said(at).filled == 0);
        if without == 0 || blank {
            return Ok(());
        }
        let message = format!(
            "{} has the day of return: {} of {} lines have no date of return and no reason.",
            self.column(at),
            grouped(without),
            grouped(self.lines.len())
        );
        Err(Problem::of_file(&self.name, message, self.purpose.advice()).into())
    }

    fn marked(&self, at: usize, said: &Said) -> CommandError {
        let message = format!(
            "{} marks some lines only: {} of {} lines have nothing in it. {}",
            self.column(at),
            grouped(said.blank),
            grouped(self.lines.len()),
            self.purpose.harm()
        );
        Problem::of_file(&self.name, message, self.purpose.advice()).into()
    }

    /// A column by its number and heading.
    fn column(&self, at: usize) -> String {
        let quoted = quote_column(at + 1, self.headings.get(at).unwrap_or_default());
        quoted.replacen('c', "C", 1)
    }
}
