//! Audit: every user action, in order; and the end of a case.

use super::Desk;
use crate::desktop::run_blocking;
use crate::dialog::{CaseIdentity, Confirmation};
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use desk::casefile::act::Act;
use desk::machine::recent;
use desk::stage::audit::{self, PurgeReport};
use desk::task::CommandContext;
use std::path::PathBuf;

/// All acts in order; with `verify` only after file and chain were found sound.
#[tauri::command]
pub async fn list_acts(desk: Desk<'_>, verify: bool) -> IpcResult<Vec<Act>> {
    desk.with(move |_, case| audit::audit(case, verify)).await
}

/// Writes the acts as a file that can be verified without this program.
#[tauri::command]
pub async fn export_acts(desk: Desk<'_>, out: Token) -> IpcResult<PathBuf> {
    desk.grants.check(&out, Use::WriteActs)?;
    // The dialog has asked whether a file may be replaced.
    desk.with(move |desk, case| {
        let command = CommandContext { force: true, ..desk.command() };
        desk.grants.once(&out, Use::WriteActs, |out| audit::export(case, out, &command))
    })
    .await
}

/// Writes every page that counsel signed elsewhere.
#[tauri::command]
pub async fn signed_pages(desk: Desk<'_>, out: Token) -> IpcResult<Vec<PathBuf>> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    desk.with(move |desk, case| audit::signed_pages(case, &out, &desk.command())).await
}

/// Removes the case for good; nothing where the person did not agree. It is the one act that nothing brings back, so the
/// person is asked by the system and not by a page, and only the case of the question goes.
#[tauri::command]
pub async fn purge_case(desk: Desk<'_>, early: bool) -> IpcResult<Option<PurgeReport>> {
    let meant = desk.with(move |desk, case| {
        audit::ensure_may_purge(case, &desk.command(), early)?;
        CaseIdentity::of(case)
    });
    let meant = meant.await?;
    let desk = desk.inner().clone();
    run_blocking(move || {
        if !desk.confirms(&Confirmation::purge(&meant.path)) {
            return Ok(None);
        }
        let case = desk.give(&meant)?;
        let path = case.path().to_owned();
        let purged = audit::purge(case, &desk.command(), early)?;
        recent::forget(&desk.home, &path)?;
        Ok(Some(purged))
    })
    .await
}
