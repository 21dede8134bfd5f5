//! Other files for a case, and whether letters could be made with them.

use super::compute::summary;
use crate::Refused;
use crate::actor::Actor;
use crate::casefile::fact::{self, Fact, GUARDIANS, INCIDENT, VENDOR};
use crate::casefile::{ActKind, Case, NOW};
use crate::snapshot::{Wave, Working};
use crate::task::Means;

/// Gives a case files in the place of those of the same kind, once it is known that letters can be made with them. With an
/// incident file comes everything that it names; the vendor profile, guardians and the case's own words stay.
pub(crate) fn amend(case: &mut Case, files: &[Fact], by: Actor<'_>, means: &Means) -> Result<(), Refused> {
    let is_given = |role: &str| files.iter().any(|file| file.role == role);
    let mut counting = case.facts(NOW)?;
    counting.retain(|file| match file.role.as_str() {
        role @ (VENDOR | GUARDIANS) => !is_given(role),
        role if file.wording_path().is_some() => !is_given(role),
        _ => !is_given(INCIDENT),
    });
    counting.extend(files.iter().cloned());
    tried(case, &counting, means)?;
    fact::record(case, ActKind::Amend, by, files)
}

/// Refuses files with which letters of the case could not be made: kept, they would keep the case from being read.
pub(crate) fn tried(case: &Case, facts: &[Fact], means: &Means) -> Result<(), Refused> {
    let mut working = Working::without_lists(facts, means)?;
    working.fit()?;
    working.enter_lists(case, NOW)?;
    working.enter_dockets(case, NOW, Wave::Everybody)?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |_| {})?;
    summary(&working, &decision).map(drop)
}
