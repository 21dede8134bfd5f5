//! Passphrase, key and recovery key of a case.

use super::strength;
use crate::CommandError;
use crate::io::random::random;
use crate::process::memory;
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::{Encoding, HEXLOWER, Specification};
use notice::finding::ProblemCode;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Random bytes at the head of the file, by which the same passphrase gives every case another key.
pub type Salt = [u8; 16];

/// Passphrase or recovery key that opens a case, or neither for a plain one.
pub enum Secret {
    /// Passphrase, as people type it.
    Passphrase(Zeroizing<String>),
    /// Recovery key, as it was printed when the case was made.
    Recovery(Zeroizing<String>),
    /// Nothing: the case lies open on the disk, because somebody asked for it.
    Plain,
}

/// The key under which a case is encrypted. It stands at one place, which is not swapped, and is wiped there.
pub struct Key(Box<Zeroizing<[u8; 32]>>);

impl Clone for Key {
    fn clone(&self) -> Self {
        let mut own = Self::blank();
        own.0.copy_from_slice(&**self.0);
        own
    }
}

/// Parameters by which a passphrase is stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretching {
    /// Argon2id over 64 MiB, three times, in one lane: cases of earlier versions.
    OneLane,
    /// The same in four lanes, the second choice of RFC 9106.
    FourLanes,
}

/// Text that is hashed into the end of a salt to mark four lanes.
const FOUR_LANES: &[u8] = b"noticepress: Argon2id, 64 MiB, t = 3, p = 4";

/// The last bytes of a salt, which tell how the passphrase was stretched: a hash of the others, so that they look like chance to
/// everybody else. The salt of an older case says the same by chance once in 65,536 cases; whatever a salt says, the other way is
/// tried where the first opens nothing.
fn mark(salt: &Salt) -> [u8; 2] {
    let digest =
        sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix([&salt[..14], FOUR_LANES].concat()));
    [digest[0], digest[1]]
}

/// The salt of a new case, or of a case under a new passphrase.
pub(super) fn new_salt() -> Result<Salt, CommandError> {
    let mut salt: Salt = random()?;
    let mark = mark(&salt);
    salt[14..].copy_from_slice(&mark);
    Ok(salt)
}

impl Stretching {
    /// The ways in the order in which they are worth trying: an older salt knows one, but for chance.
    fn of(salt: &Salt) -> &'static [Self] {
        if salt[14..] == mark(salt) { &[Self::FourLanes, Self::OneLane] } else { &[Self::OneLane] }
    }

    /// Stretches a passphrase into a key: about a fifth of a second here, and years for who would try a list of words.
    fn stretch(self, passphrase: &str, salt: &Salt) -> Result<Key, CommandError> {
        let unfit = |_| CommandError::input("The passphrase cannot be used.", ProblemCode::PassphraseUnusable);
        let lanes = if self == Self::FourLanes { 4 } else { 1 };
        let params = Params::new(64 * 1024, 3, lanes, Some(32)).map_err(unfit)?;
        let mut key = Key::blank();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), salt, &mut **key.0)
            .map_err(unfit)?;
        Ok(key)
    }
}

/// A passphrase as new cases have it: composed (NFC), without the mark that editors put before a text, without an end of line.
fn normal(words: &str) -> Zeroizing<String> {
    let plain = words.strip_prefix('\u{FEFF}').unwrap_or(words).trim_end_matches(['\r', '\n']);
    let mut normal = Zeroizing::new(String::with_capacity(3 * plain.len()));
    normal.extend(plain.nfc());
    memory::lock(normal.as_bytes());
    normal
}

impl Secret {
    /// Keeps the memory of what was typed from being swapped.
    #[must_use]
    pub fn locked(self) -> Self {
        if let Self::Passphrase(words) | Self::Recovery(words) = &self {
            memory::lock(words.as_bytes());
        }
        self
    }

    /// The key of a new case with this salt; none for a plain one.
    pub(super) fn new_key(&self, salt: &Salt) -> Result<Option<Key>, CommandError> {
        match self {
            Self::Passphrase(words) => Stretching::of(salt)[0].stretch(&normal(words), salt).map(Some),
            Self::Recovery(text) => Key::from_recovery(text).map(Some),
            Self::Plain => Ok(None),
        }
    }

    /// The key with which a case of this salt opens, which `opens` knows; where none does, the most likely. A passphrase is
    /// taken byte for byte first, as earlier versions did, then as new cases have it. None for a plain case.
    pub(super) fn key_that(&self, salt: &Salt, opens: impl Fn(&Key) -> bool) -> Result<Option<Key>, CommandError> {
        let Self::Passphrase(words) = self else { return self.new_key(salt) };
        memory::lock(words.as_bytes());
        let normal = normal(words);
        let mut ways: Vec<(&str, Stretching)> = Vec::new();
        for stretching in Stretching::of(salt) {
            ways.push((words, *stretching));
            if *normal != **words {
                ways.push((&normal, *stretching));
            }
        }
        let mut first = None;
        let only = ways.len() == 1;
        for (words, stretching) in ways {
            let key = stretching.stretch(words, salt)?;
            if only || opens(&key) {
                return Ok(Some(key));
            }
            first.get_or_insert(key);
        }
        Ok(first)
    }

    /// Returns true if the typed text is the recovery key of some case, by the characters that prove it.
    pub fn looks_like_recovery(typed: &str) -> bool {
        Key::from_recovery(typed).is_ok()
    }

    /// Refuses a passphrase for a new case that can be guessed. `known` is what everybody knows of the case.
    pub fn is_fit(&self, known: &[String]) -> Result<(), CommandError> {
        match self {
            Self::Passphrase(words) => strength::refuse_weak(&normal(words), known),
            _ => Ok(()),
        }
    }
}

/// Digits and capitals without the look-alikes I, L, O and U; small letters and those that look alike are read as well.
static RECOVERY: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    letters.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    letters.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    // What fills the last letter counts for nothing.
    letters.check_trailing_bits = false;
    letters.encoding().expect("the alphabet is right")
});

/// Letters of a recovery key without what stands between them: 32 bytes of the key, and one that proves them.
const LETTERS: usize = 53;

impl Key {
    /// Returns true if both keys are equal.
    pub(super) fn is(&self, other: &Self) -> bool {
        **self.0 == **other.0
    }

    fn blank() -> Self {
        let key = Box::new(Zeroizing::new([0; 32]));
        memory::lock(&**key);
        Self(key)
    }

    /// Returns the raw key and the salt, as `SQLCipher` wants them.
    pub(super) fn pragma(&self, salt: &Salt) -> Zeroizing<String> {
        let mut digits = Zeroizing::new([0; 96]);
        let (of_key, of_salt) = digits.split_at_mut(64);
        HEXLOWER.encode_mut(&**self.0, of_key);
        HEXLOWER.encode_mut(salt, of_salt);
        let mut text = Zeroizing::new(String::with_capacity(100));
        text.push_str("x'");
        text.extend(digits.iter().copied().map(char::from));
        text.push('\'');
        text
    }

    /// The recovery key: the key itself with two characters that prove it was typed right, in groups of six.
    pub fn recovery(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0; 33]);
        bytes[..32].copy_from_slice(&**self.0);
        bytes[32] = self.proof();
        let mut letters = Zeroizing::new([0; LETTERS]);
        RECOVERY.encode_mut(&*bytes, &mut *letters);
        let mut text = Zeroizing::new(String::with_capacity(64));
        for group in letters.chunks(6) {
            if !text.is_empty() {
                text.push('-');
            }
            text.extend(group.iter().copied().map(char::from));
        }
        text
    }

    /// The byte that tells the key from one that was mistyped.
    fn proof(&self) -> u8 {
        <sha2::Sha256 as sha2::Digest>::digest(**self.0)[0]
    }

    fn from_recovery(text: &str) -> Result<Self, CommandError> {
        let wrong = || CommandError::input("This is not the recovery key of a case.", ProblemCode::RecoveryKeyWrong);
        let mut letters = Zeroizing::new([0; LETTERS]);
        let mut typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{FEFF}'));
        for place in letters.iter_mut() {
            *place = typed.next().and_then(|letter| u8::try_from(letter).ok()).ok_or_else(wrong)?;
        }
        let mut bytes = Zeroizing::new([0; 33]);
        if typed.next().is_some() || RECOVERY.decode_mut(&*letters, &mut *bytes).is_err() {
            return Err(wrong());
        }
        let mut own = Self::blank();
        own.0.copy_from_slice(&bytes[..32]);
        if bytes[32] == own.proof() { Ok(own) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Salt, Secret, Stretching, new_salt};
    use zeroize::Zeroizing;

    fn words(text: &str) -> Secret {
        Secret::Passphrase(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn a_recovery_key_gives_the_key_back_and_a_slip_is_noticed() {
        let key = Key(Box::new(Zeroizing::new(std::array::from_fn(|n| n as u8 * 7))));
        let text = key.recovery();
        let typed = text.to_lowercase().replace('0', "o").replace('-', " ");
        let again = Secret::Recovery(Zeroizing::new(typed)).new_key(&[0; 16]).expect("reads").expect("a key");
        assert_eq!(**again.0, **key.0);
        assert_eq!(*text, "003GW5-8W4CN3-2E1Z8S-6N8PV2-D5R7EZ-M5HJ9S-N8D8NY-VBVH6B-TBCJT");
        for longer in [format!("{}0", *text), format!("{}é", *text), text[..text.len() - 1].to_owned()] {
            assert!(Secret::Recovery(Zeroizing::new(longer)).new_key(&[0; 16]).is_err());
        }
        let slip = text.replacen('1', "2", 1);
        assert!(Secret::Recovery(Zeroizing::new(slip)).new_key(&[0; 16]).is_err());
    }

    #[test]
    fn a_salt_tells_how_the_passphrase_was_stretched() {
        let salt = new_salt().expect("chance");
        assert_eq!(Stretching::of(&salt), [Stretching::FourLanes, Stretching::OneLane]);
        let old: Salt = *b"an older salt 12";
        assert_eq!(Stretching::of(&old), [Stretching::OneLane]);
        let of_old = words("of an older case").new_key(&old).expect("stretched").expect("a key");
        let known = Stretching::OneLane.stretch("of an older case", &old).expect("stretched");
        assert_eq!(**of_old.0, **known.0, "an older case has the key that it always had");
        // An older salt that says four lanes by chance.
        let one = Stretching::OneLane.stretch("of an older case", &salt).expect("stretched");
        let found = words("of an older case").key_that(&salt, |key| **key.0 == **one.0).expect("stretched");
        assert_eq!(found.map(|key| **key.0), Some(**one.0));
    }

    #[test]
    fn a_passphrase_opens_in_either_form_of_its_letters() {
        let salt = new_salt().expect("chance");
        let composed = words("Gr\u{fc}nkohl mit Pinkel").new_key(&salt).expect("stretched").expect("a key");
        for typed in ["Gr\u{fc}nkohl mit Pinkel", "Gru\u{308}nkohl mit Pinkel", "\u{feff}Gru\u{308}nkohl mit Pinkel\r"]
        {
            let key = words(typed).key_that(&salt, |key| **key.0 == **composed.0).expect("stretched").expect("a key");
            assert_eq!(**key.0, **composed.0, "{typed}");
        }
        let spaced = words("Gr\u{fc}nkohl mit Pinkel ").new_key(&salt).expect("stretched").expect("a key");
        assert_ne!(**spaced.0, **composed.0, "spaces are kept");
    }
}
