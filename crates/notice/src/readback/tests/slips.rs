//! Files in which letters are lost, doubled or out of their place: exactly what is said of each.

use super::package::{FIRST, Letters, Package, WHOLE};
use crate::party::PieceId;
use crate::press::tests::sample;
use lopdf::{Document, ObjectId, Stream, dictionary};

fn id(sequence: u32) -> String {
    PieceId { job: sample::job(false), sequence }.to_string()
}

/// The package with another first file of letters, which should hold the pieces 1 to 3 on four pages each.
fn with_first(bytes: Vec<u8>) -> Package {
    let mut other = WHOLE.clone();
    other.0.insert(FIRST.to_owned(), bytes);
    other.summed()
}

/// A piece, 0 for none, and what is said of it.
type Said = (u32, String);

/// Holds what is said of the first file against this, in order.
fn assert_said(of: &str, package: &Package, expected: &[Said]) {
    let said = package.said();
    let said: Vec<&str> = said.iter().filter_map(|one| one.strip_prefix(FIRST)).collect();
    let expected: Vec<String> = expected
        .iter()
        .map(|(piece, message)| match piece {
            0 => format!(": {message}"),
            n => format!(", piece {}: {message}", id(*n)),
        })
        .collect();
    assert_eq!(said, expected, "{of}");
}

#[test]
fn letters_in_another_order_lost_or_doubled_are_told_once_each() {
    let letters = Letters::new(false);
    let counts = |has: u32| (0, format!("the file has {has} pages, the manifest 12"));
    let astray = |piece, side: &str, hold: &str, other| {
        let place = format!("the piece is 4 pages {side} its place in the manifest");
        (piece, format!("{place}; pages {hold} hold piece {}", id(other)))
    };
    let gone = |piece, hold: &str, other| {
        (piece, format!("the piece is not in the file; pages {hold} hold piece {}", id(other)))
    };
    let doubled = |piece, pages: &str| (piece, format!("the piece is in the file 2 times, from pages {pages}"));
    let cases: [(&[u32], Vec<Said>); 7] = [
        (&[1, 2, 3], vec![]),
        (&[2, 1, 3], vec![astray(1, "behind", "1 to 4", 2), astray(2, "before", "5 to 8", 1)]),
        (&[1, 2, 2, 3], vec![counts(16), astray(3, "behind", "9 to 12", 2), doubled(2, "5, 9")]),
        (&[1, 3, 3], vec![gone(2, "5 to 8", 3), doubled(3, "5, 9")]),
        (&[2, 1, 1], vec![doubled(1, "5, 9"), gone(3, "9 to 12", 1), astray(2, "before", "5 to 8", 1)]),
        (&[1, 2], vec![counts(8), (3, "the piece is not in the file; the file ends before pages 9 to 12".to_owned())]),
        (
            &[1, 2, 3, 5],
            vec![counts(16), (5, "page 13 begins a piece that the manifest does not have in this file".to_owned())],
        ),
    ];
    for (numbers, expected) in cases {
        assert_said(&format!("{numbers:?}"), &with_first(letters.file(numbers)), &expected);
    }
}

/// The first file of letters with something done to it by another program.
fn changed(change: impl Fn(&mut Document, &[ObjectId])) -> Package {
    let mut document = Document::load_mem(&WHOLE.0[FIRST]).unwrap();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    change(&mut document, &pages);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    with_first(bytes)
}

#[test]
fn a_page_that_is_lost_is_told_with_what_it_moved() {
    let counts = (0, "the file has 11 pages, the manifest 12".to_owned());
    let missing = |piece, page: u32| (piece, format!("a page of the piece is missing after page {page} of the file"));
    let slipped = |first, message: &str| (first, format!("{message} before their place in the manifest"));
    assert_said("saved again", &changed(|_, _| {}), &[]);
    let without = |page: u32| changed(move |document, _| document.delete_pages(&[page]));
    let both = slipped(2, "this and 1 pieces after it are 1 page(s)");
    assert_said("page 2", &without(2), &[counts.clone(), missing(1, 3), both]);
    assert_said("page 12", &without(12), &[counts, missing(3, 11)]);
}

#[test]
fn pages_without_marks_are_no_piece() {
    let blank = changed(|document, pages| {
        for page in &pages[4..8] {
            let nothing = document.add_object(Stream::new(dictionary! {}, Vec::new()));
            document.get_object_mut(*page).unwrap().as_dict_mut().unwrap().set("Contents", nothing);
        }
    });
    let message = "the piece is not in the file; pages 5 to 8 carry no mark of another piece";
    assert_said("blank", &blank, &[(2, message.to_owned())]);
}
