//! The window itself: what happens to it from outside, and how it closes.

use super::Desk;
use crate::happening::{self, Happening};
use crate::said::{Answer, Said};
use desk::task::Reins;
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{Runtime, Window};

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

/// Closes the case and then the window. Work that goes on is stopped first, and leaves nothing half made. The answer is why no
/// backup could be made, where one was wanted: then the window stays, so that it is read.
#[tauri::command]
pub async fn close_window<R: Runtime>(window: Window<R>, desk: Desk<'_>) -> Answer<Option<Said>> {
    desk.work.pull(Reins::stop);
    happening::close(&window, Arc::clone(&desk)).await
}
