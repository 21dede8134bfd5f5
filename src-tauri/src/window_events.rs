//! Events that reach the window from outside its pages: files held over it, a case given to it, a wish to close it.

use crate::desktop::{Desktop, run_blocking};
use crate::error::{IpcError, IpcResult};
use crate::grant::{Chosen, Use};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::Channel;
use tauri::{DragDropEvent, Manager, Runtime, Window, WindowEvent as SystemEvent};

/// Number of files that are taken when more are let go at once.
const DROPPED: usize = 16;

/// Event of the window.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WindowEvent {
    /// Files are held over the window.
    DragEnter,
    /// They are no more.
    DragLeave,
    /// Files were let go over it.
    Drop {
        /// The lists that they may be.
        files: Vec<Chosen>,
    },
    /// The program was started again with a case.
    OpenRequested {
        /// The case.
        case: Chosen,
    },
    /// Somebody wants the window closed, and something would be lost by it.
    CloseRequested,
    /// The case was closed with the window, and no backup of it could be made.
    BackupMissed {
        /// Reason for which it could not be made.
        said: IpcError,
    },
}

/// Channel to the pages, and state that decides if the window may close.
#[derive(Default)]
pub struct WindowEvents {
    told: Mutex<Option<Channel<WindowEvent>>>,
    unsaved: AtomicBool,
    may_close: AtomicBool,
}

impl WindowEvents {
    /// From now on the pages are told.
    pub fn subscribe(&self, channel: Channel<WindowEvent>) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// Notes if something stands on the pages that is saved nowhere.
    pub fn note_unsaved(&self, unsaved: bool) {
        self.unsaved.store(unsaved, Ordering::Relaxed);
    }

    /// The next wish to close the window is followed.
    pub fn let_close(&self) {
        self.may_close.store(true, Ordering::Relaxed);
    }

    /// Tells the pages; returns true if they could be told.
    pub fn emit(&self, happening: WindowEvent) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.as_ref().is_some_and(|channel| channel.send(happening).is_ok())
    }

    /// Returns true if the case was closed, or need not be.
    fn may_close(&self) -> bool {
        self.may_close.load(Ordering::Relaxed)
    }

    /// Returns true if the pages must be asked before the window closes.
    fn must_ask(&self, at_work: bool) -> bool {
        !self.may_close() && (at_work || self.unsaved.load(Ordering::Relaxed))
    }
}

/// Follows what happens to the window.
pub fn follow(window: &Window, event: &SystemEvent) {
    let desk = window.state::<Arc<Desktop>>();
    match event {
        SystemEvent::DragDrop(DragDropEvent::Enter { .. }) => drop(desk.window_events.emit(WindowEvent::DragEnter)),
        SystemEvent::DragDrop(DragDropEvent::Leave) => drop(desk.window_events.emit(WindowEvent::DragLeave)),
        SystemEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            // Nobody brings more lists in at once; more would push others out of the table.
            let files = paths.iter().take(DROPPED).filter_map(|path| desk.grants.give(path, Use::ReadList).ok());
            desk.window_events.emit(WindowEvent::Drop { files: files.collect() });
        }
        // Without pages there is nobody to ask, and the window must not stay for good.
        SystemEvent::CloseRequested { api, .. }
            if desk.window_events.must_ask(desk.tasks.is_active())
                && desk.window_events.emit(WindowEvent::CloseRequested) =>
        {
            api.prevent_close();
        }
        // The case is closed before the window is, so that its backup is made and nobody sees a program that has gone and
        // still works.
        SystemEvent::CloseRequested { api, .. } if !desk.window_events.may_close() && desk.is_open() => {
            api.prevent_close();
            let (window, desk) = (window.clone(), Arc::clone(&desk));
            tauri::async_runtime::spawn(async move {
                let missed = match close(&window, Arc::clone(&desk)).await {
                    Ok(missed) => missed,
                    Err(said) => Some(said),
                };
                if let Some(said) = missed
                    && !desk.window_events.emit(WindowEvent::BackupMissed { said })
                {
                    desk.window_events.let_close();
                    let _ = window.close();
                }
            });
        }
        _ => {}
    }
}

/// Closes the case and then the window, unless no backup could be made: then it stays, so that the reason is read.
pub async fn close<R: Runtime>(window: &Window<R>, desk: Arc<Desktop>) -> IpcResult<Option<IpcError>> {
    let own = Arc::clone(&desk);
    let missed = run_blocking(move || own.take(None)).await?;
    if missed.is_none() {
        desk.window_events.let_close();
        // A window that is gone already is as it should be.
        let _ = window.close();
    }
    Ok(missed)
}

#[cfg(test)]
mod tests {
    use super::WindowEvents;

    #[test]
    fn the_window_asks_only_where_something_would_be_lost() {
        let events = WindowEvents::default();
        assert!(!events.must_ask(false));
        assert!(events.must_ask(true));
        events.note_unsaved(true);
        assert!(events.must_ask(false));
        events.let_close();
        assert!(!events.must_ask(true));
    }
}
