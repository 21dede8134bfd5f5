//! Templates: those of a folder, or the built-in ones.

use super::{embedded, read};
use crate::error::CommandError;
use notice::finding::{FaceProblem, Problem, ProblemCode};
use notice::party::Templates;
use std::path::Path;

/// Recipes of programs' exports.
const RECIPES: &str = "recipes/";
/// The built-in templates are some two hundred files; who names the folder of all documents by mistake learns it soon.
const TEMPLATE_FILES: usize = 5_000;

/// Templates from a folder, or the built-in ones. A folder may add recipes and replace them: those of other names stay, since
/// whoever edits words need not know programs.
pub fn load(folder: Option<&Path>) -> Result<Templates, CommandError> {
    let Some(folder) = folder else { return Ok(embedded::templates()) };
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    if files.is_empty() {
        let shown = folder.display().to_string();
        return Err(Problem::of_file(shown, "The templates folder is empty.", ProblemCode::TemplatesEmpty).into());
    }
    let built_in = embedded::templates();
    let recipes = built_in.under(RECIPES).map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    Ok(Templates::new(recipes).with(files))
}

fn gather(top: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), CommandError> {
    let entries = std::fs::read_dir(folder).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            let shown = folder.display().to_string();
            Problem::of_file(shown, "Templates folder not found.", FaceProblem::TemplatesMissing).into()
        }
        _ => CommandError::unreadable(folder, "Reading the templates", &e),
    })?;
    for entry in entries {
        let path = entry.map_err(|e| CommandError::disk(folder, "Reading the templates", &e))?.path();
        let refuse = |message: &str| {
            let shown = path.display().to_string();
            CommandError::from(Problem::of_file(shown, message, ProblemCode::TemplatesForeign))
        };
        if path.is_dir() {
            gather(top, &path, files)?;
        } else if !path.is_file() {
            return Err(refuse("This is not a regular file."));
        } else if files.len() == TEMPLATE_FILES {
            return Err(refuse("The folder has far more files than templates need."));
        } else {
            let below = path.strip_prefix(top).unwrap_or(&path);
            let key: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            files.push((key.join("/"), read::whole(&path)?));
        }
    }
    Ok(())
}
