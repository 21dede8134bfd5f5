//! Reading a TOML file strictly, with the place of every fault.

use crate::finding::{Problem, ProblemCode, quote_parser};
use serde::de::DeserializeOwned;

/// Reads a whole file into its raw shape; the first fault of form is refused where it stands.
pub(super) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|fault| {
        let start = fault.span().map_or(0, |span| span.start);
        let message = format!("The file cannot be read: {}.", quote_parser(fault.message()));
        refuse(file, text, start, message, "Compare the file with the one that comes with the program.")
    })
}

/// A refusal at a byte offset of the file.
pub(super) fn refuse(
    file: &str,
    text: &str,
    offset: usize,
    message: impl Into<String>,
    advice: impl Into<ProblemCode>,
) -> Problem {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    Problem::of_file(file, message, advice).at(line as u32, column as u32)
}
