//! A case's key in the keyring of the operating system, for whoever asks that it be remembered. Nothing is put there
//! unasked, and a machine without a keyring works as before.

use super::audit::hex;
use super::key::{Salt, Secret};
use crate::Refused;
use keyring::{Entry, Error};
use notice::finding::Refusal;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// Under what name keyrings list our keys.
const SERVICE: &str = "noticepress";

/// Puts the key of a case into the keyring, so that it opens without a passphrase for whoever is logged in here.
///
/// # Errors
/// A plain case, a wrong recovery key, and a machine whose keyring cannot be reached or is locked.
pub fn remember(case: &Path, secret: &Secret) -> Result<(), Refused> {
    let salt = salt(case)?;
    let Some(key) = secret.key(&salt)? else {
        return Err(Refused::input("A plain case has no key to remember.", "It opens without one."));
    };
    put(&entry(&salt).ok_or_else(unreachable)?, &key.recovery()).map_err(|_| unreachable())
}

/// What the keyring has for a case; nothing where there is no keyring, or nothing in it.
pub fn recall(case: &Path) -> Option<Secret> {
    take(&entry(&salt(case).ok()?)?)
}

/// Takes the key of a case out of the keyring; whether there was one.
///
/// # Errors
/// A machine whose keyring cannot be reached or is locked.
pub fn forget(case: &Path) -> Result<bool, Refused> {
    forget_salt(&salt(case)?)
}

/// The same by the salt of the case, which may be open, or have another one since.
///
/// # Errors
/// A machine whose keyring cannot be reached or is locked.
pub fn forget_salt(salt: &Salt) -> Result<bool, Refused> {
    drop_key(&entry(salt).ok_or_else(unreachable)?).map_err(|_| unreachable())
}

/// Whether the keyring has the key of a case with this salt.
pub fn has(salt: &Salt) -> bool {
    entry(salt).is_some_and(|entry| take(&entry).is_some())
}

fn put(entry: &Entry, key: &str) -> Result<(), Error> {
    entry.set_password(key)
}

fn take(entry: &Entry) -> Option<Secret> {
    entry.get_password().ok().map(|key| Secret::Recovery(Zeroizing::new(key)))
}

fn drop_key(entry: &Entry) -> Result<bool, Error> {
    match entry.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The place of a case in the keyring. Without a session bus Linux has no keyring, and we start none.
fn entry(salt: &Salt) -> Option<Entry> {
    let has_keyring = !cfg!(target_os = "linux") || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    has_keyring.then(|| Entry::new(SERVICE, &hex(salt)).ok()).flatten()
}

/// The case's salt, which no other case has.
fn salt(case: &Path) -> Result<Salt, Refused> {
    let mut salt = [0; 16];
    let (mut file, _) = crate::source::open(case)?;
    let read = file.read_exact(&mut salt);
    read.map_err(|e| Refused::disk(case, "Reading", &e))?;
    Ok(salt)
}

fn unreachable() -> Refused {
    let advice = "Log in to a desktop session whose keyring is unlocked, or go on with the passphrase.";
    Refused::Environment(Refusal::of_file("", "The keyring of the operating system cannot be reached.", advice))
}

#[cfg(test)]
mod tests {
    use super::{drop_key, put, take};
    use crate::case::key::Secret;

    #[test]
    fn a_key_is_kept_until_it_is_forgotten() {
        keyring::set_default_credential_builder(keyring::mock::default_credential_builder());
        let entry = keyring::Entry::new("noticepress", "of a test").expect("an entry");
        assert!(take(&entry).is_none());
        put(&entry, "ABCDEF").expect("kept");
        assert!(matches!(take(&entry), Some(Secret::Recovery(key)) if key.as_str() == "ABCDEF"));
        assert!(drop_key(&entry).expect("a keyring") && !drop_key(&entry).expect("a keyring"));
        assert!(take(&entry).is_none());
    }
}
