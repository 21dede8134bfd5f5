//! Every user action in order.

use crate::case::{look_at, tell};
use crate::say::{self, count};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::stage::audit;
use desk::task::CommandContext;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum AuditCommand {
    /// Show every action in order
    Audit {
        #[command(flatten)]
        door: Door,
        /// Verify that the file is intact and no action was changed, added, or removed
        #[arg(long)]
        verify: bool,
        /// Save the pages that counsel signed in this folder, each named by the number of its action
        #[arg(long, value_name = "DIR")]
        signed_pages: Option<PathBuf>,
    },
}

impl AuditCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Audit { door, signed_pages: Some(out), .. } => look_at(&door, |case| {
                let pages = audit::signed_pages(case, &out, &door.sparing(context))?;
                tell(json, &pages, |pages| {
                    format!("{} signed pages saved in {}.", count(pages.len() as u64), say::path(&out))
                });
                Ok(0)
            }),
            Self::Audit { door, verify, signed_pages: None } => look_at(&door, |case| {
                let acts = audit::audit(case, verify)?;
                if json {
                    // One act a line, as the script in docs reads them.
                    for act in &acts {
                        say::json_line(act);
                    }
                } else {
                    for act in &acts {
                        say::row(&format!(
                            "{:>6}  {}  {:<16} {:<20} {}",
                            act.seq, act.at, act.kind, act.by, act.detail
                        ));
                    }
                    for act in audit::dated_back(&acts) {
                        say::line(&format!("Action {act} is dated before the one it follows: a clock was wrong."));
                    }
                    if verify {
                        say::line(&format!("{} actions, complete and unaltered.", count(acts.len() as u64)));
                    }
                }
                Ok(0)
            }),
        }
    }
}
