//! `recipes`: programs whose exports are known, and what holds of every recipe of a set.

use crate::CommandError;
use crate::io::template_folder;
use chrono::NaiveDate;
use notice::finding::Problem;
use notice::intake::{RecipeBook, RecipeSource};
use serde::Serialize;
use std::path::Path;

/// A recipe with its sources.
#[derive(Debug, Serialize)]
pub struct ListedRecipe {
    /// Name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The program.
    pub system: String,
    /// Day of its newest source.
    pub as_of: Option<NaiveDate>,
    /// Public descriptions of the export.
    pub sources: Vec<RecipeSource>,
    /// Doubt about it, or nothing.
    pub doubt: String,
}

/// All recipes, in order of name.
pub fn list_recipes(folder: Option<&Path>) -> Result<Vec<ListedRecipe>, CommandError> {
    let book = RecipeBook::load(&template_folder::load(folder)?)?;
    let listed = book.iter().map(|recipe| ListedRecipe {
        name: recipe.name.clone(),
        title: recipe.title.clone(),
        system: recipe.system.clone(),
        as_of: recipe.as_of(),
        sources: recipe.sources.clone(),
        doubt: recipe.doubt.clone(),
    });
    Ok(listed.collect())
}

/// Refuses recipes of which the sample of one is taken for the export of another: a list like it would be read by neither.
pub(super) fn check_samples(book: &RecipeBook) -> Result<(), CommandError> {
    let mut refusals = Vec::new();
    for recipe in book.iter() {
        let others: Vec<&str> = book
            .fitting(&recipe.sample)
            .into_iter()
            .map(|fitting| fitting.name.as_str())
            .filter(|name| *name != recipe.name)
            .collect();
        if !others.is_empty() {
            let file = format!("templates/recipes/{}.toml", recipe.name);
            let message = format!("The sample of this recipe is known as that of {}, too.", others.join(", "));
            let advice = "Name headings in [known_by] that the other export never has, or name under without what only it has.";
            refusals.push(Problem::of_file(file, message, advice));
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(CommandError::Input(refusals)) }
}
