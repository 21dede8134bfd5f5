use crate::finding::{FaceProblem, Problem, ProblemCode};
use std::collections::BTreeMap;

/// Everything that counsel edits, as read from a folder or built into the program: path below `templates/` with
/// forward slashes → bytes.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    files: BTreeMap<String, Vec<u8>>,
}

impl Templates {
    /// From paths and bytes.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self { files: files.into_iter().collect() }
    }

    /// Puts a file in or in place of another.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The same with these files in or in place of others.
    #[must_use]
    pub fn with(mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        self.files.extend(files);
        self
    }

    /// A file's bytes.
    pub fn bytes(&self, path: &str) -> Result<&[u8], Problem> {
        self.files.get(path).map(Vec::as_slice).ok_or_else(|| {
            Problem::of_file(format!("templates/{path}"), "The file is missing.", FaceProblem::TemplateMissing)
        })
    }

    /// A file's text.
    pub fn text(&self, path: &str) -> Result<&str, Problem> {
        let bytes = self.bytes(path)?;
        std::str::from_utf8(bytes).map_err(|fault| {
            let before = String::from_utf8_lossy(bytes.get(..fault.valid_up_to()).unwrap_or_default());
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
            Problem::of_file(format!("templates/{path}"), "The file is not UTF-8 text.", ProblemCode::EncodingWrong)
                .at(line, column)
        })
    }

    /// The files below a folder (`jurisdictions/`), in order of path.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(p, b)| (p.as_str(), b.as_slice()))
    }

    /// All files in order of path; what a digest of the templates runs over.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(p, b)| (p.as_str(), b.as_slice()))
    }
}
