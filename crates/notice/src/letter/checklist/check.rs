//! A line of the checklist: what is asked, and how it stands.

use serde::Serialize;
use std::fmt;

/// Green: there, and as it should be. Amber: somebody should look, but nothing stops. Red: the letter may not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// There, and as it should be.
    Green,
    /// Somebody should look.
    Amber,
    /// The letter may not go out.
    Red,
}

impl Light {
    /// The word in lists and machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// A reading grade in tenths of a school year, for example 6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(into = "f64")]
#[ts(type = "number")]
pub struct ReadingGrade(u16);

impl From<ReadingGrade> for f64 {
    fn from(grade: ReadingGrade) -> Self {
        Self::from(grade.0) / 10.0
    }
}

impl ReadingGrade {
    /// A grade of so many tenths.
    pub(super) fn from_tenths(tenths: u16) -> Self {
        Self(tenths)
    }

    /// The highest grade at which a letter still reads easily.
    pub const EASY: Self = Self(80);
}

impl fmt::Display for ReadingGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
pub struct Check {
    /// The word of the item.
    pub item: String,
    /// The question, in plain words.
    pub asks: String,
    /// The state that it is in.
    pub light: Light,
    /// The place at which it was found, or why it counts as not there.
    pub note: String,
    /// The reading grade that was measured, where the item is about it.
    pub grade: Option<ReadingGrade>,
    /// The file below `templates/`, or the table of the incident file, in which to look.
    pub look_at: String,
}

/// The outcome of a check before it is written down.
pub(super) enum Outcome {
    /// There, and where.
    Found(String),
    /// Somebody should look.
    Doubt(String),
    /// Not as it should be, and why.
    Fault(String),
}

/// The highest reading grade of some checks, where any measured one.
pub fn highest_grade<'c>(checks: impl IntoIterator<Item = &'c Check>) -> Option<ReadingGrade> {
    checks.into_iter().filter_map(|check| check.grade).max()
}

/// The worst light of some checks; green where there are none.
pub fn worst<'c>(checks: impl IntoIterator<Item = &'c Check>) -> Light {
    checks.into_iter().map(|check| check.light).max().unwrap_or(Light::Green)
}
