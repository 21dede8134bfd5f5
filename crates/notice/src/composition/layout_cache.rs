//! The cache of what was set already, so that letters with the same words share it.

use super::block::Ready;
use super::page::{Centi, Face, Galley, PAGE_WIDTH};
use super::page_elements::{self, PlacedGalley};
use super::page_setup::PageSetup;
use super::preflight;
use super::shape_cache::ShapeCache;
use super::style::{TypeStyle, style_file};
use crate::finding::Problem;
use crate::letter::Span;
use crate::party::{Language, TypeSize};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Blocks that were made ready, by a hash of their words.
type ReadyBlocks = FxHashMap<u64, Vec<(TypeStyleKey, Vec<Span>, Ready)>>;
type TypeStyleKey = (Face, Centi, Centi, Centi);

#[derive(Default)]
struct Kept {
    words: ShapeCache,
    ready: ReadyBlocks,
    galleys: FxHashSet<Arc<Galley>>,
    footers: FxHashMap<(Language, usize, usize), PlacedGalley>,
}

/// Words, blocks and footers that were set already.
pub(super) struct LayoutCache(Mutex<Kept>);

impl LayoutCache {
    /// A cache in which words are that were set before.
    pub(super) fn new(words: ShapeCache) -> Self {
        Self(Mutex::new(Kept { words, ..Kept::default() }))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // What is kept is whole whatever a thread died of.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The block, made ready before or now.
    pub(super) fn ready(
        &self,
        setup: &PageSetup,
        spans: &[Span],
        style: TypeStyle,
        measure: Centi,
    ) -> Result<Ready, Problem> {
        let key = (style.face.into(), style.size.0, style.leading.0, measure);
        let mut hasher = FxHasher::default();
        (key, spans).hash(&mut hasher);
        let hash = hasher.finish();
        let kept = &mut *self.lock();
        let same = kept.ready.entry(hash).or_default();
        if let Some((.., ready)) = same.iter().find(|(k, s, _)| *k == key && s == spans) {
            return Ok(ready.clone());
        }
        let mut ready =
            Ready::make(&setup.fonts, &mut kept.words, spans, style, measure).map_err(|text| unprintable(&text))?;
        if let Ready::Fixed(galley) = &mut ready {
            match kept.galleys.get(galley) {
                Some(same) => *galley = Arc::clone(same),
                None => {
                    kept.galleys.insert(Arc::clone(galley));
                }
            }
        }
        same.push((key, spans.to_vec(), ready.clone()));
        Ok(ready)
    }

    /// The galley that is equal to this one, so that equal ink is one.
    pub(super) fn intern(&self, galley: Galley) -> Arc<Galley> {
        let mut kept = self.lock();
        if let Some(same) = kept.galleys.get(&galley) {
            return Arc::clone(same);
        }
        let galley = Arc::new(galley);
        kept.galleys.insert(Arc::clone(&galley));
        galley
    }

    /// The footer of a page.
    pub(super) fn footer(&self, setup: &PageSetup, language: Language, page: usize, pages: usize) -> PlacedGalley {
        let kept = &mut *self.lock();
        let place = kept.footers.entry((language, page, pages)).or_insert_with(|| {
            let text = page_elements::footer_text(&setup.style, language, page, pages);
            let galley = page_elements::line(&setup.fonts, &mut kept.words, &text, setup.style.footer.size.0);
            let baseline = galley.lines.first().map_or(0, |line| line.baseline);
            let (x, y) = ((PAGE_WIDTH - galley.width) / 2, setup.style.page.footer_baseline.0 - baseline);
            (Arc::new(galley), x, y)
        });
        place.clone()
    }

    /// Refuses fixed words that no face can print.
    pub(super) fn check(&self, setup: &PageSetup, spans: &[Span]) -> Result<(), Problem> {
        match preflight::beyond(&setup.fonts, &mut self.lock().words, spans) {
            Some(text) => Err(unprintable(text)),
            None => Ok(()),
        }
    }
}

/// A refusal of fixed words. They come from templates and the incident file, so they may be shown.
fn unprintable(text: &str) -> Problem {
    let start: String = text.chars().take(60).collect();
    Problem::of_file(
        "",
        format!("The letter holds a character that the typeface cannot print, near “{start}”."),
        format!(
            "Replace the character in the template or the incident file; templates/{} and the fonts stay as they are.",
            style_file(TypeSize::Regular)
        ),
    )
}
