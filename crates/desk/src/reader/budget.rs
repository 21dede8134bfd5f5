//! What reading a file may cost.

use super::wire::Request;
use std::time::Duration;

const MIB: u64 = 1 << 20;

/// Limits of one reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How long it may take.
    pub time: Duration,
    /// Bytes of memory that it may fill.
    pub memory: u64,
    /// Bytes of address space that it may take.
    pub space: u64,
    /// Bytes of its answer.
    pub answer: u64,
}

impl Budget {
    /// What reading a file of so many bytes may cost. Together with what the program needs beside it, a small file takes
    /// less than five seconds and one gibibyte, whatever is in it; a large workbook may take longer by its size.
    pub fn of(request: Request, length: u64) -> Self {
        let (time, answer) = match request {
            Request::FirstSheet => (3_000 + (length.saturating_sub(MIB) / 2_048), 192 * MIB),
            Request::Logo | Request::Signature => (2_500, 40 * MIB),
            Request::Letterhead(_) => (2_500, 80 * MIB),
        };
        Self { time: Duration::from_millis(time), memory: 640 * MIB, space: 1_024 * MIB, answer }
    }

    /// Seconds of the processor; the clock ends the reading first, unless the processor is shared.
    pub fn processor(&self) -> u64 {
        self.time.as_secs() + 1
    }
}
