//! Texts for counsel, signatures, and the practice's release.

use crate::advice;
use crate::case::{on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::stage::signoff::{approve, counsel_pack, proofs, release};
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::PathBuf;

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
    },
}

impl SignoffCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Proofs { door, out, counsel: true, .. } => on(&door, |case| {
                let pack = counsel_pack::pack(case, &out, context, &mut say::progress)?;
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

            Self::Approve { door, by, all: _, variant, from, pack, recorded_by } => on(&door, |case| {
                let signing = approve::ApprovalRequest { by, recorded_by, variants: variant, from, pack };
                let report = approve::approve(case, &signing, context, progress)?;
                tell(json, &report, |report| {
                    let (signed, open) = (report.approved.len(), report.unsigned.len());
                    let mut text =
                        format!("{} approved {signed} versions; {open} still need approval.", escape_line(&report.by));
                    if !report.changed.is_empty() {
                        text.push_str("\nNot approved, because the wording differs from the counsel packet: ");
                        text.push_str(&report.changed.join(", "));
                    }
                    if !report.not_in_pack.is_empty() {
                        text.push_str("\nNot approved, because they are not in the counsel packet: ");
                        text.push_str(&report.not_in_pack.join(", "));
                    }
                    text
                });
                Ok(u8::from(!report.unsigned.is_empty()))
            }),
            Self::Release { door, by, vendor, families_differ } => on(&door, |case| {
                let report =
                    release::release(case, &by, vendor.as_deref(), families_differ.as_deref(), context, progress)?
                        .in_words(advice::line);
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
                    for owed in &report.owed_before {
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
