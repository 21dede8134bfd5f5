//! Everything that stays the same over a run: facts, law, words, paper.

use crate::composition::{Face, MarksPlace, Typesetter};
use crate::intake::RecipeBook;
use crate::letter::Catalog;
use crate::mailing::{CodePool, Faces, RateTable, VendorProfile};
use crate::party::{Gazetteer, Incident, Language, Person, Standing};
use crate::press::MarkPlace;
use crate::routing::{Route, RuleBook};
use rustc_hash::FxHashSet;

/// Everything that a run is made by beside its lists: facts, law, words, paper, vendor.
pub struct JobContext {
    /// The incident file.
    pub incident: Incident,
    /// The law.
    pub book: RuleBook,
    /// States and ZIP prefixes.
    pub gazetteer: Gazetteer,
    /// Recipes by which exports of programs are read.
    pub recipes: RecipeBook,
    /// The words.
    pub catalog: Catalog,
    /// The paper.
    pub typesetter: Typesetter,
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

impl JobContext {
    /// The typefaces of documents that are made once.
    pub fn faces(&self) -> Faces<'_> {
        let fonts = self.typesetter.fonts();
        Faces {
            regular: &fonts.face(Face::Regular).bytes,
            bold: &fonts.face(Face::Bold).bytes,
            italic: &fonts.face(Face::Italic).bytes,
        }
    }

    /// Returns the law, the letter and the dates for one person.
    pub fn route(&self, person: &Person) -> Route {
        match self.language {
            Some(language) => self.book.route(&self.incident, &Person { language: Some(language), ..person.clone() }),
            None => self.book.route(&self.incident, person),
        }
    }

    /// Returns true if sheets are printed on both sides: only where practice and vendor both want it.
    pub fn duplex(&self) -> bool {
        self.vendor.duplex && self.incident.mailing.duplex
    }

    /// Returns the place of the marks; `None` where the vendor wants no symbol.
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
