//! A case that is refused: a backup in its place.

use super::Desk;
use crate::desktop::aside;
use crate::said::Answer;
use desk::casefile::key::Secret;
use desk::casefile::{Case, Restored};
use desk::stage::safekeeping::restore::{self, Wanted};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Puts a backup in the place of a case, or goes on without a file beside it that is lost. `typed` is the passphrase or the
/// recovery key of the backup; empty where it is plain.
#[tauri::command]
pub async fn restore_case(
    desk: Desk<'_>,
    path: PathBuf,
    backup: Option<PathBuf>,
    typed: String,
    by: String,
    reason: String,
) -> Answer<Restored> {
    let desk = desk.inner().clone();
    let typed = Zeroizing::new(typed);
    aside(move || {
        let secret = if Case::is_plain_file(backup.as_ref().unwrap_or(&path))? {
            Secret::Plain
        } else if Secret::looks_like_recovery(&typed) {
            Secret::Recovery(typed)
        } else {
            Secret::Passphrase(typed)
        };
        Ok(restore::restore(&path, &secret, &Wanted { backup, by, reason }, Some(&desk.home))?)
    })
    .await
}
