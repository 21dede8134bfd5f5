//! Answers of the process that reads: values of the pipeline, or a refusal that names the file.

use super::parent::ask;
use super::refusal::damaged;
use super::wire::{self, Request};
use crate::CommandError;
use notice::composition::{GrayImage, Logo, Maker, Reader, Sheet};
use notice::press::ReadHere;
use serde::de::DeserializeOwned;

/// Reads what the paper needs in a process of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadApart;

impl Reader for ReadApart {
    type Error = CommandError;

    fn logo(&self, file: &str, bytes: &[u8]) -> Result<Logo, CommandError> {
        typed(Request::Logo, file, bytes)
    }

    fn signature(&self, file: &str, bytes: &[u8]) -> Result<GrayImage, CommandError> {
        typed(Request::Signature, file, bytes)
    }

    fn letterhead(&self, file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, CommandError> {
        // What the program drew of words alone is nobody else's file.
        if maker == Maker::Program {
            return Ok(ReadHere.letterhead(file, pdf, maker)?);
        }
        typed(Request::Letterhead(maker), file, pdf)
    }
}

fn typed<T: DeserializeOwned>(request: Request, file: &str, bytes: &[u8]) -> Result<T, CommandError> {
    let answer = ask(request, file, bytes)?;
    wire::unpack(&answer).map_err(|_| damaged(request, file).into())
}
