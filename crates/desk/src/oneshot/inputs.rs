//! What every command over lists begins with: reading the inputs and laying everything out.

use crate::Refused;
use crate::io::read::{self, ListFile};
use crate::io::{embedded, outbox};
use crate::snapshot::{Ground, Ingredients, Laid, lay_out};
use crate::task::Reins;
use notice::finding::{Finding, Refusal};
use notice::intake::{List, ListBytes, Mapping};
use notice::line::{Docket, Kit, Roll};
use notice::party::{Edition, Templates, TypeSize};
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
    /// By which the work can be stopped.
    pub reins: Reins,
    /// Whether a single file may be written over another that stands there.
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
    /// The lists with their bytes.
    pub fn rolls(&self) -> Vec<Roll<'_>> {
        self.lists
            .iter()
            .zip(&self.files)
            .map(|(list, file)| Roll { list: list.clone(), bytes: file, name: file.name(), docket: Docket::default() })
            .collect()
    }
}

/// Why the paper cannot be used, with figures.
pub fn unfit(kit: &Kit) -> Refused {
    let report = kit.stock.window_report();
    let practice = &kit.incident.practice;
    let file = practice.letterhead.as_deref().or(practice.logo.as_deref()).unwrap_or_default();
    let code = notice::finding::Code::ForeignInk;
    let mut reasons: Vec<_> =
        report.foreign_ink.iter().map(|ink| Refusal::of_file(file, ink.clone(), code.advice())).collect();
    if reasons.is_empty() {
        reasons.push(Refusal::of_file(file, code.message(), code.advice()));
    }
    Refused::Input(reasons)
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
            files.push((key.join("/"), read::whole(&path)?));
        }
    }
    Ok(())
}

/// Reads everything but the rows.
pub fn prepare(inputs: &Inputs) -> Result<Prepared, Refused> {
    let beside = inputs.incident.parent().unwrap_or(Path::new("")).to_owned();
    let vendor = match &inputs.vendor {
        Some(path) => Some((path.display().to_string(), read::text(path)?)),
        None => None,
    };
    let ground = Ground {
        templates: &templates(inputs.templates.as_deref())?,
        incident: (&inputs.incident.display().to_string(), &read::text(&inputs.incident)?),
        enclosed: &mut |_, name| read::whole(&beside.join(name)),
        vendor,
        threads: inputs.threads,
        edition: inputs.edition,
        type_size: inputs.type_size,
    };
    let Laid { kit, findings, mut ingredients, edition } = lay_out(ground)?;

    let mapping = match &inputs.mapping {
        Some(path) => {
            let text = read::text(path)?;
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

/// The digest of a list's bytes.
pub fn digest_of(list: &dyn ListBytes) -> std::io::Result<[u8; 32]> {
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
