//! Copies what a letterhead's page needs from its PDF, renumbered, and looks at each object on the way.

use super::operators::{clean, four_colours, layers};
use super::{ImportFault, LONGEST};
use crate::composition::{Body, MasterStep};
use crate::press::objects;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;
use std::io::Write as _;

/// Deepest nesting of objects.
const DEEPEST: u8 = 48;
/// Most objects that a letterhead may need.
const MOST: usize = 5_000;

/// The kind of an object for the page, as far as that decides what is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Any,
    Resources,
    States,
    State,
    Fonts,
    Font,
    Descriptor,
}

impl Kind {
    /// The kind of a dictionary's entry.
    fn below(self, key: &[u8]) -> Self {
        match (self, key) {
            (_, b"Resources") => Self::Resources,
            (Self::Resources, b"ExtGState") => Self::States,
            (Self::Resources, b"Font") => Self::Fonts,
            (Self::States, _) => Self::State,
            (Self::Fonts, _) | (Self::Font, b"DescendantFonts") => Self::Font,
            (Self::Font, b"FontDescriptor") => Self::Descriptor,
            _ => Self::Any,
        }
    }

    /// Entries that archival files may not hold and that change nothing in how the letterhead is printed here.
    fn drops(self, key: &[u8]) -> bool {
        match self {
            Self::Resources => matches!(key, b"Properties" | b"ProcSet"),
            Self::State => matches!(key, b"TR" | b"TR2" | b"HT" | b"HTP"),
            Self::Descriptor => matches!(key, b"CIDSet" | b"CharSet"),
            Self::Any | Self::States | Self::Fonts | Self::Font => false,
        }
    }
}

/// Entries of pictures and forms that are left out, for the same reason.
fn stream_drops(key: &[u8]) -> bool {
    matches!(
        key,
        b"Length"
            | b"Interpolate"
            | b"Alternates"
            | b"OPI"
            | b"PS"
            | b"Subtype2"
            | b"Ref"
            | b"PieceInfo"
            | b"LastModified"
            | b"StructParent"
            | b"StructParents"
            | b"Metadata"
            | b"DL"
            | b"ID"
    )
}

/// A copy in the making.
pub(super) struct Copier<'a> {
    document: &'a Document,
    steps: Vec<MasterStep>,
    weight: usize,
    next: u32,
    numbers: BTreeMap<ObjectId, u32>,
    waiting: Vec<(ObjectId, u32, Kind)>,
}

impl<'a> Copier<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, steps: Vec::new(), weight: 0, next: 0, numbers: BTreeMap::new(), waiting: Vec::new() }
    }

    /// Takes the next number.
    pub(super) fn reserve(&mut self) -> u32 {
        self.steps.push(MasterStep::Reserve);
        self.next += 1;
        self.next - 1
    }

    /// Writes a page's resources.
    pub(super) fn resources(&mut self, out: &mut Body, resources: &Object) -> Result<(), ImportFault> {
        self.write(out, resources, Kind::Resources, 0)
    }

    /// Writes any other value.
    pub(super) fn value(&mut self, out: &mut Body, value: &Object) -> Result<(), ImportFault> {
        self.write(out, value, Kind::Any, 0)
    }

    /// Writes all objects that were referred to, and gives everything that was done.
    pub(super) fn rest(mut self) -> Result<Vec<MasterStep>, ImportFault> {
        while let Some((source, id, kind)) = self.waiting.pop() {
            match self.document.get_object(source) {
                Ok(Object::Stream(stream)) => self.stream(id, stream)?,
                Ok(other) => {
                    let mut body = Body::default();
                    self.write(&mut body, other, kind, 0)?;
                    self.steps.push(MasterStep::Object { id, body });
                }
                Err(_) => {
                    let body = Body { text: b"null".to_vec(), links: Vec::new() };
                    self.steps.push(MasterStep::Object { id, body });
                }
            }
            self.heed_weight()?;
        }
        Ok(self.steps)
    }

    /// Refuses a letterhead as soon as its objects weigh more than any needs.
    fn heed_weight(&mut self) -> Result<(), ImportFault> {
        if let Some(MasterStep::Stream { data, .. } | MasterStep::Raw { data, .. }) = self.steps.last() {
            self.weight += data.len();
        }
        if self.weight > 2 * LONGEST {
            return Err(ImportFault::new("The parts of the letterhead are too large.", "Use smaller pictures in it."));
        }
        Ok(())
    }

    fn write(&mut self, body: &mut Body, value: &Object, kind: Kind, depth: u8) -> Result<(), ImportFault> {
        if depth > DEEPEST {
            return Err(ImportFault::damaged("its objects are nested too deep"));
        }
        let out = &mut body.text;
        match value {
            Object::Null => out.extend_from_slice(b" null"),
            Object::Boolean(true) => out.extend_from_slice(b" true"),
            Object::Boolean(false) => out.extend_from_slice(b" false"),
            // Writing to a Vec cannot fail.
            Object::Integer(number) => drop(write!(out, " {number}")),
            Object::Real(number) => drop(write!(out, " {number}")),
            Object::Name(name) if name == b"DeviceCMYK" => return Err(four_colours()),
            Object::Name(name) => objects::name(out, name),
            Object::String(bytes, _) => {
                out.push(b'<');
                objects::hex(out, bytes);
                out.push(b'>');
            }
            Object::Array(values) => {
                out.push(b'[');
                for value in values {
                    self.write(body, value, kind, depth + 1)?;
                }
                body.text.push(b']');
            }
            Object::Dictionary(dictionary) => {
                out.extend_from_slice(b"<<");
                self.entries(body, dictionary, kind, depth)?;
                body.text.extend_from_slice(b">>");
            }
            Object::Reference(source) => {
                out.push(b' ');
                let at = out.len() as u32;
                let id = self.number(*source, kind)?;
                body.links.push((at, id));
            }
            Object::Stream(_) => return Err(ImportFault::damaged("a stream stands where none may be")),
        }
        Ok(())
    }

    fn number(&mut self, source: ObjectId, kind: Kind) -> Result<u32, ImportFault> {
        if let Some(&id) = self.numbers.get(&source) {
            return Ok(id);
        }
        if self.numbers.len() == MOST {
            return Err(ImportFault::new("The letterhead is made of too many parts.", "Export it in a simpler form."));
        }
        let id = self.reserve();
        self.numbers.insert(source, id);
        self.waiting.push((source, id, kind));
        Ok(id)
    }

    fn entries(&mut self, body: &mut Body, dictionary: &Dictionary, kind: Kind, depth: u8) -> Result<(), ImportFault> {
        if dictionary.has_type(b"OCG") || dictionary.has_type(b"OCMD") {
            return Err(layers());
        }
        if kind == Kind::Font {
            self.embedded(dictionary)?;
            if is_named(dictionary, b"Subtype", b"CIDFontType2") && !dictionary.has(b"CIDToGIDMap") {
                body.text.extend_from_slice(b"/CIDToGIDMap/Identity");
            }
        }
        for (key, value) in dictionary {
            if kind.drops(key) {
                continue;
            }
            objects::name(&mut body.text, key);
            self.write(body, value, kind.below(key), depth + 1)?;
        }
        Ok(())
    }

    /// Refuses a font that is not in the file.
    fn embedded(&self, font: &Dictionary) -> Result<(), ImportFault> {
        if is_named(font, b"Subtype", b"Type0") || is_named(font, b"Subtype", b"Type3") {
            return Ok(());
        }
        let held = font.get_deref(b"FontDescriptor", self.document).and_then(Object::as_dict).is_ok_and(|descriptor| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
        });
        if held {
            return Ok(());
        }
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"without a name");
        Err(ImportFault::new(
            format!("The letterhead uses the font {} without holding it.", String::from_utf8_lossy(name)),
            "Export it with all fonts embedded, or with its text as outlines.",
        ))
    }

    fn stream(&mut self, id: u32, stream: &Stream) -> Result<(), ImportFault> {
        let dictionary = &stream.dict;
        if dictionary.has(b"OC") {
            return Err(layers());
        }
        if dictionary.has(b"F") || is_named(dictionary, b"Subtype", b"PS") {
            return Err(ImportFault::new(
                "The letterhead draws on a file or program outside it.",
                "Export it as PDF/A.",
            ));
        }
        let is_picture = is_named(dictionary, b"Subtype", b"Image");
        let is_content = is_named(dictionary, b"Subtype", b"Form")
            || dictionary.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1);
        let filters = stream.filters().unwrap_or_default();
        let is_old = filters.iter().any(|f| matches!(*f, b"LZWDecode" | b"LZW" | b"Crypt"));
        let unpack = is_content || (is_old && !filters.iter().any(|f| matches!(*f, b"DCTDecode" | b"JPXDecode")));
        let mut entries = Body::default();
        for (key, value) in dictionary {
            let is_dropped = ((is_picture || is_content) && stream_drops(key)) || key == b"Length";
            if is_dropped || (unpack && matches!(key.as_slice(), b"Filter" | b"DecodeParms")) {
                continue;
            }
            objects::name(&mut entries.text, key);
            // A profile of its own stands above the space that replaces it.
            if key == b"Alternate" && dictionary.has(b"N") {
                entries.text.extend_from_slice(match dictionary.get(b"N").and_then(Object::as_i64) {
                    Ok(1) => b"/DeviceGray",
                    Ok(4) => b"/DeviceCMYK",
                    _ => b"/DeviceRGB",
                });
                continue;
            }
            self.write(&mut entries, value, Kind::Any.below(key), 0)?;
        }
        if unpack {
            let plain = stream
                .get_plain_content_with_limit(LONGEST)
                .map_err(|_| ImportFault::damaged("a part of it is damaged or too large"))?;
            let data = if is_content { clean(&plain)? } else { plain };
            self.steps.push(MasterStep::Stream { id, entries, data });
        } else {
            self.steps.push(MasterStep::Raw { id, entries, data: stream.content.clone() });
        }
        Ok(())
    }
}

fn is_named(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}
