use super::{FaceProblem, ProblemCode, escape_line, escape_message};
use serde::{Serialize, Serializer};

/// A place in an input, as it is told to whoever gave the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// File as the user named it, or empty where no file is at fault.
    pub file: String,
    /// Line from 1, or 0 where it is about the whole file.
    pub line: u32,
    /// Column from 1, or 0 where it is about the whole line.
    pub column: u32,
    /// Key of the file with its tables, as in `people.total`, or empty where no single key is at fault.
    pub field: Box<str>,
}

/// Refusal of a whole input (a list, an incident file, a template folder): the fault, its place, and advice, in plain
/// words and without any personal value.
#[derive(Clone, Debug, PartialEq, Eq, ts_rs::TS)]
#[ts(as = "Told")]
pub struct Problem {
    /// The kind of fault, from which the advice follows.
    pub code: ProblemCode,
    /// Place of the fault.
    pub place: Place,
    /// The fault in plain words.
    pub message: Box<str>,
    /// Further advice, which stands behind that of the code.
    pub more: Vec<ProblemCode>,
}

impl Problem {
    /// A problem of no file.
    pub fn new(code: impl Into<ProblemCode>, message: impl Into<String>) -> Self {
        let message = message.into().into_boxed_str();
        Self { code: code.into(), place: Place::default(), message, more: Vec::new() }
    }

    /// A problem of a whole file.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>, code: impl Into<ProblemCode>) -> Self {
        Self::new(code, message).in_file(&file.into())
    }

    /// The same problem, of this file where it names none.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        if self.place.file.is_empty() {
            file.clone_into(&mut self.place.file);
        }
        self
    }

    /// The same problem at a line and column (from 1; 0 for unknown).
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.place.line = line;
        self.place.column = column;
        self
    }

    /// The same problem, of a key of its file.
    #[must_use]
    pub fn of_field(mut self, field: impl Into<Box<str>>) -> Self {
        self.place.field = field.into();
        self
    }

    /// The same problem with further advice.
    #[must_use]
    pub fn adding(mut self, advice: impl Into<ProblemCode>) -> Self {
        self.more.push(advice.into());
        self
    }

    /// Returns the advice, as far as it is the same on every face of the program.
    pub fn advice(&self) -> String {
        self.advice_with(|code| code.advice().unwrap_or_default().to_owned())
    }

    /// Returns the advice, with the words of a face for each piece of it.
    pub fn advice_with(&self, words: impl Fn(&ProblemCode) -> String) -> String {
        let all = std::iter::once(&self.code).chain(&self.more).map(words).filter(|text| !text.is_empty());
        all.collect::<Vec<_>>().join(" ")
    }

    /// The problem on one line: its place, then what is wrong and what to do in the words given.
    pub fn line_with(&self, message: &str, advice: &str) -> String {
        let Place { file, line, column, .. } = &self.place;
        let mut text = String::new();
        if !file.is_empty() {
            text.push_str(&escape_message(file));
            if *line > 0 {
                text.push_str(&format!(", line {line}"));
                if *column > 0 {
                    text.push_str(&format!(", column {column}"));
                }
            }
            text.push_str(": ");
        }
        let said = [message, advice].into_iter().filter(|text| !text.is_empty()).map(escape_message);
        text.push_str(&said.collect::<Vec<_>>().join(" "));
        text
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.line_with(&self.message, &self.advice()))
    }
}

impl std::error::Error for Problem {}

/// A piece of advice on its way to a face.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Words that are the same on every face.
    Text(String),
    /// The advice of a finding, which a face may word otherwise.
    Finding {
        /// The word of the finding.
        code: &'static str,
        /// The words of the command line.
        text: &'static str,
    },
    /// A fault for which each face has words of its own.
    Face(FaceProblem),
}

impl From<&ProblemCode> for Advice {
    fn from(code: &ProblemCode) -> Self {
        match code {
            ProblemCode::Face(face) => Self::Face(face.as_ref().clone()),
            ProblemCode::Finding(code) => Self::Finding { code: code.word(), text: code.advice() },
            other => Self::Text(escape_line(other.advice().unwrap_or_default()).into_owned()),
        }
    }
}

/// A problem as it is sent to a face that words its advice itself, with every hidden character as an escape.
#[derive(Serialize, ts_rs::TS)]
#[ts(rename = "Problem")]
struct Told {
    /// File as the user named it, or empty where no file is at fault.
    file: String,
    /// Line from 1, or 0 where it is about the whole file.
    line: u32,
    /// Column from 1, or 0 where it is about the whole line.
    column: u32,
    /// Key of the file with its tables, or empty where no single key is at fault.
    field: String,
    /// The word of the fault.
    code: &'static str,
    /// The fault in plain words.
    message: String,
    /// Advice, piece by piece.
    advice: Vec<Advice>,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = |text: &str| escape_message(text).into_owned();
        let told = Told {
            file: shown(&self.place.file),
            line: self.place.line,
            column: self.place.column,
            field: shown(&self.place.field),
            code: self.code.word(),
            message: shown(&self.message),
            advice: std::iter::once(&self.code).chain(&self.more).map(Advice::from).collect(),
        };
        told.serialize(serializer)
    }
}
