//! Means that the caller of a command brings along.

use super::TaskControl;
use std::path::PathBuf;

/// Context of a command, from its caller.
#[derive(Clone, Debug, Default)]
pub struct CommandContext {
    /// Templates folder; the built-in ones where absent.
    pub templates: Option<PathBuf>,
    /// Worker threads; as many as there are cores where absent.
    pub threads: Option<usize>,
    /// Control by which the work can be held back and stopped.
    pub control: TaskControl,
    /// True if a single file may be written over another that stands there.
    pub force: bool,
    /// Files of the command line that no single file is written over, beside those that the command itself knows.
    pub inputs: Vec<PathBuf>,
}
