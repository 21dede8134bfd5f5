//! Texts for counsel, signatures, and the practice's release.

use crate::advice;
use crate::case::{look_at, on, tell};
use crate::open_points_prompt;
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use desk::CommandError;
use desk::stage::signoff::label::DocumentLabel;
use desk::stage::signoff::reasons::AcceptanceReasons;
use desk::stage::signoff::release::ReleaseRequest;
use desk::stage::signoff::{approve, changes, counsel_pack, memos, open_points, proofs, release};
use desk::task::CommandContext;
use notice::finding::escape_line;
use notice::letter::LanguageReview;
use std::path::{Path, PathBuf};

#[derive(Subcommand, Debug)]
pub enum SignoffCommand {
    /// Create proofs of selected letters, or the counsel packet, which has no personal information
    Proofs {
        #[command(flatten)]
        door: Door,
        /// Folder in which the proofs folder is created
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Counsel packet: letter versions, rules with open questions, counts, sample letters, a page to sign
        #[arg(long)]
        counsel: bool,
        /// Number of random sample letters
        #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "counsel")]
        random: usize,
        /// Label on the counsel packet; may be repeated
        #[arg(long, value_name = "LABEL", value_parser = label_parser(), requires = "counsel")]
        label: Vec<DocumentLabel>,
        /// Seed of the random sample
        #[arg(long, value_name = "S", default_value_t = 1, conflicts_with = "counsel")]
        seed: u64,
    },
    /// Record counsel's approval of letter versions
    Approve {
        #[command(flatten)]
        door: Door,
        /// Counsel's name
        #[arg(long, value_name = "NAME")]
        by: String,
        /// All versions that need approval
        #[arg(long, required_unless_present_any = ["variant", "pack"], conflicts_with = "variant")]
        all: bool,
        /// A version (variant); may be repeated
        #[arg(long, value_name = "V", num_args = 1..)]
        variant: Vec<String>,
        /// Scan of the page that counsel signed; saved in the case
        #[arg(long, value_name = "SIGNED-FILE")]
        from: Option<PathBuf>,
        /// Counsel packet folder that counsel read: only versions unchanged since then are approved
        #[arg(long, value_name = "DIR")]
        pack: Option<PathBuf>,
        /// Your name, if you record the approval for counsel
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        recorded_by: String,
        /// Reason for accepting the open points of these versions
        #[arg(long, value_name = "WHY")]
        reason: Option<String>,
        /// Reasons for single open points: the table of open points of the counsel packet, filled in
        #[arg(long, value_name = "FILE")]
        reasons: Option<PathBuf>,
    },
    /// Create memos to the file as Word documents: law, requirements, open points and who accepted them
    Memos {
        #[command(flatten)]
        door: Door,
        /// Folder in which the folder of memos is created
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// A version (variant); may be repeated; all without
        #[arg(long, value_name = "V", num_args = 1..)]
        variant: Vec<String>,
        /// Label on every page; may be repeated
        #[arg(long, value_name = "LABEL", value_parser = label_parser())]
        label: Vec<DocumentLabel>,
    },
    /// Show what changed in letters since counsel approved them
    Changes {
        #[command(flatten)]
        door: Door,
        /// A version (variant); all that lost their approval without
        #[arg(long, value_name = "V")]
        variant: Option<String>,
    },
    /// Release the next mailing for the practice
    Release {
        #[command(flatten)]
        door: Door,
        /// Your name
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Reason why many children have a different last name than their guardians
        #[arg(long, value_name = "WHY")]
        families_differ: Option<String>,
        /// State whose letters go although its office was not notified first; may be repeated
        #[arg(long, value_name = "XX", requires = "reason")]
        without_waiting: Vec<String>,
        /// Reason for not waiting
        #[arg(long, value_name = "WHY", requires = "without_waiting")]
        reason: Option<String>,
    },
}

impl SignoffCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Proofs { door, out, counsel: true, label, .. } => on(&door, |case| {
                let pack = counsel_pack::pack(case, &out, &label, context, &mut say::progress)?;
                tell(json, &pack, |pack| {
                    format!("{} letter versions for counsel.\n{}", count(pack.texts), say::path(&pack.folder))
                });
                Ok(0)
            }),
            Self::Proofs { door, out, random, seed, .. } => on(&door, |case| {
                let made = proofs::proofs(case, &out, random, seed, context, &mut say::progress)?;
                tell(json, &made, |made| {
                    let mut text = format!(
                        "{} of {} letters{} selected:",
                        count(made.picked),
                        count(made.letters),
                        say::and_copies(made.copies)
                    );
                    for (reason, letters) in &made.reasons {
                        text.push_str(&format!("\n  {letters:>5}  {reason}"));
                    }
                    text.push_str(&format!("\n{}", say::path(&made.folder)));
                    text
                });
                Ok(0)
            }),

            Self::Approve { door, by, all: _, variant, from, pack, recorded_by, reason, reasons } => {
                on(&door, |case| {
                    let mut reasons = given_reasons(reason, reasons.as_deref())?;
                    if reasons.all.is_empty() && !json && open_points_prompt::can_ask() {
                        let points = open_points::list_open_points(case, &variant, context)?;
                        open_points_prompt::ask(&points, &mut reasons)?;
                    }
                    let signing = approve::ApprovalRequest { by, recorded_by, variants: variant, from, pack, reasons };
                    let report = approve::approve(case, &signing, context, progress)?;
                    tell(json, &report, approval_lines);
                    Ok(u8::from(!report.unsigned.is_empty()))
                })
            }
            Self::Memos { door, out, variant, label } => look_at(&door, |case| {
                let made = memos::make_memos(case, &out, &variant, &label, context, progress)?;
                tell(json, &made, |made| {
                    let noun = if made.memos == 1 { "memo" } else { "memos" };
                    let mut text = format!("{} {noun}.", count(made.memos));
                    if made.not_approved > 0 {
                        text.push_str(&format!(
                            " {} of the letter versions are not approved.",
                            count(made.not_approved)
                        ));
                    }
                    format!("{text}\n{}", say::path(&made.folder))
                });
                Ok(0)
            }),
            Self::Changes { door, variant } => look_at(&door, |case| {
                let changes = changes::changes(case, variant.as_ref(), context, progress)?;
                tell(json, &changes, |changes| {
                    if changes.is_empty() {
                        return "No approved letter has changed.".to_owned();
                    }
                    changes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
                });
                Ok(u8::from(!changes.is_empty()))
            }),
            Self::Release { door, by, vendor, families_differ, without_waiting, reason } => on(&door, |case| {
                let request = ReleaseRequest {
                    by: &by,
                    vendor: vendor.as_deref(),
                    families: families_differ.as_deref(),
                    without_waiting: &without_waiting,
                    why_not_waiting: reason.as_deref(),
                };
                let report = release::release(case, &request, context, progress)?.in_words(advice::line);
                tell(json, &report, |report| {
                    let letters = count(report.letters);
                    let mut text = format!(
                        "{} released {letters} letters{}; {} rows held.\nLatest action, to keep outside the case: {}",
                        escape_line(&report.by),
                        say::and_copies(report.copies),
                        report.held,
                        report.head.in_full()
                    );
                    if report.without_agreement {
                        text.push_str(
                            "\nThe vendor profile has no business associate agreement (baa_reference), so nothing can be exported for mailing.",
                        );
                    }
                    report.waiting.iter().for_each(|state| text.push_str(&say::waiting_line(state)));
                    for owed in report.owed_before.iter().chain(&report.after_last_day) {
                        text.push('\n');
                        text.push_str(owed);
                    }
                    text
                });
                Ok(u8::from(report.without_agreement || !report.owed_before.is_empty()))
            }),
        }
    }
}

/// The reasons that were given with the command: one for all, and those of a table.
fn given_reasons(all: Option<String>, table: Option<&Path>) -> Result<AcceptanceReasons, CommandError> {
    if all.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(CommandError::input(
            "The reason is empty.",
            "Say in a few words why the open points are accepted.",
        ));
    }
    let each = table.map(AcceptanceReasons::read).transpose()?.unwrap_or_default();
    Ok(AcceptanceReasons { all: all.unwrap_or_default(), each })
}

/// The versions that were approved, and the points that were accepted with them.
fn approval_lines(report: &approve::ApprovalReport) -> String {
    let (signed, open) = (report.approved.len(), report.unsigned.len());
    let mut text = format!("{} approved {signed} versions; {open} still need approval.", escape_line(&report.by));
    if !report.open_points.is_empty() {
        text.push_str(&format!(
            "\nAccepted with them: {} open points, {} of these without a reason, {} with a reason carried over from before:",
            count(report.open_points.len() as u64),
            count(report.without_reason),
            count(report.carried_over)
        ));
        report.open_points.iter().for_each(|point| text.push_str(&open_points_prompt::line(point)));
    }
    if !report.reasons_unused.is_empty() {
        text.push_str("\nReasons not used, because no version that was approved now has these points: ");
        text.push_str(
            &report.reasons_unused.iter().map(|key| escape_line(key).to_string()).collect::<Vec<_>>().join(", "),
        );
    }
    if let Some(languages) = &report.languages {
        text.push_str(&language_lines(languages));
    }
    if !report.changed.is_empty() {
        text.push_str("\nNot approved, because the wording differs from the counsel packet: ");
        text.push_str(&report.changed.join(", "));
    }
    if !report.not_in_pack.is_empty() {
        text.push_str("\nNot approved, because they are not in the counsel packet: ");
        text.push_str(&report.not_in_pack.join(", "));
    }
    text
}

/// The labels by their words.
fn label_parser() -> impl TypedValueParser<Value = DocumentLabel> {
    let named = |word: String| DocumentLabel::ALL.into_iter().find(|label| label.word() == word);
    PossibleValuesParser::new(DocumentLabel::ALL.map(DocumentLabel::word))
        .try_map(move |word| named(word).ok_or("this label is not known"))
}

/// Remarks on the page about language help for whoever signs it, a line each.
fn language_lines(languages: &LanguageReview) -> String {
    let LanguageReview { unreviewed, missing, doubt } = languages;
    let mut text = String::new();
    if !unreviewed.is_empty() {
        let names = unreviewed.join(", ");
        text.push_str(&format!("\nThe page about language help has words that no one has reviewed, in: {names}."));
    }
    if !missing.is_empty() {
        let tags = missing.join(", ");
        text.push_str(&format!("\nThe state's list of languages also has these, for which there is no text: {tags}."));
    }
    if !doubt.is_empty() {
        text.push_str(&format!("\n{doubt}"));
    }
    text
}
