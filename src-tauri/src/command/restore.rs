//! A case that is refused: a backup in its place.

use super::Desk;
use crate::choose::Question;
use crate::desktop::aside;
use crate::grant::{Token, Use};
use crate::said::Answer;
use desk::casefile::key::Secret;
use desk::casefile::{Case, Restored};
use desk::stage::safekeeping::restore::{self, Wanted};
use zeroize::Zeroizing;

/// Puts a backup in the place of a case; nothing where the person did not agree. `typed` is the passphrase or the recovery key of
/// the backup; empty where it is plain. The file that lies there is kept, but an older one counts from then on, and whoever was
/// written to since would be written to again: so the person is asked by the system, with both places.
#[tauri::command]
pub async fn restore_case(
    desk: Desk<'_>,
    file: Token,
    backup: Token,
    typed: String,
    by: String,
    reason: String,
) -> Answer<Option<Restored>> {
    let (path, backup) = (desk.grants.path(&file, Use::OpenCase)?, desk.grants.path(&backup, Use::ReadBackup)?);
    let desk = desk.inner().clone();
    let typed = Zeroizing::new(typed);
    aside(move || {
        let secret = if Case::is_plain_file(&backup)? {
            Secret::Plain
        } else if Secret::looks_like_recovery(&typed) {
            Secret::Recovery(typed)
        } else {
            Secret::Passphrase(typed)
        };
        if !desk.agrees(&Question::restore(&path, &backup)) {
            return Ok(None);
        }
        let wanted = Wanted { backup: Some(backup), by, reason };
        Ok(Some(restore::restore(&path, &secret, &wanted, Some(&desk.home))?))
    })
    .await
}
