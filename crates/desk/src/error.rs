//! Reasons why a command failed, and the exit code that the caller should give.

use notice::finding::{FaceProblem, Problem, ProblemCode};
use std::fmt;
use std::io;
use std::path::Path;

/// A command that was not carried out.
#[derive(Debug)]
pub enum CommandError {
    /// An input cannot be used as it is, or the command was used wrongly: everything that is wrong, in order.
    Input(Vec<Problem>),
    /// The machine could not do it: disk, permission.
    Environment(Problem),
    /// Somebody stopped it.
    Stopped(Problem),
}

impl CommandError {
    /// One reason in the input.
    pub fn input(message: impl Into<String>, advice: impl Into<ProblemCode>) -> Self {
        Self::Input(vec![Problem::of_file("", message, advice)])
    }

    /// The work was stopped by whoever waited for it.
    pub fn stopped() -> Self {
        let advice = "Nothing half made was left behind. What was begun can be begun again.";
        Self::Stopped(Problem::of_file("", "The work was stopped.", advice))
    }

    /// The same after an action was recorded in a case.
    pub fn stopped_after_recording() -> Self {
        let advice = FaceProblem::StoppedAfterRecording;
        Self::Stopped(Problem::of_file(
            "",
            "The work was stopped after something of it was recorded in the case.",
            advice,
        ))
    }

    /// A failure of disk or permission at a path. Paths name files that the user chose, never people.
    pub fn disk(path: &Path, doing: &str, error: &io::Error) -> Self {
        let advice = match error.kind() {
            io::ErrorKind::PermissionDenied => "Choose a folder that you may write to, or change its permissions.",
            io::ErrorKind::StorageFull => "Free some space on the disk, or choose another one.",
            io::ErrorKind::NotFound => "Check that the path is right.",
            io::ErrorKind::ReadOnlyFilesystem => "Choose a folder on a disk that can be written to.",
            _ => "Check the disk and try again.",
        };
        let message = format!("{doing} failed: {}.", plain(error));
        Self::Environment(Problem::of_file(path.display().to_string(), message, advice))
    }

    /// The same with every reason changed.
    #[must_use]
    pub fn map(self, change: impl Fn(Problem) -> Problem) -> Self {
        match self {
            Self::Input(reasons) => Self::Input(reasons.into_iter().map(change).collect()),
            Self::Environment(reason) => Self::Environment(change(reason)),
            Self::Stopped(reason) => Self::Stopped(change(reason)),
        }
    }

    /// The same with further advice behind what to do.
    #[must_use]
    pub fn adding(self, advice: impl Into<ProblemCode>) -> Self {
        let advice = advice.into();
        self.map(|reason| reason.adding(advice.clone()))
    }

    /// The exit code that the command line promises: 2 refused or wrong use, 3 environment.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Stopped(_) => 2,
            Self::Environment(_) => 3,
        }
    }

    /// Every reason.
    pub fn reasons(&self) -> &[Problem] {
        match self {
            Self::Input(reasons) => reasons,
            Self::Environment(reason) | Self::Stopped(reason) => std::slice::from_ref(reason),
        }
    }
}

/// The operating system's words without its error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

impl From<Problem> for CommandError {
    fn from(refusal: Problem) -> Self {
        Self::Input(vec![refusal])
    }
}

impl From<Vec<Problem>> for CommandError {
    fn from(refusals: Vec<Problem>) -> Self {
        Self::Input(refusals)
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, reason) in self.reasons().iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{reason}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CommandError {}
