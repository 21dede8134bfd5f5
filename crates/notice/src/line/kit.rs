//! Everything that stays the same over a run: facts, law, words, paper.

use crate::composition::{Form, MarksPlace, Stock};
use crate::finding::Refusal;
use crate::letter::{Catalog, Checklist, Draft, Facts, Span, plain};
use crate::mailing::{CodePool, RateTable, VendorProfile};
use crate::party::incident::Addenda;
use crate::party::{Gazetteer, Incident, Jurisdiction, Language, Person, SlotValues, Standing, Variant};
use crate::press::MarkPlace;
use crate::readback::{ExpectedPart, fold};
use crate::routing::{Route, RuleBook};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The kit of a run.
pub struct Kit {
    /// The incident file.
    pub incident: Incident,
    /// The law.
    pub book: RuleBook,
    /// States and ZIP prefixes.
    pub gazetteer: Gazetteer,
    /// The words.
    pub catalog: Catalog,
    /// The paper.
    pub stock: Stock,
    /// The print-and-mail vendor.
    pub vendor: VendorProfile,
    /// Postage.
    pub rates: RateTable,
    /// Enrolment codes of adults and of minors, where the incident file names pools.
    pub pools: Pools,
    /// Worker threads.
    pub threads: usize,
    /// The language of every letter, whatever the list says: for a preview alone.
    pub language: Option<Language>,
}

impl Kit {
    /// Which law, which letter, by when: for one person.
    pub fn route(&self, person: &Person) -> Route {
        match self.language {
            Some(language) => self.book.route(&self.incident, &Person { language: Some(language), ..person.clone() }),
            None => self.book.route(&self.incident, person),
        }
    }

    /// Whether sheets are printed on both sides: only where practice and vendor both want it.
    pub fn duplex(&self) -> bool {
        self.vendor.duplex && self.incident.mailing.duplex
    }

    /// Where the press puts the marks; `None` where the vendor wants no symbol.
    pub fn mark_place(&self) -> Option<MarkPlace> {
        let marks = &self.vendor.marks;
        marks.symbology.kind().map(|kind| {
            let place = MarksPlace { kind, left: marks.left, top: marks.top, module: marks.module };
            MarkPlace { kind, left: place.left(), top: place.top(), module: place.module() }
        })
    }
}

/// Enrolment codes.
#[derive(Default)]
pub struct Pools {
    /// Adults'.
    pub adult: Option<CodePool>,
    /// Minors'.
    pub minor: Option<CodePool>,
    /// Places in the adults' pool whose code somebody has for life.
    pub adult_taken: FxHashSet<u32>,
    /// The same in the minors' pool.
    pub minor_taken: FxHashSet<u32>,
}

impl Pools {
    /// The pool from which somebody of this standing is served.
    pub fn of(&self, standing: Standing) -> Option<&CodePool> {
        match standing {
            Standing::Adult | Standing::Represented => self.adult.as_ref(),
            Standing::Minor => self.minor.as_ref(),
            Standing::Deceased => None,
        }
    }
}

/// A variant's letter, drafted and set, with what the reader must find on its pages. The draft itself is not kept: what
/// is the same in many variants is held once.
pub struct Setting {
    /// The set blocks.
    pub form: Form,
    /// The variant's name.
    pub name: String,
    /// The language of the piece.
    pub language: Language,
    /// Lines above the postal address.
    lead_in: Vec<Vec<Span>>,
    /// Every text in reading order.
    texts: Vec<Text>,
}

/// A text of a letter, as reading back needs it.
enum Text {
    /// The same for everybody, folded.
    Shared(Arc<str>),
    /// With values of the person's own.
    Own(Vec<Span>),
}

impl Setting {
    /// What reading back must find for these values, in order.
    pub fn expected(&self, values: &SlotValues) -> Vec<ExpectedPart> {
        self.texts
            .iter()
            .map(|text| match text {
                Text::Shared(text) => ExpectedPart::Shared(Arc::clone(text)),
                Text::Own(spans) => ExpectedPart::Own(fold(&plain(spans, values))),
            })
            .collect()
    }

    /// The lines above the postal address in plain text.
    pub fn lead_in<'a>(&'a self, values: &'a SlotValues) -> impl Iterator<Item = Cow<'a, str>> {
        self.lead_in.iter().map(|line| plain(line, values))
    }
}

/// Settings that are kept at once. People with every mixture of exposed elements make more variants than memory holds; what
/// was cleared away is made again when it is needed.
const MOST_SETTINGS: usize = 6_000;

/// Settings by variant, made on first use and shared by all workers.
pub struct Settings<'a> {
    kit: &'a Kit,
    residents: BTreeMap<Jurisdiction, u64>,
    /// Every jurisdiction on the mailing, where the addenda of all are printed.
    union: Vec<(Jurisdiction, u64)>,
    made: RwLock<FxHashMap<Variant, Arc<Setting>>>,
    /// Folded texts of all settings, each once.
    texts: Mutex<FxHashSet<Arc<str>>>,
}

impl<'a> Settings<'a> {
    /// An empty cabinet. `residents` counts the affected people of every jurisdiction, held ones included.
    pub fn new(kit: &'a Kit, residents: BTreeMap<Jurisdiction, u64>) -> Self {
        let all = kit.incident.mailing.addenda == Addenda::Union;
        let union = if all { residents.iter().map(|(place, n)| (*place, *n)).collect() } else { Vec::new() };
        Self { kit, residents, union, made: RwLock::default(), texts: Mutex::default() }
    }

    /// The setting of a variant.
    pub fn of(&self, variant: &Variant) -> Result<Arc<Setting>, Refusal> {
        if let Some(setting) = self.made.read().unwrap_or_else(PoisonError::into_inner).get(variant) {
            return Ok(Arc::clone(setting));
        }
        let residents = self.residents.get(&variant.jurisdiction).copied().unwrap_or(0);
        let facts = Facts { residents, union: &self.union };
        let draft = self.kit.catalog.draft(variant, &facts)?;
        // Once a variant: a letter that lacks what the law asks for, or tells what it bars, is never set.
        let least_type = Some(self.kit.stock.least_type());
        Checklist::new(&self.kit.catalog, &self.kit.book).clear(variant, &facts, &draft, least_type)?;
        let form = self.kit.stock.form(&draft)?;
        let setting = Arc::new(Setting {
            form,
            name: variant.id(),
            language: draft.language,
            texts: self.texts(&draft),
            lead_in: draft.address_lines,
        });
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST_SETTINGS {
            made.clear();
            self.shelf().retain(|text| Arc::strong_count(text) > 1);
        }
        // Another worker may have been faster; the first one stays, so that shared galleys stay shared.
        Ok(Arc::clone(made.entry(*variant).or_insert(setting)))
    }

    /// The texts of a draft as reading back needs them.
    fn texts(&self, draft: &Draft) -> Vec<Text> {
        let mut shelf = self.shelf();
        let mut texts = Vec::with_capacity(draft.blocks.len() * 2);
        let mut shared = |text: &str| {
            let text = fold(text);
            let held = shelf.get(text.as_str()).cloned();
            Text::Shared(held.unwrap_or_else(|| {
                let text: Arc<str> = text.into();
                shelf.insert(Arc::clone(&text));
                text
            }))
        };
        let nobody = SlotValues::default();
        for block in draft.blocks.iter().filter(|block| !block.spans.is_empty()) {
            texts.extend(block.label().map(|label| shared(&label)));
            texts.push(if block.is_personal() {
                Text::Own(block.spans.clone())
            } else {
                shared(&plain(&block.spans, &nobody))
            });
        }
        texts
    }

    fn shelf(&self) -> MutexGuard<'_, FxHashSet<Arc<str>>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
