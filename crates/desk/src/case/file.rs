//! Opening, making, closing and copying the case file.

use super::audit::{self, Act};
use super::key::{self, Key, Salt, Secret};
use super::schema::{self, Head};
use super::{damaged, failed, in_use};
use crate::lock::Lock;
use crate::{Refused, clock};
use notice::finding::Refusal;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A case file, open.
pub struct Case {
    db: Connection,
    path: PathBuf,
    plain: bool,
    /// Held while the case is open, so that two programs never work on it.
    _lock: Option<Lock>,
}

/// Who may use the case meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Nobody.
    Alone,
    /// Whoever works on it; only for copying.
    Beside,
}

/// How every plain `SQLite` file begins.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

impl Case {
    /// Makes a case file, fills it, and gives it its name when it is whole: one that was only begun is nobody's case. Gives
    /// the recovery key, which is never shown again; none for a plain case.
    pub fn create(
        path: &Path,
        secret: &Secret,
        fill: impl FnOnce(&mut Self) -> Result<(), Refused>,
    ) -> Result<Option<Zeroizing<String>>, Refused> {
        secret.is_fit()?;
        let _lock = lock(path)?;
        if path.exists() {
            let advice = "Name another file; this one was not touched.";
            return Err(Refusal::of_file(path.display().to_string(), "This file exists already.", advice).into());
        }
        let staging = beside(path, ".making");
        remove(&staging);
        let made = Self::begin(&staging, secret).and_then(|(mut case, recovery)| {
            fill(&mut case)?;
            case.close()?;
            let named = File::open(&staging).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&staging, path));
            named.map_err(|e| Refused::disk(path, "Making the case", &e))?;
            Ok(recovery)
        });
        if made.is_err() {
            remove(&staging);
        }
        made
    }

    fn begin(path: &Path, secret: &Secret) -> Result<(Self, Option<Zeroizing<String>>), Refused> {
        let salt: Salt = key::random()?;
        let key = secret.key(&salt)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let made = (|| {
            let mut db = Connection::open_with_flags(path, flags)?;
            unlock(&db, key.as_ref(), &salt)?;
            settle(&db)?;
            schema::migrate(&mut db)?;
            Ok(db)
        })();
        let db = made.map_err(|e| failed(path, &e))?;
        let recovery = key.as_ref().map(Key::recovery);
        Ok((Self { db, path: path.to_owned(), plain: key.is_none(), _lock: None }, recovery))
    }

    /// Opens a case file and brings it to the newest version.
    pub fn open(path: &Path, secret: &Secret, opening: Opening) -> Result<Self, Refused> {
        // By whatever link it is named, it is one case with one lock.
        let real = path.canonicalize();
        let path = real.as_deref().unwrap_or(path);
        let shown = || path.display().to_string();
        let refuse = |message: &str, advice: &str| Refused::from(Refusal::of_file(shown(), message, advice));
        let mut first = [0; 16];
        let about = fs::metadata(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => refuse("There is no such case.", "Check the name, or make it with new."),
            _ => Refused::disk(path, "Opening the case", &e),
        })?;
        if !about.is_file() {
            return Err(refuse("This is not a case file.", "Name the file that new made."));
        }
        let mut file = File::open(path).map_err(|e| Refused::disk(path, "Opening the case", &e))?;
        if file.read_exact(&mut first).is_err() {
            return Err(damaged(path));
        }
        let plain = &first == PLAIN;
        if !plain && matches!(secret, Secret::Plain) {
            return Err(refuse("This case is encrypted.", "Give its passphrase."));
        }
        let secret = if plain { &Secret::Plain } else { secret };
        let lock = (opening == Opening::Alone).then(|| lock(path)).transpose()?;
        let key = secret.key(&first)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(|e| failed(path, &e))?;
        let head = unlock(&db, key.as_ref(), &first).and_then(|()| schema::head(&db)).map_err(|e| {
            match e.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) if !plain => refuse(
                    "The passphrase does not open this case, or the file is damaged at its head.",
                    "Try the passphrase again, then the recovery key, then a backup.",
                ),
                _ => failed(path, &e),
            }
        })?;
        match head {
            Head::Ours => {}
            Head::New => return Err(damaged(path)),
            Head::Later => {
                return Err(refuse(
                    "The case was made by a later version of the program.",
                    "Install the newest version.",
                ));
            }
            Head::Other => return Err(refuse("This is a database, but not a case.", "Name the file that new made.")),
        }
        settle(&db).and_then(|()| schema::migrate(&mut db)).map_err(|e| failed(path, &e))?;
        let case = Self { db, path: path.to_owned(), plain, _lock: lock };
        case.measure()?;
        case.is_whole()?;
        Ok(case)
    }

    /// Whether the file has the length that its head tells: a cut one is never half read.
    fn measure(&self) -> Result<(), Refused> {
        // The page size of an encrypted database is told as text.
        let number = |name: &str| {
            self.read(|db| {
                db.query_row(&format!("SELECT CAST({name} AS INTEGER) FROM pragma_{name}"), [], |row| {
                    row.get::<_, i64>(0)
                })
            })
        };
        let length = fs::metadata(&self.path).map_or(0, |about| about.len());
        let waiting = fs::metadata(beside(&self.path, "-wal")).is_ok_and(|about| about.len() > 0);
        let told = number("page_count")? * number("page_size")?;
        if !waiting && i64::try_from(length) != Ok(told) { Err(damaged(&self.path)) } else { Ok(()) }
    }

    /// Whether every page of the file is what was written: an altered one is never half read. Pages of an encrypted case carry
    /// a code of their own, and of a plain one the shape is looked at, which is less than [`Self::examine`] does and takes less
    /// time.
    fn is_whole(&self) -> Result<(), Refused> {
        let check = if self.plain { "quick_check(1)" } else { "cipher_integrity_check" };
        let told: Vec<String> = self.read(|db| {
            let mut ask = db.prepare(&format!("PRAGMA {check}"))?;
            let rows = ask.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        let sound = if self.plain { told == ["ok"] } else { told.is_empty() };
        if sound { Ok(()) } else { Err(damaged(&self.path)) }
    }

    /// Whether the file at a path is a database that lies open on the disk.
    pub fn is_plain_file(path: &Path) -> Result<bool, Refused> {
        let mut first = [0; 16];
        match File::open(path).and_then(|mut file| file.read_exact(&mut first)) {
            Ok(()) => Ok(&first == PLAIN),
            // Opening says what is wrong.
            Err(_) => Ok(true),
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether everything in it can be read by who has the file.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Asks the database.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Refused> {
        ask(&self.db).map_err(|e| failed(&self.path, &e))
    }

    /// Carries out one user action: an act in the audit and all rows that go with it, or nothing. `make` is given the number
    /// of the act and says what the audit tells about it.
    pub fn act<T>(
        &mut self,
        kind: &'static str,
        by: &str,
        make: impl FnOnce(&Transaction<'_>, i64) -> rusqlite::Result<(T, serde_json::Value)>,
    ) -> Result<T, Refused> {
        let at = clock::now();
        let path = self.path.clone();
        let carry_out = || {
            let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (seq, prev) = audit::end(&step)?;
            // The act stands first, as its rows refer to it; what it tells is known when they are written.
            step.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let (value, detail) = make(&step, seq)?;
            audit::append(&step, &Act::new(seq, at, by, kind, &detail, prev))?;
            step.commit()?;
            Ok(value)
        };
        carry_out().map_err(|e| failed(&path, &e))
    }

    /// Writes what only saves work and is no user action.
    pub(crate) fn keep<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Refused> {
        let path = self.path.clone();
        let keep = || {
            let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = write(&step)?;
            step.commit()?;
            Ok(value)
        };
        keep().map_err(|e| failed(&path, &e))
    }

    /// Reads every page and holds it against its checksum.
    pub fn examine(&self) -> Result<(), Refused> {
        let faults = self.read(|db| {
            let mut faults = 0;
            if !self.plain {
                db.pragma_query(None, "cipher_integrity_check", |_| {
                    faults += 1;
                    Ok(())
                })?;
            }
            let word: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            Ok(faults + usize::from(word != "ok"))
        })?;
        if faults > 0 { Err(damaged(&self.path)) } else { Ok(()) }
    }

    /// Copies the case as it is now, while it may be in use, to a file that is not there yet. The copy opens with the same
    /// passphrase and recovery key.
    pub fn copy_to(&self, target: &Path, secret: &Secret) -> Result<(), Refused> {
        if target.exists() {
            let advice = "Name another file; this one was not touched.";
            return Err(Refusal::of_file(target.display().to_string(), "This file exists already.", advice).into());
        }
        let mut salt = [0; 16];
        File::open(&self.path)
            .and_then(|mut file| file.read_exact(&mut salt))
            .map_err(|e| Refused::disk(&self.path, "Reading", &e))?;
        let key = secret.key(&salt)?;
        let staging = beside(target, ".staging");
        remove(&staging);
        let copy = (|| {
            let mut to = Connection::open(&staging)?;
            unlock(&to, key.as_ref(), &salt)?;
            rusqlite::backup::Backup::new(&self.db, &mut to)?.run_to_completion(4096, std::time::Duration::ZERO, None)
        })();
        let synced = copy.map_err(|e| failed(target, &e)).and_then(|()| {
            let made =
                File::open(&staging).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&staging, target));
            made.map_err(|e| Refused::disk(target, "Writing the copy", &e))
        });
        if synced.is_err() {
            remove(&staging);
        }
        synced
    }

    /// Gives the case another passphrase, and with it another recovery key.
    pub fn rekey(&mut self, secret: &Secret) -> Result<Option<Zeroizing<String>>, Refused> {
        secret.is_fit()?;
        let mut salt = [0; 16];
        File::open(&self.path)
            .and_then(|mut file| file.read_exact(&mut salt))
            .map_err(|e| Refused::disk(&self.path, "Reading", &e))?;
        let Some(key) = secret.key(&salt)? else {
            return Err(Refused::input("A case cannot be made plain afterwards.", "Give a new passphrase."));
        };
        if self.plain {
            return Err(Refused::input("A plain case has no passphrase.", "Make a new case with one."));
        }
        self.act("passphrase", "", |_, _| Ok(((), serde_json::json!({}))))?;
        self.read(|db| {
            db.pragma_update(None, "journal_mode", "DELETE")?;
            db.pragma_update(None, "rekey", key.pragma(&salt).as_str())?;
            db.pragma_update(None, "journal_mode", "WAL")
        })?;
        Ok(Some(key.recovery()))
    }

    /// Removes a closed case file for good.
    pub(crate) fn erase(path: &Path) -> Result<(), Refused> {
        fs::remove_file(path).map_err(|e| Refused::disk(path, "Removing the case", &e))?;
        remove(path);
        Ok(())
    }

    /// Closes the case: what waits beside the file goes into it.
    pub fn close(self) -> Result<(), Refused> {
        let Self { db, path, _lock, .. } = self;
        db.pragma_update(None, "wal_checkpoint", "TRUNCATE").map_err(|e| failed(&path, &e))?;
        db.close().map_err(|(_, e)| failed(&path, &e))
    }
}

/// Gives the key to the database before the first byte is read.
fn unlock(db: &Connection, key: Option<&Key>, salt: &Salt) -> rusqlite::Result<()> {
    // Another program may be copying or closing at this moment; who works on the case holds the lock beside it.
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    if let Some(key) = key {
        // What it would say on standard error is said by us, in plain words.
        db.pragma_update(None, "cipher_log_level", "NONE")?;
        db.pragma_update(None, "key", key.pragma(salt).as_str())?;
    }
    Ok(())
}

/// Durable at every commit; nothing of the case in temporary files.
fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "cache_size", -32_768)
}

/// Locks a case for one program.
fn lock(case: &Path) -> Result<Lock, Refused> {
    Lock::take(&lock_of(case), || in_use(case))
}

/// Where the lock of a case lies.
fn lock_of(case: &Path) -> PathBuf {
    let name = case.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    case.with_file_name(format!(".{name}.lock"))
}

/// A file beside the case.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Takes a database and what lies beside it away.
pub(super) fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(path, ending));
    }
}
