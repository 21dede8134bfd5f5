//! `release`: the practice signs a run.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::fact;
use crate::casefile::head::Head;
use crate::casefile::input_files::read_vendor_file;
use crate::casefile::ledger::Families;
use crate::casefile::release::{self, ReleaseParts};
use crate::casefile::signed::DigestVersion;
use crate::casefile::{ActKind, LATEST};
use crate::ledger::families as count_families;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::pre_notice::overdue_pre_notices;
use crate::policy::release_parts::{lacks_agreement, release_parts};
use crate::session::Session;
use crate::snapshot::MailingScope;
use crate::task::{CommandContext, Progress};
use notice::finding::{FaceProblem, Problem};
use notice::line::Decision;
use serde::Serialize;
use serde_json::json;
use std::path::Path;

/// Report of `release`. `S` is the type of a sentence: a problem, or the words of a face.
#[derive(Debug, Serialize, ts_rs::TS)]
#[ts(concrete(S = Problem))]
pub struct ReleaseReport<S = Problem> {
    /// Letters of the run.
    pub letters: u64,
    /// Copies of letters about children for further parents.
    pub copies: u64,
    /// Rows that stay held.
    pub held: u64,
    /// Name of the person who released.
    pub by: String,
    /// Parts that were released, as digests.
    pub parts: ReleaseParts,
    /// Authorities that must be told before these letters and were not, as far as the case knows.
    pub owed_before: Vec<S>,
    /// A vendor is to print them with whom no agreement is recorded: they cannot be exported.
    pub without_agreement: bool,
    /// The release as an action of the case.
    pub head: Head,
}

impl<S> ReleaseReport<S> {
    /// The same with every sentence in other words.
    pub fn in_words<W>(self, words: impl Fn(&S) -> W) -> ReleaseReport<W> {
        let owed_before = self.owed_before.iter().map(words).collect();
        let Self { letters, copies, held, by, parts, without_agreement, head, .. } = self;
        ReleaseReport { letters, copies, held, by, parts, owed_before, without_agreement, head }
    }
}

/// Releases the run that would be exported now: whoever is to be written to and has not been.
pub fn release(
    case: &mut Session,
    by: &str,
    vendor: Option<&Path>,
    families: Option<&str>,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReleaseReport, CommandError> {
    let by = Actor::parse(by)?;
    let families = families.map(|why| plain_words("reason", why)).transpose()?;
    ensure_no_pending_export(case)?;
    let scope = MailingScope::NotMailedBefore(LATEST);
    if let Some(path) = vendor {
        // What would be refused changes nothing, the profile neither; what is not refused is what is released.
        let profile = [read_vendor_file(path)?];
        let files = case.files_with(&profile, command)?;
        let (decided, _) = case.try_files(files, scope, command, progress)?;
        let names = if decided.is_of_everyone() {
            count_families(&decided.decision)
        } else {
            case.refresh(command, progress)?.families
        };
        fit_to_go(&decided.decision, names, families)?;
        fact::record(case, ActKind::Amend, by, &profile)?;
    }
    let decided = case.decide(scope, command, progress)?;
    let summary = case.refresh(command, progress)?;
    let (snapshot, decision) = (&decided.snapshot, &decided.decision);
    fit_to_go(decision, summary.families, families)?;
    let without_agreement = lacks_agreement(case, snapshot)?;
    let owed_before = overdue_pre_notices(case, snapshot, decision)?;
    let parts = release_parts(case, snapshot, decision, &summary, DigestVersion::NEWEST)?;
    let (letters, copies) = (decision.tally.letters, decision.copies.len() as u64);
    let told = json!({
        "letters": letters, "copies": copies, "held": decision.tally.held, "parts": parts, "authorities_owed_before": owed_before.len(),
        "families": summary.families,
    });
    case.transact(ActKind::Release, by, |step, act| {
        release::add(step, act, by.as_str(), &parts)?;
        if let Some(why) = families {
            crate::casefile::ruling::add_reason(step, act, why)?;
        }
        Ok(((), told))
    })?;
    let held = decision.tally.held;
    let head = case.head()?;
    Ok(ReleaseReport { letters, copies, held, by: by.as_str().to_owned(), parts, owed_before, without_agreement, head })
}

/// Refuses a run that nobody is written to by, whose codes do not suffice, or whose guardians look as if they had slipped.
fn fit_to_go(decision: &Decision, names: Families, why: Option<&str>) -> Result<(), CommandError> {
    decision.codes_suffice()?;
    if decision.tally.letters == 0 && decision.copies.is_empty() {
        return Err(CommandError::input(
            "Everyone who can be mailed has already been mailed.",
            FaceProblem::LettersMissing,
        ));
    }
    if names.in_doubt() && why.is_none_or(|why| why.trim().is_empty()) {
        let Families { same, other } = names;
        return Err(CommandError::input(
            format!(
                "{other} of {} children have a different last name than their guardian; rows or columns may be misaligned.",
                same + other
            ),
            FaceProblem::FamiliesDiffer,
        ));
    }
    Ok(())
}
