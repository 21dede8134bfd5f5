//! A table of guardians: one row for each guardian of each child.

use super::super::address::{self, AddressCells};
use super::super::fhir;
use super::super::field::Field;
use super::super::flag::{Flag, flag};
use super::super::heading::{field_of, words};
use super::super::heading_kind::looks_like_flag;
use super::super::lexicon::{GUARDIANS, tokens};
use super::super::name::{NameCells, other};
use super::super::nothing::is_nothing;
use super::super::workbook_marks::{self, RowMarks};
use super::parent::{Custody, Home, Parent, record_key};
use crate::finding::{Code, CodeSet, Private, Problem, Severity};
use crate::party::Gazetteer;
use chrono::NaiveDate;
use csv::StringRecord;
use serde::Serialize;

/// Rows of a file that name nobody who is written to about a child, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct LeftOut {
    /// The relation is none of a parent or guardian: an emergency contact, a spouse, an employer.
    pub no_parents: u64,
    /// The record is no longer in use.
    pub ended: u64,
}

/// The rows of a file, each with the record number of its child.
pub(super) struct Table {
    pub(super) rows: Vec<(String, Parent)>,
    pub(super) left_out: LeftOut,
}

/// The longest relation that is kept, in characters; a longer one is a note.
const LONGEST_RELATION: usize = 40;

/// Columns by what they hold.
#[derive(Default)]
struct Columns {
    record: Option<usize>,
    full: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    lines: [Option<usize>; 2],
    town: [Option<usize>; 5],
    relation: Option<usize>,
    order: Option<usize>,
    custody: Option<usize>,
    /// Marks of a sheet of a workbook.
    workbook: Option<usize>,
    marks: Vec<usize>,
}

/// Parts of an address behind its lines, in the order of [`Columns::town`].
const TOWN: [Field; 5] = [Field::City, Field::State, Field::Zip, Field::CityStateZip, Field::Country];

/// Reads the rows of a table. Those about one child stand in the order of its column of order, where it has one, else in their own.
///
/// # Errors
/// As of [`Guardians::parse`](super::Guardians::parse).
pub(super) fn read(file: &str, text: &str, gazetteer: &Gazetteer, mailing: NaiveDate) -> Result<Table, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return read_related(file, text, gazetteer, mailing);
    }
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&mark| heading.bytes().filter(|&b| b == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let refuse = |line: u32, message: &str, advice: &str| Problem::of_file(file, message, advice).at(line, 0);
    let unreadable = || vec![refuse(0, "The file cannot be read as a table.", "Save it as CSV in UTF-8.")];
    let headings = reader.headers().map_err(|_| unreadable())?.clone();
    let columns = columns(&headings, &refuse)?;
    let mut table = Table { rows: Vec::new(), left_out: LeftOut::default() };
    let mut numbered: Vec<u32> = Vec::new();
    let mut wrong = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for row in reader.records() {
        let row = row.map_err(|_| unreadable())?;
        // A record's position lies before the ends of lines that precede it.
        let at = row.position().map_or(0, |at| at.byte() as usize).min(text.len());
        let at = text.len() - text[at..].trim_start_matches(['\r', '\n']).len();
        line += ends(&text[counted..at]);
        counted = at;
        if row.iter().all(str::is_empty) {
            continue;
        }
        if row.len() != headings.len() {
            wrong.push(refuse(line, "The row has more or fewer cells than the heading.", "Mend the row."));
            continue;
        }
        match columns.parent(&row, line, gazetteer) {
            Ok(Some((record, parent))) => {
                numbered.push(columns.cell(&row, columns.order).parse().unwrap_or(u32::MAX));
                table.rows.push((record, parent));
            }
            Ok(None) => table.left_out.no_parents += 1,
            Err((message, advice)) => wrong.push(refuse(line, message, advice)),
        }
    }
    if wrong.is_empty() && table.rows.is_empty() {
        wrong.push(refuse(1, "The file names no guardian.", "Give one row for each guardian of each child."));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut rows: Vec<(u32, (String, Parent))> = numbered.into_iter().zip(table.rows).collect();
    rows.sort_by_key(|(number, _)| *number);
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(table)
}

/// Reads a FHIR bulk file of related people.
fn read_related(file: &str, text: &str, gazetteer: &Gazetteer, mailing: NaiveDate) -> Result<Table, Vec<Problem>> {
    let related = fhir::guardian_table(file, text, mailing)?;
    let refuse = |line: u32, message: &str, advice: &str| Problem::of_file(file, message, advice).at(line, 0);
    let columns = columns(&StringRecord::from(fhir::HEADINGS.to_vec()), &refuse)?;
    let passed = related.left_out;
    let left_out = LeftOut {
        no_parents: u64::from(passed.other_relation),
        ended: u64::from(passed.inactive) + u64::from(passed.out_of_time),
    };
    let mut table = Table { rows: Vec::with_capacity(related.rows.len()), left_out };
    let mut wrong = Vec::new();
    for (line, cells) in related.rows {
        match columns.parent(&StringRecord::from(cells), line, gazetteer) {
            Ok(Some(row)) => table.rows.push(row),
            Ok(None) => table.left_out.no_parents += 1,
            Err((message, advice)) => wrong.push(refuse(line, message, advice)),
        }
    }
    if wrong.is_empty() { Ok(table) } else { Err(wrong) }
}

impl Columns {
    fn cell<'r>(&self, row: &'r StringRecord, at: Option<usize>) -> &'r str {
        at.and_then(|at| row.get(at)).unwrap_or_default()
    }

    /// The guardian of a row, with the record number of the child; nothing where the relation is none of a parent or guardian.
    ///
    /// # Errors
    /// A row without a number, or without a name: what is wrong and what to do.
    fn parent(
        &self,
        row: &StringRecord,
        line: u32,
        gazetteer: &Gazetteer,
    ) -> Result<Option<(String, Parent)>, (&'static str, &'static str)> {
        let cell = |at| self.cell(row, at);
        let relation = cell(self.relation);
        let words = tokens(relation);
        let is_any = |list: &rustc_hash::FxHashSet<String>| words.iter().any(|word| list.contains(word));
        if is_any(&GUARDIANS.no_parents) && !is_any(&GUARDIANS.parents) {
            return Ok(None);
        }
        if RowMarks::read(cell(self.workbook)).hidden {
            return Err((
                "The row is hidden in the workbook.",
                "Show the hidden rows, or delete them, and save the workbook.",
            ));
        }
        let record = record_key(cell(self.record));
        if record.is_empty() {
            return Err(("The row has no record number.", "A guardian without one joins nobody."));
        }
        let cells =
            NameCells { full: cell(self.full), first: cell(self.first), last: cell(self.last), ..NameCells::default() };
        let mut codes = CodeSet::EMPTY;
        let name = other(cells, &mut codes);
        let Some(name) = name.filter(|_| !codes.contains(Code::NameFormula)) else {
            return Err(("The row has no guardian's name.", "Write the name, or leave the row out."));
        };
        let [street, second] = self.lines.map(cell);
        let [city, state, zip, city_state_zip, country] = self.town.map(cell);
        let cells = AddressCells {
            line_1: street,
            line_2: second,
            city,
            state,
            zip,
            city_state_zip,
            country,
            ..AddressCells::default()
        };
        let mut codes = CodeSet::EMPTY;
        let found = address::read(&cells, gazetteer, &mut codes);
        let address = found.address.filter(|_| codes.worst() < Some(Severity::Hold) && !found.silent);
        let parent = Parent {
            line,
            name: Private::new(name),
            relation: relation.chars().take(LONGEST_RELATION).collect(),
            home: address.as_ref().and_then(Home::of_address).or_else(|| Home::read(street, zip)).map(Private::new),
            address: address.map(Private::new),
            custody: custody(cell(self.custody)),
            // What is no clear no may mean that they are not to be written to.
            is_barred: found.silent
                || self.marks.iter().any(|at| matches!(flag(cell(Some(*at))), Flag::Yes | Flag::Other)),
        };
        Ok(Some((record, parent)))
    }
}

fn custody(cell: &str) -> Custody {
    let cell = cell.to_lowercase();
    let is = |words: &rustc_hash::FxHashSet<String>| words.contains(cell.as_str());
    if is_nothing(&cell) && !is(&GUARDIANS.without) {
        Custody::Unsaid
    } else if is(&GUARDIANS.sole) {
        Custody::Sole
    } else if is(&GUARDIANS.shared) {
        Custody::Shared
    } else if is(&GUARDIANS.without) {
        Custody::Without
    } else {
        Custody::Unclear
    }
}

/// Counts the line ends of a text: LF, CRLF, and CR alone, which spreadsheets on an old Macintosh write. The character
/// after the text must not be LF.
fn ends(text: &str) -> u32 {
    (text.matches(['\r', '\n']).count() - text.matches("\r\n").count()) as u32
}

fn columns(headings: &StringRecord, refuse: &impl Fn(u32, &str, &str) -> Problem) -> Result<Columns, Vec<Problem>> {
    let mut columns = Columns::default();
    let mut bare = false;
    for (at, heading) in headings.iter().enumerate() {
        let joined = words(heading).concat();
        let slot = if workbook_marks::is_heading(heading) {
            &mut columns.workbook
        } else if GUARDIANS.custody_headings.contains(&joined) {
            &mut columns.custody
        } else if GUARDIANS.relation_headings.contains(&joined) {
            &mut columns.relation
        } else if GUARDIANS.order_headings.contains(&joined) {
            &mut columns.order
        } else {
            match field_of(heading).map(|(field, _)| field) {
                Some(Field::RecordId) => &mut columns.record,
                Some(Field::GuardianName) => &mut columns.full,
                Some(Field::GuardianFirst) => &mut columns.first,
                Some(Field::GuardianLast) => &mut columns.last,
                Some(Field::Address1) => &mut columns.lines[0],
                Some(Field::Address2) => &mut columns.lines[1],
                Some(field) if TOWN.contains(&field) => {
                    &mut columns.town[TOWN.iter().position(|own| *own == field).unwrap_or_default()]
                }
                Some(field) => {
                    bare |= matches!(field, Field::FirstName | Field::LastName | Field::FullName);
                    if field.is_mark() {
                        columns.marks.push(at);
                    }
                    continue;
                }
                None => {
                    if looks_like_flag(heading) {
                        columns.marks.push(at);
                    }
                    continue;
                }
            }
        };
        *slot = slot.or(Some(at));
    }
    if columns.record.is_none() {
        return Err(vec![refuse(
            1,
            "The file has no column of record numbers.",
            "Guardians are joined by the practice's own number and never by a name: export the file with record_id.",
        )]);
    }
    if columns.full.is_none() && (columns.first.is_none() || columns.last.is_none()) {
        let advice = if bare {
            "A column called first_name may be the child's: call the columns guardian_first and guardian_last."
        } else {
            "Give it guardian_name, or guardian_first and guardian_last."
        };
        return Err(vec![refuse(1, "The file has no column of guardians' names.", advice)]);
    }
    Ok(columns)
}
