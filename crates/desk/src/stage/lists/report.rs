//! Report of lists that came in or were read anew.

use crate::casefile::ledger::Summary;
use notice::intake::Question;
use serde::Serialize;

/// Report of `import`.
#[derive(Debug, Default, Serialize, ts_rs::TS)]
pub struct ImportReport {
    /// Rows of the lists that came in.
    pub rows: u64,
    /// People who were not in the case.
    pub new: u64,
    /// People who were in it and of whom nothing changed.
    pub unchanged: u64,
    /// People who were in it and of whom something changed.
    pub changed: u64,
    /// People who are gone from a list that came again.
    pub gone: u64,
    /// Rows of the case that are held now.
    pub held: u64,
    /// Rows of the case that were joined with another.
    pub merged: u64,
    /// Rows of the case that are taken out.
    pub excluded: u64,
    /// Rows of the case that get a letter.
    pub letters: u64,
    /// All rows of the case that count.
    pub case_rows: u64,
    /// Each list with the one in whose place it stands.
    pub lists: Vec<ImportedList>,
    /// Open questions about lists that came in.
    pub questions: Vec<ListQuestions>,
    /// Seconds of each stage.
    pub timings: Vec<crate::task::Lap>,
}

/// Open questions about one list. The rows that they concern are held until they are answered.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ListQuestions {
    /// Name of the list.
    pub list: String,
    /// Its headings, but for numbers that may be somebody's.
    pub headings: Vec<String>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// Report of one list.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ImportedList {
    /// Its name.
    pub list: String,
    /// The list in whose place it stands.
    pub amends: Option<String>,
    /// True if it was in the case already.
    pub known: bool,
}

impl ImportReport {
    /// Takes the counts of the case.
    pub(super) fn fill(&mut self, summary: &Summary) {
        self.held = summary.held;
        self.merged = summary.merged;
        self.excluded = summary.excluded;
        self.letters = summary.letters;
        self.case_rows = summary.rows;
    }
}
