//! Objects that `Do` paints: forms, whose text is read once per file, and images, of which only the digest matters.

use super::container::Container;
use super::content::{ContentReading, Interpreter};
use super::error::{Maybe, ReadError};
use super::graphics_state::{BoundingBox, IDENTITY, Transform};
use super::inflate::CONTENT;
use super::object::Object;
use super::resources::{Resources, deep};
use crate::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Forms inside each other.
const DEPTH: usize = 12;

/// A form or an image.
pub(super) enum Painted {
    Form(FormObject),
    Image(Digest),
}

/// A form as it was read.
pub(super) struct FormObject {
    /// Its text, folded, in the order in which it is painted.
    pub(super) text: Arc<str>,
    /// The places at which its texts start, in the space of whoever draws it.
    pub(super) extent: BoundingBox,
    /// Fault for which its text cannot count as read, if any.
    pub(super) fault: Option<ReadError>,
    pub(super) digest: Digest,
    /// True if it paints anything but text.
    pub(super) paints: bool,
}

/// Reads what an object number paints, or recalls it.
pub(super) fn painted(file: &mut Container<'_>, wardrobe: &mut Resources, id: u32) -> Maybe<Arc<Painted>> {
    if let Some(known) = wardrobe.painted.get(&id) {
        return Ok(Arc::clone(known));
    }
    if wardrobe.open.len() >= DEPTH || wardrobe.open.contains(&id) {
        return Err(ReadError::Content);
    }
    let object = file.load(id)?;
    let Object::Stream(dict, range) = &object else { return Err(ReadError::Object) };
    // Optional content may print or not, as the viewer likes.
    if dict.get(b"OC").is_some() {
        return Err(ReadError::Hidden);
    }
    let painted = if dict.is(b"Subtype", b"Image") {
        Painted::Image(deep(file, &object)?)
    } else if dict.is(b"Subtype", b"Form") {
        let matrix: Transform = match dict.get(b"Matrix") {
            None => IDENTITY,
            Some(matrix) => matrix.numbers().ok_or(ReadError::Object)?,
        };
        let window: [f64; 4] = dict.get(b"BBox").and_then(Object::numbers).ok_or(ReadError::Object)?;
        let raw = file.raw(range.clone());
        let content = file.inflater.decode(dict, raw, CONTENT)?.to_vec();
        let set = wardrobe.dress(file, dict.get(b"Resources"))?;
        let mut reading = ContentReading::default();
        wardrobe.open.push(id);
        let read = Interpreter::form(file, wardrobe, set, &mut reading).run(&content);
        wardrobe.open.pop();
        read?;
        let mut digest = Sha256::new();
        digest.update(reading.canon.digest());
        for value in matrix.iter().chain(&window) {
            // Zero is zero, whichever sign some program writes before it.
            digest.update((value + 0.0).to_be_bytes());
        }
        if let Some(group) = dict.get(b"Group") {
            digest.update(deep(file, group)?);
        }
        let inside = BoundingBox([
            window[0].min(window[2]),
            window[1].min(window[3]),
            window[0].max(window[2]),
            window[1].max(window[3]),
        ]);
        let cut = (!reading.extent.lies_in(&inside)).then_some(ReadError::Hidden);
        let text = String::from_utf8(reading.own).map_err(|_| ReadError::Font)?;
        Painted::Form(FormObject {
            text: text.into(),
            extent: reading.extent.moved(&matrix),
            fault: reading.fault.or(cut),
            paints: reading.paints,
            digest: digest.into(),
        })
    } else {
        return Err(ReadError::Object);
    };
    let painted = Arc::new(painted);
    wardrobe.painted.insert(id, Arc::clone(&painted));
    Ok(painted)
}
