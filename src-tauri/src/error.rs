//! Errors that the window gets when something was not done.

use desk::CommandError;
use notice::finding::Problem;
use serde::Serialize;

/// Refusal of a command: every reason in plain words, with place and advice.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct IpcError {
    /// Kind of the refusal.
    pub kind: IpcErrorKind,
    /// Every reason.
    pub reasons: Vec<Problem>,
}

/// Kind of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum IpcErrorKind {
    /// The input cannot be used as it is.
    Input,
    /// The machine could not do it.
    Machine,
    /// Somebody stopped it.
    Stopped,
    /// No case is open.
    Closed,
}

/// Answer of a command.
pub type IpcResult<T> = Result<T, IpcError>;

impl From<CommandError> for IpcError {
    fn from(refused: CommandError) -> Self {
        let kind = match &refused {
            CommandError::Input(_) => IpcErrorKind::Input,
            CommandError::Environment(_) => IpcErrorKind::Machine,
            CommandError::Stopped(_) => IpcErrorKind::Stopped,
        };
        Self { kind, reasons: refused.told_reasons() }
    }
}

impl IpcError {
    /// No case is open.
    pub fn closed() -> Self {
        let reason = Problem::of_file("", "No case is open.", "Open a case, or create a new one.");
        Self { kind: IpcErrorKind::Closed, reasons: vec![reason] }
    }

    /// Work that broke off: a fault of ours.
    pub fn broken() -> Self {
        let advice = "The case was not changed. Please report this with the version number of the program.";
        let reason = Problem::of_file("", "An unexpected error stopped this.", advice);
        Self { kind: IpcErrorKind::Machine, reasons: vec![reason] }
    }
}
