//! Once letters are out: reprints, mail that came back, and new addresses.

use crate::case::{on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::casefile::id::DecisionId;
use desk::stage::mail::reprint::{self, ReprintRequest};
use desk::stage::mail::{remail, returns};
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum MailCommand {
    /// Print spoiled or lost pieces again, as a further run of their job
    Reprint {
        #[command(flatten)]
        door: Door,
        /// The pieces: a table with the heading `piece_id`, and if wanted `reason`
        #[arg(long, value_name = "SELECT.csv")]
        pieces: PathBuf,
        /// The folder in which the package appears
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Name of the person who does it
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
        /// Name of the person who wants so many pieces again, where they are more than 5% of the run
        #[arg(long, value_name = "NAME")]
        large_by: Option<String>,
    },
    /// Record pieces that came back
    Returns {
        #[command(flatten)]
        door: Door,
        /// The pieces: a table with the heading `piece_id`, and if wanted `reason`
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Name of the person who does it
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Name of the person who says that so many pieces came back, where the file has more than 30% of the run
        #[arg(long, value_name = "NAME")]
        large_by: Option<String>,
    },
    /// Take new addresses for letters that came back; a second copy of each goes out with the next run
    Remail {
        #[command(flatten)]
        door: Door,
        /// The pieces: a table with the headings `piece_id,address_1,address_2,city,state,zip`
        #[arg(long, value_name = "FILE")]
        pieces: PathBuf,
        /// Name of the person who does it
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Source of the addresses; it stays in the case and out of the audit
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

impl MailCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Reprint { door, pieces, out, by, large_by } => on(&door, |case| {
                let wanted = ReprintRequest { pieces: &pieces, out: &out, by: &by, large_by: large_by.as_deref() };
                let report = reprint::reprint(case, &wanted, context, progress)?;
                tell(json, &report, |report| {
                    // The last line on standard output is the package, for scripts.
                    format!(
                        "{} printed again as run {} of job {}.{}\n{}",
                        letters(report.produced.pieces),
                        report.run,
                        report.job_id,
                        left_out(report),
                        say::path(&report.package)
                    )
                });
                Ok(u8::from(!report.left_out.is_empty()))
            }),
            Self::Returns { door, file, by, large_by } => on(&door, |case| {
                let report = returns::returns(case, &file, &by, large_by.as_deref())?;
                tell(json, &report, came_back);
                Ok(0)
            }),
            Self::Remail { door, pieces, by, reason } => on(&door, |case| {
                let report = remail::remail(case, &pieces, &by, &reason, context, progress)?;
                tell(json, &report, sent_again);
                Ok(u8::from(report.held > 0))
            }),
        }
    }
}

fn letters(n: u64) -> String {
    if n == 1 { "1 letter".into() } else { format!("{} letters", count(n)) }
}

fn left_out(report: &reprint::ReprintReport) -> String {
    let out = &report.left_out;
    if out.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{} left out, as the case stands now:", letters(out.len() as u64));
    for piece in out {
        let list = escape_line(&piece.list);
        text.push_str(&format!("\n  {}, {list}, line {}: {}", piece.piece_id, piece.line, piece.message));
    }
    text
}

fn came_back(report: &returns::ReturnsReport) -> String {
    let mut text = format!("{} recorded as come back; {} in all.", letters(report.recorded), count(report.returned));
    if report.known > 0 {
        text.push_str(&format!("\n{} of the file were recorded before and are passed over.", count(report.known)));
    }
    for (reason, n) in &report.by_reason {
        text.push_str(&format!("\n  {:>8}  {}", count(*n), escape_line(reason)));
    }
    text
}

fn sent_again(report: &remail::RemailReport) -> String {
    let numbers: Vec<_> = report.decisions.iter().map(DecisionId::to_string).collect();
    let mut text = format!(
        "A second copy goes to {} people with the next run (decisions {}).",
        count(report.people),
        numbers.join(", ")
    );
    for (code, advice) in &report.why {
        text.push_str(&format!("\n{} are held: {code}: {advice}", count(report.held)));
    }
    if !report.unsigned.is_empty() {
        text.push_str(&format!("\nTo be signed by counsel: {}.", report.unsigned.join(", ")));
    }
    text.push_str("\nThen release the run and export it.");
    text
}
