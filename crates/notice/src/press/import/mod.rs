//! The letterhead master, a one-page PDF of any origin, becomes a form that every page can draw. What cannot stand in
//! an archival file is left out where nobody sees it, and refused where somebody would.

mod copy;
mod operators;

use super::objects::{self, Deflater, Objects};
use crate::composition::{Body, Master, MasterStep};
use crate::finding::Problem;
use copy::Copier;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::io::Write as _;

/// The most that a part of a letterhead may weigh unpacked.
pub(super) const LONGEST: usize = 32 << 20;
/// Largest difference of the page from 612 × 792 points.
const TOLERANCE: f32 = 1.5;

/// Fault for which a letterhead cannot be used, with advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportFault {
    message: String,
    advice: &'static str,
}

impl ImportFault {
    pub(super) fn new(message: impl Into<String>, advice: &'static str) -> Self {
        Self { message: message.into(), advice }
    }

    fn damaged(what: &str) -> Self {
        Self::new(format!("The letterhead cannot be read: {what}."), "Export it again as a PDF.")
    }
}

/// Takes the first page of a PDF apart into the objects of a form.
pub(super) fn take_apart(file: &str, pdf: &[u8]) -> Result<Master, Problem> {
    import(pdf).map_err(|fault| Problem::of_file(file, fault.message, fault.advice))
}

/// Writes a letterhead into a file of letters and gives the number of its form.
pub(super) fn place(master: &Master, objects: &mut Objects, zip: &mut Deflater) -> u32 {
    let mut numbers: Vec<u32> = Vec::new();
    let number = |numbers: &[u32], id: u32| numbers.get(id as usize).copied();
    for step in &master.steps {
        let fill = |body: &Body| {
            // Numbers are taken before they are named; one that is not would be an object that is nothing.
            body.fill(|out, id| objects::reference(out, number(&numbers, id).unwrap_or_default()))
        };
        match step {
            MasterStep::Reserve => numbers.push(objects.reserve()),
            MasterStep::Object { id, body } => {
                let body = fill(body);
                if let Some(id) = number(&numbers, *id) {
                    objects.object(id, zip, |pack| pack.extend_from_slice(&body));
                }
            }
            MasterStep::Stream { id, entries, data } => {
                let entries = fill(entries);
                if let Some(id) = number(&numbers, *id) {
                    objects.stream(id, &entries, data, zip);
                }
            }
            MasterStep::Raw { id, entries, data } => {
                let entries = fill(entries);
                if let Some(id) = number(&numbers, *id) {
                    objects.raw(id, &entries, data);
                }
            }
        }
    }
    numbers.first().copied().unwrap_or_default()
}

fn import(pdf: &[u8]) -> Result<Master, ImportFault> {
    let options = LoadOptions { max_decompressed_size: Some(LONGEST), ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(pdf, options).map_err(|_| ImportFault::damaged("it is not a whole PDF"))?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(ImportFault::new("The letterhead is encrypted.", "Export it without a password."));
    }
    let page = document.page_iter().next().ok_or_else(|| ImportFault::damaged("it has no page"))?;
    let (box_, matrix) = placement(&document, page)?;
    let content = document
        .get_page_content_with_limit(page, LONGEST)
        .map_err(|_| ImportFault::damaged("its page is damaged or too large"))?;
    let content = operators::clean(&content)?;

    let mut entries = Body { text: b"/Type/XObject/Subtype/Form/BBox[".to_vec(), links: Vec::new() };
    for value in box_ {
        // Writing to a Vec cannot fail.
        let _ = write!(entries.text, "{value} ");
    }
    entries.text.extend_from_slice(b"]/Matrix[");
    for value in matrix {
        let _ = write!(entries.text, "{value} ");
    }
    entries.text.extend_from_slice(b"]/Resources");
    let mut copier = Copier::new(&document);
    let id = copier.reserve();
    match inherited(&document, page, b"Resources") {
        Some(resources) => copier.resources(&mut entries, resources)?,
        None => entries.text.extend_from_slice(b"<<>>"),
    }
    if let Ok(group) = document.get_dictionary(page).and_then(|page| page.get(b"Group")) {
        entries.text.extend_from_slice(b"/Group ");
        copier.value(&mut entries, group)?;
    }
    let mut steps = copier.rest()?;
    steps.push(MasterStep::Stream { id, entries, data: content });
    Ok(Master { steps })
}

/// An attribute of a page, its own or its parents'.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node: &Dictionary = document.get_dictionary(page).ok()?;
    // Parents may run in a circle in a damaged file.
    for _ in 0..32 {
        if let Ok(value) = node.get(key) {
            return document.dereference(value).ok().map(|(_, value)| value);
        }
        node = document.get_dictionary(node.get(b"Parent").and_then(Object::as_reference).ok()?).ok()?;
    }
    None
}

/// The visible box of a page, and the matrix that lays it on a letter page: its corner, rotation and unit undone.
fn placement(document: &Document, page: ObjectId) -> Result<([f32; 4], [f32; 6]), ImportFault> {
    let rectangle = |key: &[u8]| -> Option<[f32; 4]> {
        let values = inherited(document, page, key)?.as_array().ok()?;
        let mut out = [0.0; 4];
        for (place, value) in out.iter_mut().zip(values) {
            *place = document.dereference(value).ok()?.1.as_float().ok()?;
        }
        let [a, b, c, d] = out;
        (values.len() == 4).then_some([a.min(c), b.min(d), a.max(c), b.max(d)])
    };
    let media = rectangle(b"MediaBox").ok_or_else(|| ImportFault::damaged("its page has no size"))?;
    let crop = rectangle(b"CropBox").unwrap_or(media);
    let [left, bottom, right, top] =
        [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    let unit = document.get_dictionary(page).and_then(|page| page.get(b"UserUnit")?.as_float()).unwrap_or(1.0);
    let turn = inherited(document, page, b"Rotate").and_then(|value| value.as_i64().ok()).unwrap_or(0).rem_euclid(360);
    let (width, height) = ((right - left) * unit, (top - bottom) * unit);
    let (width, height) = if turn == 90 || turn == 270 { (height, width) } else { (width, height) };
    // Written so that a size that is no number is refused too.
    let fits = (width - 612.0).abs() <= TOLERANCE && (height - 792.0).abs() <= TOLERANCE;
    if !fits {
        return Err(ImportFault::new(
            format!("The letterhead's page is {:.2} x {:.2} in.", width / 72.0, height / 72.0),
            "Export it on a page of 8.5 x 11 in.",
        ));
    }
    let u = unit;
    let matrix = match turn {
        0 => [u, 0.0, 0.0, u, -left * u, -bottom * u],
        90 => [0.0, -u, u, 0.0, -bottom * u, right * u],
        180 => [-u, 0.0, 0.0, -u, right * u, top * u],
        270 => [0.0, u, -u, 0.0, top * u, -left * u],
        _ => return Err(ImportFault::damaged("its page is turned by an odd angle")),
    };
    Ok(([left, bottom, right, top], matrix))
}
