//! A case's key in the keyring of the operating system, for whoever asks that it be remembered. Nothing is put there
//! unasked, and a machine without a keyring works as before.

use super::recent;
use crate::CommandError;
use crate::casefile::key::{Salt, Secret};
use crate::io::digest::hex;
use crate::io::home::data_folder;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use notice::finding::{Problem, ProblemCode};
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(target_os = "linux")]
use dbus_secret_service_keyring_store::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;

/// Name under which keyrings list our keys.
const SERVICE: &str = "noticepress";

/// Puts the key of a case into the keyring, so that it opens without a passphrase for whoever is logged in here.
///
/// # Errors
/// A plain case, a wrong recovery key, and a machine whose keyring cannot be reached or is locked.
pub fn remember(case: &Path, secret: &Secret) -> Result<(), CommandError> {
    let salt = salt(case)?;
    let Some(key) = crate::casefile::key_for(case, secret, &salt)? else {
        return Err(CommandError::input(
            "A case without encryption has no passphrase to remember.",
            ProblemCode::KeyNeedless,
        ));
    };
    put(&entry(&salt).ok_or_else(unreachable)?, &key.recovery()).map_err(|_| unreachable())?;
    let home = data_folder().ok_or_else(unreachable)?;
    recent::note_remembered(&home, case, &hex(salt))
}

/// Returns the key of a case from the keyring; `None` where there is no keyring, or nothing in it.
pub fn recall(case: &Path) -> Option<Secret> {
    let salt = salt(case).ok()?;
    // Whoever never asked that a case be remembered has nothing there, and the keyring is not asked.
    is_remembered(&salt).then(|| entry(&salt)).flatten().and_then(|entry| take(&entry))
}

/// Returns true if this computer was asked to remember the case of this salt, or a case of which this is a copy.
fn is_remembered(salt: &Salt) -> bool {
    data_folder().is_some_and(|home| recent::is_remembered(&home, &hex(salt)))
}

/// Takes the key of a case out of the keyring; returns true if there was one.
///
/// # Errors
/// A machine whose keyring cannot be reached or is locked.
pub fn forget(case: &Path) -> Result<bool, CommandError> {
    forget_salt(&salt(case)?)
}

/// The same by the salt of the case, which may be open, or have another one since.
///
/// # Errors
/// A machine whose keyring cannot be reached or is locked.
pub fn forget_salt(salt: &Salt) -> Result<bool, CommandError> {
    let dropped = drop_key(&entry(salt).ok_or_else(unreachable)?).map_err(|_| unreachable())?;
    data_folder().map_or(Ok(()), |home| recent::note_forgotten(&home, &hex(salt)))?;
    Ok(dropped)
}

/// Returns true if the keyring has the key of a case with this salt.
pub fn has(salt: &Salt) -> bool {
    is_remembered(salt) && entry(salt).is_some_and(|entry| take(&entry).is_some())
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
    let bus = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap_or_default();
    let has_keyring = !cfg!(target_os = "linux") || is_of_this_machine(&bus);
    has_keyring.then(|| Store::new().ok()?.build(SERVICE, &hex(salt), None).ok()).flatten()
}

/// Returns true if every place of a session bus is a socket of this machine: nothing of ours goes over a network.
pub fn is_of_this_machine(bus: &str) -> bool {
    !bus.is_empty() && bus.split(';').filter(|place| !place.is_empty()).all(|place| place.starts_with("unix:"))
}

/// The case's salt, which no other case has.
fn salt(case: &Path) -> Result<Salt, CommandError> {
    let mut salt = [0; 16];
    let (mut file, _) = crate::io::read::open(case)?;
    let read = file.read_exact(&mut salt);
    read.map_err(|e| CommandError::disk(case, "Reading", &e))?;
    Ok(salt)
}

fn unreachable() -> CommandError {
    let advice = "Log in to a desktop session with an unlocked keychain, or use the passphrase.";
    CommandError::Environment(Problem::of_file("", "The keychain of this computer is not available.", advice))
}

#[cfg(test)]
mod tests {
    use super::{drop_key, is_of_this_machine, put, take};
    use crate::casefile::key::Secret;
    use keyring_core::api::CredentialStoreApi;

    #[test]
    fn a_session_bus_on_a_network_is_none() {
        for (bus, ours) in [
            ("unix:path=/run/user/1000/bus", true),
            ("unix:abstract=/a/x;unix:path=/y", true),
            ("tcp:host=127.0.0.1,port=9", false),
            ("unix:path=/y;tcp:host=127.0.0.1", false),
            ("unixexec:path=nc", false),
            ("autolaunch:", false),
            ("", false),
        ] {
            assert_eq!(is_of_this_machine(bus), ours, "{bus}");
        }
    }

    #[test]
    fn a_key_is_kept_until_it_is_forgotten() {
        let store = keyring_core::mock::Store::new().expect("a keyring of a test");
        let entry = store.build("noticepress", "of a test", None).expect("an entry");
        assert!(take(&entry).is_none());
        put(&entry, "ABCDEF").expect("kept");
        assert!(matches!(take(&entry), Some(Secret::Recovery(key)) if key.as_str() == "ABCDEF"));
        assert!(drop_key(&entry).expect("a keyring") && !drop_key(&entry).expect("a keyring"));
        assert!(take(&entry).is_none());
    }
}
