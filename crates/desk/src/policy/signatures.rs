//! Counsel's signatures under the texts of letters.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::approval::{self, Approval};
use crate::casefile::ledger::Summary;
use crate::ledger::count_letters_per_variant;
use notice::finding::{Problem, escape_line};
use notice::line::Decision;
use std::collections::{BTreeMap, BTreeSet};

/// Variants that letters need and counsel has not signed as they are, each with the reason.
pub fn unsigned_variants(case: &Case, summary: &Summary) -> Result<BTreeMap<String, &'static str>, CommandError> {
    let (signed, once) = (case.approvals()?, case.once_approved()?);
    let missing =
        summary.variants.iter().filter(|(name, variant)| approval::find(&signed, name, &variant.digest).is_none());
    Ok(missing
        .map(|(name, _)| {
            let why = if once.contains(name) {
                "its wording, state rule, or incident changed after approval"
            } else {
                "not approved yet"
            };
            (name.clone(), why)
        })
        .collect())
}

/// The same for the letters of one run alone.
pub fn unsigned_in_run(
    case: &Case,
    summary: &Summary,
    run: &Decision,
) -> Result<BTreeMap<String, &'static str>, CommandError> {
    let printed = count_letters_per_variant(run.into());
    let printed: BTreeSet<&str> = printed.into_keys().map(|at| run.variants[at].as_str()).collect();
    let mut open = unsigned_variants(case, summary)?;
    open.retain(|name, _| printed.contains(name.as_str()));
    Ok(open)
}

/// Refuses variants that no letter of the case needs.
pub fn ensure_needed(summary: &Summary, variants: &[String]) -> Result<(), CommandError> {
    let Some(unknown) = variants.iter().find(|name| !summary.variants.contains_key(*name)) else { return Ok(()) };
    let needed: Vec<_> = summary.variants.keys().map(String::as_str).collect();
    let advice = format!("Its versions are: {}.", needed.join(", "));
    let message = format!("This case has no letters of the version {}.", escape_line(unknown));
    Err(Problem::of_file("", message, advice).into())
}

/// Returns the names of those who signed the texts of letters, each once, sorted.
pub fn signing_counsel(case: &Case) -> Result<Vec<String>, CommandError> {
    let approvals: BTreeSet<String> = case.approvals()?.into_values().map(|approval: Approval| approval.by).collect();
    Ok(approvals.into_iter().collect())
}
