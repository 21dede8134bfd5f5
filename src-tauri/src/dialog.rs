//! Questions to the person before the window in the system's own dialogs: files, folders, and acts that cannot be taken
//! back. No page can answer them.

use desk::CommandError;
use desk::casefile::Case;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind, MessageDialogResult};

/// The file or folder that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DialogKind {
    /// A case that is there.
    Case,
    /// The place for a new case.
    NewCase,
    /// The place for a copy of the case.
    Copy,
    /// A backup, to take the place of a case.
    Backup,
    /// An incident file.
    Incident,
    /// A list of people, or of guardians, or of pieces.
    List,
    /// A vendor's profile.
    Vendor,
    /// A picture or a letterhead.
    Picture,
    /// A page that counsel signed.
    SignedPage,
    /// The folder of counsel's pack.
    CounselPack,
    /// A folder to write to.
    Folder,
    /// A folder for backups.
    BackupFolder,
    /// The file to which the acts of the case are written.
    NewFile,
    /// The file to which a letter for reading is written.
    NewDocx,
    /// The Word document to which the wording is written.
    NewWording,
    /// A Word document with edited wording.
    EditedWording,
}

/// An act that only a person can agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmedAct {
    /// The case is removed for good.
    Purge,
    /// A backup takes the place of a case.
    Restore,
    /// The case gets another passphrase.
    ChangePassphrase,
}

/// A question that is answered by yes or no.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// The act that it is about.
    pub act: ConfirmedAct,
    /// Heading.
    pub title: &'static str,
    /// Text that says what the act does to which files.
    pub text: String,
    /// The button that agrees.
    pub yes: &'static str,
    /// The button that does not.
    pub no: &'static str,
}

impl Confirmation {
    /// Returns the question before a case is removed for good.
    pub fn purge(case: &Path) -> Self {
        let text = "The case file and everything in it will be deleted: lists, decisions, approvals, and the audit log. This cannot be undone. Exported packages and backups stay where they are.";
        Self {
            act: ConfirmedAct::Purge,
            title: "Delete case permanently",
            text: format!("Delete this case permanently?\n\n{}\n\n{text}", shown(case)),
            yes: "Delete permanently",
            no: "Cancel",
        }
    }

    /// Returns the question before a backup takes the place of a case.
    pub fn restore(case: &Path, backup: &Path) -> Self {
        let text = "Changes made after the backup will be missing, and people mailed since then could be mailed again. The current file is kept next to it.";
        Self {
            act: ConfirmedAct::Restore,
            title: "Restore from backup",
            text: format!(
                "Replace the case with this backup?\n\nCase: {}\nBackup: {}\n\n{text}",
                shown(case),
                shown(backup)
            ),
            yes: "Restore",
            no: "Cancel",
        }
    }

    /// Returns the question before a case gets another passphrase.
    pub fn change_passphrase(case: &Path) -> Self {
        let text = "The current passphrase and recovery key will no longer work. Continue only if you have just entered a new passphrase yourself.";
        Self {
            act: ConfirmedAct::ChangePassphrase,
            title: "Change passphrase",
            text: format!("Change the passphrase of this case?\n\n{}\n\n{text}", shown(case)),
            yes: "Change",
            no: "Cancel",
        }
    }
}

fn shown(path: &Path) -> String {
    notice::finding::escape_line(&path.to_string_lossy()).into_owned()
}

/// The case about which somebody was asked: it is the one that is open when the answer comes, or nothing is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseIdentity {
    /// Path of the case file.
    pub path: PathBuf,
    id: String,
}

impl CaseIdentity {
    /// The case that is open.
    pub fn of(case: &Case) -> Result<Self, CommandError> {
        Ok(Self { path: case.path().to_owned(), id: case.id()? })
    }

    /// Refuses another case: it may have been opened while the question stood on the screen.
    pub fn check(&self, case: &Case) -> Result<(), CommandError> {
        if Self::of(case)? == *self {
            return Ok(());
        }
        Err(CommandError::input("A different case is open now.", "Check which case is open, and start again."))
    }
}

/// Whoever asks the person.
pub trait Dialogs: Send + Sync {
    /// Dialogs for a file or a folder; nothing where nobody chose.
    fn choose(&self, wanted: DialogKind) -> Option<PathBuf>;

    /// Dialogs whether something shall be done; whatever is no clear yes is a no.
    fn confirms(&self, question: &Confirmation) -> bool;
}

/// The dialogs of the system.
pub struct SystemDialogs(pub AppHandle);

impl Dialogs for SystemDialogs {
    fn choose(&self, wanted: DialogKind) -> Option<PathBuf> {
        if let Some(path) = answered(&format!("{wanted:?}")) {
            return Some(path.into());
        }
        let dialog = self.0.dialog().file();
        let chosen = match wanted {
            DialogKind::Case => dialog.set_title("Open case").add_filter("Cases", CASES).blocking_pick_file(),
            DialogKind::Backup => dialog
                .set_title("Choose backup to restore")
                .add_filter("Cases", CASES)
                .add_filter("All files", &["*"])
                .blocking_pick_file(),
            DialogKind::NewCase => dialog
                .set_title("Save new case")
                .add_filter("Cases", CASES)
                .set_file_name("case.noticecase")
                .blocking_save_file(),
            DialogKind::Copy => dialog
                .set_title("Save backup")
                .add_filter("Cases", CASES)
                .set_file_name("copy.noticecase")
                .blocking_save_file(),
            DialogKind::Incident => {
                dialog.set_title("Choose incident file").add_filter("Incident files", &["toml"]).blocking_pick_file()
            }
            DialogKind::List => dialog
                .set_title("Choose list")
                .add_filter("Lists", &["csv", "tsv", "txt", "xlsx", "xls", "ods", "ndjson"])
                .blocking_pick_file(),
            DialogKind::Vendor => {
                dialog.set_title("Choose vendor profile").add_filter("Profiles", &["toml"]).blocking_pick_file()
            }
            DialogKind::Picture => dialog
                .set_title("Choose a file")
                .add_filter("Pictures, letterheads, codes", &["svg", "png", "pdf", "csv"])
                .blocking_pick_file(),
            DialogKind::SignedPage => dialog
                .set_title("Choose signed page")
                .add_filter("Pages", &["pdf", "png", "jpg", "jpeg", "tif", "tiff"])
                .blocking_pick_file(),
            DialogKind::CounselPack => dialog.set_title("Choose counsel packet folder").blocking_pick_folder(),
            DialogKind::Folder => dialog.set_title("Choose folder").blocking_pick_folder(),
            DialogKind::BackupFolder => dialog.set_title("Choose backup folder").blocking_pick_folder(),
            DialogKind::NewDocx => dialog
                .set_title("Save letter")
                .add_filter("Word documents", &["docx"])
                .set_file_name("letter.docx")
                .blocking_save_file(),
            DialogKind::NewWording => dialog
                .set_title("Save wording")
                .add_filter("Word documents", &["docx"])
                .set_file_name("wording.docx")
                .blocking_save_file(),
            DialogKind::EditedWording => {
                dialog.set_title("Choose edited wording").add_filter("Word documents", &["docx"]).blocking_pick_file()
            }
            DialogKind::NewFile => dialog.set_title("Save audit log").blocking_save_file(),
        };
        chosen.and_then(|path| path.into_path().ok())
    }

    fn confirms(&self, question: &Confirmation) -> bool {
        // A test of the window that answers nothing has said no: no dialog of the system waits for anybody there.
        if cfg!(feature = "e2e") {
            return answered(&format!("{:?}", question.act)).is_some_and(|word| word == "yes");
        }
        let buttons = MessageDialogButtons::OkCancelCustom(question.yes.to_owned(), question.no.to_owned());
        let dialog = self.0.dialog().message(&question.text).title(question.title);
        let mut dialog = dialog.kind(MessageDialogKind::Warning).buttons(buttons);
        if let Some(window) = self.0.get_webview_window("main") {
            dialog = dialog.parent(&window);
        }
        dialog.blocking_show_with_result() == MessageDialogResult::Custom(question.yes.to_owned())
    }
}

/// Extensions of case files.
const CASES: &[&str] = &["noticecase"];

/// The answer of a test for the person: a line `word answer` of the file that the environment names. Nothing in a program that
/// is handed on, which is built without the feature.
fn answered(word: &str) -> Option<String> {
    if !cfg!(feature = "e2e") {
        return None;
    }
    let answers = std::fs::read_to_string(std::env::var_os("NOTICEPRESS_E2E_ANSWERS")?).ok()?;
    let word = format!("{word} ");
    answers.lines().find_map(|line| line.strip_prefix(&word)).map(str::to_owned)
}
