//! Ways to open the file of a case, and the places where it can be once it is open.

/// Purpose of opening a case, which decides who else may use it meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To work on it, and nobody else may.
    Exclusive,
    /// To copy it, whoever works on it.
    Shared,
    /// To look at it, even where it is damaged. Nothing in it is changed.
    ReadOnly,
}

/// Place of a held file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At the path where it was opened.
    Here,
    /// Another file, or none, has its name.
    Moved,
    /// It has no name any more.
    Deleted,
}
