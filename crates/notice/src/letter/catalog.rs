//! All templates, compiled and looked over; a variant goes in and its letter comes out.

use super::draft::{Block, Draft, Span};
use super::helper;
use super::law::{Agency, Law};
use super::phrase::Phrases;
use super::reach::{self, Reach};
use super::words::{Words, offer};
use super::{lint, markup};
use crate::finding::Refusal;
use crate::party::incident::Addenda;
use crate::party::{Addressee, Elements, Family, Incident, Jurisdiction, Language, Slot, Standing, Templates, Variant};
use crate::routing::RuleBook;
use handlebars::{Context, Handlebars, Template};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

/// A letter of four pages has about 12,000 characters; one of a megabyte is a fault.
const LONGEST: usize = 1 << 20;
/// Steps that one letter may take at most, loops counted as 32 rounds; the built-in letters take about a thousand.
const DEAREST: u64 = 200_000;
/// The ending of template files.
const ENDING: &str = ".md.hbs";

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

/// What one kind of reader gets: every name bound to a file.
struct Set {
    registry: Handlebars<'static>,
    files: BTreeMap<String, String>,
}

/// A template file that was looked over.
struct Sheet {
    template: Template,
    reach: Reach,
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
        let mut sets = BTreeMap::new();
        for family in [Family::Standard, Family::California, Family::Massachusetts] {
            sets.insert((None, family), Set::bind(folder, None, family, &sheets, &phrases));
        }
        for (&jurisdiction, state) in &law.states {
            let own = own_folder(folder, jurisdiction);
            if sheets.keys().any(|path| path.starts_with(&own)) {
                for family in [Family::Standard, state.family] {
                    let set = Set::bind(folder, Some(jurisdiction), family, &sheets, &phrases);
                    sets.insert((Some(jurisdiction), family), set);
                }
            }
        }
        let shelf = Self { language, phrases, sets };
        let mut seen = BTreeSet::new();
        for ((jurisdiction, family), set) in &shelf.sets {
            refusals.extend(set.check(folder, *jurisdiction, &sheets));
            for (code, state) in law.states.iter().filter(|(_, s)| s.count_forbidden) {
                if std::ptr::eq(shelf.set(*code, *family), set) {
                    refusals.extend(set.counts(&state.name, &sheets));
                }
            }
        }
        refusals.retain(|r| seen.insert((r.file.clone(), r.line, r.column, r.message.clone())));
        if refusals.is_empty() { Ok(shelf) } else { Err(refusals) }
    }

    /// The templates for a jurisdiction and family.
    fn set(&self, jurisdiction: Jurisdiction, family: Family) -> &Set {
        self.sets
            .get(&(Some(jurisdiction), family))
            .or_else(|| self.sets.get(&(None, family)))
            .expect("every family has a set of its own, bound when the shelf was compiled")
    }
}

impl Sheet {
    fn read(templates: &Templates, path: &str, shape: &Value, voice: &[&str]) -> Result<Self, Vec<Refusal>> {
        let text = templates.text(path).map_err(|fault| vec![fault])?;
        let file = format!("templates/{path}");
        lint::source(&file, text).map_err(|fault| vec![fault])?;
        let template = Template::compile(text).map_err(|fault| {
            let (line, column) = fault.pos().unwrap_or_default();
            let reason = fault.reason().to_string();
            vec![
                Refusal::of_file(
                    &file,
                    format!("The template cannot be read: {}.", reason.trim().trim_end_matches('.')),
                    "See that every {{ has its }} and every {{#if}} and {{#each}} its end.",
                )
                .at(line as u32, column as u32),
            ]
        })?;
        let reach = reach::walk(&file, &template, shape, voice)?;
        Ok(Self { template, reach })
    }
}

impl Set {
    /// Binds every name to the nearest file: the jurisdiction's own, its family's, everybody's.
    fn bind(
        folder: &str,
        jurisdiction: Option<Jurisdiction>,
        family: Family,
        sheets: &BTreeMap<String, Sheet>,
        phrases: &Arc<Phrases>,
    ) -> Self {
        let family = match family {
            Family::Standard => None,
            Family::California => Some("california"),
            Family::Massachusetts => Some("massachusetts"),
        };
        let mut files = BTreeMap::new();
        let rooms = [
            Some(format!("{folder}passages/")),
            Some(format!("{folder}letters/")),
            family.map(|family| format!("{folder}letters/families/{family}/")),
            jurisdiction.map(|j| own_folder(folder, j)),
        ];
        for room in rooms.into_iter().flatten() {
            for path in sheets.keys() {
                let name = path.strip_prefix(&room).and_then(|rest| rest.strip_suffix(ENDING));
                if let Some(name) = name.filter(|name| !name.contains('/')) {
                    files.insert(name.to_owned(), path.clone());
                }
            }
        }
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        helper::register(&mut registry, phrases);
        for (name, path) in &files {
            if let Some(sheet) = sheets.get(path) {
                registry.register_template(name, sheet.template.clone());
            }
        }
        Self { registry, files }
    }

    /// The four letters and `addendum`, with which every set begins.
    fn roots() -> impl Iterator<Item = &'static str> {
        Standing::ALL.into_iter().map(Standing::word).chain(["addendum"])
    }

    /// Follows every passage from the letters on: missing ones, ones that print themselves, letters that could grow
    /// without bounds, files of a jurisdiction that no letter prints.
    fn check(
        &self,
        folder: &str,
        jurisdiction: Option<Jurisdiction>,
        sheets: &BTreeMap<String, Sheet>,
    ) -> Vec<Refusal> {
        let mut walk = Follow { set: self, sheets, costs: BTreeMap::new(), path: Vec::new(), refusals: Vec::new() };
        for root in Self::roots() {
            if !self.files.contains_key(root) {
                walk.refusals.push(Refusal::of_file(
                    format!("templates/{folder}letters/{root}{ENDING}"),
                    "The file is missing.",
                    "Put it back, or leave out --templates to use the built-in ones.",
                ));
            } else if walk.cost(root) > DEAREST {
                walk.refusals.push(Refusal::of_file(
                    format!("templates/{}", self.files[root]),
                    "The letter could grow beyond all bounds.",
                    "Print fewer lists within lists and fewer passages within passages.",
                ));
            }
        }
        let Follow { costs, mut refusals, .. } = walk;
        if let Some(own) = jurisdiction.map(|j| own_folder(folder, j)) {
            for (name, path) in self.files.iter().filter(|(n, p)| p.starts_with(&own) && !costs.contains_key(*n)) {
                refusals.push(Refusal::of_file(
                    format!("templates/{path}"),
                    format!("No letter prints a passage named {name}."),
                    "Give the file the name of the passage that it stands for.",
                ));
            }
        }
        refusals
    }

    /// Where the templates of this set name a count of residents.
    fn counts(&self, state: &str, sheets: &BTreeMap<String, Sheet>) -> Vec<Refusal> {
        let named = self.files.values().filter_map(|path| Some((path, sheets.get(path)?.reach.count?)));
        named
            .map(|(path, (line, column))| {
                Refusal::of_file(
                    format!("templates/{path}"),
                    format!("The count of residents is named, which letters to {state} may not print."),
                    "Move the sentence into a passage of the states that ask for it.",
                )
                .at(line, column)
            })
            .collect()
    }

    fn render(&self, variant: &Variant, name: &str, words: &Words<'_>) -> Result<String, Refusal> {
        let context = Context::wraps(words).map_err(|fault| self.fault(variant, name, &fault))?;
        let mut text = Bounded(Vec::with_capacity(16 << 10));
        self.registry
            .render_with_context_to_write(name, &context, &mut text)
            .map_err(|fault| self.fault(variant, name, &fault))?;
        String::from_utf8(text.0).map_err(|_| {
            Refusal::of_file("templates", format!("The letter {variant} is not text."), "Save templates as UTF-8.")
        })
    }

    fn fault(&self, variant: &Variant, name: &str, fault: &handlebars::RenderError) -> Refusal {
        let name = fault.template_name.as_deref().unwrap_or(name);
        let file = self.files.get(name).map_or("templates", String::as_str);
        Refusal::of_file(
            format!("templates/{file}"),
            format!("The letter {variant} cannot be written: {}.", fault.reason().to_string().trim_end_matches('.')),
            "Ask with {{#if}} before a name that may be absent, such as product.",
        )
        .at(fault.line_no.unwrap_or_default() as u32, fault.column_no.unwrap_or_default() as u32)
    }
}

/// Follows passages from file to file.
struct Follow<'a> {
    set: &'a Set,
    sheets: &'a BTreeMap<String, Sheet>,
    costs: BTreeMap<String, u64>,
    path: Vec<String>,
    refusals: Vec<Refusal>,
}

impl Follow<'_> {
    fn cost(&mut self, name: &str) -> u64 {
        if let Some(cost) = self.costs.get(name) {
            return *cost;
        }
        let Some((file, sheet)) = self.set.files.get(name).and_then(|f| Some((f, self.sheets.get(f)?))) else {
            return 0;
        };
        self.path.push(name.to_owned());
        let mut cost = sheet.reach.cost;
        for (passage, line, column) in &sheet.reach.passages {
            let refuse = |message: String, advice: &str| {
                Refusal::of_file(format!("templates/{file}"), message, advice).at(*line, *column)
            };
            if self.path.contains(passage) {
                let message = format!("The passage {passage} prints itself.");
                self.refusals.push(refuse(message, "Take one of the two calls out."));
            } else if self.set.files.contains_key(passage) {
                cost = cost.saturating_add(self.cost(passage));
            } else {
                let message = format!("There is no passage named {passage}.");
                self.refusals.push(refuse(message, "Add the file under templates/passages, or correct the name."));
            }
        }
        self.path.pop();
        self.costs.insert(name.to_owned(), cost);
        cost
    }
}

/// Takes text up to the longest letter.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::Error::other("the letter grows beyond a megabyte"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The folder of a jurisdiction's own passages.
fn own_folder(folder: &str, jurisdiction: Jurisdiction) -> String {
    format!("{folder}jurisdictions/{}/", jurisdiction.code().to_ascii_lowercase())
}

/// A specimen of everything that templates can name, lists with one entry each.
fn shape(incident: &Incident, law: &Law, phrases: &Phrases, language: Language) -> Value {
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
