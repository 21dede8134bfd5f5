//! The pipeline of Noticepress: lists of people in, proved letters out.
//!
//! Data goes one way, and a room knows only the rooms above it in this list. Nothing here asks the time,
//! the disk, the network, the environment or a random source: bytes and dates come in, bytes go out.

pub mod digest;
pub mod finding;
pub mod party;

pub mod intake;
pub mod routing;

pub mod letter;

pub mod composition;

pub mod mailing;

pub mod press;

pub mod readback;

pub mod specimen;

pub mod line;
