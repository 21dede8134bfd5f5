//! Files that this process has begun and not finished: staging folders, staging files and locks.
//!
//! Whoever makes one registers it first and holds the [`Guard`] until it is finished or removed. A process that is asked to end
//! removes what is registered ([`clear_own`]). One that is killed cannot; so it writes down, in a file of its own below the
//! program's data folder, what it is about to make, and the next start of the program removes that (`leftovers`).

pub(super) mod names;
pub(super) mod record;

use names::{has_our_shape, is_lock, remove};
use record::Record;
use std::collections::BTreeMap;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// Time that an ending process waits for a file that is being made at this moment.
const PATIENCE: Duration = Duration::from_secs(5);

static BEGUN: Mutex<Begun> = Mutex::new(Begun { next: 0, paths: BTreeMap::new(), record: None });

/// Held by whoever makes or renames something at this moment, so that nothing appears after everything was removed.
static GATE: RwLock<()> = RwLock::new(());

struct Begun {
    next: u64,
    paths: BTreeMap<u64, PathBuf>,
    record: Option<Record>,
}

/// A path that is registered for as long as this lives.
#[derive(Debug)]
pub struct Guard(u64);

/// Registers a path that this process is about to make. Its last component begins with a point and ends with `.staging`,
/// `.making` or `.lock` (or what a database puts behind that): nothing else is ever removed. A folder `.NAME.staging` that
/// another process could be making too is held by the lock `.NAME.lock` beside it.
pub fn register(path: &Path) -> Guard {
    debug_assert!(has_our_shape(path), "a name by which nothing is removed");
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut begun = begun();
    let begun = &mut *begun;
    if begun.record.is_none() {
        begun.record = super::home::data_folder().and_then(|home| Record::begin(&home));
    }
    if let Some(record) = &mut begun.record {
        record.note(&path);
    }
    begun.next += 1;
    begun.paths.insert(begun.next, path);
    Guard(begun.next)
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut begun = begun();
        begun.paths.remove(&self.0);
        if begun.paths.is_empty() {
            begun.record = None;
        }
    }
}

/// Returns true if nothing is registered, so that ending now leaves nothing behind.
pub fn nothing() -> bool {
    BEGUN.try_lock().is_ok_and(|begun| begun.paths.is_empty())
}

/// Taken while something registered is made, renamed or removed. Once the process ends, this waits for good.
pub(crate) fn gate() -> RwLockReadGuard<'static, ()> {
    GATE.read().unwrap_or_else(PoisonError::into_inner)
}

/// Actions that this process has recorded in cases.
static RECORDED: AtomicU64 = AtomicU64::new(0);

/// Notes that an action was recorded in a case.
pub(crate) fn note_recorded() {
    RECORDED.fetch_add(1, Ordering::SeqCst);
}

/// Returns the number of actions that this process has recorded in cases.
pub fn recorded() -> u64 {
    RECORDED.load(Ordering::SeqCst)
}

/// Removes everything that is registered. From then on nothing can be registered or made: the process must end at once.
pub fn clear_own() {
    let until = Instant::now() + PATIENCE;
    // A writer that waits would make readers wait who hold the gate already, so this asks again and again.
    let closed = patient(until, || match GATE.try_write() {
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Poisoned(gate)) => Some(gate.into_inner()),
        Ok(gate) => Some(gate),
    });
    let begun = patient(until, || match BEGUN.try_lock() {
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Poisoned(begun)) => Some(begun.into_inner()),
        Ok(begun) => Some(begun),
    });
    if let Some(mut begun) = begun {
        // Locks last: until then nobody else makes the same.
        let (locks, staging): (Vec<_>, Vec<_>) =
            mem::take(&mut begun.paths).into_values().partition(|path| is_lock(path));
        for path in staging.iter().chain(&locks) {
            let _ = remove(path);
        }
        begun.record = None;
        mem::forget(begun);
    }
    mem::forget(closed);
}

fn patient<T>(until: Instant, ask: impl Fn() -> Option<T>) -> Option<T> {
    loop {
        match ask() {
            None if Instant::now() < until => thread::sleep(Duration::from_millis(2)),
            answer => return answer,
        }
    }
}

fn begun() -> MutexGuard<'static, Begun> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}
