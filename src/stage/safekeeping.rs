//! Copies of a case, older files of it, and restoring.

use crate::case::{on_quietly, tell};
use crate::say::{self};
use crate::secret::Door;
use crate::watched::{Watched, backups_said, tell_missed_backup};
use clap::Subcommand;
use clap::{ArgGroup, Args};
use desk::CommandError;
use desk::casefile::head::Head;
use desk::casefile::{Access, Case};
use desk::io::home::data_folder;
use desk::stage::safekeeping::backup::{self, BackupStatus};
use desk::stage::safekeeping::older;
use desk::stage::safekeeping::restore::{RestoreRequest, restore};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum SafekeepingCommand {
    /// Back up a case, even while it is in use
    Backup {
        #[command(flatten)]
        door: Door,
        /// Backup file, or a folder for it
        #[arg(long, value_name = "FILE|DIR")]
        out: PathBuf,
    },
    /// Set the folder for automatic backups; without --to and --off, show it
    #[command(group = ArgGroup::new("where"))]
    Backups {
        #[command(flatten)]
        door: Door,
        /// A folder, preferably on another drive; the first backup is made right away
        #[arg(long, value_name = "DIR", group = "where")]
        to: Option<PathBuf>,
        /// Turn off automatic backups
        #[arg(long, group = "where")]
        off: bool,
    },
    /// Confirm that an older version of the case file was put in place on purpose
    Acknowledge {
        #[command(flatten)]
        door: Door,
        /// Your name
        #[arg(long, value_name = "NAME")]
        by: String,
        /// Reason; saved in the case, not in the audit log
        #[arg(long, value_name = "WHY")]
        reason: String,
    },
    /// Restore a case from a backup
    Restore(RestoreArgs),
}

impl SafekeepingCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, json: bool) -> Result<u8, CommandError> {
        let home = data_folder();
        match self {
            Self::Backup { door, out } => {
                let secret = door.secret()?;
                let case = Case::open(&door.case, &secret, Access::Shared)?;
                Watched::begin(&case).told();
                let copy = backup::backup(&case, &out, &secret)?;
                tell(json, &serde_json::json!({ "backup": copy }), |_| say::path(&copy));
                Ok(0)
            }
            Self::Backups { door, to, off } => on_quietly(&door, |case| {
                Watched::begin(case).told();
                let report = if off || to.is_some() {
                    backup::choose_folder(case, to.as_deref(), home.as_deref())?
                } else {
                    backup::backup_status(case, home.as_deref())?
                };
                tell(json, &BackupsOf { head: case.head()?, backups: report }, |report| backups_said(&report.backups));
                Ok(0)
            }),
            Self::Acknowledge { door, by, reason } => on_quietly(&door, |case| {
                let report = older::acknowledge(case, &by, &reason, home.as_deref())?;
                tell_missed_backup(case, home.as_deref());
                tell(json, &report, |report| {
                    format!(
                        "{} confirmed the older file as the case. The latest action is now {}.\nChanges made since in the newer file are missing: check the exported packages before you export again.",
                        report.by, report.head
                    )
                });
                Ok(0)
            }),

            Self::Restore(wanted) => wanted.carry_out(json),
        }
    }
}

/// Backup settings of a case, and its last action.
#[derive(Serialize)]
struct BackupsOf {
    head: Head,
    #[serde(flatten)]
    backups: BackupStatus,
}

/// Backup that takes the place of a case, with the person who wants it and the reason.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    #[command(flatten)]
    door: Door,
    /// Backup file; without it, continue with a case whose file NAME-wal is lost
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,
    /// Your name
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Reason; saved in the case
    #[arg(long, value_name = "WHY")]
    reason: String,
}

impl RestoreArgs {
    /// Restores the case and says what was done. The number is the exit code.
    pub fn carry_out(self, json: bool) -> Result<u8, CommandError> {
        let secret = self.door.secret_of(self.from.as_ref().unwrap_or(&self.door.case))?;
        let wanted = RestoreRequest { backup: self.from, by: self.by, reason: self.reason };
        let restored = restore(&self.door.case, &secret, &wanted, data_folder().as_deref())?;
        tell(json, &restored, |restored| {
            let mut text = format!("{} was restored; it has {} actions.", say::path(&restored.case), restored.acts);
            if !restored.compared {
                text.push_str(
                    "\nIt could not be confirmed that the backup belongs to the same case as the file before.",
                );
            }
            if let Some(kept) = &restored.kept {
                text.push_str(&format!(
                    "\nThe previous file was kept as {}.\nChanges made after the backup are missing: check the latest actions with audit. An earlier release is no longer valid.",
                    say::path(kept)
                ));
            }
            if !restored.unknown_packages.is_empty() {
                text.push_str(&format!(
                    "\nLETTERS WERE MAILED that this file has no record of: {}. People in these packages would be mailed again.",
                    restored.unknown_packages.join(", ")
                ));
            }
            text
        });
        Ok(0)
    }
}
