//! Ids of jobs: digests of everything that a job is made of, never of clock, path or threads.

use crate::io::digest::hex;
use crate::snapshot::{CaseSnapshot, InputDigests};
use notice::digest::Digest;
use notice::line::{Decision, ENGINE};
use notice::mailing::{JobParts, job_id};
use notice::party::{Edition, JobId, TypeSize};
use sha2::{Digest as _, Sha256};

/// The id of a job over files; `part` counts the jobs of one run from 0.
pub fn identify_files(made_of: &InputDigests, edition: Edition, type_size: TypeSize, proof: bool, part: u16) -> JobId {
    let InputDigests { lists, incident, enclosed, templates, vendor, mapping } = made_of;
    job_id(&JobParts {
        lists,
        incident: *incident,
        enclosed,
        templates: *templates,
        vendor: *vendor,
        mapping: *mapping,
        engine: ENGINE,
        edition,
        type_size,
        proof,
        part,
    })
}

/// The id of a job over a case; `state` is what of the case is in no file.
pub fn identify_case(snapshot: &CaseSnapshot, state: &str, proof: bool, part: u16) -> JobId {
    let laid = &snapshot.setup;
    let mut made_of = laid.ingredients.clone();
    made_of.lists = snapshot.lists.iter().map(|sheet| sheet.row.sha256).collect();
    made_of.enclosed.push(("case", Digest::of(state)));
    made_of.mapping = None;
    identify_files(&made_of, laid.edition, TypeSize::Regular, proof, part)
}

/// Returns the SHA-256 digest of the dispositions of all rows, in hexadecimal digits.
pub fn dispositions(decision: &Decision) -> String {
    let mut digest = Sha256::new();
    for entry in &decision.entries {
        digest.update(entry.disposition.word());
        digest.update(" ");
    }
    hex(digest.finalize())
}
