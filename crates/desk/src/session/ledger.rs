//! The ledger of a session: counts and texts, and the disposition of every row. Its rows are stored in the case by chunks, in a
//! commit of its own after the act; only chunks that changed are written.

use super::{Causes, DecidedCase, Session};
use crate::CommandError;
use crate::casefile::id::ActId;
use crate::casefile::ledger::Summary;
use crate::casefile::row_record::{CHUNK, PackedChunk, RowRecord};
use crate::ledger::{build_records, compute_summary, first_mailings, unwritable};
use crate::snapshot::MailingScope;
use crate::task::{CommandContext, Progress};
use notice::digest::Digest;
use std::sync::Arc;

/// The ledger as the case stands.
pub(super) struct CurrentLedger {
    /// Act up to which it counts.
    act: ActId,
    /// Causes; dealt codes are none of them.
    causes: Causes,
    summary: Arc<Summary>,
    rows: Option<Rows>,
}

/// Records of all rows.
struct Rows {
    records: Arc<[RowRecord]>,
    /// Act and basis of the ledger with just these rows that is stored in the case.
    stored: Option<(ActId, Digest)>,
}

impl Session {
    /// Returns counts, texts and clocks of the case: as they are kept, or worked out where they are out of date.
    pub fn refresh(
        &mut self,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Arc<Summary>, CommandError> {
        let last = self.causes()?;
        let causes = Causes::new(self.files_at(last, command)?.basis, last);
        if let Some(summary) = self.current(&causes) {
            self.follow_act(last.last())?;
            return Ok(summary);
        }
        if let Some(stored) = self.ledger()?
            && stored.act == last.last()
            && stored.basis == causes.basis
        {
            let summary = Arc::new(stored.summary);
            let act = last.last();
            self.ledger = Some(CurrentLedger { act, causes, summary: Arc::clone(&summary), rows: None });
            return Ok(summary);
        }
        let decided = self.decide(MailingScope::Everyone, command, progress)?;
        self.keep_ledger(&decided)
    }

    /// Returns the records of all rows, in the order of the lists.
    pub fn records(
        &mut self,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Arc<[RowRecord]>, CommandError> {
        self.refresh(command, progress)?;
        if let Some(rows) = self.ledger.as_ref().and_then(|ledger| ledger.rows.as_ref()) {
            return Ok(Arc::clone(&rows.records));
        }
        if let Some(stored) = self.case.records()? {
            let records: Arc<[RowRecord]> = stored.into();
            let act = self.causes()?.last();
            if let Some(ledger) = &mut self.ledger {
                let stored = Some((act, ledger.causes.basis));
                ledger.rows = Some(Rows { records: Arc::clone(&records), stored });
            }
            return Ok(records);
        }
        // They are not what was kept.
        self.case.clear_ledger()?;
        self.ledger = None;
        let decided = self.decide(MailingScope::Everyone, command, progress)?;
        self.keep_ledger(&decided)?;
        let rows = self.ledger.as_ref().and_then(|ledger| ledger.rows.as_ref());
        Ok(rows.map_or_else(|| Vec::new().into(), |rows| Arc::clone(&rows.records)))
    }

    /// Returns the kept summary, if it has just these causes.
    fn current(&self, causes: &Causes) -> Option<Arc<Summary>> {
        let ledger = self.ledger.as_ref()?;
        (Causes { code: causes.code, ..ledger.causes } == *causes).then(|| Arc::clone(&ledger.summary))
    }

    /// Takes a summary that was worked out while it was tried.
    pub(super) fn note_summary(&mut self, decided: &DecidedCase, summary: Arc<Summary>) {
        self.noted = Some((decided.causes, summary));
    }

    /// Works out the ledger from a decision about everybody, and keeps it.
    pub(super) fn keep_ledger(&mut self, decided: &DecidedCase) -> Result<Arc<Summary>, CommandError> {
        let causes = decided.causes;
        let known = self.current(&causes);
        if let Some(summary) = &known
            && self.ledger.as_ref().is_some_and(|ledger| ledger.rows.is_some())
        {
            self.follow_act(self.case.last_cause()?)?;
            return Ok(Arc::clone(summary));
        }
        let noted = self.noted.take().filter(|(of, _)| *of == causes).map(|(_, summary)| summary);
        let summary = match known.or(noted) {
            Some(summary) => summary,
            None => {
                let (snapshot, decision) = (&decided.snapshot, &decided.decision);
                let first = first_mailings(&self.case, snapshot, decision)?;
                Arc::new(compute_summary(snapshot, decision, &first, &mut self.texts)?)
            }
        };
        let before = self.ledger.take().and_then(|ledger| ledger.rows);
        let person = |file, line| decided.snapshot.person(file, line);
        let all = 0..decided.decision.entries.len();
        let records = build_records(&decided.snapshot, &decided.decision, all, person);
        let act = self.case.last_cause()?;
        let stored = self.store((act, causes.basis), &summary, &records, before)?;
        let rows = Some(Rows { records: records.into(), stored });
        self.ledger = Some(CurrentLedger { act, causes, summary: Arc::clone(&summary), rows });
        Ok(summary)
    }

    /// Stores under a later act a ledger in which nothing changed, as where files were amended by the same ones.
    fn follow_act(&mut self, act: ActId) -> Result<(), CommandError> {
        let Some(ledger) = self.ledger.as_mut().filter(|ledger| ledger.act != act) else { return Ok(()) };
        let (before, basis) = (ledger.act, ledger.causes.basis);
        ledger.act = act;
        let summary = Arc::clone(&ledger.summary);
        let is_stored = ledger.rows.as_ref().is_none_or(|rows| rows.stored == Some((before, basis)));
        let is_there = self.ledger()?.is_some_and(|stored| (stored.act, stored.basis) == (before, basis));
        if !is_stored || !is_there {
            return Ok(());
        }
        let chunks: Vec<Option<PackedChunk>> = (0..summary.rows.div_ceil(CHUNK as u64)).map(|_| None).collect();
        let is_kept = self.case.keep_ledger(act, &basis, &summary, &chunks)?;
        if let Some(rows) = self.ledger.as_mut().and_then(|ledger| ledger.rows.as_mut()) {
            rows.stored = is_kept.then_some((act, basis));
        }
        Ok(())
    }

    /// Stores a ledger in the case, unless it is there; chunks of which no row changed since `before` are not written. Gives act and
    /// basis under which it is stored.
    fn store(
        &mut self,
        (act, basis): (ActId, Digest),
        summary: &Summary,
        records: &[RowRecord],
        before: Option<Rows>,
    ) -> Result<Option<(ActId, Digest)>, CommandError> {
        let there = self.ledger()?.map(|stored| (stored.act, stored.basis));
        if there == Some((act, basis)) {
            return Ok(there);
        }
        if self.is_read_only() {
            return Ok(None);
        }
        let key = self.content_key();
        let stored = before.filter(|rows| there.is_some() && rows.stored == there);
        let stored = stored.map(|rows| rows.records).unwrap_or_default();
        let chunk = |(number, rows): (usize, &[RowRecord])| {
            let at = number * CHUNK;
            if stored.get(at..stored.len().min(at + CHUNK)) == Some(rows) {
                return Ok(None);
            }
            PackedChunk::pack(&key, number, rows).map(Some)
        };
        let chunks: Vec<Option<PackedChunk>> =
            records.chunks(CHUNK).enumerate().map(chunk).collect::<Result<_, _>>().map_err(unwritable)?;
        let is_kept = self.case.keep_ledger(act, &basis, summary, &chunks)?;
        Ok(is_kept.then_some((act, basis)))
    }
}
