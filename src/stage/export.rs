//! The package of a released run.

use crate::advice;
use crate::case::{look_at, on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::stage::export::{plan, released_run};
use desk::task::CommandContext;
use notice::line::PoolForecast;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum ExportCommand {
    /// Show the next mailing and what must be done before it
    Plan {
        #[command(flatten)]
        door: Door,
    },
    /// Create the package of the mailing that was released
    Export {
        #[command(flatten)]
        door: Door,
        /// Folder for the package
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Export the same letters as proofs; no approval needed
        #[arg(long)]
        proof: bool,
    },
}

impl ExportCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Plan { door } => look_at(&door, |case| {
                let report = plan::plan(case, context, &mut say::progress)?.in_words(advice::line);
                tell(json, &report, next_run);
                Ok(0)
            }),
            Self::Export { door, out, proof } => on(&door, |case| {
                let report = released_run::export(case, &out, proof, context, progress)?;
                tell(json, &report, |report| {
                    // The last line on standard output is the package, for scripts.
                    format!(
                        "{} letters{} in {} files; {} rows held.\n{}",
                        count(report.letters),
                        say::and_copies(report.copies),
                        count(report.produced.files),
                        count(report.held),
                        say::path(&report.package)
                    )
                });
                Ok(0)
            }),
        }
    }
}

fn next_run(run: &plan::ExportPlan<String>) -> String {
    let forecast = &run.forecast;
    let mut text = format!(
        "Mailing {}: {} letters on {} sheets, {} pages, mailing date {}",
        run.wave,
        count(forecast.letters),
        count(forecast.sheets),
        count(forecast.pages),
        run.mailing
    );
    if let Some(day) = run.mail_by {
        text.push_str(&format!(" (the earliest legal deadline is {day})"));
    }
    text.push_str(&format!(
        ".\n{} paper, envelope {}, {}, {} edition; {} lb; ",
        run.paper,
        run.envelope,
        if run.duplex { "two-sided" } else { "one-sided" },
        run.edition,
        forecast.pounds
    ));
    if forecast.unpriced == forecast.letters + forecast.copies + forecast.seeds {
        text.push_str("postage set by the vendor.");
    } else {
        text.push_str(&format!(
            "postage ${} to ${}.",
            forecast.postage_low.round_dp(2),
            forecast.postage_high.round_dp(2)
        ));
    }
    if forecast.copies > 0 {
        text.push_str(&format!("\n{} copies go to other parents of children.", count(forecast.copies)));
    }
    if forecast.seeds > 0 {
        text.push_str(&format!("\n{} decoy pieces (seeds) check the mail.", count(forecast.seeds)));
    }
    for (name, pool) in [("adults", &run.adult_codes), ("minors", &run.minor_codes)] {
        if let Some(PoolForecast { codes, dealt, needed, spare }) = pool {
            text.push_str(&format!(
                "\nEnrollment codes for {name}: {} in the file, {} assigned before, {} for this mailing, {} spare.",
                count(*codes),
                count(*dealt),
                count(*needed),
                count(*spare)
            ));
        }
    }
    run.waiting.iter().for_each(|state| text.push_str(&say::waiting_line(state)));
    text.push_str("\n\n  file  pieces  sheets each");
    for file in &forecast.files {
        let abroad = if file.foreign { "  abroad" } else { "" };
        text.push_str(&format!("\n  {:>4}  {:>6}  {:>11}{abroad}", file.file, count(file.pieces), file.sheets_each));
    }
    for (heading, reasons) in [("Before you can export:", &run.blockers), ("Before you mail:", &run.warnings)] {
        if !reasons.is_empty() {
            text.push_str(&format!("\n\n{heading}"));
        }
        for reason in reasons {
            text.push_str(&format!("\n- {reason}"));
        }
    }
    text
}
