//! Words of letters.

use crate::case::{look_or_work, tell};
use crate::say::{self};
use crate::secret::Door;
use clap::Args;
use clap::Subcommand;
use desk::CommandError;
use desk::io::read;
use desk::stage::letters::wording;
use desk::task::CommandContext;
use notice::finding::escape_line;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum LettersCommand {
    /// Edit the letter wording of a case: list, show, change, history
    Wording(WordingArgs),
}

impl LettersCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Wording(wanted) => wanted.carry_out(context, json),
        }
    }
}

#[derive(Args, Debug)]
pub struct WordingArgs {
    #[command(flatten)]
    door: Door,
    /// A template by its path below `templates/`; lists all if left out
    #[arg(value_name = "PATH")]
    path: Option<String>,
    /// File with the new wording
    #[arg(long, value_name = "FILE", requires_all = ["path", "by", "reason"], conflicts_with = "history")]
    from: Option<PathBuf>,
    /// Show every revision, newest first
    #[arg(long, requires = "path")]
    history: bool,
    /// Your name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Reason; shown in the history
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl WordingArgs {
    /// Lists, shows or changes. The number is the exit code: 1 where a signature fell.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        let Self { door, path, from, history, by, reason } = self;
        look_or_work(from.is_none(), &door, |case| {
            let Some(path) = path else {
                let leaves = wording::list_templates(&case.input_files(desk::casefile::LATEST)?, context)?;
                tell(json, &leaves, |leaves| {
                    let line =
                        |leaf: &wording::TemplateFile| format!("{} {}", if leaf.own { "*" } else { " " }, leaf.path);
                    let lines: Vec<String> = leaves.iter().map(line).collect();
                    format!("{}\n* edited in this case", lines.join("\n"))
                });
                return Ok(0);
            };
            if history {
                tell(json, &wording::history(case, &path, context)?, |versions| {
                    let line = |version: &wording::TemplateVersion| {
                        let line =
                            format!("{:>6}  {:<20}  {:<24}  {}", version.act, version.at, version.by, version.why);
                        escape_line(&line).into_owned()
                    };
                    versions.iter().map(line).collect::<Vec<_>>().join("\n")
                });
                return Ok(0);
            }
            let Some(from) = from else {
                tell(json, &wording::text(&case.input_files(desk::casefile::LATEST)?, &path, context)?, |text| {
                    text.text.trim_end().to_owned()
                });
                return Ok(0);
            };
            let text = read::settings(&from)?;
            let (by, reason) = (by.unwrap_or_default(), reason.unwrap_or_default());
            let effect = wording::save(case, &path, &text, &by, &reason, context, &mut say::progress)?;
            tell(json, &effect, |effect| {
                let mut told = format!("Saved. Letter versions that change: {}.", named(&effect.changes));
                if !effect.voids.is_empty() {
                    told.push_str(&format!("\nApproval withdrawn: {}.", named(&effect.voids)));
                }
                if !effect.signed_again.is_empty() {
                    told.push_str(&format!("\nAlready approved with this wording: {}.", named(&effect.signed_again)));
                }
                told
            });
            Ok(u8::from(!effect.voids.is_empty()))
        })
    }
}

fn named(variants: &[String]) -> String {
    if variants.is_empty() { "none".to_owned() } else { variants.join(", ") }
}
