//! `amend`: other files for a case: an incident file, a vendor profile, or both.

use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::input_files::{read_input_files, read_vendor_file};
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::task::CommandContext;
use notice::finding::FaceProblem;
use std::path::Path;

/// Gives a case an incident file with everything that it names, a vendor profile, or both.
pub fn amend(
    case: &mut Session,
    incident: Option<&Path>,
    vendor: Option<&Path>,
    by: &str,
    command: &CommandContext,
) -> Result<(), CommandError> {
    let by = Actor::parse_optional(by)?;
    ensure_no_pending_export(case)?;
    let mut files = match incident {
        Some(incident) => read_input_files(incident, None)?,
        None => Vec::new(),
    };
    files.extend(vendor.map(read_vendor_file).transpose()?);
    if files.is_empty() {
        return Err(CommandError::input("There is nothing to change.", FaceProblem::AmendmentMissing));
    }
    case.amend(&files, by, command)
}
