//! Work in parallel, results in order.

use std::collections::BTreeMap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Number of items, for every thread, by which others may run ahead of the slowest. It bounds what waits in memory.
const AHEAD: usize = 2;

/// Number of items that may be in work or wait for their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Two for each thread: for small results.
    Wide,
    /// One more than threads: for results that are large.
    Narrow,
}

/// The longest that a sink waits without a word.
const BEAT: Duration = Duration::from_millis(100);

/// Event that a sink receives.
#[derive(Debug)]
pub enum WorkerEvent<R> {
    /// The next result.
    Result(R),
    /// None has come for a tenth of a second.
    Beat,
}

struct Gate {
    delivered: Mutex<usize>,
    moved: Condvar,
}

/// Takes items from `source`, lets `threads` workers turn each into a result, and hands the results to `sink` in the
/// order of the source, whatever the number of threads. `station` makes what a worker keeps for itself (scratch
/// space, caches); the stations come back at the end in the order of the workers.
///
/// The first error, in the order of the source, ends the work and is returned.
pub fn run_in_order<T, R, S, E>(
    threads: usize,
    source: impl Iterator<Item = T> + Send,
    station: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> Result<R, E> + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<Vec<S>, E>
where
    T: Send,
    R: Send,
    S: Send,
    E: Send,
{
    run_in_order_within(Window::Wide, threads, source, station, work, |word| match word {
        WorkerEvent::Result(result) => sink(result),
        WorkerEvent::Beat => Ok(()),
    })
}

/// The same with a window of one's choice, and a sink that is told of the time between results, too.
pub fn run_in_order_within<T, R, S, E>(
    window: Window,
    threads: usize,
    source: impl Iterator<Item = T> + Send,
    station: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> Result<R, E> + Sync,
    mut sink: impl FnMut(WorkerEvent<R>) -> Result<(), E>,
) -> Result<Vec<S>, E>
where
    T: Send,
    R: Send,
    S: Send,
    E: Send,
{
    let threads = threads.max(1);
    let window = match window {
        Window::Wide => threads * AHEAD,
        Window::Narrow => threads + 1,
    };
    let source = Mutex::new(source.enumerate());
    let gate = Gate { delivered: Mutex::new(0), moved: Condvar::new() };
    let (out, results) = mpsc::channel::<(usize, Result<R, E>)>();

    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let out = out.clone();
                let (source, gate, station, work) = (&source, &gate, &station, &work);
                scope.spawn(move || {
                    let mut own = station();
                    // A worker that panics must not leave the others waiting for what it will never deliver.
                    let alarm = Alarm(gate);
                    loop {
                        let next = source.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let Some((number, item)) = next else { break };
                        if !gate.wait_for(number, window) {
                            break;
                        }
                        let result = work(&mut own, item);
                        if out.send((number, result)).is_err() {
                            break;
                        }
                    }
                    std::mem::forget(alarm);
                    own
                })
            })
            .collect();
        drop(out);

        let mut early: BTreeMap<usize, Result<R, E>> = BTreeMap::new();
        let mut due = 0;
        let mut failure = None;
        'deliver: loop {
            match results.recv_timeout(BEAT) {
                Ok((number, result)) => drop(early.insert(number, result)),
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(error) = sink(WorkerEvent::Beat) {
                        failure = Some(error);
                        break;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Some(result) = early.remove(&due) {
                due += 1;
                if let Err(error) = result.and_then(|result| sink(WorkerEvent::Result(result))) {
                    failure = Some(error);
                    break 'deliver;
                }
                gate.open_to(due);
            }
        }
        drop(results);
        gate.open_to(usize::MAX);

        let mut stations = Vec::with_capacity(threads);
        for worker in workers {
            match worker.join() {
                Ok(own) => stations.push(own),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failure.map_or(Ok(stations), Err)
    })
}

/// Opens the gate for good when it is dropped, which only a panic does.
struct Alarm<'g>(&'g Gate);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.0.open_to(usize::MAX);
    }
}

impl Gate {
    /// Waits until item `number` is at most `window` ahead of what was delivered; false once the work is over.
    fn wait_for(&self, number: usize, window: usize) -> bool {
        let mut delivered = self.delivered.lock().unwrap_or_else(PoisonError::into_inner);
        while number >= delivered.saturating_add(window) {
            delivered = self.moved.wait(delivered).unwrap_or_else(PoisonError::into_inner);
        }
        *delivered != usize::MAX
    }

    fn open_to(&self, delivered: usize) {
        *self.delivered.lock().unwrap_or_else(PoisonError::into_inner) = delivered;
        self.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{Window, WorkerEvent, run_in_order, run_in_order_within};
    use std::sync::mpsc;
    use std::sync::{Mutex, PoisonError};

    #[test]
    fn results_come_in_order_with_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let stations = run_in_order(
                threads,
                0..1000u32,
                || 0u32,
                |own, n| {
                    *own += 1;
                    // Uneven work, so that later items finish first.
                    Ok::<_, ()>((n, (0..(n % 7) * 1000).fold(n, |a, b| a.wrapping_mul(31) ^ b)))
                },
                |(n, _)| {
                    seen.push(n);
                    Ok(())
                },
            )
            .expect("no item fails");
            assert_eq!(seen, (0..1000).collect::<Vec<_>>());
            assert_eq!(stations.iter().sum::<u32>(), 1000);
        }
    }

    #[test]
    fn the_first_failure_in_order_wins_and_nothing_hangs() {
        let mut seen = 0;
        let failure = run_in_order(
            3,
            0..100u32,
            || (),
            |(), n| if n == 40 || n == 41 { Err(n) } else { Ok(n) },
            |_| {
                seen += 1;
                Ok(())
            },
        );
        assert_eq!(failure.expect_err("item 40 fails"), 40);
        assert_eq!(seen, 40);
        let stopped = run_in_order(3, 0..100u32, || (), |(), n| Ok(n), |n| if n == 5 { Err("sink") } else { Ok(()) });
        assert_eq!(stopped.expect_err("the sink fails"), "sink");
    }

    #[test]
    fn a_slow_result_does_not_leave_the_sink_without_a_word() {
        // The only item waits for a beat, so without one nothing would ever end.
        let (beat, beaten) = mpsc::channel();
        let beaten = Mutex::new(beaten);
        let work = |(): &mut (), n: u8| beaten.lock().unwrap_or_else(PoisonError::into_inner).recv().map(|()| n);
        let mut seen = Vec::new();
        let sink = |word| {
            match word {
                WorkerEvent::Beat => beat.send(()).expect("is awaited"),
                WorkerEvent::Result(n) => seen.push(n),
            }
            Ok(())
        };
        run_in_order_within(Window::Narrow, 1, std::iter::once(7), || (), work, sink).expect("ends");
        assert_eq!(seen, [7]);
    }

    #[test]
    fn a_beat_can_end_the_work() {
        let (go_on, waits) = mpsc::channel::<()>();
        let waits = Mutex::new(waits);
        // The item ends when the sink has let go of the other end.
        let work = |(): &mut (), n: u8| {
            let _ = waits.lock().unwrap_or_else(PoisonError::into_inner).recv();
            Ok(n)
        };
        let mut go_on = Some(go_on);
        let sink = |word: WorkerEvent<u8>| {
            go_on = None;
            if matches!(word, WorkerEvent::Beat) { Err("stopped") } else { Ok(()) }
        };
        let ended = run_in_order_within(Window::Narrow, 1, std::iter::once(7), || (), work, sink);
        assert_eq!(ended.expect_err("is stopped"), "stopped");
    }
}
