//! What keeps the case safe, on whatever page: backups, an older file, and the place of the case.

use super::Desk;
use crate::grant::{Token, Use};
use crate::said::Answer;
use desk::stage::safekeeping::backup::{self, Backups};
use desk::stage::safekeeping::keeping::{self, Keeping};
use desk::stage::safekeeping::older::{self, Acknowledged};

/// How the case is kept on this computer.
#[tauri::command]
pub async fn case_keeping(desk: Desk<'_>) -> Answer<Keeping> {
    desk.with(|desk, case| keeping::keeping(case, Some(&desk.home))).await
}

/// Chooses the folder for backups and makes the first one; or none any longer.
#[tauri::command]
pub async fn choose_backups(desk: Desk<'_>, to: Option<Token>) -> Answer<Backups> {
    let to = desk.grants.path_if(to.as_ref(), Use::KeepBackups)?;
    desk.with(move |desk, case| backup::choose(case, to.as_deref(), Some(&desk.home))).await
}

/// Records who put an older file of the case in place, and why.
#[tauri::command]
pub async fn acknowledge_older(desk: Desk<'_>, by: String, reason: String) -> Answer<Acknowledged> {
    desk.with(move |desk, case| older::acknowledge(case, &by, &reason, Some(&desk.home))).await
}
