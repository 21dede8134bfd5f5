//! Work that takes a while: held back, stopped, and told of as it goes.

mod means;
mod progress;
mod reins;
mod stopwatch;

pub use means::CommandContext;
pub use progress::{Progress, Stage};
pub use reins::TaskControl;
pub use stopwatch::{Lap, Stopwatch, peak_memory};
