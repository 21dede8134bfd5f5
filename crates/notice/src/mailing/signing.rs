//! The page that counsel signs: which texts, by their digests, and room for a name and a day.

use super::document::{Document, Faces};
use super::figures::grouped;
use crate::finding::Problem;
use chrono::NaiveDate;

/// A text that is put before counsel.
#[derive(Clone, Debug)]
pub struct TextToSign {
    /// Name of the variant.
    pub variant: String,
    /// Letters that need it.
    pub letters: u64,
    /// Its digest in hexadecimal digits, behind the version of the digest where there is one.
    pub digest: String,
}

/// The version of a digest and half of its digits.
fn first_half(digest: &str) -> String {
    let version = digest.find(':').map_or(0, |at| at + 1);
    digest.chars().take(version + 32).collect()
}

/// The page that counsel signs.
#[derive(Clone, Debug)]
pub struct SigningPage<'a> {
    /// The practice.
    pub practice: &'a str,
    /// The title of the event.
    pub title: &'a str,
    /// The mailing date.
    pub mailing: NaiveDate,
    /// Digest of the list of texts, in hexadecimal digits.
    pub pack: &'a str,
    /// The last action of the case, with all digits of its hash.
    pub head: &'a str,
    /// The line of labels that counsel chose; empty for none.
    pub label: &'a str,
    /// Open points that the texts have together.
    pub open_points: u64,
    /// The texts.
    pub texts: &'a [TextToSign],
}

impl SigningPage<'_> {
    /// The page as a PDF.
    ///
    /// # Errors
    /// A typeface that cannot be read.
    pub fn pdf(&self, faces: &Faces<'_>) -> Result<Vec<u8>, Problem> {
        let under = format!("{}, {}, mailing date {}", self.practice, self.title, self.mailing);
        let mut page = Document::new(faces, "Approval of letter texts", &under, false)?;
        page.paragraph(
            "I have read the texts that are listed here, with the rules and doubts beside them, and approve them for mailing. \
             Each is named with the first half of its digest: a change of one character makes another text, which this page \
             does not cover.",
        );
        if !self.label.is_empty() {
            page.fact("Label", self.label);
        }
        if self.open_points > 0 {
            page.paragraph(
                "I have read the open points of these texts in the table of this packet, and accept them for the reasons that I \
                 wrote there.",
            );
            page.fact("Open points", &grouped(self.open_points));
        }
        page.fact("Texts", &grouped(self.texts.len() as u64));
        page.fact("Digest of the list", self.pack);
        page.fact("Last action of the case", self.head);
        for label in ["Name", "Signature", "Date"] {
            page.paragraph("");
            page.fact(label, "______________________________________________");
        }
        page.section("Texts");
        let rows: Vec<_> = self
            .texts
            .iter()
            .map(|text| vec![text.variant.clone(), first_half(&text.digest), grouped(text.letters)])
            .collect();
        page.table(&[("Variant", 190.0, false), ("Digest", 254.0, false), ("Letters", 60.0, true)], &rows);
        page.finish("Keep the signed page: approve CASE --by NAME --from FILE puts it into the case.", self.mailing)
    }
}
