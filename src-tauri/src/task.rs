//! Work that takes a while: held back, let go on, stopped.

use crate::error::IpcResult;
use crate::stage::Desk;
use desk::task::Reins;

/// Holds back the work that goes on.
#[tauri::command]
pub async fn pause_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(Reins::hold);
    Ok(())
}

/// Lets held work go on.
#[tauri::command]
pub async fn resume_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(Reins::loosen);
    Ok(())
}

/// Stops the work that goes on; nothing half made is left behind.
#[tauri::command]
pub async fn cancel_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(Reins::stop);
    Ok(())
}
