//! What every command over lists begins with: reading the inputs and laying everything out.

use crate::source::{self, ListFile};
use crate::{Refused, embedded};
use notice::composition::{Enclosed, MarksPlace, Paper, Stock};
use notice::finding::{Finding, Refusal};
use notice::intake::{List, ListBytes, Mapping};
use notice::letter::Catalog;
use notice::line::{Kit, Pools, Roll};
use notice::mailing::{CodePool, RateTable, VendorProfile};
use notice::party::{Edition, Incident, Templates, TypeSize};
use notice::routing::RuleBook;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Where the inputs of a command lie.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Lists, in order.
    pub lists: Vec<PathBuf>,
    /// Incident file.
    pub incident: PathBuf,
    /// Mapping file.
    pub mapping: Option<PathBuf>,
    /// Vendor profile; the built-in one where absent.
    pub vendor: Option<PathBuf>,
    /// Templates folder; the built-in ones where absent.
    pub templates: Option<PathBuf>,
    /// Worker threads; as many as there are cores where absent.
    pub threads: Option<usize>,
    /// Edition; the vendor profile's where absent.
    pub edition: Option<Edition>,
    /// In what size all letters are set.
    pub type_size: TypeSize,
}

/// Digests of everything that a job is made of, in the order in which they enter its id.
#[derive(Clone, Debug, Default)]
pub struct Ingredients {
    /// Of each list's bytes.
    pub lists: Vec<[u8; 32]>,
    /// Of the incident file.
    pub incident: [u8; 32],
    /// Of the files that the incident file names, each with what it is.
    pub enclosed: Vec<(&'static str, [u8; 32])>,
    /// Of all templates.
    pub templates: [u8; 32],
    /// Of the vendor profile.
    pub vendor: [u8; 32],
    /// Of the mapping file.
    pub mapping: Option<[u8; 32]>,
}

/// Inputs, read and understood. The lists' bytes stay on disk.
pub struct Prepared {
    /// Everything that stays the same.
    pub kit: Kit,
    /// The lists' files.
    pub files: Vec<ListFile>,
    /// The lists as understood, in the same order.
    pub lists: Vec<List>,
    /// What was found about the paper.
    pub findings: Vec<Finding>,
    /// What the job is made of.
    pub ingredients: Ingredients,
    /// The edition to press.
    pub edition: Edition,
    /// In what size all letters are set.
    pub type_size: TypeSize,
}

impl Prepared {
    /// Why the paper cannot be used, with figures.
    pub fn unfit(&self) -> Refused {
        let report = self.kit.stock.window_report();
        let code = notice::finding::Code::ForeignInk;
        let mut reasons: Vec<_> =
            report.foreign_ink.iter().map(|ink| Refusal::of_file("", ink.clone(), code.advice())).collect();
        if reasons.is_empty() {
            reasons.push(Refusal::of_file("", code.message(), code.advice()));
        }
        Refused::Input(reasons)
    }

    /// The lists with their bytes.
    pub fn rolls(&self) -> Vec<Roll<'_>> {
        self.lists
            .iter()
            .zip(&self.files)
            .map(|(list, file)| Roll { list: list.clone(), bytes: file, name: file.name() })
            .collect()
    }
}

/// Refuses an output that would write over an input.
pub fn spare_inputs(inputs: &Inputs, output: &Path) -> Result<(), Refused> {
    let Ok(target) = output.canonicalize() else { return Ok(()) };
    let named = [Some(&inputs.incident), inputs.mapping.as_ref(), inputs.vendor.as_ref()];
    let taken = inputs.lists.iter().chain(named.into_iter().flatten());
    if taken.filter_map(|path| path.canonicalize().ok()).any(|path| path == target) {
        let shown = output.display().to_string();
        return Err(Refusal::of_file(
            shown,
            "This file is one of the inputs and would be overwritten.",
            "Name another file to write.",
        )
        .into());
    }
    Ok(())
}

/// The built-in templates are some two hundred files; who names the folder of all documents by mistake learns it soon.
const TEMPLATE_FILES: usize = 5_000;

/// Templates from a folder, or the built-in ones.
pub fn templates(folder: Option<&Path>) -> Result<Templates, Refused> {
    let Some(folder) = folder else { return Ok(embedded::templates()) };
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    if files.is_empty() {
        let shown = folder.display().to_string();
        return Err(
            Refusal::of_file(shown, "The templates folder is empty.", "Name a folder made from templates/.").into()
        );
    }
    Ok(Templates::new(files))
}

fn gather(top: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Refused> {
    let entries = std::fs::read_dir(folder).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            let shown = folder.display().to_string();
            Refusal::of_file(shown, "There is no such templates folder.", "Check the path after --templates.").into()
        }
        _ => Refused::disk(folder, "Reading the templates", &e),
    })?;
    for entry in entries {
        let path = entry.map_err(|e| Refused::disk(folder, "Reading the templates", &e))?.path();
        let refuse = |message: &str| {
            let shown = path.display().to_string();
            Refused::from(Refusal::of_file(shown, message, "Name a folder made from templates/ and nothing else."))
        };
        if path.is_dir() {
            gather(top, &path, files)?;
        } else if !path.is_file() {
            return Err(refuse("This is not a regular file."));
        } else if files.len() == TEMPLATE_FILES {
            return Err(refuse("The folder holds far more files than templates have."));
        } else {
            let below = path.strip_prefix(top).unwrap_or(&path);
            let key: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            files.push((key.join("/"), source::whole(&path)?));
        }
    }
    Ok(())
}

/// Reads everything but the rows.
pub fn prepare(inputs: &Inputs) -> Result<Prepared, Refused> {
    let incident_text = source::text(&inputs.incident)?;
    let incident = Incident::parse(&inputs.incident.display().to_string(), &incident_text)?;
    let (kit, findings, mut ingredients, edition) = lay_out(inputs, incident, &incident_text)?;

    let mapping = match &inputs.mapping {
        Some(path) => {
            let text = source::text(path)?;
            ingredients.mapping = Some(Sha256::digest(text.as_bytes()).into());
            Some(Mapping::parse(&path.display().to_string(), &text)?)
        }
        None => None,
    };
    let mut files = Vec::with_capacity(inputs.lists.len());
    let mut lists = Vec::with_capacity(inputs.lists.len());
    for (index, path) in inputs.lists.iter().enumerate() {
        let file = ListFile::open(path)?;
        lists.push(List::open(index as u16, &file.name(), &file, mapping.as_ref(), &kit.gazetteer, &kit.incident)?);
        ingredients.lists.push(digest_of(&file).map_err(|e| Refused::disk(path, "Reading", &e))?);
        files.push(file);
    }
    Ok(Prepared { kit, files, lists, findings, ingredients, edition, type_size: inputs.type_size })
}

fn lay_out(
    inputs: &Inputs,
    incident: Incident,
    incident_text: &str,
) -> Result<(Kit, Vec<Finding>, Ingredients, Edition), Refused> {
    let templates = templates(inputs.templates.as_deref())?;
    let beside = inputs.incident.parent().unwrap_or(Path::new("")).to_owned();
    let mut digests = Vec::new();
    let mut fetch = |role: &'static str, name: &Option<String>| -> Result<Option<(String, Vec<u8>)>, Refused> {
        let Some(name) = name.as_ref().filter(|name| !name.is_empty()) else { return Ok(None) };
        let bytes = source::whole(&beside.join(name))?;
        digests.push((role, Sha256::digest(&bytes).into()));
        Ok(Some((name.clone(), bytes)))
    };
    let practice = &incident.practice;
    let logo = fetch("logo", &practice.logo)?;
    let letterhead = fetch("letterhead", &practice.letterhead)?;
    let signature = fetch("signature", &practice.signatory.signature)?;
    let adult_codes = fetch("adult codes", &incident.monitoring.adult.as_ref().and_then(|p| p.codes.clone()))?;
    let minor_codes = fetch("minor codes", &incident.monitoring.minor.as_ref().and_then(|p| p.codes.clone()))?;
    let pool = |file: &Option<(String, Vec<u8>)>| -> Result<Option<CodePool>, Refused> {
        let Some((name, bytes)) = file else { return Ok(None) };
        Ok(Some(CodePool::parse(name, bytes)?))
    };
    let pools = Pools { adult: pool(&adult_codes)?, minor: pool(&minor_codes)? };

    let (vendor_name, vendor_text) = match &inputs.vendor {
        Some(path) => (path.display().to_string(), source::text(path)?),
        None => ("templates/vendors/default.toml".to_owned(), templates.text("vendors/default.toml")?.to_owned()),
    };
    let vendor = VendorProfile::parse(&vendor_name, &vendor_text)?;
    let rates = rates(&templates, incident.mailing.date)?;
    // Paper or envelope that nobody can weigh is found before the work.
    rates.ounces(&vendor.paper.weight, &vendor.envelope.id, 1)?;
    let book = RuleBook::load(&templates)?;
    let gazetteer = book.gazetteer(&templates)?;
    let catalog = Catalog::compile(&templates, &incident, &book)?;
    fn part(file: Option<&(String, Vec<u8>)>) -> Option<(&str, &[u8])> {
        file.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
    let enclosed = Enclosed {
        logo: part(logo.as_ref()),
        letterhead: part(letterhead.as_ref()),
        signature: part(signature.as_ref()),
    };
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
    let stock = Stock::prepare(&templates, inputs.type_size, &incident, &enclosed, &paper)?;
    let mut templates_digest = Sha256::new();
    for (path, bytes) in templates.iter() {
        templates_digest.update(path.as_bytes());
        templates_digest.update([0]);
        templates_digest.update(Sha256::digest(bytes));
    }
    let ingredients = Ingredients {
        lists: Vec::new(),
        incident: Sha256::digest(incident_text.as_bytes()).into(),
        enclosed: digests,
        templates: templates_digest.finalize().into(),
        vendor: Sha256::digest(vendor_text.as_bytes()).into(),
        mapping: None,
    };
    let edition = inputs.edition.unwrap_or(vendor.edition);
    let threads = inputs.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let kit =
        Kit { incident, book, gazetteer, catalog, stock: stock.value, vendor, rates, pools, threads, language: None };
    Ok((kit, stock.findings, ingredients, edition))
}

/// The rate table that holds on the mailing date; where none does, the newest, which then prices nothing.
fn rates(templates: &Templates, mailing: chrono::NaiveDate) -> Result<RateTable, Refused> {
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
    newest.ok_or_else(|| Refused::input("There is no rate table.", "Put one into templates/rates."))
}

fn digest_of(list: &ListFile) -> std::io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut at = 0;
    while at < list.len() {
        let n = usize::try_from(list.len() - at).unwrap_or(usize::MAX).min(buffer.len());
        list.read_at(at, &mut buffer[..n])?;
        hasher.update(&buffer[..n]);
        at += n as u64;
    }
    Ok(hasher.finalize().into())
}
