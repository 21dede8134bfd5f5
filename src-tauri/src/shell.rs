//! The window as such: it never leaves its own pages, a second start shows it, and a fault leaves a note without a name.

use std::path::PathBuf;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};

/// Shows the window that is there.
pub fn show(app: &AppHandle) {
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

/// Writes where the program broke into a file of its own: place and version, nothing of what it worked on.
pub fn note_crashes(home: PathBuf) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        let note = format!("{} {} {place}\n", desk::clock::now(), env!("CARGO_PKG_VERSION"));
        let _ = std::fs::create_dir_all(&home);
        let _ = std::fs::write(home.join("last-crash.txt"), note);
        // What was said may hold values; only where it happened is told.
        if cfg!(debug_assertions) {
            before(panic);
        } else {
            eprintln!("Noticepress made a mistake at {place}.");
        }
    }));
}
