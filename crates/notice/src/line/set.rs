//! The second sweep: letters are drafted, set and preflighted.

use super::context::JobContext;
use super::copies::{CopyOutcome, set_copies};
use super::entry::{Disposition, Entry};
use super::rows::{SourceList, WorkerState, people};
use super::run_in_order;
use super::settings::Settings;
use super::trace::{Trace, TraceStation, Tracer};
use crate::composition::{Centi, Composed, GlyphUse};
use crate::finding::{Code, CodeSet, Problem, Severity};
use crate::party::Variant;

/// Most rows that a worker takes at once.
const STRIDE: usize = 2048;

/// Outcome of setting one row's letter.
pub(super) struct SetOutcome {
    /// The row.
    pub(super) row: u32,
    /// Pages, without a blank back.
    pub(super) pages: u16,
    /// Findings made while it was set.
    pub(super) codes: CodeSet,
    /// Its variant; none where routing finds none for the united elements.
    pub(super) variant: Option<Variant>,
    /// Trace of what it prints, where that was asked for.
    pub(super) trace: Option<Trace>,
    /// Copies for further parents.
    pub(super) copies: Vec<CopyOutcome>,
}

/// Glyphs and the tallest address block of all letters of a mailing.
#[derive(Default)]
pub(super) struct InkUse {
    /// Everything that they print, for the faces.
    pub(super) glyphs: GlyphUse,
    /// Height of the tallest address block.
    pub(super) tallest: Centi,
}

impl InkUse {
    /// Adds what a letter prints.
    fn absorb(&mut self, composed: &Composed) {
        self.glyphs.absorb(&composed.pages);
        self.tallest = composed.address_height.max(self.tallest);
    }
}

/// The rows that get a letter as far as is known before it is set.
pub(super) fn letters(entries: &[Entry]) -> Vec<u32> {
    let rows = (0u32..).zip(entries).filter(|(_, entry)| entry.disposition == Disposition::Letter);
    rows.map(|(row, _)| row).collect()
}

/// Sets the letters of these rows and tells the sink of each, in their order. With a tracer each tells what it prints;
/// without, what all of them print together is given back.
pub(super) fn set(
    context: &JobContext,
    sources: &[SourceList<'_>],
    settings: &Settings,
    entries: &[Entry],
    rows: &[u32],
    tracer: Option<&Tracer>,
    mut sink: impl FnMut(SetOutcome),
) -> Result<InkUse, Problem> {
    // A few rows are shared out evenly, too.
    let stride = rows.len().div_ceil(context.threads.max(1) * 2).clamp(1, STRIDE);
    let stations = run_in_order(
        context.threads,
        rows.chunks(stride),
        || (WorkerState::default(), InkUse::default(), tracer.map(TraceStation::new)),
        |(station, ink, tracing), rows| {
            let people = people(context, sources, entries, rows)?;
            let mut out = Vec::with_capacity(rows.len());
            for (&row, person) in rows.iter().zip(&people) {
                let Some(letter) = station.letter(context, settings, &entries[row as usize], person)? else {
                    let codes = [Code::LawUnknown].into_iter().collect();
                    out.push(SetOutcome { row, pages: 0, codes, variant: None, trace: None, copies: Vec::new() });
                    continue;
                };
                let composed = &letter.composed;
                let trace = tracing.as_mut().map(|station| station.trace(&letter.setting, composed));
                if trace.is_none() && composed.codes.worst() < Some(Severity::Hold) {
                    ink.absorb(composed);
                }
                let mut outcome = SetOutcome {
                    row,
                    pages: composed.pages.pages.len() as u16,
                    codes: composed.codes,
                    variant: Some(letter.variant),
                    trace,
                    copies: Vec::new(),
                };
                if !person.copies.is_empty() {
                    let (entry, is_traced) = (&entries[row as usize], tracing.is_some());
                    outcome.copies =
                        set_copies(station, context, settings, entry, person, tracing.as_mut(), |letter| {
                            if !is_traced {
                                ink.absorb(&letter.composed);
                            }
                        })?;
                }
                out.push(outcome);
            }
            Ok(out)
        },
        |out: Vec<SetOutcome>| {
            out.into_iter().for_each(&mut sink);
            Ok(())
        },
    )?;
    let mut all = InkUse::default();
    for (_, own, _) in stations {
        all.glyphs.merge(&own.glyphs);
        all.tallest = own.tallest.max(all.tallest);
    }
    Ok(all)
}
