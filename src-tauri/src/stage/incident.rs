//! The incident: its facts, the sentences that they feed, and the print vendor.

use super::Desk;
use crate::desktop::run_blocking;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use desk::stage::incident::form::{self, IncidentForm, IncidentPreview};
use desk::stage::incident::vendor::{self, TermsChange, VendorTerms};

/// The facts of the case.
#[tauri::command]
pub async fn incident_form(desk: Desk<'_>) -> IpcResult<IncidentForm> {
    desk.reading(|_, facts| Ok(form::of_facts(facts))).await
}

/// A sheet with another value for a fact; nothing is kept.
#[tauri::command]
pub async fn set_form_field(text: String, key: String, value: String) -> IpcResult<IncidentForm> {
    run_blocking(move || Ok(form::parse_form(&form::set(&text, &key, &value)?))).await
}

/// The letter beside the sheet, with what changed against the facts before, and the sentences that a fact feeds.
#[tauri::command]
pub async fn preview_incident_letter(
    desk: Desk<'_>,
    before: String,
    now: String,
    key: String,
    child: bool,
) -> IpcResult<IncidentPreview> {
    let command = desk.command();
    run_blocking(move || Ok(form::preview_letter(&before, &now, &key, child, &command)?)).await
}

/// Gives the case other facts.
#[tauri::command]
pub async fn save_incident_form(
    desk: Desk<'_>,
    text: String,
    files: Vec<(String, Token)>,
    by: String,
) -> IpcResult<IncidentForm> {
    let files = desk.grants.paths(files, Use::ReadPicture)?;
    desk.with(move |desk, case| {
        form::amend(case, &text, &files, &by, &desk.command())?;
        form::of_case(case)
    })
    .await
}

/// Returns the terms on which letters are printed and mailed.
#[tauri::command]
pub async fn vendor_terms(desk: Desk<'_>) -> IpcResult<VendorTerms> {
    desk.with(|desk, case| vendor::terms(case, &desk.command())).await
}

/// Changes envelope, letters in a file and agreement of the profile that counts.
#[tauri::command]
pub async fn change_vendor_terms(desk: Desk<'_>, wanted: TermsChange, by: String) -> IpcResult<()> {
    desk.with(move |desk, case| vendor::change_terms(case, &wanted, &by, &desk.command())).await
}

/// Gives the case a vendor's profile.
#[tauri::command]
pub async fn set_vendor(desk: Desk<'_>, profile: Token, by: String) -> IpcResult<()> {
    let path = desk.grants.path(&profile, Use::ReadVendor)?;
    desk.with(move |desk, case| vendor::set_vendor(case, &path, &by, &desk.command())).await
}
