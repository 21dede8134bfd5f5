//! Resources that pages and forms draw with: fonts, forms, images and other resources, each read once per file.

use super::container::Container;
use super::error::{Maybe, ReadError};
use super::font::{CodeMap, Font, untagged};
use super::inflate::CONTENT;
use super::object::{Dict, Object};
use super::xobject::Painted;
use crate::digest::Digest;
use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Parts that the digest of one foreign resource may run over; so many bytes of a stream count as a part.
const PARTS: usize = 200_000;
const PART: usize = 1024;
const DEPTH: usize = 24;

/// Category and name of a resource.
type Named = (&'static [u8], Box<[u8]>);

/// One resource dictionary.
#[derive(Default)]
pub(super) struct ResourceDict {
    fonts: Vec<(Box<[u8]>, u32)>,
    pub(super) drawn: FxHashMap<Box<[u8]>, u32>,
    /// The other categories, as they stand.
    others: Vec<(Box<[u8]>, Object)>,
    digests: FxHashMap<Named, Digest>,
}

impl ResourceDict {
    pub(super) fn font(&self, name: &[u8]) -> Maybe<u32> {
        self.fonts.iter().find(|(own, _)| **own == *name).map(|(_, font)| *font).ok_or(ReadError::Content)
    }
}

/// Everything that the pages of a file draw with.
#[derive(Default)]
pub(super) struct Resources {
    pub(super) sets: Vec<ResourceDict>,
    by_number: FxHashMap<u32, u32>,
    pub(super) fonts: Vec<Font>,
    fonts_by_number: FxHashMap<u32, u32>,
    pub(super) painted: FxHashMap<u32, Arc<Painted>>,
    /// Forms that are being read; one that meets itself is refused.
    pub(super) open: Vec<u32>,
}

impl Resources {
    /// The index of a resource dictionary.
    pub(super) fn dress(&mut self, file: &mut Container<'_>, resources: Option<&Object>) -> Maybe<u32> {
        let number = match resources {
            Some(Object::Reference(id)) => {
                if let Some(index) = self.by_number.get(id) {
                    return Ok(*index);
                }
                Some(*id)
            }
            _ => None,
        };
        let dict = match resources {
            None | Some(Object::Null) => Dict::default(),
            Some(object) => match file.resolve(object)? {
                Object::Dict(dict) => dict,
                _ => return Err(ReadError::Object),
            },
        };
        let mut dress = ResourceDict::default();
        for (category, entries) in dict.0 {
            match (&*category, file.resolve(&entries)?) {
                (b"Font", Object::Dict(fonts)) => {
                    for (name, font) in fonts.0 {
                        let Object::Reference(id) = font else { return Err(ReadError::Font) };
                        dress.fonts.push((name, self.font(file, id)?));
                    }
                }
                (b"XObject", Object::Dict(drawn)) => {
                    for (name, object) in drawn.0 {
                        let Object::Reference(id) = object else { return Err(ReadError::Object) };
                        dress.drawn.insert(name, id);
                    }
                }
                (_, Object::Dict(others)) => dress.others.push((category, Object::Dict(others))),
                _ => {}
            }
        }
        let index = self.sets.len() as u32;
        self.sets.push(dress);
        if let Some(number) = number {
            self.by_number.insert(number, index);
        }
        Ok(index)
    }

    fn font(&mut self, file: &mut Container<'_>, id: u32) -> Maybe<u32> {
        if let Some(index) = self.fonts_by_number.get(&id) {
            return Ok(*index);
        }
        let object = file.load(id)?;
        let dict = object.dict().ok_or(ReadError::Font)?;
        let font = match (dict.get(b"BaseFont"), dict.reference(b"ToUnicode")) {
            (Some(Object::Name(name)), Some(map))
                if dict.is(b"Subtype", b"Type0") && dict.is(b"Encoding", b"Identity-H") =>
            {
                let Object::Stream(dict, range) = file.load(map)? else { return Err(ReadError::Font) };
                let raw = file.raw(range);
                let codes = CodeMap::parse(file.inflater.decode(&dict, raw, CONTENT)?);
                Font::Readable { name: untagged(name), codes: codes.map_err(|_| ReadError::Font)? }
            }
            _ => Font::Opaque(deep(file, &object)?),
        };
        let index = self.fonts.len() as u32;
        self.fonts.push(font);
        self.fonts_by_number.insert(id, index);
        Ok(index)
    }

    /// The digest of a resource that an operator names (a graphics state, a colour space, a shading, a pattern).
    pub(super) fn digest(
        &mut self,
        file: &mut Container<'_>,
        set: u32,
        category: &'static [u8],
        name: &[u8],
    ) -> Maybe<Digest> {
        let set = self.sets.get_mut(set as usize).ok_or(ReadError::Object)?;
        if let Some(digest) = set.digests.get(&(category, name.into())) {
            return Ok(*digest);
        }
        let entries = set.others.iter().find(|(own, _)| **own == *category).and_then(|(_, entries)| entries.dict());
        // Device colour spaces are names of their own and stand in no dictionary.
        let Some(object) = entries.and_then(|entries| entries.get(name)) else { return Ok(Digest::default()) };
        let digest = deep(file, object)?;
        set.digests.insert((category, name.into()), digest);
        Ok(digest)
    }
}

/// The digest of an object with everything that it refers to.
pub(super) fn deep(file: &mut Container<'_>, object: &Object) -> Maybe<Digest> {
    let mut out = Sha256::new();
    let mut parts = 0;
    walk(file, object, &mut out, 0, &mut parts)?;
    Ok(out.into())
}

fn walk(file: &mut Container<'_>, object: &Object, out: &mut Sha256, depth: usize, parts: &mut usize) -> Maybe<()> {
    *parts += 1;
    if let Object::Stream(_, range) = object {
        *parts += range.len() / PART;
    }
    if depth > DEPTH || *parts > PARTS {
        return Err(ReadError::TooLarge);
    }
    let mut counted = |kind: u8, bytes: &[u8]| {
        out.update([kind]);
        out.update((bytes.len() as u64).to_be_bytes());
        out.update(bytes);
    };
    match object {
        Object::Null => counted(b'0', &[]),
        Object::Bool(value) => counted(b'b', &[u8::from(*value)]),
        Object::Number(value) => counted(b'n', &(value + 0.0).to_be_bytes()),
        Object::Name(name) => counted(b'/', name),
        Object::Text(text) => counted(b'(', text),
        Object::Array(items) => {
            counted(b'[', &(items.len() as u64).to_be_bytes());
            for item in items {
                walk(file, item, out, depth + 1, parts)?;
            }
        }
        Object::Dict(dict) => {
            counted(b'<', &(dict.0.len() as u64).to_be_bytes());
            walk_entries(file, dict, out, depth, parts)?;
        }
        Object::Stream(dict, range) => {
            counted(b's', file.raw(range.clone()));
            walk_entries(file, dict, out, depth, parts)?;
        }
        Object::Reference(id) => {
            let loaded = file.load(*id)?;
            if matches!(loaded, Object::Reference(_)) {
                return Err(ReadError::Object);
            }
            walk(file, &loaded, out, depth + 1, parts)?;
        }
    }
    Ok(())
}

fn walk_entries(file: &mut Container<'_>, dict: &Dict, out: &mut Sha256, depth: usize, parts: &mut usize) -> Maybe<()> {
    let mut entries: Vec<_> = dict.0.iter().collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (key, value) in entries {
        // What says where an object belongs is no part of what it is.
        if matches!(&**key, b"Parent" | b"StructParent" | b"StructParents" | b"Length") {
            continue;
        }
        out.update(key);
        walk(file, value, out, depth + 1, parts)?;
    }
    Ok(())
}
