//! A file as its sides: what each of them says to the reader of the letter and to the inserter.

use super::container::Container;
use super::content::{ContentReading, Interpreter};
use super::dress::Wardrobe;
use super::flaw::{Flaw, Maybe, Wrong};
use super::inflate::CONTENT;
use super::object::{Dict, Object};
use super::state::BoundingBox;
use super::symbol;
use super::text::TextChunk;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
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
    pub digest: [u8; 32],
    /// True if nothing but marks is painted.
    pub blank: bool,
}

/// One page of the tree.
#[derive(Clone, Copy)]
struct Leaf {
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
pub struct Book<'a> {
    file: Container<'a>,
    wardrobe: Wardrobe,
    leaves: Vec<Leaf>,
    lists: Vec<Vec<u32>>,
    /// Content that several pages share, and the side that it makes.
    shared: FxHashSet<(Contents, u32)>,
    sides: FxHashMap<(Contents, u32), Arc<Side>>,
    /// Streams that stand on several pages among others, inflated, and the bytes that they hold together.
    common: FxHashMap<u32, Vec<u8>>,
    kept: usize,
    content: Vec<u8>,
    reading: ContentReading,
    empty: [u8; 32],
}

impl<'a> Book<'a> {
    /// Reads the tables of objects and the list of pages.
    ///
    /// # Errors
    /// A file that is not a whole PDF, or whose pages are not upright US Letter.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let mut book = Self {
            file: Container::open(bytes)?,
            wardrobe: Wardrobe::default(),
            leaves: Vec::new(),
            lists: Vec::new(),
            shared: FxHashSet::default(),
            sides: FxHashMap::default(),
            common: FxHashMap::default(),
            kept: 0,
            content: Vec::new(),
            reading: ContentReading::default(),
            empty: Sha256::digest([]).into(),
        };
        book.plant().map_err(|wrong| if wrong == Wrong::Object { Wrong::Tree } else { wrong })?;
        let mut seen = FxHashSet::default();
        for leaf in &book.leaves {
            let key = (leaf.contents, leaf.set);
            if !seen.insert(key) {
                book.shared.insert(key);
            }
        }
        let mut seen = FxHashSet::default();
        for stream in book.lists.iter().flatten() {
            if !seen.insert(*stream) {
                book.common.insert(*stream, Vec::new());
            }
        }
        Ok(book)
    }

    /// Number of pages of the file.
    pub fn pages(&self) -> usize {
        self.leaves.len()
    }

    fn plant(&mut self) -> Maybe<()> {
        let root = self.file.trailer().get(b"Root").cloned().ok_or(Wrong::Tree)?;
        let root = self.file.resolve(&root)?;
        let root = root.dict().ok_or(Wrong::Tree)?;
        // What opens or scripts itself, or layers that come and go, have no place in a letter.
        if [&b"AcroForm"[..], b"OCProperties", b"OpenAction", b"AA"].iter().any(|key| root.get(key).is_some()) {
            return Err(Wrong::Tree);
        }
        let pages = root.reference(b"Pages").ok_or(Wrong::Tree)?;
        let mut visited = FxHashSet::default();
        let count = self.grow(pages, &Dict::default(), 0, &mut visited)?;
        if count == Some(self.leaves.len()) { Ok(()) } else { Err(Wrong::Tree) }
    }

    /// Adds the pages below a node; gives the count that the node claims, if it is one.
    fn grow(&mut self, id: u32, inherited: &Dict, depth: usize, visited: &mut FxHashSet<u32>) -> Maybe<Option<usize>> {
        if depth > DEPTH || self.leaves.len() >= PAGES {
            return Err(Wrong::TooLarge);
        }
        let node = self.file.load(id)?;
        let node = node.dict().ok_or(Wrong::Tree)?;
        let Some(kids) = node.get(b"Kids") else {
            self.leaf(node, inherited)?;
            return Ok(None);
        };
        if !visited.insert(id) {
            return Err(Wrong::Tree);
        }
        let mut below = Dict::default();
        for key in [&b"Resources"[..], b"MediaBox", b"CropBox", b"Rotate"] {
            if let Some(value) = node.get(key).or_else(|| inherited.get(key)) {
                below.0.push((key.into(), value.clone()));
            }
        }
        let kids = self.file.resolve(kids)?;
        for kid in kids.array().ok_or(Wrong::Tree)? {
            let Object::Reference(kid) = kid else { return Err(Wrong::Tree) };
            self.grow(*kid, &below, depth + 1, visited)?;
        }
        Ok(node.get(b"Count").and_then(Object::size))
    }

    fn leaf(&mut self, page: &Dict, inherited: &Dict) -> Maybe<()> {
        if !page.is(b"Type", b"Page") {
            return Err(Wrong::Tree);
        }
        let get = |key: &[u8]| page.get(key).or_else(|| inherited.get(key));
        for (key, needed) in [(&b"MediaBox"[..], true), (b"CropBox", false)] {
            let fits = match get(key) {
                None => !needed,
                Some(paper) => self.file.resolve(paper)?.numbers() == Some(LETTER),
            };
            if !fits {
                return Err(Wrong::Geometry);
            }
        }
        let turned = get(b"Rotate").is_some_and(|turn| *turn != Object::Number(0.0));
        if turned || page.get(b"UserUnit").is_some() || page.get(b"Annots").is_some() || page.get(b"AA").is_some() {
            return Err(Wrong::Geometry);
        }
        let resources = get(b"Resources").cloned();
        let set = self.wardrobe.dress(&mut self.file, resources.as_ref())?;
        let several = |list: &[Object], lists: &mut Vec<Vec<u32>>| {
            let list: Maybe<Vec<u32>> = list
                .iter()
                .map(|item| if let Object::Reference(id) = item { Ok(*id) } else { Err(Wrong::Tree) })
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
                _ => return Err(Wrong::Tree),
            },
            Some(_) => return Err(Wrong::Tree),
        };
        self.leaves.push(Leaf { contents, set });
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
        let leaf = *self.leaves.get(n).ok_or(Wrong::PagesMissing)?;
        let key = (leaf.contents, leaf.set);
        if let Some(side) = self.sides.get(&key) {
            return Ok(Arc::clone(side));
        }
        self.content.clear();
        let single;
        let streams: &[u32] = match leaf.contents {
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
                    return Err(Wrong::TooLarge);
                }
                continue;
            }
            let start = self.content.len();
            let Object::Stream(dict, range) = self.file.load(*stream)? else { return Err(Wrong::Object) };
            let raw = self.file.raw(range);
            self.content.extend_from_slice(self.file.inflater.decode(&dict, raw, CONTENT)?);
            if self.content.len() > CONTENT {
                return Err(Wrong::TooLarge);
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
        let side = Arc::new(self.turn(leaf.set)?);
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
            return Err(Wrong::Hidden);
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
