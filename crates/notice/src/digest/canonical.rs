//! One row of bytes for every value, so that a digest of values means these values and no others: each is written with its
//! kind and its length before it. What is signed or sealed is digested through this, never through a hash of Rust's own.

use sha2::digest::Update;

/// Kinds of values, as they are written.
const ABSENT: u8 = 0;
const INTEGER: u8 = 1;
const TEXT: u8 = 2;
const BYTES: u8 = 3;
const LIST: u8 = 4;

/// Writes values into a digest or a keyed digest.
#[derive(Clone)]
pub struct Canonical<D> {
    digest: D,
    /// Collected first, as most values are short and digests take whole blocks faster.
    waiting: Vec<u8>,
}

/// Bytes that are collected before they go into the digest.
const BLOCK: usize = 4096;

impl<D: Update> Canonical<D> {
    /// Begins with a digest into which nothing, or something of its own, went before.
    pub fn new(digest: D) -> Self {
        Self { digest, waiting: Vec::with_capacity(BLOCK + 64) }
    }

    /// No value where one could be.
    pub fn absent(&mut self) {
        self.put(ABSENT, &[]);
    }

    /// A whole number.
    pub fn integer(&mut self, number: i64) {
        self.put(INTEGER, &number.to_le_bytes());
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.put(TEXT, text.as_bytes());
    }

    /// Bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.put(BYTES, bytes);
    }

    /// The head of a list or row: so many values follow.
    pub fn list(&mut self, length: usize) {
        self.put(LIST, &(length as u64).to_le_bytes());
    }

    /// The digest with everything in it.
    pub fn finish(mut self) -> D {
        self.digest.update(&self.waiting);
        self.digest
    }

    fn put(&mut self, kind: u8, bytes: &[u8]) {
        self.waiting.push(kind);
        self.waiting.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        if bytes.len() < BLOCK {
            self.waiting.extend_from_slice(bytes);
        } else {
            self.digest.update(&self.waiting);
            self.waiting.clear();
            self.digest.update(bytes);
        }
        if self.waiting.len() >= BLOCK {
            self.digest.update(&self.waiting);
            self.waiting.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Canonical;
    use sha2::{Digest, Sha256};

    fn digest(write: impl FnOnce(&mut Canonical<Sha256>)) -> [u8; 32] {
        let mut canonical = Canonical::new(Sha256::new());
        write(&mut canonical);
        canonical.finish().finalize().into()
    }

    #[test]
    fn values_that_differ_in_kind_length_or_border_have_other_digests() {
        let all = [
            digest(|to| to.text("ab")),
            digest(|to| to.bytes(b"ab")),
            digest(|to| {
                to.text("a");
                to.text("b");
            }),
            digest(|to| {
                to.list(2);
                to.text("a");
                to.text("b");
            }),
            digest(Canonical::absent),
            digest(|to| to.text("")),
            digest(|to| to.integer(0)),
            digest(|to| to.integer(-1)),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other != one), "{at}");
        }
    }

    #[test]
    fn the_bytes_are_fixed_whatever_their_length() {
        // Signatures of old cases must stay what they are: these digests never change.
        let long = vec![7u8; 10_000];
        let mut plain = vec![3u8];
        plain.extend_from_slice(&10_000u64.to_le_bytes());
        plain.extend_from_slice(&long);
        plain.extend_from_slice(&[1, 8, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]);
        let written = digest(|to| {
            to.bytes(&long);
            to.integer(5);
        });
        assert_eq!(written, <[u8; 32]>::from(Sha256::digest(plain)));
    }
}
