//! Start of every command over lists: reading the inputs and laying everything out.

use crate::CommandError;
use crate::io::digest::digest_of;
use crate::io::read;
use crate::io::{outbox, template_folder};
use crate::reader::lists::{ListInput, open_lists};
use crate::snapshot::{InputDigests, JobSetup, JobSources, build_setup};
use crate::task::TaskControl;
use chrono::NaiveDate;
use notice::digest::Digest;
use notice::finding::Finding;
use notice::intake::{List, Mapping};
use notice::line::{JobContext, ListDecisions, SourceList};
use notice::party::{Edition, TypeSize};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// Inputs and options of a command over lists.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Lists, in order.
    pub lists: Vec<PathBuf>,
    /// Sheets of workbooks among them, by name or number; where a workbook has one that holds something, none is needed.
    pub sheets: Vec<String>,
    /// Incident file.
    pub incident: PathBuf,
    /// Mapping file.
    pub mapping: Option<PathBuf>,
    /// Name of the recipe by which the lists are read, or `none`; found by their headings where absent.
    pub recipe: Option<String>,
    /// Answers to questions about the lists: key and word of a choice.
    pub answers: Vec<(String, String)>,
    /// Vendor profile; the built-in one where absent.
    pub vendor: Option<PathBuf>,
    /// Templates folder; the built-in ones where absent.
    pub templates: Option<PathBuf>,
    /// Worker threads; as many as there are cores where absent.
    pub threads: Option<usize>,
    /// Edition; the vendor profile's where absent.
    pub edition: Option<Edition>,
    /// Type size of all letters.
    pub type_size: TypeSize,
    /// Control by which the work can be stopped.
    pub reins: TaskControl,
    /// True if a single file may be written over another that stands there.
    pub force: bool,
}

impl Inputs {
    /// Every file and folder that is read, those too that the incident file names.
    pub fn files(&self) -> Vec<PathBuf> {
        let named = [Some(&self.incident), self.mapping.as_ref(), self.vendor.as_ref(), self.templates.as_ref()];
        let given = self.lists.iter().chain(named.into_iter().flatten()).cloned();
        given.chain(outbox::named_in(&self.incident)).collect()
    }
}

/// Inputs, read and understood. The lists' bytes stay on disk.
pub struct Prepared {
    /// Everything that stays the same.
    pub context: JobContext,
    /// The lists as they were given, sheet by sheet.
    pub files: Vec<ListInput>,
    /// The lists as understood, in the same order.
    pub lists: Vec<List>,
    /// Findings about the paper.
    pub findings: Vec<Finding>,
    /// Digests of the inputs of the job.
    pub ingredients: InputDigests,
    /// The edition to press.
    pub edition: Edition,
    /// Type size of all letters.
    pub type_size: TypeSize,
}

impl Prepared {
    /// The lists with their bytes.
    pub fn sources(&self) -> Vec<SourceList<'_>> {
        self.lists
            .iter()
            .zip(&self.files)
            .map(|(list, file)| SourceList {
                list: list.clone(),
                bytes: file,
                name: file.name(),
                decisions: ListDecisions::default(),
            })
            .collect()
    }
}

/// Reads everything but the rows.
pub fn prepare(inputs: &Inputs) -> Result<Prepared, CommandError> {
    prepare_under(inputs, None)
}

/// As [`prepare`], with the law of another day than the mailing date.
pub fn prepare_under(inputs: &Inputs, law_of: Option<NaiveDate>) -> Result<Prepared, CommandError> {
    let beside = inputs.incident.parent().unwrap_or(Path::new("")).to_owned();
    let vendor = match &inputs.vendor {
        Some(path) => Some((path.display().to_string(), read::settings(path)?)),
        None => None,
    };
    let ground = JobSources {
        templates: &template_folder::load(inputs.templates.as_deref())?,
        incident: (&inputs.incident.display().to_string(), &read::settings(&inputs.incident)?),
        enclosed: &mut |_, name| read::whole(&beside.join(name)),
        vendor,
        threads: inputs.threads,
        edition: inputs.edition,
        type_size: inputs.type_size,
        law_of,
    };
    let JobSetup { context, findings, mut ingredients, edition } = build_setup(ground)?;

    let mapping = match &inputs.mapping {
        Some(path) => {
            let text = read::settings(path)?;
            ingredients.mapping = Some(Digest::of(&text));
            Some(Mapping::parse(&path.display().to_string(), &text)?)
        }
        None => None,
    };
    let mapping = if inputs.answers.is_empty() {
        mapping
    } else {
        // What was answered decides about rows as a mapping file does.
        let mut digest = Sha256::new();
        digest.update(ingredients.mapping.unwrap_or_default());
        for (key, word) in &inputs.answers {
            digest.update(format!("{key}={word}\n"));
        }
        ingredients.mapping = Some(digest.into());
        let mapping = mapping.unwrap_or_default();
        Some(inputs.answers.iter().fold(mapping, |mapping, (key, word)| mapping.with_answer(key, word)))
    };
    let mapping = match &inputs.recipe {
        Some(name) => {
            // As one that the mapping file names.
            let mut digest = Sha256::new();
            digest.update(ingredients.mapping.unwrap_or_default());
            digest.update(format!("recipe={name}\n"));
            ingredients.mapping = Some(digest.into());
            Some(mapping.unwrap_or_default().with_recipe(name))
        }
        None => mapping,
    };
    let files = open_lists(&inputs.lists, &inputs.sheets)?;
    let mut lists = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        lists.push(List::open(
            index as u16,
            &file.name(),
            file,
            mapping.as_ref(),
            &context.recipes,
            &context.gazetteer,
            &context.incident,
        )?);
        ingredients.lists.push(digest_of(file).map_err(|e| CommandError::disk(file.path(), "Reading", &e))?);
    }
    Ok(Prepared { context, files, lists, findings, ingredients, edition, type_size: inputs.type_size })
}
