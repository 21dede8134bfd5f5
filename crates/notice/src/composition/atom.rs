//! The stretches of a text between the places where a line may end.

use super::page::Face;

/// The break that may follow an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// The next atom stays on the line.
    Glued,
    /// A line may end here.
    Allowed,
    /// A line ends here.
    Forced,
}

/// A stretch of one face that no line break divides. Widths are in thousandths of the type size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    /// End of its glyphs in the strip.
    pub glyphs: u32,
    /// End of its text in the strip.
    pub text: u32,
    /// Width without the blanks at its end.
    pub width: i32,
    /// Width of the blanks at its end.
    pub blank: i32,
    /// Face.
    pub face: Face,
    /// The break that may follow it.
    pub after: After,
}
