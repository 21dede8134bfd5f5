//! The page Start: cases that were open before, a new one, the sample.

use super::Desk;
use crate::desktop::run_blocking;
use crate::dialog::DialogKind;
use crate::error::{IpcError, IpcResult};
use crate::grant::{Chosen, Grants, Token, Use};
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case, strength};
use desk::machine::keyring;
use desk::machine::recent::{self, KnownCase};
use desk::stage::incident::form::{self, IncidentForm};
use desk::stage::safekeeping::keeping;
use desk::stage::start::case_status::CaseStatus;
use desk::stage::start::create::{self, NewCase};
use desk::task::TaskControl;
use desk::{CommandError, sample_case};
use notice::line::ENGINE;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use zeroize::Zeroizing;

/// Result of opening a case.
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

/// A case that was open before.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct RecentCase {
    /// The case, to be opened.
    pub case: Chosen,
    /// The practice.
    pub practice: String,
    /// Title of the event, as in the letters.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// True if the file is there.
    pub there: bool,
    /// Time of the last backup, in UTC.
    pub last_backup: Option<String>,
}

impl RecentCase {
    fn all(recent: Vec<KnownCase>, grants: &Grants) -> Result<Vec<Self>, CommandError> {
        let one = |own: KnownCase| {
            Ok(Self {
                case: grants.give(&own.path, Use::OpenCase)?,
                practice: own.practice,
                title: own.title,
                mailing: own.mailing,
                there: own.there,
                last_backup: own.backup.map(|backup| backup.at),
            })
        };
        recent.into_iter().map(one).collect()
    }
}

/// Version and data folder of the program.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct About {
    /// Its version.
    pub version: String,
    /// Folder in which it keeps data of its own.
    pub home: PathBuf,
}

/// Cases that were open before, newest first.
#[tauri::command]
pub async fn recent_cases(desk: Desk<'_>) -> IpcResult<Vec<RecentCase>> {
    let desk = Arc::clone(&desk);
    run_blocking(move || Ok(RecentCase::all(recent::all(&desk.home), &desk.grants)?)).await
}

/// The case by which the program was started, said once.
#[tauri::command]
pub async fn requested_case(desk: Desk<'_>) -> IpcResult<Option<Chosen>> {
    let case = desk.requested_case.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ok(case.map(|path| desk.grants.give(&path, Use::OpenCase)).transpose()?)
}

/// Takes a case off the list; the case itself stays.
#[tauri::command]
pub async fn forget_recent(desk: Desk<'_>, file: Token) -> IpcResult<Vec<RecentCase>> {
    let path = desk.grants.path(&file, Use::OpenCase)?;
    let desk = Arc::clone(&desk);
    run_blocking(move || Ok(RecentCase::all(recent::hide(&desk.home, &path)?, &desk.grants)?)).await
}

/// Asks for a file or a folder; nothing where nobody chose.
#[tauri::command]
pub async fn choose(desk: Desk<'_>, wanted: DialogKind) -> IpcResult<Option<Chosen>> {
    let desk = Arc::clone(&desk);
    run_blocking(move || desk.choose(wanted)).await
}

/// A sheet of facts on which nothing is filled in yet.
#[tauri::command]
pub async fn blank_incident_form() -> IpcResult<IncidentForm> {
    run_blocking(|| Ok(form::blank())).await
}

/// The sheet of an incident file on the disk.
#[tauri::command]
pub async fn read_incident_form(desk: Desk<'_>, incident: Token) -> IpcResult<IncidentForm> {
    let path = desk.grants.path(&incident, Use::ReadIncident)?;
    run_blocking(move || Ok(form::parse_form(&desk::io::read::settings(&path)?))).await
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
) -> IpcResult<NewCase> {
    desk.grants.check(&place, Use::MakeCase)?;
    let incident = desk.grants.path_if(incident.as_ref(), Use::ReadIncident)?;
    let files = desk.grants.paths(files, Use::ReadPicture)?;
    let desk = desk.inner().clone();
    let passphrase = Zeroizing::new(passphrase);
    run_blocking(move || {
        let secret = if passphrase.is_empty() { Secret::Plain } else { Secret::Passphrase(passphrase) };
        let found = form::for_new(&text, &files, incident.as_deref())?;
        let (made, case) = desk.grants.once(&place, Use::MakeCase, |path| {
            let made = create::create_from_files(path, &secret, &found, &desk.command())?;
            Ok((made, Case::open(path, &secret, Access::Exclusive)?))
        })?;
        keeping::note_opened(&case, &desk.home);
        desk.take(Some(case))?;
        Ok(made)
    })
    .await
}

/// Opens a case: with what was typed, passphrase or recovery key, else with what the keyring has.
#[tauri::command]
pub async fn open_case(desk: Desk<'_>, file: Token, typed: String, remember: bool) -> IpcResult<Opened> {
    let path = desk.grants.path(&file, Use::OpenCase)?;
    let desk = desk.inner().clone();
    let typed = Zeroizing::new(typed);
    run_blocking(move || {
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
        let case = Case::open(&path, &secret, Access::Exclusive).or_else(|why| match (&why, plain) {
            // Whoever lost the passphrase types the recovery key into the same field.
            (CommandError::Input(_), false) if Secret::looks_like_recovery(&typed) => {
                Case::open(&path, &Secret::Recovery(typed.clone()), Access::Exclusive)
            }
            _ => Err(why),
        })?;
        // A computer without a keyring opens the case all the same.
        let remembered = !remember || plain || keyring::remember(&path, &secret).is_ok();
        keeping::note_opened(&case, &desk.home);
        desk.take(Some(case))?;
        Ok(if remembered { Opened::Open } else { Opened::NotRemembered })
    })
    .await
}

/// Opens the sample case, which is made where there is none yet; `anew` makes it anew.
#[tauri::command]
pub async fn open_sample(desk: Desk<'_>, anew: bool) -> IpcResult<()> {
    let desk = desk.inner().clone();
    run_blocking(move || {
        desk.take(None)?;
        let case = sample_case::open(&desk.home, anew, &desk.command())?;
        desk.take(Some(case))?;
        Ok(())
    })
    .await
}

/// Closes the case. Work that goes on is stopped first, and leaves nothing half made. The answer is why no backup could be
/// made, where one was wanted.
#[tauri::command]
pub async fn close_case(desk: Desk<'_>) -> IpcResult<Option<IpcError>> {
    desk.tasks.control(TaskControl::cancel);
    let desk = desk.inner().clone();
    run_blocking(move || desk.take(None)).await
}

/// A passphrase of words that chance put together. It is kept nowhere.
#[tauri::command]
pub async fn make_passphrase() -> IpcResult<String> {
    run_blocking(|| Ok(strength::generate()?.to_string())).await
}

/// Returns the weakness of a passphrase in plain words; nothing where it is strong enough.
#[tauri::command]
pub async fn check_passphrase(passphrase: String) -> IpcResult<Option<String>> {
    let passphrase = Zeroizing::new(passphrase);
    run_blocking(move || Ok(strength::weakness(&passphrase, &[]).map(str::to_owned))).await
}

/// Returns the status of the case now.
#[tauri::command]
pub async fn case_status(desk: Desk<'_>) -> IpcResult<CaseStatus> {
    desk.with_or_last(|last| &last.status, |desk, case| CaseStatus::of(case, &desk.command())).await
}

/// Returns the version and the data folder of the program.
#[tauri::command]
pub async fn about(desk: Desk<'_>) -> IpcResult<About> {
    Ok(About { version: ENGINE.to_owned(), home: desk.home.clone() })
}
