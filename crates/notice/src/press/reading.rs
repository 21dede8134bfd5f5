//! Reading files of others where one is: what the process does that was started for it, and the tests.

use super::import;
use crate::composition::{GrayImage, Logo, Maker, Reader, Sheet, check_letterhead, look_at, weigh_letterhead};
use crate::finding::Problem;

/// Reads in the same process, without a limit of memory or time.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadHere;

impl Reader for ReadHere {
    type Error = Problem;

    fn logo(&self, file: &str, bytes: &[u8]) -> Result<Logo, Problem> {
        Logo::read(file, bytes)
    }

    fn signature(&self, file: &str, bytes: &[u8]) -> Result<GrayImage, Problem> {
        GrayImage::from_png(file, bytes)
    }

    fn letterhead(&self, file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, Problem> {
        if maker != Maker::Program {
            weigh_letterhead(file, pdf)?;
        }
        if maker == Maker::Practice {
            check_letterhead(file, pdf)?;
        }
        Ok(Sheet { painting: look_at(file, pdf)?, master: import::take_apart(file, pdf)? })
    }
}
