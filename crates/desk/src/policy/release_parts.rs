//! Digests of everything that a release is made of: one that differs later voids it.

use crate::CommandError;
use crate::casefile::fact::{
    ADULT_CODES, GUARDIANS, INCIDENT, LETTERHEAD, LOGO, MINOR_CODES, PARENTS, SIGNATURE, VENDOR,
};
use crate::casefile::ledger::Summary;
use crate::casefile::release::{MAILING_DATE, ReleaseParts, set_states_not_awaited};
use crate::casefile::signed::{DigestVersion, RunRow, digest_run};
use crate::casefile::{Case, LATEST};
use crate::io::digest::hex;
use crate::snapshot::CaseSnapshot;
use notice::line::{Decision, Disposition};
use notice::party::Incident;
use serde_json::json;
use sha2::{Digest, Sha256};

/// The parts that can be told without deciding anew.
pub fn cheap_release_parts(case: &Case, summary: &Summary) -> Result<ReleaseParts, CommandError> {
    let mut parts = ReleaseParts::new();
    let lists: Vec<_> = case.lists(LATEST)?.iter().map(|list| format!("{}:{}", list.id, hex(list.sha256))).collect();
    parts.insert("lists".into(), hex(Sha256::digest(lists.join("\n"))));
    let tally = |key: &str| hex(Sha256::digest(summary.tally[key].to_string()));
    parts.insert("counts by standing".into(), tally("by_standing"));
    parts.insert("counts by state".into(), tally("by_jurisdiction"));
    let dispositions = json!([summary.rows, summary.letters, summary.held, summary.merged, summary.excluded]);
    parts.insert("dispositions".into(), hex(Sha256::digest(dispositions.to_string())));
    let facts = case.input_files(LATEST)?;
    let digest = |roles: &[&str]| {
        let of = facts.iter().filter(|fact| roles.contains(&fact.role.as_str()));
        hex(of.fold(Sha256::new(), |digest, fact| digest.chain_update(Sha256::digest(&fact.bytes))).finalize())
    };
    parts.insert("vendor, envelope and seeds".into(), digest(&[VENDOR]));
    parts.insert("enrolment codes".into(), digest(&[ADULT_CODES, MINOR_CODES]));
    parts.insert("guardians".into(), digest(&[GUARDIANS, PARENTS]));
    parts.insert("letterhead, logo and signature".into(), digest(&[LETTERHEAD, LOGO, SIGNATURE]));
    if let Some(fact) = facts.iter().find(|fact| fact.role == INCIDENT) {
        let incident = Incident::parse(&fact.name, &String::from_utf8_lossy(&fact.bytes))?;
        let practice = &incident.practice;
        let sender = json!([practice.name, practice.address, practice.return_address, incident.mailing.duplex]);
        parts.insert("sender, and sides that are printed".into(), hex(Sha256::digest(sender.to_string())));
    }
    parts.insert(MAILING_DATE.into(), summary.mailing.map(|day| day.to_string()).unwrap_or_default());
    Ok(parts)
}

/// The part whose digest has a version; all others are digests of files, of JSON and of words.
const PEOPLE: &str = "who is written to, and what was decided about them";

/// The version of the digests of a release.
pub fn version_of(parts: &ReleaseParts) -> DigestVersion {
    parts.get(PEOPLE).map_or(DigestVersion::One, |stored| DigestVersion::of(stored))
}

fn people(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
    version: DigestVersion,
) -> Result<String, CommandError> {
    let rows = decision.entries.iter().map(|entry| RunRow {
        list: snapshot.lists[usize::from(entry.file)].row.id,
        line: entry.extent.line,
        person: snapshot.person(entry.file, entry.extent.line).unwrap_or_default(),
        disposition: entry.disposition,
        variant: decision.variants.get(entry.variant as usize).map_or("", String::as_str),
        code: if entry.disposition == Disposition::Letter { entry.code } else { notice::line::NONE },
        elements: entry.elements,
        checksum: entry.seal,
    });
    Ok(digest_run(version, rows, &case.decisions(LATEST)?))
}

/// The parts by which the id of a job tells one release from another. They are of version 1 whatever was signed, so that a
/// run keeps its id.
pub fn run_identity(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
    parts: &ReleaseParts,
) -> Result<ReleaseParts, CommandError> {
    let mut parts = parts.clone();
    if version_of(&parts) != DigestVersion::One {
        parts.insert(PEOPLE.into(), people(case, snapshot, decision, DigestVersion::One)?);
    }
    Ok(parts)
}

/// Everything that a run is made of, with digests of a version: the newest to sign, that of a release to hold against it.
pub fn release_parts(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
    summary: &Summary,
    version: DigestVersion,
) -> Result<ReleaseParts, CommandError> {
    let mut parts = cheap_release_parts(case, summary)?;
    parts.insert(PEOPLE.into(), people(case, snapshot, decision, version)?);
    let last = case.last_release()?;
    set_states_not_awaited(&mut parts, &last.map(|release| release.states_not_awaited()).unwrap_or_default());
    let vendor = &snapshot.setup.ingredients.vendor;
    parts.insert("vendor profile".into(), hex(vendor));
    parts.insert("edition".into(), snapshot.setup.edition.word().into());
    Ok(parts)
}

/// Returns true if letters go to a vendor with whom no business associate agreement is recorded. A case without a
/// vendor's own profile is printed by the practice itself.
pub fn lacks_agreement(case: &Case, snapshot: &CaseSnapshot) -> Result<bool, CommandError> {
    let is_vendor = case.input_files(LATEST)?.iter().any(|fact| fact.role == VENDOR);
    Ok(is_vendor && snapshot.setup.context.vendor.baa_reference.is_none())
}
