//! The window itself: what happens to it from outside, and how it closes.

use super::Desk;
use crate::desktop::aside;
use crate::happening::Happening;
use crate::said::Answer;
use desk::Reins;
use tauri::ipc::Channel;

/// Tells the pages from now on what happens to the window.
#[tauri::command]
pub async fn heed_window(desk: Desk<'_>, told: Channel<Happening>) -> Answer<()> {
    desk.watch.hear(told);
    Ok(())
}

/// Notes whether something stands on the pages that is saved nowhere.
#[tauri::command]
pub async fn note_unsaved(desk: Desk<'_>, unsaved: bool) -> Answer<()> {
    desk.watch.note_unsaved(unsaved);
    Ok(())
}

/// Closes the window. Work that goes on is stopped first, and leaves nothing half made.
#[tauri::command]
pub async fn close_window(window: tauri::Window, desk: Desk<'_>) -> Answer<()> {
    desk.watch.let_close();
    desk.work.pull(Reins::stop);
    let desk = desk.inner().clone();
    // The case is closed before the window is, so that nobody sees a program that has gone and still works.
    aside(move || desk.take(None)).await?;
    // A window that is gone already is as it should be.
    let _ = window.close();
    Ok(())
}
