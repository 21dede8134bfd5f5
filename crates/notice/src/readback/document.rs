//! A file as its sides: what each of them says to the reader of the letter and to the inserter.

use super::container::Container;
use super::content::{ContentReading, Interpreter};
use super::error::{Flaw, Maybe, ReadError};
use super::graphics_state::BoundingBox;
use super::inflate::CONTENT;
use super::object::{Dict, Object};
use super::resources::Resources;
use super::symbol;
use super::text::TextChunk;
use crate::digest::Digest;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Pages that a file may have.
const PAGES: usize = 1_000_000;
/// Nodes of the page tree inside each other.
const DEPTH: usize = 16;
/// Bytes of common streams that are kept inflated.
const KEPT: usize = 8 << 20;

const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// The text and symbol between the marks' begin and end on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedMarks {
    /// The readable text, folded (`BN7K2A0001231/2`; `PROOF` before it on proofs).
    pub text: String,
    /// The machine's mark, where there is one.
    pub symbol: Option<Symbol>,
}

/// A mark for machines, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A Data Matrix.
    Matrix(String),
    /// A Code 39.
    Bars(String),
}

/// One side of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Address block and letter in reading order.
    pub body: Vec<TextChunk>,
    /// Marks, where there are any.
    pub marks: Option<PrintedMarks>,
    /// Page numbers, return address, running heads.
    pub furniture: Vec<TextChunk>,
    /// Digest of all that is painted but the marks (`docs/page-hash.md`).
    pub digest: Digest,
    /// True if nothing but marks is painted.
    pub blank: bool,
}

/// One page of the tree.
#[derive(Clone, Copy)]
struct PageText {
    contents: Contents,
    set: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Contents {
    Nothing,
    One(u32),
    /// Index of a list of streams.
    Several(u32),
}

/// An opened file.
pub struct PdfDocument<'a> {
    file: Container<'a>,
    wardrobe: Resources,
    pages: Vec<PageText>,
    lists: Vec<Vec<u32>>,
    /// Content that several pages share, and the side that it makes.
    shared: FxHashSet<(Contents, u32)>,
    sides: FxHashMap<(Contents, u32), Arc<Side>>,
    /// Streams that stand on several pages among others, inflated, and the bytes that they hold together.
    common: FxHashMap<u32, Vec<u8>>,
    kept: usize,
    content: Vec<u8>,
    reading: ContentReading,
    empty: Digest,
}

impl<'a> PdfDocument<'a> {
    /// Reads the tables of objects and the list of pages.
    ///
    /// # Errors
    /// A file that is not a whole PDF, or whose pages are not upright US Letter.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let mut document = Self {
            file: Container::open(bytes)?,
            wardrobe: Resources::default(),
            pages: Vec::new(),
            lists: Vec::new(),
            shared: FxHashSet::default(),
            sides: FxHashMap::default(),
            common: FxHashMap::default(),
            kept: 0,
            content: Vec::new(),
            reading: ContentReading::default(),
            empty: Digest::of([]),
        };
        document.plant().map_err(|wrong| if wrong == ReadError::Object { ReadError::Tree } else { wrong })?;
        let mut seen = FxHashSet::default();
        for page in &document.pages {
            let key = (page.contents, page.set);
            if !seen.insert(key) {
                document.shared.insert(key);
            }
        }
        let mut seen = FxHashSet::default();
        for stream in document.lists.iter().flatten() {
            if !seen.insert(*stream) {
                document.common.insert(*stream, Vec::new());
            }
        }
        Ok(document)
    }

    /// Number of pages of the file.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    fn plant(&mut self) -> Maybe<()> {
        let root = self.file.trailer().get(b"Root").cloned().ok_or(ReadError::Tree)?;
        let root = self.file.resolve(&root)?;
        let root = root.dict().ok_or(ReadError::Tree)?;
        // What opens or scripts itself, or layers that come and go, have no place in a letter.
        if [&b"AcroForm"[..], b"OCProperties", b"OpenAction", b"AA"].iter().any(|key| root.get(key).is_some()) {
            return Err(ReadError::Tree);
        }
        let pages = root.reference(b"Pages").ok_or(ReadError::Tree)?;
        let mut visited = FxHashSet::default();
        let count = self.grow(pages, &Dict::default(), 0, &mut visited)?;
        if count == Some(self.pages.len()) { Ok(()) } else { Err(ReadError::Tree) }
    }

    /// Adds the pages below a node; gives the count that the node claims, if it is one.
    fn grow(&mut self, id: u32, inherited: &Dict, depth: usize, visited: &mut FxHashSet<u32>) -> Maybe<Option<usize>> {
        if depth > DEPTH || self.pages.len() >= PAGES {
            return Err(ReadError::TooLarge);
        }
        let node = self.file.load(id)?;
        let node = node.dict().ok_or(ReadError::Tree)?;
        let Some(kids) = node.get(b"Kids") else {
            self.page(node, inherited)?;
            return Ok(None);
        };
        if !visited.insert(id) {
            return Err(ReadError::Tree);
        }
        let mut below = Dict::default();
        for key in [&b"Resources"[..], b"MediaBox", b"CropBox", b"Rotate"] {
            if let Some(value) = node.get(key).or_else(|| inherited.get(key)) {
                below.0.push((key.into(), value.clone()));
            }
        }
        let kids = self.file.resolve(kids)?;
        for kid in kids.array().ok_or(ReadError::Tree)? {
            let Object::Reference(kid) = kid else { return Err(ReadError::Tree) };
            self.grow(*kid, &below, depth + 1, visited)?;
        }
        Ok(node.get(b"Count").and_then(Object::size))
    }

    fn page(&mut self, page: &Dict, inherited: &Dict) -> Maybe<()> {
        if !page.is(b"Type", b"Page") {
            return Err(ReadError::Tree);
        }
        let get = |key: &[u8]| page.get(key).or_else(|| inherited.get(key));
        for (key, needed) in [(&b"MediaBox"[..], true), (b"CropBox", false)] {
            let fits = match get(key) {
                None => !needed,
                Some(paper) => self.file.resolve(paper)?.numbers() == Some(LETTER),
            };
            if !fits {
                return Err(ReadError::Geometry);
            }
        }
        let turned = get(b"Rotate").is_some_and(|turn| *turn != Object::Number(0.0));
        if turned || page.get(b"UserUnit").is_some() || page.get(b"Annots").is_some() || page.get(b"AA").is_some() {
            return Err(ReadError::Geometry);
        }
        let resources = get(b"Resources").cloned();
        let set = self.wardrobe.dress(&mut self.file, resources.as_ref())?;
        let several = |list: &[Object], lists: &mut Vec<Vec<u32>>| {
            let list: Maybe<Vec<u32>> = list
                .iter()
                .map(|item| if let Object::Reference(id) = item { Ok(*id) } else { Err(ReadError::Tree) })
                .collect();
            lists.push(list?);
            Ok(Contents::Several(lists.len() as u32 - 1))
        };
        let contents = match page.get(b"Contents") {
            None | Some(Object::Null) => Contents::Nothing,
            Some(Object::Array(list)) => several(list, &mut self.lists)?,
            Some(Object::Reference(id)) => match self.file.load(*id)? {
                Object::Array(list) => several(&list, &mut self.lists)?,
                Object::Stream(..) => Contents::One(*id),
                _ => return Err(ReadError::Tree),
            },
            Some(_) => return Err(ReadError::Tree),
        };
        self.pages.push(PageText { contents, set });
        Ok(())
    }

    /// Reads a side; `n` counts from 0.
    ///
    /// # Errors
    /// Whatever keeps the page from being read as a whole.
    pub fn side(&mut self, n: usize) -> Result<Arc<Side>, Flaw> {
        self.read(n).map_err(|wrong| Flaw::from(wrong).on(n))
    }

    fn read(&mut self, n: usize) -> Maybe<Arc<Side>> {
        let page = *self.pages.get(n).ok_or(ReadError::PagesMissing)?;
        let key = (page.contents, page.set);
        if let Some(side) = self.sides.get(&key) {
            return Ok(Arc::clone(side));
        }
        self.content.clear();
        let single;
        let streams: &[u32] = match page.contents {
            Contents::Nothing => &[],
            Contents::One(id) => {
                single = [id];
                &single
            }
            Contents::Several(list) => self.lists.get(list as usize).map_or(&[], Vec::as_slice),
        };
        for stream in streams {
            if let Some(known) = self.common.get(stream).filter(|known| !known.is_empty()) {
                self.content.extend_from_slice(known);
                if self.content.len() > CONTENT {
                    return Err(ReadError::TooLarge);
                }
                continue;
            }
            let start = self.content.len();
            let Object::Stream(dict, range) = self.file.load(*stream)? else { return Err(ReadError::Object) };
            let raw = self.file.raw(range);
            self.content.extend_from_slice(self.file.inflater.decode(&dict, raw, CONTENT)?);
            if self.content.len() > CONTENT {
                return Err(ReadError::TooLarge);
            }
            self.content.push(b'\n');
            let own = &self.content[start..];
            if self.kept + own.len() <= KEPT
                && let Some(kept) = self.common.get_mut(stream)
            {
                kept.extend_from_slice(own);
                self.kept += own.len();
            }
        }
        let side = Arc::new(self.turn(page.set)?);
        if self.shared.contains(&key) {
            self.sides.insert(key, Arc::clone(&side));
        }
        Ok(side)
    }

    /// Makes a side of the content at hand.
    fn turn(&mut self, set: u32) -> Maybe<Side> {
        let reading = &mut self.reading;
        reading.clear();
        Interpreter::page(&mut self.file, &mut self.wardrobe, set, reading).run(&self.content)?;
        reading.end_own()?;
        if let Some(fault) = reading.fault {
            return Err(fault);
        }
        if !reading.extent.lies_in(&BoundingBox(LETTER)) {
            return Err(ReadError::Hidden);
        }
        let drawn = &mut reading.drawn;
        let marks = if drawn.any {
            let symbol = match drawn.bars()? {
                Some(text) => Some(Symbol::Bars(text)),
                None => drawn.modules()?.as_ref().map(symbol::read).transpose()?.map(Symbol::Matrix),
            };
            Some(PrintedMarks { text: std::mem::take(&mut drawn.text), symbol })
        } else {
            None
        };
        let digest = reading.canon.digest();
        Ok(Side {
            body: std::mem::take(&mut reading.body),
            furniture: std::mem::take(&mut reading.furniture),
            marks,
            digest,
            blank: digest == self.empty,
        })
    }
}
