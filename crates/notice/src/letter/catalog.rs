//! All templates, compiled and looked over; a variant goes in and its letter comes out.

use super::draft::{Block, Draft, Span};
use super::law::{Agency, Law};
use super::markup;
use super::phrase::Phrases;
use super::set::{ENDING, Set, Sheet, own_folder};
use super::words::{Words, offer};
use crate::finding::Refusal;
use crate::party::incident::Addenda;
use crate::party::{Addressee, Elements, Family, Incident, Jurisdiction, Language, Slot, Standing, Templates, Variant};
use crate::routing::RuleBook;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a letter prints beyond its variant and the incident file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Affected people of the variant's jurisdiction, held ones included; printed where the law asks for it (RI).
    pub residents: u64,
    /// Every jurisdiction on the mailing with its affected people; needed where the incident file asks for the
    /// addenda of all states, else empty.
    pub union: &'a [(Jurisdiction, u64)],
}

/// All templates of all languages, compiled.
pub struct Catalog {
    incident: Incident,
    law: Law,
    shelves: Vec<Shelf>,
}

/// The templates of one language.
struct Shelf {
    language: Language,
    phrases: Arc<Phrases>,
    /// A registry for each jurisdiction and family that has files of its own, and one for each family.
    sets: BTreeMap<(Option<Jurisdiction>, Family), Set>,
}

impl Catalog {
    /// Compiles and looks over all templates below `letters/`, `passages/` and `jurisdictions/`, and those of
    /// other languages below their own folder (`es/`).
    ///
    /// # Errors
    /// Every fault that was found, with file, line and column: raw output, names that nothing answers, passages that
    /// are missing or print themselves, blocks that are not closed, Markdown beyond the subset, letters that could
    /// grow without bounds, a count of residents where the law forbids one.
    pub fn compile(templates: &Templates, incident: &Incident, book: &RuleBook) -> Result<Self, Vec<Refusal>> {
        let law = Law::from(book);
        let mut shelves = Vec::new();
        let mut refusals = Vec::new();
        for (language, folder) in [(Language::En, ""), (Language::Es, "es/")] {
            if language != Language::En && templates.under(&format!("{folder}letters/")).next().is_none() {
                continue;
            }
            match Shelf::compile(templates, incident, &law, language, folder) {
                Ok(shelf) => shelves.push(shelf),
                Err(faults) => refusals.extend(faults),
            }
        }
        if refusals.is_empty() { Ok(Self { incident: incident.clone(), law, shelves }) } else { Err(refusals) }
    }

    /// Whether there are letters in a language.
    pub fn speaks(&self, language: Language) -> bool {
        self.shelves.iter().any(|shelf| shelf.language == language)
    }

    /// Writes the letter of a variant.
    ///
    /// # Errors
    /// A variant that cannot be written to: no letter in its language, no exposed element, a code where nothing is
    /// offered, Massachusetts without counsel's choice; a letter that grows beyond a megabyte or comes out as
    /// Markdown that letters do not know.
    pub fn draft(&self, variant: &Variant, facts: &Facts<'_>) -> Result<Draft, Refusal> {
        let shelf = self.shelves.iter().find(|s| s.language == variant.language).ok_or_else(|| {
            Refusal::of_file(
                "templates",
                format!("There are no letters in the language {}.", variant.language.tag()),
                "Have the letters translated, or send English.",
            )
        })?;
        self.admit(variant)?;
        let words = |jurisdiction, residents| {
            Words::new(&self.incident, &self.law, &shelf.phrases, variant, (jurisdiction, residents))
        };
        let own = shelf.set(variant.jurisdiction, variant.family);
        let text = own.render(variant, variant.standing.word(), &words(variant.jurisdiction, facts.residents))?;
        let mut blocks = markup::parse(&text).map_err(|fault| of_letter(variant, &fault))?;
        if self.incident.mailing.addenda == Addenda::Union {
            let others = facts.union.iter().filter(|(j, _)| *j != variant.jurisdiction);
            for &(jurisdiction, residents) in others {
                // A Massachusetts paragraph belongs to the Massachusetts letter alone.
                if self.law.states.get(&jurisdiction).is_some_and(|s| s.family == Family::Massachusetts) {
                    continue;
                }
                let set = shelf.set(jurisdiction, Family::Standard);
                let text = set.render(variant, "addendum", &words(jurisdiction, residents))?;
                let more = markup::parse(&text).map_err(|fault| of_letter(variant, &fault))?;
                append(&mut blocks, more);
            }
        }
        let draft =
            Draft { language: variant.language, address_lines: shelf.phrases.lead_in(variant.addressee), blocks };
        check_slots(variant, &draft)?;
        Ok(draft)
    }

    /// Turns away variants for which no true letter can be written.
    fn admit(&self, variant: &Variant) -> Result<(), Refusal> {
        let refuse = |message: &str, advice: &str| {
            Err(Refusal::of_file("", format!("The letter {variant} cannot be written: {message}."), advice))
        };
        if variant.elements.is_empty() {
            return refuse("no exposed kind of information is known", "Name what was exposed in the incident file.");
        }
        if variant.code && offer(&self.incident, variant.standing).is_none() {
            return refuse("a code is to be printed but nothing is offered", "Name the product in the incident file.");
        }
        if variant.family == Family::Massachusetts && self.incident.counsel.massachusetts_description.is_none() {
            return refuse(
                "counsel has not chosen how it describes the incident",
                "Set massachusetts_description in the incident file.",
            );
        }
        if !self.law.states.contains_key(&variant.jurisdiction) {
            return refuse("there is no rule for its jurisdiction", "Add a rule under templates/jurisdictions.");
        }
        Ok(())
    }
}

impl Shelf {
    fn compile(
        templates: &Templates,
        incident: &Incident,
        law: &Law,
        language: Language,
        folder: &str,
    ) -> Result<Self, Vec<Refusal>> {
        let phrases = Arc::new(Phrases::read(templates, folder).map_err(|fault| vec![fault])?);
        let shape = shape(incident, law, &phrases, language);
        let voice: Vec<&str> = phrases.voice_words().collect();
        let mut sheets = BTreeMap::new();
        let mut refusals = Vec::new();
        for room in ["letters/", "passages/", "jurisdictions/"] {
            for (path, _) in templates.under(&format!("{folder}{room}")).filter(|(p, _)| p.ends_with(ENDING)) {
                match Sheet::read(templates, path, &shape, &voice) {
                    Ok(sheet) => {
                        sheets.insert(path.to_owned(), sheet);
                    }
                    Err(faults) => refusals.extend(faults),
                }
            }
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let sheets = Arc::new(sheets);
        let mut sets = BTreeMap::new();
        for family in [Family::Standard, Family::California, Family::Massachusetts] {
            sets.insert((None, family), Set::bind(folder, None, family, &sheets, &phrases));
        }
        for (&jurisdiction, state) in &law.states {
            let own = own_folder(folder, jurisdiction);
            if sheets.keys().any(|path| path.starts_with(&own)) {
                for family in BTreeSet::from([Family::Standard, state.family]) {
                    let set = Set::bind(folder, Some(jurisdiction), family, &sheets, &phrases);
                    sets.insert((Some(jurisdiction), family), set);
                }
            }
        }
        let shelf = Self { language, phrases, sets };
        let mut seen = BTreeSet::new();
        for ((jurisdiction, family), set) in &shelf.sets {
            refusals.extend(set.check(folder, *jurisdiction));
            for (code, state) in law.states.iter().filter(|(_, s)| s.count_forbidden) {
                if std::ptr::eq(shelf.set(*code, *family), set) {
                    refusals.extend(set.counts(&state.name));
                }
            }
        }
        refusals.retain(|r| seen.insert((r.file.clone(), r.line, r.column, r.message.clone())));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(shelf)
    }

    /// The templates for a jurisdiction and family.
    fn set(&self, jurisdiction: Jurisdiction, family: Family) -> &Set {
        self.sets
            .get(&(Some(jurisdiction), family))
            .or_else(|| self.sets.get(&(None, family)))
            .expect("every family has a set of its own, bound when the shelf was compiled")
    }
}

/// A specimen of everything that templates can name, lists with one entry each.
pub(super) fn shape(incident: &Incident, law: &Law, phrases: &Phrases, language: Language) -> Value {
    let jurisdiction = law.states.keys().next().copied().unwrap_or(Jurisdiction::FOREIGN);
    let variant = Variant {
        jurisdiction,
        standing: Standing::Adult,
        addressee: Addressee::Person,
        family: Family::Standard,
        language,
        elements: Elements::from_bits(u32::MAX),
        code: true,
    };
    let agency = Agency { second: Some(Box::default()), ..Agency::default() };
    let words = Words::new(incident, law, phrases, &variant, (jurisdiction, 0)).with_everything(&agency);
    let mut shape = serde_json::to_value(words).unwrap_or_default();
    furnish(&mut shape);
    shape
}

/// Puts an entry into every empty list.
fn furnish(value: &mut Value) {
    match value {
        Value::Array(list) if list.is_empty() => list.push(Value::String(String::new())),
        Value::Array(list) => list.iter_mut().for_each(furnish),
        Value::Object(map) => map.values_mut().for_each(furnish),
        _ => {}
    }
}

/// Puts further blocks behind a letter, with lists numbered on.
fn append(blocks: &mut Vec<Block>, more: Vec<Block>) {
    use super::draft::BlockKind::Item;
    let lists = blocks.iter().filter_map(|b| if let Item { list, .. } = b.kind { Some(list + 1) } else { None });
    let base = lists.max().unwrap_or_default();
    blocks.extend(more.into_iter().map(|mut block| {
        if let Item { list, .. } = &mut block.kind {
            *list += base;
        }
        block
    }));
}

/// A fault in rendered Markdown; the line is one of the rendered letter.
fn of_letter(variant: &Variant, fault: &markup::Fault) -> Refusal {
    Refusal::of_file(format!("templates, rendered letter {variant}"), fault.message.clone(), fault.advice)
        .at(fault.line, fault.column)
}

/// A slot that this variant's people do not have is a fault of the template.
fn check_slots(variant: &Variant, draft: &Draft) -> Result<(), Refusal> {
    let named =
        matches!(variant.addressee, Addressee::NamedGuardian | Addressee::NamedNextOfKin | Addressee::Representative);
    for (slot, has, word, ask) in
        [(Slot::Addressee, named, "addressee", "to.named_guardian"), (Slot::Code, variant.code, "code", "code_printed")]
    {
        if !has && draft.uses(slot) {
            let place =
                draft.blocks.iter().find(|b| b.spans.iter().any(|s| matches!(s, Span::Slot(_, it) if *it == slot)));
            let heading = if place.is_some() { "its text" } else { "its address block" };
            return Err(Refusal::of_file(
                "templates",
                format!("The letter {variant} prints {{{{{word}}}}} in {heading}, which its people do not have."),
                format!("Ask with {{{{#if {ask}}}}} first."),
            ));
        }
        if slot == Slot::Code && has && !draft.uses(slot) {
            return Err(Refusal::of_file(
                "templates",
                format!("The letter {variant} does not print the person's enrolment code."),
                "Place {{code}} in the passage that tells how to enrol.",
            ));
        }
    }
    Ok(())
}
