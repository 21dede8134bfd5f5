//! Recipes that are known, and those that fit a row of headings.

use super::file::{Recipe, fold, without_table};
use crate::finding::Problem;
use crate::party::Templates;
use rustc_hash::FxHashSet;

const FOLDER: &str = "recipes/";
/// Headings longer than this are none of a recipe, in bytes.
const LONGEST: usize = 60;

/// Recipes in order of name.
#[derive(Clone, Debug, Default)]
pub struct RecipeBook {
    recipes: Vec<Recipe>,
}

impl RecipeBook {
    /// Reads every `recipes/NAME.toml` of the templates. One that cannot be understood whole is refused with file, line and
    /// column: half of it would read columns as what they are not.
    pub fn load(templates: &Templates) -> Result<Self, Problem> {
        let mut recipes = Vec::new();
        for (path, _) in templates.under(FOLDER) {
            let Some(name) = path.strip_prefix(FOLDER).and_then(|path| path.strip_suffix(".toml")) else { continue };
            recipes.push(Recipe::parse(&format!("templates/{path}"), name, templates.text(path)?)?);
        }
        Ok(Self { recipes })
    }

    /// Recipes in order of name.
    pub fn iter(&self) -> impl Iterator<Item = &Recipe> {
        self.recipes.iter()
    }

    /// The recipe of a name.
    pub fn get(&self, name: &str) -> Option<&Recipe> {
        self.recipes.iter().find(|recipe| recipe.name == name)
    }

    /// The recipes that fit a row of headings, without those of which all headings are among those of another that fits. More
    /// than one means that the headings do not tell which.
    pub fn fitting(&self, headings: &[String]) -> Vec<&Recipe> {
        let there = fold_all(headings);
        let fitting: Vec<(&Recipe, &FxHashSet<String>)> =
            self.recipes.iter().filter_map(|recipe| Some((recipe, recipe.fit(&there)?))).collect();
        let is_narrower =
            |own: &FxHashSet<String>| fitting.iter().any(|(_, other)| other.len() > own.len() && own.is_subset(other));
        fitting.iter().filter(|(_, own)| !is_narrower(own)).map(|(recipe, _)| *recipe).collect()
    }

    /// The number of headings of a row by which a recipe is known; 0 where none fits.
    pub(in crate::intake) fn count_known(&self, cells: &[String]) -> usize {
        if self.recipes.is_empty() {
            return 0;
        }
        let there = fold_all(cells);
        self.recipes.iter().filter_map(|recipe| recipe.fit(&there)).map(FxHashSet::len).max().unwrap_or_default()
    }
}

/// Headings of a row, folded.
pub(super) fn fold_all(headings: &[String]) -> FxHashSet<String> {
    without_table(headings).into_iter().filter(|heading| heading.len() <= LONGEST).map(fold).collect()
}
