//! The page Start: cases that were open before, a new one, the sample.

use super::Desk;
use crate::choose::Wanted;
use crate::desktop::aside;
use crate::grant::{Chosen, Token, Use};
use crate::said::{Answer, Said};
use crate::seen::RecentCase;
use desk::casefile::key::Secret;
use desk::casefile::{Case, Opening};
use desk::machine::keyring;
use desk::machine::recent;
use desk::stage::incident::form::{self, Sheet};
use desk::stage::safekeeping::keeping;
use desk::stage::start::create::{self, Made};
use desk::task::Reins;
use desk::{Refused, sample_case};
use serde::Serialize;
use std::sync::{Arc, PoisonError};
use zeroize::Zeroizing;

/// How a case was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// It is open.
    Open,
    /// It is encrypted, and no keyring has its key: ask for the passphrase.
    AskPassphrase,
    /// It is open; this computer has no keyring that would remember its key.
    NotRemembered,
}

/// Cases that were open before, newest first.
#[tauri::command]
pub async fn recent_cases(desk: Desk<'_>) -> Answer<Vec<RecentCase>> {
    let desk = Arc::clone(&desk);
    aside(move || Ok(RecentCase::all(recent::all(&desk.home), &desk.grants)?)).await
}

/// The case by which the program was started, said once.
#[tauri::command]
pub async fn asked_for(desk: Desk<'_>) -> Answer<Option<Chosen>> {
    let case = desk.asked_for.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ok(case.map(|path| desk.grants.give(&path, Use::OpenCase)).transpose()?)
}

/// Takes a case off the list; the case itself stays.
#[tauri::command]
pub async fn forget_recent(desk: Desk<'_>, file: Token) -> Answer<Vec<RecentCase>> {
    let path = desk.grants.path(&file, Use::OpenCase)?;
    let desk = Arc::clone(&desk);
    aside(move || Ok(RecentCase::all(recent::hide(&desk.home, &path)?, &desk.grants)?)).await
}

/// Asks for a file or a folder; nothing where nobody chose.
#[tauri::command]
pub async fn choose(desk: Desk<'_>, wanted: Wanted) -> Answer<Option<Chosen>> {
    let desk = Arc::clone(&desk);
    aside(move || desk.choose(wanted)).await
}

/// A sheet of facts on which nothing is filled in yet.
#[tauri::command]
pub async fn blank_facts() -> Answer<Sheet> {
    aside(|| Ok(form::blank())).await
}

/// The sheet of an incident file on the disk.
#[tauri::command]
pub async fn facts_of_file(desk: Desk<'_>, incident: Token) -> Answer<Sheet> {
    let path = desk.grants.path(&incident, Use::ReadIncident)?;
    aside(move || Ok(form::sheet(&desk::io::read::text(&path)?))).await
}

/// Makes a case from a sheet and opens it. Without a passphrase it lies open on the disk. `incident` is
/// the incident file that the sheet was read from: files that it names itself are looked for beside it.
#[tauri::command]
pub async fn new_case(
    desk: Desk<'_>,
    place: Token,
    passphrase: String,
    text: String,
    files: Vec<(String, Token)>,
    incident: Option<Token>,
) -> Answer<Made> {
    desk.grants.check(&place, Use::MakeCase)?;
    let incident = desk.grants.path_if(incident.as_ref(), Use::ReadIncident)?;
    let files = desk.grants.paths(files, Use::ReadPicture)?;
    let desk = desk.inner().clone();
    let passphrase = Zeroizing::new(passphrase);
    aside(move || {
        let secret = if passphrase.is_empty() { Secret::Plain } else { Secret::Passphrase(passphrase) };
        let found = form::for_new(&text, &files, incident.as_deref())?;
        let (made, case) = desk.grants.once(&place, Use::MakeCase, |path| {
            let made = create::with_facts(path, &secret, &found, &desk.means())?;
            Ok((made, Case::open(path, &secret, Opening::Alone)?))
        })?;
        keeping::opened(&case, &desk.home);
        desk.take(Some(case))?;
        Ok(made)
    })
    .await
}

/// Opens a case: with what was typed, passphrase or recovery key, else with what the keyring has.
#[tauri::command]
pub async fn open_case(desk: Desk<'_>, file: Token, typed: String, remember: bool) -> Answer<Opened> {
    let path = desk.grants.path(&file, Use::OpenCase)?;
    let desk = desk.inner().clone();
    let typed = Zeroizing::new(typed);
    aside(move || {
        let plain = Case::is_plain_file(&path)?;
        let secret = match (plain, typed.is_empty()) {
            (true, _) => Secret::Plain,
            (false, true) => match keyring::recall(&path) {
                Some(secret) => secret,
                None => return Ok(Opened::AskPassphrase),
            },
            (false, false) => Secret::Passphrase(typed.clone()),
        };
        desk.take(None)?;
        let case = Case::open(&path, &secret, Opening::Alone).or_else(|why| match (&why, plain) {
            // Whoever lost the passphrase types the recovery key into the same field.
            (Refused::Input(_), false) if Secret::looks_like_recovery(&typed) => {
                Case::open(&path, &Secret::Recovery(typed.clone()), Opening::Alone)
            }
            _ => Err(why),
        })?;
        // A computer without a keyring opens the case all the same.
        let remembered = !remember || plain || keyring::remember(&path, &secret).is_ok();
        keeping::opened(&case, &desk.home);
        desk.take(Some(case))?;
        Ok(if remembered { Opened::Open } else { Opened::NotRemembered })
    })
    .await
}

/// Opens the sample case, which is made where there is none yet; `anew` makes it anew.
#[tauri::command]
pub async fn open_sample(desk: Desk<'_>, anew: bool) -> Answer<()> {
    let desk = desk.inner().clone();
    aside(move || {
        desk.take(None)?;
        let case = sample_case::open(&desk.home, anew, &desk.means())?;
        desk.take(Some(case))?;
        Ok(())
    })
    .await
}

/// Closes the case. Work that goes on is stopped first, and leaves nothing half made. The answer is why no backup could be
/// made, where one was wanted.
#[tauri::command]
pub async fn close_case(desk: Desk<'_>) -> Answer<Option<Said>> {
    desk.work.pull(Reins::stop);
    let desk = desk.inner().clone();
    aside(move || desk.take(None)).await
}
