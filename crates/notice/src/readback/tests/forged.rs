//! Files changed with another PDF library, as somebody might who means to add or hide something.

use super::{ReadError, Sample};
use crate::party::Edition;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// The sample with something done to it; what the reader says.
fn forged(change: impl Fn(&mut Document, &[ObjectId])) -> Result<(), ReadError> {
    let sample = Sample::new(Edition::Print, false, &[1, 2]);
    let mut document = Document::load_mem(&sample.bytes).unwrap();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    change(&mut document, &pages);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let before = sample.read(&sample.bytes).unwrap();
    let after = sample.read(&bytes).map_err(|flaw| flaw.what)?;
    if after == before { Ok(()) } else { Err(ReadError::Text) }
}

/// Adds to the content of a page.
fn add(document: &mut Document, page: ObjectId, more: &str) {
    let mut content = document.get_page_content(page);
    content.extend_from_slice(more.as_bytes());
    let stream = document.add_object(Stream::new(dictionary! {}, content));
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", stream);
}

#[test]
fn a_file_saved_by_another_program_is_the_same_letters() {
    assert_eq!(forged(|_, _| {}), Ok(()));
}

#[test]
fn nothing_can_be_added_to_a_page_or_hidden_on_it() {
    // Codes 1 and 2 are glyphs of the subset.
    let cases = [
        ("visible text", "\nBT /F0 10 Tf 100 100 Td <00010002> Tj ET"),
        ("invisible text", "\nBT 3 Tr /F0 10 Tf 100 100 Td <00010002> Tj ET"),
        ("white text", "\nBT 1 g /F0 10 Tf 100 100 Td <00010002> Tj ET"),
        ("text too small to read", "\nBT /F0 .5 Tf 100 100 Td <00010002> Tj ET"),
        ("text beside the page", "\nBT /F0 10 Tf 900 100 Td <00010002> Tj ET"),
        ("text among the furniture", "\n/Artifact<</Type/Pagination>>BDC BT /F0 10 Tf 100 100 Td <00010002> Tj ET EMC"),
        ("text among the marks", "\n/Artifact<</Type/Page>>BDC BT /F0 10 Tf 100 100 Td <00010002> Tj ET EMC"),
        ("white paint among the marks", "\n/Artifact<</Type/Page>>BDC q 1 g 0 0 612 792 re f Q EMC"),
        ("a white path among the marks", "\n/Artifact<</Type/Page>>BDC q 1 g 0 0 m 612 0 l 612 792 l h f Q EMC"),
        ("a form among the marks", "\n/Artifact<</Type/Page>>BDC q /L Do Q EMC"),
        ("text in a figure", "\n/Figure BMC BT /F0 10 Tf 100 100 Td <00010002> Tj ET EMC"),
        ("a bar over the text", "\n0 g 100 100 300 300 re f"),
        ("an operator that nobody knows", "\n1 2 3 xyz"),
        ("content that does not end", "\nq"),
    ];
    for (what, more) in cases {
        for page in [0, 1, 2, 4] {
            assert!(forged(|document, pages| add(document, pages[page], more)).is_err(), "{what} on page {}", page + 1);
        }
    }
}

#[test]
fn pages_cannot_go_come_turn_or_change_places() {
    let kids = |document: &mut Document, pages: &[ObjectId], change: &dyn Fn(&mut Vec<Object>)| {
        let parent = document.get_dictionary(pages[0]).unwrap().get(b"Parent").unwrap().as_reference().unwrap();
        let root = document.get_dictionary(parent).unwrap().get(b"Parent").unwrap().as_reference().unwrap();
        let node = document.get_object_mut(parent).unwrap().as_dict_mut().unwrap();
        let kids = node.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
        change(kids);
        let count = kids.len() as i64;
        node.set("Count", count);
        document.get_object_mut(root).unwrap().as_dict_mut().unwrap().set("Count", count);
    };
    let tree = |change: &dyn Fn(&mut Vec<Object>)| forged(|document, pages| kids(document, pages, change));
    assert_eq!(tree(&|_| {}), Ok(()));
    assert!(tree(&|kids| drop(kids.remove(1))).is_err(), "a page less");
    assert!(tree(&|kids| drop(kids.drain(4..))).is_err(), "a piece less");
    assert!(tree(&|kids| kids.push(kids[0].clone())).is_err(), "a page more");
    assert!(tree(&|kids| kids.swap(0, 4)).is_err(), "two pages changed");
    assert!(tree(&|kids| kids.rotate_left(4)).is_err(), "two pieces changed");
    let page = |key: &'static str, value: Object| {
        forged(move |document, pages| {
            document.get_object_mut(pages[0]).unwrap().as_dict_mut().unwrap().set(key, value.clone());
        })
    };
    assert_eq!(page("Rotate", 180.into()), Err(ReadError::Geometry));
    assert_eq!(page("Annots", vec![].into()), Err(ReadError::Geometry));
    assert_eq!(page("MediaBox", vec![0.into(), 0.into(), 600.into(), 792.into()].into()), Err(ReadError::Geometry));
}

#[test]
fn a_stream_that_grows_without_end_is_refused() {
    let bomb = |document: &mut Document, pages: &[ObjectId]| {
        let mut stream = Stream::new(dictionary! {}, vec![b' '; 200 << 20]);
        stream.compress().unwrap();
        let stream = document.add_object(stream);
        document.get_object_mut(pages[0]).unwrap().as_dict_mut().unwrap().set("Contents", stream);
    };
    assert!(matches!(forged(bomb), Err(ReadError::TooLarge | ReadError::Compressed)));
}
