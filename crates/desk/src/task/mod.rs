//! Work that takes a while: held back, stopped, and told of as it goes.

mod means;
mod progress;
mod reins;
mod stopwatch;

pub use means::Means;
pub use progress::{Progress, Stage};
pub use reins::Reins;
pub use stopwatch::{Lap, Stopwatch, peak_memory};
