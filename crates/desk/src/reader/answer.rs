//! What comes back: values of the pipeline, or a refusal that names the file.

use super::parent::ask;
use super::wire::{self, Request};
use crate::Refused;
use notice::composition::{Logo, Maker, Picture, Reader, Sheet};
use notice::finding::Refusal;
use notice::press::ReadHere;
use serde::de::DeserializeOwned;

/// Reads what the paper needs in a process of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadApart;

impl Reader for ReadApart {
    type Error = Refused;

    fn logo(&self, file: &str, bytes: &[u8]) -> Result<Logo, Refused> {
        typed(Request::Logo, file, bytes)
    }

    fn signature(&self, file: &str, bytes: &[u8]) -> Result<Picture, Refused> {
        typed(Request::Signature, file, bytes)
    }

    fn letterhead(&self, file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, Refused> {
        // What the program drew of words alone is nobody else's file.
        if maker == Maker::Program {
            return Ok(ReadHere.letterhead(file, pdf, maker)?);
        }
        typed(Request::Letterhead(maker), file, pdf)
    }
}

fn typed<T: DeserializeOwned>(request: Request, file: &str, bytes: &[u8]) -> Result<T, Refused> {
    let answer = ask(request, file, bytes)?;
    wire::unpack(&answer).map_err(|_| damaged(request, file).into())
}

/// Refuses a file that its reader cannot cope with.
pub fn damaged(request: Request, file: &str) -> Refusal {
    let message = match request {
        Request::FirstSheet => "The workbook is damaged: it contradicts itself.",
        Request::Logo => "The logo is damaged: it contradicts itself.",
        Request::Signature => "The signature is damaged: it contradicts itself.",
        Request::Letterhead(_) => "The letterhead is damaged: it contradicts itself.",
    };
    Refusal::of_file(file, message, advice(request))
}

/// Refuses a file of which reading takes more of something than reading such a file may take.
pub fn beyond(request: Request, file: &str, what: &str) -> Refusal {
    let noun = match request {
        Request::FirstSheet => "workbook",
        Request::Logo => "logo",
        Request::Signature => "signature",
        Request::Letterhead(_) => "letterhead",
    };
    let message = format!("Reading the {noun} takes more {what} than any {noun} needs, so it was stopped.");
    Refusal::of_file(file, message, advice(request))
}

fn advice(request: Request) -> &'static str {
    match request {
        Request::FirstSheet => {
            "Put the list alone into a new workbook and save it as .xlsx, or export it as CSV (UTF-8)."
        }
        Request::Logo => "Save the logo in a simpler form, or as PNG.",
        Request::Signature => "Save the picture again as a PNG file.",
        Request::Letterhead(Maker::AroundLogo | Maker::Program) => "Save the logo in a simpler form, or as PNG.",
        Request::Letterhead(Maker::Practice) => {
            "Export the letterhead as an ordinary one-page PDF of 8.5 x 11 in with embedded fonts."
        }
    }
}
