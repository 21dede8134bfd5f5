//! Watch over a case while a command works on it: the last action is remembered, an older file is told, a backup made.

use crate::advice;
use crate::say;
use desk::CommandError;
use desk::casefile::Case;
use desk::casefile::head::Head;
use desk::io::clock::now;
use desk::io::home::data_folder;
use desk::machine::place;
use desk::stage::audit;
use desk::stage::safekeeping::backup::{self, BackupStatus};
use desk::stage::safekeeping::keeping::{self, SafekeepingStatus};
use desk::stage::safekeeping::older;
use desk::stage::start::status::StatusWithWaiting;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A case while a command works on it.
pub struct Watched {
    home: Option<PathBuf>,
    head: Option<Head>,
    older: Option<older::OlderFile>,
}

impl Watched {
    /// Remembers that the case was opened. Nothing of this can make a command fail.
    pub fn begin(case: &Case) -> Self {
        if let Ok(Some(early)) = audit::early_clock(case, &now()) {
            say::note(&format!("noticepress: note: {early} If it is wrong, correct it: actions are dated by it."));
        }
        let home = data_folder();
        let older = home.as_deref().and_then(|home| keeping::note_opened(case, home));
        Self { home, head: case.head().ok(), older }
    }

    /// Tells of an older file.
    pub fn told(self) -> Self {
        if let Some(older) = &self.older {
            say::note(&format!("noticepress: note: {} {AGAINST_OLDER}", older.message));
        }
        self
    }

    /// Forgets a case that is gone for good.
    pub fn forget(self, case: &Path) {
        if let Some(home) = self.home {
            // What cannot be forgotten names a file that is not there.
            let _ = desk::machine::recent::forget(&home, case);
        }
    }

    /// Remembers what the command did, and makes a backup if it did something.
    pub fn end(self, case: &Case) {
        let Some(home) = self.home else { return };
        if case.head().ok() == self.head {
            return;
        }
        keeping::note_acted(case, &home);
        tell_missed_backup(case, Some(&home));
    }
}

/// Makes a backup where they are wanted; one that cannot be made is told.
pub fn tell_missed_backup(case: &Case, home: Option<&Path>) {
    if let Some(Err(missed)) = home.map(|home| backup::back_up_if_due(case, home)) {
        for reason in missed.reasons() {
            say::note(&format!("noticepress: note: {}", advice::line(reason)));
        }
    }
}

/// Tells of a place at which a case had better not lie.
pub fn tell_place(case: &Path) {
    if let Some(place) = place::classify(case) {
        say::note(&format!("noticepress: note: {} {}", place.message, place.advice));
    }
}

/// Advice about an older file.
const AGAINST_OLDER: &str = "If no one put it there on purpose, stop and restore the newest backup. If someone did, they confirm it once: acknowledge CASE --by NAME --reason WHY.";

/// An older file, with what to do about it.
#[derive(Serialize)]
struct OlderFile {
    #[serde(flatten)]
    file: older::OlderFile,
    advice: &'static str,
}

/// Status and safekeeping of a case, as one report. The last action is no part of it: it tells when something was done,
/// and two cases in which the same was done have the same report.
#[derive(Serialize)]
pub struct Kept {
    #[serde(flatten)]
    pub status: StatusWithWaiting,
    older_file: Option<OlderFile>,
    place: Option<place::CaseLocation>,
    backups: BackupStatus,
    #[serde(skip)]
    head: Head,
}

impl Kept {
    pub fn new(status: StatusWithWaiting, case: &Case) -> Result<Self, CommandError> {
        let SafekeepingStatus { head, older_file, place, backups } =
            keeping::safekeeping_status(case, data_folder().as_deref())?;
        let older_file = older_file.map(|file| OlderFile { file, advice: AGAINST_OLDER });
        Ok(Self { status, older_file, place, backups, head })
    }

    /// Describes the safekeeping in words.
    pub fn said(&self) -> String {
        let Self { head, backups, .. } = self;
        let mut text = format!("The latest action is {head}");
        if backups.to.is_some() {
            text.push('\n');
            text.push_str(&backups_said(backups));
        } else if data_folder().is_some() {
            text.push_str("\nNo backup folder is set: backups CASE --to DIR");
        }
        text
    }
}

/// Describes in words the folder for backups and the last backup.
pub fn backups_said(backups: &BackupStatus) -> String {
    let mut text = match &backups.to {
        Some(to) => format!("Backups go to {}", say::path(to)),
        None => "Automatic backups are off; backup CASE --out makes one.".to_owned(),
    };
    match (&backups.last, &backups.last_head) {
        (Some(last), Some(head)) => text.push_str(&format!("\nLast backup: {last}, {head}")),
        _ => text.push_str("\nNo backup yet"),
    }
    if let Some(note) = &backups.note {
        text.push_str(&format!("\n{note}"));
    }
    text
}
