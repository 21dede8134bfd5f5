//! Long work: how it comes along, and by which it is held back and stopped.

use desk::task::{Progress, TaskControl};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::ipc::Channel;

/// Progress of long work.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProgressUpdate {
    /// A stage has ended.
    Stage {
        /// Its word.
        name: &'static str,
    },
    /// So many letters are made.
    Letters {
        /// Made; those in work count by how far they are.
        done: u64,
        /// Of so many.
        of: u64,
        /// Letters a second so far.
        rate: f64,
        /// Seconds that are left at this rate.
        left: f64,
    },
}

/// The least time between two words about letters: the eye takes in ten a second.
const PAUSE: Duration = Duration::from_millis(100);

/// Silence after which work counts as held back; that time does not count against the rate.
const HELD: Duration = Duration::from_secs(1);

/// The reins of all work that goes on now or waits for its turn.
#[derive(Default)]
pub struct RunningTasks(Mutex<Vec<TaskControl>>);

impl RunningTasks {
    /// New reins, for work that begins.
    pub fn begin(&self) -> TaskControl {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(TaskControl::is_shared);
        let reins = TaskControl::default();
        all.push(reins.clone());
        reins
    }

    /// Pulls all of them.
    pub fn control(&self, pull: impl Fn(&TaskControl)) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(pull);
    }

    /// Returns true if any work goes on or waits for its turn.
    pub fn is_active(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().any(TaskControl::is_shared)
    }
}

/// Tells the window how work comes along, at most ten times a second.
pub fn report_to(channel: Channel<ProgressUpdate>) -> impl FnMut(Progress) {
    let mut began: Option<Instant> = None;
    let mut last: Option<Instant> = None;
    move |progress| {
        let step = match progress {
            Progress::Done(stage) => {
                // Letters are made from the end of the last stage on.
                (began, last) = (Some(Instant::now()), None);
                ProgressUpdate::Stage { name: stage.word() }
            }
            Progress::Letters(done, of) => {
                let now = Instant::now();
                let silence = last.map_or(Duration::ZERO, |last| now - last);
                if done < of && last.is_some() && silence < PAUSE {
                    return;
                }
                last = Some(now);
                let start = began.get_or_insert(now);
                if silence > HELD {
                    *start += silence;
                }
                let seconds = (now - *start).as_secs_f64();
                let rate = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
                let left = if rate > 0.0 { (of - done.min(of)) as f64 / rate } else { 0.0 };
                ProgressUpdate::Letters { done, of, rate, left }
            }
        };
        // A window that was closed meanwhile hears nothing; the work goes on to its end.
        let _ = channel.send(step);
    }
}
