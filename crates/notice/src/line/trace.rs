//! Traces of what letters print, in few bytes, so that the glyphs of all letters can be worked out anew when some
//! letters change: a letter's own glyphs as bits, and those that it shares with others of its layout as one number.

use super::settings::Setting;
use crate::composition::{Centi, Composed, Face, Galley, GlyphUse, Ink, LineCounts};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Words of 64 bits for the glyphs of a letter's own. Names and addresses of a mailing have fewer than 256 glyphs; what
/// comes beyond is listed one by one.
pub(super) const OWN: usize = 4;

/// Trace of a letter that was set; pages, variant and findings are kept elsewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    /// Digest of the draft that it was set from.
    pub(super) draft: u64,
    /// Digest of everything by which its own blocks were set, beside their values.
    pub(super) own_blocks: u64,
    /// Height of the address block.
    pub(super) height: Centi,
    /// Numbers of lines of the blocks with values of the person's own.
    pub(super) lines: LineCounts,
    /// Number of the set of glyphs that the layout prints for everybody.
    pub(super) shared: u32,
    /// Numbers of the glyphs of the person's own.
    pub(super) own: [u64; OWN],
    /// Those for which the bits do not suffice.
    pub(super) rare: Option<Box<[u32]>>,
}

/// A glyph of a face and what it stands for.
type Glyph = (Face, u16, Box<str>);

/// Glyphs by number.
#[derive(Clone, Default)]
struct Numbers {
    all: Vec<Glyph>,
    numbers: FxHashMap<Glyph, u32>,
}

impl Numbers {
    fn number(&mut self, face: Face, id: u16, text: &str) -> u32 {
        *self.numbers.entry((face, id, text.into())).or_insert_with_key(|glyph| {
            self.all.push(glyph.clone());
            self.all.len() as u32 - 1
        })
    }

    fn add_to(&self, glyphs: &mut GlyphUse, number: u32) {
        let (face, id, text) = &self.all[number as usize];
        glyphs.add(*face, *id, text);
    }
}

/// Sets of glyphs that layouts print for everybody, each once.
#[derive(Clone, Default)]
struct SharedSets {
    all: Vec<Arc<[u32]>>,
    numbers: FxHashMap<Arc<[u32]>, u32>,
}

/// Numbers that stay valid when words or paper change.
#[derive(Clone, Default)]
struct Known {
    own: Numbers,
    shared: Numbers,
    sets: SharedSets,
}

/// Caches for the galleys of one context.
#[derive(Default)]
struct Seen {
    /// Glyphs of shared galleys by their place in memory. The galleys are kept, so that no other takes that place.
    galleys: FxHashMap<usize, (Arc<Galley>, Box<[u32]>)>,
    /// Numbers of sets by a digest of the places of a letter's shared galleys.
    layouts: FxHashMap<LayoutKey, u32>,
}

/// Traces letters; one for all workers. Numbers are given out as glyphs are met: nothing that is decided depends on them.
#[derive(Default)]
pub(super) struct Tracer(Mutex<(Known, Seen)>);

impl Tracer {
    /// One for another context: what was traced before stays valid, galleys are those of the other one.
    pub(super) fn renewed(&self) -> Self {
        Self(Mutex::new((self.lock().0.clone(), Seen::default())))
    }

    fn lock(&self) -> MutexGuard<'_, (Known, Seen)> {
        // Whatever a thread died of, numbers that were given out stay given out.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// State that a worker keeps for itself.
pub(super) struct TraceStation<'t> {
    tracer: &'t Tracer,
    /// By face and glyph: the character that it was last met for, and the number of both.
    own: Vec<Vec<(u32, u32)>>,
    layouts: FxHashMap<LayoutKey, u32>,
}

impl<'t> TraceStation<'t> {
    /// Nothing met yet.
    pub(super) fn new(tracer: &'t Tracer) -> Self {
        Self { tracer, own: Vec::new(), layouts: FxHashMap::default() }
    }

    /// Traces a letter.
    pub(super) fn trace(&mut self, setting: &Setting, composed: &Composed) -> Trace {
        let (height, lines) = (composed.address_height, composed.own_lines);
        let own_blocks = setting.layout.own_digest();
        let mut trace = Trace { draft: setting.draft, own_blocks, height, lines, ..Trace::default() };
        let mut rare: Vec<u32> = Vec::new();
        let mut layout = LayoutKey::default();
        for item in composed.pages.pages.iter().flat_map(|page| &page.items) {
            match &item.ink {
                Ink::Shared(galley) => layout.add(place_of(galley) as u64),
                Ink::Own(galley) => galley.each_glyph(|face, id, text| {
                    let number = self.own_number(face, id, text);
                    match trace.own.get_mut(number as usize / 64) {
                        Some(word) => *word |= 1 << (number % 64),
                        None => rare.push(number),
                    }
                }),
                Ink::Letterhead | Ink::Signature { .. } => {}
            }
        }
        if !rare.is_empty() {
            rare.sort_unstable();
            rare.dedup();
            trace.rare = Some(rare.into());
        }
        trace.shared = self.layout(layout, composed);
        trace
    }

    fn own_number(&mut self, face: Face, id: u16, text: &str) -> u32 {
        let mut chars = text.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(one), None) => u32::from(one),
            _ => u32::MAX,
        };
        if self.own.len() <= face.index() {
            self.own.resize_with(face.index() + 1, Vec::new);
        }
        let met = &mut self.own[face.index()];
        if met.len() <= usize::from(id) {
            met.resize(usize::from(id) + 1, (u32::MAX, 0));
        }
        let (last, number) = met[usize::from(id)];
        if code != u32::MAX && last == code {
            return number;
        }
        let number = self.tracer.lock().0.own.number(face, id, text);
        met[usize::from(id)] = (code, number);
        number
    }

    /// The set of what a layout prints for everybody.
    fn layout(&mut self, key: LayoutKey, composed: &Composed) -> u32 {
        if let Some(&known) = self.layouts.get(&key) {
            return known;
        }
        let mut lock = self.tracer.lock();
        let (Known { shared, sets, .. }, Seen { galleys, layouts }) = &mut *lock;
        let number = *layouts.entry(key).or_insert_with(|| {
            let mut glyphs: Vec<u32> = Vec::new();
            for item in composed.pages.pages.iter().flat_map(|page| &page.items) {
                let Ink::Shared(galley) = &item.ink else { continue };
                let (_, own) = galleys.entry(place_of(galley)).or_insert_with(|| {
                    let mut own = Vec::new();
                    galley.each_glyph(|face, id, text| own.push(shared.number(face, id, text)));
                    own.sort_unstable();
                    own.dedup();
                    (Arc::clone(galley), own.into())
                });
                glyphs.extend_from_slice(own);
            }
            glyphs.sort_unstable();
            glyphs.dedup();
            match sets.numbers.entry(glyphs.into()) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    sets.all.push(Arc::clone(new.key()));
                    *new.insert(sets.all.len() as u32 - 1)
                }
            }
        });
        self.layouts.insert(key, number);
        number
    }
}

/// Stands for the places of a letter's shared galleys in their order: two sums of different kinds, so that what is equal
/// in one by chance is not in the other.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct LayoutKey(u64, u64);

impl LayoutKey {
    fn add(&mut self, place: u64) {
        self.0 = (self.0.rotate_left(23) ^ place).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.1 = (self.1 ^ self.1 >> 29).wrapping_add(place).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    }
}

fn place_of(galley: &Arc<Galley>) -> usize {
    Arc::as_ptr(galley).addr()
}

/// Glyphs of many letters, put together.
#[derive(Default)]
pub(super) struct Traced {
    own: [u64; OWN],
    shared: Vec<bool>,
    rare: Vec<u32>,
    /// Height of the tallest address block.
    pub(super) tallest: Centi,
}

impl Traced {
    /// Adds a letter.
    pub(super) fn add(&mut self, own: &[u64; OWN], shared: u32, height: Centi) {
        for (all, own) in self.own.iter_mut().zip(own) {
            *all |= own;
        }
        let shared = shared as usize;
        if self.shared.len() <= shared {
            self.shared.resize(shared + 1, false);
        }
        self.shared[shared] = true;
        self.tallest = self.tallest.max(height);
    }

    /// Adds glyphs of a letter for which the bits do not suffice.
    pub(super) fn add_rare(&mut self, rare: &[u32]) {
        self.rare.extend_from_slice(rare);
    }

    /// Adds a letter as it was traced.
    pub(super) fn add_trace(&mut self, trace: &Trace) {
        self.add(&trace.own, trace.shared, trace.height);
        self.add_rare(trace.rare.as_deref().unwrap_or_default());
    }

    /// The glyphs of all letters.
    pub(super) fn glyphs(&self, tracer: &Tracer) -> GlyphUse {
        let lock = tracer.lock();
        let Known { own, shared, sets } = &lock.0;
        let mut glyphs = GlyphUse::default();
        let bits = (0u32..)
            .zip(self.own)
            .flat_map(|(word, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit));
        bits.chain(self.rare.iter().copied()).for_each(|number| own.add_to(&mut glyphs, number));
        for (set, _) in sets.all.iter().zip(&self.shared).filter(|(_, printed)| **printed) {
            set.iter().for_each(|&number| shared.add_to(&mut glyphs, number));
        }
        glyphs
    }
}
