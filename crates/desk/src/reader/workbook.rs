//! Workbooks: the first sheet of an xlsx file as a list in text.

use super::{Request, ask};
use crate::CommandError;
use std::io::Read;
use std::path::Path;

/// Returns true if the file is a workbook, by its first bytes and not by its name.
pub fn is_one(path: &Path) -> Result<bool, CommandError> {
    let mut first = [0; 4];
    let Ok((mut file, _)) = crate::io::read::open(path) else { return Ok(false) };
    Ok(file.read_exact(&mut first).is_ok() && &first == b"PK\x03\x04")
}

/// The first sheet as CSV, read in a process of its own.
pub fn first_sheet(path: &Path, bytes: &[u8]) -> Result<Vec<u8>, CommandError> {
    ask(Request::FirstSheet, &path.display().to_string(), bytes)
}
