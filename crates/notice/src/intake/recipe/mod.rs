//! Recipes: how the export of a program is known by its headings, which column is what, what its codes and blanks mean, and which
//! rows it names by number. A recipe is a file under `templates/recipes/`; a new one needs no line of Rust.

mod book;
mod file;
mod join;
mod marks;
mod meaning;
mod rules;
mod use_of_list;

pub use book::RecipeBook;
pub use file::{Recipe, RecipeSource};
pub use use_of_list::{RecipeChoice, RecipeUse};

pub(super) use join::{GuardianColumns, GuardianNames};
pub(super) use marks::mark;
pub(super) use rules::CellRules;
pub(super) use use_of_list::{FittedRecipe, choose};
