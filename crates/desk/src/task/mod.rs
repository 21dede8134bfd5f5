//! Work that takes a while: held back, stopped, and told of as it goes.

mod reins;

pub use reins::Reins;
