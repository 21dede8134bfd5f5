//! The page Export: the plan, the run, and the package held against itself.

use super::Desk;
use crate::desktop::run_blocking;
use crate::error::IpcResult;
use crate::grant::{Chosen, Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use desk::machine::recent;
use desk::package::report::PackageReport;
use desk::stage::export::plan::{self, ExportPlan};
use desk::stage::export::released_run::{self, ExportReport};
use serde::Serialize;
use tauri::ipc::Channel;

/// Plans the next export: the package that it would be, and everything that stands in its way.
#[tauri::command]
pub async fn plan_export(desk: Desk<'_>, told: Channel<ProgressUpdate>) -> IpcResult<ExportPlan> {
    desk.with(move |desk, case| plan::plan(case, &desk.command(), &mut report_to(told))).await
}

/// A package that was made.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ExportMade {
    /// Report of the export, with the content and the place of the package.
    pub made: ExportReport,
    /// The package, to be held against itself.
    pub package: Chosen,
}

/// Exports the run that was released, or the same letters as proofs. An export that was begun is ended by the same.
#[tauri::command]
pub async fn export_run(
    desk: Desk<'_>,
    out: Token,
    proof: bool,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ExportMade> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |desk, case| {
        recent::note_output_folder(&desk.home, case, &out);
        let made = released_run::export(case, &out, proof, &command, &mut report_to(told))?;
        desk.forget_roster();
        let package = desk.grants.give(&made.package, Use::ReadPackage)?;
        Ok(ExportMade { made, package })
    })
    .await
}

/// The folder of the last export of the case, where it is remembered.
#[tauri::command]
pub async fn last_export_folder(desk: Desk<'_>) -> IpcResult<Option<Chosen>> {
    desk.with(|desk, case| {
        let out = recent::last_output_folder(&desk.home, case)?;
        out.map(|out| desk.grants.give(&out, Use::FillFolder)).transpose()
    })
    .await
}

/// Holds a package against itself: every file, every page, every letter.
#[tauri::command]
pub async fn verify_package(desk: Desk<'_>, folder: Token) -> IpcResult<PackageReport> {
    let folder = desk.grants.path(&folder, Use::ReadPackage)?;
    run_blocking(move || Ok(PackageReport::read(&folder)?)).await
}
