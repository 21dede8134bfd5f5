//! The page Audit: every user action, in order.

use super::Desk;
use crate::said::Answer;
use desk::casefile::act::Act;
use desk::stage::audit;
use desk::task::Means;
use std::path::PathBuf;

/// All acts in order; with `verify` only after file and chain were found sound.
#[tauri::command]
pub async fn acts(desk: Desk<'_>, verify: bool) -> Answer<Vec<Act>> {
    desk.with(move |_, case| audit::audit(case, verify)).await
}

/// Writes the acts as a file that can be verified without this program.
#[tauri::command]
pub async fn export_acts(desk: Desk<'_>, out: PathBuf) -> Answer<PathBuf> {
    // The dialog has asked whether a file may be replaced.
    desk.with(move |desk, case| audit::export(case, &out, &Means { force: true, ..desk.means() })).await
}

/// Writes every page that counsel signed elsewhere.
#[tauri::command]
pub async fn signed_pages(desk: Desk<'_>, out: PathBuf) -> Answer<Vec<PathBuf>> {
    desk.with(move |desk, case| audit::signed_pages(case, &out, &desk.means())).await
}
