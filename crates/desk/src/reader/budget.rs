//! Limits of reading a file.

use super::wire::Request;
use std::time::Duration;

const MIB: u64 = 1 << 20;

/// Factor of clock time to processor time that a reading may take where the system limits the processor itself:
/// on a busy machine an honest file must not be refused.
const SHARED: u32 = 12;

/// Limits of one reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Time of the processor that it may use.
    pub processor: Duration,
    /// Time that it may take by the clock.
    pub clock: Duration,
    /// Bytes of memory that it may fill.
    pub memory: u64,
    /// Bytes of address space that it may take.
    pub space: u64,
    /// Bytes of its answer.
    pub answer: u64,
}

impl Budget {
    /// Returns the budget to read a file of `length` bytes. Together with what the program needs beside it, a small
    /// file takes less than five seconds and one gibibyte, whatever is in it; a large workbook may take longer by its
    /// size.
    pub fn of(request: Request, length: u64) -> Self {
        let (time, answer) = match request {
            Request::Workbook(_) => (3_000 + (length.saturating_sub(MIB) / 2_048), 192 * MIB),
            Request::Document => (5_000, 80 * MIB),
            Request::Logo | Request::Signature => (2_500, 40 * MIB),
            Request::Letterhead(_) => (2_500, 80 * MIB),
        };
        let processor = Duration::from_millis(time);
        let clock = if cfg!(unix) { processor * SHARED } else { processor };
        Self { processor, clock, memory: 640 * MIB, space: 1_024 * MIB, answer }
    }

    /// Whole seconds of the processor, as the system counts them.
    pub fn processor_seconds(&self) -> u64 {
        self.processor.as_millis().div_ceil(1_000) as u64
    }
}
