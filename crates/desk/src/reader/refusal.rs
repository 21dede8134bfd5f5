//! Refusals of files that a reader cannot cope with.

use super::wire::Request;
use notice::composition::Maker;
use notice::finding::Problem;

/// Refuses a file that its reader cannot cope with.
pub fn damaged(request: Request, file: &str) -> Problem {
    let message = match request {
        Request::FirstSheet => "The workbook is damaged: it contradicts itself.",
        Request::Logo => "The logo is damaged: it contradicts itself.",
        Request::Signature => "The signature is damaged: it contradicts itself.",
        Request::Letterhead(_) => "The letterhead is damaged: it contradicts itself.",
    };
    Problem::of_file(file, message, advice(request))
}

/// Refuses a file of which reading takes more of something than reading such a file may take.
pub fn beyond(request: Request, file: &str, what: &str) -> Problem {
    let noun = match request {
        Request::FirstSheet => "workbook",
        Request::Logo => "logo",
        Request::Signature => "signature",
        Request::Letterhead(_) => "letterhead",
    };
    let message = format!("Reading the {noun} takes more {what} than any {noun} needs, so it was stopped.");
    Problem::of_file(file, message, advice(request))
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
