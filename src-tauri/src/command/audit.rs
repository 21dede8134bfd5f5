//! The page Audit: every user action, in order.

use super::Desk;
use crate::grant::{Token, Use};
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
pub async fn export_acts(desk: Desk<'_>, out: Token) -> Answer<PathBuf> {
    desk.grants.check(&out, Use::WriteActs)?;
    // The dialog has asked whether a file may be replaced.
    desk.with(move |desk, case| {
        let means = Means { force: true, ..desk.means() };
        desk.grants.once(&out, Use::WriteActs, |out| audit::export(case, out, &means))
    })
    .await
}

/// Writes every page that counsel signed elsewhere.
#[tauri::command]
pub async fn signed_pages(desk: Desk<'_>, out: Token) -> Answer<Vec<PathBuf>> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    desk.with(move |desk, case| audit::signed_pages(case, &out, &desk.means())).await
}
