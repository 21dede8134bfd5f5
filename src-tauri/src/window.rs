//! The window itself: what happens to it from outside, and how it closes.

use crate::error::{IpcError, IpcResult};
use crate::stage::Desk;
use crate::window_events::{self, WindowEvent};
use desk::task::TaskControl;
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{Runtime, Window};

/// Tells the pages from now on what happens to the window.
#[tauri::command]
pub async fn subscribe_window_events(desk: Desk<'_>, told: Channel<WindowEvent>) -> IpcResult<()> {
    desk.window_events.subscribe(told);
    Ok(())
}

/// Notes whether something stands on the pages that is saved nowhere. On the window's own thread, so that notes keep their
/// order.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "commands are given their state by value")]
pub fn note_unsaved(desk: Desk<'_>, unsaved: bool) -> IpcResult<()> {
    desk.window_events.note_unsaved(unsaved);
    Ok(())
}

/// Closes the case and then the window. Work that goes on is stopped first, and leaves nothing half made. The answer is why no
/// backup could be made, where one was wanted: then the window stays, so that it is read.
#[tauri::command]
pub async fn close_window<R: Runtime>(window: Window<R>, desk: Desk<'_>) -> IpcResult<Option<IpcError>> {
    desk.tasks.control(TaskControl::cancel);
    window_events::close(&window, Arc::clone(&desk)).await
}
