use super::sample;
use crate::composition::Pages;
use crate::finding::Problem;
use crate::party::Edition;
use crate::press::{FaceSource, Plate, PressScratch, import};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

fn plate(letterhead: &[u8]) -> Result<Plate, Problem> {
    let master = import::take_apart("letterhead.pdf", letterhead)?;
    let none = BTreeMap::new();
    let faces = sample::FACES.map(|bytes| FaceSource { bytes, used: &none });
    Plate::make(&sample::imprint(Edition::Print, false), &faces, Some(&master), None)
}

fn refusal(change: impl FnOnce(&mut Document, ObjectId)) -> String {
    match plate(&sample::letterhead(change)) {
        Ok(_) => "taken".to_owned(),
        Err(refusal) => refusal.message.into(),
    }
}

fn page_of(document: &mut Document, page: ObjectId) -> &mut Dictionary {
    document.get_dictionary_mut(page).unwrap()
}

/// The imported form in a finished file.
fn imported(change: impl FnOnce(&mut Document, ObjectId)) -> (Document, Stream) {
    let plate = plate(&sample::letterhead(change)).unwrap();
    let mut scratch = PressScratch::default();
    let pages = Pages { pages: vec![crate::composition::Page::default()], ..Pages::default() };
    let mut file = plate.open(&mut scratch);
    file.add(&sample::piece(&pages, 1, false)).unwrap();
    let book = Document::load_mem(&file.finish()).unwrap();
    let form =
        book.objects.values().filter_map(|o| o.as_stream().ok()).find(|s| s.dict.has(b"Matrix")).unwrap().clone();
    (book, form)
}

fn matrix(form: &Stream) -> Vec<f32> {
    form.dict.get(b"Matrix").unwrap().as_array().unwrap().iter().map(|v| v.as_float().unwrap()).collect()
}

fn box_of(values: [i64; 4]) -> Object {
    Object::Array(values.map(Object::from).to_vec())
}

#[test]
fn the_page_becomes_a_form_without_marks_of_its_own() {
    let (book, form) = imported(|_, _| {});
    let content = String::from_utf8(form.decompressed_content().unwrap()).unwrap();
    assert_eq!(content, ".1 .2 .6 rg\n72 740 30 30 re\nf\n/G gs\nq\n1 0 0 1 400 735 cm\n/X Do\nQ\n");
    let streams: Vec<&Stream> = book.objects.values().filter_map(|o| o.as_stream().ok()).collect();
    let image = streams.iter().find(|s| s.dict.has(b"Height")).unwrap();
    assert_eq!(image.content, [200, 30, 30, 30, 30, 200]);
    assert!(!image.dict.has(b"Interpolate"));
    let nested =
        streams.iter().find(|s| s.dict.has_type(b"XObject") && s.dict.get(b"BBox").is_ok() && !s.dict.has(b"Matrix"));
    assert_eq!(nested.unwrap().decompressed_content().unwrap(), b"q\n40 0 0 20 0 0 cm\n/I Do\nQ\n");
    let state =
        form.dict.get(b"Resources").and_then(Object::as_dict).unwrap().get(b"ExtGState").unwrap().as_dict().unwrap();
    assert!(!state.get(b"G").unwrap().as_dict().unwrap().has(b"TR"));
}

#[test]
fn turned_shifted_and_scaled_pages_are_set_upright() {
    let (_, plain) = imported(|_, _| {});
    assert_eq!(matrix(&plain), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let (_, turned) = imported(|document, page| {
        page_of(document, page).set("MediaBox", box_of([0, 0, 792, 612]));
        page_of(document, page).set("Rotate", 90);
    });
    assert_eq!(matrix(&turned), [0.0, -1.0, 1.0, 0.0, 0.0, 792.0]);
    let (_, scaled) = imported(|document, page| {
        page_of(document, page).set("MediaBox", box_of([-10, -10, 400, 500]));
        page_of(document, page).set("CropBox", box_of([10, 20, 316, 416]));
        page_of(document, page).set("UserUnit", 2);
    });
    assert_eq!(matrix(&scaled), [2.0, 0.0, 0.0, 2.0, -20.0, -40.0]);
}

#[test]
fn a_letterhead_that_cannot_stand_is_refused_with_its_reason() {
    assert_eq!(refusal(|_, _| {}), "taken");
    let a4 = refusal(|document, page| page_of(document, page).set("MediaBox", box_of([0, 0, 595, 842])));
    assert_eq!(a4, "The letterhead's page is 8.26 x 11.69 in.");
    let inks = refusal(|document, page| {
        let content = document.add_object(Stream::new(Dictionary::new(), b"1 0 0 0 k 0 0 9 9 re f".to_vec()));
        page_of(document, page).set("Contents", content);
    });
    assert!(inks.contains("CMYK"), "{inks}");
    let font = refusal(|document, page| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        page_of(document, page).set("Resources", dictionary! { "Font" => dictionary! { "F" => font } });
    });
    assert!(font.contains("font Helvetica"), "{font}");
    let layer = refusal(|document, page| {
        let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => "L" });
        let form = document.add_object(Stream::new(dictionary! { "Subtype" => "Form", "OC" => layer }, Vec::new()));
        page_of(document, page).set("Resources", dictionary! { "XObject" => dictionary! { "X" => form } });
    });
    assert!(layer.contains("layers"), "{layer}");
    let locked = refusal(|document, _| document.trailer.set("Encrypt", dictionary! { "Filter" => "Standard" }));
    assert!(locked.contains("encrypted") || locked.contains("cannot be read"), "{locked}");
    let torn = sample::letterhead(|_, _| {});
    assert!(plate(&torn[..40]).is_err_and(|refusal| refusal.message.contains("cannot be read")));
    let endless = refusal(|document, page| {
        let id = document.new_object_id();
        let mut nest = Object::Null;
        (0..60).for_each(|_| nest = Object::Array(vec![std::mem::replace(&mut nest, Object::Null)]));
        document.set_object(id, nest);
        page_of(document, page).set("Resources", dictionary! { "Pattern" => id });
    });
    assert!(endless.contains("nested") || endless.contains("taken"), "{endless}");
}
