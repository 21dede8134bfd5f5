//! One batch file: pieces in, finished bytes out. Only bytes are kept of a piece, so that its pages can go as soon
//! as it is added.

use super::mark;
use super::number::{centi, number};
use super::objects::{Deflater, Objects, reference};
use super::plate::{Plate, font_entry};
use super::shared::Forms;
use super::tags::{Speech, Tag, Tree};
use super::{PageRange, Piece, content_stream};
use crate::composition::page::PAGE_HEIGHT;
use crate::composition::{Centi, Ink, Item, Page, Role};
use crate::finding::{Problem, ProblemCode};
use crate::party::PieceId;
use rustc_hash::FxHashMap;

/// Pages in one node of the page tree: a viewer that jumps to a page reads two short lists, not one long one.
const NODE: usize = 100;

/// Fewest bytes that the common end of a page's content must have to be worth a stream of its own.
const LEAST_END: usize = 300;

/// Two digits name a sheet in the marks.
const MOST_SHEETS: usize = 99;

/// Six digits number a piece.
const LAST_SEQUENCE: u32 = 999_999;

/// The working memory that a thread keeps from file to file: buffers and the compressor.
pub struct PressScratch {
    zip: Deflater,
    content: Vec<u8>,
    forms: Forms,
    tree: Tree,
    /// Contents, and ends of contents, without anything of a person's own, and where they are written.
    constant: FxHashMap<Vec<u8>, u32>,
    /// Length of the last file.
    length: usize,
}

impl Default for PressScratch {
    fn default() -> Self {
        Self {
            zip: Deflater::quick(),
            content: Vec::new(),
            forms: Forms::default(),
            tree: Tree::default(),
            constant: FxHashMap::default(),
            length: 0,
        }
    }
}

/// A batch file in the making.
pub struct PressFile<'a> {
    plate: &'a Plate,
    scratch: &'a mut PressScratch,
    objects: Objects,
    /// Pages so far.
    pages: u32,
    /// The node of the page tree that is being filled, and its pages.
    node: (u32, Vec<u32>),
    /// Full nodes.
    nodes: Vec<u32>,
}

/// The marked content that is open on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Artifact,
    Element(u16, Tag),
}

impl Plate {
    /// Starts a file. The scratch is taken as it comes and left ready for the next file.
    pub fn open<'a>(&'a self, scratch: &'a mut PressScratch) -> PressFile<'a> {
        PressFile::new(self, scratch)
    }
}

impl<'a> PressFile<'a> {
    pub(super) fn new(plate: &'a Plate, scratch: &'a mut PressScratch) -> Self {
        scratch.forms.clear();
        scratch.tree.clear();
        scratch.constant.clear();
        let mut objects = plate.opening.clone();
        objects.expect(scratch.length);
        Self { plate, scratch, objects, pages: 0, node: (0, Vec::with_capacity(NODE)), nodes: Vec::new() }
    }

    /// Adds a piece and says where it lies. After a refusal the file cannot be used.
    pub fn add(&mut self, piece: &Piece) -> Result<PageRange, Problem> {
        let sides = if self.plate.duplex { 2 } else { 1 };
        let count = piece.pages.pages.len();
        let sheets = count.div_ceil(sides);
        if sheets > MOST_SHEETS {
            let message = format!("A letter has {sheets} sheets; the marks on its pages count to {MOST_SHEETS}.");
            return Err(Problem::of_file("", message, "Shorten the words of the incident file or of the template."));
        }
        if count == 0 {
            return Err(wrong(piece, "has no page"));
        }
        if !(1..=LAST_SEQUENCE).contains(&piece.id.sequence) {
            return Err(wrong(piece, "has a number outside 1 to 999999"));
        }
        if piece.id.job != self.plate.job {
            return Err(wrong(piece, "belongs to another job"));
        }
        let first = self.pages + 1;
        for side in 0..sheets * sides {
            let front = (side % sides == 0).then_some((side / sides) as u16 + 1);
            self.side(piece, piece.pages.pages.get(side), front, sheets as u16)?;
        }
        if self.plate.tagged {
            let speech = Speech { file: self.plate.language, piece: piece.language, pages: piece.pages };
            let alternatives = [self.plate.practice.as_str(), self.plate.signatory.as_str()];
            let scratch = &mut *self.scratch;
            scratch.tree.end_letter(
                self.plate.fixed.document,
                &speech,
                alternatives,
                &mut self.objects,
                &mut scratch.zip,
            );
        }
        Ok(PageRange { first, last: self.pages, sheets: sheets as u16 })
    }

    /// Writes one side of a sheet; `page` is absent on a blank back.
    fn side(&mut self, piece: &Piece, page: Option<&Page>, front: Option<u16>, sheets: u16) -> Result<(), Problem> {
        if self.node.1.is_empty() {
            self.node.0 = self.objects.reserve();
        }
        let id = self.objects.reserve();
        self.node.1.push(id);
        self.pages += 1;

        let mut content = std::mem::take(&mut self.scratch.content);
        content.clear();
        let items = page.map_or(&[][..], |page| &page.items);
        let marks = front.map(|sheet| (piece.id, sheet, sheets));
        let own = self.items(&mut content, items, marks, id).map_err(|what| wrong(piece, what))?;
        let (own, common) =
            content.split_at(if content.len() - own < LEAST_END && own > 0 { content.len() } else { own });
        let streams = (self.own(own), self.common(common, own.is_empty()));
        self.scratch.content = content;

        let key = self.scratch.tree.end_page(&mut self.objects, &mut self.scratch.zip);
        let (node, resources) = (self.node.0, self.plate.fixed.resources);
        self.objects.object(id, &mut self.scratch.zip, |out| {
            out.extend_from_slice(b"<</Type/Page/Parent ");
            reference(out, node);
            out.extend_from_slice(b"/Contents ");
            match streams {
                (Some(own), Some(common)) => {
                    out.push(b'[');
                    reference(out, own);
                    out.push(b' ');
                    reference(out, common);
                    out.push(b']');
                }
                (one, other) => one.or(other).into_iter().for_each(|stream| reference(out, stream)),
            }
            // Each page names its resources: PDF/A does not take inherited ones.
            out.extend_from_slice(b"/Resources ");
            reference(out, resources);
            out.extend_from_slice(b"/TrimBox[0 0 612 792]");
            if let Some(key) = key {
                out.extend_from_slice(b"/Tabs/S/StructParents ");
                number(out, key);
            }
            out.extend_from_slice(b">>");
        });
        if self.node.1.len() == NODE {
            self.end_node();
        }
        Ok(())
    }

    /// Writes the part of a page's content that is a person's own, if there is one.
    fn own(&mut self, content: &[u8]) -> Option<u32> {
        let id = (!content.is_empty()).then(|| self.objects.reserve())?;
        self.objects.content(id, content, &mut self.scratch.zip);
        Some(id)
    }

    /// Writes the part of a page's content that many letters have, once. A page without any other has it, empty or not.
    fn common(&mut self, content: &[u8], alone: bool) -> Option<u32> {
        if content.is_empty() && !alone {
            return None;
        }
        if let Some(&id) = self.scratch.constant.get(content) {
            return Some(id);
        }
        let id = self.objects.reserve();
        self.objects.content(id, content, &mut self.scratch.zip);
        self.scratch.constant.insert(content.to_vec(), id);
        Some(id)
    }

    /// Draws what stands on a page: the letterhead below all, PROOF and the marks below the text, then everything in
    /// reading order. Gives the number of bytes up to the last that are of a person's own; what follows is the same on
    /// this page of many letters.
    fn items(
        &mut self,
        out: &mut Vec<u8>,
        items: &[Item],
        marks: Option<(PieceId, u16, u16)>,
        page: u32,
    ) -> Result<usize, &'static str> {
        let mut open = Open::Nothing;
        let is_master = |item: &&Item| matches!(item.ink, Ink::Letterhead);
        for item in items.iter().filter(is_master) {
            self.item(out, item, self.wanted(item), page, &mut open)?;
        }
        close(out, &mut open);
        let plate = self.plate;
        if plate.fixed.proof.is_some() {
            out.extend_from_slice(b"/Artifact<</Type/Page>>BDC\n/R Do\nEMC\n");
        }
        let mut own = 0;
        if let Some((id, sheet, sheets)) = marks {
            mark::draw(out, plate.symbol.as_ref(), plate.place, &plate.faces[0], id, sheet, sheets);
            own = out.len();
        }
        let last = items.iter().rposition(|item| matches!(item.ink, Ink::Own(_)));
        // Whether the last of the person's own was drawn, and its end not yet found: that is where marked content ends.
        let mut ending = false;
        for (at, item) in items.iter().enumerate().filter(|(_, item)| !is_master(item)) {
            let wanted = self.wanted(item);
            if ending && (wanted != open || open == Open::Nothing) {
                close(out, &mut open);
                own = out.len();
                ending = false;
            }
            self.item(out, item, wanted, page, &mut open)?;
            ending |= last == Some(at);
        }
        close(out, &mut open);
        Ok(if ending { out.len() } else { own })
    }

    /// The marked content that an item is to stand in.
    fn wanted(&self, item: &Item) -> Open {
        let top = PAGE_HEIGHT - item.y;
        let (text, place) = match &item.ink {
            Ink::Shared(galley) => (galley.text.as_str(), [0; 4]),
            Ink::Own(galley) => (galley.text.as_str(), [0; 4]),
            Ink::Signature { width, height } => ("", [item.x, top - height, item.x + width, top]),
            Ink::Letterhead => ("", [0; 4]),
        };
        match item.role {
            Role::Furniture => Open::Artifact,
            Role::Letterhead if !self.plate.tagged => Open::Artifact,
            _ if !self.plate.tagged => Open::Nothing,
            role => Tag::of(role, text, place).map_or(Open::Artifact, |tag| Open::Element(item.element, tag)),
        }
    }

    fn item(
        &mut self,
        out: &mut Vec<u8>,
        item: &Item,
        wanted: Open,
        page: u32,
        open: &mut Open,
    ) -> Result<(), &'static str> {
        let (x, top) = (item.x, PAGE_HEIGHT - item.y);
        if wanted != *open {
            close(out, open);
            match wanted {
                Open::Nothing => {}
                Open::Artifact => out.extend_from_slice(b"/Artifact<</Type/Pagination>>BDC\n"),
                Open::Element(element, tag) => {
                    let mark = self.scratch.tree.mark(element, tag, page, &mut self.objects);
                    out.extend_from_slice(tag.name());
                    out.extend_from_slice(b"<</MCID ");
                    number(out, mark);
                    out.extend_from_slice(b">>BDC\n");
                }
            }
            *open = wanted;
        }
        let fixed = &self.plate.fixed;
        let scratch = &mut *self.scratch;
        match &item.ink {
            Ink::Own(galley) => {
                if !content_stream::galley(out, &self.plate.faces, galley, x, top) {
                    return Err(NO_GLYPH);
                }
            }
            Ink::Shared(galley) => {
                let form = scratch
                    .forms
                    .find(galley, &self.plate.faces, fixed.form_resources, &mut self.objects, &mut scratch.zip)
                    .ok_or(NO_GLYPH)?;
                placed(out, [100, 0, 0, 100, x, top]);
                out.extend_from_slice(b"/B");
                number(out, form);
                out.extend_from_slice(b" Do Q\n");
            }
            Ink::Letterhead => {
                fixed.letterhead.ok_or("asks for a letterhead that the job does not have")?;
                out.extend_from_slice(b"/L Do\n");
            }
            Ink::Signature { width, height } => {
                fixed.signature.ok_or("asks for a signature image that the job does not have")?;
                placed(out, [*width, 0, 0, *height, x, top - height]);
                out.extend_from_slice(b"/S Do Q\n");
            }
        }
        Ok(())
    }

    fn end_node(&mut self) {
        let (id, kids) = &mut self.node;
        if kids.is_empty() {
            return;
        }
        let root = self.plate.fixed.pages;
        self.objects.object(*id, &mut self.scratch.zip, |out| {
            out.extend_from_slice(b"<</Type/Pages/Parent ");
            reference(out, root);
            page_kids(out, kids, kids.len() as u32);
        });
        self.nodes.push(*id);
        kids.clear();
    }

    /// Ends the file and gives its bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.end_node();
        let fixed = self.plate.fixed;
        let scratch = self.scratch;
        let zip = &mut scratch.zip;
        self.objects.object(fixed.pages, zip, |out| {
            out.extend_from_slice(b"<</Type/Pages/MediaBox[0 0 612 792]");
            page_kids(out, &self.nodes, self.pages);
        });
        self.objects.object(fixed.resources, zip, |out| {
            out.extend_from_slice(b"<<");
            font_entry(out, &self.plate.fonts);
            out.extend_from_slice(b"/XObject<<");
            for (name, id) in [(b"/L ", fixed.letterhead), (b"/S ", fixed.signature), (b"/R ", fixed.proof)] {
                if let Some(id) = id {
                    out.extend_from_slice(name);
                    reference(out, id);
                }
            }
            for (form, id) in scratch.forms.objects.iter().enumerate() {
                out.extend_from_slice(b"/B");
                number(out, form as u32);
                out.push(b' ');
                reference(out, *id);
            }
            out.extend_from_slice(b">>>>");
        });
        if self.plate.tagged {
            scratch.tree.finish(fixed.structure, fixed.document, &mut self.objects, zip);
        }
        let bytes = self.objects.finish(fixed.catalog, fixed.info, zip);
        scratch.length = bytes.len();
        // Shared galleys are held while the file is open; now they may go.
        scratch.forms.clear();
        bytes
    }
}

/// A glyph outside the subset would print as a box; composition has counted all glyphs before.
const NO_GLYPH: &str = "prints a character that the embedded fonts do not hold";

fn close(out: &mut Vec<u8>, open: &mut Open) {
    if *open != Open::Nothing {
        out.extend_from_slice(b"EMC\n");
        *open = Open::Nothing;
    }
}

/// Begins something placed by a matrix (in hundredths).
fn placed(out: &mut Vec<u8>, matrix: [Centi; 6]) {
    out.extend_from_slice(b"q ");
    for value in matrix {
        centi(out, value);
    }
    out.extend_from_slice(b"cm");
}

fn page_kids(out: &mut Vec<u8>, kids: &[u32], count: u32) {
    out.extend_from_slice(b"/Count ");
    number(out, count);
    out.extend_from_slice(b"/Kids[");
    for kid in kids {
        reference(out, *kid);
        out.push(b' ');
    }
    out.extend_from_slice(b"]>>");
}

fn wrong(piece: &Piece, what: &str) -> Problem {
    Problem::of_file("", format!("Piece {} {what}.", piece.id), ProblemCode::InternalPress)
}
