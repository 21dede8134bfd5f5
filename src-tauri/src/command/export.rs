//! The page Export: the plan, the run, and the package held against itself.

use super::Desk;
use crate::desktop::aside;
use crate::grant::{Chosen, Token, Use};
use crate::job::{Step, telling};
use crate::said::Answer;
use crate::seen::Verified;
use desk::machine::recent;
use desk::package::verify;
use desk::stage::export::plan::{self, NextRun};
use desk::stage::export::released_run::{self, Exported};
use desk::stage::mail::large::Large;
use desk::stage::mail::reprint::{self, Reprint, Reprinted};
use desk::task::Reins;
use serde::Serialize;
use tauri::ipc::Channel;

/// What the next export would be, and what stands in its way.
#[tauri::command]
pub async fn next_run(desk: Desk<'_>, told: Channel<Step>) -> Answer<NextRun> {
    desk.with(move |desk, case| plan::plan(case, &desk.means(), &mut telling(told))).await
}

/// A package that was made.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ExportMade {
    /// What is in it and where it lies.
    pub made: Exported,
    /// The package, to be held against itself.
    pub package: Chosen,
}

/// Exports the run that was released, or the same letters as proofs. An export that was begun is ended by the same.
#[tauri::command]
pub async fn export_run(desk: Desk<'_>, out: Token, proof: bool, told: Channel<Step>) -> Answer<ExportMade> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    // From now on it can be stopped, even while it waits for the case.
    let means = desk.means_of_work();
    desk.with(move |desk, case| {
        recent::note_out(&desk.home, case, &out);
        let made = released_run::export(case, &out, proof, &means, &mut telling(told))?;
        desk.forget_roster();
        let package = desk.grants.give(&made.package, Use::ReadPackage)?;
        Ok(ExportMade { made, package })
    })
    .await
}

/// The folder of the last export of the case, where it is remembered.
#[tauri::command]
pub async fn last_folder(desk: Desk<'_>) -> Answer<Option<Chosen>> {
    desk.with(|desk, case| {
        let out = recent::out_of(&desk.home, case)?;
        out.map(|out| desk.grants.give(&out, Use::FillFolder)).transpose()
    })
    .await
}

/// What became of a reprint.
#[derive(Debug, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ReprintAnswer {
    /// The pieces are printed again.
    Made(Reprinted),
    /// Nothing was done: the file has so large a part of the run that somebody must say by name that it is right.
    Asked(Large),
}

/// Prints the pieces of a file again. A large part of the run is printed only where `large_by` names who wants it.
#[tauri::command]
pub async fn reprint_pieces(
    desk: Desk<'_>,
    pieces: Token,
    out: Token,
    by: String,
    large_by: Option<String>,
    told: Channel<Step>,
) -> Answer<ReprintAnswer> {
    let (pieces, out) = (desk.grants.path(&pieces, Use::ReadList)?, desk.grants.path(&out, Use::FillFolder)?);
    // From now on it can be stopped, even while it waits for the case.
    let means = desk.means_of_work();
    desk.with(move |desk, case| {
        if large_by.is_none()
            && let Some(large) = reprint::large(case, &pieces)?
        {
            return Ok(ReprintAnswer::Asked(large));
        }
        let wanted = Reprint { pieces: &pieces, out: &out, by: &by, large_by: large_by.as_deref() };
        let made = reprint::reprint(case, &wanted, &means, &mut telling(told))?;
        desk.forget_roster();
        Ok(ReprintAnswer::Made(made))
    })
    .await
}

/// Holds back the work that goes on.
#[tauri::command]
pub async fn hold_work(desk: Desk<'_>) -> Answer<()> {
    desk.work.pull(Reins::hold);
    Ok(())
}

/// Lets held work go on.
#[tauri::command]
pub async fn loosen_work(desk: Desk<'_>) -> Answer<()> {
    desk.work.pull(Reins::loosen);
    Ok(())
}

/// Stops the work that goes on; nothing half made is left behind.
#[tauri::command]
pub async fn stop_work(desk: Desk<'_>) -> Answer<()> {
    desk.work.pull(Reins::stop);
    Ok(())
}

/// Holds a package against itself: every file, every page, every letter.
#[tauri::command]
pub async fn verify_package(desk: Desk<'_>, folder: Token) -> Answer<Verified> {
    let folder = desk.grants.path(&folder, Use::ReadPackage)?;
    aside(move || Ok(Verified::of(&folder, &verify::verify(&folder, None)?))).await
}
