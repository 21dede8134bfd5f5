//! `survey`: what a list looks like before it comes in: how it is written, what each column would be used for, and a few
//! cells of each to see whether that is right.

use super::import::kept_mapping;
use crate::CommandError;
use crate::casefile::{Case, LATEST};
use crate::reader::SheetSummary;
use crate::reader::lists::{self, open_list};
use crate::roster::{FindingDetail, ListView};
use crate::snapshot::CaseSnapshot;
use crate::task::CommandContext;
use notice::finding::{Code, Problem, escape_line, mask_numbers};
use notice::intake::{Field, List, Mapping, RecipeBook, RecipeUse, workbook_marks};
use notice::party::DataElement;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table, value};

/// Number of cells of a column that are shown.
const SAMPLES: usize = 3;
/// Number of rows that are shown whole.
const LINES: usize = 5;
/// Number of dates that are shown where day and month cannot be told apart.
const DATES: usize = 4;

/// A list before it comes in.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ListInspection {
    /// Its name.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Encoding.
    pub encoding: String,
    /// Delimiter between cells.
    pub delimiter: String,
    /// The line of the headings, where there are any.
    pub heading_line: Option<u32>,
    /// True if nothing tells whether its first row holds headings: somebody must say it.
    pub headings_open: bool,
    /// Reason why it cannot come in before somebody says what its columns are; nothing where it can.
    pub wanting: Option<Problem>,
    /// Every column.
    pub columns: Vec<InspectedColumn>,
    /// The first rows, cell by cell as they stand.
    pub first: Vec<Vec<String>>,
    /// Findings about file and columns.
    pub findings: Vec<FindingDetail>,
    /// Dates of which nothing tells which of day and month comes first; empty where that is clear.
    pub which_first: Vec<String>,
    /// The profiles of its columns, and the questions about it as it would be read now.
    pub view: ListView,
    /// True if it is a sheet of a workbook.
    pub is_sheet: bool,
    /// The recipe by which it is read, where its headings are those of a known program's export.
    pub recipe: Option<RecipeUse>,
    /// Recipes of which nothing tells which is meant.
    pub recipes_in_doubt: Vec<KnownRecipe>,
}

/// A recipe by name and title.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct KnownRecipe {
    /// Its name.
    pub name: String,
    /// Its title for people.
    pub title: String,
}

/// A column of a list.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct InspectedColumn {
    /// Its number from 1.
    pub number: u16,
    /// Its heading as it stands.
    pub heading: String,
    /// The word of the field that it feeds, or nothing.
    pub field: String,
    /// True if it is a part of a second address.
    pub spare: bool,
    /// True if somebody said that it is not needed, or it holds the marks of a workbook.
    pub ignored: bool,
    /// True if its heading looks like a hold, custody or death flag that nobody has named.
    pub looks_like_flag: bool,
    /// A few of its cells.
    pub samples: Vec<String>,
}

/// Use of a column, as somebody said.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
#[ts(rename = "ColumnSaid")]
pub struct ColumnAssignment {
    /// Its number from 1.
    pub number: u16,
    /// Its heading as it stands.
    pub heading: String,
    /// The word of the field; nothing where it is not needed.
    pub field: String,
}

/// A field that a column can feed.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ColumnUseWord {
    /// The word of the mapping file.
    pub word: String,
    /// True if it says yes or no of an exposed element.
    pub element: bool,
}

/// Every field in order.
pub fn column_uses() -> Vec<ColumnUseWord> {
    let plain = Field::PLAIN.iter().map(|field| ColumnUseWord { word: field.to_string(), element: false });
    let elements = DataElement::ALL.iter().map(|element| Field::Element(*element));
    plain.chain(elements.map(|field| ColumnUseWord { word: field.to_string(), element: true })).collect()
}

/// The sheets of a workbook that hold something, for somebody to choose; none of a list in text.
pub fn list_sheets(path: &Path) -> Result<Vec<SheetSummary>, CommandError> {
    lists::summaries(path)
}

/// Looks at a list as the case would read it, with a mapping where one is given. Of a workbook with several sheets one is named.
pub fn inspect_list(
    case: &Case,
    path: &Path,
    sheet: Option<&str>,
    mapping: Option<&str>,
    command: &CommandContext,
) -> Result<ListInspection, CommandError> {
    let snapshot = CaseSnapshot::without_lists(&case.input_files(LATEST)?, command)?;
    let context = &snapshot.setup.context;
    let input = open_list(path, sheet)?;
    let name = input.short_name();
    let mut mapping = mapping.map(|text| Mapping::parse(&name, text)).transpose()?;
    // What was answered about the list of this name that is there counts for questions that are the same.
    let kept = kept_mapping(&case.lists(LATEST)?, &name).map(|text| Mapping::parse(&name, &text)).transpose()?;
    let answered = kept.as_ref().map_or(&[][..], Mapping::answers);
    let with_kept = |mapping: Option<Mapping>| match answered {
        [] => mapping,
        _ => Some(answered.iter().fold(mapping.unwrap_or_default(), |all, (key, word)| all.with_answer(key, word))),
    };
    mapping = with_kept(mapping);
    let bytes = input.bytes();
    let look = |mapping: Option<&Mapping>| {
        List::peek(0, &name, bytes, mapping, &context.recipes, &context.gazetteer, &context.incident)
    };
    let (mut list, mut wanting) = look(mapping.as_ref())?;
    let told = mapping.as_ref().and_then(Mapping::headed);
    let headings_open = told.is_some() || !list.is_headed();
    if told.is_none() && !list.is_headed() && list.headings().iter().any(|cell| is_somebodys(cell)) {
        mapping = with_kept(Some(Mapping::parse(&name, "[file]\nheader = false\n")?));
        (list, wanting) = look(mapping.as_ref())?;
    }
    let unreadable = |e: std::io::Error| CommandError::disk(path, "Reading", &e);
    let first = list.chunks(bytes).next().transpose().map_err(unreadable)?;
    let rows = first.map(|chunk| list.cells(&chunk)).unwrap_or_default();
    let samples = |at: usize, most: usize| {
        let mut seen: Vec<String> = Vec::new();
        for cell in rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            if seen.len() < most && !seen.iter().any(|own| own == cell) {
                seen.push(cell.to_owned());
            }
        }
        seen
    };
    let columns: Vec<InspectedColumn> = list
        .columns()
        .iter()
        .enumerate()
        .map(|(at, column)| InspectedColumn {
            number: at as u16 + 1,
            heading: escape_line(&mask_numbers(&column.heading)).into_owned(),
            field: column.field.or(column.spare).map(|field| field.to_string()).unwrap_or_default(),
            spare: column.field.is_none() && column.spare.is_some(),
            // Marks of a workbook are asked about as a question, and are no column to be named.
            ignored: column.ignored_by_mapping || workbook_marks::is_heading(&column.heading),
            looks_like_flag: column.looks_like_flag,
            samples: samples(at, SAMPLES),
        })
        .collect();
    let assumed = list.findings().iter().find(|finding| finding.code == Code::DateOrderAssumed);
    let which_first = assumed.map(|found| samples(usize::from(found.at.column).saturating_sub(1), DATES));
    let mut codes: Vec<Code> = list.findings().iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let dialect = if input.is_sheet() { list.dialect().clone().of_sheet() } else { list.dialect().clone() };
    let view = ListView::of(None, &name, &list);
    Ok(ListInspection {
        name,
        rows: list.rows(),
        encoding: dialect.encoding.to_owned(),
        delimiter: dialect.delimiter,
        heading_line: dialect.header_row,
        headings_open,
        wanting,
        columns,
        first: rows.into_iter().take(LINES).collect(),
        findings: codes.into_iter().map(FindingDetail::of).collect(),
        which_first: which_first.unwrap_or_default(),
        view,
        is_sheet: input.is_sheet(),
        recipe: list.recipe().cloned(),
        recipes_in_doubt: list.recipes_in_doubt().iter().map(|name| known_recipe(&context.recipes, name)).collect(),
    })
}

fn known_recipe(recipes: &RecipeBook, name: &str) -> KnownRecipe {
    let title = recipes.get(name).map_or(name, |recipe| recipe.title.as_str());
    KnownRecipe { name: name.to_owned(), title: title.to_owned() }
}

/// Returns true if a cell of the first row looks like somebody's and not like a heading: headings hold no numbers of
/// several digits.
fn is_somebodys(cell: &str) -> bool {
    cell.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// The mapping file that says what was said about columns, which of day and month comes first where that was asked, and
/// whether the first row holds headings where nothing tells; and the recipe, or that none is wanted, where somebody said it.
pub fn mapping(said: &[ColumnAssignment], date_order: &str, headed: Option<bool>, recipe: Option<&str>) -> String {
    let mut text = DocumentMut::new();
    if !date_order.is_empty() {
        text["file"]["date_order"] = value(date_order);
    }
    if let Some(headed) = headed {
        text["file"]["header"] = value(headed);
    }
    if let Some(name) = recipe {
        text["file"]["recipe"] = value(name);
    }
    let mut often: BTreeMap<String, u32> = BTreeMap::new();
    for one in said {
        *often.entry(one.heading.to_lowercase()).or_default() += 1;
    }
    // A heading that stands twice, not at all, or with parts covered or escaped says nothing: the column goes by its number.
    let source = |one: &ColumnAssignment| -> toml_edit::Value {
        if headed == Some(false)
            || one.heading.trim().is_empty()
            || one.heading.contains(['•', '\\'])
            || often.get(&one.heading.to_lowercase()).is_some_and(|times| *times > 1)
        {
            i64::from(one.number).into()
        } else {
            one.heading.as_str().into()
        }
    };
    let mut columns = Table::new();
    for one in said.iter().filter(|said| !said.field.is_empty()) {
        match columns.get_mut(&one.field) {
            None => drop(columns.insert(&one.field, value(source(one)))),
            Some(Item::Value(toml_edit::Value::Array(all))) => all.push(source(one)),
            Some(first) => {
                let mut all = Array::new();
                all.extend(first.as_value().cloned());
                all.push(source(one));
                *first = value(all);
            }
        }
    }
    text["columns"] = Item::Table(columns);
    let ignored: Array = said.iter().filter(|said| said.field.is_empty()).map(source).collect();
    if !ignored.is_empty() {
        text["ignore"]["columns"] = value(ignored);
    }
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::{ColumnAssignment, mapping};
    use notice::intake::Mapping;

    fn said(heading: &str, field: &str) -> ColumnAssignment {
        ColumnAssignment { number: 7, heading: heading.into(), field: field.into() }
    }

    #[test]
    fn what_was_said_is_a_mapping_file() {
        let words = [
            said("Nachname \"x\"", "last_name"),
            said("Given", "first_name"),
            said("Second", "first_name"),
            said("SSN?", "element.ssn"),
            said("Notes", ""),
        ];
        let text = mapping(&words, "dmy", None, None);
        assert!(Mapping::parse("made", &text).is_ok(), "{text}");
        assert!(text.contains("first_name = [\"Given\", \"Second\"]"), "{text}");
        assert!(text.contains("date_order = \"dmy\"") && text.contains("columns = [\"Notes\"]"), "{text}");
    }

    #[test]
    fn a_recipe_is_kept_by_its_name() {
        let text = mapping(&[said("PatNum", "record_id")], "", None, Some("open-dental"));
        assert!(Mapping::parse("made", &text).is_ok() && text.contains("recipe = \"open-dental\""), "{text}");
    }

    #[test]
    fn headings_that_say_nothing_go_by_number() {
        let twice = |number, field: &str| ColumnAssignment { number, heading: "Date".into(), field: field.into() };
        let text = mapping(&[twice(3, "date_of_birth"), twice(5, "")], "", Some(true), None);
        assert!(Mapping::parse("made", &text).is_ok(), "{text}");
        assert!(text.contains("date_of_birth = 3") && text.contains("columns = [5]"), "{text}");
        assert!(text.contains("header = true"), "{text}");
        let text = mapping(&[said("Column 7", "zip")], "", Some(false), None);
        assert!(Mapping::parse("made", &text).is_ok() && text.contains("zip = 7"), "{text}");
    }
}
