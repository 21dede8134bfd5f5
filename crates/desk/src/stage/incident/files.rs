//! `amend`: other files for a case: an incident file, a vendor profile, or both.

use crate::actor::Actor;
use crate::casefile::Case;
use crate::casefile::input_files::{gather, vendor_fact};
use crate::task::Means;
use crate::{Refused, ledger};
use notice::finding::FaceProblem;
use std::path::Path;

/// Gives a case an incident file with everything that it names, a vendor profile, or both.
pub fn amend(
    case: &mut Case,
    incident: Option<&Path>,
    vendor: Option<&Path>,
    by: &str,
    means: &Means,
) -> Result<(), Refused> {
    let by = Actor::parse_optional(by)?;
    let mut files = match incident {
        Some(incident) => gather(incident, None)?,
        None => Vec::new(),
    };
    files.extend(vendor.map(vendor_fact).transpose()?);
    if files.is_empty() {
        return Err(Refused::input("Nothing was given to amend.", FaceProblem::AmendmentMissing));
    }
    ledger::amend(case, &files, by, means)
}
