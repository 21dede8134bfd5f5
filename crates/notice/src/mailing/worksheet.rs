//! A form of an authority with the answers that the program knows, on paper.

use super::document::{Document, Faces};
use crate::finding::Problem;
use chrono::NaiveDate;

/// The words where nobody has answered.
pub const TO_FILL_IN: &str = "TO BE FILLED IN";

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The part of the form.
    pub section: String,
    /// The question.
    pub label: String,
    /// The answer, where one is known.
    pub answer: Option<String>,
    /// Remarks on what a person fills in or looks at.
    pub open: Option<String>,
}

/// A form, answered as far as it can be.
#[derive(Clone, Debug)]
pub struct Worksheet<'a> {
    /// The title of the form.
    pub title: &'a str,
    /// The one who files, and the law.
    pub under: &'a str,
    /// The day that the answers are of.
    pub date: NaiveDate,
    /// The questions in their order.
    pub answered: &'a [Answered],
    /// The doubts.
    pub doubt: &'a [String],
    /// The sources that were read for it.
    pub source: &'a str,
}

impl Worksheet<'_> {
    /// The worksheet as a PDF.
    ///
    /// # Errors
    /// A typeface that cannot be read.
    pub fn pdf(&self, faces: &Faces<'_>) -> Result<Vec<u8>, Problem> {
        let mut page = Document::new(faces, self.title, self.under, false)?;
        let mut section = "";
        for one in self.answered {
            if one.section != section {
                section = &one.section;
                page.section(section);
            }
            let answer = match (&one.answer, &one.open) {
                (Some(answer), Some(open)) => format!("{answer} (look at: {open})"),
                (Some(answer), None) => answer.clone(),
                (None, Some(open)) => format!("{TO_FILL_IN}: {open}"),
                (None, None) => TO_FILL_IN.to_owned(),
            };
            page.fact(&one.label, &answer);
        }
        if !self.doubt.is_empty() {
            page.section("In doubt");
            for doubt in self.doubt {
                page.paragraph(doubt);
            }
        }
        page.section("Sources");
        page.paragraph(self.source);
        page.finish("A worksheet, not the form: the answers are typed into the authority's own.", self.date)
    }
}
