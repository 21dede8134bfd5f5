//! The end of the process by a signal: INT, TERM, HUP, and what closes a console on Windows.
//!
//! The first signal asks the work to stop, as a person in the window would. Work that does not end in time, and a second signal,
//! end the process here: what is unfinished is removed, the same words are said, and the exit code is the same.

use crate::CommandError;
use crate::io::unfinished;
use crate::task::TaskControl;
use std::process;
use std::sync::mpsc;
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;
use std::time::Duration;

/// Time that the work has to end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// Additional time where it has recorded an action.
const AFTER_RECORDING: Duration = Duration::from_secs(8);

/// Time limit for the last words: whoever should read them may have gone away.
const LAST_WORDS: Duration = Duration::from_millis(500);

static REINS: LazyLock<TaskControl> = LazyLock::new(TaskControl::default);

/// Held by whoever says how the process ends, so that it is said once.
static END: Mutex<()> = Mutex::new(());

/// The reins of a process that does one thing: the command line.
pub fn task_control() -> TaskControl {
    REINS.clone()
}

/// From now on a signal ends the process cleanly. `stop` asks the work to stop; `say` tells why the process ended where the
/// work did not do so itself. Where the system refuses, signals end the process as they do by default, and the next start
/// removes what is left.
pub fn watch(stop: impl Fn() + Send + 'static, say: impl Fn(&CommandError) + Send + Sync + 'static) {
    let say = Arc::new(say);
    let mut signals = 0_u32;
    let _ = ctrlc::set_handler(move || {
        signals += 1;
        stop();
        let say = Arc::clone(&say);
        if signals > 1 || (unfinished::nothing() && unfinished::recorded() == 0) {
            end(say);
        } else {
            thread::spawn(move || {
                thread::sleep(PATIENCE);
                // What was recorded is told by the command itself, which has little left to do.
                if unfinished::recorded() > 0 {
                    thread::sleep(AFTER_RECORDING);
                }
                end(say);
            });
        }
    });
}

/// Tells that the process ends by itself and has said or will say why. Where a signal is ending it already, this waits for
/// that end.
pub fn ending() {
    if let Ok(held) = END.lock() {
        std::mem::forget(held);
    }
}

/// Removes what is unfinished, says why, and ends the process.
fn end(say: Arc<impl Fn(&CommandError) + Send + Sync + 'static>) -> ! {
    let code = i32::from(CommandError::stopped().exit_code());
    let Ok(_held) = END.try_lock() else {
        // Whoever ends the process is given time, but not for good: it may wait for a reader that has gone away.
        thread::sleep(PATIENCE);
        unfinished::clear_own();
        process::exit(code);
    };
    // From here on nothing is recorded: what is said about it stays true.
    unfinished::clear_own();
    let stopped = match unfinished::recorded() {
        0 => CommandError::stopped(),
        _ => CommandError::stopped_after_recording(),
    };
    let (told, heard) = mpsc::channel();
    thread::spawn(move || {
        say(&stopped);
        let _ = told.send(());
    });
    let _ = heard.recv_timeout(LAST_WORDS);
    process::exit(code)
}
