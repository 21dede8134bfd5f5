//! Ways to open the file of a case, and the places where it can be once it is open.

/// Who may use the case meanwhile, and what is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To work on it, and nobody else may.
    Exclusive,
    /// To copy it, whoever works on it.
    Shared,
    /// To look at it, even where it is damaged. Nothing in it is changed.
    ReadOnly,
}

/// Where a held file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Where it was opened.
    Here,
    /// Another file, or none, has its name.
    Moved,
    /// It has no name any more.
    Deleted,
}
