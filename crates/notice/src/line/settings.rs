//! Letters by variant: drafted, gone over and set on first use, kept within a bound of bytes.

use super::context::JobContext;
use super::read::short;
use crate::composition::LetterLayout;
use crate::digest::{Canonical, ContentDigest};
use crate::finding::Problem;
use crate::letter::{Checklist, Draft, Facts, Span, plain};
use crate::party::incident::Addenda;
use crate::party::{Jurisdiction, Language, SlotValues, Variant};
use crate::readback::{ExpectedPart, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// A variant's letter, drafted and set, with what the reader must find on its pages. The draft itself is not kept: what
/// is the same in many variants is held once.
pub struct Setting {
    /// The set blocks.
    pub layout: LetterLayout,
    /// The variant's name.
    pub name: String,
    /// The language of the piece.
    pub language: Language,
    /// Digest of the draft that it was made from; 0 where nobody asked for it.
    pub(super) draft: u64,
    /// All digits of its texts in their order; only where the digest was asked for.
    digits: Box<str>,
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
    /// Returns the parts that reading back must find for these values, in order.
    pub fn expected(&self, values: &SlotValues) -> Vec<ExpectedPart> {
        self.texts
            .iter()
            .map(|text| match text {
                Text::Shared(text) => ExpectedPart::Shared(Arc::clone(text)),
                Text::Own(spans) => ExpectedPart::Own(fold(&plain(spans, values))),
            })
            .collect()
    }

    /// Bytes of memory that are its own. Galleys and folded texts are shared with other settings and left out.
    fn weight(&self) -> usize {
        let spans = |spans: &Vec<Span>| size_of::<Vec<Span>>() + Span::weight(spans);
        let own = |text: &Text| if let Text::Own(words) = text { Span::weight(words) } else { 0 };
        size_of::<Self>()
            + self.layout.weight()
            + self.name.len()
            + self.lead_in.iter().map(spans).sum::<usize>()
            + self.texts.len() * size_of::<Text>()
            + self.texts.iter().map(own).sum::<usize>()
    }

    /// The lines above the postal address in plain text.
    pub fn lead_in<'a>(&'a self, values: &'a SlotValues) -> impl Iterator<Item = Cow<'a, str>> {
        self.lead_in.iter().map(|line| plain(line, values))
    }
}

/// Bytes that are kept of settings. People with every mixture of exposed elements make more variants than memory holds;
/// what was taken away is made again when it is needed.
const MOST_BYTES: usize = 64 << 20;

/// Settings grow while they are used (`LetterLayout::page_template`), so that after so many more all are weighed anew.
const WEIGHED_EVERY: usize = 64;

/// Settings in two generations. What is used moves to the young one; when that has half of the bytes, the old one goes and
/// the young one takes its place. What is used again and again so stays, without an order that each use would write to.
#[derive(Default)]
struct Kept {
    young: FxHashMap<Variant, Arc<Setting>>,
    old: FxHashMap<Variant, Arc<Setting>>,
    /// Of the young generation.
    weight: usize,
}

impl Kept {
    /// Puts a setting among the young, unless its variant has one there; gives the one that is there, and the generation
    /// that has to go.
    fn add(
        &mut self,
        variant: Variant,
        setting: Arc<Setting>,
    ) -> (Arc<Setting>, Option<FxHashMap<Variant, Arc<Setting>>>) {
        let weight = setting.weight();
        let kept = match self.young.entry(variant) {
            Entry::Occupied(kept) => return (Arc::clone(kept.get()), None),
            Entry::Vacant(place) => Arc::clone(place.insert(setting)),
        };
        self.weight += weight;
        if self.young.len().is_multiple_of(WEIGHED_EVERY) {
            self.weight = self.young.values().map(|setting| setting.weight()).sum();
        }
        if self.weight <= MOST_BYTES / 2 {
            return (kept, None);
        }
        self.weight = 0;
        let aged = std::mem::take(&mut self.young);
        (kept, Some(std::mem::replace(&mut self.old, aged)))
    }
}

/// Settings that were made, with the figures that they were made for.
#[derive(Default)]
pub(super) struct SettingCache {
    residents: BTreeMap<Jurisdiction, u64>,
    /// True if settings tell a digest of their drafts.
    digested: bool,
    kept: RwLock<Kept>,
    /// Folded texts of all settings, each once.
    texts: Mutex<FxHashSet<Arc<str>>>,
}

impl SettingCache {
    /// An empty one, of which settings tell a digest of their drafts.
    pub(super) fn digested(residents: BTreeMap<Jurisdiction, u64>) -> Self {
        Self { residents, digested: true, ..Self::default() }
    }

    /// The figures that letters are made for.
    pub(super) fn residents(&self) -> &BTreeMap<Jurisdiction, u64> {
        &self.residents
    }

    /// One for other figures, with the settings that stay what they are.
    pub(super) fn with_residents(
        &self,
        residents: BTreeMap<Jurisdiction, u64>,
        stays: impl Fn(&Variant) -> bool,
    ) -> Self {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let staying = |settings: &FxHashMap<Variant, Arc<Setting>>| {
            let staying = settings.iter().filter(|(variant, _)| stays(variant));
            staying.map(|(variant, setting)| (*variant, Arc::clone(setting))).collect::<FxHashMap<_, _>>()
        };
        let kept = Kept { young: staying(&kept.young), old: staying(&kept.old), weight: kept.weight };
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { residents, digested: self.digested, kept: RwLock::new(kept), texts: Mutex::new(texts) }
    }

    /// Returns true if the setting of a variant, and what the checklist says of it, stay as they are with another count
    /// of the people of its state: the letter does not tell it (`depends`), and has neither count in its words,
    /// wherever they come from.
    pub(super) fn stays_with_count(&self, variant: &Variant, now: u64, depends: impl FnOnce() -> bool) -> bool {
        let before = self.residents.get(&variant.jurisdiction).copied().unwrap_or(0);
        if before == now {
            return true;
        }
        // One and none have words of their own.
        if before.min(now) <= 1 || depends() {
            return false;
        }
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let setting = kept.young.get(variant).or_else(|| kept.old.get(variant));
        setting.is_some_and(|setting| ![before, now].iter().any(|count| setting.digits.contains(&count.to_string())))
    }
}

/// Settings by variant, made on first use and shared by all workers. Whoever asks gives the context that they were opened for.
#[derive(Clone)]
pub struct Settings {
    /// Every jurisdiction on the mailing, where the addenda of all are printed.
    union: Vec<(Jurisdiction, u64)>,
    cache: Arc<SettingCache>,
}

impl Settings {
    /// Settings with an empty cache. `residents` counts the affected people of every jurisdiction, held ones included.
    pub fn new(context: &JobContext, residents: BTreeMap<Jurisdiction, u64>) -> Self {
        Self::of_cache(context, Arc::new(SettingCache { residents, ..SettingCache::default() }))
    }

    /// Settings that were made before, and more as they are needed.
    pub(super) fn of_cache(context: &JobContext, cache: Arc<SettingCache>) -> Self {
        let all = context.incident.mailing.addenda == Addenda::Union;
        let union = if all { cache.residents.iter().map(|(place, n)| (*place, *n)).collect() } else { Vec::new() };
        Self { union, cache }
    }

    /// The setting of a variant.
    ///
    /// # Errors
    /// A letter that cannot be drafted, that lacks what the law asks for, or that a rule forbids.
    pub fn of(&self, context: &JobContext, variant: &Variant) -> Result<Arc<Setting>, Problem> {
        let kept = &self.cache.kept;
        if let Some(setting) = kept.read().unwrap_or_else(PoisonError::into_inner).young.get(variant) {
            return Ok(Arc::clone(setting));
        }
        let old = kept.write().unwrap_or_else(PoisonError::into_inner).old.remove(variant);
        let setting = match old {
            Some(setting) => setting,
            None => Arc::new(self.make(context, variant)?),
        };
        // Another worker may have been faster; the first one stays, so that shared galleys stay shared.
        let (setting, gone) = kept.write().unwrap_or_else(PoisonError::into_inner).add(*variant, setting);
        if let Some(gone) = gone {
            drop(gone);
            self.shelf().retain(|text| Arc::strong_count(text) > 1);
        }
        Ok(setting)
    }

    fn make(&self, context: &JobContext, variant: &Variant) -> Result<Setting, Problem> {
        let residents = self.cache.residents.get(&variant.jurisdiction).copied().unwrap_or(0);
        let facts = Facts { residents, union: &self.union };
        let draft = context.catalog.draft(variant, &facts)?;
        // Once a variant: a letter that lacks what the law asks for, or tells what it bars, is never set.
        let least_type = Some(context.typesetter.least_type());
        Checklist::new(&context.catalog, &context.book).clear(variant, &facts, &draft, least_type)?;
        let layout = context.typesetter.lay_out(&draft)?;
        let digest = if self.cache.digested { digest_of(&draft) } else { 0 };
        let (name, language, texts) = (variant.id(), draft.language, self.texts(&draft));
        let digits = if self.cache.digested { digits_of(&texts) } else { Box::default() };
        Ok(Setting { layout, name, language, draft: digest, digits, texts, lead_in: draft.address_lines })
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
        self.cache.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The digits of texts, however they are grouped and whatever stands between them.
fn digits_of(texts: &[Text]) -> Box<str> {
    let mut digits = String::new();
    let mut add = |words: &str| digits.extend(words.chars().filter(char::is_ascii_digit));
    for text in texts {
        match text {
            Text::Shared(words) => add(words),
            Text::Own(spans) => spans.iter().for_each(|span| match span {
                Span::Text(_, words) => add(words),
                Span::Slot(..) | Span::Break => {}
            }),
        }
    }
    digits.into()
}

/// The digest of everything that a draft says and how.
fn digest_of(draft: &Draft) -> u64 {
    let mut canonical = Canonical::new(Sha256::new());
    draft.write_content(&mut canonical);
    short(canonical.finish())
}
