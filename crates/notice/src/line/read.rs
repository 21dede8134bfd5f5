//! The first sweep: every row is read, validated and routed for itself, whatever stands around it.

use super::context::JobContext;
use super::decisions::ListDecisions;
use super::entry::{Disposition, Entry, FamilyNameMatch, NONE};
use super::rows::{SourceList, of_file};
use super::run_in_order;
use super::variants::VariantTable;
use crate::digest::row_checksum;
use crate::finding::{Code, CodeSet, Position, Private, Problem};
use crate::intake::matching::{PRINTS, prints};
use crate::intake::{Row, one_family};
use crate::party::{Person, Standing, Variant};
use sha2::{Digest, Sha256};

/// Rows after the first sweep, in the order of the lists.
#[derive(Clone, Default)]
pub(super) struct Readings {
    /// Each row for itself. Its variant is a number of the table of variants.
    pub(super) entries: Vec<Entry>,
    /// The fingerprints by which each finds others.
    pub(super) prints: Vec<[u64; PRINTS]>,
    /// A digest of what a letter to each prints of it; only where it was asked for.
    pub(super) printed: Vec<u64>,
}

/// A row after the first sweep, with the variant still as a value.
pub(super) struct Reading {
    entry: Entry,
    prints: [u64; PRINTS],
    printed: Option<u64>,
    variant: Option<Variant>,
}

impl Readings {
    fn push(&mut self, Reading { entry, prints, printed, variant }: Reading, table: &mut VariantTable) {
        self.entries.push(Entry { variant: table.number_of(variant), ..entry });
        self.prints.push(prints);
        self.printed.extend(printed);
    }

    /// Puts a reading in the place of a row; gives what stood there.
    pub(super) fn replace(&mut self, row: u32, (entry, printed): (Entry, u64)) -> (Entry, u64) {
        let row = row as usize;
        (std::mem::replace(&mut self.entries[row], entry), std::mem::replace(&mut self.printed[row], printed))
    }

    /// Adds a row of another reading, as one of list `file`.
    pub(super) fn copy(&mut self, from: &Self, row: usize, file: u16) {
        self.entries.push(Entry { file, ..from.entries[row].clone() });
        self.prints.push(from.prints[row]);
        self.printed.push(from.printed[row]);
    }
}

/// Reads every row of these lists, in order. `digested`: with a digest of what is printed of each.
pub(super) fn read(
    context: &JobContext,
    sources: &[SourceList<'_>],
    files: &[usize],
    table: &mut VariantTable,
    digested: bool,
) -> Result<Readings, Problem> {
    let mut readings = Readings::default();
    let chunks = files.iter().flat_map(|&file| sources[file].list.chunks(sources[file].bytes).map(move |c| (file, c)));
    run_in_order(
        context.threads,
        chunks,
        || (),
        |(), (file, chunk)| {
            let source = &sources[file];
            let chunk = chunk.map_err(|e| source.unreadable(&e))?;
            let rows = source.read(context, &chunk);
            let seals = (0..rows.len()).map(|n| row_checksum(chunk.raw(n)));
            let counting = rows.into_iter().zip(seals).filter(|(row, _)| source.decisions.counts(row.extent.line));
            let of = |(row, seal)| first(context, file, &source.decisions, row, seal, digested);
            Ok(counting.map(of).collect::<Vec<_>>())
        },
        |read: Vec<Reading>| {
            for reading in read {
                readings.push(reading, table);
            }
            Ok(())
        },
    )?;
    readings.entries.shrink_to_fit();
    Ok(readings)
}

/// Reads some rows again, as what was decided about them has changed; in this order.
pub(super) fn read_again(
    context: &JobContext,
    sources: &[SourceList<'_>],
    entries: &[Entry],
    places: &[u32],
    table: &mut VariantTable,
) -> Result<Vec<(Entry, u64)>, Problem> {
    let mut found: Vec<Option<Reading>> = Vec::new();
    found.resize_with(places.len(), || None);
    for (file, source) in sources.iter().enumerate() {
        let mine = of_file(entries, places, file);
        let chunk = source.again(entries, places, &mine)?;
        for (at, mut row) in mine.into_iter().zip(source.read(context, &chunk)) {
            let Entry { extent, seal, .. } = entries[places[at] as usize];
            row.extent = extent;
            row.person.at = Position::record(file as u16, extent.line);
            found[at] = Some(first(context, file, &source.decisions, row, seal, true));
        }
    }
    let entered = |Reading { entry, printed, variant, .. }: Reading| {
        (Entry { variant: table.number_of(variant), ..entry }, printed.unwrap_or_default())
    };
    Ok(found.into_iter().flatten().map(entered).collect())
}

fn first(
    context: &JobContext,
    file: usize,
    decisions: &ListDecisions,
    mut row: Row,
    seal: u64,
    digested: bool,
) -> Reading {
    decisions.apply(row.extent.line, &mut row.person);
    let mut route = context.route(&row.person);
    if route.standing == Some(Standing::Minor) && decisions.guardians.is_some() {
        decisions.choose_parents(row.extent.line, &mut row.person);
        route = context.route(&row.person);
    }
    let ruling = decisions.rulings.get(&row.extent.line);
    if let Some(ruling) = ruling {
        ruling.end(&mut route.codes);
    }
    let mut entry = Entry {
        codes: CodeSet::EMPTY,
        extent: row.extent,
        seal,
        elements: row.person.elements,
        primary: NONE,
        joined: NONE,
        variant: NONE,
        code: NONE,
        zip: row.person.zip,
        file: file as u16,
        pages: 0,
        jurisdiction: route.jurisdiction,
        standing: route.standing,
        disposition: Disposition::Letter,
        guardian: kinship(&row.person),
    };
    entry.find_all(row.person.codes);
    let is_page_line = row.person.codes.contains(Code::PageLine);
    if !is_page_line {
        entry.find_all(route.codes);
    }
    let leaves_out = |code: &Code| row.person.codes.contains(*code);
    if is_page_line || [Code::ExcludedDecided, Code::HiddenLeftOut].iter().any(leaves_out) {
        entry.disposition = Disposition::Excluded;
    }
    let printed = digested.then(|| digest_of_printed(&row.person));
    Reading { entry, prints: prints(&row.keys), printed, variant: route.variant }
}

/// Compares the family name of a row's guardian with the child's.
pub(super) fn kinship(person: &Person) -> FamilyNameMatch {
    let (Some(name), Some(guardian)) = (&person.name, &person.guardian) else { return FamilyNameMatch::Unknown };
    match one_family(name.disclose(), guardian.disclose()) {
        None => FamilyNameMatch::Unknown,
        Some(true) => FamilyNameMatch::Same,
        Some(false) => FamilyNameMatch::Other,
    }
}

/// A digest of everything of a person that a letter can print, whatever its variant.
fn digest_of_printed(person: &Person) -> u64 {
    let mut hash = Sha256::new();
    for name in [&person.name, &person.guardian, &person.next_of_kin, &person.representative] {
        let name = name.as_ref().map(Private::disclose);
        hash.update([u8::from(name.is_some())]);
        hash.update(name.map_or("", |name| name.full.as_str()));
        hash.update([0]);
    }
    for line in person.address.iter().flat_map(|address| address.disclose().lines()) {
        hash.update([1]);
        hash.update(line);
    }
    for copy in &person.copies {
        hash.update([2]);
        hash.update(&copy.name.disclose().full);
        for line in copy.address.disclose().lines() {
            hash.update([3]);
            hash.update(line);
        }
    }
    short(hash)
}

/// The first eight bytes of a digest.
pub(super) fn short(hash: Sha256) -> u64 {
    crate::digest::Digest::from(hash).short()
}
