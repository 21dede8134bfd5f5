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

/// Returns the paths that may be meant when a file is named without one: the arguments of this process, and the files that an
/// incident file among them names.
pub fn given_paths() -> Vec<PathBuf> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let mut given: Vec<PathBuf> = Vec::new();
    for argument in arguments {
        let path = match argument.to_str().and_then(|text| text.strip_prefix("--")?.split_once('=')) {
            Some((_, path)) => PathBuf::from(path),
            None => PathBuf::from(argument),
        };
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            given.extend(desk::io::outbox::named_in(&path));
        }
        given.push(path);
    }
    given
}

/// Returns the context of a command; a signal stops its work.
pub fn command_context(templates: Option<PathBuf>) -> CommandContext {
    let inputs = templates.iter().cloned().collect();
    CommandContext { templates, control: signals::task_control(), force: force(), inputs, ..CommandContext::default() }
}
