//! Passphrases for a new case or a changed one: whether one can be guessed, and ones that cannot.

use crate::desktop::aside;
use crate::said::Answer;
use desk::casefile::strength;
use zeroize::Zeroizing;

/// A passphrase of words that chance put together. It is kept nowhere.
#[tauri::command]
pub async fn make_passphrase() -> Answer<String> {
    aside(|| Ok(strength::generate()?.to_string())).await
}

/// What is weak about a passphrase, in plain words; nothing where it is strong enough.
#[tauri::command]
pub async fn weigh_passphrase(passphrase: String) -> Answer<Option<String>> {
    let passphrase = Zeroizing::new(passphrase);
    aside(move || Ok(strength::weakness(&passphrase, &[]).map(str::to_owned))).await
}
