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
    /// Proofs of the letters in which something can go wrong; or counsel's pack, without a value of anybody's
    Proofs {
        #[command(flatten)]
        door: Door,
        /// The folder in which the folder of proofs appears
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Counsel's pack: texts, rules with their doubts, counts, specimens to invented people, a page to sign
        #[arg(long)]
        counsel: bool,
        /// Number of letters that are picked by chance beside the others
        #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "counsel")]
        random: usize,
        /// Seed of the random choice
        #[arg(long, value_name = "S", default_value_t = 1, conflicts_with = "counsel")]
        seed: u64,
    },
    /// Counsel signs the text of variants
    Approve {
        #[command(flatten)]
        door: Door,
        /// Name of the person who signs
        #[arg(long, value_name = "NAME")]
        by: String,
        /// All variants that letters need
        #[arg(long, required_unless_present_any = ["variant", "pack"], conflicts_with = "variant")]
        all: bool,
        /// A variant; may be given several times
        #[arg(long, value_name = "V", num_args = 1..)]
        variant: Vec<String>,
        /// The page that counsel signed elsewhere; it is kept in the case
        #[arg(long, value_name = "SIGNED-FILE")]
        from: Option<PathBuf>,
        /// The folder of `proofs --counsel` that counsel read: only texts that are still as they were in it are signed
        #[arg(long, value_name = "DIR")]
        pack: Option<PathBuf>,
        /// Name of the person who puts the signature in, if that is not who signed
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        recorded_by: String,
    },
    /// The practice releases the run that would be exported now
    Release {
        #[command(flatten)]
        door: Door,
        /// Name of the person who releases
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Reason why it is right that many children have no family name in common with their guardians
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
                    format!("{} texts for counsel.\n{}", count(pack.texts), say::path(&pack.folder))
                });
                Ok(0)
            }),
            Self::Proofs { door, out, random, seed, .. } => on(&door, |case| {
                let made = proofs::proofs(case, &out, random, seed, context, &mut say::progress)?;
                tell(json, &made, |made| {
                    let mut text = format!(
                        "{} of {} letters{} to look at:",
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
                        format!("{} signed {signed} variants; {open} are unsigned still.", escape_line(&report.by));
                    if !report.changed.is_empty() {
                        text.push_str("\nNot signed, as their text is another than in the pack: ");
                        text.push_str(&report.changed.join(", "));
                    }
                    if !report.not_in_pack.is_empty() {
                        text.push_str("\nNot signed, as the pack does not hold them: ");
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
                        "{} released {letters} letters{}; {} rows stay held.\nLast action of the case, to keep outside it: {}",
                        escape_line(&report.by),
                        say::and_copies(report.copies),
                        report.held,
                        report.head.in_full()
                    );
                    if report.without_agreement {
                        text.push_str(
                            "\nThe vendor profile names no business associate agreement (baa_reference): nothing can be exported \
                             to the vendor.",
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
