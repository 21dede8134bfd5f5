//! Refusals of files that a reader cannot cope with.

use super::wire::Request;
use notice::composition::Maker;
use notice::finding::Problem;

/// Refuses a file that its reader cannot cope with.
pub fn damaged(request: Request, file: &str) -> Problem {
    let message = format!("The {} is damaged: it contradicts itself.", noun(request));
    Problem::of_file(file, message, advice(request)).of_field(field(request))
}

/// Refuses a file of which reading takes more of something than reading such a file may take.
pub fn beyond(request: Request, file: &str, what: &str) -> Problem {
    let noun = noun(request);
    let message = format!("Reading the {noun} was stopped: it takes far more {what} than it should.");
    Problem::of_file(file, message, advice(request)).of_field(field(request))
}

/// The file as whoever gave it calls it: a letterhead that is made around a logo holds nothing else of theirs.
fn noun(request: Request) -> &'static str {
    match request {
        Request::Workbook(_) => "workbook",
        Request::Document => "document",
        Request::Logo | Request::Letterhead(Maker::AroundLogo) => "logo",
        Request::Signature => "signature",
        Request::Letterhead(Maker::Practice | Maker::Program) => "letterhead",
    }
}

/// The key of the incident file under which the file is named, if it is.
fn field(request: Request) -> &'static str {
    match request {
        Request::Workbook(_) | Request::Document | Request::Letterhead(Maker::Program) => "",
        Request::Logo | Request::Letterhead(Maker::AroundLogo) => "practice.logo",
        Request::Signature => "practice.signatory.signature",
        Request::Letterhead(Maker::Practice) => "practice.letterhead",
    }
}

/// How a file that cannot be read is made one that can.
pub(super) fn advice(request: Request) -> &'static str {
    match request {
        Request::Workbook(_) => "Copy the list into a new workbook and save it as .xlsx, or export it as CSV (UTF-8).",
        Request::Document => "Open it in Word or LibreOffice and save it again as a Word document (.docx).",
        Request::Logo => "Save the logo in a simpler form, or as a PNG file.",
        Request::Signature => "Save the picture again as a PNG file.",
        Request::Letterhead(Maker::AroundLogo | Maker::Program) => "Save the logo in a simpler form, or as a PNG file.",
        Request::Letterhead(Maker::Practice) => {
            "Export the letterhead as a standard one-page PDF, 8.5 x 11 in, with embedded fonts."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{beyond, damaged};
    use crate::reader::wire::{Request, SheetPick};
    use notice::composition::Maker;

    #[test]
    fn a_file_is_called_what_it_was_given_as() {
        for (request, noun, field) in [
            (Request::Workbook(SheetPick::Only), "workbook", ""),
            (Request::Logo, "logo", "practice.logo"),
            (Request::Letterhead(Maker::AroundLogo), "logo", "practice.logo"),
            (Request::Signature, "signature", "practice.signatory.signature"),
            (Request::Letterhead(Maker::Practice), "letterhead", "practice.letterhead"),
        ] {
            for told in [damaged(request, "x"), beyond(request, "x", "memory")] {
                assert!(told.message.contains(noun) && &*told.place.field == field, "{told}");
                assert!(noun == "letterhead" || !told.to_string().contains("letterhead"), "{told}");
            }
        }
    }
}
