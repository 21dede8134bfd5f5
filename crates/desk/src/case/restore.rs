//! Putting a backup in the place of a case that is refused, or going on with a file that was parted from the one beside it:
//! done once, by somebody who gives a name, and kept in the chain.

use super::audit::hex;
use super::file::{beside, waits};
use super::held::HeldFile;
use super::key::Secret;
use super::{Case, Opening, ruling};
use crate::{Refused, clock};
use notice::finding::Refusal;
use serde::Serialize;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// What was put in the place of what.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Restored {
    /// The case.
    pub case: PathBuf,
    /// Acts that it has now, the one of the restoring included.
    pub acts: i64,
    /// Where the file that was refused lies now; none where there was none.
    pub kept: Option<PathBuf>,
    /// The last act up to which the file that was refused is sound, where it could be read.
    pub sound_up_to: Option<i64>,
}

impl Case {
    /// Puts a copy of a backup in the place of a case; the file that was there is kept under another name.
    ///
    /// # Errors
    /// A backup that does not open with the secret, is damaged itself, or is of another case.
    pub fn restore(path: &Path, backup: &Path, secret: &Secret, by: &str, why: &str) -> Result<Restored, Refused> {
        let there = fs::symlink_metadata(path).is_ok();
        // Nobody may be at work on it.
        let held = if there { Some(HeldFile::open(path, Opening::Alone)?) } else { None };
        let from = Self::open(backup, secret, Opening::Beside)?;
        let before = there.then(|| Self::open(path, secret, Opening::ReadOnly).ok()).flatten();
        let found = before.as_ref().and_then(|case| case.soundness().ok());
        if let Some(case) = &before
            && case.seal.is_some()
            && from.seal.is_some()
            && case.id()? != from.id()?
        {
            return Err(Refusal::of_file(
                backup.display().to_string(),
                "This is a backup of another case.",
                "Name a backup of this case; nothing was changed.",
            )
            .into());
        }
        let sound_up_to = found.as_ref().map(|(found, _)| found.sound_up_to);
        let last = found.as_ref().and_then(|(found, acts)| acts.get(usize::try_from(found.sound_up_to - 1).ok()?));
        let replaced = json!({
            "acts": found.as_ref().map(|(found, _)| found.acts), "sound_up_to": sound_up_to,
            "hash": last.map(|act| hex(&act.hash)),
        });
        drop(before);
        let restored = from.copied(path, from.key.clone(), from.salt, |case| {
            case.act("restored", by, |step, act| {
                ruling::give_reason(step, act, why)?;
                Ok(((), json!({ "replaced": replaced })))
            })
        });
        // A backup of an older version, or a copy that was made by other means, is examined as the copy of it.
        let (draft, restored) = restored.map_err(not_restored)?;
        let kept = there.then(|| aside(path)).transpose()?;
        drop(held);
        if let Err(why) = draft.deliver(&restored.held, false) {
            if let Some(kept) = &kept {
                move_all(kept, path)?;
            }
            return Err(not_restored(why));
        }
        Ok(Restored { case: path.to_owned(), acts: from.last_act()? + 1, kept, sound_up_to })
    }

    /// Goes on with a case that was not closed and whose file with the latest changes is lost.
    ///
    /// # Errors
    /// A case that is damaged otherwise, or to which nothing of the kind happened.
    pub fn go_on_without_wal(path: &Path, secret: &Secret, by: &str, why: &str) -> Result<Restored, Refused> {
        let held = HeldFile::open(path, Opening::Alone)?;
        let salt = held.first_bytes()?;
        let key = if &salt == super::file::PLAIN { None } else { super::file::key_for(path, secret, &salt)? };
        let missing = !waits(path);
        let mut case = Self::connect(path, held, key, salt, Opening::Alone)?;
        if !missing || !case.seal.as_ref().is_some_and(|seal| seal.open) {
            return Err(Refused::input(
                "Nothing of this case is missing.",
                "Open it as always; to put a backup in its place, name that with --from.",
            ));
        }
        case.bring_up_to_date()?;
        case.must_be_sound()?;
        case.act("restored", by, |step, act| {
            ruling::give_reason(step, act, why)?;
            Ok(((), json!({ "without_wal": true })))
        })?;
        let acts = case.last_act()?;
        case.close()?;
        Ok(Restored { case: path.to_owned(), acts, kept: None, sound_up_to: Some(acts - 1) })
    }
}

fn not_restored(why: Refused) -> Refused {
    why.adding("The case is not restored: the file of its name is the one that was there.")
}

/// Moves a case and what lies beside it to a name that tells when.
fn aside(path: &Path) -> Result<PathBuf, Refused> {
    let when: String = clock::now().chars().filter(char::is_ascii_digit).collect();
    let mut to = beside(path, &format!(".replaced-{when}"));
    for n in 2.. {
        if fs::symlink_metadata(&to).is_err() {
            break;
        }
        to = beside(path, &format!(".replaced-{when}-{n}"));
    }
    move_all(path, &to)?;
    Ok(to)
}

fn move_all(from: &Path, to: &Path) -> Result<(), Refused> {
    fs::rename(from, to).map_err(|e| Refused::disk(from, "Moving the case aside", &e))?;
    for ending in ["-wal", "-shm"] {
        let _ = fs::rename(beside(from, ending), beside(to, ending));
    }
    Ok(())
}
