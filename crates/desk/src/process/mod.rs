//! Duties of this program as a process: no core dumps, and an end by a signal that leaves nothing behind.

pub mod memory;
pub mod signals;
