use super::{letters, press, refused, sample};
use crate::composition::{Face, Ink, Item, Page, Pages, Role};
use crate::party::{Edition, JobId};
use crate::press::{FaceSource, Imprint, PageRange, Plate, PressScratch};
use lopdf::Object;
use std::sync::Arc;

#[test]
fn every_object_lies_where_the_index_says() {
    for edition in [Edition::Print, Edition::Accessible] {
        let pressed = press(edition, false, &letters(60));
        let index = &pressed.book.reference_table.entries;
        assert!(index.len() > 200);
        let mut direct = 0;
        for (id, entry) in index {
            match entry {
                lopdf::xref::XrefEntry::Normal { offset, .. } => {
                    let head = format!("{id} 0 obj\n");
                    assert!(pressed.bytes[*offset as usize..].starts_with(head.as_bytes()), "object {id}");
                    direct += 1;
                }
                lopdf::xref::XrefEntry::Compressed { container, index } => {
                    assert!(*index < 200);
                    let holder = pressed.book.get_object((*container, 0)).unwrap().as_stream().unwrap();
                    assert!(holder.dict.has_type(b"ObjStm"));
                }
                lopdf::xref::XrefEntry::Free => assert_eq!(*id, 0),
                lopdf::xref::XrefEntry::UnusableFree => panic!("object {id} was never written"),
            }
        }
        assert!(direct > 60);
        let text = String::from_utf8_lossy(&pressed.bytes);
        assert!(text.ends_with("\n%%EOF\n"));
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    for edition in [Edition::Print, Edition::Accessible] {
        let (first, again) = (letters(30), letters(30));
        let pressed = press(edition, false, &first);
        // Other places in memory, a scratch that has seen another file, and a new galley for every letter.
        let plate =
            sample::plate(&sample::imprint(edition, false), &sample::used(&again), &sample::letterhead(|_, _| {}));
        let mut scratch = PressScratch::default();
        let mut other = plate.open(&mut scratch);
        other.add(&sample::piece(&again[7], 8, false)).unwrap();
        drop(other.finish());
        let mut file = plate.open(&mut scratch);
        for (at, pages) in again.iter().enumerate() {
            let mut pages = pages.clone();
            for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
                if let Ink::Shared(galley) = &mut item.ink {
                    *galley = Arc::new((**galley).clone());
                }
            }
            file.add(&sample::piece(&pages, at as u32 + 1, false)).unwrap();
        }
        assert!(file.finish() == pressed.bytes);
    }
}

#[test]
fn each_piece_starts_on_a_front() {
    let letters = letters(2);
    let faces = sample::used(&letters);
    for (duplex, expected) in [(true, [(1, 4, 2), (5, 8, 2)]), (false, [(1, 3, 3), (4, 6, 3)])] {
        let imprint = Imprint { duplex, ..sample::imprint(Edition::Print, false) };
        let plate = sample::plate(&imprint, &faces, &sample::letterhead(|_, _| {}));
        let mut scratch = PressScratch::default();
        let mut file = plate.open(&mut scratch);
        let placed: Vec<_> = letters
            .iter()
            .zip(1..)
            .map(|(pages, number)| file.add(&sample::piece(pages, number, false)).unwrap())
            .map(|PageRange { first, last, sheets }| (first, last, sheets))
            .collect();
        assert_eq!(placed, expected);
        let book = lopdf::Document::load_mem(&file.finish()).unwrap();
        assert_eq!(book.page_iter().count(), expected[1].1 as usize);
    }
}

#[test]
fn a_blank_back_is_blank_but_for_proof() {
    let letters = letters(2);
    let pressed = press(Edition::Print, false, &letters);
    assert_eq!(pressed.content(3).trim(), "");
    let contents = |page: usize| {
        pressed.book.get_dictionary(pressed.pages()[page]).unwrap().get(b"Contents").unwrap().as_reference().unwrap()
    };
    assert_eq!(contents(3), contents(7), "blank backs share one stream");
    let proof = press(Edition::Accessible, true, &letters);
    for page in 0..8 {
        assert!(proof.content(page).contains("/Artifact<</Type/Page>>BDC\n/R Do\nEMC\n"), "page {page}");
        assert!(!proof.content(page).contains("BI/W 18"), "a proof carries no symbol");
    }
    assert!(proof.content(0).contains("/Artifact<</Type/Page>>BDC\nBT\n"), "a proof carries its id");
}

#[test]
fn the_common_end_of_a_page_is_written_once() {
    let mut letters = letters(3);
    // On the first page only what stands above the title is left of a person's own.
    letters.iter_mut().for_each(|letter| letter.pages[0].items.retain(|item| item.element != 900));
    for edition in [Edition::Print, Edition::Accessible] {
        let pressed = press(edition, false, &letters);
        let streams = |page: usize| {
            let page = pressed.book.get_dictionary(pressed.pages()[page]).unwrap();
            let list = page.get(b"Contents").unwrap().as_array().unwrap();
            list.iter().map(|stream| stream.as_reference().unwrap()).collect::<Vec<_>>()
        };
        let (one, other) = (streams(0), streams(4));
        assert_eq!((one.len(), one[1]), (2, other[1]));
        assert_ne!(one[0], other[0]);
        let common = pressed.book.get_object(one[1]).unwrap().as_stream().unwrap().decompressed_content().unwrap();
        assert!(!pressed.text(&common).contains("Dear") && pressed.text(&common).contains("What Happened"));
    }
}

#[test]
fn every_page_has_boxes_and_resources_and_all_text() {
    let letters = letters(3);
    for edition in [Edition::Print, Edition::Accessible] {
        let pressed = press(edition, false, &letters);
        let pages = pressed.pages();
        assert_eq!(pages.len(), 12);
        for id in &pages {
            let page = pressed.book.get_dictionary(*id).unwrap();
            let trim: Vec<i64> =
                page.get(b"TrimBox").unwrap().as_array().unwrap().iter().map(|v| v.as_i64().unwrap()).collect();
            assert_eq!(trim, [0, 0, 612, 792]);
            assert!(page.has(b"Resources"));
        }
        for (number, letter) in letters.iter().enumerate() {
            for (side, page) in letter.pages.iter().enumerate() {
                // The marks lie below the text.
                let mut expected = String::new();
                if side % 2 == 0 {
                    expected.extend([
                        sample::piece(letter, number as u32 + 1, false).id.to_string(),
                        format!("  {}/2", side / 2 + 1),
                    ]);
                }
                expected.extend(page.items.iter().map(words));
                let content = pressed.book.get_page_content(pages[number * 4 + side]);
                assert_eq!(pressed.text(&content), expected);
            }
        }
    }
}

fn words(item: &Item) -> &str {
    match &item.ink {
        Ink::Shared(galley) => &galley.text,
        Ink::Own(galley) => &galley.text,
        Ink::Letterhead | Ink::Signature { .. } => "",
    }
}

#[test]
fn many_glyphs_survive_escapes() {
    let setter = sample::Setter::new();
    // More than 256 glyphs: every low byte comes up, parentheses, backslash and carriage return among them.
    let text = setter.letters(Face::Regular);
    let galley = setter.set(&text, Face::Regular, 1_000, 40_000);
    let item = Item { x: 7_200, y: 7_200, ink: Ink::Own(Box::new(galley)), role: Role::Paragraph, element: 0 };
    let pages = [Pages { pages: vec![Page { items: vec![item] }], ..Pages::default() }];
    let pressed = press(Edition::Print, false, &pages);
    assert!(pressed.unicode()[0].len() > 256);
    let content = pressed.book.get_page_content(pressed.pages()[0]);
    assert!(pressed.text(&content).ends_with(&text));
}

#[test]
fn without_a_symbol_the_id_still_stands_on_every_sheet() {
    let letters = letters(1);
    let imprint = Imprint { marks: None, ..sample::imprint(Edition::Print, false) };
    let plate = sample::plate(&imprint, &sample::used(&letters), &sample::letterhead(|_, _| {}));
    let mut scratch = PressScratch::default();
    let mut file = plate.open(&mut scratch);
    file.add(&sample::piece(&letters[0], 1, false)).unwrap();
    let book = lopdf::Document::load_mem(&file.finish()).unwrap();
    for (side, page) in book.page_iter().enumerate() {
        let content = String::from_utf8_lossy(&book.get_page_content(page)).into_owned();
        assert_eq!(content.contains("/Artifact<</Type/Page>>BDC\nBT\n/F0 6.5 Tf "), side % 2 == 0);
        assert!(!content.contains("BI/W"));
    }
}

#[test]
fn a_proof_and_its_job_agree() {
    let none = std::collections::BTreeMap::new();
    for (proof, job) in [(true, false), (false, true)] {
        let faces = sample::FACES.map(|bytes| FaceSource { bytes, used: &none });
        let imprint = Imprint { job: sample::job(job), ..sample::imprint(Edition::Print, proof) };
        assert!(Plate::make(&imprint, &faces, None, None).is_err_and(|refusal| refusal.message.contains("proof")));
    }
}

#[test]
fn fonts_are_cut_tagged_and_measured() {
    let pressed = press(Edition::Print, false, &letters(1));
    let fonts: Vec<_> = pressed
        .book
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"CIDFontType2"))
        .collect();
    assert_eq!(fonts.len(), 3);
    for font in fonts {
        let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
        assert!(name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+');
        let widths = font.get(b"W").unwrap().as_array().unwrap()[1].as_array().unwrap();
        assert!(widths.iter().skip(1).all(|width| (100..1_500).contains(&width.as_i64().unwrap())));
        let descriptor = pressed.dictionary(font.get(b"FontDescriptor").unwrap());
        let outlines = pressed.book.dereference(descriptor.get(b"FontFile2").unwrap()).unwrap().1.as_stream().unwrap();
        let length = outlines.dict.get(b"Length1").unwrap().as_i64().unwrap() as usize;
        assert_eq!(outlines.decompressed_content().unwrap().len(), length);
        assert!(length < 60_000, "the face was not cut down");
    }
}

#[test]
fn what_cannot_be_printed_is_refused() {
    let (one, setter) = (letters(1), sample::Setter::new());
    let strange = Ink::Own(Box::new(setter.set("Ω", Face::Regular, 1_000, 9_000)));
    let item = |ink| Item { x: 0, y: 0, ink, role: Role::Paragraph, element: 0 };
    let with = |page: Page| [Pages { pages: vec![page], ..Pages::default() }];
    let unknown = refused(&with(Page { items: vec![item(strange)] }), &one, |_| {});
    assert!(unknown.message.contains("embedded fonts"), "{unknown}");
    let other = refused(&one, &one, |piece| piece.id.job = JobId::from_digest(&[3; 32].into(), false));
    assert!(other.message.contains("another job"), "{other}");
    for sequence in [0, 1_000_000] {
        let beyond = refused(&one, &one, |piece| piece.id.sequence = sequence);
        assert!(beyond.message.contains("number"), "{beyond}");
    }
    let none = refused(&[Pages::default()], &one, |_| {});
    assert!(none.message.contains("no page"), "{none}");
    let long = refused(&[Pages { pages: vec![Page::default(); 199], ..Pages::default() }], &one, |_| {});
    assert!(long.message.contains("100 sheets"), "{long}");
}
