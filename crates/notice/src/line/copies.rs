//! Copies: letters about a child for further parents, at addresses of their own. They stand outside the row equation, as seeds do, and
//! carry the child's own enrolment code.

use super::context::JobContext;
use super::entry::{Disposition, Entry};
use super::rows::{Letter, WorkerState};
use super::settings::Settings;
use super::trace::{Trace, TraceStation};
use crate::finding::{Code, CodeSet, Problem, Severity};
use crate::party::{Person, Zip};

/// A copy that is mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyPiece {
    /// The row of the child.
    pub row: u32,
    /// Its number among the copies for the child, from 0.
    pub number: u8,
    /// Pages, without a blank back.
    pub pages: u16,
    /// ZIP code of the parent's address; none abroad.
    pub zip: Option<Zip>,
}

impl CopyPiece {
    /// Returns whether it leaves the domestic mail.
    pub fn is_foreign(&self) -> bool {
        self.zip.is_none()
    }
}

/// Outcome of setting one copy.
#[derive(Clone)]
pub(super) struct CopyOutcome {
    pub(super) pages: u16,
    pub(super) codes: CodeSet,
    pub(super) zip: Option<Zip>,
    /// Trace of what it prints, where that was asked for.
    pub(super) trace: Option<Trace>,
}

impl CopyOutcome {
    /// Returns true if it cannot be mailed.
    pub(super) fn is_held(&self) -> bool {
        self.codes.worst() >= Some(Severity::Hold)
    }
}

/// Sets the copies for a child; `each` is given every one that can be mailed.
pub(super) fn set_copies(
    station: &mut WorkerState,
    context: &JobContext,
    settings: &Settings,
    entry: &Entry,
    child: &Person,
    mut tracing: Option<&mut TraceStation<'_>>,
    mut each: impl FnMut(&Letter),
) -> Result<Vec<CopyOutcome>, Problem> {
    let mut outcomes = Vec::with_capacity(child.copies.len());
    for number in 0..child.copies.len() {
        let Some(copy) = child.of_copy(number) else { break };
        let zip = copy.zip;
        let outcome = match station.letter(context, settings, entry, &copy)? {
            None => CopyOutcome { pages: 0, codes: [Code::LawUnknown].into_iter().collect(), zip, trace: None },
            Some(letter) => {
                let composed = &letter.composed;
                let trace = tracing.as_mut().map(|station| station.trace(&letter.setting, composed));
                let outcome =
                    CopyOutcome { pages: composed.pages.pages.len() as u16, codes: composed.codes, zip, trace };
                if !outcome.is_held() {
                    each(&letter);
                }
                outcome
            }
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// The copies that are mailed, in the order of the rows: those of letters that are. A copy that cannot be mailed is told with the
/// child, whose own letter goes all the same.
pub(super) fn place_copies<'o>(
    entries: &mut [Entry],
    outcomes: impl Iterator<Item = (u32, &'o [CopyOutcome])>,
) -> Vec<CopyPiece> {
    let mut copies = Vec::new();
    for (row, outcomes) in outcomes {
        let entry = &mut entries[row as usize];
        if entry.disposition != Disposition::Letter {
            continue;
        }
        for (number, outcome) in (0u8..).zip(outcomes) {
            if outcome.is_held() {
                entry.codes.insert(Code::CopyUnmailable);
            } else {
                copies.push(CopyPiece { row, number, pages: outcome.pages, zip: outcome.zip });
            }
        }
    }
    copies
}
