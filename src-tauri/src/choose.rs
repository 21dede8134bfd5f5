//! The one place where the window asks for a file or a folder of the disk.

use serde::Deserialize;
use std::path::PathBuf;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A case that is there.
    Case,
    /// Where a new case is to lie.
    NewCase,
    /// An incident file.
    Incident,
    /// A list of people, or of guardians, or of pieces.
    List,
    /// A vendor's profile.
    Vendor,
    /// A picture or a letterhead.
    Picture,
    /// Any file.
    Any,
    /// A folder to write to.
    Folder,
    /// Where a file is to be written.
    NewFile,
    /// Where a letter for reading is to be written.
    NewDocx,
}

/// Asks; nothing where nobody chose.
pub fn choose(app: &AppHandle, wanted: Wanted) -> Option<PathBuf> {
    #[cfg(feature = "e2e")]
    if let Some(path) = answered(wanted) {
        return Some(path);
    }
    let dialog = app.dialog().file();
    let chosen = match wanted {
        Wanted::Case => dialog.set_title("Open a case").add_filter("Cases", &["noticecase"]).blocking_pick_file(),
        Wanted::NewCase => dialog
            .set_title("Where the new case shall lie")
            .add_filter("Cases", &["noticecase"])
            .set_file_name("case.noticecase")
            .blocking_save_file(),
        Wanted::Incident => {
            dialog.set_title("Choose an incident file").add_filter("Incident files", &["toml"]).blocking_pick_file()
        }
        Wanted::List => {
            dialog.set_title("Choose a list").add_filter("Lists", &["csv", "tsv", "txt", "xlsx"]).blocking_pick_file()
        }
        Wanted::Vendor => {
            dialog.set_title("Choose a vendor's profile").add_filter("Profiles", &["toml"]).blocking_pick_file()
        }
        Wanted::Picture => dialog
            .set_title("Choose a file")
            .add_filter("Pictures, letterheads, codes", &["svg", "png", "pdf", "csv"])
            .blocking_pick_file(),
        Wanted::Any => dialog.set_title("Choose a file").blocking_pick_file(),
        Wanted::Folder => dialog.set_title("Choose a folder").blocking_pick_folder(),
        Wanted::NewDocx => dialog
            .set_title("Where the letter shall be written")
            .add_filter("Word documents", &["docx"])
            .set_file_name("letter.docx")
            .blocking_save_file(),
        Wanted::NewFile => dialog.set_title("Where the file shall be written").blocking_save_file(),
    };
    chosen.and_then(|path| path.into_path().ok())
}

/// What a test answers for the person: a line `wanted path` of the file that the environment names.
#[cfg(feature = "e2e")]
fn answered(wanted: Wanted) -> Option<PathBuf> {
    let answers = std::fs::read_to_string(std::env::var_os("NOTICEPRESS_E2E_ANSWERS")?).ok()?;
    let word = format!("{wanted:?} ");
    answers.lines().find_map(|line| line.strip_prefix(&word)).map(PathBuf::from)
}
