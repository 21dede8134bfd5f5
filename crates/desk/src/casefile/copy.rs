//! Cases that are made beside their place and get their name when they are whole: a new one, a copy, one under another key,
//! and a backup that takes the place of a case that is refused.

use super::beside::{beside, remove, waits};
use super::database::{PLAIN, connect};
use super::held::HeldFile;
use super::key::{self, Key, Salt, Secret};
use super::{Access, ActKind, Case, failed, failure};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::access;
use crate::io::digest::hex;
use crate::io::unfinished::{self, Guard};
use notice::finding::{Problem, ProblemCode};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;
use zeroize::Zeroizing;

/// Suffix of the name of a case in the making.
const MAKING: &str = ".making";

/// A file in the making, beside the place where it will stand. Dropped, it goes with everything that lies beside it.
pub(super) struct Draft {
    path: PathBuf,
    /// Taken when the file has got its name.
    named: Option<TempPath>,
    target: PathBuf,
    /// Guards of the files that a program removes when a signal ends it, or its next start after it was killed.
    _unfinished: [Guard; 4],
}

impl Draft {
    /// Makes an empty file of a random name for the user alone, and clears what killed programs left of the same.
    fn beside(target: &Path) -> Result<(Self, HeldFile), CommandError> {
        let failed = |e: &io::Error| CommandError::disk(target, "Creating the case", e);
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = folder_of(target);
        let prefix = format!(".{name}.");
        clear(folder, &prefix);
        let path = folder.join(format!("{prefix}{}{MAKING}", hex(crate::io::random::random::<6>()?)));
        let unfinished = ["", "-wal", "-shm", "-journal"].map(|ending| unfinished::register(&beside(&path, ending)));
        let file = access::create_file(&path).map_err(|e| failed(&e))?;
        let named = TempPath::try_from_path(path.clone()).map_err(|e| failed(&e))?;
        let held = HeldFile::take(file, &path)?;
        Ok((Self { path, named: Some(named), target: target.to_owned(), _unfinished: unfinished }, held))
    }

    /// Makes the file durable and gives it its name: that of no other file, or in the place of the one that has it.
    pub(super) fn deliver(mut self, held: &HeldFile, over: bool) -> Result<(), CommandError> {
        let failed = |e: &io::Error| CommandError::disk(&self.target, "Writing the case", e);
        held.file().sync_all().map_err(|e| failed(&e))?;
        let named = self.named.take().ok_or_else(|| failed(&io::ErrorKind::NotFound.into()))?;
        let renamed = if over { named.persist(&self.target) } else { named.persist_noclobber(&self.target) };
        if let Err(error) = renamed {
            self.named = Some(error.path);
            return Err(match error.error.kind() {
                io::ErrorKind::AlreadyExists => exists(&self.target),
                _ => failed(&error.error),
            });
        }
        let folder = folder_of(&self.target);
        match sync_folder(folder).or_else(|_| sync_folder(folder)) {
            Err(error) if !over => {
                // Without its name on the disk it is nobody's file; where even that fails, it stands and is told of.
                fs::remove_file(&self.target).map_or(Ok(()), |()| Err(failed(&error)))
            }
            // The old file is gone already; after a power failure either of the two is there, whole.
            _ => Ok(()),
        }
    }

    /// The same error about the file that was wanted.
    fn of_target(&self, why: CommandError) -> CommandError {
        let own = self.path.display().to_string();
        why.map(|mut reason| {
            if reason.place.file == own {
                reason.place.file = self.target.display().to_string();
            }
            reason
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.named.is_some() {
            remove(&self.path);
        } else {
            // The file has its name; nothing of the making stays beside it.
            for ending in ["-wal", "-shm", "-journal"] {
                let _ = fs::remove_file(beside(&self.path, ending));
            }
        }
    }
}

/// Removes files in the making whose program is gone.
fn clear(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_ours = name.starts_with(prefix) && name.ends_with(MAKING);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let path = entry.path();
            let held = File::options().read(true).write(true).open(&path).ok().map(|file| HeldFile::take(file, &path));
            if let Some(Ok(_dead)) = held {
                remove(&path);
            }
        }
    }
}

/// The folder in which a file lies.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows has no handle on a folder to sync; its rename is journalled.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn exists(path: &Path) -> CommandError {
    let advice = "Choose another file name; the existing file was not changed.";
    Problem::of_file(path.display().to_string(), "This file already exists.", advice).into()
}

impl Case {
    /// Makes a case file, fills it, and gives it its name when it is whole: one that was only begun is nobody's case. Gives
    /// the recovery key, which is never shown again; none for a plain case.
    pub fn create(
        path: &Path,
        secret: &Secret,
        fill: impl FnOnce(&mut Self) -> Result<(), CommandError>,
    ) -> Result<Option<Zeroizing<String>>, CommandError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(exists(path));
        }
        let salt = key::new_salt()?;
        let key = secret.new_key(&salt)?;
        let recovery = key.as_ref().map(Key::recovery);
        let (draft, held) = Draft::beside(path)?;
        let salt = if key.is_some() { salt } else { *PLAIN };
        let made = Self::begin(&draft.path, held, key, salt).and_then(|mut case| {
            fill(&mut case)?;
            case.finish()?;
            Ok(case)
        });
        let case = made.map_err(|why| draft.of_target(why))?;
        draft.deliver(&case.held, false)?;
        Ok(recovery)
    }

    /// Copies the case as it is now, while it may be in use, to a file that is not there yet. The copy opens with the secret
    /// that is given, and where that is the case's own, with its recovery key.
    pub fn copy_to(&self, target: &Path, secret: &Secret) -> Result<(), CommandError> {
        let own = self.key.as_ref();
        let key = match secret.key_that(&self.salt, |key| own.is_some_and(|own| own.is(key)))? {
            Some(key) if own.is_some_and(|own| own.is(&key)) => Some(key),
            // Another passphrase is one for a new file.
            _ => secret.new_key(&self.salt)?,
        };
        self.copy_under(target, key)
    }

    /// Copies the case under its own key.
    pub fn copy_as_is(&self, target: &Path) -> Result<(), CommandError> {
        self.copy_under(target, self.key.clone())
    }

    fn copy_under(&self, target: &Path, key: Option<Key>) -> Result<(), CommandError> {
        if fs::symlink_metadata(target).is_ok() {
            return Err(exists(target));
        }
        let (draft, case) = self.copy_with(target, key, self.salt, |_| Ok(()))?;
        draft.deliver(&case.held, false)
    }

    /// Copies the case into a file in the making, works on the copy, and closes it.
    pub(super) fn copy_with(
        &self,
        target: &Path,
        key: Option<Key>,
        salt: Salt,
        work: impl FnOnce(&mut Self) -> Result<(), CommandError>,
    ) -> Result<(Draft, Self), CommandError> {
        let _gate = unfinished::gate();
        let (draft, held) = Draft::beside(target)?;
        let copy = || {
            let mut to = connect(&draft.path, key.as_ref(), &salt).map_err(|e| failed(target, &e))?;
            let from = self.db()?;
            let backup = rusqlite::backup::Backup::new(from, &mut to).map_err(|e| failed(target, &e))?;
            backup.run_to_completion(4096, std::time::Duration::ZERO, None).map_err(|e| failed(target, &e))?;
            drop(backup);
            to.close().map_err(|(_, e)| failed(target, &e))?;
            let mut case = Self::connect(&draft.path, held, key, salt, Access::Exclusive)?;
            case.draft = true;
            // Its pages were written anew, so that the digest over those of the original says nothing of them.
            case.seal.iter_mut().for_each(|seal| seal.open = true);
            case.bring_up_to_date()?;
            case.ensure_sound()?;
            work(&mut case)?;
            case.finish()?;
            Ok(case)
        };
        match copy() {
            Ok(case) => Ok((draft, case)),
            Err(why) => Err(draft.of_target(why)),
        }
    }

    /// Gives the case another passphrase, and with it another recovery key. A copy under the new key, with the act in it, is
    /// made, synced, and opened and examined as whoever comes next will open it; then it takes the place of the case. At any
    /// moment the old passphrase or the new one opens the file of that name.
    ///
    /// # Errors
    /// Then the old passphrase opens the case as before.
    pub fn rekey(&mut self, secret: &Secret) -> Result<Zeroizing<String>, CommandError> {
        secret.is_fit(&super::strength::known_of(&self.input_files(super::LATEST)?, &self.path))?;
        if self.plain {
            return Err(CommandError::input(
                "A case without encryption has no passphrase.",
                ProblemCode::PlainCasePassphrase,
            ));
        }
        if self.is_read_only() {
            return Err(failure::read_only(&self.path));
        }
        let salt = key::new_salt()?;
        let Some(key) = secret.new_key(&salt)? else {
            return Err(CommandError::input("Encryption cannot be removed from a case.", ProblemCode::PassphraseEmpty));
        };
        let recovery = key.recovery();
        let path = self.path.clone();
        let _gate = unfinished::gate();
        self.must_be_here(false)?;
        let (draft, renewed) = self
            .copy_with(&path, Some(key), salt, |case| {
                case.transact(ActKind::Passphrase, Actor::NOBODY, |_, _| Ok(((), serde_json::json!({}))))
            })
            .map_err(unchanged)?;
        let proved = Self::open(&draft.path, secret, Access::Shared).and_then(|case| case.ensure_sound());
        proved.map_err(|why| unchanged(draft.of_target(why)))?;
        // What waits beside the old file belongs to it and to no other.
        self.finish().map_err(unchanged)?;
        if waits(&path) {
            return Err(unchanged(CommandError::disk(&path, "Closing the case", &io::ErrorKind::ResourceBusy.into())));
        }
        if let Err(why) = draft.deliver(&renewed.held, true) {
            self.reopen()?;
            return Err(unchanged(why));
        }
        unfinished::note_recorded();
        let Self { held, key, salt, .. } = renewed;
        (self.held, self.key, self.salt) = (held.renamed(&path), key, salt);
        // The file opens with the new passphrase whether this program can go on with it or not.
        let _ = self.reopen();
        Ok(recovery)
    }

    /// Removes a closed case file for good.
    pub(crate) fn erase(path: &Path) -> Result<(), CommandError> {
        fs::remove_file(path).map_err(|e| CommandError::disk(path, "Removing the case", &e))?;
        remove(path);
        Ok(())
    }
}

/// The error of a change of the passphrase that was not made.
fn unchanged(why: CommandError) -> CommandError {
    why.adding("The passphrase was not changed; the old one still opens the case.")
}
