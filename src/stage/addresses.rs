//! Corrections of addresses before the mailing.

use crate::case::{on, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Args;
use clap::Subcommand;
use desk::CommandError;
use desk::casefile::id::PersonId;
use desk::stage::addresses::{history, request, response};
use desk::task::CommandContext;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum AddressesCommand {
    /// Address correction: send addresses to a provider and compare the results
    Addresses(AddressesArgs),
}

impl AddressesCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Addresses(arguments) => arguments.carry_out(context, json),
        }
    }
}

#[derive(Args, Debug)]
#[group(id = "way", required = true, multiple = false, args = ["out", "import", "history"])]
pub struct AddressesArgs {
    #[command(flatten)]
    door: Door,
    /// Write the addresses that may be sent for correction: IDs and addresses, no names
    #[arg(long, value_name = "FILE.csv")]
    out: Option<PathBuf>,
    /// Read the provider's response: the columns of the request, and, if known, `zip4`, `move_type`, `return_code`,
    /// `effective`, `dpv`
    #[arg(long, value_name = "FILE.csv")]
    import: Option<PathBuf>,
    /// Write every response so far: date, provider, old and new address, and decision
    #[arg(long, value_name = "FILE.csv")]
    history: Option<PathBuf>,
    /// Your name; required with --import
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    /// Name of the provider; recorded as the source of the addresses
    #[arg(long, value_name = "NAME", default_value = "", requires = "import")]
    provider: String,
    /// Rule: accept other spellings of the same address
    #[arg(long, requires = "import")]
    accept_standardized: bool,
    /// Rule: accept new addresses of adults, if everyone in the case at the old address moves along and nothing is against it
    #[arg(long, requires = "import")]
    accept_moves: bool,
    /// Accept the response about this person; may be repeated
    #[arg(long, value_name = "N", requires = "import")]
    accept: Vec<PersonId>,
    /// The same for many: a table with the columns id and answer (yes or no), such as the completed report
    #[arg(long, value_name = "FILE.csv", requires = "import")]
    answers: Option<PathBuf>,
    /// Write old and new addresses side by side
    #[arg(long, value_name = "FILE.csv", requires = "import")]
    report: Option<PathBuf>,
}

impl AddressesArgs {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let progress = &mut say::progress;
        let context = &self.door.sparing(context);
        let Self {
            door,
            out,
            import,
            history,
            by,
            provider,
            accept_standardized,
            accept_moves,
            accept,
            answers,
            report,
        } = self;
        if let Some(out) = out {
            return on(&door, |case| {
                let asked = request::request_corrections(case, &out, &by, context, progress)?;
                tell(json, &asked, |asked| {
                    let mut text = format!("{} addresses may be sent for correction.", count(asked.addresses));
                    for (why, rows) in &asked.left_out {
                        text.push_str(&format!("\n  {:>6} not sent: {}", count(*rows), why.words()));
                    }
                    if asked.copies > 0 {
                        text.push_str(&format!(
                            "\n{} copies go to parents' addresses of the file of guardians, which are not sent.",
                            count(asked.copies)
                        ));
                    }
                    text
                });
                Ok(0)
            });
        }
        if let Some(out) = history {
            return on(&door, |case| {
                let told = history::history(case, &out, context)?;
                tell(json, &told, |told| {
                    let (answers, waiting) = (count(told.answers), count(told.waiting));
                    format!("{answers} responses in {} files; {waiting} need a decision.", count(told.rounds))
                });
                Ok(0)
            });
        }
        let wish = response::CorrectionRequest {
            file: import.unwrap_or_default(),
            by,
            provider,
            standardized: accept_standardized,
            moves: accept_moves,
            people: accept,
            answers,
            report,
        };
        on(&door, |case| {
            let corrected = response::apply_corrections(case, &wish, context, progress)?;
            tell(json, &corrected, |corrected| {
                let mut text = format!("{} answers:", count(corrected.answers));
                for (outcome, answers) in &corrected.outcomes {
                    text.push_str(&format!("\n  {:>6} {}", count(*answers), outcome.words()));
                }
                text.push_str(&format!(
                    "\n{} accepted by rule, {} by a person; {} declined; {} need a decision.",
                    count(corrected.accepted_by_rule),
                    count(corrected.accepted_by_person),
                    count(corrected.declined),
                    count(corrected.waiting)
                ));
                text
            });
            Ok(u8::from(corrected.waiting > 0))
        })
    }
}
