//! Files of others as the process that reads them does, and what is said between it and the program.

use crate::law;
use desk::reader::document::WordDocument;
use desk::reader::fuzz::{
    FrameKind, Reason, RequestHead, answer, pack, receive, send, send_head, split_tail, take_head, unpack,
};
use desk::reader::{Request, SheetPick};
use libfuzzer_sys::Corpus;
use notice::composition::{GrayImage, Logo, Maker, Sheet};
use notice::finding::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most bytes of an answer.
const ANSWER: u64 = 192 << 20;

/// Asks for a file and takes the answer as the program does: parts, and then that it is whole, or why it is refused.
fn ask(request: Request, data: &[u8]) -> Option<Vec<u8>> {
    let head = RequestHead { request, file: "file".to_owned(), length: data.len() as u64 };
    let mut told = Vec::new();
    answer(&head, data, &mut told).expect("an answer in memory");
    let mut rest = told.as_slice();
    let mut whole = Vec::new();
    loop {
        let (kind, part) = receive(&mut rest, ANSWER).expect("a part");
        match kind {
            FrameKind::Part => whole.extend_from_slice(&part),
            FrameKind::Done => {
                assert!(rest.is_empty() && part.is_empty(), "nothing follows the end");
                return Some(whole);
            }
            FrameKind::Refused => {
                assert!(rest.is_empty(), "nothing follows a refusal");
                let refusal = Problem::from(unpack::<Reason>(&part).expect("a refusal"));
                assert_eq!(refusal.place.file, "file");
                law::hold_one(&refusal, data);
                return None;
            }
            FrameKind::Layers => panic!("layers are told before the file is there"),
        }
    }
}

/// A value that was packed is the same unpacked.
fn value<T: DeserializeOwned + Serialize + PartialEq>(request: Request, data: &[u8]) -> Option<T> {
    let value: T = unpack(&ask(request, data)?).expect("a value");
    assert!(unpack::<T>(&pack(&value).expect("packed")).is_ok_and(|again| again == value));
    Some(value)
}

/// A letterhead, by whoever made it.
pub fn letterhead(data: &[u8]) -> Corpus {
    if let Some(sheet) = value::<Sheet>(Request::Letterhead(Maker::Practice), data) {
        let pixels = usize::from(sheet.painting.wide) * usize::from(sheet.painting.high);
        assert!(sheet.painting.bits.len() * 8 >= pixels, "a bit for every pixel");
        assert!(!sheet.master.steps.is_empty(), "a letterhead is at least a form");
    }
    Corpus::Keep
}

/// A picture as a logo and as a signature.
pub fn picture(data: &[u8]) -> Corpus {
    if let Some(picture) = value::<GrayImage>(Request::Signature, data) {
        assert_eq!(picture.gray.len() as u64, u64::from(picture.width) * u64::from(picture.height));
        assert!(picture.width > 0 && picture.height > 0);
    }
    if let Some(logo) = value::<Logo>(Request::Logo, data) {
        assert!(logo.aspect().is_finite() && logo.aspect() > 0.0, "a logo has a height");
    }
    Corpus::Keep
}

/// Parts of a workbook of which the input is made, in this order.
const PARTS: [&str; 4] = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
/// Byte between the parts of an input.
const BETWEEN: u8 = 0x1E;
/// Files that name the parts to whoever opens a workbook.
const NAMES: [(&str, &str); 2] = [
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];
/// A workbook of one sheet, where the input has none.
const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;

/// The parts of an input as the file that they make: no change of a byte in a packed file keeps it whole.
fn pack_parts(data: &[u8]) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = data.split(|&byte| byte == BETWEEN).take(PARTS.len()).collect();
    if parts.len() < PARTS.len() {
        parts.resize(PARTS.len() - 1, b"");
        parts.push(BOOK);
    }
    let names = NAMES.iter().map(|(name, text)| (*name, text.as_bytes()));
    let parts = PARTS.iter().zip(&parts).filter(|(_, bytes)| !bytes.is_empty()).map(|(name, bytes)| (*name, *bytes));
    store_parts(names.chain(parts))
}

/// A packed file of parts that are not compressed.
fn store_parts<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a file in memory").into_inner()
}

/// A workbook, whole or as its parts. What comes of it is text.
pub fn workbook(data: &[u8]) -> Corpus {
    let packed = if data.starts_with(b"PK") { data.to_vec() } else { pack_parts(data) };
    if let Some(mut sheet) = ask(Request::Workbook(SheetPick::Number(0)), &packed) {
        split_tail(&mut sheet).expect("an end");
        let text = String::from_utf8(sheet).expect("text");
        assert!(text.ends_with('\n'), "the last line ends");
        crate::list::read(text.as_bytes(), None);
    }
    Corpus::Keep
}

/// A document of a word processor, whole, or as its text and its comments.
pub fn document(data: &[u8]) -> Corpus {
    let packed = if data.starts_with(b"PK") {
        data.to_vec()
    } else {
        let mut parts = data.split(|&byte| byte == BETWEEN);
        let (text, comments) = (parts.next().unwrap_or_default(), parts.next());
        let comments = comments.map(|comments| ("word/comments.xml", comments));
        store_parts([("word/document.xml", text)].into_iter().chain(comments))
    };
    if let Some(document) = value::<WordDocument>(Request::Document, &packed) {
        let texts = document.paragraphs.iter().flat_map(|paragraph| &paragraph.runs).map(|run| run.text.len());
        assert!(texts.sum::<usize>() <= 4 * packed.len(), "no text but what stands in it");
    }
    Corpus::Keep
}

/// Messages between the two processes. Whatever is understood is sent again and must be understood alike.
pub fn wire(data: &[u8]) -> Corpus {
    if let Ok(head) = take_head(&mut &*data) {
        let mut again = Vec::new();
        send_head(&mut again, &head).expect("written");
        let head_again = take_head(&mut again.as_slice()).expect("a head");
        assert_eq!((head_again.request, head_again.file, head_again.length), (head.request, head.file, head.length));
    }
    let mut rest = data;
    while let Ok((kind, part)) = receive(&mut rest, 1 << 20) {
        let mut again = Vec::new();
        send(&mut again, kind, &part).expect("written");
        assert_eq!(receive(&mut again.as_slice(), 1 << 20).expect("a part"), (kind, part));
    }
    understood::<Logo>(data);
    understood::<GrayImage>(data);
    understood::<Sheet>(data);
    if let Ok(reason) = unpack::<Reason>(data) {
        let shown = Problem::from(reason).to_string();
        assert!(!shown.contains(notice::finding::is_hidden), "what the other process says steers no terminal");
    }
    Corpus::Keep
}

/// Numbers that are none are not equal to themselves, so that bytes are compared.
fn understood<T: DeserializeOwned + Serialize>(data: &[u8]) {
    if let Ok(value) = unpack::<T>(data) {
        let bytes = pack(&value).expect("packed");
        let again: T = unpack(&bytes).expect("what was packed");
        assert_eq!(pack(&again).expect("packed"), bytes);
    }
}
