//! All templates, compiled and looked over; a variant goes in and its letter comes out.

use super::assembly::{append, check_slots};
use super::bilingual;
use super::draft::{Block, Draft};
use super::facts::Facts;
use super::fault::MarkupFault;
use super::language_templates::{LanguageTemplates, shape};
use super::legal_facts::{Law, State};
use super::markup;
use super::render_context::RenderContext;
use super::taglines::Taglines;
use super::template_set::TemplateSet;
use super::translation::{self, Translation};
use crate::finding::{FaceProblem, Problem, ProblemCode};
use crate::party::incident::{Addenda, Spanish};
use crate::party::{Family, Incident, Jurisdiction, Language, Templates, Variant};
use crate::routing::{Forbidden, LetterItem, RuleBook};
use serde_json::Value;

/// All templates of all languages, compiled.
pub struct Catalog {
    incident: Incident,
    law: Law,
    shelves: Vec<LanguageTemplates>,
    translations: Vec<Translation>,
    /// Absent where the page is not enclosed.
    taglines: Option<Taglines>,
}

impl Catalog {
    /// Compiles and looks over all templates below `letters/`, `passages/` and `jurisdictions/`, and those of
    /// other languages below their own folder (`es/`).
    ///
    /// # Errors
    /// Every fault that was found, with file, line and column: raw output, names that nothing answers, passages that
    /// are missing or print themselves, blocks that are not closed, Markdown beyond the subset, letters that could
    /// grow without bounds, a count of residents where the law forbids one.
    pub fn compile(templates: &Templates, incident: &Incident, book: &RuleBook) -> Result<Self, Vec<Problem>> {
        let law = Law::from(book);
        let mut shelves = Vec::new();
        let mut refusals = Vec::new();
        let translations = translation::translations(templates).unwrap_or_else(|faults| {
            refusals.extend(faults);
            Vec::new()
        });
        for (language, folder) in [(Language::En, ""), (Language::Es, "es/")] {
            if language != Language::En && templates.under(&format!("{folder}letters/")).next().is_none() {
                continue;
            }
            match LanguageTemplates::compile(templates, incident, &law, language, folder) {
                Ok(shelf) => shelves.push(shelf),
                Err(faults) => refusals.extend(faults),
            }
        }
        let speaks = |language| shelves.iter().any(|shelf: &LanguageTemplates| shelf.language() == language);
        if incident.mailing.spanish == Spanish::Bilingual && speaks(Language::Es) {
            refusals.extend(shelves.iter().flat_map(|shelf| bilingual::lacking(shelf, &law)));
        }
        // Read in any case, so that a fault in the file is found before somebody asks for the page.
        let taglines = Taglines::read(templates).unwrap_or_else(|fault| {
            refusals.push(fault);
            None
        });
        if taglines.is_none() && refusals.is_empty() && incident.counsel.section_1557_taglines {
            let advice = "Put it back, or take section_1557_taglines out of the incident file.";
            refusals.push(Problem::of_file("templates/taglines.toml", "The file is missing.", advice));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let taglines = taglines.filter(|_| incident.counsel.section_1557_taglines);
        Ok(Self { incident: incident.clone(), law, shelves, translations, taglines })
    }

    /// The state of every translated file, in order of path; what a sign-off shows.
    pub fn translations(&self) -> &[Translation] {
        &self.translations
    }

    /// The incident whose facts the letters print.
    pub fn incident(&self) -> &Incident {
        &self.incident
    }

    /// Every name that a template can print or ask for, with its tables (`practice.name`), then slots, words of the voice and
    /// helpers; in order.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(shelf) = self.shelf(Language::En) {
            flatten("", &shape(&self.incident, &self.law, shelf.phrases(), Language::En), &mut names);
        }
        names.extend(super::helper::SLOTS.iter().map(|(slot, _)| (*slot).to_owned()));
        names.extend(super::helper::WITH_ARGUMENT.iter().map(|(helper, _)| (*helper).to_owned()));
        names.sort_unstable();
        names.dedup();
        names
    }

    pub(super) fn shelf(&self, language: Language) -> Option<&LanguageTemplates> {
        self.shelves.iter().find(|shelf| shelf.language() == language)
    }

    /// The templates of which the letter of a variant is made.
    pub(super) fn set<'c>(&self, shelf: &'c LanguageTemplates, variant: &Variant) -> &'c TemplateSet {
        shelf.set(&self.law, variant.jurisdiction, variant.family)
    }

    /// Returns whether there are letters in a language.
    pub fn speaks(&self, language: Language) -> bool {
        self.shelf(language).is_some()
    }

    /// Returns true if the letters of a state and family, in any language, depend on the number of affected people of
    /// the state.
    pub fn depends_on_residents(&self, jurisdiction: Jurisdiction, family: Family) -> bool {
        self.shelves.iter().any(|shelf| shelf.set(&self.law, jurisdiction, family).depends_on_count())
    }

    /// Returns true if a letter of a state and family, in any language, prints what stands in one of these template files.
    pub fn prints_any(&self, jurisdiction: Jurisdiction, family: Family, paths: &[String]) -> bool {
        let prints = |jurisdiction, family| {
            self.shelves.iter().any(|shelf| shelf.set(&self.law, jurisdiction, family).prints_any(paths))
        };
        // Every letter may print the addendum of any state.
        let others = || self.law.states.iter().any(|(place, state)| prints(*place, state.rule.letter_family));
        prints(jurisdiction, family) || (self.incident.mailing.addenda == Addenda::Union && others())
    }

    /// Writes the letter of a variant. A Spanish one is followed by the English letter of the same variant where the
    /// incident file wants both in one piece; the page about language help comes last.
    ///
    /// # Errors
    /// A variant that cannot be written to: no letter in its language, no exposed element, a code where nothing is
    /// offered, Massachusetts without counsel's choice; a letter that grows beyond a megabyte or comes out as
    /// Markdown that letters do not know.
    pub fn draft(&self, variant: &Variant, facts: &Facts<'_>) -> Result<Draft, Problem> {
        let phrases = self.bookcase(variant.language)?.phrases();
        self.admit(variant)?;
        let both = variant.language == Language::Es && self.incident.mailing.spanish == Spanish::Bilingual;
        let write = |variant: &Variant| {
            if both {
                let passage = |half: &Variant, name: &str| self.passage(half, facts, name);
                bilingual::write(variant, &passage, &|half| self.alone(half, facts))
            } else {
                self.alone(variant, facts)
            }
        };
        let mut blocks = write(variant)?;
        if variant.second_copy && blocks == write(&Variant { second_copy: false, ..*variant })? {
            return Err(Problem::of_file(
                "templates",
                format!("The letter {variant} does not say that it is a second copy."),
                ProblemCode::SecondCopyUnsaid,
            ));
        }
        if let Some(taglines) = &self.taglines {
            blocks.extend(taglines.blocks(variant.language, &self.incident));
        }
        let draft = Draft { language: variant.language, address_lines: phrases.lead_in(variant.addressee), blocks };
        check_slots(variant, &draft)?;
        Ok(draft)
    }

    fn bookcase(&self, language: Language) -> Result<&LanguageTemplates, Problem> {
        self.shelf(language).ok_or_else(|| {
            Problem::of_file(
                "templates",
                format!("There are no letters in the language {}.", language.tag()),
                ProblemCode::LanguageUntranslated,
            )
        })
    }

    /// A passage of a variant's letter alone.
    fn passage(&self, variant: &Variant, facts: &Facts<'_>, name: &str) -> Result<Vec<Block>, Problem> {
        let shelf = self.bookcase(variant.language)?;
        let place = (variant.jurisdiction, facts.residents);
        let words = RenderContext::new(&self.incident, &self.law, shelf.phrases(), variant, place);
        let text = self.set(shelf, variant).render(variant, name, &words)?;
        markup::parse(&text).map_err(|fault| of_letter(variant, &fault))
    }

    /// The letter of a variant in its own language alone.
    fn alone(&self, variant: &Variant, facts: &Facts<'_>) -> Result<Vec<Block>, Problem> {
        let shelf = self.bookcase(variant.language)?;
        let words = |jurisdiction, residents| {
            RenderContext::new(&self.incident, &self.law, shelf.phrases(), variant, (jurisdiction, residents))
        };
        let mut blocks = self.passage(variant, facts, variant.letter())?;
        if self.incident.mailing.addenda == Addenda::Union {
            for &(jurisdiction, residents) in facts.union.iter().filter(|(j, _)| *j != variant.jurisdiction) {
                // A Massachusetts paragraph belongs to the Massachusetts letter alone.
                let Some(state) = self.law.states.get(&jurisdiction) else { continue };
                if state.rule.letter_family == Family::Massachusetts {
                    continue;
                }
                let set = shelf.set(&self.law, jurisdiction, Family::Standard);
                self.keep_apart(variant, state, set.tells_count())?;
                let text = set.render(variant, "addendum", &words(jurisdiction, residents))?;
                let more = markup::parse(&text).map_err(|fault| of_letter(variant, &fault))?;
                append(&mut blocks, more);
            }
        }
        Ok(blocks)
    }

    /// Stops a union letter that would tell its reader what the reader's own law bars: another state's count of
    /// residents, or another state's account of the breach. Such a letter may not go out, whoever asks for it.
    fn keep_apart(&self, variant: &Variant, other: &State, tells_count: bool) -> Result<(), Problem> {
        let Some(own) = self.law.states.get(&variant.jurisdiction) else { return Ok(()) };
        let bars = |what| own.rule.forbids(what, variant.elements);
        let tells_nature = || {
            let owed = other.rule.items(variant.elements, &self.incident);
            owed.contains(&LetterItem::AcknowledgeAcquisition)
        };
        let told = if tells_count && bars(Forbidden::NumberOfResidents) {
            "how many people were affected"
        } else if bars(Forbidden::NatureOfBreach) && tells_nature() {
            "how the breach came about"
        } else {
            return Ok(());
        };
        Err(Problem::of_file(
            "",
            format!(
                "The letter {variant} cannot be written: it would carry the paragraph for {other}, which tells {told}, \
                 and the law of {own} bars that.",
                other = other.rule.name,
                own = own.rule.name,
            ),
            FaceProblem::AddendaBarred,
        ))
    }

    /// Turns away variants for which no true letter can be written.
    fn admit(&self, variant: &Variant) -> Result<(), Problem> {
        let refuse = |message: &str, advice: ProblemCode| {
            Err(Problem::of_file("", format!("The letter {variant} cannot be written: {message}."), advice))
        };
        if variant.elements.is_empty() {
            return refuse("no exposed kind of information is known", FaceProblem::ElementsMissing.into());
        }
        if variant.code && self.incident.monitoring.offer(variant.standing).is_none() {
            return refuse("a code is to be printed but nothing is offered", FaceProblem::ProductMissing.into());
        }
        if variant.family == Family::Massachusetts && self.incident.counsel.massachusetts_description.is_none() {
            return refuse(
                "counsel has not chosen how it describes the incident",
                FaceProblem::DescriptionMissing.into(),
            );
        }
        if !self.law.states.contains_key(&variant.jurisdiction) {
            return refuse("there is no rule for its jurisdiction", "Add a rule under templates/jurisdictions.".into());
        }
        Ok(())
    }
}

/// The names in a specimen; what stands in the table of the voice is named without it.
fn flatten(above: &str, value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let whole = if above.is_empty() || above == "voice" { name.clone() } else { format!("{above}.{name}") };
                flatten(&whole, value, names);
            }
        }
        _ if above.is_empty() => {}
        _ => names.push(above.to_owned()),
    }
}

/// A fault in rendered Markdown; the line is one of the rendered letter.
fn of_letter(variant: &Variant, fault: &MarkupFault) -> Problem {
    Problem::of_file(format!("templates, rendered letter {variant}"), fault.message.clone(), fault.advice)
        .at(fault.line, fault.column)
}
