//! By which whoever waits for long work holds it back, lets it go on, or stops it.

use crate::Refused;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The reins of one piece of work. Clones hold the same work.
#[derive(Clone, Debug, Default)]
pub struct Reins(Arc<(Mutex<Pull>, Condvar)>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pull {
    #[default]
    Loose,
    Held,
    Stopped,
}

impl Reins {
    /// The work waits at the next place where it can.
    pub fn hold(&self) {
        self.pull(Pull::Held);
    }

    /// Held work goes on.
    pub fn loosen(&self) {
        self.pull(Pull::Loose);
    }

    /// The work ends at the next place where it can, and leaves nothing half made. It cannot be set going again.
    pub fn stop(&self) {
        self.pull(Pull::Stopped);
    }

    /// Whether somebody works by these reins: whoever does has a clone of them.
    pub fn are_held(&self) -> bool {
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
    /// [`Refused::Stopped`] where somebody stopped it.
    pub fn heed(&self) -> Result<(), Refused> {
        let (state, told) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        while *state == Pull::Held {
            state = told.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if *state == Pull::Stopped { Err(Refused::stopped()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Reins;
    use crate::Refused;
    use std::thread;

    #[test]
    fn held_work_waits_and_goes_on() {
        let reins = Reins::default();
        assert!(reins.heed().is_ok());
        reins.hold();
        let work = {
            let reins = reins.clone();
            thread::spawn(move || reins.heed().is_ok())
        };
        reins.loosen();
        assert!(work.join().expect("ends"));
    }

    #[test]
    fn reins_know_whether_somebody_works_by_them() {
        let reins = Reins::default();
        assert!(!reins.are_held());
        let work = reins.clone();
        assert!(reins.are_held());
        drop(work);
        assert!(!reins.are_held());
    }

    #[test]
    fn stopped_work_ends_and_stays_so() {
        let reins = Reins::default();
        reins.hold();
        let work = {
            let reins = reins.clone();
            thread::spawn(move || reins.heed())
        };
        reins.stop();
        assert!(matches!(work.join().expect("ends"), Err(Refused::Stopped(_))));
        reins.loosen();
        assert!(reins.heed().is_err());
    }
}
