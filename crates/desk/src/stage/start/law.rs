//! Comparison of a case with the law of another day: letters, clocks, and signatures under texts.

use crate::CommandError;
use crate::casefile::LATEST;
use crate::casefile::ruling::effective_decisions;
use crate::policy::signatures::unsigned_variants;
use crate::session::Session;
use crate::snapshot::{CaseSnapshot, MailingExclusions, MailingScope};
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::line::{LawDifference, compare_laws};
use std::collections::BTreeSet;

/// Compares the letters, clocks and signatures of a case with those under the law of another day; nothing of it is recorded.
pub fn compare_with_law_of(
    case: &mut Session,
    day: NaiveDate,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<LawDifference, CommandError> {
    let decided = case.decide(MailingScope::Everyone, command, progress)?;
    let summary = case.refresh(command, progress)?;
    let files = case.files(command)?;
    let decisions = effective_decisions(&case.decisions(LATEST)?);
    let known = &decided.snapshot.lists;
    let mut other = CaseSnapshot::under_law_of(day, &files, command)?.with_rows(case, &files, LATEST, known)?;
    other.carry_decisions(&decisions, &MailingExclusions::default());
    let other_decision = other.decide(&other.sources(), &mut |_| {})?;
    let mut difference = compare_laws(
        day,
        (&decided.snapshot.setup.context, &decided.decision),
        (&other.setup.context, &other_decision),
    )?;
    // Only what is signed can lose its signature.
    let unsigned: BTreeSet<String> = unsigned_variants(case, &summary)?.into_keys().collect();
    difference.signatures.retain(|variant| !unsigned.contains(variant));
    Ok(difference)
}
