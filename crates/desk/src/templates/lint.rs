//! `templates lint`: every letter of every jurisdiction, drafted and held against the checklist, as a page of lights.

use super::recipes;
use super::sample::{all_elements, sample_incident, variants_of};
use crate::CommandError;
use crate::io::{read, template_folder};
use notice::composition::least_type;
use notice::finding::Problem;
use notice::intake::RecipeBook;
use notice::letter::checklist::{ReadingGrade, highest_grade, worst};
use notice::letter::{Catalog, Check, Checklist, Facts, Light, Translation};
use notice::party::incident::{DateRange, MassachusettsDescription, Occurrence, Spanish, Steps, Vendor};
use notice::party::{Elements, Incident, Language, Standing, TypeSize, Variant};
use notice::routing::{Rule, RuleBook};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::thread;

/// The whole page.
#[derive(Debug, Serialize)]
pub struct LintPage {
    /// Letters drafted.
    pub drafted: usize,
    /// Letters with something red.
    pub faults: usize,
    /// The worst of everything.
    pub light: Light,
    /// Jurisdictions in order of code.
    pub jurisdictions: Vec<JurisdictionLights>,
    /// The state of every translated file.
    pub translations: Vec<Translation>,
}

/// The letters of one jurisdiction.
#[derive(Debug, Serialize)]
pub struct JurisdictionLights {
    /// Two letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Extent to which the rule was checked.
    pub verified: String,
    /// Day of its newest source.
    pub as_of: String,
    /// Day on which the whole rule was last compared with its sources.
    pub reviewed_on: String,
    /// Open doubts of the rule, "field: why".
    pub uncertain: Vec<String>,
    /// Amber where the rule has open doubts or rests on charts alone.
    pub light: Light,
    /// One for each variant, in order of name.
    pub letters: Vec<LetterLights>,
}

/// One variant; its letter was drafted for several cases, and the worst of each check stands.
#[derive(Debug, Serialize)]
pub struct LetterLights {
    /// Name of the variant.
    pub variant: String,
    /// The worst of its checks.
    pub light: Light,
    /// The highest reading grade of its letters.
    pub grade: Option<ReadingGrade>,
    /// Letters that were drafted for it.
    pub drafted: usize,
    /// Every check; of those of one item the worst.
    pub checks: Vec<CaseCheck>,
}

/// A check with the case in which it came out so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CaseCheck {
    /// The check.
    #[serde(flatten)]
    pub check: Check,
    /// Incident and elements of the case.
    pub case: String,
}

impl LetterLights {
    /// Returns the number of checks that have a light.
    pub fn count(&self, light: Light) -> usize {
        self.checks.iter().filter(|c| c.check.light == light).count()
    }
}

/// An incident for which letters are drafted, with the catalog that was compiled for it.
struct Occasion {
    name: &'static str,
    catalog: Catalog,
    residents: u64,
    codes: bool,
}

/// Compiles every template, drafts every letter, and goes over each: for the incident file that is named, else for the
/// sample case as it is and turned round.
pub fn lint(folder: Option<&Path>, incident: Option<&Path>) -> Result<LintPage, CommandError> {
    let templates = template_folder::load(folder)?;
    let mut book = RuleBook::load(&templates)?;
    recipes::check_samples(&RecipeBook::load(&templates)?)?;
    book.gazetteer(&templates)?;
    let least_type = least_type(&templates, TypeSize::Regular)?;
    let mut cases = Vec::new();
    match incident {
        Some(path) => {
            let own = Incident::parse(&path.display().to_string(), &read::settings(path)?)?;
            book = book.in_force_on(own.mailing.date);
            cases.push(("your incident", own, 1_204, false));
        }
        None => {
            let sample = sample_incident()?;
            let mut alone = sample.clone();
            alone.mailing.spanish = Spanish::Spanish;
            cases.push(("sample incident", alone, 1_204, false));
            cases.push(("sample incident turned round", turned_round(sample), 1, true));
        }
    }
    let mut occasions = Vec::new();
    for (name, incident, residents, codes) in cases {
        occasions.push(Occasion { name, catalog: Catalog::compile(&templates, &incident, &book)?, residents, codes });
    }
    let rules: Vec<&Rule> = book.rules().collect();
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(rules.len().max(1));
    let mut gone_over: Vec<(usize, Result<JurisdictionLights, Vec<Problem>>)> = thread::scope(|scope| {
        let (rules, occasions, book) = (&rules, &occasions, &book);
        let work = |worker: usize| {
            let own = rules.iter().enumerate().skip(worker).step_by(workers);
            own.map(|(at, rule)| (at, jurisdiction(rule, book, occasions, least_type))).collect::<Vec<_>>()
        };
        let running: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    gone_over.sort_by_key(|(at, _)| *at);
    let (mut jurisdictions, mut refusals) = (Vec::new(), Vec::new());
    for (_, result) in gone_over {
        match result {
            Ok(lights) => jurisdictions.push(lights),
            Err(faults) => refusals.extend(faults),
        }
    }
    if !refusals.is_empty() {
        refusals.dedup();
        return Err(CommandError::Input(refusals));
    }
    let translations = occasions.first().map_or_else(Vec::new, |o| o.catalog.translations().to_vec());
    Ok(page(jurisdictions, translations))
}

fn page(jurisdictions: Vec<JurisdictionLights>, translations: Vec<Translation>) -> LintPage {
    let letters = || jurisdictions.iter().flat_map(|j| &j.letters);
    let unsettled = translations.iter().any(|t| !t.is_settled());
    let lights = letters().map(|l| l.light).chain(jurisdictions.iter().map(|j| j.light));
    LintPage {
        drafted: letters().map(|l| l.drafted).sum(),
        faults: letters().filter(|l| l.light == Light::Red).count(),
        light: lights.chain(unsettled.then_some(Light::Amber)).max().unwrap_or(Light::Green),
        jurisdictions,
        translations,
    }
}

/// Drafts and goes over every letter of a jurisdiction.
fn jurisdiction(
    rule: &Rule,
    book: &RuleBook,
    occasions: &[Occasion],
    least_type: i32,
) -> Result<JurisdictionLights, Vec<Problem>> {
    let mut letters: BTreeMap<String, LetterLights> = BTreeMap::new();
    let mut refusals = Vec::new();
    for occasion in occasions {
        let checklist = Checklist::new(&occasion.catalog, book);
        let facts = Facts { residents: occasion.residents, union: &[] };
        for (kinds, variant) in variants(rule, occasion) {
            match occasion.catalog.draft(&variant, &facts) {
                Ok(draft) => {
                    let checks = checklist.review(&variant, &facts, &draft, Some(least_type));
                    enter(&mut letters, &variant, checks, &format!("{}, {kinds}", occasion.name));
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let uncertain = book.doubts(rule);
    let doubtful = !uncertain.is_empty() || rule.verified == notice::routing::Verified::Secondary;
    Ok(JurisdictionLights {
        code: rule.code.to_string(),
        name: rule.name.clone(),
        verified: rule.verified.word().to_owned(),
        as_of: rule.as_of.to_string(),
        reviewed_on: rule.reviewed_on.to_string(),
        uncertain,
        light: if doubtful { Light::Amber } else { Light::Green },
        letters: letters.into_values().collect(),
    })
}

/// Enters the checks of one draft; of an item only the worst light is kept.
fn enter(letters: &mut BTreeMap<String, LetterLights>, variant: &Variant, checks: Vec<Check>, case: &str) {
    let lights = letters.entry(variant.id()).or_insert_with(|| LetterLights {
        variant: variant.id(),
        light: Light::Green,
        grade: None,
        drafted: 0,
        checks: Vec::new(),
    });
    lights.drafted += 1;
    lights.light = lights.light.max(worst(&checks));
    lights.grade = lights.grade.max(highest_grade(&checks));
    for check in checks {
        let entry = CaseCheck { check, case: case.to_owned() };
        match lights.checks.iter_mut().find(|known| known.check.item == entry.check.item) {
            Some(known) if known.check.light < entry.check.light => *known = entry,
            Some(_) => {}
            None => lights.checks.push(entry),
        }
    }
}

/// The case in which everything was taken.
const ALL_KINDS: &str = "all kinds of information";

/// The letters of a jurisdiction: for all kinds of information and for those of the sample incident, which bring no
/// special family into play; in every language that there is.
fn variants(rule: &Rule, occasion: &Occasion) -> Vec<(&'static str, Variant)> {
    let lean: Elements = occasion.catalog.incident().exposed.elements.iter().copied().collect();
    let mut variants = Vec::new();
    let prose = occasion.catalog.incident().event.es.is_some();
    let speaks = |language: &Language| occasion.catalog.speaks(*language) && (*language == Language::En || prose);
    // A piece in both languages has the English letter, which is gone over with it.
    let both = occasion.catalog.incident().mailing.spanish == Spanish::Bilingual && speaks(&Language::Es);
    let drafted = |language: &Language| speaks(language) && !(both && *language == Language::En);
    for language in [Language::En, Language::Es].into_iter().filter(drafted) {
        for (kinds, elements) in [(ALL_KINDS, all_elements()), ("few kinds of information", lean)] {
            let family = rule.family(elements);
            for variant in variants_of(rule.code, family, elements).into_iter().filter(|v| v.family == family) {
                // A name changes the address block and the greeting alone, which one case of a family shows.
                let named = variant.addressee.is_named() && variant.standing != Standing::Represented;
                if named && kinds != ALL_KINDS && family == rule.family(all_elements()) {
                    continue;
                }
                let code = occasion.codes && variant.standing != Standing::Deceased;
                variants.push((kinds, Variant { language, code, ..variant }));
            }
        }
    }
    variants
}

/// The sample with every choice taken the other way: what a passage prints only in the rarer case is read too.
fn turned_round(mut incident: Incident) -> Incident {
    incident.mailing.spanish = Spanish::Bilingual;
    incident.counsel.section_1557_taglines = true;
    "Invented Holdings, Inc.".clone_into(&mut incident.practice.parent_company);
    incident.counsel.massachusetts_description = Some(MassachusettsDescription::Omit);
    let event = &mut incident.event;
    if let Some(range) = event.occurred.range() {
        event.occurred = Occurrence::About(DateRange { to: range.from, ..range });
    }
    // As files told it before the response was a table of facts.
    event.response = None;
    let plain = |steps: [&str; 3]| Steps { other: steps.map(str::to_owned).into(), ..Steps::default() };
    event.steps = plain(["hired specialists to investigate", "reset all passwords", "added detection software"]);
    if let Some(es) = &mut event.es {
        es.steps = plain([
            "contratamos a especialistas para investigar",
            "cambiamos todas las contraseñas",
            "instalamos programas de detección",
        ]);
    }
    event.vendor = Some(Vendor {
        name: "Invented Billing Services".to_owned(),
        told_us: Some(event.discovered),
        agent: Some(false),
        discovered: None,
    });
    event.review_completed = None;
    event.evidence_of_misuse = !event.evidence_of_misuse;
    event.law_enforcement.delayed_notice = !event.law_enforcement.delayed_notice;
    incident
}
