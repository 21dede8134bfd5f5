//! The page Settings: keyring, copies, passphrase, vendor, the end of a case.

use super::Desk;
use crate::choose::{Meant, Question};
use crate::desktop::aside;
use crate::grant::{Token, Use};
use crate::said::Answer;
use crate::seen::About;
use desk::casefile::key::Secret;
use desk::machine::{keyring, recent};
use desk::stage::audit::{self, Purged};
use desk::stage::incident::vendor::{self, Terms, Wanted as WantedTerms};
use desk::stage::safekeeping::backup;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What the program is and where it keeps things.
#[tauri::command]
pub async fn about(desk: Desk<'_>) -> Answer<About> {
    Ok(About::of(&desk))
}

/// Makes a copy of the case, under the same passphrase or another.
#[tauri::command]
pub async fn back_up(desk: Desk<'_>, target: Token, passphrase: String) -> Answer<PathBuf> {
    desk.grants.check(&target, Use::CopyCase)?;
    let passphrase = Zeroizing::new(passphrase);
    desk.with(move |desk, case| {
        let secret = if case.is_plain() { Secret::Plain } else { Secret::Passphrase(passphrase) };
        desk.grants.once(&target, Use::CopyCase, |target| backup::backup(case, target, &secret))
    })
    .await
}

/// Gives the case another passphrase; the answer is the new recovery key, or nothing where the person did not agree. A page that
/// is not ours could lock the practice out of its own case, so the person is asked by the system.
#[tauri::command]
pub async fn change_passphrase(desk: Desk<'_>, passphrase: String) -> Answer<Option<String>> {
    let passphrase = Zeroizing::new(passphrase);
    let meant = desk.with(|_, case| Meant::of(case)).await?;
    let asked = meant.clone();
    let asker = desk.inner().clone();
    if !aside(move || Ok(asker.agrees(&Question::change_passphrase(&asked.path)))).await? {
        return Ok(None);
    }
    desk.with(move |_, case| {
        meant.check(case)?;
        let old = *case.salt();
        let key = case.rekey(&Secret::Passphrase(passphrase))?;
        keyring::forget_salt(&old).ok();
        Ok(Some(key.to_string()))
    })
    .await
}

/// Takes the key of the case out of the keyring; whether there was one.
#[tauri::command]
pub async fn forget_key(desk: Desk<'_>) -> Answer<bool> {
    desk.with(|_, case| keyring::forget_salt(case.salt())).await
}

/// On what terms letters are printed and mailed.
#[tauri::command]
pub async fn vendor_terms(desk: Desk<'_>) -> Answer<Terms> {
    desk.with(|desk, case| vendor::terms(case, &desk.means())).await
}

/// Changes envelope, letters in a file and agreement of the profile that counts.
#[tauri::command]
pub async fn adjust_terms(desk: Desk<'_>, wanted: WantedTerms, by: String) -> Answer<()> {
    desk.with(move |desk, case| vendor::adjust(case, &wanted, &by, &desk.means())).await
}

/// Gives the case a vendor's profile.
#[tauri::command]
pub async fn set_vendor(desk: Desk<'_>, profile: Token, by: String) -> Answer<()> {
    let path = desk.grants.path(&profile, Use::ReadVendor)?;
    desk.with(move |desk, case| vendor::give(case, &path, &by, &desk.means())).await
}

/// Removes the case for good; nothing where the person did not agree. It is the one act that nothing brings back, so the
/// person is asked by the system and not by a page, and only the case of the question goes.
#[tauri::command]
pub async fn purge_case(desk: Desk<'_>, early: bool) -> Answer<Option<Purged>> {
    let meant = desk.with(move |desk, case| {
        audit::may_go(case, &desk.means(), early)?;
        Meant::of(case)
    });
    let meant = meant.await?;
    let desk = desk.inner().clone();
    aside(move || {
        if !desk.agrees(&Question::purge(&meant.path)) {
            return Ok(None);
        }
        let case = desk.give(&meant)?;
        let path = case.path().to_owned();
        let purged = audit::purge(case, &desk.means(), early)?;
        recent::forget(&desk.home, &path)?;
        Ok(Some(purged))
    })
    .await
}
