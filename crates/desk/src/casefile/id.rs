//! Numbers of what a case holds, each a type of its own, so that none stands where another is meant.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Makes an id of the number that the case has for it.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number in the case.
            pub const fn get(self) -> i64 {
                self.0
            }

            /// The id that follows.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        /// A number for the pages.
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(cfg: &ts_rs::Config) -> String {
                i64::name(cfg)
            }

            fn inline(cfg: &ts_rs::Config) -> String {
                i64::inline(cfg)
            }
        }
    )+};
}

ids! {
    /// Number of an act in the audit, from 1.
    ActId;
    /// Number of a decision.
    DecisionId;
    /// Number of a list.
    ListId;
    /// Number of a person, the same in all lists of a case.
    PersonId;
    /// Number of a run: that of the act in which it was intended.
    RunId;
}

impl ActId {
    /// The number before the first act: that of the last act of a case that was only begun.
    pub const NONE: Self = Self(0);
    /// The first act of a case.
    pub const FIRST: Self = Self(1);

    /// The act before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The place in a list of all acts; `None` where there is no such act.
    pub fn index(self) -> Option<usize> {
        usize::try_from(self.0 - 1).ok()
    }
}

impl From<ActId> for RunId {
    fn from(intent: ActId) -> Self {
        Self(intent.0)
    }
}

impl RunId {
    /// The act in which the run was intended.
    pub const fn act(self) -> ActId {
        ActId(self.0)
    }
}
