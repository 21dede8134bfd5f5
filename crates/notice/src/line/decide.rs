//! The deciding sweeps: every row is read, validated, matched, routed, set and preflighted. What is decided here is
//! final; pressing only carries it out.

use super::convey;
use super::docket::Docket;
use super::entry::{Disposition, Entry, Kinship, NONE};
use super::join::join;
use super::kit::{Kit, Pools};
use super::rows::{Roll, Station, people};
use super::settings::Settings;
use super::sow::{Sown, sow};
use super::tally::Tally;
use crate::composition::{Centi, GlyphUse};
use crate::digest::row_checksum;
use crate::finding::{Code, CodeSet, Finding, Position, Refusal};
use crate::intake::{Keys, Row, one_family, shift};
use crate::party::{Jurisdiction, Person, Standing, Variant};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Rows that a worker takes at once in the sweeps that come after the first.
const STRIDE: usize = 2048;

/// Everything that was decided about the lists.
pub struct Decision<'a> {
    /// Every row, in the order of the lists.
    pub entries: Vec<Entry>,
    /// Names of the variants that entries point to.
    pub variants: Vec<String>,
    /// The variant behind each name, with the elements of the first letter that is mailed under it.
    pub samples: Vec<Variant>,
    /// Counts; the row equation closes on them.
    pub tally: Tally,
    /// Findings about files and columns.
    pub columns: Vec<Finding>,
    /// Everything that the letters print, for the faces.
    pub glyphs: GlyphUse,
    /// Letters set so far; pressing goes on with them.
    pub settings: Settings<'a>,
    /// Affected people by jurisdiction, held ones included.
    pub residents: BTreeMap<Jurisdiction, u64>,
    /// The earliest legal last day over all letters.
    pub mail_by: Option<NaiveDate>,
    /// Height of the tallest address block.
    pub tallest: Centi,
    /// Invented pieces that go with the letters.
    pub seeds: Vec<Sown>,
    /// Pools with fewer codes than people who need one; whoever is without one is held.
    pub(super) codes_short: Vec<Refusal>,
}

/// Why a person cannot be reached by mail; ten of them make substitute notice public.
const UNREACHABLE: [Code; 5] =
    [Code::AddressMissing, Code::AddressPlaceholder, Code::CityMissing, Code::ZipMissing, Code::StateMissing];

impl Decision<'_> {
    /// People who cannot be reached by mail, as counted for substitute notice.
    pub fn unreachable(&self) -> u64 {
        let lost = |e: &&Entry| e.disposition == Disposition::Held && UNREACHABLE.iter().any(|&c| e.codes.contains(c));
        self.entries.iter().filter(lost).count() as u64
    }

    /// Pools that do not suffice, in plain words.
    pub fn codes_short(&self) -> &[Refusal] {
        &self.codes_short
    }

    /// Makes sure that everybody who is to have an enrolment code has one: a mailing that begins without is not begun.
    ///
    /// # Errors
    /// The pools that do not suffice, with the codes that they have and the people who need one.
    pub fn codes_suffice(&self) -> Result<(), Vec<Refusal>> {
        if self.codes_short.is_empty() { Ok(()) } else { Err(self.codes_short.clone()) }
    }

    /// Every finding with its place, in the order of the lists.
    pub fn places(&self) -> Vec<Finding> {
        let rows = self
            .entries
            .iter()
            .flat_map(|e| e.codes.iter().map(|code| Finding::new(code, Position::record(e.file, e.extent.line))));
        self.columns.iter().copied().chain(rows).collect()
    }

    /// Adds findings that are about no row.
    pub fn add_columns(&mut self, findings: &[Finding]) {
        self.columns.extend(findings);
        self.tally = Tally::count(&self.entries, &self.variants, &self.columns);
    }

    /// Takes out of the mailing whoever's row is not among these, as somebody who was written to before; seeds too. The
    /// letters that stay are those that they were, as what is the same for all of them is not decided anew.
    pub fn keep_letters(&mut self, rows: &dyn Fn(u32) -> bool) {
        for (_, entry) in (0u32..).zip(&mut self.entries).filter(|(row, _)| !rows(*row)) {
            if entry.disposition == Disposition::Letter {
                entry.codes.insert(Code::AlreadyMailed);
                entry.disposition = Disposition::Excluded;
            }
        }
        self.seeds.clear();
        self.tally = Tally::count(&self.entries, &self.variants, &self.columns);
    }

    /// Height of the tallest address block in inches, where there is a letter.
    pub fn tallest_block(&self) -> Option<Decimal> {
        (self.tallest > 0).then(|| Decimal::new(i64::from(self.tallest), 2) / Decimal::from(72))
    }
}

/// A row after the first sweep, with the variant still as a value.
struct Fresh {
    entry: Entry,
    keys: Keys,
    variant: Option<Variant>,
}

/// The fingerprints of every row of a list, in order, with the line on which it starts. Rows that count no more are left
/// out.
pub fn fingerprints(kit: &Kit, roll: &Roll<'_>) -> Result<Vec<(u32, Keys)>, Refusal> {
    let mut rows = Vec::new();
    convey(
        kit.threads,
        roll.list.chunks(roll.bytes),
        || (),
        |(), chunk| {
            let chunk = chunk.map_err(|e| roll.unreadable(&e))?;
            let read = roll.list.read(&chunk, &kit.gazetteer, &kit.incident);
            let counting = read.into_iter().filter(|row| roll.docket.counts(row.extent.line));
            Ok(counting.map(|row| (row.extent.line, row.keys)).collect::<Vec<_>>())
        },
        |read: Vec<_>| {
            rows.extend(read);
            Ok(())
        },
    )?;
    Ok(rows)
}

/// Decides about every row of the lists. `stage` is told the name of each stage as it ends.
pub fn decide<'a>(kit: &'a Kit, rolls: &[Roll<'_>], stage: &mut dyn FnMut(&str)) -> Result<Decision<'a>, Refusal> {
    let mut columns: Vec<Finding> = rolls.iter().flat_map(|roll| roll.list.findings().iter().copied()).collect();
    let mut variants = Variants::default();
    let (mut entries, keys) = read(kit, rolls, &mut variants)?;
    stage("read");

    join(kit, rolls, &mut entries, keys)?;
    suspect_shifts(&mut entries);
    carry_out(rolls, &mut entries);
    stage("match");

    let mut residents: BTreeMap<Jurisdiction, u64> = BTreeMap::new();
    let affected = entries.iter().filter(|e| !matches!(e.disposition, Disposition::Merged | Disposition::Excluded));
    for jurisdiction in affected.clone().filter_map(|e| e.jurisdiction) {
        *residents.entry(jurisdiction).or_default() += 1;
    }
    if affected.count() as u64 != kit.incident.event.people_total {
        columns.push(Finding::new(Code::PeopleTotalDiffers, Position::default()));
    }
    if kit.book.police_ask_to_wait(&kit.incident) {
        columns.push(Finding::new(Code::PoliceDelay, Position::default()));
    }
    let codes_short = deal_codes(kit, rolls, &mut entries);

    let settings = Settings::new(kit, residents.clone());
    let (mut glyphs, mut tallest) = set(kit, rolls, &settings, &mut entries, &mut variants)?;
    let seeds = sow(kit, &settings, &entries, &variants.samples, &mut glyphs, &mut tallest)?;
    stage("set and preflight");

    let tally = Tally::count(&entries, &variants.names, &columns);
    if !tally.closes() {
        return Err(Refusal::of_file(
            "",
            "The count of rows does not close.",
            "Nothing was exported. Please report this.",
        ));
    }
    let letters = entries.iter().filter(|e| e.disposition == Disposition::Letter).map(|e| e.jurisdiction);
    let reached: std::collections::BTreeSet<_> = letters.collect();
    let mail_by = reached.into_iter().map(|place| kit.book.due(&kit.incident, place)).min();
    Ok(Decision {
        entries,
        variants: variants.names,
        samples: variants.samples,
        tally,
        columns,
        glyphs,
        settings,
        residents,
        mail_by,
        tallest,
        seeds,
        codes_short,
    })
}

/// Names of variants, interned.
#[derive(Default)]
pub(super) struct Variants {
    pub(super) names: Vec<String>,
    /// The variant behind each name: of the first letter that is mailed under it, else as it was first met.
    pub(super) samples: Vec<Variant>,
    /// Whether the sample is that of a letter.
    mailed: Vec<bool>,
    places: FxHashMap<(Jurisdiction, String), u32>,
}

impl Variants {
    pub(super) fn place(&mut self, variant: &Variant) -> u32 {
        let name = variant.id();
        let Self { names, samples, mailed, .. } = self;
        *self.places.entry((variant.jurisdiction, name)).or_insert_with_key(|(_, name)| {
            names.push(name.clone());
            samples.push(*variant);
            mailed.push(false);
            names.len() as u32 - 1
        })
    }
}

/// First sweep: every row of every list, in order, with its fingerprints, which are needed for matching alone.
fn read(kit: &Kit, rolls: &[Roll<'_>], variants: &mut Variants) -> Result<(Vec<Entry>, Vec<Keys>), Refusal> {
    let (mut entries, mut prints): (Vec<Entry>, Vec<Keys>) = Default::default();
    let mut known: FxHashMap<Variant, u32> = FxHashMap::default();
    let chunks = rolls.iter().enumerate().flat_map(|(file, roll)| roll.list.chunks(roll.bytes).map(move |c| (file, c)));
    convey(
        kit.threads,
        chunks,
        || (),
        |(), (file, chunk)| {
            let roll = &rolls[file];
            let chunk = chunk.map_err(|e| roll.unreadable(&e))?;
            let rows = roll.list.read(&chunk, &kit.gazetteer, &kit.incident);
            let seals = (0..rows.len()).map(|n| row_checksum(chunk.raw(n)));
            let counting = rows.into_iter().zip(seals).filter(|(row, _)| roll.docket.counts(row.extent.line));
            Ok(counting.map(|(row, seal)| first(kit, file, &roll.docket, row, seal)).collect::<Vec<_>>())
        },
        |fresh: Vec<Fresh>| {
            for Fresh { mut entry, keys, variant } in fresh {
                if let Some(variant) = variant {
                    entry.variant = *known.entry(variant).or_insert_with(|| variants.place(&variant));
                }
                entries.push(entry);
                prints.push(keys);
            }
            Ok(())
        },
    )?;
    entries.shrink_to_fit();
    Ok((entries, prints))
}

fn first(kit: &Kit, file: usize, docket: &Docket, mut row: Row, seal: u64) -> Fresh {
    docket.apply(row.extent.line, &mut row.person);
    let mut route = kit.route(&row.person);
    let ruling = docket.rulings.get(&row.extent.line);
    if let Some(ruling) = ruling {
        ruling.end(&mut route.codes);
    }
    let mut entry = Entry {
        codes: CodeSet::EMPTY,
        extent: row.extent,
        seal,
        elements: row.person.elements,
        primary: NONE,
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
    entry.find_all(route.codes);
    if row.person.codes.contains(Code::ExcludedDecided) {
        entry.disposition = Disposition::Excluded;
    }
    Fresh { entry, keys: row.keys, variant: route.variant }
}

/// Whether the guardian of a row has the child's family name.
fn kinship(person: &Person) -> Kinship {
    let (Some(name), Some(guardian)) = (&person.name, &person.guardian) else { return Kinship::Unknown };
    match one_family(name.disclose(), guardian.disclose()) {
        None => Kinship::Unknown,
        Some(true) => Kinship::Same,
        Some(false) => Kinship::Other,
    }
}

/// Carries out what was decided about rows that look like one person, ends the holds that were ended, and takes out
/// who was written to before: a person who stands in several joined rows was written to when any of them was.
fn carry_out(rolls: &[Roll<'_>], entries: &mut [Entry]) {
    if rolls.iter().all(|roll| roll.docket.rulings.is_empty() && roll.docket.mailed.is_empty()) {
        return;
    }
    let docket = |entry: &Entry| &rolls[usize::from(entry.file)].docket;
    let mut mailed: Vec<u32> = Vec::new();
    for (row, entry) in (0u32..).zip(entries.iter_mut()) {
        if let Some(ruling) = docket(entry).rulings.get(&entry.extent.line) {
            ruling.end(&mut entry.codes);
            entry.resettle();
        }
        if docket(entry).mailed.contains(&entry.extent.line) {
            mailed.push(if entry.disposition == Disposition::Merged { entry.primary } else { row });
        }
    }
    for row in mailed {
        let entry = &mut entries[row as usize];
        entry.codes.insert(Code::AlreadyMailed);
        if entry.disposition == Disposition::Letter {
            entry.disposition = Disposition::Excluded;
        }
    }
}

/// Holds rows around which columns disagree as if they had slipped against each other, or as if one had been sorted alone:
/// ZIP codes with states, birth dates with the calendar, guardians' family names with the children's, deceased flags with death dates.
fn suspect_shifts(entries: &mut [Entry]) {
    let places: Vec<bool> = entries.iter().map(|e| shift::disagrees(e.codes)).collect();
    let dates: Vec<bool> = entries.iter().map(|e| shift::is_no_birth(e.codes)).collect();
    let mut suspected = shift::blocks(&places);
    suspected.extend(shift::blocks(&dates));
    for entry in suspected.into_iter().flatten() {
        entries[entry].find(Code::ShiftSuspected);
    }
    for at in 1..entries.len() {
        let [one, other] = [at - 1, at].map(|at| (entries[at].file, entries[at].codes));
        if one.0 == other.0 && shift::death_slipped(one.1, other.1) {
            entries[at - 1].find(Code::DeathSlipped);
            entries[at].find(Code::DeathSlipped);
        }
    }
    let named: Vec<usize> = (0..entries.len()).filter(|&at| entries[at].guardian != Kinship::Unknown).collect();
    let others: Vec<bool> = named.iter().map(|&at| entries[at].guardian == Kinship::Other).collect();
    for at in shift::sorted_alone(&others).into_iter().flatten() {
        entries[named[at]].find(Code::ShiftSuspected);
    }
}

/// Gives every person who needs one a code of the right pool: the one that the person has for life, else the next that
/// nobody has, in the order of the rows. Whoever gets none is held as their letter is set. Gives the pools that are too small.
fn deal_codes(kit: &Kit, rolls: &[Roll<'_>], entries: &mut [Entry]) -> Vec<Refusal> {
    let mut short = Vec::new();
    let Pools { adult, minor, adult_taken, minor_taken } = &kit.pools;
    for (minors, pool, taken) in [(false, adult, adult_taken), (true, minor, minor_taken)] {
        let Some(pool) = pool else { continue };
        let served = |e: &&mut Entry| {
            e.disposition == Disposition::Letter
                && match e.standing {
                    Some(Standing::Minor) => minors,
                    Some(Standing::Adult | Standing::Represented) => !minors,
                    Some(Standing::Deceased) | None => false,
                }
        };
        let mut free = (0u32..).filter(|place| !taken.contains(place));
        let mut fresh = 0;
        for entry in entries.iter_mut().filter(served) {
            let own = rolls[usize::from(entry.file)].docket.codes.get(&entry.extent.line);
            entry.code = match own.filter(|dealt| dealt.minors == minors) {
                Some(dealt) => dealt.place,
                None => {
                    fresh += 1;
                    free.next().unwrap_or(NONE)
                }
            };
        }
        short.extend(pool.need(taken.len() + fresh).err());
    }
    short
}

/// What one row's letter turned out to be.
struct Outfall {
    place: u32,
    pages: u16,
    codes: CodeSet,
    variant: Option<Variant>,
}

/// Second sweep: every letter is drafted, set and preflighted.
pub(super) fn set(
    kit: &Kit,
    rolls: &[Roll<'_>],
    settings: &Settings<'_>,
    entries: &mut [Entry],
    variants: &mut Variants,
) -> Result<(GlyphUse, Centi), Refusal> {
    let places: Vec<u32> = (0u32..)
        .zip(entries.iter())
        .filter(|(_, e)| e.disposition == Disposition::Letter)
        .map(|(place, _)| place)
        .collect();
    let seen: &[Entry] = entries;
    // Only what is needed of each letter waits until all are set: pages, variant, codes.
    let mut found: Vec<(u16, u32)> = Vec::with_capacity(places.len());
    let mut told: Vec<(u32, CodeSet)> = Vec::new();
    let mut known: FxHashMap<Variant, u32> = FxHashMap::default();
    let stations = convey(
        kit.threads,
        places.chunks(STRIDE),
        || (Station::default(), GlyphUse::default(), 0),
        |(station, glyphs, tallest), places| {
            let people = people(kit, rolls, seen, places)?;
            let mut out = Vec::with_capacity(places.len());
            for (&place, person) in places.iter().zip(&people) {
                let Some(letter) = station.letter(kit, settings, &seen[place as usize], person)? else {
                    out.push(Outfall {
                        place,
                        pages: 0,
                        codes: [Code::LawUnknown].into_iter().collect(),
                        variant: None,
                    });
                    continue;
                };
                if letter.composed.codes.worst() < Some(crate::finding::Severity::Hold) {
                    glyphs.absorb(&letter.composed.pages);
                    *tallest = letter.composed.address_height.max(*tallest);
                }
                out.push(Outfall {
                    place,
                    pages: letter.composed.pages.pages.len() as u16,
                    codes: letter.composed.codes,
                    variant: Some(letter.variant),
                });
            }
            Ok(out)
        },
        |out| {
            for Outfall { place, pages, codes, variant } in out {
                let held = codes.worst() >= Some(crate::finding::Severity::Hold);
                let variant = variant.map_or(NONE, |v| {
                    let name = *known.entry(v).or_insert_with(|| variants.place(&v));
                    if !held && !std::mem::replace(&mut variants.mailed[name as usize], true) {
                        variants.samples[name as usize] = v;
                    }
                    name
                });
                found.push((pages, variant));
                if codes != CodeSet::EMPTY {
                    told.push((place, codes));
                }
            }
            Ok(())
        },
    )?;
    for (&place, (pages, variant)) in places.iter().zip(found) {
        let entry = &mut entries[place as usize];
        entry.pages = pages;
        if variant != NONE {
            entry.variant = variant;
        }
    }
    for (place, codes) in told {
        entries[place as usize].find_all(codes);
    }
    let mut glyphs = GlyphUse::default();
    let mut tallest = 0;
    for (_, own, height) in stations {
        glyphs.merge(&own);
        tallest = height.max(tallest);
    }
    Ok((glyphs, tallest))
}
