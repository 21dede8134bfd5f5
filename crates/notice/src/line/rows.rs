//! A list with its bytes and what was decided about it, and its rows read again: the same bytes, checked against the digest of
//! the first reading.

use super::context::JobContext;
use super::decisions::ListDecisions;
use super::entry::{Entry, NONE};
use super::settings::{Setting, Settings};
use crate::composition::{Composed, Scratch};
use crate::digest::row_checksum;
use crate::finding::{Position, Private, Problem, ProblemCode};
use crate::intake::{Chunk, Extent, Keys, List, ListBytes, Row};
use crate::mailing::Seed;
use crate::party::{Person, PostalAddress, Slot, SlotValues, Standing, Variant};
use std::sync::Arc;

/// A list and its bytes.
pub struct SourceList<'a> {
    /// The list as it was understood.
    pub list: List,
    /// Its bytes.
    pub bytes: &'a dyn ListBytes,
    /// Its name as the user gave it.
    pub name: String,
    /// Decisions about its rows.
    pub decisions: ListDecisions,
}

impl SourceList<'_> {
    /// The refusal for a list that can no longer be read.
    pub fn unreadable(&self, error: &std::io::Error) -> Problem {
        Problem::of_file(&self.name, format!("The list cannot be read: {}.", error.kind()), ProblemCode::DiskUnread)
    }

    /// Reads the rows of a chunk, with what was mended in them.
    pub(super) fn read(&self, context: &JobContext, chunk: &Chunk) -> Vec<Row> {
        let corrections = |line| self.decisions.corrections(line);
        self.list.read_corrected(chunk, &context.gazetteer, &context.incident, corrections)
    }

    /// Reads rows again and makes sure that they are what they were.
    pub(super) fn again(&self, entries: &[Entry], places: &[u32], mine: &[usize]) -> Result<Chunk, Problem> {
        let extents: Vec<Extent> = mine.iter().map(|&n| entries[places[n] as usize].extent).collect();
        let chunk = self.list.fetch(self.bytes, &extents).map_err(|e| self.unreadable(&e))?;
        for (n, &at) in mine.iter().enumerate() {
            let entry = &entries[places[at] as usize];
            if row_checksum(chunk.raw(n)) != entry.seal {
                return Err(self.changed(entry.extent.line));
            }
        }
        Ok(chunk)
    }

    fn changed(&self, line: u32) -> Problem {
        let message = "The list changed while it was being used.";
        Problem::of_file(&self.name, message, ProblemCode::ListChanged).at(line, 0)
    }
}

/// The fingerprints of every row of a list, in order, with the line on which it starts. Rows that count no more are left
/// out.
pub fn fingerprints(context: &JobContext, source: &SourceList<'_>) -> Result<Vec<(u32, Keys)>, Problem> {
    let mut rows = Vec::new();
    super::run_in_order(
        context.threads,
        source.list.chunks(source.bytes),
        || (),
        |(), chunk| {
            let chunk = chunk.map_err(|e| source.unreadable(&e))?;
            let read = source.list.read(&chunk, &context.gazetteer, &context.incident);
            let counting = read.into_iter().filter(|row| source.decisions.counts(row.extent.line));
            Ok(counting.map(|row| (row.extent.line, row.keys)).collect::<Vec<_>>())
        },
        |read: Vec<_>| {
            rows.extend(read);
            Ok(())
        },
    )?;
    Ok(rows)
}

/// Returns the indices of the places that lie in a list.
pub(super) fn of_file(entries: &[Entry], places: &[u32], file: usize) -> Vec<usize> {
    (0..places.len()).filter(|&n| usize::from(entries[places[n] as usize].file) == file).collect()
}

/// The people of these rows, in this order, read from the same bytes as before.
pub fn people(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &[Entry],
    places: &[u32],
) -> Result<Vec<Person>, Problem> {
    let mut people: Vec<Person> = Vec::with_capacity(places.len());
    people.resize_with(places.len(), Person::default);
    for (file, source) in sources.iter().enumerate() {
        let mine = of_file(entries, places, file);
        let chunk = source.again(entries, places, &mine)?;
        for (at, row) in mine.into_iter().zip(source.read(context, &chunk)) {
            people[at] = row.person;
        }
    }
    add_joined_numbers(context, sources, entries, places, &mut people)?;
    for (person, &place) in people.iter_mut().zip(places) {
        let entry = &entries[place as usize];
        let decisions = &sources[usize::from(entry.file)].decisions;
        decisions.apply(entry.extent.line, person);
        if entry.standing == Some(Standing::Minor) {
            decisions.choose_parents(entry.extent.line, person);
        }
        person.elements = entry.elements;
        person.at = Position::record(entry.file, entry.extent.line);
    }
    Ok(people)
}

/// Gives children the numbers of the rows that were joined with theirs.
fn add_joined_numbers(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &[Entry],
    places: &[u32],
    people: &mut [Person],
) -> Result<(), Problem> {
    let (mut of, mut joined): (Vec<usize>, Vec<u32>) = (Vec::new(), Vec::new());
    for (at, &place) in places.iter().enumerate() {
        let first = &entries[place as usize];
        let mut next = if first.primary == NONE { first.joined } else { NONE };
        while next != NONE {
            of.push(at);
            joined.push(next);
            next = entries[next as usize].joined;
        }
    }
    if joined.is_empty() {
        return Ok(());
    }
    for (file, source) in sources.iter().enumerate() {
        let mine = of_file(entries, &joined, file);
        let chunk = source.again(entries, &joined, &mine)?;
        for (n, row) in mine.into_iter().zip(source.read(context, &chunk)) {
            people[of[n]].other_records.extend(row.person.record_id);
        }
    }
    Ok(())
}

/// A person's address in the open, for a table that goes to a provider of corrections: whoever asks has seen that it may.
pub fn open_address(person: &Person) -> Option<&PostalAddress> {
    person.address.as_ref().map(Private::disclose)
}

/// Of a row what somebody looks for it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNames {
    /// The person's whole name, or nothing.
    pub name: Private<Box<str>>,
    /// The city of the address, or nothing.
    pub city: Private<Box<str>>,
    /// The practice's own number, or nothing.
    pub record: Private<Box<str>>,
}

impl RowNames {
    /// Names and numbers by which a person is looked for.
    pub fn of(person: &Person) -> Self {
        let name = person.name.as_ref().map_or("", |name| name.disclose().full.as_str());
        let city = person.address.as_ref().map_or("", |address| address.disclose().city.as_str());
        let record = person.record_id.as_ref().map_or("", |record| record.disclose().as_str());
        Self { name: Private::new(name.into()), city: Private::new(city.into()), record: Private::new(record.into()) }
    }
}

/// A glimpse of every row, in order.
pub fn glimpses(context: &JobContext, sources: &[SourceList<'_>], entries: &[Entry]) -> Result<Vec<RowNames>, Problem> {
    const STRIDE: usize = 2048;
    let places: Vec<u32> = (0..entries.len() as u32).collect();
    let mut all = Vec::with_capacity(entries.len());
    super::run_in_order(
        context.threads,
        places.chunks(STRIDE),
        || (),
        |(), places| Ok(people(context, sources, entries, places)?.iter().map(RowNames::of).collect::<Vec<_>>()),
        |glimpses: Vec<RowNames>| {
            all.extend(glimpses);
            Ok::<_, Problem>(())
        },
    )?;
    Ok(all)
}

/// The original cells of these rows, in this order.
pub fn cells(sources: &[SourceList<'_>], entries: &[Entry], places: &[u32]) -> Result<Vec<Vec<String>>, Problem> {
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); places.len()];
    for (file, source) in sources.iter().enumerate() {
        let mine = of_file(entries, places, file);
        let chunk = source.again(entries, places, &mine)?;
        for (at, row) in mine.into_iter().zip(source.list.cells(&chunk)) {
            cells[at] = row;
        }
    }
    Ok(cells)
}

/// Text in a seed's letter at the place of a person's enrolment code.
const SEED_CODE: &str = "SEED-NO-CODE";

/// A letter, composed.
pub struct Letter {
    /// Everything that is the same for the variant.
    pub setting: Arc<Setting>,
    /// The variant.
    pub variant: Variant,
    /// The address block, line by line.
    pub address: Vec<String>,
    /// The person's own values.
    pub values: SlotValues,
    /// The pages.
    pub composed: Composed,
}

/// State that a worker keeps for itself.
#[derive(Default)]
pub struct WorkerState {
    scratch: Scratch,
    last: Option<(Variant, Arc<Setting>)>,
}

impl WorkerState {
    /// The letter of a person, or `None` where routing finds none for the united elements.
    pub fn letter(
        &mut self,
        context: &JobContext,
        settings: &Settings,
        entry: &Entry,
        person: &Person,
    ) -> Result<Option<Letter>, Problem> {
        let Some(variant) = context.route(person).variant else { return Ok(None) };
        let (Some(name), Some(address)) = (&person.name, &person.address) else { return Ok(None) };
        let mut values = SlotValues::default();
        values.set(Slot::Person, Private::new(name.disclose().full.clone()));
        let addressee = match variant.standing {
            Standing::Minor => person.guardian.as_ref(),
            Standing::Deceased => person.next_of_kin.as_ref(),
            Standing::Represented => person.representative.as_ref(),
            Standing::Adult => None,
        };
        if let Some(addressee) = addressee {
            values.set(Slot::Addressee, Private::new(addressee.disclose().full.clone()));
        }
        if entry.code != NONE
            && variant.code
            && let Some(code) = context.pools.of(variant.standing).and_then(|pool| pool.deal(entry.code as usize))
        {
            values.set(Slot::Code, code);
        }
        let postal = address.disclose().lines();
        self.compose(context, settings, variant, &postal, values).map(Some)
    }

    /// The letter of an invented person, which goes to an address that the vendor's client controls.
    pub fn seed(
        &mut self,
        context: &JobContext,
        settings: &Settings,
        variant: Variant,
        seed: &Seed,
    ) -> Result<Letter, Problem> {
        let mut values = SlotValues::default();
        for slot in [Slot::Person, Slot::Addressee] {
            values.set(slot, Private::new(seed.name.clone()));
        }
        // Seeds stand outside the pools of codes.
        values.set(Slot::Code, Private::new(SEED_CODE.to_owned()));
        self.compose(context, settings, variant, &seed.address.lines(), values)
    }

    fn compose(
        &mut self,
        context: &JobContext,
        settings: &Settings,
        variant: Variant,
        postal: &[String],
        values: SlotValues,
    ) -> Result<Letter, Problem> {
        let setting = match &self.last {
            Some((last, setting)) if *last == variant => Arc::clone(setting),
            _ => {
                let setting = settings.of(context, &variant)?;
                self.last = Some((variant, Arc::clone(&setting)));
                setting
            }
        };
        let mut composed = context.typesetter.compose(&setting.layout, postal, &values, &mut self.scratch);
        let address = composed.address.take().unwrap_or_else(|| {
            let lead_in = setting.lead_in(&values).map(std::borrow::Cow::into_owned);
            lead_in.chain(postal.iter().cloned()).collect()
        });
        Ok(Letter { setting, variant, address, values, composed })
    }
}
