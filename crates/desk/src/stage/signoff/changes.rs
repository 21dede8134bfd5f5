//! `changes`: what changed in letters since counsel signed them.

use crate::CommandError;
use crate::policy::changes::{LetterChanges, changes_since_signed};
use crate::policy::signatures::ensure_needed;
use crate::session::Session;
use crate::snapshot::CaseSnapshot;
use crate::task::{CommandContext, Progress};

/// The changes of every letter that was signed and is not signed as it is now, or of one `variant` alone; refuses a variant
/// that no letter of the case needs.
pub fn changes(
    case: &mut Session,
    variant: Option<&String>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<LetterChanges>, CommandError> {
    let summary = case.refresh(command, progress)?;
    ensure_needed(&summary, variant.map_or(&[], std::slice::from_ref))?;
    let files = case.files(command)?;
    let mut changes = changes_since_signed(case, &CaseSnapshot::of_files(&files, command)?, &summary)?;
    changes.retain(|change| variant.is_none_or(|wanted| *wanted == change.variant));
    Ok(changes)
}
