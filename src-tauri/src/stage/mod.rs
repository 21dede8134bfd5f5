//! Commands of the window: one file for each stage of the work, under the names that the desk has, and each command
//! three lines over the desk's.

pub mod audit;
pub mod export;
pub mod incident;
pub mod letters;
pub mod lists;
pub mod mail;
pub mod regulators;
pub mod review;
pub mod safekeeping;
pub mod signoff;
pub mod start;

use crate::desktop::Desktop;
use std::sync::Arc;
use tauri::State;

/// State that every command is given.
pub type Desk<'a> = State<'a, Arc<Desktop>>;
