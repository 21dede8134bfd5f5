//! The layout of a letter: every block of a draft made ready, and the templates of the pages that its letters share.

use super::block::Ready;
use super::page::{Centi, Galley, Ink, Item, Role};
use super::page_elements;
use super::paginate::{PlacedUnit, Unit, paginate_well};
use super::script::ScriptSetting;
use super::style::TypeStyle;
use super::typesetter::Typesetter;
use crate::digest::{Canonical, ContentDigest};
use crate::finding::{Problem, ProblemCode};
use crate::letter::{Block, BlockKind, Draft, Span};
use crate::party::{Language, Tongue};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

/// Most page templates that a layout keeps; others are worked out anew.
const MOST_PAGE_TEMPLATES: usize = 512;

/// The ink of a part.
pub(super) enum PartInk {
    Fixed(Arc<Galley>),
    /// Number of the block among those with a person's own values.
    Own(usize),
    Signature(Centi, Centi),
    /// Structure only: breaks and boxes.
    None,
}

/// A block with its place across the page.
pub(super) struct Part {
    pub role: Role,
    pub element: u16,
    pub x: Centi,
    pub ink: PartInk,
    pub label: Option<(Arc<Galley>, Centi, Role, u16)>,
    pub unit: Unit,
    /// Of the letter that it belongs to, and so of the page's footer.
    pub language: Language,
}

/// An entry of a page at its place.
pub(super) enum PageEntry {
    /// The same in every letter of this page template.
    Fixed(Item),
    /// Lines of a block with a person's own values; `None`: all of them.
    Own { own: usize, lines: Option<Range<u32>>, x: Centi, y: Centi, role: Role, element: u16 },
    /// The address block.
    Address { element: u16 },
}

/// Pages of letters whose own blocks have the same numbers of lines.
pub(super) struct PageTemplate {
    pub pages: Vec<Vec<PageEntry>>,
}

impl PageTemplate {
    fn weight(&self) -> usize {
        let entries: usize = self.pages.iter().map(Vec::capacity).sum();
        size_of::<Self>() + self.pages.len() * size_of::<Vec<PageEntry>>() + entries * size_of::<PageEntry>()
    }
}

/// Page templates by the numbers of lines, and the bytes that they take.
#[derive(Default)]
struct PageTemplates {
    made: FxHashMap<Vec<u16>, Arc<PageTemplate>>,
    weight: usize,
}

/// The layout of one draft, for any number of people.
pub struct LetterLayout {
    pub(super) parts: Vec<Part>,
    pub(super) own: Vec<Ready>,
    pub(super) lead_in: Vec<Vec<Span>>,
    own_digest: u64,
    /// Of the blocks that come next while the layout is made; then of the last.
    language: Language,
    elements: u16,
    pub(super) tongues: Arc<[(u16, Tongue)]>,
    page_templates: RwLock<PageTemplates>,
}

impl Typesetter {
    /// Makes a draft ready for any number of people. Refused: a character of its fixed words that no face can print.
    pub fn lay_out(&self, draft: &Draft) -> Result<LetterLayout, Problem> {
        LetterLayout::make(self, draft)
    }
}

impl LetterLayout {
    fn make(typesetter: &Typesetter, draft: &Draft) -> Result<Self, Problem> {
        // The letterhead and the address come first.
        let mut layout = Self {
            parts: Vec::with_capacity(draft.blocks.len()),
            own: Vec::new(),
            lead_in: draft.address_lines.clone(),
            own_digest: 0,
            language: draft.language,
            elements: 2,
            tongues: Arc::default(),
            page_templates: RwLock::default(),
        };
        let style = &typesetter.setup.style;
        let (left, measure) = (style.page.left.0, typesetter.setup.measure());
        let mut boxed = false;
        let mut tongues: Vec<(u16, Tongue)> = Vec::new();
        for line in &draft.address_lines {
            typesetter.cache.check(&typesetter.setup, line)?;
        }
        for (i, block) in draft.blocks.iter().enumerate() {
            let inset = if boxed { style.frame.padding.0 + style.frame.rule.0 } else { 0 };
            let (x, measure) = (left + inset, measure - 2 * inset);
            let language = layout.language;
            let structure = |unit| Part {
                role: Role::Furniture,
                element: 0,
                x: 0,
                ink: PartInk::None,
                label: None,
                unit,
                language,
            };
            if !block.spans.is_empty() {
                let tongue = if let BlockKind::Tagline(own) = block.kind { own } else { language.into() };
                if tongue != tongues.last().map_or(draft.language.into(), |(_, last)| *last) {
                    tongues.push((layout.elements, tongue));
                }
            }
            match block.kind {
                BlockKind::Language(language) => layout.language = language,
                BlockKind::Tagline(own) => {
                    let style = style.text.tagline.unwrap_or(style.text.item);
                    let setting = typesetter.setup.scripts.iter().find(|setting| setting.tongue == own);
                    match setting {
                        Some(setting) => layout.script(typesetter, setting, block, style, (x, measure))?,
                        None => layout.text(typesetter, block, style, Role::Paragraph, x, measure)?,
                    }
                }
                BlockKind::PageBreak => layout.parts.push(structure(Unit::Break)),
                BlockKind::BoxStart if boxed => {}
                BlockKind::BoxStart => {
                    boxed = true;
                    layout.parts.push(structure(Unit::BoxStart));
                }
                BlockKind::BoxEnd if !boxed => {}
                BlockKind::BoxEnd => {
                    boxed = false;
                    layout.parts.push(structure(Unit::BoxEnd));
                }
                BlockKind::Signature => layout.sign(typesetter, x),
                BlockKind::Title => layout.text(typesetter, block, style.text.title, Role::Title, x, measure)?,
                BlockKind::Heading(level @ 0..=2) => {
                    layout.text(typesetter, block, style.text.heading2, Role::Heading(level.max(2)), x, measure)?;
                }
                BlockKind::Heading(_) => {
                    layout.text(typesetter, block, style.text.heading3, Role::Heading(3), x, measure)?;
                }
                BlockKind::Paragraph => {
                    layout.text(typesetter, block, style.text.paragraph, Role::Paragraph, x, measure)?;
                }
                BlockKind::Item { list, item, numbered } => {
                    layout.item(typesetter, draft, i, (list, item, numbered), x, measure)?;
                }
            }
        }
        if boxed {
            layout.parts.push(Part {
                role: Role::Furniture,
                element: 0,
                x: 0,
                ink: PartInk::None,
                label: None,
                unit: Unit::BoxEnd,
                language: layout.language,
            });
        }
        layout.tongues = tongues.into();
        layout.own_digest = layout.digest_own(draft);
        Ok(layout)
    }

    /// Bytes of memory that are its own: it grows with every page template. Galleys are shared with other layouts and left out.
    pub fn weight(&self) -> usize {
        let lead_in: usize = self.lead_in.iter().map(|line| size_of::<Vec<Span>>() + Span::weight(line)).sum();
        self.parts.capacity() * size_of::<Part>()
            + self.own.capacity() * size_of::<Ready>()
            + lead_in
            + size_of_val(&*self.tongues)
            + self.page_templates.read().unwrap_or_else(PoisonError::into_inner).weight
    }

    /// Returns the digest of everything by which the address and the blocks with a person's own values are set, beside those values
    /// and the page setup: where it is the same in two layouts, these blocks come out the same.
    pub fn own_digest(&self) -> u64 {
        self.own_digest
    }

    fn digest_own(&self, draft: &Draft) -> u64 {
        let mut content = Canonical::new(Sha256::new());
        self.lead_in.write_content(&mut content);
        content.list(self.own.len());
        for ready in &self.own {
            if let Ready::Own(template) = ready {
                template.write_setting(&mut content);
            }
        }
        for block in draft.blocks.iter().filter(|block| block.is_personal()) {
            block.spans.write_content(&mut content);
        }
        crate::digest::Digest::from(content.finish()).short()
    }

    fn next_element(&mut self) -> u16 {
        self.elements = self.elements.saturating_add(1);
        self.elements - 1
    }

    /// Adds an item of a list (list, item, numbered) with its label. The block is the draft's with this index.
    fn item(
        &mut self,
        typesetter: &Typesetter,
        draft: &Draft,
        index: usize,
        (list, item, numbered): (u16, u16, bool),
        x: Centi,
        measure: Centi,
    ) -> Result<(), Problem> {
        let style = &typesetter.setup.style;
        let block = &draft.blocks[index];
        let label = if numbered { format!("{}. ", item + 1) } else { format!("{} ", style.list.bullet) };
        let label = [Span::Text(crate::letter::Style::Plain, label)];
        let label = typesetter.cache.ready(&typesetter.setup, &label, style.text.item, measure)?;
        let next = draft.blocks.get(index + 1).map(|b| b.kind);
        let last = !matches!(next, Some(BlockKind::Item { list: l, .. }) if l == list);
        let mut item_style = style.text.item;
        if last {
            item_style.after = style.list.after;
        }
        if let Ready::Fixed(galley) = label {
            let role = Role::ListLabel { list, item };
            let element = self.next_element();
            let body = Role::ListBody { list, item };
            self.text(typesetter, block, item_style, body, x + style.list.body.0, measure - style.list.body.0)?;
            if let Some(part) = self.parts.last_mut() {
                // Neither the first nor the last item of a list stands alone on a page.
                let after = draft.blocks.get(index + 2).map(|b| b.kind);
                let next_is_last = !matches!(after, Some(BlockKind::Item { list: l, .. }) if l == list);
                if let Unit::Text { with_next, .. } = &mut part.unit {
                    *with_next |= !last && (item == 0 || next_is_last);
                }
                part.label = Some((galley, x + style.list.label.0, role, element));
            }
        }
        Ok(())
    }

    /// Adds a paragraph in a script that has a face of its own.
    fn script(
        &mut self,
        typesetter: &Typesetter,
        setting: &ScriptSetting,
        block: &Block,
        style: TypeStyle,
        (x, measure): (Centi, Centi),
    ) -> Result<(), Problem> {
        let fonts = typesetter.fonts();
        let style = setting.leading(fonts, style);
        let galley = setting.set(fonts, &block.spans, &style, measure).ok_or_else(|| {
            let message = format!("The typeface cannot print the language {}.", setting.tongue.tag());
            Problem::of_file("templates/taglines.toml", message, ProblemCode::TaglineUnprintable)
        })?;
        self.add(Ready::Fixed(typesetter.cache.intern(galley)), block, style, Role::Paragraph, x);
        Ok(())
    }

    fn text(
        &mut self,
        typesetter: &Typesetter,
        block: &Block,
        style: TypeStyle,
        role: Role,
        x: Centi,
        measure: Centi,
    ) -> Result<(), Problem> {
        let ready = typesetter.cache.ready(&typesetter.setup, &block.spans, style, measure)?;
        self.add(ready, block, style, role, x);
        Ok(())
    }

    /// Adds a block that is ready.
    fn add(&mut self, ready: Ready, block: &Block, style: TypeStyle, role: Role, x: Centi) {
        let lines = match &ready {
            Ready::Fixed(galley) => galley.lines.len() as u32,
            Ready::Own(_) => 1,
        };
        if lines == 0 {
            return;
        }
        let element = self.next_element();
        let ink = match ready {
            Ready::Fixed(galley) => PartInk::Fixed(galley),
            Ready::Own(_) => {
                self.own.push(ready);
                PartInk::Own(self.own.len() - 1)
            }
        };
        let unit = Unit::Text {
            lines,
            leading: style.leading.0,
            before: style.before.0,
            after: style.after.0,
            together: block.keep_together,
            with_next: block.keep_with_next || matches!(role, Role::Title | Role::Heading(_)),
        };
        self.parts.push(Part { role, element, x, ink, label: None, unit, language: self.language });
    }

    /// The place of the signature: the image, or the same room for a pen.
    fn sign(&mut self, typesetter: &Typesetter, x: Centi) {
        let style = typesetter.setup.style.signature;
        let element = self.next_element();
        let ink = typesetter.signature().map_or(PartInk::None, |picture| {
            let wide = i64::from(style.height.0) * i64::from(picture.width) / i64::from(picture.height);
            let width = wide.min(i64::from(style.widest.0)) as Centi;
            let height = (i64::from(width) * i64::from(picture.height) / i64::from(picture.width)) as Centi;
            PartInk::Signature(width.max(1), height.max(1))
        });
        let height = match ink {
            PartInk::Signature(_, height) => height,
            _ => style.height.0,
        };
        let unit = Unit::Solid { height, after: style.after.0, with_next: true };
        let language = self.language;
        self.parts.push(Part { role: Role::Signature, element, x, ink, label: None, unit, language });
    }

    /// The pages of letters whose own blocks have these numbers of lines.
    pub(super) fn page_template(&self, typesetter: &Typesetter, lines: &[u16]) -> Arc<PageTemplate> {
        let kept = self.page_templates.read().unwrap_or_else(PoisonError::into_inner).made.get(lines).cloned();
        kept.unwrap_or_else(|| {
            let page_template = Arc::new(self.make_page_template(typesetter, lines));
            let mut page_templates = self.page_templates.write().unwrap_or_else(PoisonError::into_inner);
            if page_templates.made.len() < MOST_PAGE_TEMPLATES {
                page_templates.weight += page_template.weight() + size_of_val(lines);
                page_templates.made.insert(lines.to_vec(), Arc::clone(&page_template));
            }
            page_template
        })
    }

    fn make_page_template(&self, typesetter: &Typesetter, own_lines: &[u16]) -> PageTemplate {
        let units: Vec<Unit> = self
            .parts
            .iter()
            .map(|part| match (part.unit, &part.ink) {
                (Unit::Text { leading, before, after, together, with_next, .. }, PartInk::Own(own)) => {
                    let lines = own_lines.get(*own).map_or(1, |&n| u32::from(n));
                    Unit::Text { lines, leading, before, after, together, with_next }
                }
                (unit, _) => unit,
            })
            .collect();
        let placed = paginate_well(&units, typesetter.setup.room());
        let count = placed.len();
        let mut elements = self.elements;
        let mut pages = Vec::with_capacity(count);
        for (n, placed) in placed.into_iter().enumerate() {
            let mut entries = Vec::with_capacity(placed.len() + 6);
            if n == 0 {
                entries.push(PageEntry::Fixed(Item {
                    x: 0,
                    y: 0,
                    ink: Ink::Letterhead,
                    role: Role::Letterhead,
                    element: 0,
                }));
            }
            let mut furnish = |(galley, x, y): (Arc<Galley>, Centi, Centi)| {
                entries.push(PageEntry::Fixed(Item {
                    x,
                    y,
                    ink: Ink::Shared(galley),
                    role: Role::Furniture,
                    element: elements,
                }));
                elements = elements.saturating_add(1);
            };
            if let Some(place) = typesetter.setup.return_address.as_ref().filter(|_| n == 0) {
                furnish(place.clone());
            }
            // A line that points to the letter in the other language may come first on a page, never last.
            let last =
                placed.iter().rev().find_map(PlacedUnit::unit).map_or(self.language, |unit| self.parts[unit].language);
            furnish(typesetter.cache.footer(&typesetter.setup, last, n + 1, count));
            for frame in &placed {
                if let PlacedUnit::Frame { top, bottom } = *frame {
                    let style = &typesetter.setup.style;
                    let frame = page_elements::frame(typesetter.setup.measure(), bottom - top, style.frame.rule.0);
                    furnish((typesetter.cache.intern(frame), style.page.left.0, top));
                }
            }
            if n == 0 {
                entries.push(PageEntry::Address { element: 1 });
            }
            for one in placed {
                self.enter(typesetter, own_lines, one, &mut entries);
            }
            pages.push(entries);
        }
        PageTemplate { pages }
    }

    fn enter(&self, typesetter: &Typesetter, own_lines: &[u16], placed: PlacedUnit, entries: &mut Vec<PageEntry>) {
        match placed {
            PlacedUnit::Frame { .. } => {}
            PlacedUnit::Solid { unit, y } => {
                let part = &self.parts[unit];
                if let PartInk::Signature(width, height) = part.ink {
                    let ink = Ink::Signature { width, height };
                    entries.push(PageEntry::Fixed(Item { x: part.x, y, ink, role: part.role, element: part.element }));
                }
            }
            PlacedUnit::Lines { unit, lines, y } => {
                let part = &self.parts[unit];
                if let Some((galley, x, role, element)) = part.label.as_ref().filter(|_| lines.start == 0) {
                    let ink = Ink::Shared(Arc::clone(galley));
                    entries.push(PageEntry::Fixed(Item { x: *x, y, ink, role: *role, element: *element }));
                }
                let (x, role, element) = (part.x, part.role, part.element);
                match &part.ink {
                    PartInk::Fixed(galley) => {
                        let whole = lines.len() == galley.lines.len();
                        let galley =
                            if whole { Arc::clone(galley) } else { typesetter.cache.intern(galley.part(lines)) };
                        entries.push(PageEntry::Fixed(Item { x, y, ink: Ink::Shared(galley), role, element }));
                    }
                    PartInk::Own(own) => {
                        let all = own_lines.get(*own).is_some_and(|&n| usize::from(n) == lines.len());
                        let lines = (!all).then_some(lines);
                        entries.push(PageEntry::Own { own: *own, lines, x, y, role, element });
                    }
                    PartInk::Signature(..) | PartInk::None => {}
                }
            }
        }
    }
}
