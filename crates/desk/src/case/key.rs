//! Passphrase, key and recovery key of a case.

use crate::Refused;
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// Random bytes at the head of the file, by which the same passphrase gives every case another key.
pub type Salt = [u8; 16];

/// What opens a case.
pub enum Secret {
    /// What people type.
    Passphrase(Zeroizing<String>),
    /// What was printed when the case was made.
    Recovery(Zeroizing<String>),
    /// Nothing: the case lies open on the disk, because somebody asked for it.
    Plain,
}

/// The key under which a case is encrypted.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

/// The least number of characters of a passphrase.
const LEAST: usize = 12;

/// Argon2id over 64 MiB, three times: about a fifth of a second here, and years for who would try a list of words.
fn stretch(passphrase: &str, salt: &Salt) -> Result<Key, Refused> {
    let unfit = |_| Refused::input("The passphrase cannot be used.", "Choose another one.");
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(unfit)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(unfit)?;
    Ok(Key(key))
}

impl Secret {
    /// The key of a case with this salt; none for a plain one.
    pub fn key(&self, salt: &Salt) -> Result<Option<Key>, Refused> {
        match self {
            Self::Passphrase(words) => stretch(words, salt).map(Some),
            Self::Recovery(text) => Key::from_recovery(text).map(Some),
            Self::Plain => Ok(None),
        }
    }

    /// Whether what was typed is the recovery key of some case, by the characters that prove it.
    pub fn looks_like_recovery(typed: &str) -> bool {
        Key::from_recovery(typed).is_ok()
    }

    /// Refuses a passphrase for a new case that is too short to protect anybody.
    pub fn is_fit(&self) -> Result<(), Refused> {
        match self {
            Self::Passphrase(words) if words.chars().count() < LEAST => Err(Refused::input(
                format!("The passphrase has fewer than {LEAST} characters."),
                "Choose several words that nobody would put together.",
            )),
            _ => Ok(()),
        }
    }
}

/// Digits and capitals without the look-alikes I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Key {
    /// As `SQLCipher` wants it: the raw key and the salt.
    pub(super) fn pragma(&self, salt: &Salt) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(100));
        text.push_str("x'");
        for byte in self.0.iter().chain(salt) {
            text.push_str(&format!("{byte:02x}"));
        }
        text.push('\'');
        text
    }

    /// The recovery key: the key itself with two characters that prove it was typed right, in groups of six.
    pub fn recovery(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.0.to_vec());
        let check = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(*self.0));
        bytes.extend_from_slice(&check[..1]);
        let (mut bits, mut held) = (0u32, 0);
        let mut text = Zeroizing::new(String::with_capacity(64));
        let mut letters = 0;
        let mut put = |value: u32| {
            if letters > 0 && letters % 6 == 0 {
                text.push('-');
            }
            letters += 1;
            text.push(char::from(ALPHABET[value as usize & 31]));
        };
        for byte in bytes.iter() {
            bits = (bits << 8 | u32::from(*byte)) & 0xFFFF;
            held += 8;
            while held >= 5 {
                held -= 5;
                put(bits >> held);
            }
        }
        put(bits << (5 - held));
        text
    }

    fn from_recovery(text: &str) -> Result<Self, Refused> {
        let wrong = || {
            Refused::input(
                "This is not the recovery key of a case.",
                "Type it as it was printed; hyphens do not matter.",
            )
        };
        let (mut bits, mut held) = (0u32, 0);
        let mut bytes = Zeroizing::new(Vec::with_capacity(34));
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            let value = ALPHABET.iter().position(|&c| char::from(c) == letter).ok_or_else(wrong)?;
            bits = (bits << 5 | value as u32) & 0xFFFF;
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push((bits >> held) as u8);
            }
        }
        let (key, check) = bytes.split_at_checked(32).ok_or_else(wrong)?;
        let mut own = Zeroizing::new([0; 32]);
        own.copy_from_slice(key);
        let right = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(*own));
        if check.len() != 1 || check[0] != right[0] {
            return Err(wrong());
        }
        Ok(Self(own))
    }
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Refused> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        let advice = "Try again; without chance no key can be made.";
        Refused::Environment(notice::finding::Refusal::of_file("", "The machine gave no random bytes.", advice))
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Key, Secret};
    use zeroize::Zeroizing;

    #[test]
    fn a_recovery_key_gives_the_key_back_and_a_slip_is_noticed() {
        let key = Key(Zeroizing::new(std::array::from_fn(|n| n as u8 * 7)));
        let text = key.recovery();
        assert!(text.len() < 64 && text.contains('-'), "{}", *text);
        let typed = text.to_lowercase().replace('0', "o").replace('-', " ");
        let again = Secret::Recovery(Zeroizing::new(typed)).key(&[0; 16]).expect("reads").expect("a key");
        assert_eq!(*again.0, *key.0);
        let slip = text.replacen('1', "2", 1);
        assert!(Secret::Recovery(Zeroizing::new(slip)).key(&[0; 16]).is_err());
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        assert!(Secret::Passphrase(Zeroizing::new("short".into())).is_fit().is_err());
        assert!(Secret::Passphrase(Zeroizing::new("four words that fit".into())).is_fit().is_ok());
    }
}
