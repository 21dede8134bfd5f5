//! Digests of files, and how digests are written.

use data_encoding::HEXLOWER;
use notice::digest::Digest;
use notice::intake::ListBytes;
use sha2::{Digest as _, Sha256};

/// The digest of a list's bytes.
pub fn digest_of(list: &dyn ListBytes) -> std::io::Result<Digest> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut at = 0;
    while at < list.len() {
        let n = usize::try_from(list.len() - at).unwrap_or(usize::MAX).min(buffer.len());
        list.read_at(at, &mut buffer[..n])?;
        hasher.update(&buffer[..n]);
        at += n as u64;
    }
    Ok(hasher.into())
}

/// A digest in hexadecimal digits.
pub fn hex(digest: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(digest.as_ref())
}
