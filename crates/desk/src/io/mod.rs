//! Files and folders: reading, writing, locking, and the clock.

pub mod access;
pub mod clock;
pub(crate) mod csv_lines;
pub mod digest;
pub mod embedded;
pub mod home;
pub mod leftovers;
pub(crate) mod lock;
pub mod outbox;
pub mod packed_bytes;
pub mod path;
pub mod random;
pub mod read;
pub mod same_file;
pub mod tables;
pub mod template_folder;
pub mod unfinished;
