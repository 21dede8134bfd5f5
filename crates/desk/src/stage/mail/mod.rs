//! Once letters are out: reprints, returned mail, second mailings.

pub mod large;
mod piece_list;
pub mod remail;
pub mod reprint;
pub mod returns;
mod still_stands;

pub use still_stands::LeftOutPiece;

/// The door of the fuzzer to files of pieces.
#[cfg(fuzzing)]
pub use piece_list::fuzz;
