//! Readers of files that others made: workbooks, documents, letterheads, logos, signatures. They run in a process of their own, which
//! is this program started again under hard limits, so that no file can take more memory, time or rights than reading it
//! needs. `ask` is the one door; a new kind of file is a new `Request`.
//!
//! The process gets the file over its standard input, and gives back bounded answers over its standard output. It inherits
//! nothing else: no environment, no open file, no way to the disk or the network.

mod answer;
mod book;
mod budget;
pub mod document;
pub mod documents;
mod enclose;
pub mod lists;
mod parent;
mod refusal;
mod serve;
mod wire;
pub mod workbook;
mod xml;

pub use answer::ReadApart;
pub use book::{SheetSummary, SheetVisibility};
pub use enclose::Layer;
pub use parent::{missing_layers, start_with};
pub use serve::serve_if_asked;
pub use wire::{Request, SheetPick};

pub(crate) use parent::{ask, ask_in_parts};

#[cfg(test)]
pub(crate) use book::made;

/// The door of the fuzzer to what the process that reads does, and to what is said with it.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    pub use super::book::split_tail;
    pub use super::serve::answer;
    pub use super::wire::{FrameKind, Reason, RequestHead, pack, receive, send, send_head, take_head, unpack};
}
