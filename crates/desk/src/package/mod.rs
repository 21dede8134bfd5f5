//! Packages on a disk: written, and verified.

pub mod verify;
