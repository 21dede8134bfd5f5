//! Authorities, media and credit bureaus.

use crate::case::{on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::stage::regulators::{filing, folder};
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum RegulatorsCommand {
    /// Create the regulator folder: notices due, worksheets for forms, sample letters
    Regulators {
        #[command(flatten)]
        door: Door,
        /// Folder in which the regulator folder is created
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Mark a regulator as notified
    Filed {
        #[command(flatten)]
        door: Door,
        /// HHS, or the two letters of the state
        #[arg(long, value_name = "XX")]
        authority: String,
        /// Office of the state, by part of its name; `all`, `media`, or `bureaus`; may be repeated
        #[arg(long, value_name = "NAME")]
        office: Vec<String>,
        /// Date notified
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::args::parse_day, required_unless_present = "withdraw")]
        day: Option<chrono::NaiveDate>,
        /// Date that was recorded by mistake, and that this record replaces
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::args::parse_day, requires = "reason")]
        instead_of: Option<chrono::NaiveDate>,
        /// Date that was recorded by mistake, where no notice was given
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::args::parse_day, requires = "reason", conflicts_with_all = ["day", "instead_of", "people", "remark"])]
        withdraw: Option<chrono::NaiveDate>,
        /// Reason for the correction
        #[arg(long, value_name = "WHY")]
        reason: Option<String>,
        /// Number of people reported
        #[arg(long, value_name = "N", default_value_t = 0)]
        people: u64,
        /// Confirmation number or note
        #[arg(long, value_name = "TEXT", default_value = "")]
        remark: String,
        /// Your name
        #[arg(long, value_name = "NAME")]
        by: String,
    },
}

impl RegulatorsCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Regulators { door, out } => on(&door, |case| {
                let report = folder::make_folder(case, &out, context, &mut say::progress)?;
                tell(json, &report, |report| {
                    let mut text = format!("{} people; notify:", count(report.people));
                    for one in &report.owed {
                        let filed =
                            one.filed.map_or_else(|| "not notified".to_owned(), |day| format!("notified on {day}"));
                        let addendum = one.addendum_from.map_or_else(String::new, |before| {
                            format!("; addendum owed: {before} people reported, {} now", one.people)
                        });
                        text.push_str(&format!(
                            "\n  {}  {:<2}  {} ({filed}{addendum})",
                            one.last_day, one.jurisdiction, one.whom
                        ));
                    }
                    text.push_str(&format!("\n{}", say::path(&report.folder)));
                    text
                });
                Ok(0)
            }),
            Self::Filed { door, authority, office, withdraw: Some(day), reason, by, .. } => on(&door, |case| {
                let wrong = filing::WrongFiling { day, reason: reason.unwrap_or_default() };
                filing::withdraw_filing(case, &authority, &office, &wrong, &by, context)?;
                tell(json, &serde_json::json!({ "withdrawn": day }), |_| {
                    format!("The record of {day} counts no longer.")
                });
                Ok(0)
            }),
            Self::Filed { door, authority, office, day, people, remark, instead_of, reason, by, .. } => {
                on(&door, |case| {
                    let reason = reason.unwrap_or_default();
                    let instead_of = instead_of.map(|day| filing::WrongFiling { day, reason });
                    let day = day.ok_or_else(|| CommandError::input("There is no date.", "Give the date notified."))?;
                    let told = filing::FilingRequest { authority, offices: office, day, people, remark, instead_of };
                    let filings = filing::record_filing(case, &told, &by, context)?;
                    tell(json, &filings, |filings| {
                        let lines = filings.iter().map(|filing| {
                            let whom = [filing.authority.as_str(), &filing.office];
                            let whom: Vec<&str> = whom.into_iter().filter(|word| !word.is_empty()).collect();
                            format!("Marked as notified: {}.", escape_line(&whom.join(", ")))
                        });
                        lines.collect::<Vec<_>>().join("\n")
                    });
                    Ok(0)
                })
            }
        }
    }
}
