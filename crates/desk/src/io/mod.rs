//! Files and folders: reading, writing, locking, and the clock.

pub mod access;
pub(crate) mod canonical;
pub mod clock;
pub(crate) mod csv_lines;
pub mod embedded;
pub mod home;
pub(crate) mod lock;
pub mod outbox;
pub mod read;
pub mod unfinished;
