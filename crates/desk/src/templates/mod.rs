//! Commands over templates, without a case.

pub mod lint;
pub mod list;
pub mod recipes;
pub mod sample;
pub mod show;
