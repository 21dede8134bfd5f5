//! One person's letter. This is the hot path: what is the same for everybody was made ready before.

use super::address;
use super::block::{Filled, Ready};
use super::glyph_run::GlyphRun;
use super::letter_layout::{LetterLayout, PageEntry};
use super::page::{Centi, Galley, Ink, Item, Page, Pages, Role};
use super::shape_cache::ShapeCache;
use super::typesetter::Typesetter;
use crate::finding::{Code, CodeSet};
use crate::party::SlotValues;
use std::num::NonZeroU64;
use std::sync::Arc;

/// Most sheets that a #10 envelope takes.
const MOST_SHEETS: usize = 6;

/// The working memory of a thread that composes. Keeps shaped words, so that a name that comes again is only copied.
#[derive(Default)]
pub struct Scratch {
    words: ShapeCache,
    strip: GlyphRun,
    ends: Vec<u32>,
    galleys: Vec<Galley>,
    lines: Vec<u16>,
}

/// A letter and what was found while it was set.
#[derive(Clone, Debug)]
pub struct Composed {
    /// Its pages.
    pub pages: Pages,
    /// The findings: a character without glyph, an address that does not fit, travels or is long, a letter of too
    /// many sheets, a value that the letter needs and the person lacks.
    pub codes: CodeSet,
    /// Height of the address block, from the top of its capitals to its last baseline.
    pub address_height: Centi,
    /// Numbers of lines of the blocks with values of the person's own.
    pub own_lines: LineCounts,
    /// The lines of the address block as they are printed, where a long one is continued on the next.
    pub address: Option<Vec<String>>,
}

/// Numbers of lines of a letter's own blocks, in their order. Letters of one layout with the same numbers have the same pages, but
/// for what stands in these blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LineCounts(Option<NonZeroU64>);

impl LineCounts {
    /// Packs counts into four bits each, above a bit that tells how many there are; unknown where they do not fit.
    fn of(lines: &[u16]) -> Self {
        const MOST: usize = 15;
        if lines.len() > MOST || lines.iter().any(|&count| count > 15) {
            return Self(None);
        }
        Self(NonZeroU64::new(lines.iter().fold(1, |packed, &count| packed << 4 | u64::from(count))))
    }

    /// Returns true if the counts are known.
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }
}

impl Typesetter {
    /// Composes the letter of one person. `address` are the lines under the lead-in lines of the draft.
    pub fn compose(
        &self,
        layout: &LetterLayout,
        address: &[String],
        values: &SlotValues,
        scratch: &mut Scratch,
    ) -> Composed {
        let fonts = self.fonts();
        let Scratch { words, strip, ends, galleys, lines } = &mut *scratch;
        let mut codes = CodeSet::EMPTY;
        let mut filled = Filled::default();
        galleys.clear();
        lines.clear();
        for ready in &layout.own {
            if let Ready::Own(template) = ready {
                let (galley, found) = template.fill(fonts, words, values, strip, ends);
                filled.also(found);
                lines.push(galley.lines.len() as u16);
                galleys.push(galley);
            }
        }
        let page_template = layout.page_template(self, lines);
        let block = address::set(
            fonts,
            &self.setup.style.address,
            &self.setup.window,
            &layout.lead_in,
            address,
            values,
            words,
            strip,
            &mut codes,
            &mut filled,
        );
        let (printed, address_height) = (block.broken.clone(), block.height);
        let mut block = Some(block);
        let mut pages = Vec::with_capacity(page_template.pages.len());
        for entries in &page_template.pages {
            let mut items = Vec::with_capacity(entries.len());
            for entry in entries {
                match entry {
                    PageEntry::Fixed(item) => items.push(item.clone()),
                    PageEntry::Own { own, lines, x, y, role, element } => {
                        let galley = match lines {
                            Some(lines) => galleys[*own].part(lines.clone()),
                            None => std::mem::take(&mut galleys[*own]),
                        };
                        let ink = Ink::Own(Box::new(galley));
                        items.push(Item { x: *x, y: *y, ink, role: *role, element: *element });
                    }
                    PageEntry::Address { element } => {
                        if let Some(block) = block.take() {
                            let ink = Ink::Own(Box::new(block.galley));
                            items.push(Item { x: block.x, y: block.y, ink, role: Role::Address, element: *element });
                        }
                    }
                }
            }
            pages.push(Page { items });
        }
        let sheets = if self.setup.duplex { pages.len().div_ceil(2) } else { pages.len() };
        for (found, code) in [
            (sheets > MOST_SHEETS, Code::SheetsMany),
            (filled.glyph_missing, Code::GlyphMissing),
            (filled.name_missing, Code::NameMissing),
            (filled.code_missing, Code::CodesDry),
        ] {
            if found {
                codes.insert(code);
            }
        }
        Composed {
            pages: Pages { pages, tongues: Arc::clone(&layout.tongues) },
            codes,
            address_height,
            own_lines: LineCounts::of(&scratch.lines),
            address: printed,
        }
    }
}
