//! Letters set by the simplest means, for the tests of the press alone.

use crate::composition::page::RuleLine;
use crate::composition::{Centi, Face, Galley, Glyph, Ink, Item, Line, Page, Pages, Role, Run};
use crate::party::{Edition, JobId, Language, PieceId};
use crate::press::{FaceSource, Imprint, MarkPlace, Picture, Piece, Plate, import};
use chrono::NaiveDate;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The embedded family.
pub const FACES: [&[u8]; 3] = [
    include_bytes!("../../../../../templates/fonts/SourceSerif4-Regular.ttf"),
    include_bytes!("../../../../../templates/fonts/SourceSerif4-Bold.ttf"),
    include_bytes!("../../../../../templates/fonts/SourceSerif4-It.ttf"),
];

const WORDS: &str = "On January 25, 2025 we learned that an unauthorized person had entered our network and copied files that held health records of our patients. We stopped the entry, called the police, and hired experts who looked into what happened and who was affected. ";

/// Characters to glyphs and advances.
pub struct Setter {
    faces: [BTreeMap<char, (u16, Centi)>; 3],
}

impl Setter {
    pub fn new() -> Self {
        let faces = FACES.map(|bytes| {
            let font = FontRef::new(bytes).unwrap();
            let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            let pairs = font.charmap().mappings();
            pairs
                .filter_map(|(code, glyph)| {
                    let advance = advances.advance_width(glyph)? as Centi;
                    Some((char::from_u32(code)?, (glyph.to_u32() as u16, advance)))
                })
                .collect()
        });
        Self { faces }
    }

    /// Letters of a face below U+2000, one for each glyph.
    pub fn letters(&self, face: Face) -> String {
        let faces = self.faces[face.index()].range(' '..'\u{2000}');
        faces.map(|(c, (glyph, _))| (glyph, *c)).collect::<BTreeMap<_, _>>().into_values().collect()
    }

    /// Text in lines of at most `width`, one face. A made-up kern follows every "o".
    pub fn set(&self, text: &str, face: Face, size: Centi, width: Centi) -> Galley {
        let mut galley = Galley::default();
        let leading = size * 5 / 4;
        let mut line = String::new();
        let mut lines = Vec::new();
        for word in text.split_inclusive(' ') {
            if !line.is_empty() && self.width(&line, face, size) + self.width(word.trim_end(), face, size) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(word);
        }
        lines.push(line);
        for (number, line) in lines.iter().enumerate() {
            let (glyph, start) = (galley.glyphs.len() as u32, galley.text.len() as u32);
            for c in line.chars() {
                let (id, _) = self.faces[face.index()][&c];
                let kern = if c == 'o' { -15 } else { 0 };
                galley.glyphs.push(Glyph { id, kern, bytes: c.len_utf8() as u8 });
            }
            galley.text.push_str(line);
            let run = galley.runs.len() as u32;
            galley.runs.push(Run {
                rise: 0,
                together: false,
                face,
                size,
                x: 0,
                glyphs: glyph..galley.glyphs.len() as u32,
                text: start..galley.text.len() as u32,
            });
            galley.lines.push(Line { baseline: leading * number as Centi + size, runs: run..run + 1 });
            galley.width = galley.width.max(self.width(line, face, size));
        }
        galley.height = leading * lines.len() as Centi;
        galley
    }

    fn width(&self, text: &str, face: Face, size: Centi) -> Centi {
        text.chars().map(|c| self.faces[face.index()][&c].1 * size / 1000).sum()
    }
}

/// One variant's constant blocks and what follows from the person.
pub struct Form {
    setter: Setter,
    blocks: Vec<(Arc<Galley>, Role)>,
    footers: Vec<Arc<Galley>>,
    back: Arc<Galley>,
}

const SIZE: Centi = 1_100;
const LEFT: Centi = 7_200;
const MEASURE: Centi = 46_800;

impl Form {
    pub fn new() -> Self {
        let setter = Setter::new();
        let shared = |text: &str, face, size, width| Arc::new(setter.set(text, face, size, width));
        let mut blocks = vec![(shared("Notice of Data Breach", Face::Bold, 1_500, MEASURE), Role::Title)];
        for (number, heading) in
            ["What Happened", "What Information Was Involved", "What We Are Doing"].iter().enumerate()
        {
            blocks.push((shared(heading, Face::Bold, 1_200, MEASURE), Role::Heading(2)));
            for part in 0..3 {
                let text = format!("{} {WORDS}", ["First.", "Then.", "Last."][part]).repeat(number + 1);
                blocks.push((shared(&text, Face::Regular, SIZE, MEASURE), Role::Paragraph));
            }
            for item in 0..3 {
                let list = number as u16;
                let label = if number == 1 { format!("{}.", item + 1) } else { "•".to_owned() };
                blocks.push((shared(&label, Face::Regular, SIZE, 2_000), Role::ListLabel { list, item }));
                blocks
                    .push((shared(&WORDS[..80], Face::Regular, SIZE, MEASURE - 2_000), Role::ListBody { list, item }));
            }
        }
        blocks.push((shared("More About the Steps", Face::Italic, 1_150, MEASURE), Role::Heading(3)));
        let footers = (1..=3).map(|page| shared(&format!("Page {page} of 3"), Face::Regular, 900, 10_000)).collect();
        let back = shared(&WORDS.repeat(5), Face::Regular, SIZE, MEASURE);
        Self { setter, blocks, footers, back }
    }

    /// Three pages for a person: letterhead, address, shared and own blocks, a split paragraph, lists, a signature.
    pub fn letter(&self, number: u32) -> Pages {
        let own = |text: &str| Ink::Own(Box::new(self.setter.set(text, Face::Regular, SIZE, MEASURE)));
        let mut pages = vec![Page::default(), Page::default(), Page::default()];
        let item = |x, y, ink, role, element| Item { x, y, ink, role, element };
        let frame = Galley {
            width: MEASURE,
            height: 5_000,
            rules: vec![
                RuleLine { x: 0, y: 0, width: MEASURE, height: 50 },
                RuleLine { x: 0, y: 4_950, width: MEASURE, height: 50 },
            ],
            ..Galley::default()
        };
        let address = [format!("PERSON NUMBER {number}"), format!("{number} MAIN STREET"), "WACO TX 76701".to_owned()];
        let mut block = Galley::default();
        for line in &address {
            let set = self.setter.set(line, Face::Regular, 1_000, MEASURE);
            let (run, glyph, text) = (block.runs.len() as u32, block.glyphs.len() as u32, block.text.len() as u32);
            block.lines.push(Line { baseline: block.height + 1_000, runs: run..run + 1 });
            block.glyphs.extend(&set.glyphs);
            block.text.push_str(&set.text);
            block.runs.push(Run {
                glyphs: glyph..block.glyphs.len() as u32,
                text: text..block.text.len() as u32,
                ..set.runs[0].clone()
            });
            (block.width, block.height) = (block.width.max(set.width), block.height + set.height);
        }
        let first = &mut pages[0].items;
        first.push(item(0, 0, Ink::Letterhead, Role::Letterhead, 0));
        first.push(item(LEFT, 50_000, Ink::Shared(Arc::new(frame)), Role::Furniture, 1));
        first.push(item(5_400, 17_000, Ink::Own(Box::new(block)), Role::Address, 2));
        first.push(item(LEFT, 24_500, own("October 14, 2025"), Role::Paragraph, 3));
        first.push(item(
            LEFT,
            26_500,
            own(&format!("Dear Person Number {number} (Nguyễn \\ Łukasz):")),
            Role::Paragraph,
            4,
        ));
        let (mut y, mut page, mut element) = (29_000, 0, 5);
        for (galley, role) in &self.blocks {
            let x = if matches!(role, Role::ListBody { .. }) { LEFT + 2_000 } else { LEFT };
            if y + galley.height > 72_000 {
                (y, page) = (7_200, page + 1);
                if page == 2 {
                    break;
                }
            }
            pages[page].items.push(item(x, y, Ink::Shared(Arc::clone(galley)), *role, element));
            if !matches!(role, Role::ListLabel { .. }) {
                y += galley.height + 400;
            }
            element += 1;
        }
        // A paragraph of the person's own whose second half stands on the next page.
        pages[0].items.push(item(
            LEFT,
            73_000,
            own(&format!("Your code is CODE-{number:06}, and it ")),
            Role::Paragraph,
            900,
        ));
        pages[1]
            .items
            .insert(0, item(LEFT, 5_400, own("can be used until the end of the year."), Role::Paragraph, 900));
        let last = &mut pages[2].items;
        last.push(item(LEFT, 7_200, Ink::Shared(Arc::clone(&self.back)), Role::Paragraph, 901));
        last.push(item(LEFT, 30_000, own(&format!("For Person Number {number}")), Role::Paragraph, 902));
        last.push(item(LEFT, 33_000, Ink::Signature { width: 14_400, height: 3_600 }, Role::Signature, 903));
        for (page, footer) in pages.iter_mut().zip(&self.footers) {
            page.items.push(item(28_000, 75_000, Ink::Shared(Arc::clone(footer)), Role::Furniture, 999));
        }
        Pages { pages, ..Pages::default() }
    }
}

/// The glyphs that pages print.
pub fn used<'a>(pages: impl IntoIterator<Item = &'a Pages>) -> [BTreeMap<u16, String>; 3] {
    let mut used: [BTreeMap<u16, String>; 3] = Default::default();
    for item in pages.into_iter().flat_map(|pages| &pages.pages).flat_map(|page| &page.items) {
        let galley: &Galley = match &item.ink {
            Ink::Shared(galley) => galley,
            Ink::Own(galley) => galley,
            Ink::Letterhead | Ink::Signature { .. } => continue,
        };
        for run in &galley.runs {
            let mut text = &galley.text[run.text.start as usize..];
            for glyph in &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                let (own, rest) = text.split_at(usize::from(glyph.bytes));
                used[run.face.index()].entry(glyph.id).or_insert_with(|| own.to_owned());
                text = rest;
            }
        }
    }
    used
}

/// A job id.
pub fn job(proof: bool) -> JobId {
    JobId::from_digest(&[41; 32].into(), proof)
}

/// The imprint of a test job.
pub fn imprint(edition: Edition, proof: bool) -> Imprint<'static> {
    Imprint {
        title: "Notice of Data Breach",
        practice: "Bluebonnet Pediatric Orthopedics",
        signatory: "Signature of Jordan A. Ellery",
        language: Language::En,
        date: NaiveDate::from_ymd_opt(2025, 10, 14).unwrap(),
        edition,
        duplex: true,
        job: job(proof),
        marks: Some(MarkPlace::default()),
        proof,
        across: if proof { "PROOF" } else { "" },
    }
}

/// A plate with a letterhead and a signature.
pub fn plate(imprint: &Imprint, used: &[BTreeMap<u16, String>; 3], letterhead: &[u8]) -> Plate {
    let faces = [0, 1, 2].map(|face| FaceSource { bytes: FACES[face], used: &used[face] });
    let master = import::take_apart("letterhead.pdf", letterhead).unwrap();
    let gray: Vec<u8> = (0..120 * 30_u32).map(|at| if at % 120 == at / 30 { 0 } else { 255 }).collect();
    Plate::make(imprint, &faces, Some(&master), Some(&Picture { width: 120, height: 30, gray: &gray })).unwrap()
}

/// A piece of the test job; every third is Spanish.
pub fn piece(pages: &Pages, sequence: u32, proof: bool) -> Piece<'_> {
    let language = if sequence.is_multiple_of(3) { Language::Es } else { Language::En };
    Piece { id: PieceId { job: job(proof), sequence }, language, pages }
}

/// A letterhead as some program might export it: marked content, a nested form, a picture, an extra entry or two.
pub fn letterhead(change: impl FnOnce(&mut lopdf::Document, lopdf::ObjectId)) -> Vec<u8> {
    use lopdf::{Document, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let image = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceRGB", "Interpolate" => true },
        vec![200, 30, 30, 30, 30, 200],
    ));
    let form = document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), 50.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } } },
        b"/P <</MCID 0>> BDC q 40 0 0 20 0 0 cm /I Do Q EMC".to_vec(),
    ));
    let content = document.add_object(Stream::new(
        dictionary! {},
        b"/Logo BMC .1 .2 .6 rg 72 740 30 30 re f EMC /G gs q 1 0 0 1 400 735 cm /X Do Q".to_vec(),
    ));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
        "Resources" => dictionary! {
            "XObject" => dictionary! { "X" => form },
            "ExtGState" => dictionary! { "G" => dictionary! { "ca" => 1, "TR" => "Identity" } },
        },
    });
    document.set_object(pages, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    change(&mut document, page);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}
