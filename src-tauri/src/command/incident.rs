//! The page Incident: the facts, and the sentences that they feed.

use super::Desk;
use crate::desktop::aside;
use crate::grant::{Token, Use};
use crate::said::Answer;
use desk::stage::incident::form::{self, Beside, Sheet};

/// The facts of the case.
#[tauri::command]
pub async fn case_facts(desk: Desk<'_>) -> Answer<Sheet> {
    desk.reading(|_, facts| Ok(form::of_facts(facts))).await
}

/// A sheet with another value for a fact; nothing is kept.
#[tauri::command]
pub async fn set_fact(text: String, key: String, value: String) -> Answer<Sheet> {
    aside(move || Ok(form::sheet(&form::set(&text, &key, &value)?))).await
}

/// The letter beside the sheet, with what changed against the facts before, and the sentences that a fact feeds.
#[tauri::command]
pub async fn letter_beside(desk: Desk<'_>, before: String, now: String, key: String, child: bool) -> Answer<Beside> {
    let means = desk.means();
    aside(move || Ok(form::beside(&before, &now, &key, child, &means)?)).await
}

/// Gives the case other facts.
#[tauri::command]
pub async fn save_facts(desk: Desk<'_>, text: String, files: Vec<(String, Token)>, by: String) -> Answer<Sheet> {
    let files = desk.grants.paths(files, Use::ReadPicture)?;
    desk.with(move |desk, case| {
        form::amend(case, &text, &files, &by, &desk.means())?;
        form::of_case(case)
    })
    .await
}
