//! The window as such: it never leaves its own pages, a second start shows it, and a fault leaves a note without a name.

use crate::desktop::Desktop;
use crate::grant::Use;
use crate::window_events::WindowEvent;
use ::desk::task::TaskControl;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};

/// Shows the window that is there, and tells it of the case that it was started with once more.
pub fn show(app: &AppHandle, given: &[String], from: &str) {
    let path = given.get(1).map(|path| Path::new(from).join(path)).filter(|path| path.is_file());
    let desk = app.state::<Arc<Desktop>>();
    if let Some(case) = path.and_then(|path| desk.grants.give(&path, Use::OpenCase).ok()) {
        desk.window_events.emit(WindowEvent::OpenRequested { case });
    }
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Keeps the window on its own pages. A policy of contents has no say in navigation, and an address can carry names away.
pub fn stay() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("stay")
        .on_navigation(|_, url| {
            let own = matches!(
                (url.scheme(), url.host_str()),
                ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
            );
            own || matches!(url.scheme(), "blob" | "about")
        })
        .build()
}

/// A signal ends the window as closing it does: work is stopped, the case is closed, nothing half made stays. What processes
/// left that were killed is removed meanwhile.
pub fn end_cleanly(app: AppHandle, desk: Arc<Desktop>, home: PathBuf) {
    std::thread::spawn(move || desk::io::leftovers::clear_dead(&home));
    let stop = move || {
        desk.tasks.control(TaskControl::cancel);
        app.exit(2);
    };
    desk::process::signals::watch(stop, |refused| eprintln!("{refused}"));
}

/// Writes where the program broke into a file of its own: place and version, nothing of what it worked on.
pub fn note_crashes(home: PathBuf) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        let note = format!("{} {} {place}\n", desk::io::clock::now(), env!("CARGO_PKG_VERSION"));
        let _ = desk::io::access::create_folder(&home);
        let _ = std::fs::write(home.join("last-crash.txt"), note);
        // What was said may hold values; only where it happened is told.
        if cfg!(debug_assertions) {
            before(panic);
        } else {
            eprintln!("Noticepress had an unexpected error at {place}.");
        }
    }));
}
