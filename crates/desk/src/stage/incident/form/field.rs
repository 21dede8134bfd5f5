//! A line of the sheet: its key, its words, and the kind of input.

use serde::Serialize;

/// Kind of input for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "FactKind")]
pub enum FieldKind {
    /// One line.
    Text,
    /// A paragraph.
    Long,
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Yes or no.
    YesNo,
    /// One of several.
    Choice {
        /// The choices.
        choices: &'static [FieldChoice],
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: &'static [FieldChoice],
    },
    /// A file that is kept in the case.
    File,
}

/// A word of the file with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "FactChoice")]
pub struct FieldChoice {
    /// The word.
    pub word: &'static str,
    /// Meaning of the word.
    pub label: &'static str,
}

/// A line of the sheet.
pub(super) struct FieldSpec {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    pub(super) kind: FieldKind,
    pub(super) optional: bool,
}

pub(super) const fn line(key: &'static str, label: &'static str, help: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { key, label, help, kind, optional: false }
}

pub(super) const fn perhaps(key: &'static str, label: &'static str, help: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { key, label, help, kind, optional: true }
}

pub(super) const fn one(word: &'static str, label: &'static str) -> FieldChoice {
    FieldChoice { word, label }
}
