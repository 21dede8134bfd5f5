//! The whole line: lists in, decisions, then files out.

mod conveyor;

pub use conveyor::convey;
