//! Other files for a case, and whether letters could be made with them.

use super::compute::compute_summary;
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::fact::{self, GUARDIANS, INCIDENT, InputFile, VENDOR};
use crate::casefile::{ActKind, Case, LATEST};
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::task::CommandContext;

/// Gives a case files in the place of those of the same kind, once it is known that letters can be made with them. With an
/// incident file comes everything that it names; the vendor profile, guardians and the case's own words stay.
pub(crate) fn amend(
    case: &mut Case,
    files: &[InputFile],
    by: Actor<'_>,
    means: &CommandContext,
) -> Result<(), CommandError> {
    let is_given = |role: &str| files.iter().any(|file| file.role == role);
    let mut counting = case.input_files(LATEST)?;
    counting.retain(|file| match file.role.as_str() {
        role @ (VENDOR | GUARDIANS) => !is_given(role),
        role if file.wording_path().is_some() => !is_given(role),
        _ => !is_given(INCIDENT),
    });
    counting.extend(files.iter().cloned());
    validate_letters(case, &counting, means)?;
    fact::record(case, ActKind::Amend, by, files)
}

/// Refuses files with which letters of the case could not be made: kept, they would keep the case from being read.
pub(crate) fn validate_letters(case: &Case, facts: &[InputFile], means: &CommandContext) -> Result<(), CommandError> {
    let mut working = CaseSnapshot::without_lists(facts, means)?;
    working.ensure_printable()?;
    working.load_lists(case, LATEST)?;
    working.load_decisions(case, LATEST, MailingScope::Everyone)?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |_| {})?;
    compute_summary(&working, &decision).map(drop)
}
