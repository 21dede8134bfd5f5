//! A table of guardians: one row for each guardian of each child.

use super::super::address::{self, AddressCells};
use super::super::fhir;
use super::super::field::Field;
use super::super::flag::{Flag, flag};
use super::super::heading::{Owner, field_of, owner_of, words};
use super::super::heading_kind::{looks_like_flag, permits_mail};
use super::super::lexicon::{GUARDIANS, tokens};
use super::super::name::{NameCells, other};
use super::super::nothing::is_nothing;
use super::super::word_groups::Weight;
use super::super::workbook_marks::{self, RowMarks};
use super::super::{vital, warning};
use super::named_child::{BirthCell, NamedChild};
use super::parent::{Bar, Custody, Home, Parent, record_key};
use crate::finding::{Code, CodeSet, Private, Problem, Severity};
use crate::party::{Gazetteer, PersonName};
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
    /// Without a record number, or without a guardian's name (`see chart`).
    pub incomplete: u64,
}

/// The rows of a file, each with the record number of its child.
pub(super) struct GuardianRows {
    pub(super) rows: Vec<(String, Parent)>,
    pub(super) left_out: LeftOut,
}

/// Advice for a row without a record number or a name.
const COMPLETE: &str = "Write the record number of the child and the guardian's name, or leave the row out.";
/// Message and advice for a hidden row.
const HIDDEN: (&str, &str) =
    ("The row is hidden in the workbook.", "Show the hidden rows, or delete them, and save the workbook.");

/// A row of a file of guardians, as it was read.
enum RowReading {
    /// The record number of a child, and a parent or guardian of it.
    Guardian(Box<(String, Parent)>),
    /// Somebody who is no parent or guardian.
    NoParent,
    /// No number or no name, in words.
    Incomplete(&'static str),
    /// Hidden in its workbook.
    Hidden,
}

impl GuardianRows {
    /// Passes over incomplete rows, or refuses them all where they are more than two in five: then the columns are others.
    fn pass_over(&mut self, incomplete: Vec<Problem>, wrong: &mut Vec<Problem>) {
        if incomplete.len() * 5 > (incomplete.len() + self.rows.len()) * 2 {
            wrong.extend(incomplete);
        } else {
            self.left_out.incomplete = incomplete.len() as u64;
        }
    }
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
    custody: Vec<usize>,
    /// The child's own name, whole or as given and family name, and birth date.
    child: [Option<usize>; 4],
    /// Columns in which a yes, or anything but a no, bars a parent; and those in which a no does.
    bars: Vec<usize>,
    permissions: Vec<usize>,
    /// Columns with anything else, whose notes are read.
    notes: Vec<usize>,
    /// Marks of a sheet of a workbook.
    workbook: Option<usize>,
}

/// Parts of an address behind its lines, in the order of [`Columns::town`].
const TOWN: [Field; 5] = [Field::City, Field::State, Field::Zip, Field::CityStateZip, Field::Country];

/// Reads the rows of a table. Those about one child stand in the order of its column of order, where it has one, else in their own.
///
/// # Errors
/// As of [`Guardians::parse`](super::Guardians::parse).
pub(super) fn read(
    file: &str,
    text: &str,
    gazetteer: &Gazetteer,
    mailing: NaiveDate,
) -> Result<GuardianRows, Vec<Problem>> {
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
    let mut table = GuardianRows { rows: Vec::new(), left_out: LeftOut::default() };
    let mut numbered: Vec<u32> = Vec::new();
    let (mut wrong, mut incomplete) = (Vec::new(), Vec::new());
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
            RowReading::Guardian(read) => {
                numbered.push(order_of(cell_of(&row, columns.order)));
                table.rows.push(*read);
            }
            RowReading::NoParent => table.left_out.no_parents += 1,
            RowReading::Incomplete(message) => incomplete.push(refuse(line, message, COMPLETE)),
            RowReading::Hidden => wrong.push(refuse(line, HIDDEN.0, HIDDEN.1)),
        }
    }
    table.pass_over(incomplete, &mut wrong);
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
fn read_related(
    file: &str,
    text: &str,
    gazetteer: &Gazetteer,
    mailing: NaiveDate,
) -> Result<GuardianRows, Vec<Problem>> {
    let related = fhir::guardian_table(file, text, mailing)?;
    let refuse = |line: u32, message: &str, advice: &str| Problem::of_file(file, message, advice).at(line, 0);
    let columns = columns(&StringRecord::from(fhir::HEADINGS.to_vec()), &refuse)?;
    let passed = related.left_out;
    let left_out = LeftOut {
        no_parents: u64::from(passed.other_relation),
        ended: u64::from(passed.inactive) + u64::from(passed.out_of_time),
        incomplete: 0,
    };
    let mut table = GuardianRows { rows: Vec::with_capacity(related.rows.len()), left_out };
    let (mut wrong, mut incomplete) = (Vec::new(), Vec::new());
    for (line, cells) in related.rows {
        match columns.parent(&StringRecord::from(cells), line, gazetteer) {
            RowReading::Guardian(row) => table.rows.push(*row),
            RowReading::NoParent => table.left_out.no_parents += 1,
            RowReading::Incomplete(message) => incomplete.push(refuse(line, message, COMPLETE)),
            RowReading::Hidden => wrong.push(refuse(line, HIDDEN.0, HIDDEN.1)),
        }
    }
    table.pass_over(incomplete, &mut wrong);
    if wrong.is_empty() { Ok(table) } else { Err(wrong) }
}

fn cell_of(row: &StringRecord, at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).unwrap_or_default()
}

/// The place of a part of an address: a line, or a part of [`TOWN`].
#[derive(Clone, Copy)]
enum AddressPlace {
    Line(usize),
    Town(usize),
}

fn place_of(field: Field) -> Option<AddressPlace> {
    match field {
        Field::Address1 => Some(AddressPlace::Line(0)),
        Field::Address2 => Some(AddressPlace::Line(1)),
        field => TOWN.iter().position(|own| *own == field).map(AddressPlace::Town),
    }
}

impl Columns {
    fn place(&mut self, place: AddressPlace) -> &mut Option<usize> {
        match place {
            AddressPlace::Line(at) => &mut self.lines[at],
            AddressPlace::Town(at) => &mut self.town[at],
        }
    }

    /// Reads the guardian of a row, with the record number of the child.
    fn parent(&self, row: &StringRecord, line: u32, gazetteer: &Gazetteer) -> RowReading {
        let cell = |at| cell_of(row, at);
        let relation = cell(self.relation);
        let words = tokens(relation);
        let is_any = |list: &rustc_hash::FxHashSet<String>| words.iter().any(|word| list.contains(word));
        let bar = self.bar(row);
        // A mark about somebody counts, whoever else they are to the child.
        if is_any(&GUARDIANS.no_parents) && !is_any(&GUARDIANS.parents) && bar != Bar::Barred {
            return RowReading::NoParent;
        }
        let is_known = words.is_empty() || is_any(&GUARDIANS.parents) || is_nothing(relation);
        let bar = bar.max(if is_known { Bar::Open } else { Bar::Doubtful });
        if RowMarks::read(cell(self.workbook)).hidden {
            return RowReading::Hidden;
        }
        let record = record_key(cell(self.record));
        if record.is_empty() {
            return RowReading::Incomplete("The row has no record number.");
        }
        let cells =
            NameCells { full: cell(self.full), first: cell(self.first), last: cell(self.last), ..NameCells::default() };
        let mut codes = CodeSet::EMPTY;
        let name = other(cells, &mut codes);
        let name = match name.filter(|_| !codes.contains(Code::NameFormula)) {
            Some(name) => name,
            // Whoever is barred counts under whatever stands there: it is never printed.
            None if bar == Bar::Barred => PersonName::from_parts("", "", cell(self.full.or(self.last)), ""),
            None => return RowReading::Incomplete("The row has no guardian's name."),
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
            custody: self.custody.iter().map(|at| custody(cell(Some(*at)))).fold(Custody::Unsaid, Custody::and),
            bar: if found.silent { Bar::Barred } else { bar },
            child: self.child(row),
        };
        RowReading::Guardian(Box::new((record, parent)))
    }
}

impl Columns {
    /// The child of a row, as far as the row tells it.
    fn child(&self, row: &StringRecord) -> NamedChild {
        let [full, first, last, birth] = self.child.map(|at| cell_of(row, at));
        let cells = NameCells { first, last, full, ..NameCells::default() };
        let mut codes = CodeSet::EMPTY;
        let name = other(cells, &mut codes).filter(|_| !codes.contains(Code::NameFormula));
        NamedChild { name: name.map(Private::new), birth: BirthCell::read(birth).map(Private::new) }
    }

    /// Reads from marks, notes, the relation and the name of a row if the person may be written to.
    fn bar(&self, row: &StringRecord) -> Bar {
        let cell = |at: &usize| row.get(*at).unwrap_or_default();
        let is_barred = self.bars.iter().any(|at| matches!(flag(cell(at)), Flag::Yes | Flag::Other))
            || self.permissions.iter().any(|at| matches!(flag(cell(at)), Flag::No | Flag::Other));
        if is_barred {
            return Bar::Barred;
        }
        let named = [self.relation, self.full, self.first, self.last];
        let texts = self.notes.iter().chain(named.iter().flatten()).map(cell);
        texts.map(bar_of_note).max().unwrap_or_default()
    }
}

/// Reads from a note if somebody may be written to. Words of death in it are theirs.
fn bar_of_note(note: &str) -> Bar {
    let words = tokens(note);
    if vital::find_word(note).is_some() || GUARDIANS.bars.is_in(&words) {
        return Bar::Barred;
    }
    match warning::find(note).warning.map(|warning| warning.weight) {
        Some(Weight::Hard) => Bar::Barred,
        Some(Weight::Soft | Weight::Consent) => Bar::Doubtful,
        None => Bar::Open,
    }
}

fn custody(cell: &str) -> Custody {
    let cell = cell.to_lowercase();
    let cell = cell.trim_matches([' ', '.']);
    let cell = cell.strip_suffix(".0").unwrap_or(cell);
    let is = |words: &rustc_hash::FxHashSet<String>| words.contains(cell);
    if is_nothing(cell) && !is(&GUARDIANS.without) {
        Custody::Unsaid
    } else if is(&GUARDIANS.sole) {
        Custody::Sole
    } else if is(&GUARDIANS.held) {
        Custody::Held
    } else if is(&GUARDIANS.shared) {
        Custody::Shared
    } else if is(&GUARDIANS.without) {
        Custody::Without
    } else {
        Custody::Unclear
    }
}

/// The place that a cell of the column of order tells: a number, `1st`, or a word; the last where it tells none.
fn order_of(cell: &str) -> u32 {
    let digits = cell.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    match cell.to_lowercase().trim() {
        "primary" | "first" => 1,
        "secondary" | "second" => 2,
        _ => digits.parse().unwrap_or(u32::MAX),
    }
}

/// Counts the line ends of a text: LF, CRLF, and CR alone, which spreadsheets on an old Macintosh write. The character
/// after the text must not be LF.
fn ends(text: &str) -> u32 {
    (text.matches(['\r', '\n']).count() - text.matches("\r\n").count()) as u32
}

/// The place among [`Columns::child`] of a heading that says that it is about the child: `Child Name`, `Patient DOB`.
fn child_part(words: &[String]) -> Option<usize> {
    let (owner, rest) = words.split_first()?;
    if rest.is_empty() || !GUARDIANS.child_owners.contains(owner) {
        return None;
    }
    let rest: Vec<&str> = rest.iter().map(String::as_str).filter(|word| *word != "s").collect();
    match field_of(&rest.join(" ")).map(|(field, _)| field)? {
        Field::FullName => Some(0),
        Field::FirstName => Some(1),
        Field::LastName => Some(2),
        Field::DateOfBirth => Some(3),
        _ => None,
    }
}

fn columns(headings: &StringRecord, refuse: &impl Fn(u32, &str, &str) -> Problem) -> Result<Columns, Vec<Problem>> {
    let mut columns = Columns::default();
    let mut bare = false;
    let mut records: Vec<(usize, bool)> = Vec::new();
    let mut again = None;
    for (at, heading) in headings.iter().enumerate() {
        let words = words(heading);
        let joined = words.concat();
        let is_of_guardian = words.len() > 1 && GUARDIANS.owners.contains(&words[0]);
        // `Guardian Address` is the guardian's, and so is `Address` where nothing says whose it is.
        let own = is_of_guardian.then(|| field_of(&words[1..].join(" "))).flatten().map(|(field, _)| field);
        let own = own.filter(|field| place_of(*field).is_some());
        if workbook_marks::is_heading(heading) {
            columns.workbook = columns.workbook.or(Some(at));
        } else if let Some(part) = child_part(&words) {
            columns.child[part] = columns.child[part].or(Some(at));
        } else if GUARDIANS.custody_words.iter().any(|word| joined.contains(word.as_str())) {
            columns.custody.push(at);
        } else if GUARDIANS.relation_headings.contains(&joined) {
            columns.relation = columns.relation.or(Some(at));
            columns.notes.push(at);
        } else if GUARDIANS.order_headings.contains(&joined) {
            columns.order = columns.order.or(Some(at));
        } else if let Some(field) = own.or_else(|| field_of(heading).map(|(field, _)| field)) {
            let slot = match field {
                Field::RecordId => {
                    records.push((at, owner_of(heading) == Some(Owner::Person)));
                    continue;
                }
                Field::GuardianName => &mut columns.full,
                Field::GuardianFirst => &mut columns.first,
                Field::GuardianLast => &mut columns.last,
                field => match place_of(field) {
                    Some(place) => {
                        let slot = columns.place(place);
                        if own.is_some() || slot.is_none() {
                            *slot = Some(at);
                        }
                        continue;
                    }
                    None => {
                        bare |= matches!(field, Field::FirstName | Field::LastName | Field::FullName);
                        if field.is_mark() || field == Field::DateOfDeath {
                            columns.bars.push(at);
                        } else if !matches!(
                            field,
                            Field::Email | Field::Phone | Field::FirstName | Field::LastName | Field::FullName
                        ) {
                            columns.notes.push(at);
                        }
                        continue;
                    }
                },
            };
            if slot.is_some() {
                again = Some(at);
            }
            *slot = slot.or(Some(at));
        } else if GUARDIANS.permission_headings.contains(&joined) || permits_mail(heading) {
            columns.permissions.push(at);
        } else if GUARDIANS.bar_headings.contains(&joined) || looks_like_flag(heading) {
            columns.bars.push(at);
        } else {
            columns.notes.push(at);
        }
    }
    if again.is_some() {
        let message = "Two columns name guardians, so that nobody can tell whose address and marks the others are.";
        return Err(vec![refuse(1, message, "Give each guardian of a child a row of their own.")]);
    }
    let of_child: Vec<usize> = records.iter().filter(|(_, is_child)| *is_child).map(|(at, _)| *at).collect();
    columns.record = match (&records[..], &of_child[..]) {
        ([(only, _)], _) | (_, [only]) => Some(*only),
        ([], _) => None,
        _ => {
            let message = "Two columns can be the number of the child.";
            let advice = "Call the child's number record_id, and take the other column out.";
            return Err(vec![refuse(1, message, advice)]);
        }
    };
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
