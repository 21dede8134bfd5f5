//! The files that make the case: the incident file with what it encloses, and the vendor profile. All of them are kept in
//! the case, so that it can be worked on wherever it lies.

use super::id::ActId;
use super::{ActKind, Case};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::digest::hex;
use rusqlite::{Connection, params};
use serde_json::json;
use sha2::{Digest, Sha256};

/// A file of the case.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Role of the file: `incident`, `vendor`, or the role of a file that the incident file names.
    pub role: String,
    /// Its name as it was given.
    pub name: String,
    /// Bytes of the file.
    pub bytes: Vec<u8>,
}

/// The role of the incident file.
pub const INCIDENT: &str = "incident";
/// The role of the vendor profile.
pub const VENDOR: &str = "vendor";

/// The role of a table of guardians.
pub const GUARDIANS: &str = "guardians";

/// The role of the rule for children who have several parents in the table of guardians.
pub const PARENTS: &str = "parents";

/// The role of the practice's logo, which the incident file names.
pub const LOGO: &str = "logo";
/// The role of a letterhead, which the incident file names.
pub const LETTERHEAD: &str = "letterhead";
/// The role of the picture of a signature, which the incident file names.
pub const SIGNATURE: &str = "signature";
/// The role of a pool of codes for adults, which the incident file names.
pub const ADULT_CODES: &str = "adult codes";
/// The role of a pool of codes for children, which the incident file names.
pub const MINOR_CODES: &str = "minor codes";

/// Adds files to an act.
pub(crate) fn add(db: &Connection, act: ActId, facts: &[InputFile]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO fact (act, role, name, bytes) VALUES (?, ?, ?, ?)")?;
    for fact in facts {
        put.execute(params![act, fact.role, fact.name, fact.bytes])?;
    }
    Ok(())
}

impl Case {
    /// The files that count at an act: the newest incident file with what it encloses, and the newest vendor profile, table of
    /// guardians, rule for several parents and text of each template that the case has for itself.
    pub fn input_files(&self, as_of: ActId) -> Result<Vec<InputFile>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(
                "SELECT role, name, bytes FROM fact
                 WHERE (role NOT IN ('vendor', 'guardians', 'parents') AND role NOT GLOB 'wording:*'
                        AND act = (SELECT max(act) FROM fact WHERE role = 'incident' AND act <= ?1))
                    OR ((role IN ('vendor', 'guardians', 'parents') OR role GLOB 'wording:*')
                        AND act = (SELECT max(act) FROM fact AS newer WHERE newer.role = fact.role AND act <= ?1))
                 ORDER BY role",
            )?;
            let facts = ask
                .query_map([as_of], |row| Ok(InputFile { role: row.get(0)?, name: row.get(1)?, bytes: row.get(2)? }))?;
            facts.collect()
        })
    }
}

/// Records files that make the case from now on, as one action.
pub fn record(case: &mut Case, kind: ActKind, by: Actor<'_>, facts: &[InputFile]) -> Result<(), CommandError> {
    case.transact(kind, by, |step, act| {
        add(step, act, facts)?;
        let digests: serde_json::Map<_, _> =
            facts.iter().map(|fact| (fact.role.clone(), json!(hex(Sha256::digest(&fact.bytes))))).collect();
        Ok(((), json!({ "files": digests })))
    })
}
