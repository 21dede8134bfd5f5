//! Work that takes a while: held back, stopped, and told of as it goes.

mod context;
mod control;
mod progress;
mod stopwatch;

pub use context::CommandContext;
pub use control::TaskControl;
pub use progress::{Progress, Stage};
pub use stopwatch::{Lap, Stopwatch, peak_memory};
