//! What every command of this process is given beside its own arguments.

use desk::process::signals;
use desk::task::Means;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

static FORCE: AtomicBool = AtomicBool::new(false);

/// Notes whether single files may be written over others.
pub fn note_force(force: bool) {
    FORCE.store(force, Ordering::Relaxed);
}

/// Whether single files may be written over others.
pub fn force() -> bool {
    FORCE.load(Ordering::Relaxed)
}

/// What a command brings along; a signal stops its work.
pub fn means(templates: Option<PathBuf>) -> Means {
    let inputs = templates.iter().cloned().collect();
    Means { templates, reins: signals::reins(), force: force(), inputs, ..Means::default() }
}
