//! The reader of finished pages.

use libfuzzer_sys::Corpus;
use notice::readback::PdfDocument;

/// The most pages that are read of one file.
const PAGES: usize = 8;

/// Any bytes as a file of letters. A side that was read is read again as the same, from the same book and from a new one.
pub fn pages(data: &[u8]) -> Corpus {
    let Ok(mut book) = PdfDocument::open(data) else { return Corpus::Keep };
    let mut other = PdfDocument::open(data).expect("what opens once opens twice");
    assert_eq!(book.pages(), other.pages());
    for page in 0..book.pages().min(PAGES) {
        let side = book.side(page);
        assert_eq!(book.side(page), side);
        assert_eq!(other.side(page), side);
        if let Ok(side) = side {
            assert!(!side.blank || side.body.iter().all(|chunk| chunk.text().is_empty()), "a blank side has no words");
        }
    }
    assert!(book.side(book.pages()).is_err(), "there is no page behind the last");
    Corpus::Keep
}
