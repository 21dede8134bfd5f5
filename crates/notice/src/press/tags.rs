//! The structure tree of the accessible edition: Document, one Sect a letter, and below it what a screen reader
//! speaks, tied to the marked content on the pages.

use super::number::{centi, number};
use super::objects::{Deflater, Objects, reference, text};
use crate::composition::page::{PAGE_HEIGHT, PAGE_WIDTH};
use crate::composition::{Centi, Pages, Role};
use crate::party::{Language, Tongue};

/// Pages in one node of the parent tree.
const LEAF: u32 = 64;

/// The kind of a marked piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Paragraph, address block.
    Paragraph,
    /// Heading of this level.
    Heading(u8),
    /// Label of an item: list, item, whether it is a number.
    Label(u16, u16, bool),
    /// Body of an item: list, item.
    Body(u16, u16),
    /// The letterhead.
    Letterhead,
    /// The signature in its box: left, bottom, right, top.
    Signature([Centi; 4]),
}

impl Tag {
    /// The tag of a role; `None` for what is not read. `text` tells bullets from numbers.
    pub(super) fn of(role: Role, text: &str, place: [Centi; 4]) -> Option<Self> {
        Some(match role {
            Role::Furniture => return None,
            Role::Address | Role::Paragraph => Self::Paragraph,
            Role::Title => Self::Heading(1),
            Role::Heading(level) => Self::Heading(level.clamp(1, 6)),
            Role::ListLabel { list, item } => {
                Self::Label(list, item, text.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            }
            Role::ListBody { list, item } => Self::Body(list, item),
            Role::Letterhead => Self::Letterhead,
            Role::Signature => Self::Signature(place),
        })
    }

    /// Its name in content and tree.
    pub(super) fn name(self) -> &'static [u8] {
        match self {
            Self::Paragraph => b"/P",
            Self::Heading(1) => b"/H1",
            Self::Heading(2) => b"/H2",
            Self::Heading(3) => b"/H3",
            Self::Heading(4) => b"/H4",
            Self::Heading(5) => b"/H5",
            Self::Heading(_) => b"/H6",
            Self::Label(..) => b"/Lbl",
            Self::Body(..) => b"/LBody",
            Self::Letterhead | Self::Signature(_) => b"/Figure",
        }
    }
}

/// Languages of a file and a piece, from which the languages of its elements follow.
pub(super) struct Speech<'a> {
    pub(super) file: Language,
    pub(super) piece: Language,
    pub(super) pages: &'a Pages,
}

impl Speech<'_> {
    /// The language of an element below the letter's own, where it is another.
    fn of(&self, element: u16) -> Option<Tongue> {
        self.pages.tongue(element).filter(|tongue| *tongue != self.piece.into())
    }
}

/// Says in which language an element is.
fn speak(out: &mut Vec<u8>, tongue: Option<Tongue>) {
    if let Some(tongue) = tongue {
        out.extend_from_slice(b"/Lang");
        text(out, tongue.tag());
    }
}

struct Element {
    number: u16,
    tag: Tag,
    object: u32,
    /// Index of the list item that it is a part of.
    item: Option<usize>,
}

struct Item {
    list: usize,
    number: u16,
    object: u32,
}

struct List {
    number: u16,
    /// Number of its first element.
    first: u16,
    object: u32,
    numbered: bool,
}

/// A place on a page where (a part of) an element is printed.
struct Spot {
    element: u32,
    page: u32,
    mark: u32,
}

/// The tree of one file. What belongs to the letter at hand is kept; the rest is written.
#[derive(Default)]
pub(super) struct Tree {
    elements: Vec<Element>,
    /// The place of the element of a number, plus one; 0: not yet.
    places: Vec<u32>,
    items: Vec<Item>,
    lists: Vec<List>,
    spots: Vec<Spot>,
    /// Children of the letter's Sect.
    children: Vec<u32>,
    /// Elements of the page at hand by mark.
    row: Vec<u32>,
    sections: Vec<u32>,
    leaf: Vec<u8>,
    leaf_first: u32,
    rows: u32,
    leaves: Vec<(u32, u32, u32)>,
}

impl Tree {
    /// Forgets the file before.
    pub(super) fn clear(&mut self) {
        self.forget_letter();
        self.row.clear();
        self.sections.clear();
        self.leaf.clear();
        self.leaves.clear();
        self.rows = 0;
    }

    fn forget_letter(&mut self) {
        self.elements.clear();
        self.places.clear();
        self.items.clear();
        self.lists.clear();
        self.spots.clear();
        self.children.clear();
    }

    /// Notes that the next marked content of a page belongs to an element, and gives its mark. An element that was
    /// seen before (its first half stands on the page before) is the same one.
    pub(super) fn mark(&mut self, number: u16, tag: Tag, page: u32, objects: &mut Objects) -> u32 {
        let place = usize::from(number);
        if self.places.len() <= place {
            self.places.resize(place + 1, 0);
        }
        let index = match self.places[place].checked_sub(1).filter(|&at| self.is_same(at, tag)) {
            Some(index) => index,
            None => {
                let object = objects.reserve();
                let item = match tag {
                    Tag::Label(list, item, numbered) => Some(self.item(number, list, item, numbered, objects)),
                    Tag::Body(list, item) => Some(self.item(number, list, item, false, objects)),
                    Tag::Paragraph | Tag::Heading(_) | Tag::Letterhead | Tag::Signature(_) => {
                        self.children.push(object);
                        None
                    }
                };
                self.elements.push(Element { number, tag, object, item });
                self.places[place] = self.elements.len() as u32;
                self.elements.len() as u32 - 1
            }
        };
        let mark = self.row.len() as u32;
        self.row.push(self.elements[index as usize].object);
        self.spots.push(Spot { element: index, page, mark });
        mark
    }

    fn is_same(&self, at: u32, tag: Tag) -> bool {
        std::mem::discriminant(&self.elements[at as usize].tag) == std::mem::discriminant(&tag)
    }

    /// The item of a list, which is the last one or new: in reading order items and lists do not interleave.
    fn item(&mut self, element: u16, list: u16, item: u16, numbered: bool, objects: &mut Objects) -> usize {
        if self.lists.last().is_none_or(|last| last.number != list) {
            let object = objects.reserve();
            self.children.push(object);
            self.lists.push(List { number: list, first: element, object, numbered });
        }
        let list = self.lists.len() - 1;
        if self.items.last().is_none_or(|last| last.list != list || last.number != item) {
            self.items.push(Item { list, number: item, object: objects.reserve() });
        }
        self.items.len() - 1
    }

    /// Ends a page. Gives its key in the parent tree, or `None` where nothing on it is read.
    pub(super) fn end_page(&mut self, objects: &mut Objects, zip: &mut Deflater) -> Option<u32> {
        if self.row.is_empty() {
            return None;
        }
        let key = self.rows;
        if self.leaf.is_empty() {
            self.leaf_first = key;
        }
        number(&mut self.leaf, key);
        self.leaf.push(b'[');
        for &element in &self.row {
            reference(&mut self.leaf, element);
            self.leaf.push(b' ');
        }
        self.leaf.push(b']');
        self.row.clear();
        self.rows += 1;
        if self.rows - self.leaf_first == LEAF {
            self.end_leaf(objects, zip);
        }
        Some(key)
    }

    fn end_leaf(&mut self, objects: &mut Objects, zip: &mut Deflater) {
        if self.leaf.is_empty() {
            return;
        }
        let (first, last, leaf) = (self.leaf_first, self.rows - 1, &self.leaf);
        let id = objects.reserve();
        objects.object(id, zip, |out| {
            out.extend_from_slice(b"<</Limits[");
            number(out, first);
            out.push(b' ');
            number(out, last);
            out.extend_from_slice(b"]/Nums[");
            out.extend_from_slice(leaf);
            out.extend_from_slice(b"]>>");
        });
        self.leaves.push((id, first, last));
        self.leaf.clear();
    }

    /// Ends a letter: writes its Sect and all below.
    pub(super) fn end_letter(
        &mut self,
        document: u32,
        speech: &Speech<'_>,
        alternatives: [&str; 2],
        objects: &mut Objects,
        zip: &mut Deflater,
    ) {
        let section = objects.reserve();
        self.sections.push(section);
        objects.object(section, zip, |out| {
            out.extend_from_slice(b"<</S/Sect/P ");
            reference(out, document);
            speak(out, (speech.piece != speech.file).then(|| speech.piece.into()));
            kids(out, self.children.iter().copied());
        });
        // Both in reading order, so that each list's items and each item's elements stand together.
        for (list, items) in self.lists.iter().zip(self.items.chunk_by(|a, b| a.list == b.list)) {
            objects.object(list.object, zip, |out| {
                out.extend_from_slice(b"<</S/L/P ");
                reference(out, section);
                speak(out, speech.of(list.first));
                out.extend_from_slice(b"/A<</O/List/ListNumbering/");
                out.extend_from_slice(if list.numbered { b"Decimal>>" } else { b"Disc>>" });
                kids(out, items.iter().map(|i| i.object));
            });
        }
        let parts = self.elements.chunk_by(|a, b| a.item == b.item).filter(|part| part[0].item.is_some());
        for (item, part) in self.items.iter().zip(parts) {
            objects.object(item.object, zip, |out| {
                out.extend_from_slice(b"<</S/LI/P ");
                reference(out, self.lists[item.list].object);
                kids(out, part.iter().map(|e| e.object));
            });
        }
        // Stable, so that the parts of an element stay in reading order.
        self.spots.sort_by_key(|spot| spot.element);
        for spots in self.spots.chunk_by(|a, b| a.element == b.element) {
            let element = &self.elements[spots[0].element as usize];
            let parent = element.item.map_or(section, |item| self.items[item].object);
            // The parts of a list are in the language of the list.
            let tongue = if element.item.is_none() { speech.of(element.number) } else { None };
            objects.object(element.object, zip, |out| leaf(out, element.tag, parent, tongue, spots, alternatives));
        }
        self.forget_letter();
    }

    /// Writes the root of the tree, the document element and the parent tree.
    pub(super) fn finish(&mut self, root: u32, document: u32, objects: &mut Objects, zip: &mut Deflater) {
        self.end_leaf(objects, zip);
        let parents = objects.reserve();
        objects.object(parents, zip, |out| {
            out.extend_from_slice(b"<<");
            if self.leaves.is_empty() {
                out.extend_from_slice(b"/Nums[]>>");
            } else {
                out.extend_from_slice(b"/Kids[");
                for (id, ..) in &self.leaves {
                    reference(out, *id);
                    out.push(b' ');
                }
                out.extend_from_slice(b"]>>");
            }
        });
        objects.object(document, zip, |out| {
            out.extend_from_slice(b"<</S/Document/P ");
            reference(out, root);
            kids(out, self.sections.iter().copied());
        });
        objects.object(root, zip, |out| {
            out.extend_from_slice(b"<</Type/StructTreeRoot/K ");
            reference(out, document);
            out.extend_from_slice(b"/ParentTree ");
            reference(out, parents);
            out.extend_from_slice(b"/ParentTreeNextKey ");
            number(out, self.rows);
            out.extend_from_slice(b">>");
        });
    }
}

/// The children of an element, and its end.
fn kids(out: &mut Vec<u8>, kids: impl Iterator<Item = u32>) {
    out.extend_from_slice(b"/K[");
    for kid in kids {
        reference(out, kid);
        out.push(b' ');
    }
    out.extend_from_slice(b"]>>");
}

fn leaf(
    out: &mut Vec<u8>,
    tag: Tag,
    parent: u32,
    tongue: Option<Tongue>,
    spots: &[Spot],
    [letterhead, signature]: [&str; 2],
) {
    out.extend_from_slice(b"<</S");
    out.extend_from_slice(tag.name());
    out.extend_from_slice(b"/P ");
    reference(out, parent);
    speak(out, tongue);
    let figure = match tag {
        Tag::Letterhead => Some((letterhead, [0, 0, PAGE_WIDTH, PAGE_HEIGHT])),
        Tag::Signature(place) => Some((signature, place)),
        Tag::Paragraph | Tag::Heading(_) | Tag::Label(..) | Tag::Body(..) => None,
    };
    if let Some((alternative, place)) = figure {
        out.extend_from_slice(b"/Alt");
        text(out, alternative);
        out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox[");
        for value in place {
            centi(out, value);
        }
        out.extend_from_slice(b"]>>");
    }
    let page = spots[0].page;
    out.extend_from_slice(b"/Pg ");
    reference(out, page);
    out.extend_from_slice(b"/K");
    if let [spot] = spots {
        out.push(b' ');
        number(out, spot.mark);
    } else {
        out.push(b'[');
        for spot in spots {
            if spot.page == page {
                number(out, spot.mark);
                out.push(b' ');
            } else {
                out.extend_from_slice(b"<</Type/MCR/Pg ");
                reference(out, spot.page);
                out.extend_from_slice(b"/MCID ");
                number(out, spot.mark);
                out.extend_from_slice(b">>");
            }
        }
        out.push(b']');
    }
    out.extend_from_slice(b">>");
}
