//! Why a command did not do its work, and what the caller's exit code should be.

use notice::finding::Refusal;
use std::fmt;
use std::io;
use std::path::Path;

/// A command that was not carried out.
#[derive(Debug)]
pub enum Refused {
    /// An input cannot be used as it is, or the command was used wrongly: everything that is wrong, in order.
    Input(Vec<Refusal>),
    /// The machine could not do it: disk, permission.
    Environment(Refusal),
    /// Somebody stopped it.
    Stopped(Refusal),
}

impl Refused {
    /// One reason in the input.
    pub fn input(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Input(vec![Refusal::of_file("", message, advice)])
    }

    /// The work was stopped by whoever waited for it.
    pub fn stopped() -> Self {
        let advice = "Nothing half made was left behind. What was begun can be begun again.";
        Self::Stopped(Refusal::of_file("", "The work was stopped.", advice))
    }

    /// The same after an action was recorded in a case.
    pub fn stopped_after_recording() -> Self {
        let advice = "Look with audit which of its actions are recorded before it is done again.";
        Self::Stopped(Refusal::of_file(
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
        Self::Environment(Refusal::of_file(path.display().to_string(), message, advice))
    }

    /// The same with every reason changed.
    #[must_use]
    pub fn map(self, change: impl Fn(Refusal) -> Refusal) -> Self {
        match self {
            Self::Input(reasons) => Self::Input(reasons.into_iter().map(change).collect()),
            Self::Environment(reason) => Self::Environment(change(reason)),
            Self::Stopped(reason) => Self::Stopped(change(reason)),
        }
    }

    /// The same with one more sentence behind what to do.
    #[must_use]
    pub fn adding(self, sentence: &str) -> Self {
        self.map(|mut reason| {
            let space = if reason.advice.is_empty() { "" } else { " " };
            reason.advice.push_str(space);
            reason.advice.push_str(sentence);
            reason
        })
    }

    /// The exit code that the command line promises: 2 refused or wrong use, 3 environment.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Stopped(_) => 2,
            Self::Environment(_) => 3,
        }
    }

    /// Every reason.
    pub fn reasons(&self) -> &[Refusal] {
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

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Input(vec![refusal])
    }
}

impl From<Vec<Refusal>> for Refused {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Input(refusals)
    }
}

impl fmt::Display for Refused {
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

impl std::error::Error for Refused {}
