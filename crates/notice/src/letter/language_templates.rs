//! The templates of one language, compiled and looked over, with the words that go with them.

use super::legal_facts::{Agency, Law, State};
use super::phrase::Phrases;
use super::render_context::RenderContext;
use super::required_phrases::RequiredPhrases;
use super::template_set::{ENDING, SetKey, TemplateFile, TemplateSet, own_folder};
use crate::finding::Problem;
use crate::party::{Addressee, Elements, Family, Incident, Jurisdiction, Language, Standing, Templates, Variant};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The templates of one language.
pub(super) struct LanguageTemplates {
    language: Language,
    phrases: Arc<Phrases>,
    /// The phrases that the checklist looks for in letters of this language.
    wording: RequiredPhrases,
    /// A registry for each jurisdiction and family that has files of its own, and two for each family: with the count
    /// of residents and without.
    sets: BTreeMap<SetKey, TemplateSet>,
}

impl LanguageTemplates {
    pub(super) fn compile(
        templates: &Templates,
        incident: &Incident,
        law: &Law,
        language: Language,
        folder: &str,
    ) -> Result<Self, Vec<Problem>> {
        let phrases = Arc::new(Phrases::read(templates, folder).map_err(|fault| vec![fault])?);
        let wording = RequiredPhrases::read(templates, folder).map_err(|fault| vec![fault])?;
        let shape = shape(incident, law, &phrases, language);
        let voice: Vec<&str> = phrases.voice_words().collect();
        let mut sheets = BTreeMap::new();
        let mut refusals = Vec::new();
        for room in ["letters/", "passages/", "jurisdictions/"] {
            for (path, _) in templates.under(&format!("{folder}{room}")).filter(|(p, _)| p.ends_with(ENDING)) {
                match TemplateFile::read(templates, path, &shape, &voice) {
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
        let mut readers = BTreeSet::new();
        for family in [Family::Standard, Family::California, Family::Massachusetts] {
            readers.extend([true, false].map(|counted| SetKey { jurisdiction: None, family, counted }));
        }
        for (&jurisdiction, state) in &law.states {
            let own = own_folder(folder, jurisdiction);
            if sheets.keys().any(|path| path.starts_with(&own)) {
                let reader = |family| SetKey { jurisdiction: Some(jurisdiction), family, counted: state.count_owed() };
                readers.extend([Family::Standard, state.rule.letter_family].map(reader));
            }
        }
        for reader in readers {
            sets.insert(reader, TemplateSet::bind(folder, reader, &sheets, &phrases));
        }
        let shelf = Self { language, phrases, wording, sets };
        let mut seen = BTreeSet::new();
        for (reader, set) in &shelf.sets {
            refusals.extend(set.check(folder, reader.jurisdiction));
            for (code, state) in law.states.iter().filter(|(_, s)| s.count_forbidden()) {
                if std::ptr::eq(shelf.set(law, *code, reader.family), set) {
                    refusals.extend(set.counts(&state.rule.name));
                }
            }
        }
        refusals.retain(|r| seen.insert((r.place.clone(), r.message.clone())));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(shelf)
    }

    /// The language of its letters.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    pub(super) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    pub(super) fn wording(&self) -> &RequiredPhrases {
        &self.wording
    }

    /// The templates for a jurisdiction and family.
    pub(super) fn set(&self, law: &Law, jurisdiction: Jurisdiction, family: Family) -> &TemplateSet {
        let counted = law.states.get(&jurisdiction).is_some_and(State::count_owed);
        let reader = SetKey { jurisdiction: Some(jurisdiction), family, counted };
        self.sets
            .get(&reader)
            .or_else(|| self.sets.get(&SetKey { jurisdiction: None, ..reader }))
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
        second_copy: false,
    };
    let agency = Agency { second: Some(Box::default()), ..Agency::default() };
    let words = RenderContext::new(incident, law, phrases, &variant, (jurisdiction, 0)).with_everything(&agency);
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
