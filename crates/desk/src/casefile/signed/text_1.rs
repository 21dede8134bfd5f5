//! Version 1 of the digest of a text: for signatures that were given under it, and for nothing else. Frozen; it goes when
//! no case is kept any more that was signed under it.

use super::source::TextSource;
use crate::io::digest::hex;
use notice::digest::Digest;
use notice::letter::{Draft, content_1};
use sha2::{Digest as _, Sha256};

/// The digest without a version before it, as version 1 stored it.
pub fn digest_text(source: &TextSource<'_>, rule: Option<Digest>, drafts: &[Draft]) -> String {
    let mut digest = Sha256::new_with_prefix(source.engine);
    for face in &source.faces {
        digest.update(face);
    }
    for (path, bytes) in &source.pages {
        digest.update(path);
        digest.update(bytes);
    }
    if let Some(rule) = rule {
        digest.update(rule);
    }
    for draft in drafts {
        digest.update(Sha256::digest(content_1(draft)));
    }
    hex(digest.finalize())
}
