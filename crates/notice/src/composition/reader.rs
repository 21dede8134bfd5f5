//! Files that others made: what the paper asks of whoever reads them. The readers are plain functions; the caller
//! decides where they run, and under which limits.

use super::logo::Logo;
use super::master::Sheet;
use super::picture::GrayImage;
use crate::finding::Problem;
use serde::{Deserialize, Serialize};

/// The maker of a letterhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Maker {
    /// The practice: a PDF of any origin.
    Practice,
    /// The program, around the practice's logo.
    AroundLogo,
    /// The program, out of words alone.
    Program,
}

/// Reads logos, signatures and letterheads.
pub trait Reader {
    /// Error for a file that was not read.
    type Error: From<Problem>;

    /// Reads a logo, PNG or SVG.
    fn logo(&self, file: &str, bytes: &[u8]) -> Result<Logo, Self::Error>;

    /// Reads a signature, PNG.
    fn signature(&self, file: &str, bytes: &[u8]) -> Result<GrayImage, Self::Error>;

    /// Reads a letterhead, a one-page PDF.
    fn letterhead(&self, file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, Self::Error>;
}
