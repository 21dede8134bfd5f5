//! Opening, changing and closing the case file.

use super::act::{self, Act};
use super::beside::beside;
use super::content::{self, CONTENT};
use super::database::{PLAIN, connect, key_for, settle};
use super::failure::{self, Stands};
use super::held::{Companion, HeldFile, Tidy};
use super::id::ActId;
use super::key::{Key, Salt, Secret};
use super::opening::{Access, Whereabouts};
use super::schema::{self, SchemaHead};
use super::seal::{self, Seal, checkpoint};
use super::{ActKind, damaged, failed, medium, wal};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::{clock, read, unfinished};
use crate::task::Stopwatch;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A case file, open.
pub struct Case {
    /// None after a failure after which the database could not be opened again.
    db: Option<Connection>,
    pub(super) path: PathBuf,
    pub(super) plain: bool,
    pub(super) key: Option<Key>,
    pub(super) salt: Salt,
    pub(super) seal: Option<Seal>,
    opening: Access,
    /// True if the case is checked through its own connection; false where it is only looked at.
    pub(super) looks_itself: bool,
    /// Time since it was opened, and checked with that.
    pub(super) opened: Stopwatch,
    /// True while it is in the making: errors then name the target that it is made for, not the file itself.
    pub(super) draft: bool,
    /// The file in which changes wait, once there is one.
    waiting: Option<Companion>,
    /// Closed after the database.
    pub(super) held: HeldFile,
    /// Done last.
    _tidy: Tidy,
}

/// Result of an action.
enum Outcome<T> {
    /// It is recorded.
    Done(T),
    /// Nothing is: the file is no longer where it was opened.
    Elsewhere,
    /// The commit failed, so that only looking tells.
    Doubtful(T, Box<(Act, rusqlite::Error)>),
}

impl Case {
    /// Opens a case file, brings it to the newest version, and makes sure that it is what was written.
    pub fn open(path: &Path, secret: &Secret, opening: Access) -> Result<Self, CommandError> {
        let _gate = unfinished::gate();
        // By whatever link it is named, it is one case with one lock.
        let real = path.canonicalize();
        let path = real.as_deref().unwrap_or(path);
        let held = HeldFile::open(path, opening)?;
        let salt = held.first_bytes()?;
        let key = if &salt == PLAIN { None } else { key_for(path, secret, &salt)? };
        if &salt != PLAIN && key.is_none() {
            return Err(Problem::of_file(
                path.display().to_string(),
                "This case is encrypted.",
                ProblemCode::PassphraseWanted,
            )
            .into());
        }
        if let Some(wrong) = ["-wal", "-shm", "-journal"]
            .iter()
            .map(|ending| beside(path, ending))
            .find(|beside| fs::symlink_metadata(beside).is_ok_and(|about| !about.is_file()))
        {
            let advice = "Remove it; only the program itself creates a file with that name.";
            return Err(Problem::of_file(wrong.display().to_string(), "This is not a regular file.", advice).into());
        }
        if let Some(refused) = medium::refuse_waiting(path) {
            return Err(refused);
        }
        if opening != Access::ReadOnly {
            wal::must_belong(path, key.as_ref(), &salt)?;
        }
        let mut case = Self::connect(path, held, key, salt, opening)?;
        if opening == Access::Exclusive {
            case.bring_up_to_date()?;
            case.ensure_sound()?;
        }
        Ok(case)
    }

    /// Opens the database of a held file with its key; nothing in it is changed.
    pub(super) fn connect(
        path: &Path,
        held: HeldFile,
        key: Option<Key>,
        salt: Salt,
        opening: Access,
    ) -> Result<Self, CommandError> {
        // Where it is refused, nothing that the database put beside it stays.
        let tidy = Tidy::of(path);
        let (db, seal) = match Self::connect_ours(path, key.as_ref(), &salt) {
            Ok(opened) => opened,
            Err(refused) => {
                drop(held);
                return Err(refused);
            }
        };
        Ok(Self {
            db: Some(db),
            path: path.to_owned(),
            plain: key.is_none(),
            key,
            salt,
            seal,
            opening,
            looks_itself: opening != Access::ReadOnly,
            opened: Stopwatch::default(),
            draft: false,
            waiting: None,
            held,
            _tidy: tidy,
        })
    }

    /// Opens the database of a file that must be a case of this version or an older one.
    fn connect_ours(path: &Path, key: Option<&Key>, salt: &Salt) -> Result<(Connection, Option<Seal>), CommandError> {
        let refuse = |message: &str, advice: &str| {
            CommandError::from(Problem::of_file(path.display().to_string(), message, advice))
        };
        let opened = connect(path, key, salt).and_then(|db| schema::head(&db).map(|head| (db, head)));
        let (db, head) = opened.map_err(|e| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) if key.is_some() => refuse(
                "Wrong passphrase, or the case file is damaged.",
                "Try the passphrase again, then the recovery key, then a backup.",
            ),
            _ => failed(path, &e),
        })?;
        match head {
            SchemaHead::Ours => {}
            SchemaHead::New => return Err(damaged(path)),
            SchemaHead::Later => {
                return Err(refuse(
                    "The case was created by a newer version of the program.",
                    "Install the newest version.",
                ));
            }
            SchemaHead::Other => {
                let file = path.display().to_string();
                return Err(
                    Problem::of_file(file, "This is a database, but not a case.", FaceProblem::CaseNotFile).into()
                );
            }
        }
        let seal = Seal::read(&db).map_err(|_| damaged(path))?;
        Ok((db, seal))
    }

    /// Makes the database of a new, empty file that is held.
    pub(super) fn begin(path: &Path, held: HeldFile, key: Option<Key>, salt: Salt) -> Result<Self, CommandError> {
        let db = connect(path, key.as_ref(), &salt).map_err(|e| failed(path, &e))?;
        let plain = key.is_none();
        let opening = Access::Exclusive;
        let mut case = Self {
            db: Some(db),
            path: path.to_owned(),
            plain,
            key,
            salt,
            seal: None,
            opening,
            looks_itself: opening != Access::ReadOnly,
            opened: Stopwatch::default(),
            draft: true,
            waiting: None,
            held,
            _tidy: Tidy::of(path),
        };
        case.bring_up_to_date()?;
        Ok(case)
    }

    /// Settles how changes are written, and brings the tables to the newest version.
    pub(super) fn bring_up_to_date(&mut self) -> Result<(), CommandError> {
        let path = self.path.clone();
        settle(self.db_mut()?).map_err(|e| failed(&path, &e))?;
        if schema::version(self.db()?).map_err(|e| failed(&path, &e))? < schema::NEWEST {
            // Its pages are written anew: whether a closed case is what was written can be seen before that alone.
            if self.seal.as_ref().is_some_and(|seal| !seal.open) {
                self.ensure_sound()?;
            }
            let db = self.db_mut()?;
            seal::migrate(db)?.map_err(|e| match e.sqlite_error_code() {
                // Its tables are not those of the version that it tells.
                Some(rusqlite::ErrorCode::Unknown) => damaged(&path),
                _ => failed(&path, &e),
            })?;
            checkpoint(db, "FULL").map_err(|e| failed(&path, &e))?;
            self.seal = Seal::read(self.db()?).map_err(|_| damaged(&path))?;
        }
        Ok(())
    }

    /// Returns true if the file at a path is a plain database, or cannot be read: opening it then says what is wrong.
    pub fn is_plain_file(path: &Path) -> Result<bool, CommandError> {
        let mut first = [0; 16];
        match read::open(path).map(|(mut file, _)| file.read_exact(&mut first)) {
            Ok(Ok(())) => Ok(&first == PLAIN),
            // Opening says what is wrong.
            _ => Ok(true),
        }
    }

    /// Path of the case file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns true if the case is not encrypted: whoever has the file can read everything in it.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Returns true if the case was opened only to be copied or looked at.
    pub fn is_read_only(&self) -> bool {
        self.opening != Access::Exclusive
    }

    /// The salt at the head of the file, which no other case has.
    pub fn salt(&self) -> &Salt {
        &self.salt
    }

    /// A file beside the case.
    pub(super) fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.path, ending)
    }

    pub(super) fn db(&self) -> Result<&Connection, CommandError> {
        self.db.as_ref().ok_or_else(|| failure::not_open(&self.path))
    }

    fn db_mut(&mut self) -> Result<&mut Connection, CommandError> {
        self.db.as_mut().ok_or_else(|| failure::not_open(&self.path))
    }

    /// Asks the database.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, CommandError> {
        let _gate = unfinished::gate();
        ask(self.db()?).map_err(|e| failed(&self.path, &e))
    }

    /// Refuses to change a case that is only looked at, or that is no longer where it was opened; and has the file itself tell
    /// that it is open, before the first change.
    fn begin_writing(&mut self) -> Result<(), CommandError> {
        if self.is_read_only() {
            return Err(failure::read_only(&self.path));
        }
        self.must_be_here(false)?;
        if let (Some(db), Some(seal)) = (&self.db, &mut self.seal) {
            seal.mark_open(db).map_err(|e| failed(&self.path, &e))?;
        }
        if self.waiting.is_none() {
            self.waiting = Some(Companion::note(self.beside("-wal")));
        }
        Ok(())
    }

    /// Refuses a case that was moved, deleted, replaced, or parted from the file in which its changes wait; `recorded` is
    /// whether the action was written before that was seen.
    pub(super) fn must_be_here(&self, recorded: bool) -> Result<(), CommandError> {
        match self.held.whereabouts() {
            Whereabouts::Here => {}
            other => return Err(failure::moved(&self.path, other, recorded)),
        }
        if self.waiting.as_ref().is_some_and(|waiting| !waiting.is_here()) {
            // What was recorded before is not lost with that file.
            if let Some(db) = &self.db {
                checkpoint(db, "FULL").map_err(|e| failed(&self.path, &e))?;
            }
            return Err(failure::companion_gone(&self.path, recorded));
        }
        Ok(())
    }

    /// Carries out one user action: an act in the audit and all rows that go with it, or nothing. `make` is given the number
    /// of the act and says what the audit tells about it, as a JSON object.
    ///
    /// # Errors
    /// An error of the disk or the database. The case is looked at again then, and the error says if the action is in
    /// it.
    pub fn transact<T>(
        &mut self,
        kind: ActKind,
        by: Actor<'_>,
        make: impl FnOnce(&Transaction<'_>, ActId) -> rusqlite::Result<(T, serde_json::Value)>,
    ) -> Result<T, CommandError> {
        // A signal does not end the process in the middle of this.
        let _gate = unfinished::gate();
        self.begin_writing().map_err(|why| self.not_recorded(kind, why))?;
        let key = self.seal.as_ref().ok_or_else(|| failure::not_open(&self.path))?.key;
        let at = clock::now();
        let (held, db) = (&self.held, self.db.as_mut().ok_or_else(|| failure::not_open(&self.path))?);
        let carry_out = || {
            let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (seq, prev) = act::end(&step)?;
            // The act stands first, as its rows refer to it; what it tells is known when they are written.
            step.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let (value, mut detail) = make(&step, seq)?;
            detail[CONTENT] = content::of_act(&step, &key, seq)?.into();
            let act = Act::new(seq, at, by.as_str(), kind, &detail, prev);
            act::append(&step, &act)?;
            if held.whereabouts() != Whereabouts::Here {
                return Ok(Outcome::Elsewhere);
            }
            Ok(match step.commit() {
                Ok(()) => Outcome::Done(value),
                Err(error) => Outcome::Doubtful(value, Box::new((act, error))),
            })
        };
        match carry_out() {
            Ok(Outcome::Done(value)) => {
                self.note_recorded();
                self.must_be_here(true).map(|()| value)
            }
            Ok(Outcome::Elsewhere) => Err(failure::moved(&self.path, self.held.whereabouts(), false)),
            Ok(Outcome::Doubtful(value, failed_commit)) => match self.look_again(&failed_commit.0) {
                // The disk failed after the last byte; it is there, and the disk has confirmed it since.
                None => {
                    self.note_recorded();
                    Ok(value)
                }
                Some(_) if self.draft => Err(failed(&self.path, &failed_commit.1)),
                Some(stands) => Err(stands.tell(kind, failed(&self.path, &failed_commit.1))),
            },
            // It was rolled back.
            Err(error) => Err(self.not_recorded(kind, failed(&self.path, &error))),
        }
    }

    /// Has whoever ends the process by a signal know that something was recorded.
    fn note_recorded(&self) {
        if !self.draft {
            unfinished::note_recorded();
        }
    }

    /// The error of an action of which nothing was recorded.
    fn not_recorded(&self, kind: ActKind, why: CommandError) -> CommandError {
        match self.read(act::last) {
            Ok(last) if matches!(why, CommandError::Environment(_)) && !self.draft => Stands::Not(last).tell(kind, why),
            _ => why,
        }
    }

    /// Looks whether an act is in the case although its commit failed: what was written before the failure counts where it is
    /// whole. `None` where it is, and the disk has confirmed it.
    fn look_again(&mut self, act: &Act) -> Option<Stands> {
        // The connection that failed does not know what it has written; closing it changes nothing.
        self.db = None;
        let opened = connect(&self.path, self.key.as_ref(), &self.salt).and_then(|db| settle(&db).map(|()| db));
        let Ok(db) = opened else { return Some(Stands::Unknown) };
        let stands = match act::last(&db) {
            Err(_) => Some(Stands::Unknown),
            Ok(Some(last)) if last.hash == act.hash => checkpoint(&db, "FULL").is_err().then_some(Stands::Unconfirmed),
            Ok(last) => Some(Stands::Not(last)),
        };
        self.db = Some(db);
        self.waiting = Some(Companion::note(self.beside("-wal")));
        stands
    }

    /// Writes what only saves work and is no user action. Where the case is only looked at, or the disk cannot take it, it is
    /// left out: whoever needs it works it out again.
    pub(crate) fn keep<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, CommandError> {
        if self.is_read_only() {
            return Ok(None);
        }
        let _gate = unfinished::gate();
        self.must_be_here(false)?;
        let kept = self.begin_writing().and_then(|()| {
            let db = self.db.as_mut().ok_or_else(|| failure::not_open(&self.path))?;
            let keep = || {
                let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let value = write(&step)?;
                step.commit()?;
                Ok(value)
            };
            keep().map_err(|e| failed(&self.path, &e))
        });
        match kept {
            Ok(value) => Ok(Some(value)),
            Err(CommandError::Environment(_)) => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// Opens the database of the file again that is held.
    pub(super) fn reopen(&mut self) -> Result<(), CommandError> {
        let failed = |e: &rusqlite::Error| failed(&self.path, e);
        let db = connect(&self.path, self.key.as_ref(), &self.salt).map_err(|e| failed(&e))?;
        settle(&db).map_err(|e| failed(&e))?;
        self.seal = Seal::read(&db).map_err(|e| failed(&e))?;
        self.waiting = None;
        self.db = Some(db);
        Ok(())
    }

    /// Closes the case: what waits beside the file goes into it, and its pages are sealed.
    ///
    /// # Errors
    /// A disk that fails, and a case that is no longer where it was opened. Everything that was recorded stays recorded.
    pub fn close(mut self) -> Result<(), CommandError> {
        self.finish()
    }

    /// The same for a case that is used no more.
    pub(super) fn finish(&mut self) -> Result<(), CommandError> {
        let _gate = unfinished::gate();
        let Some(db) = self.db.take() else { return Ok(()) };
        let mut done = Ok(());
        if let (Access::Exclusive, Some(seal)) = (self.opening, &mut self.seal) {
            let whereabouts = self.held.whereabouts();
            // A mark that failed half-way may stand in it all the same.
            let sealed = Seal::read(&db).and_then(|found| {
                seal.open |= found.is_some_and(|found| found.open);
                seal.close(&db, &self.held, self.plain)
            });
            let together = self.waiting.as_ref().is_none_or(Companion::is_here);
            done = match (whereabouts, sealed) {
                (_, Err(error)) if self.draft => Err(failed(&self.path, &error)),
                (_, Err(error)) => Err(failure::not_tidied(&self.path, &error)),
                (Whereabouts::Here, Ok(())) if together => {
                    // Only now may the file beside it go.
                    let may_go = db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
                    may_go.map(drop).map_err(|e| failed(&self.path, &e))
                }
                (Whereabouts::Here, Ok(())) => Err(failure::companion_gone(&self.path, true)),
                (other, Ok(())) => Err(failure::moved(&self.path, other, true)),
            };
        }
        db.close().map_err(|(_, e)| failed(&self.path, &e))?;
        done
    }
}
