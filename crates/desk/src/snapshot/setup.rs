//! Facts, law, words and paper laid out for a run, wherever the files lie: on disk beside an incident file, or in a case.

use crate::CommandError;
use crate::casefile::fact::{ADULT_CODES, LETTERHEAD, LOGO, MINOR_CODES, SIGNATURE};
use crate::casefile::input_files::{self, Enclosed};
use crate::reader::ReadApart;
use chrono::NaiveDate;
use notice::composition::{Enclosed as Pictures, MarksPlace, Paper, Typesetter};
use notice::digest::Digest;
use notice::finding::{Finding, Problem, ProblemCode};
use notice::intake::RecipeBook;
use notice::letter::Catalog;
use notice::line::{JobContext, Pools};
use notice::mailing::{CodePool, RateTable, VendorProfile};
use notice::party::{Edition, Incident, Templates, TypeSize};
use notice::routing::RuleBook;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Gives a file that the incident file names: what it is, and its name.
pub type Fetch<'a> = &'a mut dyn FnMut(&'static str, &str) -> Result<Vec<u8>, CommandError>;

/// Sources of a job.
pub struct JobSources<'a> {
    /// Templates.
    pub templates: &'a Templates,
    /// Name and text of the incident file.
    pub incident: (&'a str, &'a str),
    /// The files that the incident file names.
    pub enclosed: Fetch<'a>,
    /// Name and text of the vendor profile; the built-in one where absent.
    pub vendor: Option<(String, String)>,
    /// Worker threads; as many as there are cores where absent.
    pub threads: Option<usize>,
    /// Edition; the vendor profile's where absent.
    pub edition: Option<Edition>,
    /// Type size of all letters.
    pub type_size: TypeSize,
    /// The day whose law holds; the mailing date where absent.
    pub law_of: Option<NaiveDate>,
}

/// Everything but the lists.
pub struct JobSetup {
    /// Everything that stays the same over a run.
    pub context: JobContext,
    /// Findings about the paper.
    pub findings: Vec<Finding>,
    /// Digests of the inputs of the job; those of the lists are still to be put in.
    pub ingredients: InputDigests,
    /// The edition to press.
    pub edition: Edition,
}

/// Digests of everything that a job is made of, in the order in which they enter its id.
#[derive(Clone, Debug, Default)]
pub struct InputDigests {
    /// Digest of each list's bytes.
    pub lists: Vec<Digest>,
    /// Digest of the incident file.
    pub incident: Digest,
    /// Digests of the files that the incident file names, each with its role.
    pub enclosed: Vec<(&'static str, Digest)>,
    /// Digest of all templates.
    pub templates: Digest,
    /// Digest of the vendor profile.
    pub vendor: Digest,
    /// Digest of the mapping file.
    pub mapping: Option<Digest>,
}

/// The digest of all templates.
pub fn digest_templates(templates: &Templates) -> Digest {
    let mut digest = Sha256::new();
    for (path, bytes) in templates.iter() {
        digest.update(path.as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(bytes));
    }
    digest.into()
}

/// Lays out everything but the lists.
pub fn build_setup(ground: JobSources<'_>) -> Result<JobSetup, CommandError> {
    let JobSources { templates, incident: (incident_name, incident_text), enclosed, vendor, .. } = ground;
    let incident = Incident::parse(incident_name, incident_text)?;
    let (mut digests, mut files) = (Vec::new(), BTreeMap::new());
    for Enclosed { role, name, .. } in input_files::enclosed_files(&incident) {
        let bytes = enclosed(role, name)?;
        digests.push((role, Digest::of(&bytes)));
        files.insert(role, (name.to_owned(), bytes));
    }
    let part = |role: &str| files.get(role).map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let pool = |role: &str| part(role).map(|(name, bytes)| CodePool::parse(name, bytes)).transpose();
    let pools = Pools { adult: pool(ADULT_CODES)?, minor: pool(MINOR_CODES)?, ..Pools::default() };

    let (vendor_name, vendor_text) = match vendor {
        Some(vendor) => vendor,
        None => ("templates/vendors/default.toml".to_owned(), templates.text("vendors/default.toml")?.to_owned()),
    };
    let vendor = VendorProfile::parse(&vendor_name, &vendor_text)?;
    let rates = rates(templates, incident.mailing.date)?;
    // Paper or envelope that nobody can weigh is found before the work.
    rates.ounces(&vendor.paper.weight, &vendor.envelope.id, 1).map_err(|why| why.in_file(&vendor_name))?;
    let book = RuleBook::load(templates)?.in_force_on(ground.law_of.unwrap_or(incident.mailing.date));
    let gazetteer = book.gazetteer(templates)?;
    let catalog = Catalog::compile(templates, &incident, &book)?;
    let pictures = Pictures { logo: part(LOGO), letterhead: part(LETTERHEAD), signature: part(SIGNATURE) };
    let duplex = vendor.duplex && incident.mailing.duplex;
    // Without a mark for machines the piece id stands as text where the mark of the default profile would.
    let marks = vendor.marks.symbology.kind().map_or_else(MarksPlace::default, |kind| MarksPlace {
        kind,
        left: vendor.marks.left,
        top: vendor.marks.top,
        module: vendor.marks.module,
    });
    let paper = Paper {
        envelope: &vendor.envelope,
        fold: &vendor.fold,
        endorsement: vendor.endorsement.as_deref().unwrap_or(""),
        duplex,
        marks: Some(marks),
    };
    let typesetter = Typesetter::prepare(templates, ground.type_size, &incident, &pictures, &paper, &ReadApart);
    // What the incident file says is set there, beside what it names.
    let typesetter = typesetter.map_err(|why| why.map(|reason| reason.in_file(incident_name)))?;
    let ingredients = InputDigests {
        lists: Vec::new(),
        incident: Digest::of(incident_text.as_bytes()),
        enclosed: digests,
        templates: digest_templates(templates),
        vendor: Digest::of(vendor_text.as_bytes()),
        mapping: None,
    };
    let edition = ground.edition.unwrap_or(vendor.edition);
    let threads = ground.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let context = JobContext {
        incident,
        book,
        gazetteer,
        recipes: RecipeBook::load(templates)?,
        catalog,
        typesetter: typesetter.value,
        vendor,
        rates,
        pools,
        threads,
        language: None,
    };
    Ok(JobSetup { context, findings: typesetter.findings, ingredients, edition })
}

/// The rate table that holds on the mailing date; where none does, the newest, which then prices nothing.
fn rates(templates: &Templates, mailing: NaiveDate) -> Result<RateTable, CommandError> {
    let mut newest: Option<RateTable> = None;
    for (path, _) in templates.under("rates/").filter(|(path, _)| path.ends_with(".toml")) {
        let table = RateTable::parse(&format!("templates/{path}"), templates.text(path)?)?;
        let holds = |table: &RateTable| table.effective_from <= mailing && mailing <= table.verified_until;
        let better = newest
            .as_ref()
            .is_none_or(|other| (holds(&table), table.effective_from) > (holds(other), other.effective_from));
        if better {
            newest = Some(table);
        }
    }
    newest.ok_or_else(|| CommandError::input("There is no rate table.", ProblemCode::RatesMissing))
}

/// Returns the error that says why the paper cannot be used, with figures.
pub fn describe_unprintable(context: &JobContext) -> CommandError {
    let report = context.typesetter.window_report();
    let practice = &context.incident.practice;
    let file = practice.letterhead.as_deref().or(practice.logo.as_deref()).unwrap_or_default();
    let code = notice::finding::Code::ForeignInk;
    let mut reasons: Vec<_> =
        report.foreign_ink.iter().map(|ink| Problem::of_file(file, ink.clone(), code.advice())).collect();
    if reasons.is_empty() {
        reasons.push(Problem::of_file(file, code.message(), code.advice()));
    }
    CommandError::Input(reasons)
}
