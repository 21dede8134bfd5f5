//! The page Regulators: who must be told, by when, and what was told.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use chrono::NaiveDate;
use desk::casefile::filing::Filing;
use desk::stage::regulators::filing::{self, FilingRequest, WrongFiling};
use desk::stage::regulators::folder::{self, RegulatorFolder};
use desk::stage::regulators::owed::OwedNotice;
use tauri::ipc::Channel;

/// Returns the notices that are owed beside those to the people themselves, first due first.
#[tauri::command]
pub async fn owed_notices(desk: Desk<'_>) -> IpcResult<Vec<OwedNotice>> {
    desk.with(|desk, case| folder::owed_notices(case, &desk.command(), &mut |_| {})).await
}

/// Makes the folder with worksheets, counts and specimens.
#[tauri::command]
pub async fn make_regulators_folder(
    desk: Desk<'_>,
    out: Token,
    told: Channel<ProgressUpdate>,
) -> IpcResult<RegulatorFolder> {
    let out = desk.grants.path(&out, Use::FillFolder)?;
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |_, case| folder::make_folder(case, &out, &command, &mut report_to(told))).await
}

/// Records what was told.
#[tauri::command]
pub async fn record_filing(desk: Desk<'_>, told: FilingRequest, by: String) -> IpcResult<Vec<Filing>> {
    desk.with(move |desk, case| filing::record_filing(case, &told, &by, &desk.command())).await
}

/// Withdraws a notice that was recorded by mistake; none was given in its place.
#[tauri::command]
pub async fn withdraw_filing(
    desk: Desk<'_>,
    authority: String,
    offices: Vec<String>,
    wrong_day: NaiveDate,
    reason: String,
    by: String,
) -> IpcResult<()> {
    let wrong = WrongFiling { day: wrong_day, reason };
    desk.with(move |desk, case| filing::withdraw_filing(case, &authority, &offices, &wrong, &by, &desk.command())).await
}
