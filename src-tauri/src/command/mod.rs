//! What the window can ask for: one file for each page, and each command three lines over the desk's.

pub mod audit;
pub mod export;
pub mod incident;
pub mod keeping;
pub mod letters;
pub mod lists;
pub mod regulators;
pub mod restore;
pub mod review;
pub mod secret;
pub mod settings;
pub mod sign;
pub mod standing;
pub mod start;
pub mod who;
pub mod window;

use crate::desktop::Desktop;
use std::sync::Arc;
use tauri::State;

/// What every command is given.
pub type Desk<'a> = State<'a, Arc<Desktop>>;
