//! Backups, restoring, an older file, the passphrase and the key of the case.

use super::Desk;
use crate::desktop::run_blocking;
use crate::dialog::{CaseIdentity, Confirmation};
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use desk::casefile::key::Secret;
use desk::casefile::{Case, Restored};
use desk::machine::keyring;
use desk::stage::safekeeping::backup::{self, BackupStatus};
use desk::stage::safekeeping::keeping::{self, SafekeepingStatus};
use desk::stage::safekeeping::older::{self, OlderFileReport};
use desk::stage::safekeeping::restore::{self, RestoreRequest};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Returns the safekeeping of the case on this computer: its place, its backups, and signs of an older file.
#[tauri::command]
pub async fn safekeeping_status(desk: Desk<'_>) -> IpcResult<SafekeepingStatus> {
    desk.with(|desk, case| keeping::safekeeping_status(case, Some(&desk.home))).await
}

/// Chooses the folder for backups and makes the first one; or none any longer.
#[tauri::command]
pub async fn choose_backup_folder(desk: Desk<'_>, to: Option<Token>) -> IpcResult<BackupStatus> {
    let to = desk.grants.path_if(to.as_ref(), Use::KeepBackups)?;
    desk.with(move |desk, case| backup::choose_folder(case, to.as_deref(), Some(&desk.home))).await
}

/// Records who put an older file of the case in place, and why.
#[tauri::command]
pub async fn acknowledge_older_file(desk: Desk<'_>, by: String, reason: String) -> IpcResult<OlderFileReport> {
    desk.with(move |desk, case| older::acknowledge(case, &by, &reason, Some(&desk.home))).await
}

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
) -> IpcResult<Option<Restored>> {
    let (path, backup) = (desk.grants.path(&file, Use::OpenCase)?, desk.grants.path(&backup, Use::ReadBackup)?);
    let desk = desk.inner().clone();
    let typed = Zeroizing::new(typed);
    run_blocking(move || {
        let secret = if Case::is_plain_file(&backup)? {
            Secret::Plain
        } else if Secret::looks_like_recovery(&typed) {
            Secret::Recovery(typed)
        } else {
            Secret::Passphrase(typed)
        };
        if !desk.confirms(&Confirmation::restore(&path, &backup)) {
            return Ok(None);
        }
        let wanted = RestoreRequest { backup: Some(backup), by, reason };
        Ok(Some(restore::restore(&path, &secret, &wanted, Some(&desk.home))?))
    })
    .await
}

/// Makes a copy of the case, under the same passphrase or another.
#[tauri::command]
pub async fn back_up(desk: Desk<'_>, target: Token, passphrase: String) -> IpcResult<PathBuf> {
    desk.grants.check(&target, Use::CopyCase)?;
    let passphrase = Zeroizing::new(passphrase);
    desk.with(move |desk, case| {
        let secret = if case.is_plain() { Secret::Plain } else { Secret::Passphrase(passphrase) };
        desk.grants.once(&target, Use::CopyCase, |target| backup::backup(case, target, &secret))
    })
    .await
}

/// Gives the case another passphrase; the answer is the new recovery key, or nothing where the person did not agree. A page that
/// is not ours could lock the practice out of its own case, so the person is asked by the system.
#[tauri::command]
pub async fn change_passphrase(desk: Desk<'_>, passphrase: String) -> IpcResult<Option<String>> {
    let passphrase = Zeroizing::new(passphrase);
    let meant = desk.with(|_, case| CaseIdentity::of(case)).await?;
    let asked = meant.clone();
    let asker = desk.inner().clone();
    if !run_blocking(move || Ok(asker.confirms(&Confirmation::change_passphrase(&asked.path)))).await? {
        return Ok(None);
    }
    desk.with(move |_, case| {
        meant.check(case)?;
        let old = *case.salt();
        let key = case.rekey(&Secret::Passphrase(passphrase))?;
        keyring::forget_salt(&old).ok();
        Ok(Some(key.to_string()))
    })
    .await
}

/// Takes the key of the case out of the keyring; whether there was one.
#[tauri::command]
pub async fn forget_key(desk: Desk<'_>) -> IpcResult<bool> {
    desk.with(|_, case| keyring::forget_salt(case.salt())).await
}
