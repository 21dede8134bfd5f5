//! `check`: intake, routing and preflight over lists. Writes nothing but the report; what it says is final.

use super::inputs::{Inputs, Prepared, prepare, prepare_under};
use crate::CommandError;
use crate::io::outbox::{FileKind, SingleFile};
use crate::io::tables::RECORDS;
use crate::reader::lists::ListInput;
use crate::task::{Lap, Progress, Stage, Stopwatch};
use chrono::NaiveDate;
use notice::finding::{CodeSet, FaceProblem, Finding, mask_numbers};
use notice::intake::{ColumnProfile, ColumnUse, Dialect, Field, Question, RecipeUse, ValueKind};
use notice::line::{
    Decision, Disposition, Entry, LawDifference, ShortOffer, Tally, compare_laws, decide, short_offers,
};
use notice::party::{Standing, parse_day};
use notice::routing::{Deadline, deadlines, delay_remarks};
use serde::Serialize;
use std::path::Path;

/// Report of `check`.
#[derive(Debug, Serialize)]
pub struct Report {
    /// All counts.
    #[serde(flatten)]
    pub tally: Tally,
    /// Dialect of the first list.
    pub dialect: Option<Dialect>,
    /// Dialect and columns of each list.
    pub lists: Vec<ListReport>,
    /// Offers of less monitoring than a state asks for, by state.
    pub short_offers: Vec<ShortOffer>,
    /// Every clock, first due first.
    pub deadlines: Vec<Due>,
    /// The day from which `days_left` are counted.
    pub days_counted_from: NaiveDate,
    /// Changes that the law of another day would make, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law_difference: Option<LawDifference>,
    /// Notes for a person about a delay that police asked for.
    pub delay: Vec<String>,
    /// Every finding with its places: rows by file and line, for each code.
    #[serde(skip)]
    pub places: Vec<Finding>,
    /// Time of each stage.
    pub timings: Vec<Lap>,
}

/// A clock and how long it still runs.
#[derive(Debug, Serialize)]
pub struct Due {
    /// The clock.
    #[serde(flatten)]
    pub deadline: Deadline,
    /// Days to the last day, the delayed one where there is one; below zero where it has passed.
    pub days_left: i64,
}

/// Report of how one list was read.
#[derive(Debug, Serialize)]
pub struct ListReport {
    /// Name of the file, as the user gave it.
    pub file: String,
    /// Encoding, delimiter, quote, header row.
    pub dialect: Dialect,
    /// Recipe by which it was read, where it is the export of a known program.
    pub recipe: Option<RecipeUse>,
    /// Names of recipes that all fit, so that none of them was used.
    pub recipes_in_doubt: Vec<String>,
    /// Use of each column.
    pub columns: Vec<ColumnReport>,
    /// Questions about the list; rows that an open one concerns are held.
    pub questions: Vec<Question>,
}

/// Use of one column.
#[derive(Debug, Serialize)]
pub struct ColumnReport {
    /// The heading as it stands, but for numbers that may be somebody's.
    pub heading: String,
    /// The field that it feeds, or nothing where it is ignored.
    pub field: Option<String>,
    /// True if the mapping file or the recipe says that it needs feed no field.
    pub ignored: bool,
    /// Profile of its cells.
    pub profile: ProfileReport,
}

/// So many cells of a column that is not used show whether its values are a vocabulary.
const MANY_CELLS: u64 = 50;

/// Profile of a column. Values are told only of lists of codes, as others are somebody's.
#[derive(Debug, Serialize)]
pub struct ProfileReport {
    /// Cells that are not empty.
    pub filled: u64,
    /// Different values, of at most 512.
    pub distinct: u64,
    /// True if there are more.
    pub has_more: bool,
    /// Kinds of its cells, with how many of those that were judged, commonest first.
    pub kinds: Vec<(ValueKind, u64)>,
    /// Bytes of the longest cell, and how many cells are as long.
    pub longest: (u64, u64),
    /// Dates by year.
    pub years: Vec<(i32, u64)>,
    /// Days that far more of the judged cells have than others.
    pub days: Vec<(NaiveDate, u64)>,
    /// Values of a list of codes with their counts, commonest first.
    pub codes: Vec<(String, u64)>,
}

/// Checks the lists; writes the disposition of every row to `records` where that is given. Days are counted from `on`,
/// or from the mailing date. With `law_of`, tells what the law of that day would change.
pub fn check(
    inputs: &Inputs,
    records: Option<&Path>,
    on: Option<&str>,
    law_of: Option<&str>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, CommandError> {
    let on = on.map(parse_day_argument).transpose()?;
    let law_of = law_of.map(parse_day_argument).transpose()?;
    let file = |path| SingleFile::new(FileKind::Records, path).force(inputs.force).except(inputs.files());
    let records = records.map(file);
    if let Some(file) = &records {
        file.check()?;
    }
    let mut watch = Stopwatch::default();
    let prepared = prepare(inputs)?;
    watch.tell(Stage::Prepare, progress);
    let sources = prepared.sources();
    let mut decision = decide(&prepared.context, &sources, &mut |stage| watch.tell(stage, progress))?;
    decision.add_columns(&prepared.findings);
    decision.codes_suffice()?;
    inputs.reins.checkpoint()?;
    if let Some(file) = records {
        file.put(&records_csv(&prepared, &decision.entries, &decision.variants))?;
        watch.lap(Stage::Records);
    }
    let law_difference = law_of.map(|day| compare_with_law_of(day, inputs, &prepared, &decision)).transpose()?;
    Ok(Report { law_difference, ..report(&prepared, decision, on, &watch) })
}

/// Decides about the same lists once more, under the law of another day, and compares.
fn compare_with_law_of(
    day: NaiveDate,
    inputs: &Inputs,
    prepared: &Prepared,
    decision: &Decision,
) -> Result<LawDifference, CommandError> {
    let other = prepare_under(inputs, Some(day))?;
    let decided = decide(&other.context, &other.sources(), &mut |_| {})?;
    Ok(compare_laws(day, (&prepared.context, decision), (&other.context, &decided))?)
}

/// A day as it is written on the command line.
pub fn parse_day_argument(text: &str) -> Result<NaiveDate, CommandError> {
    parse_day(text)
        .map_err(|fault| CommandError::input(format!("The day {}.", fault.words()), FaceProblem::DayUnreadable))
}

impl ColumnReport {
    fn of((column, profile): (&ColumnUse, &ColumnProfile)) -> Self {
        let field = column.field.or(column.spare);
        // Everybody of a short list may have one family name: it is no code for that.
        let tells_values = field.map_or(profile.filled >= MANY_CELLS, Field::is_vocabulary);
        Self {
            heading: mask_numbers(&column.heading).into_owned(),
            field: field.map(|field| field.to_string()),
            ignored: column.ignored_by_mapping,
            profile: ProfileReport::of(profile, tells_values),
        }
    }
}

impl ProfileReport {
    fn of(profile: &ColumnProfile, tells_values: bool) -> Self {
        Self {
            filled: profile.filled,
            distinct: profile.distinct,
            has_more: profile.has_more,
            kinds: profile.kinds.clone(),
            longest: profile.longest,
            years: profile.years.clone(),
            days: profile.days.clone(),
            codes: if tells_values { profile.codes() } else { Vec::new() },
        }
    }
}

/// The report of a decision. Days are counted from `on`, or from the mailing date.
pub fn report(prepared: &Prepared, decision: Decision, on: Option<NaiveDate>, watch: &Stopwatch) -> Report {
    let (book, incident) = (&prepared.context.book, &prepared.context.incident);
    let on = on.unwrap_or(incident.mailing.date);
    let clocks = deadlines(book, incident, &decision.residents, decision.unreachable());
    let lists: Vec<_> = prepared
        .lists
        .iter()
        .zip(&prepared.files)
        .map(|(list, file)| ListReport {
            file: file.name(),
            dialect: if file.is_sheet() { list.dialect().clone().of_sheet() } else { list.dialect().clone() },
            recipe: list.recipe().cloned(),
            recipes_in_doubt: list.recipes_in_doubt().to_vec(),
            columns: list.columns().iter().zip(list.profiles()).map(ColumnReport::of).collect(),
            questions: list.questions().to_vec(),
        })
        .collect();
    Report {
        dialect: lists.first().map(|l| l.dialect.clone()),
        lists,
        short_offers: short_offers(&prepared.context, &decision.entries),
        deadlines: clocks.into_iter().map(|d| Due { days_left: d.days_left(on), deadline: d }).collect(),
        days_counted_from: on,
        law_difference: None,
        delay: delay_remarks(incident, book.hipaa()),
        places: decision.places(),
        tally: decision.tally,
        timings: watch.laps().to_vec(),
    }
}

/// The fixed columns of `--records`, one line for every source row.
pub fn records_csv(prepared: &Prepared, entries: &[Entry], variants: &[String]) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::with_capacity(entries.len() * 64));
    // Writing into memory cannot fail.
    let _ = out.write_record(RECORDS);
    let names: Vec<_> = prepared.files.iter().map(ListInput::name).collect();
    for entry in entries {
        let _ = out.write_record([
            names.get(usize::from(entry.file)).map_or("", String::as_str),
            &entry.extent.line.to_string(),
            Disposition::word(entry.disposition),
            entry.standing.map_or("", Standing::word),
            entry.jurisdiction.as_ref().map_or("", |j| j.code()),
            variants.get(entry.variant as usize).map_or("", String::as_str),
            &entry.zip.map(|z| z.to_string()).unwrap_or_default(),
            &words(entry.codes),
        ]);
    }
    out.into_inner().unwrap_or_default()
}

fn words(codes: CodeSet) -> String {
    codes.iter().map(notice::finding::Code::word).collect::<Vec<_>>().join(" ")
}
