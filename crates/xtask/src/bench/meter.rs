use crate::step::Step;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Cost of a run of a program.
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Processor seconds, user and system, with all its children.
    pub cpu: f64,
    /// Most memory resident at once, in MiB, of the process itself without children.
    pub memory: f64,
    /// Exit code.
    pub code: i32,
    /// Text on standard output.
    pub out: String,
    /// Text on standard error.
    pub err: String,
}

/// Runs a program to its end, or for at most `limit`, and measures it. Output goes to files in `work`, so that a full
/// pipe never stops the program.
pub fn measure(step: &Step, work: &Path, limit: Duration) -> Result<Cost, String> {
    let (out, err) = (work.join("stdout.txt"), work.join("stderr.txt"));
    let open = |path: &Path| File::create(path).map_err(|e| format!("cannot write {}: {e}", path.display()));
    let before = children_seconds();
    let begun = Instant::now();
    let mut child = step
        .command()
        .stdin(Stdio::null())
        .stdout(open(&out)?)
        .stderr(open(&err)?)
        .spawn()
        .map_err(|e| format!("cannot run {}: {e}", step.line()))?;
    let mut memory = 0;
    let status = loop {
        // The high-water mark only grows, so the last look before the end is nearly exact.
        memory = memory.max(high_water(&child));
        if let Some(status) = child.try_wait().map_err(|e| format!("cannot wait for {}: {e}", step.line()))? {
            break status;
        }
        if begun.elapsed() > limit {
            child.kill().and_then(|()| child.wait()).map_err(|e| format!("cannot stop {}: {e}", step.line()))?;
            return Err(format!("took longer than {} s", limit.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(4));
    };
    let wall = begun.elapsed().as_secs_f64();
    Ok(Cost {
        wall,
        cpu: children_seconds() - before,
        memory: memory as f64 / 1024.0,
        code: status.code().unwrap_or(-1),
        out: fs::read_to_string(out).unwrap_or_default(),
        err: fs::read_to_string(err).unwrap_or_default(),
    })
}

/// `VmHWM` in KiB.
fn high_water(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Processor seconds of all children that have ended: fields 16 and 17 of `/proc/self/stat`, in hundredths.
fn children_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may hold blanks; fields are counted after it, the first being the third.
    let rest = stat.rsplit_once(')').map_or("", |s| s.1);
    let ticks: u64 = rest.split_whitespace().skip(13).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}
