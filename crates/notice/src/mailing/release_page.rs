//! The page that says who released a run and what it was: it stays with the practice, and is no part of the package.

use super::document::{Document, Faces};
use super::figures::grouped;
use crate::finding::Problem;
use chrono::NaiveDate;

/// The page of a release.
#[derive(Clone, Debug)]
pub struct ReleasePage<'a> {
    /// The practice.
    pub practice: &'a str,
    /// The title of the event.
    pub title: &'a str,
    /// The mailing date.
    pub mailing: NaiveDate,
    /// The one who released.
    pub by: &'a str,
    /// Time of the release, in UTC.
    pub at: &'a str,
    /// Letters of the run.
    pub letters: u64,
    /// Copies of letters about children for further parents.
    pub copies: u64,
    /// Rows that stay held.
    pub held: u64,
    /// The states whose offices nobody waits for, and the reason; empty where letters wait.
    pub without_waiting: &'a str,
    /// The parts of the run, each with its digest or its word.
    pub parts: &'a [(String, String)],
    /// The release as an action of the case, with all digits of its hash.
    pub head: &'a str,
}

impl ReleasePage<'_> {
    /// The page as a PDF.
    ///
    /// # Errors
    /// A typeface that cannot be read.
    pub fn pdf(&self, faces: &Faces<'_>) -> Result<Vec<u8>, Problem> {
        let under = format!("{}, {}, mailing date {}", self.practice, self.title, self.mailing);
        let mut page = Document::new(faces, "Release of a run", &under, false)?;
        page.fact("Released by", self.by);
        page.fact("When", self.at);
        page.fact("Letters", &grouped(self.letters));
        if self.copies > 0 {
            page.fact("Copies for further parents", &grouped(self.copies));
        }
        page.fact("Rows that stay held", &grouped(self.held));
        if !self.without_waiting.is_empty() {
            page.fact("Without waiting for offices", self.without_waiting);
        }
        page.fact("Action of the case", self.head);
        page.paragraph("");
        page.paragraph(
            "Keep this page outside the computer on which the case is. The hash of the action covers every action before it: a \
             case in which this action is missing, or has another hash, is an older file or was changed.",
        );
        page.section("What was released");
        let rows: Vec<_> = self.parts.iter().map(|(name, digest)| vec![name.clone(), digest.clone()]).collect();
        page.table(&[("Part", 222.0, false), ("Digest", 282.0, false)], &rows);
        page.finish("For the practice alone; it does not go to the vendor.", self.mailing)
    }
}
