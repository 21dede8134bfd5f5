//! Codes of a recipe that hold a row.

use super::super::cells::Cells;
use super::meaning::CodeMeaning;
use super::rules::RuledCell;
use crate::finding::Code;
use crate::party::{Death, Person};

/// Marks a row for the codes that its cells have: of records that get no letter unseen, and of those that the recipe does not
/// know.
pub(in crate::intake) fn mark(cells: &Cells<'_>, person: &mut Person) {
    for (at, rule) in cells.plan.rules.iter() {
        match cells.plan.rules.read(usize::from(at), &cells.as_it_stands(at)) {
            RuledCell::Means(CodeMeaning::Held(code)) => person.codes.insert(*code),
            RuledCell::Unknown => person.codes.insert(Code::RecipeValueUnknown),
            // The mapping file uses another column for the dead: the two do not agree.
            RuledCell::Means(CodeMeaning::Dead | CodeMeaning::Unclear)
                if !rule.feeds_deceased() && !matches!(person.death, Death::Dead(_)) =>
            {
                person.codes.insert(Code::DeathUnclear);
                person.death = Death::Unclear;
            }
            _ => {}
        }
    }
}
