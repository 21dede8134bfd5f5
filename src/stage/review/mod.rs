//! Findings, and what people decide about them.

mod arguments;
mod pairs;

use crate::case::{look_at, look_or_work, on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use arguments::DecideArgs;
use clap::Subcommand;
use desk::CommandError;
use desk::casefile::id::DecisionId;
use desk::stage::review::{
    decide, duplicates,
    findings::{self, FindingQuery},
    households,
};
use desk::task::CommandContext;
use notice::finding::escape_line;
use pairs::{go_through, listed};

#[derive(Subcommand, Debug)]
pub enum ReviewCommand {
    /// Show rows with issues
    Findings {
        #[command(flatten)]
        door: Door,
        /// Only rows with this issue
        #[arg(long, value_name = "WORD")]
        code: Option<String>,
        /// Only people who live there
        #[arg(long, value_name = "XX")]
        jurisdiction: Option<String>,
        /// Include rows that get a letter anyway
        #[arg(long)]
        all: bool,
    },
    /// Decide about one person or a whole group, with a reason
    Decide(Box<DecideArgs>),
    /// Show possible duplicates, or go through them by key
    Pairs {
        #[command(flatten)]
        door: Door,
        /// Go through them: y same person, n different people, s later, u undo, q quit
        #[arg(long, requires = "by")]
        answer: bool,
        /// Your name
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        by: String,
        /// Show the values of both rows, only on this screen
        #[arg(long, conflicts_with = "json")]
        show_values: bool,
    },
    /// Show people who share an address; each gets a separate envelope
    Families {
        #[command(flatten)]
        door: Door,
    },
}

impl ReviewCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        match self {
            Self::Findings { door, code, jurisdiction, all } => look_at(&door, |case| {
                let report = findings::findings(case, &FindingQuery { code, jurisdiction, all }, context, progress)?;
                tell(json, &report, found);
                Ok(u8::from(report.rows.iter().any(|row| row.disposition == "held")))
            }),
            Self::Decide(arguments) => {
                let (door, whom, decision, by, reason) = arguments.parts()?;
                on(&door, |case| {
                    let report = decide::decide(case, &whom, &decision, &by, &reason, context, progress)?;
                    tell(json, &report, decided);
                    Ok(u8::from(report.still_held > 0))
                })
            }
            Self::Pairs { door, answer, by, show_values } => look_or_work(!answer, &door, |case| {
                let queue = duplicates::pairs(case, show_values, context, progress)?;
                let open = if answer { queue.len() - go_through(case, &queue, &by)? } else { queue.len() };
                if answer {
                    case.refresh(context, progress)?;
                    say::line(&format!("{} pairs to review.", count(open as u64)));
                } else {
                    tell(json, &serde_json::json!({ "pairs": queue }), |_| listed(&queue));
                }
                Ok(u8::from(open > 0))
            }),
            Self::Families { door } => look_at(&door, |case| {
                let found = households::list_households(case, context, progress)?;
                tell(json, &serde_json::json!({ "families": found }), |_| {
                    let mut text = format!("{} addresses with more than one person.", count(found.len() as u64));
                    for family in &found {
                        text.push_str(if family.one_guardian { "\n\nsame guardian" } else { "\n" });
                        for one in &family.members {
                            let line = format!(
                                "  {:>7}  {}:{}  {:<11} {:<9} {}",
                                one.person, one.list, one.line, one.standing, one.disposition, one.variant
                            );
                            text.push_str(&format!("\n{}", escape_line(&line)));
                        }
                    }
                    text
                });
                Ok(0)
            }),
        }
    }
}

fn found(report: &findings::Findings) -> String {
    let mut text = String::new();
    for kind in &report.findings {
        text.push_str(&format!("{:>8}  {}: {} {}\n", count(kind.count), kind.code, kind.message, kind.advice));
    }
    for row in report.rows.iter().take(200) {
        text.push_str(&format!(
            "person {} ({}, line {}), {}, due {}: {}\n",
            row.person,
            escape_line(&row.list),
            row.line,
            row.disposition,
            row.due,
            row.codes.join(" ")
        ));
    }
    if report.rows.len() > 200 {
        text.push_str(&format!("… and {} more rows; --json has all of them.\n", count(report.rows.len() as u64 - 200)));
    }
    text.trim_end().to_owned()
}

fn decided(report: &decide::DecisionReport) -> String {
    let numbers: Vec<_> = report.decisions.iter().map(DecisionId::to_string).collect();
    let mut text = format!("Saved for {} people (decisions {}).", count(report.people), numbers.join(", "));
    for (code, advice) in &report.why {
        text.push_str(&format!("\n{} still held: {code}: {advice}", count(report.still_held)));
    }
    if report.addresses_of_others > 0 {
        text.push_str(&format!(
            "\nOf {} a decided address was given for another addressee than the letter has now; it is not used.",
            count(report.addresses_of_others)
        ));
    }
    text.push_str(&format!(
        "\nThis case: {} letters, {} held, {} excluded.",
        count(report.letters),
        count(report.held),
        count(report.excluded)
    ));
    text
}
