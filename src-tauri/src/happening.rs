//! What happens to the window from outside its pages: files held over it, a case given to it, a wish to close it.

use crate::desktop::{Desktop, aside};
use crate::grant::{Chosen, Use};
use crate::said::{Answer, Said};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::Channel;
use tauri::{DragDropEvent, Manager, Runtime, Window, WindowEvent};

/// How many files that are let go at once are taken.
const DROPPED: usize = 16;

/// What happened.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// Files are held over the window.
    Over,
    /// They are no more.
    Away,
    /// Files were let go over it.
    Dropped {
        /// The lists that they may be.
        files: Vec<Chosen>,
    },
    /// The program was started again with a case.
    Given {
        /// The case.
        case: Chosen,
    },
    /// Somebody wants the window closed, and something would be lost by it.
    Closing,
    /// The case was closed with the window, and no backup of it could be made.
    NoBackup {
        /// Why not.
        said: Said,
    },
}

/// Whom to tell, and whether the window may close.
#[derive(Default)]
pub struct Watch {
    told: Mutex<Option<Channel<Happening>>>,
    unsaved: AtomicBool,
    may_close: AtomicBool,
}

impl Watch {
    /// From now on the pages are told.
    pub fn hear(&self, channel: Channel<Happening>) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// Whether something stands on the pages that is saved nowhere.
    pub fn note_unsaved(&self, unsaved: bool) {
        self.unsaved.store(unsaved, Ordering::Relaxed);
    }

    /// The next wish to close the window is followed.
    pub fn let_close(&self) {
        self.may_close.store(true, Ordering::Relaxed);
    }

    /// Tells the pages; whether there are any.
    pub fn tell(&self, happening: Happening) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.as_ref().is_some_and(|channel| channel.send(happening).is_ok())
    }

    /// Whether the case was closed, or need not be.
    fn may_close(&self) -> bool {
        self.may_close.load(Ordering::Relaxed)
    }

    /// Whether the pages must be asked before the window closes.
    fn must_ask(&self, at_work: bool) -> bool {
        !self.may_close() && (at_work || self.unsaved.load(Ordering::Relaxed))
    }
}

/// Follows what happens to the window.
pub fn follow(window: &Window, event: &WindowEvent) {
    let desk = window.state::<Arc<Desktop>>();
    match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => drop(desk.watch.tell(Happening::Over)),
        WindowEvent::DragDrop(DragDropEvent::Leave) => drop(desk.watch.tell(Happening::Away)),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            // Nobody brings more lists in at once; more would push others out of the table.
            let files = paths.iter().take(DROPPED).filter_map(|path| desk.grants.give(path, Use::ReadList).ok());
            desk.watch.tell(Happening::Dropped { files: files.collect() });
        }
        // Without pages there is nobody to ask, and the window must not stay for good.
        WindowEvent::CloseRequested { api, .. }
            if desk.watch.must_ask(desk.work.goes_on()) && desk.watch.tell(Happening::Closing) =>
        {
            api.prevent_close();
        }
        // The case is closed before the window is, so that its backup is made and nobody sees a program that has gone and
        // still works.
        WindowEvent::CloseRequested { api, .. } if !desk.watch.may_close() && desk.is_open() => {
            api.prevent_close();
            let (window, desk) = (window.clone(), Arc::clone(&desk));
            tauri::async_runtime::spawn(async move {
                let missed = match close(&window, Arc::clone(&desk)).await {
                    Ok(missed) => missed,
                    Err(said) => Some(said),
                };
                if let Some(said) = missed
                    && !desk.watch.tell(Happening::NoBackup { said })
                {
                    desk.watch.let_close();
                    let _ = window.close();
                }
            });
        }
        _ => {}
    }
}

/// Closes the case and then the window, unless no backup could be made: then it stays, so that the reason is read.
pub async fn close<R: Runtime>(window: &Window<R>, desk: Arc<Desktop>) -> Answer<Option<Said>> {
    let own = Arc::clone(&desk);
    let missed = aside(move || own.take(None)).await?;
    if missed.is_none() {
        desk.watch.let_close();
        // A window that is gone already is as it should be.
        let _ = window.close();
    }
    Ok(missed)
}

#[cfg(test)]
mod tests {
    use super::Watch;

    #[test]
    fn the_window_asks_only_where_something_would_be_lost() {
        let watch = Watch::default();
        assert!(!watch.must_ask(false));
        assert!(watch.must_ask(true));
        watch.note_unsaved(true);
        assert!(watch.must_ask(false));
        watch.let_close();
        assert!(!watch.must_ask(true));
    }
}
