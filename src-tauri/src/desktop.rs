//! State of the window: at most one case, everybody in it, and the work that goes on.

use crate::dialog::{CaseIdentity, Confirmation, DialogKind, Dialogs};
use crate::error::{IpcError, IpcResult};
use crate::grant::{Chosen, Grants};
use crate::progress::RunningTasks;
use crate::stage::letters::Tried;
use crate::window_events::WindowEvents;
use desk::CommandError;
use desk::casefile::Case;
use desk::casefile::fact::InputFile;
use desk::casefile::head::Head;
use desk::machine::recent;
use desk::roster::Roster;
use desk::session::Session;
use desk::snapshot::CaseSnapshot;
use desk::stage::letters::preview::{self, PreviewOptions};
use desk::stage::review::breakdown::MailingBreakdown;
use desk::stage::safekeeping::{backup, keeping};
use desk::stage::start::case_status::CaseStatus;
use desk::task::CommandContext;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};

/// The state behind the window.
pub struct Desktop {
    /// Folder in which the program keeps data of its own: recent cases, the sample case.
    pub home: PathBuf,
    /// The case by which the program was started, until the first page has opened it.
    pub requested_case: Mutex<Option<PathBuf>>,
    /// The work that goes on.
    pub tasks: RunningTasks,
    /// Events of the window.
    pub window_events: WindowEvents,
    /// Places of the disk that the pages may name.
    pub grants: Grants,
    asks: Box<dyn Dialogs>,
    /// Held while a dialog stands on the screen: a page cannot heap them up.
    asking: Mutex<()>,
    case: Mutex<Option<Session>>,
    /// The last action of the case that was remembered outside it.
    known: Mutex<Option<Head>>,
    /// Apart from the case, so that people can be looked through while letters are made.
    roster: RwLock<Option<Arc<Roster>>>,
    /// Snapshot with which the last letter was shown: the next one mostly has the same words.
    ground: Mutex<Option<Ground>>,
    last: Last,
}

/// Answers that are given again while other work has the case.
#[derive(Default)]
pub struct Last {
    /// Last known status of the case.
    pub status: Mutex<Option<CaseStatus>>,
    /// Last known breakdown of the mailing.
    pub breakdown: Mutex<Option<MailingBreakdown>>,
}

impl Last {
    fn forget(&self) {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = None;
        *self.breakdown.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Snapshot with which letters are shown, and the inputs from which it was laid out.
struct Ground {
    basis: notice::digest::Digest,
    tried: Option<Tried>,
    manner: PreviewOptions,
    snapshot: Arc<CaseSnapshot>,
}

impl Desktop {
    /// Nothing is open yet. `first` is the case by which the program was started.
    pub fn new(home: PathBuf, asks: Box<dyn Dialogs>, first: Option<PathBuf>) -> Arc<Self> {
        Arc::new(Self {
            home,
            requested_case: Mutex::new(first),
            tasks: RunningTasks::default(),
            window_events: WindowEvents::default(),
            grants: Grants::default(),
            asks,
            asking: Mutex::default(),
            case: Mutex::default(),
            known: Mutex::default(),
            roster: RwLock::default(),
            ground: Mutex::default(),
            last: Last::default(),
        })
    }

    /// Takes a case in the place of the one before, which is closed. A backup of that one is made where the practice chose a
    /// place and something was done since the last; why it could not be made is the answer.
    pub fn take(&self, case: Option<Case>) -> IpcResult<Option<IpcError>> {
        let mut open = self.case.lock().unwrap_or_else(PoisonError::into_inner);
        self.forget_roster();
        self.last.forget();
        let Some(before) = std::mem::replace(&mut *open, case.map(Session::lasting)) else { return Ok(None) };
        self.grants.end_case();
        self.remember(&before);
        let missed = backup::back_up_if_due(&before, &self.home).err().map(IpcError::from);
        before.into_case().close()?;
        Ok(missed)
    }

    /// Returns true if a case is open, or if work holds its place.
    pub fn is_open(&self) -> bool {
        self.case.try_lock().map_or(true, |case| case.is_some())
    }

    /// Remembers the last action outside the case, where something was done. The sample case is nobody's.
    fn remember(&self, case: &Case) {
        let Ok(head) = case.head() else { return };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if *known != Some(head) && matches!(recent::of(&self.home, case), Ok(Some(_))) {
            keeping::note_acted(case, &self.home);
        }
        *known = Some(head);
    }

    /// Takes the case out, to be ended, if it is the one that was meant.
    pub fn give(&self, meant: &CaseIdentity) -> IpcResult<Session> {
        let mut open = self.case.lock().unwrap_or_else(PoisonError::into_inner);
        meant.check(open.as_ref().ok_or_else(IpcError::closed)?)?;
        self.forget_roster();
        self.last.forget();
        self.grants.end_case();
        open.take().ok_or_else(IpcError::closed)
    }

    /// Dialogs for a file or a folder. Nothing where nobody chose, or where another dialog stands on the screen.
    pub fn choose(&self, wanted: DialogKind) -> IpcResult<Option<Chosen>> {
        let Some(_alone) = self.asking_alone() else { return Ok(None) };
        let chosen = self.asks.choose(wanted);
        Ok(chosen.map(|path| self.grants.give(&path, wanted.into())).transpose()?)
    }

    /// Dialogs whether something shall be done. No where another dialog stands on the screen.
    pub fn confirms(&self, question: &Confirmation) -> bool {
        self.asking_alone().is_some_and(|_alone| self.asks.confirms(question))
    }

    /// Holds the screen for one dialog, if none stands there.
    fn asking_alone(&self) -> Option<MutexGuard<'_, ()>> {
        match self.asking.try_lock() {
            Ok(alone) => Some(alone),
            Err(TryLockError::Poisoned(broken)) => Some(broken.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Does something with the case that is open, away from the window's own thread.
    pub async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &mut Session) -> Result<T, CommandError> + Send + 'static,
    ) -> IpcResult<T> {
        let desk = Arc::clone(self);
        run_blocking(move || {
            let mut open = desk.case.lock().unwrap_or_else(PoisonError::into_inner);
            let case = open.as_mut().ok_or_else(IpcError::closed)?;
            let outcome = work(&desk, case);
            desk.remember(case);
            Ok(outcome?)
        })
        .await
    }

    /// Does something with everybody of the case. They are laid out first where something changed; while other work has the
    /// case, as they were.
    pub async fn looking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Roster) -> Result<T, CommandError> + Send + 'static,
    ) -> IpcResult<T> {
        let desk = Arc::clone(self);
        run_blocking(move || {
            let roster = match desk.case.try_lock() {
                Ok(mut open) => desk.laid_out(open.as_mut().ok_or_else(IpcError::closed)?)?,
                Err(_) => match desk.kept() {
                    Some(roster) => roster,
                    None => {
                        let mut open = desk.case.lock().unwrap_or_else(PoisonError::into_inner);
                        desk.laid_out(open.as_mut().ok_or_else(IpcError::closed)?)?
                    }
                },
            };
            Ok(work(&desk, &roster)?)
        })
        .await
    }

    /// Reads files of the case; while long work has the case, as they were.
    pub async fn reading<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &[InputFile]) -> Result<T, CommandError> + Send + 'static,
    ) -> IpcResult<T> {
        let desk = Arc::clone(self);
        run_blocking(move || {
            if let Some(roster) = desk.is_at_work().then(|| desk.kept()).flatten() {
                return Ok(work(&desk, &roster.files.files)?);
            }
            let mut open = desk.case.lock().unwrap_or_else(PoisonError::into_inner);
            let files = open.as_mut().ok_or_else(IpcError::closed)?.files(&desk.command())?;
            Ok(work(&desk, &files.files)?)
        })
        .await
    }

    /// Looks at the case; while long work has it, the answer is the last one.
    pub async fn with_or_last<T: Clone + Send + 'static>(
        self: &Arc<Self>,
        last: fn(&Last) -> &Mutex<Option<T>>,
        work: impl FnOnce(&Self, &mut Session) -> Result<T, CommandError> + Send + 'static,
    ) -> IpcResult<T> {
        let desk = Arc::clone(self);
        run_blocking(move || {
            let kept = || last(&desk.last).lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(kept) = desk.is_at_work().then(kept).flatten() {
                return Ok(kept);
            }
            let mut open = desk.case.lock().unwrap_or_else(PoisonError::into_inner);
            let case = open.as_mut().ok_or_else(IpcError::closed)?;
            let answer = work(&desk, case)?;
            *last(&desk.last).lock().unwrap_or_else(PoisonError::into_inner) = Some(answer.clone());
            Ok(answer)
        })
        .await
    }

    /// Returns true if long work has the case. Any short hold of it is waited for, so that no answer is an old one.
    fn is_at_work(&self) -> bool {
        self.tasks.is_active() && matches!(self.case.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Everybody of the case as it is now.
    pub fn laid_out(&self, case: &mut Session) -> Result<Arc<Roster>, CommandError> {
        let command = self.command();
        let before = self.kept();
        if let Some(roster) = &before
            && roster.is_current(case, &command)?
        {
            return Ok(Arc::clone(roster));
        }
        let roster = Arc::new(Roster::open(case, before.as_deref(), &command, &mut |_| {})?);
        *self.roster.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&roster));
        Ok(roster)
    }

    /// Forgets who is in the case, so that it is worked out anew.
    pub fn forget_roster(&self) {
        *self.roster.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the snapshot with which a letter is shown.
    pub fn ground(
        &self,
        roster: &Roster,
        tried: Option<&Tried>,
        manner: &PreviewOptions,
    ) -> Result<Arc<CaseSnapshot>, CommandError> {
        let mut kept = self.ground.lock().unwrap_or_else(PoisonError::into_inner);
        let basis = roster.decided.snapshot.basis;
        if let Some(ground) = &*kept
            && ground.basis == basis
            && ground.tried.as_ref() == tried
            && ground.manner == *manner
        {
            return Ok(Arc::clone(&ground.snapshot));
        }
        let text = tried.map(|tried| (tried.path.as_str(), tried.text.as_str()));
        let before = kept.take().filter(|ground| ground.basis == basis && ground.manner == *manner);
        // Where nobody shows a letter with it any more, only its words are laid out anew.
        let before = before.and_then(|ground| Some((Arc::try_unwrap(ground.snapshot).ok()?, ground.tried)));
        let snapshot = Arc::new(match before {
            Some((mut snapshot, was)) => {
                let was = was.as_ref().map(|was| was.path.as_str());
                preview::replace_template(&mut snapshot, roster, was, text)?;
                snapshot
            }
            None => preview::preview_setup(&roster.files.files, text, manner, &self.command())?,
        });
        let ground = Ground { basis, tried: tried.cloned(), manner: manner.clone(), snapshot: Arc::clone(&snapshot) };
        *kept = Some(ground);
        Ok(snapshot)
    }

    fn kept(&self) -> Option<Arc<Roster>> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the context that commands are given beside the case.
    pub fn command(&self) -> CommandContext {
        CommandContext::default()
    }

    /// The same for long work, with reins of its own.
    pub fn means_of_work(&self) -> CommandContext {
        CommandContext { control: self.tasks.begin(), ..self.command() }
    }
}

/// Runs work on a thread of its own; work that breaks off is told as our mistake.
pub async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> IpcResult<T> + Send + 'static) -> IpcResult<T> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|_| Err(IpcError::broken()))
}
