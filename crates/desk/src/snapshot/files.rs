//! The files of a case, with the templates by which its letters are made.

use super::digest_templates;
use crate::CommandError;
use crate::casefile::fact::{INCIDENT, InputFile};
use crate::task::CommandContext;
use notice::digest::Digest;
use notice::finding::FaceProblem;
use notice::line::ENGINE;
use notice::party::{Incident, Templates};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// The files of a case, with the templates by which its letters are made.
#[derive(Clone, Debug)]
pub struct CaseFiles {
    /// The files, in order of role.
    pub files: Vec<InputFile>,
    /// The caller's templates or the built-in ones, with what the case has for itself in their place.
    pub templates: Arc<Templates>,
    /// Digest of the program, the templates and the files: what a ledger follows from beside lists and rulings.
    pub basis: Digest,
}

impl CaseFiles {
    /// Files with the templates that go with them.
    ///
    /// # Errors
    /// A folder of templates that cannot be read.
    pub fn of(mut files: Vec<InputFile>, command: &CommandContext) -> Result<Self, CommandError> {
        files.sort_by(|a, b| a.role.cmp(&b.role));
        let templates = case_templates(&files, command)?;
        let basis = digest(&files, &templates);
        Ok(Self { files, templates: Arc::new(templates), basis })
    }

    /// The facts of the incident.
    ///
    /// # Errors
    /// No incident file, or one that is wrong.
    pub fn incident(&self) -> Result<Incident, CommandError> {
        let Some(file) = self.of_role(INCIDENT) else {
            return Err(CommandError::input("The case has no incident file.", FaceProblem::IncidentMissing));
        };
        Ok(Incident::parse(&file.name, &String::from_utf8_lossy(&file.bytes))?)
    }

    /// True where there are letters in Spanish among the templates.
    pub fn speaks_spanish(&self) -> bool {
        self.templates.under("es/letters/").next().is_some()
    }

    /// The template files of letters and passages in which other files of the case differ from these; none where anything else differs.
    pub fn changed_passages(&self, now: &Self) -> Option<Vec<String>> {
        let others = |files: &Self| {
            let others = files.files.iter().filter(|file| file.wording_path().is_none());
            others.map(|file| (file.role.clone(), file.bytes.clone())).collect::<Vec<_>>()
        };
        let paths = |files: &Self| files.templates.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
        if others(self) != others(now) || paths(self) != paths(now) {
            return None;
        }
        let pairs = self.templates.iter().zip(now.templates.iter());
        let changed: Vec<String> =
            pairs.filter(|((_, before), (_, now))| before != now).map(|((path, _), _)| path.to_owned()).collect();
        changed.iter().all(|path| path.ends_with(".md.hbs")).then_some(changed)
    }

    /// The file of a role.
    pub fn of_role(&self, role: &str) -> Option<&InputFile> {
        self.files.iter().find(|file| file.role == role)
    }
}

/// The form in which a ledger is kept; another makes it worked out anew.
const LEDGER: u8 = 3;

fn digest(files: &[InputFile], templates: &Templates) -> Digest {
    let mut digest = Sha256::new_with_prefix(ENGINE);
    // A ledger of before knows texts under version 1 alone.
    digest.update([LEDGER]);
    digest.update(digest_templates(templates));
    for file in files {
        digest.update(file.role.as_bytes());
        digest.update([0]);
        digest.update(Sha256::digest(&file.bytes));
    }
    digest.into()
}

/// The templates of a case: the caller's or the built-in ones, with what the case has for itself in their place.
pub fn case_templates(files: &[InputFile], command: &CommandContext) -> Result<Templates, CommandError> {
    let templates = crate::io::template_folder::load(command.templates.as_deref())?;
    let own = |file: &InputFile| Some((file.wording_path()?.to_owned(), file.bytes.clone()));
    Ok(templates.with(files.iter().filter_map(own)))
}
