//! `restore`: a backup in the place of a case that is refused.

use super::tell;
use crate::say;
use crate::secret::Door;
use clap::Args;
use desk::Refused;
use desk::io::home::data_folder;
use desk::stage::safekeeping::restore::{Wanted, restore};
use std::path::PathBuf;

/// What is put in the place of what, and who says so.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    #[command(flatten)]
    door: Door,
    /// The backup; without it, go on with a case whose file NAME-wal is lost
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,
    /// Who wants it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why; it stays in the case
    #[arg(long, value_name = "WHY")]
    reason: String,
}

impl RestoreArgs {
    /// Restores the case and says what was done. The number is the exit code.
    pub fn carry_out(self, json: bool) -> Result<u8, Refused> {
        let secret = self.door.secret_of(self.from.as_ref().unwrap_or(&self.door.case))?;
        let wanted = Wanted { backup: self.from, by: self.by, reason: self.reason };
        let restored = restore(&self.door.case, &secret, &wanted, data_folder().as_deref())?;
        tell(json, &restored, |restored| {
            let mut text = format!("{} is restored; it has {} actions.", say::path(&restored.case), restored.acts);
            if !restored.compared {
                text.push_str(
                    "\nIt could not be made sure that the backup is of the same case as the file that was there.",
                );
            }
            if let Some(kept) = &restored.kept {
                text.push_str(&format!(
                    "\nThe file that was there is kept as {}.\nWhat was done after the backup is not in the case: look at its \
                     last actions with audit. A release that was given before is void.",
                    say::path(kept)
                ));
            }
            if !restored.unknown_packages.is_empty() {
                text.push_str(&format!(
                    "\nLETTERS WENT OUT of which this file knows nothing: {}. Whoever is in these packages would be written to \
                     again.",
                    restored.unknown_packages.join(", ")
                ));
            }
            text
        });
        Ok(0)
    }
}
