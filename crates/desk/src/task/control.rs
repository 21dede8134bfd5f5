//! Control by which whoever waits for long work holds it back, lets it go on, or stops it.

use crate::CommandError;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The reins of one piece of work. Clones hold the same work.
#[derive(Clone, Debug, Default)]
pub struct TaskControl(Arc<(Mutex<Pull>, Condvar)>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pull {
    #[default]
    Loose,
    Held,
    Stopped,
}

impl TaskControl {
    /// The work waits at the next place where it can.
    pub fn pause(&self) {
        self.pull(Pull::Held);
    }

    /// Held work goes on.
    pub fn resume(&self) {
        self.pull(Pull::Loose);
    }

    /// The work ends at the next place where it can, and leaves nothing half made. It cannot be set going again.
    pub fn cancel(&self) {
        self.pull(Pull::Stopped);
    }

    /// Returns true if somebody works by these reins: whoever does has a clone of them.
    pub fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    fn pull(&self, pull: Pull) {
        let (state, told) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state != Pull::Stopped {
            *state = pull;
        }
        told.notify_all();
    }

    /// Asked by the work where it may wait or end.
    ///
    /// # Errors
    /// [`CommandError::Stopped`] where somebody stopped it.
    pub fn checkpoint(&self) -> Result<(), CommandError> {
        let (state, told) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        while *state == Pull::Held {
            state = told.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if *state == Pull::Stopped { Err(CommandError::stopped()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::TaskControl;
    use crate::CommandError;
    use std::thread;

    #[test]
    fn held_work_waits_and_goes_on() {
        let reins = TaskControl::default();
        assert!(reins.checkpoint().is_ok());
        reins.pause();
        let work = {
            let reins = reins.clone();
            thread::spawn(move || reins.checkpoint().is_ok())
        };
        reins.resume();
        assert!(work.join().expect("ends"));
    }

    #[test]
    fn reins_know_whether_somebody_works_by_them() {
        let reins = TaskControl::default();
        assert!(!reins.is_shared());
        let work = reins.clone();
        assert!(reins.is_shared());
        drop(work);
        assert!(!reins.is_shared());
    }

    #[test]
    fn stopped_work_ends_and_stays_so() {
        let reins = TaskControl::default();
        reins.pause();
        let work = {
            let reins = reins.clone();
            thread::spawn(move || reins.checkpoint())
        };
        reins.cancel();
        assert!(matches!(work.join().expect("ends"), Err(CommandError::Stopped(_))));
        reins.resume();
        assert!(reins.checkpoint().is_err());
    }
}
