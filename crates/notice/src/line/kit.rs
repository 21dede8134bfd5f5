//! Everything that stays the same over a run: facts, law, words, paper.

use crate::composition::{Form, MarksPlace, Stock};
use crate::finding::Refusal;
use crate::letter::{Catalog, Checklist, Draft, Facts};
use crate::mailing::{CodePool, RateTable, VendorProfile};
use crate::party::incident::Addenda;
use crate::party::{Gazetteer, Incident, Jurisdiction, Language, Person, Slot, SlotValues, Standing, Variant};
use crate::press::MarkPlace;
use crate::readback::{ExpectedPart, fold};
use crate::routing::{Route, RuleBook};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

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

/// A variant's letter, drafted and set, with what the reader must find on its pages.
pub struct Setting {
    /// The words.
    pub draft: Draft,
    /// The set blocks.
    pub form: Form,
    /// The variant's name.
    pub name: String,
    /// Folded text of every text in reading order; `None` where it holds a value of the person's own.
    constants: Vec<Option<Arc<str>>>,
}

impl Setting {
    /// What reading back must find for these values, in order.
    pub fn expected(&self, values: &SlotValues) -> Vec<ExpectedPart> {
        let mut own = self.draft.texts(values);
        self.constants
            .iter()
            .map(|constant| {
                let text = own.next().unwrap_or(Cow::Borrowed(""));
                match constant {
                    Some(shared) => ExpectedPart::Shared(Arc::clone(shared)),
                    None => ExpectedPart::Own(fold(&text)),
                }
            })
            .collect()
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
}

impl<'a> Settings<'a> {
    /// An empty cabinet. `residents` counts the affected people of every jurisdiction, held ones included.
    pub fn new(kit: &'a Kit, residents: BTreeMap<Jurisdiction, u64>) -> Self {
        let all = kit.incident.mailing.addenda == Addenda::Union;
        let union = if all { residents.iter().map(|(place, n)| (*place, *n)).collect() } else { Vec::new() };
        Self { kit, residents, union, made: RwLock::default() }
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
        let constants = constants(&draft);
        let setting = Arc::new(Setting { draft, form, name: variant.id(), constants });
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST_SETTINGS {
            made.clear();
        }
        // Another worker may have been faster; the first one stays, so that shared galleys stay shared.
        Ok(Arc::clone(made.entry(*variant).or_insert(setting)))
    }
}

/// The texts that are the same for everybody: those that stay equal when every slot's value changes.
fn constants(draft: &Draft) -> Vec<Option<Arc<str>>> {
    let probe = |mark: &str| {
        let mut values = SlotValues::default();
        for slot in Slot::ALL {
            values.set(slot, crate::finding::Private::new(mark.to_owned()));
        }
        values
    };
    let (one, other) = (probe("a"), probe("b"));
    draft.texts(&one).zip(draft.texts(&other)).map(|(a, b)| (a == b).then(|| Arc::from(fold(&a)))).collect()
}
