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
            let message = format!("The sample of this recipe also matches {}.", others.join(", "));
            let advice =
                "Name headings in [known_by] that the other export never has, or name under without what only it has.";
            refusals.push(Problem::of_file(file, message, advice));
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(CommandError::Input(refusals)) }
}

#[cfg(test)]
mod tests {
    use super::{check_samples, list_recipes};
    use crate::io::embedded;
    use notice::intake::RecipeBook;
    use std::path::PathBuf;

    fn book() -> RecipeBook {
        RecipeBook::load(&embedded::templates()).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    #[test]
    fn every_built_in_recipe_has_a_source_and_is_known_by_its_sample_alone() {
        let listed = list_recipes(None).expect("recipes");
        assert!(listed.len() >= 14, "{}", listed.len());
        assert!(listed.iter().all(|recipe| recipe.as_of.is_some() && !recipe.sources.is_empty()));
        check_samples(&book()).unwrap_or_else(|refusal| panic!("{refusal}"));
    }

    #[test]
    fn every_recipe_has_a_list_of_invented_people_with_the_headings_of_its_sample() {
        let lists = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/exports/lists");
        let book = book();
        for recipe in book.iter() {
            let path = lists.join(format!("recipe-{}.csv", recipe.name));
            let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            let head = text.lines().next().unwrap_or_default();
            let delimiter = if head.contains('\t') { '\t' } else { ',' };
            let headings: Vec<String> = head.split(delimiter).map(str::to_owned).collect();
            assert_eq!(headings, recipe.sample, "{}", recipe.name);
            let fitting: Vec<&str> = book.fitting(&headings).iter().map(|fitting| fitting.name.as_str()).collect();
            assert_eq!(fitting, [recipe.name.as_str()]);
            assert!((10..=26).contains(&text.lines().count()), "{}: ten people or more", recipe.name);
            assert!(path.with_extension("expected.csv").is_file(), "{}", recipe.name);
        }
    }
}
