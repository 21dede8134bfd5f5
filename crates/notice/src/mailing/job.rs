//! Names: of the job, of the package and of the files in it.

use crate::digest::Digest;
use crate::party::{Edition, JobId, TypeSize};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

/// Everything that decides a job's bytes, as digests. Clock, paths and threads are not in it.
#[derive(Clone, Copy, Debug)]
pub struct JobParts<'a> {
    /// Digest of each list, in the order given.
    pub lists: &'a [Digest],
    /// Digest of the mapping file, where there is one.
    pub mapping: Option<Digest>,
    /// Digest of the incident file.
    pub incident: Digest,
    /// Files that the incident file encloses (logo, signature, code pools): role and digest.
    pub enclosed: &'a [(&'a str, Digest)],
    /// Digest of all templates.
    pub templates: Digest,
    /// Version of the program.
    pub engine: &'a str,
    /// Edition of the PDFs.
    pub edition: Edition,
    /// Size of the letters' type.
    pub type_size: TypeSize,
    /// Digest of the vendor profile.
    pub vendor: Digest,
    /// True if this is a proof.
    pub proof: bool,
    /// Number of the job in a mailing of more than 999,999 pieces, from 0.
    pub part: u16,
}

/// The id of a job. Each part goes in with its name and length, so that no two sets of parts run together.
pub fn job_id(parts: &JobParts<'_>) -> JobId {
    let mut hash = Sha256::new();
    let mut put = |name: &str, bytes: &[u8]| {
        for piece in [name.as_bytes(), bytes] {
            hash.update((piece.len() as u64).to_le_bytes());
            hash.update(piece);
        }
    };
    for list in parts.lists {
        put("list", list.bytes());
    }
    if let Some(mapping) = &parts.mapping {
        put("mapping", mapping.bytes());
    }
    put("incident", parts.incident.bytes());
    for (role, digest) in parts.enclosed {
        put("enclosed", role.as_bytes());
        put("digest", digest.bytes());
    }
    put("templates", parts.templates.bytes());
    put("engine", parts.engine.as_bytes());
    put("edition", parts.edition.word().as_bytes());
    if parts.type_size == TypeSize::Large {
        put("type", b"large");
    }
    put("vendor", parts.vendor.bytes());
    put("proof", &[u8::from(parts.proof)]);
    put("part", &parts.part.to_le_bytes());
    JobId::from_digest(&hash.into(), parts.proof)
}

/// Name of the package folder: `<job_id>-<yyyymmdd>-r<run>`, for proofs with `-PROOF` behind it.
pub fn package_name(job: JobId, date: NaiveDate, run: u32, proof: bool) -> String {
    format!("{job}-{}-r{run}{}", date.format("%Y%m%d"), if proof { "-PROOF" } else { "" })
}

/// Name of the folder that stays with the practice and is never handed to the vendor.
pub fn practice_only_name(job: JobId, date: NaiveDate, run: u32, proof: bool) -> String {
    format!("{}-practice-only", package_name(job, date, run, proof))
}

/// Name of a batch PDF, from its number.
pub fn letters_name(number: u32) -> String {
    format!("10_letters_{number:04}.pdf")
}

/// `SHA256SUMS` as coreutils write and check it, sorted by name.
pub fn sha256sums(sums: &[(String, Digest)]) -> Vec<u8> {
    let mut sorted: Vec<_> = sums.iter().collect();
    sorted.sort_unstable();
    let mut out = Vec::with_capacity(sums.len() * 96);
    for (name, digest) in sorted {
        out.extend_from_slice(&digest.hex());
        out.extend_from_slice(b"  ");
        out.extend_from_slice(name.as_bytes());
        out.push(b'\n');
    }
    out
}
