//! Names: of the job, of the package and of the files in it.

use crate::party::{Edition, JobId, TypeSize};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// Everything that decides a job's bytes, as digests. Clock, paths and threads are not in it.
#[derive(Clone, Copy, Debug)]
pub struct JobParts<'a> {
    /// Digest of each list, in the order given.
    pub lists: &'a [[u8; 32]],
    /// Digest of the mapping file, where there is one.
    pub mapping: Option<[u8; 32]>,
    /// Digest of the incident file.
    pub incident: [u8; 32],
    /// Files that the incident file encloses (logo, signature, code pools): role and digest.
    pub enclosed: &'a [(&'a str, [u8; 32])],
    /// Digest of all templates.
    pub templates: [u8; 32],
    /// Version of the program.
    pub engine: &'a str,
    /// Edition of the PDFs.
    pub edition: Edition,
    /// Size of the letters' type.
    pub type_size: TypeSize,
    /// Digest of the vendor profile.
    pub vendor: [u8; 32],
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
        put("list", list);
    }
    if let Some(mapping) = &parts.mapping {
        put("mapping", mapping);
    }
    put("incident", &parts.incident);
    for (role, digest) in parts.enclosed {
        put("enclosed", role.as_bytes());
        put("digest", digest);
    }
    put("templates", &parts.templates);
    put("engine", parts.engine.as_bytes());
    put("edition", parts.edition.word().as_bytes());
    if parts.type_size == TypeSize::Large {
        put("type", b"large");
    }
    put("vendor", &parts.vendor);
    put("proof", &[u8::from(parts.proof)]);
    put("part", &parts.part.to_le_bytes());
    JobId::from_digest(&hash.finalize().into(), parts.proof)
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
pub fn sha256sums(sums: &[(String, [u8; 32])]) -> Vec<u8> {
    let mut sorted: Vec<_> = sums.iter().collect();
    sorted.sort_unstable();
    let mut out = Vec::with_capacity(sums.len() * 96);
    for (name, digest) in sorted {
        out.extend_from_slice(&hex(digest));
        out.extend_from_slice(b"  ");
        out.extend_from_slice(name.as_bytes());
        out.push(b'\n');
    }
    out
}

/// A digest as 64 lower-case hexadecimal digits.
pub(super) fn hex(digest: &[u8; 32]) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = [0; 64];
    for (pair, byte) in out.chunks_exact_mut(2).zip(digest) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    out
}
