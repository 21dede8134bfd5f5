//! `changes`: what changed in letters since counsel signed them.

use crate::CommandError;
use crate::policy::changes::{LetterChanges, changes_since_signed};
use crate::session::Session;
use crate::snapshot::CaseSnapshot;
use crate::task::{CommandContext, Progress};

/// The changes of every letter that was signed and is not signed as it is now.
pub fn changes(
    case: &mut Session,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<LetterChanges>, CommandError> {
    let summary = case.refresh(command, progress)?;
    let files = case.files(command)?;
    changes_since_signed(case, &CaseSnapshot::of_files(&files, command)?, &summary)
}
