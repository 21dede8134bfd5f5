//! The job ticket: what the shop must know before it prints a sheet.

use super::document::{Document, Faces, MARGIN};
use super::figures::{Split, Totals, grouped};
use super::job::package_name;
use super::profile::{Symbology, VendorProfile};
use crate::composition::{Envelope, Face};
use crate::finding::Problem;
use crate::party::{Edition, JobId, TypeSize};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

/// Those who stand for the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// Nobody: a proof.
    Proof,
    /// Nobody: a letter to an invented person, which shows what others get.
    Sample,
    /// One person, by name, for a mailing on a date. The day of signing is not told, since a run has no clock.
    One {
        /// The one who approved.
        name: String,
        /// Mailing date.
        mailing: NaiveDate,
    },
    /// Counsel approved the text, and the practice released the run.
    Two {
        /// Those who approved, each once.
        counsel: Vec<String>,
        /// The one who released.
        practice: String,
        /// Mailing date.
        mailing: NaiveDate,
    },
}

impl Attestation {
    /// The word across every page of what may not be mailed; empty for what may.
    pub fn across(&self) -> &'static str {
        match self {
            Self::Proof => "PROOF",
            Self::Sample => "SAMPLE",
            Self::One { .. } | Self::Two { .. } => "",
        }
    }

    /// The sentence in ticket and totals.
    pub fn sentence(&self) -> String {
        match self {
            Self::Proof => "PROOF: approved and released by nobody; not to be mailed.".into(),
            Self::Sample => "SAMPLE: letters to invented people; not to be mailed.".into(),
            Self::One { name, mailing } => {
                format!("Attested by {name} for the mailing of {mailing}; no two-role sign-off.")
            }
            Self::Two { counsel, practice, mailing } => {
                format!(
                    "Text approved by {}; run released by {practice} for the mailing of {mailing}.",
                    counsel.join(", ")
                )
            }
        }
    }
}

/// Everything that `00_job_ticket` says.
#[derive(Clone, Copy)]
pub struct Ticket<'a> {
    /// The job.
    pub job: JobId,
    /// 1 for the original run.
    pub run: u32,
    /// Version of the program.
    pub engine: &'a str,
    /// The one who has the letters printed.
    pub practice: &'a str,
    /// Contact for the shop's questions, line by line.
    pub contact: &'a [String],
    /// The day on which the letters are to be mailed.
    pub mailing_date: NaiveDate,
    /// The earliest legal last day over all letters, where one is known.
    pub mail_by: Option<NaiveDate>,
    /// The profile of the shop.
    pub profile: &'a VendorProfile,
    /// Edition of the PDFs.
    pub edition: Edition,
    /// Size of the type that the letters are set in.
    pub type_size: TypeSize,
    /// Printed on both sides.
    pub duplex: bool,
    /// Height of the tallest address block of the run, in inches, where it is known.
    pub tallest_block: Option<Decimal>,
    /// The lines that show in the return window.
    pub return_address: &'a [String],
    /// Those who stand for the run.
    pub attestation: &'a Attestation,
    /// The counts of what is printed.
    pub totals: &'a Totals,
}

const RETURNED: &str = "Do not open. Sort by the piece id printed on the letter, report piece id, date and Postal Service \
reason as CSV at least weekly, and send the pieces back sealed.";
const DESTRUCTION: &str = "Destroy files, spoiled sheets and work copies when the practice confirms the reconciled count, and \
confirm it in writing. Reprints are made only from a reprint package.";
const MOVES: &str = "ZIP+4 coding and presort are allowed. A move found by address matching is reported, never applied to \
the piece: a new address of a namesake would disclose the letter.";
const VERIFY: &str = "Check the package with sha256sum -c SHA256SUMS. Then match pieces against 20_manifest.csv and sheets against \
30_sheets.csv; both are in print order. Any difference stops the job.";

/// Clear space that the Postal Service asks for between address and window edge.
fn clear() -> Decimal {
    Decimal::new(125, 3)
}

/// The first panel that keeps a block of this height inside the window however the sheet slides; `None` where no fold
/// does.
fn needed_panel(envelope: &Envelope, block: Decimal) -> Option<Decimal> {
    let slack = envelope.address_window.height - clear() - clear() - block;
    (slack >= Decimal::ZERO).then(|| (envelope.height - slack).max(Decimal::ZERO))
}

/// The counts of the ticket; copies only where there are some.
fn counts(totals: &Totals) -> Value {
    let Split { letters, copies, seeds, pages, blank_pages, sheets } = totals.all;
    let mut counts = json!({"pieces": totals.all.pieces(), "letters": letters, "seeds": seeds, "pages": pages,
        "blank_pages": blank_pages, "sheets": sheets, "files": totals.files.len()});
    if copies > 0 {
        counts["copies"] = json!(copies);
    }
    counts
}

impl Ticket<'_> {
    fn fold(&self) -> String {
        let (fold, envelope) = (&self.profile.fold, &self.profile.envelope);
        let travel = envelope.height - fold.first_panel;
        let always = (envelope.address_window.height - travel).max(Decimal::ZERO);
        let mut text = format!(
            "C-fold, address panel out, first panel {} in. In the envelope the sheet can slide {} in up and down; {} in of the \
             address window's {} in always shows.",
            fold.first_panel.normalize(),
            travel.normalize(),
            always.normalize(),
            envelope.address_window.height.normalize(),
        );
        if let Some(block) = self.tallest_block {
            let more = match needed_panel(envelope, block) {
                Some(panel) if panel <= fold.first_panel => format!(
                    " The tallest address block of this run is {} in; this fold keeps it clear of the window's edges.",
                    block.round_dp(3).normalize(),
                ),
                Some(panel) => format!(
                    " The tallest address block of this run is {} in, and with this fold it can slide under the window's edge. \
                     Where the folder can be set so, make the first panel at least {} in for this run: then it cannot.",
                    block.round_dp(3).normalize(),
                    panel.round_dp(3).normalize(),
                ),
                None => format!(
                    " The tallest address block of this run is {} in: no fold keeps it clear of the window's edges; see the findings.",
                    block.round_dp(3).normalize(),
                ),
            };
            text.push_str(&more);
        }
        text
    }

    fn marks(&self) -> String {
        let marks = &self.profile.marks;
        let at = format!("{} in from the left and {} in from the top", marks.left.normalize(), marks.top.normalize());
        match marks.symbology {
            _ if self.job.is_proof() => "Proof: piece id as text only, no marks.".into(),
            Symbology::None => "Piece id as text on the front of every sheet; no machine mark.".into(),
            Symbology::Code39 => format!(
                "Code 39, narrow bars of {} in, wide ones three times as wide, bars 0.4 in long, in ladder orientation and \
                 read downwards, on the front of every sheet, {at}; 12 characters: the piece id. Piece id and sheet as text \
                 above.",
                marks.module.normalize(),
            ),
            Symbology::DataMatrix => format!(
                "Data Matrix ECC 200, 18 × 18 modules of {} in, on the front of every sheet, {at}; 17 characters: piece id (12), \
                 sheet (2), sheets (2), E on the last sheet, else C. Piece id as text beneath.",
                marks.module.normalize(),
            ),
        }
    }

    fn endorsement(&self) -> &str {
        self.profile.endorsement.as_deref().unwrap_or("none")
    }

    fn agreement(&self) -> &str {
        self.profile.baa_reference.as_deref().unwrap_or("none recorded")
    }

    fn sides(&self) -> &'static str {
        if self.duplex { "both sides; every letter starts on a front" } else { "one side" }
    }

    fn package(&self) -> String {
        package_name(self.job, self.mailing_date, self.run, self.job.is_proof())
    }

    /// `00_job_ticket.json`.
    pub fn json(&self) -> Vec<u8> {
        let (profile, totals) = (self.profile, self.totals);
        let envelope = &profile.envelope;
        let window = |w: &crate::composition::EnvelopeWindow| {
            json!({"height_in": w.height.to_string(), "width_in": w.width.to_string(), "left_in": w.left.to_string(),
                "bottom_in": w.bottom.to_string()})
        };
        let files: Vec<_> = totals
            .files_in_order()
            .into_iter()
            .map(|(name, file)| {
                json!({"name": name, "pieces": file.split.pieces(), "first_piece": file.first.to_string(),
                    "last_piece": file.last.to_string(), "pages": file.split.pages, "sheets": file.split.sheets})
            })
            .collect();
        let value = json!({
            "job_id": self.job.to_string(),
            "run": self.run,
            "package": self.package(),
            "proof": self.job.is_proof(),
            "engine": self.engine,
            "practice": self.practice,
            "contact": self.contact,
            "vendor_profile": profile.name,
            "baa_reference": self.agreement(),
            "mailing_date": self.mailing_date.to_string(),
            "legal_mail_by": self.mail_by.map(|day| day.to_string()),
            "mail_class": "First-Class Mail",
            "attestation": self.attestation.sentence(),
            "counts": counts(totals),
            "edition": self.edition.word(),
            "type_size": self.type_size.word(),
            "paper": {"size": profile.paper.size, "weight": profile.paper.weight, "color": profile.paper.color},
            "duplex": self.duplex,
            "fold": {"kind": profile.fold.kind, "first_panel_in": profile.fold.first_panel.to_string(),
                "tallest_address_block_in": self.tallest_block.map(|b| b.to_string()),
                "needed_first_panel_in": self.tallest_block.and_then(|b| needed_panel(envelope, b)).map(|p| p.to_string()),
                "text": self.fold()},
            "envelope": {"id": envelope.id, "height_in": envelope.height.to_string(), "width_in": envelope.width.to_string(),
                "return_window": envelope.return_window.as_ref().map(window), "address_window": window(&envelope.address_window),
                "strict": envelope.strict},
            "inserts": "none",
            "marks": self.marks(),
            "one_pdf_per_letter": profile.one_pdf_per_letter,
            "symbology": if self.job.is_proof() { "none" } else { profile.marks.symbology.word() },
            "return_address": self.return_address,
            "endorsement": self.endorsement(),
            "address_matching": MOVES,
            "returned_mail": RETURNED,
            "data_destruction": DESTRUCTION,
            "verify": VERIFY,
            "files": files,
        });
        let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// `00_job_ticket.pdf`.
    ///
    /// # Errors
    /// A typeface that cannot be read.
    pub fn pdf(&self, faces: &Faces<'_>) -> Result<Vec<u8>, Problem> {
        let (profile, totals) = (self.profile, self.totals);
        let proof = self.job.is_proof();
        let mut page = Document::new(faces, "Job ticket", &format!("Package {}", self.package()), proof)?;
        page.fact("Job and run", &format!("{}, run {}", self.job, self.run));
        page.fact("For", self.practice);
        page.fact("Questions to", &self.contact.join("\n"));
        page.fact("Attestation", &self.attestation.sentence());
        page.section("Mailing");
        page.fact("Mail on", &self.mailing_date.to_string());
        let by = match self.mail_by {
            None => "none computed".into(),
            Some(day) if day < self.mailing_date => {
                format!("{day}: this day has passed for some of the letters. Mail without any delay.")
            }
            Some(day) => day.to_string(),
        };
        page.fact("Legal mail-by date", &by);
        page.fact("Class", "First-Class Mail only; one letter to an envelope, no householding");
        page.fact("Endorsement", self.endorsement());
        page.fact("Addresses", MOVES);
        page.section("Counts");
        page.fact(
            "Pieces",
            &format!(
                "{} ({} letters,{} {} seeds)",
                grouped(totals.all.pieces()),
                grouped(totals.all.letters),
                totals.all.copies_in_words(),
                grouped(totals.all.seeds)
            ),
        );
        page.fact(
            "Pages and sheets",
            &format!(
                "{} pages, of which {} blank backs; {} sheets; {} batch file{}",
                grouped(totals.all.pages),
                grouped(totals.all.blank_pages),
                grouped(totals.all.sheets),
                grouped(totals.files.len() as u64),
                if totals.files.len() == 1 { "" } else { "s" },
            ),
        );
        if profile.one_pdf_per_letter {
            page.fact(
                "Single files",
                "Every piece also stands in a file of its own, named by its piece id. Print from the batch files or from the \
                 single files, never from both.",
            );
        }
        page.section("Printing and inserting");
        page.fact(
            "Paper",
            &format!("{}, {}, printed in {}", profile.paper.weight, profile.paper.size, profile.paper.color),
        );
        if self.type_size == TypeSize::Large {
            page.fact("Type", "Large print, 18 points: these letters have more sheets than those of the regular run");
        }
        page.fact("Sides", self.sides());
        page.fact("Fold", &self.fold());
        page.fact(
            "Envelope",
            &format!(
                "{}, {} × {} in",
                profile.envelope.id,
                profile.envelope.height.normalize(),
                profile.envelope.width.normalize(),
            ),
        );
        page.fact("Inserts", "none");
        page.fact("Marks", &self.marks());
        page.fact("Return address", &self.return_address.join("\n"));
        draw_envelope(&mut page, &profile.envelope);
        page.section("Care of the data");
        page.fact("Agreement (BAA)", self.agreement());
        page.fact("Returned mail", RETURNED);
        page.fact("Destruction", DESTRUCTION);
        page.fact("How to verify", VERIFY);
        page.section("Files");
        let rows: Vec<_> = totals
            .files
            .iter()
            .map(|(name, file)| {
                let (first, last) = (file.first.to_string(), file.last.to_string());
                let counts = [file.split.pieces(), file.split.pages, file.split.sheets].map(grouped);
                std::iter::once(name.clone()).chain([first, last]).chain(counts).collect()
            })
            .collect();
        let columns = [
            ("File", 120.0, false),
            ("First piece", 96.0, false),
            ("Last piece", 96.0, false),
            ("Pieces", 64.0, true),
            ("Pages", 64.0, true),
            ("Sheets", 64.0, true),
        ];
        page.table(&columns, &rows);
        let foot = format!("Job {}, run {}. Made by Noticepress {}.", self.job, self.run, self.engine);
        page.finish(&foot, self.mailing_date)
    }
}

/// The envelope to scale, seen from the address side, with its windows.
fn draw_envelope(page: &mut Document, envelope: &Envelope) {
    const POINTS_PER_INCH: f32 = 26.0;
    let points = |inches: Decimal| inches.to_f32().unwrap_or(0.0) * POINTS_PER_INCH;
    let (width, height) = (points(envelope.width), points(envelope.height));
    page.room(height + 24.0);
    let (x, y) = (MARGIN + 122.0, page.y + 8.0);
    page.drawing.text((MARGIN, y + 9.0), Face::Italic, 9.5, "Windows");
    page.drawing.frame((x, y), (width, height), 0.8, 0.0);
    let windows = [(envelope.return_window, "return address"), (Some(envelope.address_window), "address")];
    for (window, words) in windows.into_iter().filter_map(|(window, words)| Some((window?, words))) {
        let top = height - points(window.bottom) - points(window.height);
        let at = (x + points(window.left), y + top);
        page.drawing.frame(at, (points(window.width), points(window.height)), 0.5, 0.35);
        // Words stand beside the window, so that none of them is taken for what shows in it.
        let beside = at.0 + points(window.width) + 6.0;
        let size = format!("{words}: {} × {} in,", window.height.normalize(), window.width.normalize());
        let from = format!("{} from left, {} from bottom", window.left.normalize(), window.bottom.normalize());
        page.drawing.text((beside, at.1 + 9.0), Face::Regular, 7.5, &size);
        page.drawing.text((beside, at.1 + 18.5), Face::Regular, 7.5, &from);
    }
    page.y = y + height + 8.0;
}
