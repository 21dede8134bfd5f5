//! Putting a backup in the place of a case that is refused, or going on with a file that was parted from the one beside it:
//! done once, by somebody who gives a name, and kept in the chain.

use super::beside::{beside, waits};
use super::held::HeldFile;
use super::id::ActId;
use super::key::Secret;
use super::{Access, ActKind, Case, ruling};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::digest::hex;
use crate::io::{access, clock, unfinished};
use notice::finding::{FaceProblem, Problem};
use serde::Serialize;
use serde_json::json;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Report of a case that was restored.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Restored {
    /// The case.
    pub case: PathBuf,
    /// Acts that it has now, the one of the restoring included.
    pub acts: ActId,
    /// Path to which the refused file was moved; none where there was none.
    pub kept: Option<PathBuf>,
    /// The last act up to which the file that was refused is sound, where it could be read.
    pub sound_up_to: Option<ActId>,
    /// Packages that the file that was there was exported to, and of which the restored one knows nothing.
    pub unknown_packages: Vec<String>,
    /// True if both files were proved to be of one case.
    pub compared: bool,
}

impl Case {
    /// Puts a copy of a backup in the place of a case; the file that was there is kept under another name. `known` is the id
    /// that this computer knows of the case at that path.
    ///
    /// # Errors
    /// A backup that does not open with the secret, is damaged itself, or is of another case.
    pub fn restore(
        path: &Path,
        backup: &Path,
        secret: &Secret,
        known: Option<&str>,
        (by, why): (Actor<'_>, &str),
    ) -> Result<Restored, CommandError> {
        let _gate = unfinished::gate();
        // By whatever link it is named, the file itself is replaced.
        let real = path.canonicalize();
        let path = real.as_deref().unwrap_or(path);
        let there = fs::symlink_metadata(path).is_ok();
        // Nobody may be at work on it.
        let held = if there { Some(HeldFile::open(path, Access::Exclusive)?) } else { None };
        let from = Self::open(backup, secret, Access::Shared)?;
        let before = there.then(|| Self::open(path, secret, Access::ReadOnly).ok()).flatten();
        let found = before.as_ref().and_then(|case| case.soundness().ok());
        let other = |message: &str| {
            let advice = "Choose a backup of this case. Nothing was changed.";
            CommandError::from(Problem::of_file(backup.display().to_string(), message, advice))
        };
        if from.is_plain() && there && !Self::is_plain_file(path)? {
            return Err(other("This backup is not encrypted, but the case was."));
        }
        let id_before = before.as_ref().filter(|case| case.seal.is_some()).map(Self::id).transpose()?;
        let id_before = id_before.or_else(|| known.map(str::to_owned));
        let compared = from.seal.is_some() && id_before.is_some();
        if compared && id_before != Some(from.id()?) {
            return Err(other("This is a backup of a different case."));
        }
        let packages = |case: &Self| -> Vec<String> {
            let runs = case.runs().unwrap_or_default();
            runs.into_iter().map(|run| run.package).collect()
        };
        let in_backup = packages(&from);
        let unknown_packages: Vec<String> = before.as_ref().map(packages).unwrap_or_default();
        let unknown_packages: Vec<String> =
            unknown_packages.into_iter().filter(|package| !in_backup.contains(package)).collect();
        let sound_up_to = found.as_ref().map(|(found, _)| found.sound_up_to);
        let last = found.as_ref().and_then(|(found, acts)| acts.get(found.sound_up_to.index()?));
        let replaced = json!({
            "acts": found.as_ref().map(|(found, _)| found.acts), "sound_up_to": sound_up_to,
            "hash": last.map(|act| hex(act.hash)), "unknown_packages": unknown_packages,
        });
        drop(before);
        let restored = from.copy_with(path, from.key.clone(), from.salt, |case| {
            case.transact(ActKind::Restored, by, |step, act| {
                ruling::add_reason(step, act, why)?;
                Ok(((), json!({ "replaced": replaced })))
            })
        });
        // A backup of an older version, or a copy that was made by other means, is examined as the copy of it.
        let (draft, restored) = restored.map_err(not_restored)?;
        let kept = there.then(|| keep_aside(path)).transpose().map_err(not_restored)?;
        // What waits beside the old file must never be taken for the new one's; it is kept with the old one.
        let waited = fs::remove_file(beside(path, "-wal")).is_ok();
        let _ = fs::remove_file(beside(path, "-shm"));
        if let Err(why) = draft.deliver(&restored.held, there) {
            if let Some(kept) = kept.filter(|_| waited) {
                copy_file(&beside(&kept, "-wal"), &beside(path, "-wal"))?;
            }
            return Err(not_restored(why));
        }
        unfinished::note_recorded();
        drop(held);
        let acts = from.last_act()?.next();
        Ok(Restored { case: path.to_owned(), acts, kept, sound_up_to, unknown_packages, compared })
    }

    /// Goes on with a case that was not closed and whose file with the latest changes is lost.
    ///
    /// # Errors
    /// A case that is damaged otherwise, or to which nothing of the kind happened.
    pub fn continue_without_wal(
        path: &Path,
        secret: &Secret,
        by: Actor<'_>,
        why: &str,
    ) -> Result<Restored, CommandError> {
        let real = path.canonicalize();
        let path = real.as_deref().unwrap_or(path);
        let held = HeldFile::open(path, Access::Exclusive)?;
        let salt = held.first_bytes()?;
        let key = if &salt == super::database::PLAIN { None } else { super::database::key_for(path, secret, &salt)? };
        let missing = super::wal::must_belong(path, key.as_ref(), &salt).is_err();
        let mut case = Self::connect(path, held, key, salt, Access::Exclusive)?;
        if !missing || !case.seal.as_ref().is_some_and(|seal| seal.open) {
            return Err(CommandError::input("Nothing of this case is missing.", FaceProblem::NothingMissing));
        }
        case.bring_up_to_date()?;
        case.ensure_sound()?;
        case.transact(ActKind::Restored, by, |step, act| {
            ruling::add_reason(step, act, why)?;
            Ok(((), json!({ "without_wal": true })))
        })?;
        let acts = case.last_act()?;
        case.close()?;
        let (sound_up_to, unknown_packages) = (Some(acts.previous()), Vec::new());
        Ok(Restored { case: path.to_owned(), acts, kept: None, sound_up_to, unknown_packages, compared: true })
    }
}

fn not_restored(why: CommandError) -> CommandError {
    why.adding("The case was not restored.")
}

/// Copies a case and what waits beside it to a name that tells when.
fn keep_aside(path: &Path) -> Result<PathBuf, CommandError> {
    let when: String = clock::now().chars().filter(char::is_ascii_digit).collect();
    let mut to = beside(path, &format!(".replaced-{when}"));
    for n in 2.. {
        if fs::symlink_metadata(&to).is_err() {
            break;
        }
        to = beside(path, &format!(".replaced-{when}-{n}"));
    }
    let copied = copy_file(path, &to)
        .and_then(|()| if waits(path) { copy_file(&beside(path, "-wal"), &beside(&to, "-wal")) } else { Ok(()) });
    if copied.is_err() {
        for ending in ["", "-wal"] {
            let _ = fs::remove_file(beside(&to, ending));
        }
    }
    copied.map(|()| to)
}

fn copy_file(from: &Path, to: &Path) -> Result<(), CommandError> {
    let copy = || {
        let mut to = access::create_file(to)?;
        io::copy(&mut File::open(from)?, &mut to)?;
        to.sync_all()
    };
    copy().map_err(|e| CommandError::disk(to, "Keeping the file that is there", &e))
}

impl Case {
    /// Returns true if an older file was put in the place of the case after an act: what was signed before it may be of
    /// a run that went out already.
    pub fn was_restored_after(&self, act: ActId) -> Result<bool, CommandError> {
        self.read(|db| {
            db.query_row(
                "SELECT EXISTS (SELECT 1 FROM act WHERE seq > ? AND kind IN ('restored', 'older file acknowledged'))",
                [act],
                |row| row.get(0),
            )
        })
    }
}
