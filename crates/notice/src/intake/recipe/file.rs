//! A recipe as its file has it.

use super::super::mapping::{Mapped, RawSource, Source, TomlPlaces, read_columns};
use super::super::{Field, heading};
use super::meaning::CodeMeaning;
use crate::finding::{Problem, quote_parser};
use crate::party::parse_day;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A recipe: how the export of one program is read.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// Name of its file, in small letters and hyphens.
    pub name: String,
    /// Title for people: program and table.
    pub title: String,
    /// The program.
    pub system: String,
    /// Public descriptions of the export.
    pub sources: Vec<RecipeSource>,
    /// Doubt about it, or nothing.
    pub doubt: String,
    /// Headings of a sample of the export.
    pub sample: Vec<String>,
    known_by: Vec<HeadingSet>,
    /// The headings of each field, folded; the cells of several are joined.
    pub(super) columns: Vec<(Field, Vec<String>)>,
    /// Further headings of a field, of which the first that is there is taken where the list has none of those above.
    pub(super) other_columns: Vec<(Field, Vec<String>)>,
    pub(super) ignored: FxHashSet<String>,
    pub(super) codes: Vec<(String, Vec<(String, CodeMeaning)>)>,
    pub(super) blanks: Vec<(String, Vec<String>)>,
    /// Columns in which numbers behind the letters are no part of a name, folded.
    pub(super) numbered: FxHashSet<String>,
    pub(super) joins: Vec<RecipeJoin>,
}

/// A public description of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecipeSource {
    /// Its address.
    pub url: String,
    /// Day on which it was read.
    pub date: NaiveDate,
    /// Remark, or nothing.
    pub note: String,
}

/// Headings by which an export is known, folded.
#[derive(Clone, Debug)]
struct HeadingSet {
    /// All of these are there.
    headings: FxHashSet<String>,
    /// None of these is there.
    without: FxHashSet<String>,
}

/// A column that holds the number of another row, folded.
#[derive(Clone, Debug)]
pub(super) struct RecipeJoin {
    pub(super) column: String,
    pub(super) to: String,
    /// True if the other row is of a person who is legally responsible for care.
    pub(super) names_guardian: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRecipe {
    name: Spanned<String>,
    title: Spanned<String>,
    system: Spanned<String>,
    sources: Spanned<Vec<RawDescription>>,
    #[serde(default)]
    doubt: String,
    known_by: Spanned<RawHeadingSet>,
    #[serde(default)]
    also_known_by: Vec<Spanned<RawHeadingSet>>,
    columns: BTreeMap<Spanned<String>, Spanned<RawSource>>,
    #[serde(default)]
    other_columns: BTreeMap<Spanned<String>, Spanned<RawSource>>,
    #[serde(default)]
    ignore: RawIgnored,
    #[serde(default)]
    codes: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
    #[serde(default)]
    blanks: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    numbers_behind_names: RawIgnored,
    #[serde(default)]
    joins: Vec<RawJoin>,
    sample: Spanned<RawSample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDescription {
    url: Spanned<String>,
    date: Spanned<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeadingSet {
    headings: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIgnored {
    #[serde(default)]
    columns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawJoin {
    column: Spanned<String>,
    to: Spanned<String>,
    gives: Spanned<String>,
    /// Reason for which it gives that, from the program's documentation.
    why: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSample {
    headings: Vec<String>,
}

/// Makes a refusal at a byte of the file.
type Refuse<'r> = dyn Fn(usize, String, &str) -> Problem + 'r;

impl Recipe {
    /// Reads a recipe; `file` is how refusals call it, `name` what its name must be.
    ///
    /// # Errors
    /// At line and column: a key, field or meaning that is not known, a column that is claimed twice, a known heading that its
    /// own sample lacks, a heading of the sample of which nothing is said, and a sample that the recipe does not fit.
    pub(super) fn parse(file: &str, name: &str, text: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let places = TomlPlaces::of(text);
        let refuse = |at: usize, message: String, advice: &str| {
            let (line, column) = places.place(at);
            Problem::of_file(file, message, advice).at(line, column)
        };
        let raw: RawRecipe = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let message = format!("The recipe cannot be read: {}.", quote_parser(error.message()));
            let advice = "It holds name, title, system, sources, [known_by], [columns] and [sample], and may hold doubt, [[also_known_by]], [other_columns], [ignore], [codes.HEADING], [blanks], [numbers_behind_names] and [[joins]].";
            refuse(at, message, advice)
        })?;
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if raw.name.get_ref() != name || name.is_empty() || name == "none" || !name.chars().all(kebab) {
            let advice = "Call it as its file is called, in small letters, digits and hyphens, and not none.";
            return Err(refuse(raw.name.span().start, "The recipe has another name than its file.".into(), advice));
        }
        for (word, told) in [(&raw.title, "title"), (&raw.system, "system")] {
            if word.get_ref().trim().is_empty() {
                return Err(refuse(word.span().start, format!("The {told} is empty."), "Write it for people."));
            }
        }
        let sources = read_descriptions(&raw.sources, &refuse)?;
        let columns = read_columns(raw.columns, &refuse, &|at| places.place(at))?;
        let columns = by_headings(columns, file)?;
        let others = read_columns(raw.other_columns, &refuse, &|at| places.place(at))?;
        let other_columns = by_headings(others, file)?;
        let recipe = Self {
            name: name.to_owned(),
            title: raw.title.into_inner(),
            system: raw.system.into_inner(),
            sources,
            doubt: raw.doubt,
            known_by: read_sets(&raw.known_by, &raw.also_known_by, &refuse)?,
            codes: read_codes(raw.codes, &|heading| field_among(heading, [&columns, &other_columns]), &refuse)?,
            columns,
            other_columns,
            ignored: raw.ignore.columns.iter().map(|heading| fold(heading.get_ref())).collect(),
            blanks: raw.blanks.into_iter().map(|(heading, cells)| (fold(heading.get_ref()), cells)).collect(),
            numbered: raw.numbers_behind_names.columns.iter().map(|heading| fold(heading.get_ref())).collect(),
            joins: read_joins(raw.joins, &refuse)?,
            sample: raw.sample.get_ref().headings.clone(),
        };
        recipe.claim_once(&|message, advice| refuse(raw.sample.span().start, message, advice))?;
        Ok(recipe)
    }

    /// The newest day on which a source was read.
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.sources.iter().map(|source| source.date).max()
    }

    /// The largest set of headings by which the recipe is known and which are all there; `there` is folded.
    pub(super) fn fit(&self, there: &FxHashSet<String>) -> Option<&FxHashSet<String>> {
        let fits = |set: &&HeadingSet| {
            set.headings.iter().all(|heading| there.contains(heading))
                && !set.without.iter().any(|heading| there.contains(heading))
        };
        self.known_by.iter().filter(fits).map(|set| &set.headings).max_by_key(|headings| headings.len())
    }

    /// A heading by which the recipe is known and which is not there, where it does not fit.
    pub(super) fn lacking(&self, there: &FxHashSet<String>) -> Option<&str> {
        let first = self.known_by.first()?;
        first.headings.iter().filter(|heading| !there.contains(*heading)).map(String::as_str).min()
    }

    /// The field that a heading feeds, folded.
    pub(super) fn field_of(&self, heading: &str) -> Option<Field> {
        field_among(heading, [&self.columns, &self.other_columns])
    }

    /// Headings that are understood and need feed nothing, folded.
    pub(super) fn understood(&self) -> impl Iterator<Item = &String> {
        let others = self.other_columns.iter().flat_map(|(_, headings)| headings);
        let coded = self.codes.iter().map(|(heading, _)| heading);
        self.ignored.iter().chain(self.joins.iter().map(|join| &join.column)).chain(others).chain(coded)
    }

    /// Refuses a column that is claimed twice, and a sample that the recipe does not cover.
    fn claim_once(&self, refuse: &dyn Fn(String, &str) -> Problem) -> Result<(), Problem> {
        let mut fields: FxHashSet<&str> = FxHashSet::default();
        let sources = self.columns.iter().chain(&self.other_columns).flat_map(|(_, headings)| headings);
        for heading in sources.chain(&self.ignored).chain(self.joins.iter().map(|join| &join.column)) {
            if !fields.insert(heading) {
                let message = format!("The column {heading} stands twice in the recipe.");
                return Err(refuse(message, "A column feeds one field, is ignored, or is a join."));
            }
        }
        let coded: FxHashSet<&str> = self.codes.iter().map(|(heading, _)| heading.as_str()).collect();
        let there: FxHashSet<String> = self.sample.iter().map(|heading| fold(heading)).collect();
        for heading in &self.sample {
            let folded = fold(heading);
            if !fields.contains(folded.as_str()) && !coded.contains(folded.as_str()) {
                let message = format!("The recipe says nothing about the column {heading} of its sample.");
                return Err(refuse(message, "Put it into [columns], [codes.HEADING], [[joins]] or [ignore]."));
            }
        }
        if self.fit(&there).is_none() {
            let message = "The sample lacks headings by which the recipe is known, or has one that it must not have.";
            return Err(refuse(message.to_owned(), "Correct [known_by], or the headings of the sample."));
        }
        Ok(())
    }
}

/// A heading as it is compared: small letters and digits alone.
pub(super) fn fold(heading: &str) -> String {
    heading::words(heading).concat()
}

/// Headings without the name of a table that stands before each of them, as in `patient.LName`.
pub(super) fn without_table(headings: &[String]) -> Vec<&str> {
    let own = |heading: &String| heading.split_once('.').map(|(table, _)| table.to_owned());
    let table = headings.first().and_then(own).filter(|table| !table.is_empty() && !table.contains(' '));
    let is_all = |table: &String| headings.iter().all(|heading| own(heading).as_ref() == Some(table));
    match table.filter(is_all) {
        Some(table) => headings.iter().map(|heading| &heading[table.len() + 1..]).collect(),
        None => headings.iter().map(String::as_str).collect(),
    }
}

fn field_among(heading: &str, tables: [&Vec<(Field, Vec<String>)>; 2]) -> Option<Field> {
    let mut fields = tables.into_iter().flatten();
    fields.find(|(_, headings)| headings.iter().any(|own| own == heading)).map(|(field, _)| *field)
}

fn read_descriptions(raw: &Spanned<Vec<RawDescription>>, refuse: &Refuse<'_>) -> Result<Vec<RecipeSource>, Problem> {
    let mut sources = Vec::new();
    for source in raw.get_ref() {
        let date = parse_day(source.date.get_ref()).map_err(|fault| {
            let advice = "Write year, month and day on which the source was read, as in 2025-03-21.";
            refuse(source.date.span().start, format!("The date of a source {}.", fault.words()), advice)
        })?;
        if !source.url.get_ref().starts_with("https://") {
            let advice = "Write the address of the public description, which begins with https.";
            return Err(refuse(source.url.span().start, "A source has no address.".into(), advice));
        }
        sources.push(RecipeSource { url: source.url.get_ref().clone(), date, note: source.note.clone() });
    }
    if sources.is_empty() {
        let advice = "Name a public description of the export, with the day on which it was read.";
        return Err(refuse(raw.span().start, "The recipe names no source.".into(), advice));
    }
    Ok(sources)
}

/// The fields with their headings, folded. A recipe does not know where a column stands.
fn by_headings(columns: Vec<Mapped>, file: &str) -> Result<Vec<(Field, Vec<String>)>, Problem> {
    let mut named = Vec::with_capacity(columns.len());
    for mapped in columns {
        let headings = mapped.sources.iter().map(|source| match source {
            Source::Heading(heading) => Some(fold(heading)).filter(|folded| !folded.is_empty()),
            Source::Number(_) => None,
        });
        let headings: Option<Vec<String>> = headings.collect();
        let headings = headings.ok_or_else(|| {
            let (line, column) = mapped.place;
            let advice = "Name columns by their headings; where a column stands may change.";
            Problem::of_file(file, "A recipe names a column by its number.", advice).at(line, column)
        })?;
        named.push((mapped.field, headings));
    }
    Ok(named)
}

fn read_sets(
    first: &Spanned<RawHeadingSet>,
    others: &[Spanned<RawHeadingSet>],
    refuse: &Refuse<'_>,
) -> Result<Vec<HeadingSet>, Problem> {
    let mut sets = Vec::new();
    for raw in std::iter::once(first).chain(others) {
        let headings: FxHashSet<String> = raw.get_ref().headings.iter().map(|heading| fold(heading)).collect();
        if headings.len() < 3 || headings.contains("") {
            let advice =
                "Name at least three headings that stand in every export of the program and, together, in no other.";
            return Err(refuse(raw.span().start, "The recipe is known by too few headings.".into(), advice));
        }
        let without = raw.get_ref().without.iter().map(|heading| fold(heading)).collect();
        sets.push(HeadingSet { headings, without });
    }
    Ok(sets)
}

type ColumnCodes = Vec<(String, Vec<(String, CodeMeaning)>)>;

fn read_codes(
    raw: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
    field_of: &dyn Fn(&str) -> Option<Field>,
    refuse: &Refuse<'_>,
) -> Result<ColumnCodes, Problem> {
    let mut all = Vec::new();
    for (heading, table) in raw {
        let folded = fold(heading.get_ref());
        let field = field_of(&folded);
        let mut codes = Vec::new();
        for (code, word) in table {
            let meaning = CodeMeaning::parse(word.get_ref(), field).map_err(|words| {
                let advice = format!("Write one of: {words}.");
                refuse(word.span().start, "This meaning of a code is not known for its column.".into(), &advice)
            })?;
            codes.push((code.get_ref().trim().to_owned(), meaning));
        }
        all.push((folded, codes));
    }
    Ok(all)
}

fn read_joins(raw: Vec<RawJoin>, refuse: &Refuse<'_>) -> Result<Vec<RecipeJoin>, Problem> {
    let mut joins = Vec::new();
    for join in raw {
        let column = fold(join.column.get_ref());
        let names_guardian = match join.gives.get_ref().as_str() {
            "guardian_name" => true,
            "nothing" => false,
            _ => {
                let advice = "Write guardian_name, or nothing for a column that is understood and not used.";
                return Err(refuse(join.gives.span().start, "A join cannot give this.".into(), advice));
            }
        };
        if names_guardian && column.contains("guar") && !column.contains("guardian") {
            let advice = "Write nothing: whoever pays the bills need not be the guardian.";
            return Err(refuse(join.gives.span().start, "A guarantor is never a guardian.".into(), advice));
        }
        if join.why.get_ref().trim().is_empty() {
            let advice = "Say in a sentence what the program's documentation says of the column.";
            return Err(refuse(join.why.span().start, "A join gives no reason.".into(), advice));
        }
        joins.push(RecipeJoin { column, to: fold(join.to.get_ref()), names_guardian });
    }
    Ok(joins)
}
