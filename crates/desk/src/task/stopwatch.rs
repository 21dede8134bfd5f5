//! Time and memory that a command takes.

use super::{Progress, Stage};
use std::time::{Duration, Instant};

/// A stopwatch over the stages of a command: wall time and, where the system tells it, processor time.
#[derive(Debug)]
pub struct Stopwatch {
    started: Instant,
    lap_started: Instant,
    lap_cpu: Option<Duration>,
    laps: Vec<Lap>,
}

/// One stage.
#[derive(Clone, Debug, serde::Serialize, ts_rs::TS)]
pub struct Lap {
    /// The stage.
    pub stage: String,
    /// Wall seconds.
    pub wall_seconds: f64,
    /// Processor seconds of all threads, where the system tells them.
    pub cpu_seconds: Option<f64>,
}

impl Default for Stopwatch {
    fn default() -> Self {
        let now = Instant::now();
        Self { started: now, lap_started: now, lap_cpu: cpu_time(), laps: Vec::new() }
    }
}

impl Stopwatch {
    /// One that was started some seconds ago.
    #[cfg(test)]
    pub fn started_before(seconds: u64) -> Self {
        let now = Self::default();
        Self { started: now.started.checked_sub(Duration::from_secs(seconds)).unwrap_or(now.started), ..now }
    }

    /// Ends a stage, says so, and starts the next.
    pub fn tell(&mut self, stage: impl Into<Stage>, progress: &mut dyn FnMut(Progress)) {
        let stage = stage.into();
        self.lap(stage);
        progress(Progress::Done(stage));
    }

    /// Ends a stage and starts the next.
    pub fn lap(&mut self, stage: Stage) {
        let (now, cpu) = (Instant::now(), cpu_time());
        self.laps.push(Lap {
            stage: stage.word().to_owned(),
            wall_seconds: (now - self.lap_started).as_secs_f64(),
            cpu_seconds: cpu.zip(self.lap_cpu).map(|(to, from)| to.saturating_sub(from).as_secs_f64()),
        });
        (self.lap_started, self.lap_cpu) = (now, cpu);
    }

    /// All stages so far.
    pub fn laps(&self) -> &[Lap] {
        &self.laps
    }

    /// Wall seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

/// Processor time of this process (Linux: utime and stime of `/proc/self/stat`, in ticks of 10 ms).
fn cpu_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in brackets and may hold blanks.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Peak resident memory of this process in bytes, where the system tells it.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
