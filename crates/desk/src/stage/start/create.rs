//! `new`: a case file with the facts of an incident.

use crate::Refused;
use crate::casefile::fact::{self, Fact, GUARDIANS, INCIDENT, VENDOR};
use crate::casefile::key::Secret;
use crate::casefile::{Case, Opening};
use crate::io::{embedded, read};
use crate::snapshot::{Means, Working};
use crate::stage::lists::import::{self, Arrival};
use notice::finding::Refusal;
use notice::party::Incident;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What `new` reports.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Made {
    /// The case file.
    pub case: PathBuf,
    /// Whether it lies open on the disk.
    pub plain: bool,
    /// The recovery key, shown this once; none for a plain case.
    pub recovery_key: Option<String>,
}

/// Makes a case file. Nothing is left behind where the incident file or what it encloses cannot be used.
pub fn new(
    path: &Path,
    secret: &Secret,
    incident: &Path,
    vendor: Option<&Path>,
    means: &Means,
) -> Result<Made, Refused> {
    with_facts(path, secret, &gather(incident, vendor)?, means)
}

/// The same with facts that were gathered otherwise.
pub fn with_facts(path: &Path, secret: &Secret, facts: &[Fact], means: &Means) -> Result<Made, Refused> {
    secret.is_fit(&known_of(facts, path))?;
    // Everything is tried before the file is made.
    Working::without_lists(facts, means)?.fit()?;
    let recovery = Case::create(path, secret, |case| record(case, "new", "", facts))?;
    let recovery_key = recovery.map(|key: Zeroizing<String>| key.to_string());
    Ok(Made { case: path.to_owned(), plain: recovery_key.is_none(), recovery_key })
}

/// What everybody knows of a case, and tries first as its passphrase.
pub(crate) fn known_of(facts: &[Fact], path: &Path) -> Vec<String> {
    let mut known: Vec<String> = path.file_stem().iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    let incident = incident.and_then(|fact| Incident::parse("", &String::from_utf8_lossy(&fact.bytes)).ok());
    if let Some(Incident { practice, event, contact, .. }) = incident {
        known.extend([practice.name, practice.legal_name, practice.parent_company, practice.signatory.name]);
        known.extend([event.title, contact.website, contact.email, contact.toll_free]);
        known.extend(practice.address);
    }
    known.retain(|text| !text.trim().is_empty());
    known
}

/// The name of the sample case below the program's own folder.
const SAMPLE: &str = "Sample case.noticecase";

/// The sample case, open: invented people, and plain, so that nobody need remember a passphrase. It is made where there is
/// none, or anew where that is wanted.
pub fn sample(home: &Path, anew: bool, means: &Means) -> Result<Case, Refused> {
    let path = home.join(SAMPLE);
    if anew && path.exists() {
        // Only a case that nobody else works on is taken away.
        Case::open(&path, &Secret::Plain, Opening::Alone)?.close()?;
        Case::erase(&path)?;
    }
    if !path.exists() {
        crate::io::access::create_folder(home).map_err(|e| Refused::disk(home, "Making the folder", &e))?;
        let built_in = |name: &str| {
            embedded::sample(name).map(<[u8]>::to_vec).ok_or_else(|| {
                Refusal::of_file(name, "The program was built without this file.", "Build it again.").into()
            })
        };
        let text = String::from_utf8_lossy(&built_in("incident.toml")?).into_owned();
        let facts = crate::stage::incident::form::gathered(
            (crate::stage::incident::form::NAME, crate::stage::incident::form::NAME),
            &text,
            &mut |_, _, name| built_in(name),
        )?;
        with_facts(&path, &Secret::Plain, &facts, means)?;
        let list = home.join("patients.csv");
        crate::io::outbox::put_file(&list, &built_in("patients.csv")?)?;
        let arrival = Arrival { lists: vec![list.clone()], by: "Sample".into(), ..Arrival::default() };
        let mut case = Case::open(&path, &Secret::Plain, Opening::Alone)?;
        let came = import::import(&mut case, &arrival, means, &mut |_| {});
        let _ = std::fs::remove_file(&list);
        came?;
        return Ok(case);
    }
    Case::open(&path, &Secret::Plain, Opening::Alone)
}

/// `amend`: other facts for a case: an incident file, a vendor profile, or both.
pub fn amend(
    case: &mut Case,
    incident: Option<&Path>,
    vendor: Option<&Path>,
    by: &str,
    means: &Means,
) -> Result<(), Refused> {
    let mut facts = match incident {
        Some(incident) => gather(incident, None)?,
        None => Vec::new(),
    };
    facts.extend(vendor.map(vendor_fact).transpose()?);
    if facts.is_empty() {
        return Err(Refused::input("Nothing was given to amend.", "Give --incident, --vendor, or both."));
    }
    let mut counting: Vec<Fact> = case.facts(crate::snapshot::NOW)?;
    counting.retain(|fact| match fact.role.as_str() {
        VENDOR => vendor.is_none(),
        GUARDIANS => true,
        _ if fact.wording_path().is_some() => true,
        _ => incident.is_none(),
    });
    counting.extend(facts.iter().cloned());
    crate::ledger::tried(case, &counting, means)?;
    record(case, "amend", by, &facts)
}

pub(crate) fn record(case: &mut Case, kind: &'static str, by: &str, facts: &[Fact]) -> Result<(), Refused> {
    case.act(kind, by, |step, act| {
        fact::add(step, act, facts)?;
        let digests: serde_json::Map<_, _> = facts
            .iter()
            .map(|fact| {
                let digest = <sha2::Sha256 as sha2::Digest>::digest(&fact.bytes);
                (fact.role.clone(), json!(crate::casefile::audit::hex(&digest)))
            })
            .collect();
        Ok(((), json!({ "files": digests })))
    })
}

/// The incident file with everything that it names.
fn gather(incident: &Path, vendor: Option<&Path>) -> Result<Vec<Fact>, Refused> {
    let text = read::text(incident)?;
    let beside = incident.parent().unwrap_or(Path::new("")).to_owned();
    let shown = incident.display().to_string();
    let mut facts = crate::stage::incident::form::gathered((&shown, &base(incident)), &text, &mut |_, _, name| {
        read::whole(&beside.join(name))
    })?;
    facts.extend(vendor.map(vendor_fact).transpose()?);
    Ok(facts)
}

pub(crate) fn vendor_fact(path: &Path) -> Result<Fact, Refused> {
    Ok(Fact { role: VENDOR.into(), name: base(path), bytes: read::text(path)?.into_bytes() })
}

/// A name without folders, so that a case does not tell on whose machine it was made.
pub(crate) fn base(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
