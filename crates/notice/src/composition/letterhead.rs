//! The letterhead master: a one-page PDF, drawn with printpdf from logo, name and address, or the practice's own.

use super::block;
use super::breaking::Way;
use super::fonts::Fonts;
use super::glyph_run::GlyphRun;
use super::logo::{Knot, Logo, LogoShape, push_quad};
use super::page::{Centi, Galley, PAGE_HEIGHT};
use super::picture::GrayImage;
use super::shape_cache::ShapeCache;
use super::style::{LetterheadStyle, TypeStyle};
use crate::finding::{FaceProblem, Problem, ProblemCode};
use crate::party::Incident;
use lopdf::{Dictionary, Object, StringFormat};
use printpdf::{
    Color, DictItem, ExternalStream, ExternalXObject, Greyscale, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, WindingOrder, XObject, XObjectId, XObjectTransform,
};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

/// The most that one part of a letterhead may weigh unpacked.
const LONGEST: usize = 32 << 20;

/// The area in which the letterhead may stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct LetterheadColumn {
    pub left: Centi,
    pub right: Centi,
    pub top: Centi,
    pub bottom: Centi,
}

/// Draws the master. Refused: a name or address that leaves the column.
pub(super) fn draw(
    fonts: &Fonts,
    words: &mut ShapeCache,
    style: &LetterheadStyle,
    column: LetterheadColumn,
    incident: &Incident,
    logo: Option<&Logo>,
) -> Result<Vec<u8>, Problem> {
    let mut document = PdfDocument::new("Letterhead");
    let mut ops = Vec::new();
    let mut y = column.top;
    let width = column.right - column.left;
    if let Some(logo) = logo {
        let widest = style.logo_width.0.min(width) as f32 / 100.0;
        let tallest = style.logo_height.0 as f32 / 100.0;
        let scaled_width = widest.min(tallest * logo.aspect());
        let scaled_height = scaled_width / logo.aspect();
        let (left, top) = (points(column.left), points(PAGE_HEIGHT - y));
        match logo {
            Logo::Pixels(picture) => {
                let id = XObjectId("logo".into());
                document.resources.xobjects.map.insert(id.clone(), image(picture));
                let transform = XObjectTransform {
                    translate_x: Some(Pt(left)),
                    translate_y: Some(Pt(top - scaled_height)),
                    scale_x: Some(scaled_width),
                    scale_y: Some(scaled_height),
                    no_auto_scale: true,
                    ..XObjectTransform::default()
                };
                ops.push(Op::UseXobject { id, transform });
            }
            Logo::Outlines { width, shapes, .. } => {
                let scale = scaled_width / width;
                ops.extend(shapes.iter().flat_map(|shape| fill(shape, (left, top), scale)));
            }
        }
        y += (scaled_height * 100.0) as Centi;
    }
    let practice = &incident.practice;
    let blocks = std::iter::once((practice.name.as_str(), style.name))
        .chain(practice.address.iter().map(|line| (line.as_str(), style.address)));
    for (text, one) in blocks {
        y += if y > column.top { one.before.0 } else { 0 };
        let galley = set(fonts, words, text, one, width)?;
        ops.extend(
            outlines(fonts, &galley, column.left, y)
                .iter()
                .flat_map(|shape| fill(shape, (0.0, points(PAGE_HEIGHT)), 1.0)),
        );
        y += galley.height + one.after.0;
    }
    if y > column.bottom || width < 7_200 {
        return Err(Problem::of_file(
            "",
            format!(
                "The letterhead needs {:.2} in beside the windows; there is room for {:.2} in, {:.2} in wide.",
                points(y - column.top) / 72.0,
                points(column.bottom - column.top) / 72.0,
                points(width) / 72.0
            ),
            "Shorten the practice's name or address, use a flatter logo, or make the letterhead smaller in templates/page/letter.toml.",
        ));
    }
    document.with_pages(vec![PdfPage::new(Mm(215.9), Mm(279.4), ops)]);
    finish(&document)
}

/// Bytes that depend on nothing but what is drawn: no date, no random id.
fn finish(document: &PdfDocument) -> Result<Vec<u8>, Problem> {
    let refuse = || Problem::of_file("", "The letterhead could not be written.", ProblemCode::LetterheadUnwritten);
    let options = PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
    let mut written = document.to_lopdf_document(&options, &mut Vec::new());
    written.trailer.remove(b"Info");
    let id = Object::String(b"letterhead".to_vec(), StringFormat::Literal);
    written.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let root = written.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| refuse())?;
    let catalog = written.get_object_mut(root).and_then(Object::as_dict_mut).map_err(|_| refuse())?;
    for key in [&b"Metadata"[..], b"OutputIntents", b"OCProperties", b"Outlines", b"Names", b"PageLabels"] {
        catalog.remove(key);
    }
    let pages: Vec<_> = written.get_pages().into_values().collect();
    for page in pages {
        let page: &mut Dictionary = written.get_object_mut(page).and_then(Object::as_dict_mut).map_err(|_| refuse())?;
        // The page is 612 by 792 points exactly; millimetres cannot say so.
        for key in ["MediaBox", "CropBox", "TrimBox"] {
            page.set(key, vec![0.into(), 0.into(), 612.into(), 792.into()]);
        }
    }
    written.prune_objects();
    written.renumber_objects();
    let mut bytes = Vec::new();
    written.save_to(&mut bytes).map_err(|_| refuse())?;
    Ok(bytes)
}

fn points(centi: Centi) -> f32 {
    centi as f32 / 100.0
}

fn set(fonts: &Fonts, words: &mut ShapeCache, text: &str, style: TypeStyle, width: Centi) -> Result<Galley, Problem> {
    let mut strip = GlyphRun::new();
    strip.push(fonts, words, style.face.into(), text);
    if !strip.whole {
        return Err(Problem::of_file(
            "",
            "The practice's name or address has a character that the typeface cannot print.",
            FaceProblem::LetterheadUnprintable,
        ));
    }
    Ok(block::set(fonts, &mut strip, &style, width, Way::Even, &mut Vec::new()))
}

/// A gray image as printpdf takes it.
fn image(picture: &GrayImage) -> XObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(picture.width))),
        ("Height", DictItem::Int(i64::from(picture.height))),
        ("ColorSpace", name("DeviceGray")),
        ("BitsPerComponent", DictItem::Int(8)),
    ];
    let stream = ExternalStream {
        dict: dict.into_iter().map(|(key, item)| (key.to_owned(), item)).collect(),
        content: picture.gray.clone(),
        compress: true,
    };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// Fills a shape whose origin stands at `at`, y up.
fn fill(shape: &LogoShape, at: (f32, f32), scale: f32) -> [Op; 2] {
    let point =
        |&(x, y, bezier): &Knot| LinePoint { p: Point { x: Pt(at.0 + x * scale), y: Pt(at.1 - y * scale) }, bezier };
    let polygon = Polygon {
        rings: shape.rings.iter().map(|ring| PolygonRing { points: ring.iter().map(point).collect() }).collect(),
        mode: PaintMode::Fill,
        winding_order: if shape.even_odd { WindingOrder::EvenOdd } else { WindingOrder::NonZero },
    };
    let col = Color::Greyscale(Greyscale { percent: shape.gray, icc_profile: None });
    [Op::SetFillColor { col }, Op::DrawPolygon { polygon }]
}

#[derive(Default)]
struct Pen {
    rings: Vec<Vec<Knot>>,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.rings.push(vec![(x, y, false)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.rings.last_mut().into_iter().for_each(|ring| ring.push((x, y, false)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (self.at(cx, cy), self.at(x, y));
        self.rings.last_mut().into_iter().for_each(|ring| push_quad(ring, control, to));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (a, b, to) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        let knots = [(a.0, a.1, true), (b.0, b.1, true), (to.0, to.1, false)];
        self.rings.last_mut().into_iter().for_each(|ring| ring.extend(knots));
    }

    fn close(&mut self) {
        self.rings.last_mut().into_iter().for_each(|ring| ring.extend(ring.first().copied()));
    }
}

/// The galley's words as outlines, one shape a line; y down from the page's top, in points.
fn outlines(fonts: &Fonts, galley: &Galley, x: Centi, y: Centi) -> Vec<LogoShape> {
    let mut shapes = Vec::new();
    for line in &galley.lines {
        let mut pen = Pen::default();
        for run in &galley.runs[line.runs.start as usize..line.runs.end as usize] {
            let face = fonts.face(run.face);
            let Ok(font) = skrifa::FontRef::new(&face.bytes) else { continue };
            let outlines = font.outline_glyphs();
            pen.scale = points(run.size) / 1000.0;
            (pen.x, pen.y) = (points(x + run.x), points(y + line.baseline));
            for &glyph in &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                if let Some(outline) = outlines.get(skrifa::GlyphId::new(u32::from(glyph.id))) {
                    // A glyph that cannot be drawn would leave a hole that the reader of the proof sees; fonts of the
                    // house have none.
                    let _ = outline.draw(settings, &mut pen);
                }
                pen.x += face.advance(glyph) as f32 * pen.scale;
            }
        }
        shapes.push(LogoShape { rings: pen.rings, gray: 0.0, even_odd: false });
    }
    shapes
}

/// Opens a PDF; a part of it that unpacks to more than a letterhead needs is not there.
fn load(bytes: &[u8]) -> lopdf::Result<lopdf::Document> {
    let options = lopdf::LoadOptions { max_decompressed_size: Some(LONGEST), ..lopdf::LoadOptions::default() };
    lopdf::Document::load_mem_with_options(bytes, options)
}

/// Looks at a practice's own letterhead. Refused: what cannot be opened, is encrypted, has more than one page, or uses fonts that it does not hold.
pub fn check_letterhead(file: &str, bytes: &[u8]) -> Result<(), Problem> {
    let refuse = |message: &str, advice: &str| Err(Problem::of_file(file, message, advice));
    let advice = "Export the letterhead as a standard one-page PDF, 8.5 x 11 in, with embedded fonts.";
    let Ok(document) = load(bytes) else {
        return refuse("The letterhead is not a readable PDF.", advice);
    };
    if document.is_encrypted() || document.trailer.has(b"Encrypt") {
        return refuse("The letterhead PDF is encrypted.", "Save it without a password.");
    }
    if document.get_pages().len() != 1 {
        return refuse("The letterhead PDF does not have exactly one page.", advice);
    }
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        let kind = |key: &[u8]| font.get(key).and_then(Object::as_name).unwrap_or_default();
        let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| font.has(key));
        let standard = kind(b"Type") == b"Font"
            && matches!(kind(b"Subtype"), b"Type1" | b"TrueType" | b"MMType1")
            && !font.has(b"FontDescriptor");
        if standard || (kind(b"Type") == b"FontDescriptor" && !embedded) {
            return refuse("The letterhead PDF uses a font that is not embedded.", advice);
        }
    }
    Ok(())
}
