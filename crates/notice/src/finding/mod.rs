//! Statements about a record: findings, where they stand, and values that must not be shown.

mod code;
mod face_finding;
mod face_problem;
mod parser_words;
mod private;
mod problem;
mod problem_code;
mod shown;

pub use code::{Code, CodeSet, Severity};
pub use face_finding::FaceFinding;
pub use face_problem::{FaceProblem, NamedAs};
pub use private::Private;
pub use problem::{Advice, Place, Problem};
pub use problem_code::ProblemCode;
pub use shown::{
    cut_text, escape_json, escape_line, escape_message, escape_text, is_hidden, is_unprintable, mask_numbers,
    quote_column, quote_parser, quote_short,
};

use serde::Serialize;

/// A place in an input file. Holds no value of the file, only where to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// Index of the file in the order in which the files were given, from 0.
    pub file: u16,
    /// Physical line on which the record starts, from 1; 0 where the finding is about the file as a whole.
    pub line: u32,
    /// Column of the record, from 1; 0 where the finding is about the record as a whole.
    pub column: u16,
}

impl Position {
    /// The place of a record as a whole.
    pub fn record(file: u16, line: u32) -> Self {
        Self { file, line, column: 0 }
    }

    /// The place of a file as a whole.
    pub fn file(file: u16) -> Self {
        Self { file, line: 0, column: 0 }
    }
}

/// Something that a person should know about one record, one file or the whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The code; message, advice and severity follow from it.
    pub code: Code,
    /// The place at which it was found.
    pub at: Position,
}

impl Finding {
    /// A finding at a place.
    pub fn new(code: Code, at: Position) -> Self {
        Self { code, at }
    }
}

/// A value together with all that was found on the way to it. One bad record never stops a run, so stages
/// over many records return this; `Result` is for one thing that is there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// Everything found, in the order of the input.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Vec::new() }
    }
}
