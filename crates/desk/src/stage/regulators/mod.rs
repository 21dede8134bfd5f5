//! Authorities, media and credit bureaus: who must be told, and what was told.

mod answers;
pub mod filing;
pub mod folder;
mod worksheets;
