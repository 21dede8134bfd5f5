//! Authorities, media and credit bureaus: who must be told, and what was told.

mod answers;
mod calendar;
pub mod filing;
pub mod folder;
pub mod owed;
mod worksheets;
