//! The page Letters: counsel's studio.

use super::Desk;
use crate::error::IpcResult;
use crate::grant::{Token, Use};
use desk::casefile::LATEST;
use desk::io::outbox::{FileKind, SingleFile};
use desk::stage::letters::envelope::EnvelopeZone;
use desk::stage::letters::preview::{self, LetterText, PreviewOptions, PreviewTarget, SentenceReach, VariantLight};
use desk::stage::letters::wording::{self, TemplateEffect, TemplateFile, TemplatePath, TemplateText, TemplateVersion};
use desk::stage::letters::wording_document::make_document;
use desk::stage::letters::wording_return::{ReturnedWording, SavedBy, read_back};
use std::path::PathBuf;
use tauri::ipc::Response;

/// A text that is tried and not saved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, ts_rs::TS)]
pub struct Tried {
    /// Path of the template.
    pub path: TemplatePath,
    /// The text.
    pub text: String,
}

/// Every template that can be edited.
#[tauri::command]
pub async fn list_templates(desk: Desk<'_>) -> IpcResult<Vec<TemplateFile>> {
    desk.reading(|desk, facts| wording::list_templates(facts, &desk.command())).await
}

/// Every name that a template can print or ask for.
#[tauri::command]
pub async fn template_names(desk: Desk<'_>) -> IpcResult<Vec<String>> {
    desk.looking(|_, roster| Ok(roster.decided.snapshot.setup.context.catalog.names())).await
}

/// One template.
#[tauri::command]
pub async fn template_text(desk: Desk<'_>, path: TemplatePath) -> IpcResult<TemplateText> {
    desk.reading(move |desk, facts| wording::text(facts, path.as_str(), &desk.command())).await
}

/// Everything that counted under a path, newest first.
#[tauri::command]
pub async fn template_history(desk: Desk<'_>, path: TemplatePath) -> IpcResult<Vec<TemplateVersion>> {
    desk.with(move |desk, case| wording::history(case, path.as_str(), &desk.command())).await
}

/// Compares two texts word by word.
#[tauri::command]
pub async fn compare_wording(before: String, after: String) -> IpcResult<String> {
    Ok(wording::compare_wording(&before, &after))
}

/// Returns the effect that saving a text would have on letters and signatures.
#[tauri::command]
pub async fn preview_template_effect(desk: Desk<'_>, tried: Tried) -> IpcResult<TemplateEffect> {
    desk.with(move |desk, case| wording::effect(case, &[(tried.path.as_str(), &tried.text)], &desk.command())).await
}

/// Saves a text as the one that counts.
#[tauri::command]
pub async fn save_template(desk: Desk<'_>, tried: Tried, by: String, why: String) -> IpcResult<TemplateEffect> {
    desk.with(move |desk, case| {
        wording::save(case, &[(tried.path.as_str(), &tried.text)], &by, &why, &desk.command(), &mut |_| {})
    })
    .await
}

/// A letter as a PDF, with the words that count or with others.
#[tauri::command]
pub async fn render_letter(
    desk: Desk<'_>,
    reader: PreviewTarget,
    manner: PreviewOptions,
    tried: Option<Tried>,
) -> IpcResult<Response> {
    let page = desk.looking(move |desk, roster| {
        preview::render_page(roster, &*desk.ground(roster, tried.as_ref(), &manner)?, &reader)
    });
    page.await.map(Response::new)
}

/// A letter in words, with its checks.
#[tauri::command]
pub async fn letter_text(
    desk: Desk<'_>,
    reader: PreviewTarget,
    manner: PreviewOptions,
    tried: Option<Tried>,
) -> IpcResult<LetterText> {
    desk.looking(move |desk, roster| {
        preview::letter_text(roster, &*desk.ground(roster, tried.as_ref(), &manner)?, &reader)
    })
    .await
}

/// Checks every variant that letters need against the checklist.
#[tauri::command]
pub async fn check_letters(desk: Desk<'_>) -> IpcResult<Vec<VariantLight>> {
    desk.looking(|desk, roster| {
        preview::check_variants(roster, &*desk.ground(roster, None, &PreviewOptions::default())?)
    })
    .await
}

/// Writes a letter as a .docx file, to read and to mark up.
#[tauri::command]
pub async fn export_letter_docx(
    desk: Desk<'_>,
    reader: PreviewTarget,
    manner: PreviewOptions,
    tried: Option<Tried>,
    out: Token,
) -> IpcResult<PathBuf> {
    desk.grants.check(&out, Use::WriteLetter)?;
    desk.looking(move |desk, roster| {
        let bytes = preview::docx(roster, &*desk.ground(roster, tried.as_ref(), &manner)?, &reader)?;
        // The dialog has asked whether a file may be replaced.
        desk.grants.once(&out, Use::WriteLetter, |out| {
            SingleFile::new(FileKind::Docx, out).force(true).put(&bytes)?;
            Ok(out.to_owned())
        })
    })
    .await
}

/// Writes every template as one Word document, to be edited and read back.
#[tauri::command]
pub async fn export_wording_docx(desk: Desk<'_>, out: Token) -> IpcResult<PathBuf> {
    desk.grants.check(&out, Use::WriteWording)?;
    desk.with(move |desk, case| {
        let bytes = make_document(&case.input_files(LATEST)?, &[], &desk.command())?;
        // The dialog has asked whether a file may be replaced.
        desk.grants.once(&out, Use::WriteWording, |out| {
            SingleFile::new(FileKind::Docx, out).force(true).except([case.path()]).put(&bytes)?;
            Ok(out.to_owned())
        })
    })
    .await
}

/// Reads an edited Word document back and tells what changed; with a person and a reason, the changes are saved.
#[tauri::command]
pub async fn read_wording_docx(
    desk: Desk<'_>,
    file: Token,
    by: Option<String>,
    why: Option<String>,
) -> IpcResult<ReturnedWording> {
    let file = desk.grants.path(&file, Use::ReadWording)?;
    desk.with(move |desk, case| {
        let saved_by = by.as_deref().zip(why.as_deref()).map(|(by, why)| SavedBy { by, why });
        read_back(case, &file, &[], saved_by, &desk.command(), &mut |_| {})
    })
    .await
}

/// Returns the people, states and variants whose letters have a sentence.
#[tauri::command]
pub async fn sentence_reach(desk: Desk<'_>, sentence: String, tried: Option<Tried>) -> IpcResult<SentenceReach> {
    desk.looking(move |desk, roster| {
        preview::find_sentence(roster, &*desk.ground(roster, tried.as_ref(), &PreviewOptions::default())?, &sentence)
    })
    .await
}

/// Returns the zones of the first page that the envelope's windows show.
#[tauri::command]
pub async fn envelope_zones(desk: Desk<'_>) -> IpcResult<Vec<EnvelopeZone>> {
    desk.looking(|_, roster| Ok(EnvelopeZone::all(roster))).await
}
