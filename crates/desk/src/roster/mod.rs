//! Everybody of a case, for looking through: sorted, filtered, searched and read page by page, and any one's letter at once.
//! It is laid out when a case is opened or changed and kept while nothing changes.

mod columns;
mod kin;

pub use columns::{ColumnView, ListView};
pub use kin::{GuardianFilter, GuardianPage, GuardianRow};

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::id::{PersonId, RunId};
use crate::session::{DecidedCase, Session};
use crate::snapshot::{CaseFiles, CaseSnapshot, ListSnapshot, MailingScope};
use crate::task::{CommandContext, Progress, Stage};
use chrono::NaiveDate;
use notice::finding::{Code, CodeSet, Private, ProblemCode};
use notice::intake::CellCorrection;
use notice::line::{Entry, RowNames, cells, glimpses, people};
use notice::party::{JobId, Jurisdiction, PieceId, Standing};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Everybody of a case.
pub struct Roster {
    /// The case with what was decided about everybody in it.
    pub decided: Arc<DecidedCase>,
    /// The files of the case that counted when it was laid out.
    pub files: Arc<CaseFiles>,
    people: Arc<[PersonId]>,
    names: Arc<Names>,
    pieces: HashMap<PersonId, PieceId>,
    due: BTreeMap<Option<Jurisdiction>, NaiveDate>,
    orders: Mutex<HashMap<SortKey, Arc<[u32]>>>,
}

/// Key by which a table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// The order of the lists.
    #[default]
    Row,
    /// Name.
    Name,
    /// ZIP code.
    Zip,
    /// State.
    State,
    /// Standing.
    Standing,
    /// Disposition of the row.
    Disposition,
    /// Last legal day.
    Due,
    /// Number of the person.
    Person,
}

/// Filter of rows; an empty field narrows nothing down.
#[derive(Clone, Debug, Default, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct PersonQuery {
    /// Parts of the name in any order, the beginning of the ZIP code, the practice's own number, a piece id, or `#` and a
    /// person's number.
    pub search: String,
    /// `letter`, `held`, `merged`, `excluded`.
    pub disposition: String,
    /// `adult`, `minor`, `deceased`, `represented`.
    pub standing: String,
    /// Two letters.
    pub jurisdiction: String,
    /// A finding.
    pub code: String,
    /// Name of a variant.
    pub variant: String,
    /// Key by which the rows are sorted.
    pub sort: SortKey,
    /// True if the rows run from last to first.
    pub descending: bool,
    /// The first row, from 0.
    pub offset: u32,
    /// Most rows that are given.
    pub limit: u32,
}

/// A page of rows.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PersonPage {
    /// Number of rows in all.
    pub total: u32,
    /// The first of these, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<PersonRow>,
}

/// A row as it is shown to whoever works on the case.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PersonRow {
    /// Its place in the order of the lists, from 0.
    pub row: u32,
    /// The person's number in the case.
    pub person: PersonId,
    /// Name, or nothing where there is none.
    pub name: String,
    /// City.
    pub city: String,
    /// Accepted ZIP, or nothing.
    pub zip: String,
    /// Two letters, or nothing.
    pub jurisdiction: String,
    /// Standing, or nothing.
    pub standing: String,
    /// Disposition of the row: `letter`, `held`, `merged` or `excluded`.
    pub disposition: String,
    /// Variant, or nothing.
    pub variant: String,
    /// The last legal day of the letter.
    pub due: NaiveDate,
    /// Findings.
    pub codes: Vec<String>,
    /// Name of the list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// The newest piece that was made for the person, or nothing.
    pub piece: String,
}

/// A row with its cells as the list has them.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PersonDetail {
    /// The row.
    pub row: PersonRow,
    /// The cells, in the order of the list.
    pub cells: Vec<CellDetail>,
    /// Findings, worst first.
    pub findings: Vec<FindingDetail>,
}

/// A cell as it stands in the list, with what is read in its place.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct CellDetail {
    /// Heading of the column.
    pub heading: String,
    /// Text in the list.
    pub text: String,
    /// Text that a person put in its place.
    pub mended: Option<String>,
    /// True if it can be mended.
    pub is_correctable: bool,
}

/// A finding in words.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct FindingDetail {
    /// The word.
    pub code: String,
    /// `hold`, `warning`, …
    pub severity: notice::finding::Severity,
    /// Problem, in plain words.
    pub message: String,
    /// Advice on what to do.
    pub advice: String,
}

impl FindingDetail {
    /// A finding in words.
    pub fn of(code: Code) -> Self {
        Self {
            code: code.word().to_owned(),
            severity: code.severity(),
            message: code.message().to_owned(),
            advice: code.advice().to_owned(),
        }
    }
}

impl Roster {
    /// Lays out everybody of a case, and the ledger with it where that is out of date. What an earlier one has in common with it is
    /// not read again.
    pub fn open(
        case: &mut Session,
        before: Option<&Self>,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, CommandError> {
        let decided = case.decide(MailingScope::Everyone, command, progress)?;
        let before = before.filter(|before| before.has_rows_of(&decided));
        let names = match before {
            Some(before) => before.names_in(&decided)?,
            None => Arc::new(Names::of(glimpses(
                &decided.snapshot.setup.context,
                &decided.sources(),
                &decided.decision.entries,
            )?)),
        };
        progress(Progress::Done(Stage::Names));
        let people = match before {
            Some(before) => Arc::clone(&before.people),
            None => (0..decided.decision.entries.len() as u32).map(|row| decided.person(row)).collect(),
        };
        let context = &decided.snapshot.setup.context;
        let mut due = BTreeMap::new();
        for place in decided.decision.entries.iter().map(|entry| entry.jurisdiction) {
            due.entry(place).or_insert_with(|| context.book.due(&context.incident, place));
        }
        let orders = before.filter(|before| Arc::ptr_eq(&before.names, &names)).map(Self::orders_of_names);
        Ok(Self {
            pieces: pieces(case)?,
            files: case.files(command)?,
            people,
            names,
            due,
            orders: Mutex::new(orders.unwrap_or_default()),
            decided,
        })
    }

    /// Returns true if nothing changed in the case since this was laid out, nor in the templates.
    pub fn is_current(&self, case: &mut Session, command: &CommandContext) -> Result<bool, CommandError> {
        case.is_current(&self.decided, command)
    }

    /// Returns true if a case has the same rows in the same order, read by the same facts.
    fn has_rows_of(&self, decided: &DecidedCase) -> bool {
        let (own, other) = (&self.decided.snapshot, &decided.snapshot);
        let lists = |snapshot: &CaseSnapshot| snapshot.lists.iter().map(|list| list.row.id).collect::<Vec<_>>();
        let read_alike =
            own.setup.ingredients.incident == other.setup.ingredients.incident && lists(own) == lists(other);
        let gone = |(a, b): (&ListSnapshot, &ListSnapshot)| a.decisions.gone == b.decisions.gone;
        read_alike && own.lists.iter().zip(&other.lists).all(gone)
    }

    /// The names of a case with the same rows, read anew where something else was decided about a row.
    fn names_in(&self, decided: &DecidedCase) -> Result<Arc<Names>, CommandError> {
        let mut rows: Vec<u32> = Vec::new();
        for (file, (own, other)) in (0u16..).zip(self.decided.snapshot.lists.iter().zip(&decided.snapshot.lists)) {
            let (was, now) = (&own.decisions.rulings, &other.decisions.rulings);
            let lines = was.keys().chain(now.keys().filter(|line| !was.contains_key(line))).copied();
            let changed = lines.filter(|line| was.get(line) != now.get(line));
            rows.extend(changed.filter_map(|line| row_at(&decided.decision.entries, file, line)));
        }
        if rows.is_empty() {
            return Ok(Arc::clone(&self.names));
        }
        let (context, entries) = (&decided.snapshot.setup.context, &decided.decision.entries);
        let read = people(context, &decided.sources(), entries, &rows)?;
        let read: Vec<(u32, RowNames)> = rows.into_iter().zip(read.iter().map(RowNames::of)).collect();
        if read.iter().all(|(row, names)| self.names.glimpses[*row as usize] == *names) {
            return Ok(Arc::clone(&self.names));
        }
        let mut names = Names::clone(&self.names);
        for (row, read) in read {
            names.replace(row, read);
        }
        Ok(Arc::new(names))
    }

    /// The orders that depend on nothing but names and people.
    fn orders_of_names(&self) -> HashMap<SortKey, Arc<[u32]>> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let lasting = |key: &SortKey| matches!(key, SortKey::Row | SortKey::Name | SortKey::Person);
        orders.iter().filter(|(key, _)| lasting(key)).map(|(key, order)| (*key, Arc::clone(order))).collect()
    }

    fn entries(&self) -> &[Entry] {
        &self.decided.decision.entries
    }

    /// A page of the rows that are wanted.
    pub fn page(&self, query: &PersonQuery) -> PersonPage {
        let wanted = Wanted::of(self, query);
        let order = self.order(query.sort);
        let fits = |row: &u32| wanted.fits(self, *row);
        let (offset, limit) = (query.offset as usize, query.limit.min(1_000) as usize);
        let (total, rows) = if wanted.is_everything() {
            let pick = |n: usize| order[if query.descending { order.len() - 1 - n } else { n }];
            let end = order.len().min(offset + limit);
            (order.len(), (offset.min(end)..end).map(pick).collect())
        } else {
            let mut found: Vec<u32> = order.iter().copied().filter(fits).collect();
            if query.descending {
                found.reverse();
            }
            let page = found.iter().skip(offset).take(limit).copied().collect::<Vec<_>>();
            (found.len(), page)
        };
        PersonPage {
            total: total as u32,
            offset: query.offset,
            rows: rows.into_iter().map(|row| self.person_row(row)).collect(),
        }
    }

    /// The row that starts on a line of a list.
    pub fn row_at(&self, list: &str, line: u32) -> Option<u32> {
        let file = self.decided.snapshot.lists.iter().position(|sheet| sheet.row.name == list)? as u16;
        row_at(self.entries(), file, line)
    }

    /// A row with its cells.
    pub fn person_detail(&self, row: u32) -> Result<PersonDetail, CommandError> {
        let Some(entry) = self.entries().get(row as usize) else {
            return Err(CommandError::input("Row not found.", ProblemCode::RowGone));
        };
        let own = cells(&self.decided.sources(), self.entries(), &[row])?;
        let sheet = &self.decided.snapshot.lists[usize::from(entry.file)];
        let mended = sheet.decisions.rulings.get(&entry.extent.line).map_or(&[][..], |ruling| ruling.cells.as_slice());
        let own: Vec<String> = own.into_iter().flatten().collect();
        let is_whole = own.len() == sheet.list.headings().len();
        let columns = sheet.list.headings().iter().zip(sheet.list.columns());
        let cells = columns.zip(own).map(|((heading, column), text)| {
            let is_of = |one: &&CellCorrection| *one.heading == **heading && *one.was.disclose() == text;
            let mended = mended.iter().find(is_of).map(|one| one.now.disclose().clone());
            CellDetail { heading: heading.clone(), mended, is_correctable: is_whole && column.is_correctable(), text }
        });
        let cells = cells.collect();
        let mut codes: Vec<Code> = entry.codes.iter().collect();
        codes.sort_by_key(|code| std::cmp::Reverse(code.severity()));
        Ok(PersonDetail {
            row: self.person_row(row),
            cells,
            findings: codes.into_iter().map(FindingDetail::of).collect(),
        })
    }

    /// A row as it is shown.
    pub fn person_row(&self, row: u32) -> PersonRow {
        let (entry, glimpse) = (&self.entries()[row as usize], &self.names.glimpses[row as usize]);
        let person = self.people[row as usize];
        PersonRow {
            row,
            person,
            name: glimpse.name.disclose().to_string(),
            city: glimpse.city.disclose().to_string(),
            zip: entry.zip.map(|zip| zip.to_string()).unwrap_or_default(),
            jurisdiction: entry.jurisdiction.map(|place| place.to_string()).unwrap_or_default(),
            standing: entry.standing.map_or("", Standing::word).to_owned(),
            disposition: entry.disposition.word().to_owned(),
            variant: self.decided.decision.variants.get(entry.variant as usize).cloned().unwrap_or_default(),
            due: self.due.get(&entry.jurisdiction).copied().unwrap_or_default(),
            codes: entry.codes.iter().map(|code| code.word().to_owned()).collect(),
            list: self.decided.snapshot.lists[usize::from(entry.file)].row.name.clone(),
            line: entry.extent.line,
            piece: self.pieces.get(&person).map(PieceId::to_string).unwrap_or_default(),
        }
    }

    /// All rows in an order; worked out once.
    fn order(&self, key: SortKey) -> Arc<[u32]> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let order = orders.entry(key).or_insert_with(|| {
            let mut rows: Vec<u32> = (0..self.entries().len() as u32).collect();
            let entry = |row: &u32| &self.entries()[*row as usize];
            match key {
                SortKey::Row => {}
                SortKey::Name => rows.sort_by(|a, b| {
                    let name = |row: &u32| self.names.sought[*row as usize].disclose();
                    name(a).cmp(name(b))
                }),
                SortKey::Zip => rows.sort_by_key(|row| entry(row).zip),
                SortKey::State => rows.sort_by_key(|row| entry(row).jurisdiction),
                SortKey::Standing => rows.sort_by_key(|row| entry(row).standing.map(Standing::word)),
                SortKey::Disposition => rows.sort_by_key(|row| entry(row).disposition),
                SortKey::Due => rows.sort_by_key(|row| self.due.get(&entry(row).jurisdiction)),
                SortKey::Person => rows.sort_by_key(|row| self.people[*row as usize]),
            }
            rows.into()
        });
        Arc::clone(order)
    }
}

/// The row that starts on a line of a list: rows stand in the order of lists and lines.
fn row_at(entries: &[Entry], file: u16, line: u32) -> Option<u32> {
    let at = entries.binary_search_by_key(&(file, line), |entry| (entry.file, entry.extent.line));
    at.ok().map(|row| row as u32)
}

/// Names and numbers by which people are looked for, row by row.
#[derive(Clone)]
struct Names {
    glimpses: Vec<RowNames>,
    /// Names in small letters, for searching.
    sought: Vec<Private<Box<str>>>,
}

impl Names {
    fn of(glimpses: Vec<RowNames>) -> Self {
        let sought = glimpses.iter().map(|glimpse| sought(&glimpse.name)).collect();
        Self { glimpses, sought }
    }

    fn replace(&mut self, row: u32, names: RowNames) {
        self.sought[row as usize] = sought(&names.name);
        self.glimpses[row as usize] = names;
    }
}

fn sought(name: &Private<Box<str>>) -> Private<Box<str>> {
    name.clone().map(|name| plain(&name).into())
}

/// The newest piece of everybody who has one.
fn pieces(case: &Case) -> Result<HashMap<PersonId, PieceId>, CommandError> {
    let runs: HashMap<RunId, JobId> =
        case.runs()?.into_iter().filter_map(|run| Some((run.id, JobId::parse(&run.job)?))).collect();
    let id = |run: RunId, sequence: u32| Some(PieceId { job: *runs.get(&run)?, sequence });
    Ok(case.pieces()?.into_iter().filter_map(|piece| Some((piece.person?, id(piece.run, piece.sequence)?))).collect())
}

/// A name as it is searched: in small letters, and with one kind of apostrophe.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['’', '‘', 'ʼ', '`'], "'")
}

/// Query, parsed.
struct Wanted {
    /// Parts of the name; everybody's holds none.
    names: Vec<String>,
    /// The practice's own number, in small letters.
    record: String,
    zip: String,
    person: Option<PersonId>,
    piece: Option<PersonId>,
    disposition: String,
    standing: String,
    jurisdiction: String,
    code: Option<CodeSet>,
    variant: Option<u32>,
    nothing: bool,
}

impl Wanted {
    fn of(roster: &Roster, query: &PersonQuery) -> Self {
        let search = query.search.trim();
        let is_zip = !search.is_empty() && search.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let piece = || {
            let sought = PieceId::parse(&search.to_ascii_uppercase())?;
            roster.pieces.iter().find(|(_, id)| **id == sought).map(|(person, _)| *person)
        };
        let person = search.strip_prefix('#').and_then(|number| number.trim().parse().ok());
        let piece = piece();
        let code = crate::casefile::ruling::code(&query.code);
        let variant =
            roster.decided.decision.variants.iter().position(|name| *name == query.variant).map(|at| at as u32);
        Self {
            names: if is_zip || person.is_some() || piece.is_some() {
                Vec::new()
            } else {
                plain(search).split([' ', ',']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
            },
            record: if person.is_some() || piece.is_some() { String::new() } else { search.to_lowercase() },
            zip: if is_zip { search.to_owned() } else { String::new() },
            nothing: (!query.code.is_empty() && code.is_none()) || (!query.variant.is_empty() && variant.is_none()),
            person,
            piece,
            disposition: query.disposition.clone(),
            standing: query.standing.clone(),
            jurisdiction: query.jurisdiction.clone(),
            code: code.map(|code| [code].into_iter().collect()),
            variant,
        }
    }

    fn is_everything(&self) -> bool {
        let words = [&self.record, &self.zip, &self.disposition, &self.standing, &self.jurisdiction];
        words.iter().all(|word| word.is_empty())
            && self.person.or(self.piece).is_none()
            && self.code.is_none()
            && self.variant.is_none()
            && !self.nothing
    }

    fn fits(&self, roster: &Roster, row: u32) -> bool {
        let entry = &roster.entries()[row as usize];
        let person = || roster.people[row as usize];
        let is = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
        !self.nothing
            && is(&self.disposition, entry.disposition.word())
            && is(&self.standing, entry.standing.map_or("unknown", Standing::word))
            && is(&self.jurisdiction, entry.jurisdiction.as_ref().map_or("??", |place| place.code()))
            && self.code.as_ref().is_none_or(|code| code.iter().all(|code| entry.codes.contains(code)))
            && self.variant.is_none_or(|variant| entry.variant == variant)
            && self.person.is_none_or(|wanted| wanted == person())
            && self.piece.is_none_or(|wanted| wanted == person())
            && (self.record.is_empty() || self.is_meant(roster, row))
    }

    /// Returns true if a row is what was typed: by its ZIP code, its name, or the practice's own number.
    fn is_meant(&self, roster: &Roster, row: u32) -> bool {
        let (entry, glimpse) = (&roster.entries()[row as usize], &roster.names.glimpses[row as usize]);
        let by_zip = || !self.zip.is_empty() && entry.zip.is_some_and(|zip| zip.to_string().starts_with(&self.zip));
        let name = roster.names.sought[row as usize].disclose();
        let by_name = || !self.names.is_empty() && self.names.iter().all(|part| name.contains(part.as_str()));
        by_zip() || by_name() || glimpse.record.disclose().eq_ignore_ascii_case(&self.record)
    }
}
