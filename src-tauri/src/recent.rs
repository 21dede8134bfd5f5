//! Cases that were open before: where they lie and what they are called, never who is in them.

use desk::clock::now;
use desk::{Refused, outbox};
use notice::party::Incident;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many are remembered.
const MOST: usize = 12;

/// A case that was open before.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Recent {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name without the folder.
    pub name: String,
    /// The practice.
    pub practice: String,
    /// What happened, as the letters are titled.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// When it was opened last, in UTC.
    pub opened: String,
    /// The folder of the last export.
    #[serde(default)]
    pub out: Option<PathBuf>,
    /// Whether the file is there.
    #[serde(default)]
    pub there: bool,
}

/// All of them, newest first.
pub fn all(home: &Path) -> Vec<Recent> {
    let text = std::fs::read_to_string(file(home)).unwrap_or_default();
    let mut all: Vec<Recent> = serde_json::from_str(&text).unwrap_or_default();
    for one in &mut all {
        one.there = one.path.is_file();
    }
    all
}

/// Puts a case at the head. That it cannot be remembered is no reason not to work on it.
pub fn note(home: &Path, path: &Path, incident: &str) {
    let incident = Incident::parse("", incident).ok();
    let of = |pick: &dyn Fn(&Incident) -> String| incident.as_ref().map(pick).unwrap_or_default();
    let own = Recent {
        path: path.to_owned(),
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        practice: of(&|incident| incident.practice.name.clone()),
        title: of(&|incident| incident.event.title.clone()),
        mailing: of(&|incident| incident.mailing.date.to_string()),
        opened: now(),
        out: out_of(home, path),
        there: true,
    };
    let others = all(home).into_iter().filter(|one| one.path != path);
    let _ = write(home, &std::iter::once(own).chain(others).take(MOST).collect::<Vec<_>>());
}

/// The folder to which a case was exported last.
pub fn out_of(home: &Path, path: &Path) -> Option<PathBuf> {
    all(home).into_iter().find(|one| one.path == path)?.out
}

/// Remembers the folder of an export, so that one that was broken off is ended there.
pub fn note_out(home: &Path, path: &Path, out: &Path) {
    let mut all = all(home);
    for own in all.iter_mut().filter(|one| one.path == path) {
        own.out = Some(out.to_owned());
    }
    let _ = write(home, &all);
}

/// Takes a case off the list.
pub fn forget(home: &Path, path: &Path) -> Result<Vec<Recent>, Refused> {
    let mut others = all(home);
    others.retain(|one| one.path != path);
    write(home, &others)?;
    Ok(others)
}

fn write(home: &Path, all: &[Recent]) -> Result<(), Refused> {
    std::fs::create_dir_all(home).map_err(|e| Refused::disk(home, "Making the folder", &e))?;
    outbox::put_file(&file(home), serde_json::to_string_pretty(all).unwrap_or_default().as_bytes())
}

fn file(home: &Path) -> PathBuf {
    home.join("recent.json")
}
