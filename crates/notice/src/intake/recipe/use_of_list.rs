//! The recipe by which one list is read: which one, by whose word, and what it makes of the columns.

use super::super::Field;
use super::super::columns::find_column;
use super::super::mapping::{Mapped, Mapping, Source};
use super::book::{RecipeBook, fold_all};
use super::file::{Recipe, fold, without_table};
use super::join::GuardianColumns;
use super::rules::{CellRules, ColumnRule};
use crate::finding::Problem;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// The word that turns recipes off.
const NONE: &str = "none";

/// Way in which a recipe was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RecipeChoice {
    /// Its headings are there, and those of no other.
    ByHeadings,
    /// Somebody named it.
    ByName,
}

/// A recipe by which a list is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct RecipeUse {
    /// Its name.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// Way in which it was chosen.
    pub chosen: RecipeChoice,
    /// Day of its newest source.
    pub as_of: Option<NaiveDate>,
    /// Doubt about it, or nothing.
    pub doubt: String,
    /// Columns (from 1) with codes that it does not know, and the number of their rows, which are held.
    pub unknown_codes: Vec<(u16, u64)>,
}

/// Recipes that a list may be read by.
pub(in crate::intake) enum RecipeFit<'b> {
    /// None fits, or somebody said that none is wanted.
    None,
    /// One.
    One(&'b Recipe, RecipeChoice),
    /// Several fit and nothing tells which.
    Several(Vec<&'b Recipe>),
}

impl RecipeFit<'_> {
    /// Names of recipes of which nothing tells which is meant.
    pub(in crate::intake) fn in_doubt(&self) -> Vec<String> {
        match self {
            Self::Several(several) => several.iter().map(|recipe| recipe.name.clone()).collect(),
            Self::None | Self::One(..) => Vec::new(),
        }
    }

    /// The recipe laid out over the columns of the list, where there is one.
    pub(in crate::intake) fn lay_out(&self, headings: &[String], mapping: Option<&Mapping>) -> Option<FittedRecipe> {
        match self {
            Self::One(recipe, chosen) => Some(FittedRecipe::of(recipe, *chosen, headings, mapping)),
            Self::None | Self::Several(_) => None,
        }
    }
}

/// Decides by which recipe a list is read: the one that the mapping names, else the one whose headings are there.
///
/// # Errors
/// The mapping names a recipe that is not known, or of which headings are missing.
pub(in crate::intake) fn choose<'b>(
    list: &str,
    book: &'b RecipeBook,
    headings: &[String],
    mapping: Option<&Mapping>,
) -> Result<RecipeFit<'b>, Problem> {
    let Some((mapping, (wanted, place))) = mapping.and_then(|m| Some((m, m.recipe.as_ref()?))) else {
        return Ok(match book.fitting(headings)[..] {
            [] => RecipeFit::None,
            [one] => RecipeFit::One(one, RecipeChoice::ByHeadings),
            ref several => RecipeFit::Several(several.to_vec()),
        });
    };
    if wanted == NONE {
        return Ok(RecipeFit::None);
    }
    let refuse = |message: &str, advice: &str| match place {
        // Named on the way and in no file.
        (0, _) => Problem::of_file(list, message, advice),
        place => mapping.refuse(*place, message, advice),
    };
    let Some(recipe) = book.get(wanted) else {
        let names: Vec<&str> = book.iter().map(|recipe| recipe.name.as_str()).collect();
        return Err(refuse(
            "There is no recipe of this name.",
            &format!("Write none, or one of: {}.", names.join(", ")),
        ));
    };
    let there = fold_all(headings);
    if recipe.fit(&there).is_none() {
        let advice = match recipe.lacking(&there) {
            Some(heading) => {
                format!("The heading {heading} is missing; export the list again, or write a recipe of your own.")
            }
            None => "The list has a heading that this export never has; name another recipe, or none.".to_owned(),
        };
        return Err(refuse("The list is no export of the program that the recipe is for.", &advice));
    }
    Ok(RecipeFit::One(recipe, RecipeChoice::ByName))
}

/// A recipe laid out over the columns of one list.
#[derive(Clone, Debug)]
pub(in crate::intake) struct FittedRecipe {
    /// The mapping of the list with what the recipe adds to it.
    pub(in crate::intake) mapping: Mapping,
    pub(in crate::intake) rules: CellRules,
    pub(in crate::intake) guardians: Option<GuardianColumns>,
    pub(in crate::intake) used: RecipeUse,
}

/// Use of a column while a recipe is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Free,
    /// The mapping file ignores it.
    IgnoredByMapping,
    /// The mapping file feeds a field from it.
    Mapped(Field),
    /// The recipe feeds a field from it.
    Recipe(Field),
}

impl FittedRecipe {
    /// Lays a recipe out. What the mapping file says of a field or a column counts.
    pub(in crate::intake) fn of(
        recipe: &Recipe,
        chosen: RecipeChoice,
        headings: &[String],
        mapping: Option<&Mapping>,
    ) -> Self {
        let mut mapping = mapping.cloned().unwrap_or_default();
        let folded: Vec<String> = without_table(headings).into_iter().map(fold).collect();
        let mut claims = vec![Claim::Free; headings.len()];
        let told = mapping.columns.iter().flat_map(|m| m.sources.iter().map(|source| (source, Claim::Mapped(m.field))));
        let told = told.chain(mapping.ignore.iter().map(|(source, _)| (source, Claim::IgnoredByMapping)));
        for (source, claim) in told {
            if let Some(at) = find_column(headings, source) {
                claims[at] = claim;
            }
        }
        let told: FxHashSet<Field> = mapping.columns.iter().map(|mapped| mapped.field).collect();
        let mut fed = told.clone();
        let free = |claims: &[Claim], heading: &String| {
            (0..folded.len()).find(|&at| folded[at] == *heading && claims[at] == Claim::Free)
        };
        let mut feed = |field: Field, places: Vec<usize>, claims: &mut [Claim]| {
            if places.is_empty() || is_said_otherwise(field, &told, &fed) || !fed.insert(field) {
                return;
            }
            places.iter().for_each(|&at| claims[at] = Claim::Recipe(field));
            let sources = places.iter().map(|&at| Source::Number(at as u16 + 1)).collect();
            mapping.columns.push(Mapped { field, sources, place: (0, 0) });
        };
        for (field, own) in &recipe.columns {
            let places = own.iter().filter_map(|heading| free(&claims, heading)).collect();
            feed(*field, places, &mut claims);
        }
        for (field, others) in &recipe.other_columns {
            let first = others.iter().find_map(|heading| free(&claims, heading));
            feed(*field, first.into_iter().collect(), &mut claims);
        }
        let understood: FxHashSet<&String> = recipe.understood().collect();
        for (at, heading) in folded.iter().enumerate() {
            if claims[at] == Claim::Free && understood.contains(heading) {
                mapping.ignore.push((Source::Number(at as u16 + 1), (0, 0)));
            }
        }
        let place =
            |heading: &String| folded.iter().position(|own| own == heading).and_then(|at| u16::try_from(at).ok());
        let join = recipe.joins.iter().find(|join| join.names_guardian);
        let guardians = join.and_then(|join| {
            let (column, to) = (place(&join.column)?, place(&join.to)?);
            (claims[usize::from(column)] == Claim::Free).then_some(GuardianColumns { column, to })
        });
        Self {
            rules: rules(recipe, &folded, &claims),
            mapping,
            guardians,
            used: RecipeUse {
                name: recipe.name.clone(),
                title: recipe.title.clone(),
                chosen,
                as_of: recipe.as_of(),
                doubt: recipe.doubt.clone(),
                unknown_codes: Vec::new(),
            },
        }
    }
}

/// Returns whether the name is fed in another way: by what the mapping file tells, or a whole name by its parts.
fn is_said_otherwise(field: Field, told: &FxHashSet<Field>, fed: &FxHashSet<Field>) -> bool {
    match field {
        Field::FullName => fed.contains(&Field::FirstName) || fed.contains(&Field::LastName),
        Field::FirstName | Field::MiddleName | Field::LastName | Field::Suffix => told.contains(&Field::FullName),
        _ => false,
    }
}

/// The rules of the columns that have codes or blanks, but for those of which the mapping file says something else.
fn rules(recipe: &Recipe, folded: &[String], claims: &[Claim]) -> CellRules {
    let of = |heading: &String| recipe.field_of(heading);
    let rules = folded.iter().zip(claims).enumerate().filter_map(|(at, (heading, claim))| {
        let codes = recipe.codes.iter().find(|(own, _)| own == heading).map_or(&[][..], |(_, codes)| codes);
        let blanks = recipe.blanks.iter().find(|(own, _)| own == heading).map_or(&[][..], |(_, blanks)| blanks);
        let drops_numbers = recipe.numbered.contains(heading);
        if codes.is_empty() && blanks.is_empty() && !drops_numbers {
            return None;
        }
        let field = match *claim {
            Claim::IgnoredByMapping => return None,
            Claim::Mapped(field) if of(heading) != Some(field) => return None,
            Claim::Mapped(field) | Claim::Recipe(field) => Some(field),
            Claim::Free => None,
        };
        Some((at, ColumnRule::new(field, codes.iter().cloned(), blanks.iter().cloned(), drops_numbers)))
    });
    CellRules::new(folded.len(), rules)
}
