//! Tests of the press as a whole; what other programs say about its files is tested elsewhere.

// A test ends where something is not as it must be.
#![allow(clippy::unwrap_used)]

mod container;
mod master;
pub(crate) mod sample;
mod structure;

use super::PressScratch;
use crate::composition::Pages;
use crate::finding::Problem;
use crate::party::Edition;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A file with some letters, and the same read by another program.
struct Pressed {
    bytes: Vec<u8>,
    book: Document,
}

fn press(edition: Edition, proof: bool, letters: &[Pages]) -> Pressed {
    let plate = sample::plate(&sample::imprint(edition, proof), &sample::used(letters), &sample::letterhead(|_, _| {}));
    let mut scratch = PressScratch::default();
    let mut file = plate.open(&mut scratch);
    for (at, pages) in letters.iter().enumerate() {
        file.add(&sample::piece(pages, at as u32 + 1, proof)).unwrap();
    }
    let bytes = file.finish();
    let book = Document::load_mem(&bytes).unwrap();
    Pressed { bytes, book }
}

fn letters(count: u32) -> Vec<Pages> {
    let form = sample::Form::new();
    (1..=count).map(|number| form.letter(number)).collect()
}

/// The refusal of a piece.
fn refused(letters: &[Pages], known: &[Pages], change: impl FnOnce(&mut super::Piece)) -> Problem {
    let plate =
        sample::plate(&sample::imprint(Edition::Print, false), &sample::used(known), &sample::letterhead(|_, _| {}));
    let mut scratch = PressScratch::default();
    let mut file = plate.open(&mut scratch);
    let mut piece = sample::piece(&letters[0], 1, false);
    change(&mut piece);
    file.add(&piece).unwrap_err()
}

impl Pressed {
    fn pages(&self) -> Vec<ObjectId> {
        self.book.page_iter().collect()
    }

    fn content(&self, page: usize) -> String {
        String::from_utf8_lossy(&self.book.get_page_content(self.pages()[page])).into_owned()
    }

    fn dictionary<'a>(&'a self, value: &'a Object) -> &'a Dictionary {
        self.book.dereference(value).unwrap().1.as_dict().unwrap()
    }

    /// Code → text of the three faces.
    fn unicode(&self) -> [BTreeMap<u16, String>; 3] {
        let page = self.book.get_dictionary(self.pages()[0]).unwrap();
        let resources = self.dictionary(page.get(b"Resources").unwrap());
        let fonts = self.dictionary(resources.get(b"Font").unwrap());
        ["F0", "F1", "F2"].map(|name| {
            let font = self.dictionary(fonts.get(name.as_bytes()).unwrap());
            let map = self.book.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1.as_stream().unwrap();
            let map = String::from_utf8(map.decompressed_content().unwrap()).unwrap();
            let hex = |text: &str| -> Vec<u16> {
                text.as_bytes()
                    .chunks(4)
                    .map(|c| u16::from_str_radix(std::str::from_utf8(c).unwrap(), 16).unwrap())
                    .collect()
            };
            map.lines()
                .filter(|line| line.len() > 8 && line.starts_with('<') && !line.contains("FFFF"))
                .filter_map(|line| line.trim_matches(['<', '>']).split_once("><"))
                .map(|(code, text)| (hex(code)[0], String::from_utf16(&hex(text)).unwrap()))
                .collect()
        })
    }

    /// The text that a content stream prints, forms included, with blanks as they stand.
    fn text(&self, content: &[u8]) -> String {
        let unicode = self.unicode();
        let page = self.book.get_dictionary(self.pages()[0]).unwrap();
        let resources = self.dictionary(page.get(b"Resources").unwrap());
        let forms = self.dictionary(resources.get(b"XObject").unwrap());
        let mut out = String::new();
        let mut face = 0;
        for operation in lopdf::content::Content::decode(content).unwrap().operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tf", [name, _]) => face = usize::from(name.as_name().unwrap()[1] - b'0'),
                ("TJ", [Object::Array(parts)]) => {
                    parts
                        .iter()
                        .filter_map(|part| part.as_str().ok())
                        .for_each(|codes| decode(&mut out, codes, &unicode[face]));
                }
                ("Tj", [codes]) => decode(&mut out, codes.as_str().unwrap(), &unicode[face]),
                ("Do", [name]) if name.as_name().unwrap()[0] == b'B' => {
                    let form = self.book.dereference(forms.get(name.as_name().unwrap()).unwrap()).unwrap().1;
                    let form = form.as_stream().unwrap().decompressed_content().unwrap();
                    out.push_str(&self.text(&form));
                }
                _ => {}
            }
        }
        out
    }
}

fn decode(out: &mut String, codes: &[u8], unicode: &BTreeMap<u16, String>) {
    for code in codes.chunks(2) {
        out.push_str(&unicode[&u16::from_be_bytes([code[0], code[1]])]);
    }
}
