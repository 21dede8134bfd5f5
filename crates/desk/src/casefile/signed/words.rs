//! The words of a letter under a signature: what changed since is told from them.

use crate::io::digest::hex;
use libdeflater::{CompressionLvl, Compressor, Decompressor};
use notice::digest::Digest;
use serde::{Deserialize, Serialize};

/// Largest words of one letter, unpacked: far above any letter in all its mixtures of information.
const MOST: usize = 16 << 20;

/// Everything that a signature under a letter covers: its words, and digests of what they are printed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedWords {
    /// Version of the program.
    pub engine: String,
    /// Digest of the typefaces.
    pub faces: String,
    /// Digest of what stands on every page.
    pub pages: String,
    /// Digest of the state's rule, where there is one.
    pub rule: String,
    /// The paragraphs of the letter: first with everything that it can print, then with other information taken.
    pub drafts: Vec<Vec<String>>,
}

impl SignedWords {
    /// As it is stored: the length of the JSON in four bytes, then the JSON deflated.
    pub fn pack(&self) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut deflate = Compressor::new(CompressionLvl::default());
        let mut out = (json.len() as u32).to_be_bytes().to_vec();
        let head = out.len();
        out.resize(head + deflate.deflate_compress_bound(json.len()), 0);
        // The room is enough by the bound.
        let size = deflate.deflate_compress(&json, &mut out[head..]).unwrap_or_default();
        out.truncate(head + size);
        out
    }

    /// From what is stored; `None` where it is damaged.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let (length, packed) = bytes.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        if length > MOST {
            return None;
        }
        let mut json = vec![0; length];
        let size = Decompressor::new().deflate_decompress(packed, &mut json).ok()?;
        serde_json::from_slice(json.get(..size)?).ok()
    }
}

/// Digests in hexadecimal, parted by blanks.
pub fn list_digests<'a>(digests: impl Iterator<Item = &'a Digest>) -> String {
    digests.map(|digest| hex(*digest)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::SignedWords;

    #[test]
    fn words_are_what_they_were_and_damaged_ones_are_none() {
        let words = SignedWords {
            engine: "0.1.0".to_owned(),
            drafts: vec![vec!["Dear [person]:".to_owned(); 40]; 8],
            ..SignedWords::default()
        };
        let packed = words.pack();
        assert!(packed.len() < 400, "{}", packed.len());
        assert_eq!(SignedWords::unpack(&packed), Some(words));
        assert_eq!(SignedWords::unpack(&packed[..packed.len() - 9]), None);
        assert_eq!(SignedWords::unpack(&[255; 9]), None, "no room is made for a length that cannot be");
        assert_eq!(SignedWords::unpack(&[]), None);
    }
}
