//! Work after a mailing: pieces are printed again.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use crate::progress::{ProgressUpdate, report_to};
use desk::stage::mail::large::LargePart;
use desk::stage::mail::reprint::{self, ReprintReport, ReprintRequest};
use serde::Serialize;
use tauri::ipc::Channel;

/// Answer to a reprint.
#[derive(Debug, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ReprintAnswer {
    /// The pieces are printed again.
    Made(ReprintReport),
    /// Nothing was done: the file has so large a part of the run that somebody must say by name that it is right.
    Asked(LargePart),
}

/// Prints the pieces of a file again. A large part of the run is printed only where `large_by` names who wants it.
#[tauri::command]
pub async fn reprint_pieces(
    desk: Desk<'_>,
    pieces: Token,
    out: Token,
    by: String,
    large_by: Option<String>,
    told: Channel<ProgressUpdate>,
) -> IpcResult<ReprintAnswer> {
    let (pieces, out) = (desk.grants.path(&pieces, Use::ReadList)?, desk.grants.path(&out, Use::FillFolder)?);
    // From now on it can be stopped, even while it waits for the case.
    let command = desk.means_of_work();
    desk.with(move |desk, case| {
        if large_by.is_none()
            && let Some(large) = reprint::large(case, &pieces)?
        {
            return Ok(ReprintAnswer::Asked(large));
        }
        let wanted = ReprintRequest { pieces: &pieces, out: &out, by: &by, large_by: large_by.as_deref() };
        let made = reprint::reprint(case, &wanted, &command, &mut report_to(told))?;
        desk.forget_roster();
        Ok(ReprintAnswer::Made(made))
    })
    .await
}
