//! Context that every command of this process is given beside its own arguments.

use desk::process::signals;
use desk::task::CommandContext;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

static FORCE: AtomicBool = AtomicBool::new(false);

/// Notes whether single files may be written over others.
pub fn note_force(force: bool) {
    FORCE.store(force, Ordering::Relaxed);
}

/// Returns true if single files may be written over others.
pub fn force() -> bool {
    FORCE.load(Ordering::Relaxed)
}

/// Returns the context of a command; a signal stops its work.
pub fn command_context(templates: Option<PathBuf>) -> CommandContext {
    let inputs = templates.iter().cloned().collect();
    CommandContext { templates, control: signals::task_control(), force: force(), inputs, ..CommandContext::default() }
}
