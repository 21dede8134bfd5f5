//! Work that takes a while: held back, let go on, stopped.

use crate::error::IpcResult;
use crate::stage::Desk;
use desk::task::TaskControl;

/// Holds back the work that goes on.
#[tauri::command]
pub async fn pause_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(TaskControl::pause);
    Ok(())
}

/// Lets held work go on.
#[tauri::command]
pub async fn resume_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(TaskControl::resume);
    Ok(())
}

/// Stops the work that goes on; nothing half made is left behind.
#[tauri::command]
pub async fn cancel_task(desk: Desk<'_>) -> IpcResult<()> {
    desk.tasks.control(TaskControl::cancel);
    Ok(())
}
