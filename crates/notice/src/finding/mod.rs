//! Statements about a record: findings, where they stand, and values that must not be shown.

mod code;
mod private;
mod shown;

pub use code::{Code, CodeSet, Severity};
pub use private::Private;
pub use shown::{escape_json, escape_line, escape_text, is_hidden, is_unprintable, mask_numbers, quote_column};

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

/// Why a whole input (a list, an incident file, a template folder) cannot be used: what is wrong, where, and
/// what to do, in plain words and without any personal value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Refusal {
    /// File as the user named it, or empty where no file is at fault.
    pub file: String,
    /// Line from 1, or 0 where it is about the whole file.
    pub line: u32,
    /// Column from 1, or 0 where it is about the whole line.
    pub column: u32,
    /// The fault.
    pub message: String,
    /// The way out.
    pub advice: String,
}

impl Refusal {
    /// A refusal of a whole file.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, message: message.into(), advice: advice.into() }
    }

    /// The same refusal, of this file where it names none.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        if self.file.is_empty() {
            file.clone_into(&mut self.file);
        }
        self
    }

    /// The same with every hidden character as an escape, as it is shown to people.
    #[must_use]
    pub fn escaped(mut self) -> Self {
        for text in [&mut self.file, &mut self.message, &mut self.advice] {
            *text = escape_line(text).into_owned();
        }
        self
    }

    /// The same refusal at a line and column (from 1; 0 for unknown).
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.line = line;
        self.column = column;
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}", escape_line(&self.file))?;
            if self.line > 0 {
                write!(f, ", line {}", self.line)?;
                if self.column > 0 {
                    write!(f, ", column {}", self.column)?;
                }
            }
            f.write_str(": ")?;
        }
        f.write_str(&escape_line(&self.message))?;
        if !self.advice.is_empty() {
            write!(f, " {}", escape_line(&self.advice))?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
