//! Documents made once, drawn by `printpdf`: text in the project's own faces, rules and boxes. Points, y down from the
//! page's top edge. The bytes depend on the content alone.

use crate::composition::Face;
use crate::finding::{Problem, ProblemCode};
use chrono::NaiveDate;
use lopdf::{Dictionary, Object};
use printpdf::{
    Color, FontId, Greyscale, Line, LinePoint, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Pt, TextItem,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// Width of the page.
pub(super) const WIDTH: f32 = 612.0;
/// Height of the page.
pub(super) const HEIGHT: f32 = 792.0;

/// The typefaces of the project, as font files.
#[derive(Clone, Copy)]
pub struct Faces<'a> {
    /// Regular.
    pub regular: &'a [u8],
    /// Bold.
    pub bold: &'a [u8],
    /// Italic.
    pub italic: &'a [u8],
}

enum Stroke {
    Text { x: f32, y: f32, face: Face, size: f32, text: String },
    Rule { from: (f32, f32), to: (f32, f32), width: f32, gray: f32 },
}

/// A document in the making.
pub(super) struct Drawing {
    fonts: [ParsedFont; 3],
    used: [BTreeSet<char>; 3],
    pages: Vec<Vec<Stroke>>,
}

fn font(bytes: &[u8]) -> Result<ParsedFont, Problem> {
    ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).ok_or_else(|| {
        let advice = "Put the typefaces back that come with the program.";
        Problem::of_file("templates/fonts", "A typeface cannot be read.", advice)
    })
}

fn unwritable(_: impl std::fmt::Debug) -> Problem {
    Problem::of_file("", "The document could not be written.", ProblemCode::TypefaceUnreadable)
}

impl Drawing {
    /// A document without pages.
    pub(super) fn new(faces: &Faces<'_>) -> Result<Self, Problem> {
        let fonts = [font(faces.regular)?, font(faces.bold)?, font(faces.italic)?];
        Ok(Self { fonts, used: Default::default(), pages: Vec::new() })
    }

    /// Begins a page.
    pub(super) fn page(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Number of pages.
    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Width of a text.
    pub(super) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let font = &self.fonts[face.index()];
        let advance = |c: char| {
            let glyph = font.lookup_glyph_index(u32::from(c)).or_else(|| font.lookup_glyph_index(u32::from('?')));
            glyph.and_then(|g| font.get_glyph_width(g)).map_or(0.0, f32::from)
        };
        text.chars().map(advance).sum::<f32>() * size / f32::from(font.units_per_em)
    }

    /// Sets a text with its baseline at `y` on the page numbered from 0; a character without a glyph becomes a
    /// question mark.
    pub(super) fn text_on(&mut self, page: usize, (x, y): (f32, f32), face: Face, size: f32, text: &str) {
        let font = &self.fonts[face.index()];
        let known = |c: char| if font.lookup_glyph_index(u32::from(c)).is_some() { c } else { '?' };
        let text: String = text.chars().map(known).collect();
        self.used[face.index()].extend(text.chars());
        if let Some(page) = self.pages.get_mut(page) {
            page.push(Stroke::Text { x, y, face, size, text });
        }
    }

    /// Sets a text on the last page.
    pub(super) fn text(&mut self, at: (f32, f32), face: Face, size: f32, text: &str) {
        self.text_on(self.pages.len().saturating_sub(1), at, face, size, text);
    }

    /// Draws a line on the last page; gray runs from 0 (black) to 1 (white).
    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, gray: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Stroke::Rule { from, to, width, gray });
        }
    }

    /// Draws a box on the last page.
    pub(super) fn frame(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), width: f32, gray: f32) {
        for (from, to) in
            [((x, y), (x + w, y)), ((x + w, y), (x + w, y + h)), ((x + w, y + h), (x, y + h)), ((x, y + h), (x, y))]
        {
            self.rule(from, to, width, gray);
        }
    }

    /// The finished PDF. `date` stands for the day of making, since the pipeline has no clock.
    pub(super) fn finish(self, title: &str, date: NaiveDate) -> Result<Vec<u8>, Problem> {
        let mut document = PdfDocument::new(title);
        for (at, (font, used)) in self.fonts.into_iter().zip(&self.used).enumerate() {
            if !used.is_empty() {
                let font = PdfFont::new(subset(font, used)?);
                document.resources.fonts.map.insert(font_id(at), font);
            }
        }
        let pages = self.pages.into_iter().map(|strokes| {
            let ops = strokes.into_iter().flat_map(operations).collect();
            PdfPage::new(Mm(215.9), Mm(279.4), ops)
        });
        document.with_pages(pages.collect());
        let mut pdf = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        settle(&mut pdf, title, date);
        pdf.compress();
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).map_err(unwritable)?;
        // The identifier is a digest of the document without one, so that equal content has equal bytes.
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let id = Object::string_literal(&digest[..16]);
        pdf.trailer.set("ID", Object::Array(vec![id.clone(), id]));
        bytes.clear();
        pdf.save_to(&mut bytes).map_err(unwritable)?;
        Ok(bytes)
    }
}

fn font_id(face: usize) -> FontId {
    FontId(format!("Face{face}"))
}

/// Replaces what printpdf takes from the clock and from chance.
fn settle(pdf: &mut lopdf::Document, title: &str, date: NaiveDate) {
    let mut info = Dictionary::new();
    let day = format!("D:{}000000Z", date.format("%Y%m%d"));
    info.set("Title", lopdf::text_string(title));
    info.set("Producer", Object::string_literal("Noticepress"));
    info.set("CreationDate", Object::string_literal(day.as_str()));
    info.set("ModDate", Object::string_literal(day.as_str()));
    let old = pdf.trailer.get(b"Info").and_then(Object::as_reference).ok();
    if let Some(id) = old {
        pdf.set_object(id, info);
    } else {
        let id = pdf.add_object(info);
        pdf.trailer.set("Info", id);
    }
    pdf.trailer.remove(b"ID");
    pdf.version = "1.7".into();
    if let Ok(catalog) = pdf.catalog_mut() {
        catalog.set("Lang", Object::string_literal("en-US"));
        let mut preferences = Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        catalog.set("ViewerPreferences", preferences);
    }
}

/// The face with only the glyphs that the document uses, renumbered; printpdf itself embeds faces whole.
fn subset(mut font: ParsedFont, used: &BTreeSet<char>) -> Result<ParsedFont, Problem> {
    let mut remapper = GlyphRemapper::new();
    let (mut glyphs, mut widths) = (BTreeMap::new(), BTreeMap::new());
    for &c in used {
        let Some(old) = font.lookup_glyph_index(u32::from(c)) else { continue };
        let new = remapper.remap(old);
        glyphs.insert(u32::from(c), new);
        widths.insert(new, font.get_glyph_width(old).unwrap_or(0));
    }
    font.original_bytes = subsetter::subset(&font.original_bytes, 0, &remapper).map_err(unwritable)?;
    font.codepoint_to_glyph = glyphs;
    font.glyph_widths = widths;
    Ok(font)
}

fn point((x, y): (f32, f32)) -> Point {
    Point { x: Pt(x), y: Pt(HEIGHT - y) }
}

fn operations(stroke: Stroke) -> Vec<Op> {
    match stroke {
        Stroke::Text { x, y, face, size, text } => vec![
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(font_id(face.index())), size: Pt(size) },
            Op::SetTextCursor { pos: point((x, y)) },
            Op::ShowText { items: vec![TextItem::Text(text)] },
            Op::EndTextSection,
        ],
        Stroke::Rule { from, to, width, gray } => vec![
            Op::SetOutlineColor { col: Color::Greyscale(Greyscale { percent: gray, icc_profile: None }) },
            Op::SetOutlineThickness { pt: Pt(width) },
            Op::DrawLine {
                line: Line {
                    points: [from, to].map(|p| LinePoint { p: point(p), bezier: false }).to_vec(),
                    is_closed: false,
                },
            },
        ],
    }
}
