//! Version 1 of the digest of who is written to: for releases that were signed under it, and for the ids of jobs, which
//! stay what they are. Frozen.

use super::source::RunRow;
use crate::casefile::ruling::DecisionRow;
use crate::io::digest::hex;
use sha2::{Digest, Sha256};

/// The digest without a version before it, as version 1 stored it.
pub fn digest_run<'a>(rows: impl Iterator<Item = RunRow<'a>>, rulings: &[DecisionRow]) -> String {
    let mut digest = Sha256::new();
    for row in rows {
        let RunRow { person, variant, code, checksum, .. } = row;
        let (disposition, elements) = (row.disposition.word(), row.elements.bits());
        digest.update(format!("{person} {disposition} {variant} {code} {elements} {checksum}\n"));
    }
    for ruling in rulings {
        digest.update(format!("{} {}", ruling.person, serde_json::to_string(&ruling.verdict).unwrap_or_default()));
    }
    hex(digest.finalize())
}
