//! Stages of a decision about lists.

/// A stage of [`super::decide`], told as it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Every row was read and routed.
    Read,
    /// Rows of one person were found.
    Match,
    /// Every letter was set and looked at.
    Set,
}

impl Stage {
    /// Its word in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Match => "match",
            Self::Set => "set and preflight",
        }
    }
}
