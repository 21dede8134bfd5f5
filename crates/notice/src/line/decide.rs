//! The deciding sweeps: every row is read, validated, matched, routed, set and preflighted. What is decided here is
//! final; pressing only carries it out.

use super::aggregate::{RowTotals, aggregate, end_copies};
use super::context::JobContext;
use super::copies::{CopyOutcome, CopyPiece, place_copies};
use super::entry::{Disposition, Entry};
use super::join::{anybody_mailed, match_groups};
use super::read::{Readings, read};
use super::rows::{SourceList, WorkerState};
use super::seeds::{SeedPiece, place_seeds};
use super::set::{InkUse, letters, set};
use super::settings::Settings;
use super::stage::Stage;
use super::tally::Tally;
use super::variants::{RowOutcome, VariantNames, VariantTable};
use crate::composition::{Centi, GlyphUse};
use crate::finding::{Code, CodeSet, Finding, Position, Problem, ProblemCode};
use crate::intake::matching;
use crate::party::{Jurisdiction, Variant};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Everything that was decided about the lists.
#[derive(Clone)]
pub struct Decision {
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
    pub settings: Settings,
    /// Affected people by jurisdiction, held ones included.
    pub residents: BTreeMap<Jurisdiction, u64>,
    /// The earliest legal last day over all letters.
    pub mail_by: Option<NaiveDate>,
    /// Height of the tallest address block.
    pub tallest: Centi,
    /// Copies of letters about children for further parents.
    pub copies: Vec<CopyPiece>,
    /// Invented pieces that go with the letters.
    pub seeds: Vec<SeedPiece>,
    /// Pools with fewer codes than people who need one; whoever is without one is held.
    pub(super) codes_short: Vec<Problem>,
}

/// Findings that make a person unreachable by mail; ten such people make substitute notice public.
const UNREACHABLE: [Code; 5] =
    [Code::AddressMissing, Code::AddressPlaceholder, Code::CityMissing, Code::ZipMissing, Code::StateMissing];

impl Decision {
    /// People who cannot be reached by mail, as counted for substitute notice.
    pub fn unreachable(&self) -> u64 {
        let lost = |e: &&Entry| e.disposition == Disposition::Held && UNREACHABLE.iter().any(|&c| e.codes.contains(c));
        self.entries.iter().filter(lost).count() as u64
    }

    /// Pools that do not suffice, in plain words.
    pub fn codes_short(&self) -> &[Problem] {
        &self.codes_short
    }

    /// Makes sure that everybody who is to have an enrolment code has one: a mailing that begins without is not begun.
    ///
    /// # Errors
    /// The pools that do not suffice, with the codes that they have and the people who need one.
    pub fn codes_suffice(&self) -> Result<(), Vec<Problem>> {
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

    /// Takes out of the mailing every piece that is not kept, as one that was mailed before; seeds too. A piece is named by its row and,
    /// where it is a copy for a further parent, the number of the copy. What stays is as it was, as what is the same for all
    /// letters is not decided anew.
    pub fn keep_pieces(&mut self, is_kept: &dyn Fn(u32, Option<u8>) -> bool) {
        self.copies.retain(|copy| is_kept(copy.row, Some(copy.number)));
        for (_, entry) in (0u32..).zip(&mut self.entries).filter(|(row, _)| !is_kept(*row, None)) {
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

/// Decides about every row of the lists. `stage` is told of each stage as it ends.
pub fn decide(
    context: &JobContext,
    sources: &[SourceList<'_>],
    stage: &mut dyn FnMut(Stage),
) -> Result<Decision, Problem> {
    let mut table = VariantTable::default();
    let files: Vec<usize> = (0..sources.len()).collect();
    let Readings { mut entries, prints, .. } = read(context, sources, &files, &mut table, false)?;
    stage(Stage::Read);

    let groups = matching::candidates(&prints.iter().copied());
    // Fingerprints are needed for matching alone, and what was heard until rows are united.
    drop(prints);
    let heard = match_groups(context, sources, &entries, &groups, anybody_mailed(sources))?;
    drop(groups);
    let totals = aggregate(context, sources, &mut entries, heard.iter())?;
    drop(heard);
    stage(Stage::Match);

    let settings = Settings::new(context, totals.residents.clone());
    let rows = letters(&entries);
    // Only what is needed of each letter waits until all are set: pages, variant, codes.
    let mut found: Vec<(u16, u32)> = Vec::with_capacity(rows.len());
    let mut told: Vec<(u32, CodeSet)> = Vec::new();
    let mut copied: Vec<(u32, Vec<CopyOutcome>)> = Vec::new();
    let mut ink = set(context, sources, &settings, &entries, &rows, None, |outfall| {
        found.push((outfall.pages, table.number_of(outfall.variant)));
        if !outfall.codes.is_empty() {
            told.push((outfall.row, outfall.codes));
        }
        if !outfall.copies.is_empty() {
            copied.push((outfall.row, outfall.copies));
        }
    })?;
    let mut told = told.into_iter().peekable();
    let outcomes = rows.iter().zip(found).map(|(&row, (pages, number))| {
        let codes = told.next_if(|(told, _)| *told == row).map_or(CodeSet::EMPTY, |(_, codes)| codes);
        RowOutcome { row, pages, number, codes }
    });
    let names = VariantNames::enter(&mut entries, &table, outcomes);
    let copies = place_copies(&mut entries, copied.iter().map(|(row, copies)| (*row, copies.as_slice())));
    let mut station = WorkerState::default();
    let seeds = place_seeds(context, &entries, &names.samples, &mut |variant, address| {
        let letter = station.seed(context, &settings, *variant, &context.vendor.seeds.addresses[address])?;
        ink.glyphs.absorb(&letter.composed.pages);
        ink.tallest = letter.composed.address_height.max(ink.tallest);
        Ok((letter.composed.pages.pages.len() as u16, letter.composed.codes))
    })?;
    stage(Stage::Set);
    conclude(context, settings, entries, names, totals, ink, ExtraPieces { copies, seeds })
}

/// Pieces outside the row equation.
pub(super) struct ExtraPieces {
    pub(super) copies: Vec<CopyPiece>,
    pub(super) seeds: Vec<SeedPiece>,
}

/// Counts what was decided, once nothing of it changes any more.
pub(super) fn conclude(
    context: &JobContext,
    settings: Settings,
    mut entries: Vec<Entry>,
    VariantNames { names, samples, .. }: VariantNames,
    RowTotals { residents, columns, codes_short, .. }: RowTotals,
    InkUse { glyphs, tallest }: InkUse,
    ExtraPieces { copies, seeds }: ExtraPieces,
) -> Result<Decision, Problem> {
    end_copies(&mut entries);
    let tally = Tally::count(&entries, &names, &columns);
    if !tally.closes() {
        return Err(Problem::of_file("", "The count of rows does not close.", ProblemCode::InternalUnexported));
    }
    let letters = entries.iter().filter(|e| e.disposition == Disposition::Letter).map(|e| e.jurisdiction);
    let reached: FxHashSet<Option<Jurisdiction>> = letters.collect();
    let mail_by = reached.into_iter().map(|place| context.book.due(&context.incident, place)).min();
    Ok(Decision {
        entries,
        variants: names,
        samples,
        tally,
        columns,
        glyphs,
        settings,
        residents,
        mail_by,
        tallest,
        copies,
        seeds,
        codes_short,
    })
}
