//! `release`: the practice signs a run.

use super::ledger::settled;
use crate::Refused;
use crate::case::Case;
use crate::case::audit::hex;
use crate::case::fact::{GUARDIANS, INCIDENT, VENDOR};
use crate::case::head::Head;
use crate::case::ledger::{Families, Summary};
use crate::case::release::{self, Parts};
use crate::clock::Progress;
use crate::signed::{DigestVersion, RunRow, digest_run};
use crate::working::{Means, NOW, Wave, Working};
use notice::line::{Decision, Disposition};
use notice::party::Incident;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What `release` reports.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Released {
    /// Letters of the run.
    pub letters: u64,
    /// Rows that stay held.
    pub held: u64,
    /// Who released.
    pub by: String,
    /// What was released, as digests.
    pub parts: Parts,
    /// Authorities that must be told before these letters and were not, as far as the case knows.
    pub owed_before: Vec<String>,
    /// A vendor is to print them with whom no agreement is recorded: they cannot be exported.
    pub without_agreement: bool,
    /// The release as an action of the case.
    pub head: Head,
}

/// Whether letters go to a vendor with whom no business associate agreement is recorded. A case without a vendor's own
/// profile is printed by the practice itself.
pub(super) fn without_agreement(case: &Case, working: &Working) -> Result<bool, Refused> {
    let is_vendor = case.facts(NOW)?.iter().any(|fact| fact.role == VENDOR);
    Ok(is_vendor && working.laid.kit.vendor.baa_reference.is_none())
}

/// Who acts, as they name themselves.
pub fn named(by: &str) -> Result<&str, Refused> {
    let by = by.trim();
    if by.is_empty() || by.chars().any(char::is_control) || by.chars().count() > 80 {
        return Err(Refused::input(
            "The name after --by is not a plain name.",
            "Write a name of at most 80 characters.",
        ));
    }
    Ok(by)
}

/// The same where nobody need name themselves.
pub fn named_or_nobody(by: &str) -> Result<&str, Refused> {
    if by.trim().is_empty() { Ok("") } else { named(by) }
}

/// Releases the run that would be exported now: whoever is to be written to and has not been.
pub fn release(
    case: &mut Case,
    by: &str,
    vendor: Option<&Path>,
    families: Option<&str>,
    means: &Means,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Released, Refused> {
    let by = named(by)?;
    settled(case)?;
    if let Some(path) = vendor {
        // What would be refused changes nothing, the profile neither.
        let working = Working::open(case, means, NOW, Wave::NotBefore(NOW))?;
        let rolls = working.rolls();
        let decision = working.decide(&rolls, &mut |_| {})?;
        fit_to_go(&decision, super::ledger::current(case, means, progress)?.families, families)?;
        drop((decision, rolls));
        super::new::amend(case, None, Some(path), by, means)?;
    }
    let working = Working::open(case, means, NOW, Wave::NotBefore(NOW))?;
    let rolls = working.rolls();
    let decision = working.decide(&rolls, &mut |stage| progress(Progress::Done(stage)))?;
    let summary = super::ledger::current(case, means, progress)?;
    fit_to_go(&decision, summary.families, families)?;
    let without_agreement = without_agreement(case, &working)?;
    let owed_before = super::filing::owed_before(case, &working, &decision)?;
    let parts = parts(case, &working, &decision, &summary, DigestVersion::NEWEST)?;
    let letters = decision.tally.letters;
    let told = json!({
        "letters": letters, "held": decision.tally.held, "parts": parts, "authorities_owed_before": owed_before.len(),
        "families": summary.families,
    });
    case.act("release", by, |step, act| {
        release::add(step, act, by, &parts)?;
        if let Some(why) = families {
            crate::case::ruling::give_reason(step, act, why.trim())?;
        }
        Ok(((), told))
    })?;
    let held = decision.tally.held;
    let head = case.head()?;
    Ok(Released { letters, held, by: by.to_owned(), parts, owed_before, without_agreement, head })
}

/// Refuses a run that nobody is written to by, whose codes do not suffice, or whose guardians look as if they had slipped.
fn fit_to_go(decision: &Decision<'_>, names: Families, why: Option<&str>) -> Result<(), Refused> {
    decision.codes_suffice()?;
    if decision.tally.letters == 0 {
        return Err(Refused::input(
            "There is nobody to write to who was not written to before.",
            "See status and findings for what is held and why.",
        ));
    }
    if names.in_doubt() && why.is_none_or(|why| why.trim().is_empty()) {
        let Families { same, other } = names;
        return Err(Refused::input(
            format!(
                "{other} of {} children have no family name in common with their guardian, as if a column had slipped.",
                same + other
            ),
            "Compare the list with its source. If it is right, say why: release CASE --by NAME --families-differ WHY.",
        ));
    }
    Ok(())
}

/// The parts that can be told without deciding anew.
pub(super) fn quick_parts(case: &Case, summary: &Summary) -> Result<Parts, Refused> {
    let mut parts = Parts::new();
    let lists: Vec<_> = case.lists(NOW)?.iter().map(|list| format!("{}:{}", list.id, hex(&list.sha256))).collect();
    parts.insert("lists".into(), hex(&Sha256::digest(lists.join("\n"))));
    let tally = |key: &str| hex(&Sha256::digest(summary.tally[key].to_string()));
    parts.insert("counts by standing".into(), tally("by_standing"));
    parts.insert("counts by state".into(), tally("by_jurisdiction"));
    let dispositions = json!([summary.rows, summary.letters, summary.held, summary.merged, summary.excluded]);
    parts.insert("dispositions".into(), hex(&Sha256::digest(dispositions.to_string())));
    let facts = case.facts(NOW)?;
    let digest = |roles: &[&str]| {
        let of = facts.iter().filter(|fact| roles.contains(&fact.role.as_str()));
        hex(&of.fold(Sha256::new(), |digest, fact| digest.chain_update(Sha256::digest(&fact.bytes))).finalize())
    };
    parts.insert("vendor, envelope and seeds".into(), digest(&[VENDOR]));
    parts.insert("enrolment codes".into(), digest(&["adult codes", "minor codes"]));
    parts.insert("guardians".into(), digest(&[GUARDIANS]));
    parts.insert("letterhead, logo and signature".into(), digest(&["letterhead", "logo", "signature"]));
    if let Some(fact) = facts.iter().find(|fact| fact.role == INCIDENT) {
        let incident = Incident::parse(&fact.name, &String::from_utf8_lossy(&fact.bytes))?;
        let practice = &incident.practice;
        let sender = json!([practice.name, practice.address, practice.return_address, incident.mailing.duplex]);
        parts.insert("sender, and sides that are printed".into(), hex(&Sha256::digest(sender.to_string())));
    }
    parts.insert("mailing date".into(), summary.mailing.map(|day| day.to_string()).unwrap_or_default());
    Ok(parts)
}

/// The part whose digest has a version; all others are digests of files, of JSON and of words.
const PEOPLE: &str = "who is written to, and what was decided about them";

/// The version of the digests of a release.
pub(super) fn version_of(parts: &Parts) -> DigestVersion {
    parts.get(PEOPLE).map_or(DigestVersion::One, |stored| DigestVersion::of(stored))
}

fn people(case: &Case, working: &Working, decision: &Decision<'_>, version: DigestVersion) -> Result<String, Refused> {
    let rows = decision.entries.iter().map(|entry| RunRow {
        list: working.sheets[usize::from(entry.file)].row.id,
        line: entry.extent.line,
        person: working.person(entry.file, entry.extent.line).unwrap_or(0),
        disposition: entry.disposition,
        variant: decision.variants.get(entry.variant as usize).map_or("", String::as_str),
        code: if entry.disposition == Disposition::Letter { entry.code } else { notice::line::NONE },
        elements: entry.elements,
        checksum: entry.seal,
    });
    Ok(digest_run(version, rows, &case.rulings(NOW)?))
}

/// The parts by which the id of a job tells one release from another. They are of version 1 whatever was signed, so that a
/// run keeps its id.
pub(super) fn identity(
    case: &Case,
    working: &Working,
    decision: &Decision<'_>,
    parts: &Parts,
) -> Result<Parts, Refused> {
    let mut parts = parts.clone();
    if version_of(&parts) != DigestVersion::One {
        parts.insert(PEOPLE.into(), people(case, working, decision, DigestVersion::One)?);
    }
    Ok(parts)
}

/// Everything that a run is made of, with digests of a version: the newest to sign, that of a release to hold against it.
pub(super) fn parts(
    case: &Case,
    working: &Working,
    decision: &Decision<'_>,
    summary: &Summary,
    version: DigestVersion,
) -> Result<Parts, Refused> {
    let mut parts = quick_parts(case, summary)?;
    parts.insert(PEOPLE.into(), people(case, working, decision, version)?);
    let vendor = &working.laid.ingredients.vendor;
    parts.insert("vendor profile".into(), hex(vendor));
    parts.insert("edition".into(), working.laid.edition.word().into());
    Ok(parts)
}
