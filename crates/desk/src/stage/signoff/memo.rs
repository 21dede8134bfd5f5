//! A memo to the file about one letter: its law, the facts and requirements, the open points and who accepted them, its approvals.

use super::open_points::OpenPointKind;
use crate::CommandError;
use crate::docx::{PageLines, package, paragraph, redlined, run, table};
use crate::policy::changes::LetterChanges;
use notice::letter::Style;
use notice::party::Language;

/// Contents of a memo.
pub(super) struct Memo<'a> {
    /// The line of labels at the head of every page; empty for none.
    pub(super) label: &'a str,
    /// Name of the variant.
    pub(super) variant: &'a str,
    /// Rows of the head: label and value.
    pub(super) head: Vec<(&'static str, String)>,
    /// The conclusion, in sentences.
    pub(super) conclusion: String,
    /// The law and how far it was checked, in paragraphs.
    pub(super) law: Vec<String>,
    /// Pages that were read for it.
    pub(super) sources: &'a [String],
    /// Facts of the incident on which the letter relies.
    pub(super) facts: Vec<(&'static str, String)>,
    /// Last days of the law: duty, citation, last day, and how it stands.
    pub(super) timing: Vec<Vec<String>>,
    /// Requirements that were checked on the printed words, with the result.
    pub(super) checks: Vec<(String, String)>,
    /// Open points.
    pub(super) points: Vec<MemoPoint>,
    /// Approvals, the first first.
    pub(super) approvals: Vec<MemoApproval>,
    /// True if the text is approved as it is now.
    pub(super) is_approved: bool,
    /// Changes since the last approval, where it no longer counts.
    pub(super) changes: Option<&'a LetterChanges>,
}

/// An open point with its acceptance.
pub(super) struct MemoPoint {
    pub(super) kind: OpenPointKind,
    pub(super) words: String,
    /// Who accepted it, on which day, by which action; or that nobody has for the text as it is now.
    pub(super) accepted: String,
    /// The reason with whoever gave it; empty where there is none.
    pub(super) reason: String,
}

/// An approval that was given.
pub(super) struct MemoApproval {
    pub(super) day: String,
    pub(super) by: String,
    pub(super) action: String,
    /// The digest of the text, and what is kept with it.
    pub(super) text: String,
    /// True if it is the text as it is now.
    pub(super) is_current: bool,
}

impl Memo<'_> {
    /// The memo as a Word document.
    ///
    /// # Errors
    /// Only where memory ends.
    pub(super) fn docx(&self) -> Result<Vec<u8>, CommandError> {
        let mut body = String::new();
        add(&mut body, "Title", "Memorandum to file");
        let rows = |facts: &[(&str, String)]| {
            facts.iter().map(|(label, value)| vec![(*label).to_owned(), value.clone()]).collect::<Vec<_>>()
        };
        table(&mut body, &[("", 22), ("", 78)], &rows(&self.head));
        add(&mut body, "", &self.conclusion);
        self.write_law(&mut body);
        add(&mut body, "Heading1", "2. Facts and timing");
        table(&mut body, &[("Fact", 30), ("As recorded in the case", 70)], &rows(&self.facts));
        let columns = [("Notice", 30), ("Law", 30), ("Last day", 20), ("How it stands", 20)];
        table(&mut body, &columns, &self.timing);
        self.write_checks(&mut body);
        self.write_points(&mut body);
        self.write_approvals(&mut body);
        self.write_changes(&mut body);
        add(
            &mut body,
            "",
            "This memorandum was prepared by Noticepress from the case file. It records what was checked, what is not \
             settled, and who accepted it. The record of the law that it cites is a research draft. It is not legal advice.",
        );
        let foot = format!("Letter version {}", self.variant);
        package(&body, Some(&PageLines { head: self.label.to_owned(), foot }))
    }

    fn write_law(&self, body: &mut String) {
        add(body, "Heading1", "1. The law");
        self.law.iter().for_each(|words| add(body, "", words));
        if !self.sources.is_empty() {
            add(body, "", "Pages read for the rule:");
            for source in self.sources {
                add(body, "ListParagraph", &format!("•\t{source}"));
            }
        }
    }

    fn write_checks(&self, body: &mut String) {
        add(body, "Heading1", "3. Requirements checked on the printed words");
        let rows: Vec<Vec<String>> =
            self.checks.iter().map(|(requirement, result)| vec![requirement.clone(), result.clone()]).collect();
        table(body, &[("Requirement", 50), ("Result", 50)], &rows);
    }

    fn write_points(&self, body: &mut String) {
        add(body, "Heading1", "4. Open points and their acceptance");
        if self.points.is_empty() {
            return add(body, "", "Nothing about this letter is open.");
        }
        let row = |(number, point): (usize, &MemoPoint)| {
            let MemoPoint { kind, words, accepted, reason } = point;
            vec![number.to_string(), format!("{}. {words}", kind.name()), accepted.clone(), reason.clone()]
        };
        let rows: Vec<Vec<String>> = (1..).zip(&self.points).map(row).collect();
        table(body, &[("No.", 6), ("Open point", 48), ("Acceptance", 20), ("Reason", 26)], &rows);
    }

    fn write_approvals(&self, body: &mut String) {
        add(body, "Heading1", "5. Approvals");
        if self.approvals.is_empty() {
            return add(body, "", "The text of this letter has not been approved.");
        }
        let row = |approval: &MemoApproval| {
            let text = if approval.is_current { "The text as it is now" } else { "An earlier text" };
            let MemoApproval { day, by, action, text: digest, .. } = approval;
            vec![day.clone(), by.clone(), action.clone(), format!("{text} ({digest})")]
        };
        let rows: Vec<Vec<String>> = self.approvals.iter().map(row).collect();
        table(body, &[("Day", 16), ("Approved by", 26), ("Action", 12), ("Text", 46)], &rows);
    }

    fn write_changes(&self, body: &mut String) {
        add(body, "Heading1", "6. Changes since the last approval");
        let Some(changes) = self.changes else {
            let words = if self.is_approved {
                "None: the text is the one that was approved."
            } else {
                "There is no approval to compare with."
            };
            return add(body, "", words);
        };
        if changes.words_unknown {
            return add(body, "", "The words of the last approval were not kept, so the changes cannot be shown.");
        }
        if !changes.beside.is_empty() {
            add(body, "", &format!("Changed beside the words: {}.", changes.beside.join("; ")));
        }
        let changed = changes.redlines.iter().flat_map(|redline| redline.split("\n\n")).filter(|paragraph| {
            paragraph.contains("[-") && paragraph.contains("-]") || paragraph.contains("{+") && paragraph.contains("+}")
        });
        let changed: Vec<&str> = changed.collect();
        if changed.is_empty() {
            return add(body, "", "The words of the letter are what they were.");
        }
        add(body, "", "Paragraphs that changed, with what was left out struck through and what was put in underlined:");
        for words in changed {
            paragraph(body, "", "", Language::En, &redlined(words));
        }
    }
}

fn add(body: &mut String, style: &str, words: &str) {
    paragraph(body, style, "", Language::En, &run(words, Style::Plain));
}
