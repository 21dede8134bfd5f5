//! Commands over a case that look ahead: what the next run will be, and what people must see before it.

use super::addresses::AddressesArgs;
use super::{look_at, on, tell};
use crate::means::means;
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::Refused;
use desk::stage::export::plan;
use desk::stage::regulators::folder;
use desk::stage::signoff::{counsel_pack, proofs};
use notice::line::PoolForecast;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum AheadCommand {
    /// What the next export would be, and what stands in its way
    Plan {
        #[command(flatten)]
        door: Door,
    },
    /// Address correction: out to a provider, and back beside the old addresses
    Addresses(AddressesArgs),
    /// Who must be told beside the people: notices owed, worksheets for forms, specimen letters
    Regulators {
        #[command(flatten)]
        door: Door,
        /// The folder in which the folder for authorities appears
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
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
        /// How many letters are picked by chance beside the others
        #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "counsel")]
        random: usize,
        /// What decides the chance
        #[arg(long, value_name = "S", default_value_t = 1, conflicts_with = "counsel")]
        seed: u64,
    },
}

impl AheadCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, templates: Option<PathBuf>, json: bool) -> Result<u8, Refused> {
        let means = means(templates);
        match self {
            Self::Plan { door } => look_at(&door, |case| {
                let report = plan::plan(case, &means, &mut say::progress)?;
                tell(json, &report, next_run);
                Ok(0)
            }),
            Self::Regulators { door, out } => on(&door, |case| {
                let report = folder::regulators(case, &out, &means, &mut say::progress)?;
                tell(json, &report, |report| {
                    let mut text = format!("{} people; these must be told:", count(report.people));
                    for one in &report.owed {
                        let filed = one.filed.map_or_else(|| "not filed".to_owned(), |day| format!("filed on {day}"));
                        text.push_str(&format!(
                            "\n  {}  {:<2}  {} ({filed})",
                            one.last_day, one.jurisdiction, one.whom
                        ));
                    }
                    text.push_str(&format!("\n{}", say::path(&report.folder)));
                    text
                });
                Ok(0)
            }),
            Self::Addresses(arguments) => arguments.carry_out(&means, json),
            Self::Proofs { door, out, counsel: true, .. } => on(&door, |case| {
                let pack = counsel_pack::pack(case, &out, &means, &mut say::progress)?;
                tell(json, &pack, |pack| {
                    format!("{} texts for counsel.\n{}", count(pack.texts), say::path(&pack.folder))
                });
                Ok(0)
            }),
            Self::Proofs { door, out, random, seed, .. } => on(&door, |case| {
                let made = proofs::proofs(case, &out, random, seed, &means, &mut say::progress)?;
                tell(json, &made, |made| {
                    let mut text = format!("{} of {} letters to look at:", count(made.picked), count(made.letters));
                    for (reason, letters) in &made.reasons {
                        text.push_str(&format!("\n  {letters:>5}  {reason}"));
                    }
                    text.push_str(&format!("\n{}", say::path(&made.folder)));
                    text
                });
                Ok(0)
            }),
        }
    }
}

fn next_run(run: &plan::NextRun) -> String {
    let forecast = &run.forecast;
    let mut text = format!(
        "Wave {}: {} letters on {} sheets, {} pages, mailed on {}",
        run.wave,
        count(forecast.letters),
        count(forecast.sheets),
        count(forecast.pages),
        run.mailing
    );
    if let Some(day) = run.mail_by {
        text.push_str(&format!(" (the law's first last day is {day})"));
    }
    text.push_str(&format!(
        ".\n{} paper, envelope {}, {}, {} edition; {} lb; ",
        run.paper,
        run.envelope,
        if run.duplex { "both sides" } else { "one side" },
        run.edition,
        forecast.pounds
    ));
    if forecast.unpriced == forecast.letters + forecast.seeds {
        text.push_str("postage by the vendor.");
    } else {
        text.push_str(&format!(
            "postage ${} to ${}.",
            forecast.postage_low.round_dp(2),
            forecast.postage_high.round_dp(2)
        ));
    }
    if forecast.seeds > 0 {
        text.push_str(&format!("\n{} invented pieces watch the mail.", count(forecast.seeds)));
    }
    for (name, pool) in [("adults", &run.adult_codes), ("minors", &run.minor_codes)] {
        if let Some(PoolForecast { codes, dealt, needed, spare }) = pool {
            text.push_str(&format!(
                "\nCodes for {name}: {} in the pool, {} dealt before, {} for this run, {} spare.",
                count(*codes),
                count(*dealt),
                count(*needed),
                count(*spare)
            ));
        }
    }
    text.push_str("\n\n  file  pieces  sheets each");
    for file in &forecast.files {
        let abroad = if file.foreign { "  abroad" } else { "" };
        text.push_str(&format!("\n  {:>4}  {:>6}  {:>11}{abroad}", file.file, count(file.pieces), file.sheets_each));
    }
    for (heading, reasons) in [("In the way:", &run.in_the_way), ("To know:", &run.to_know)] {
        if !reasons.is_empty() {
            text.push_str(&format!("\n\n{heading}"));
        }
        for reason in reasons {
            text.push_str(&format!("\n- {reason}"));
        }
    }
    text
}
