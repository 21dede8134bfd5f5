//! Results that are kept row by row, so that a change touches what depends on it.

use crate::CommandError;
use crate::casefile::fact::{GUARDIANS, INCIDENT, InputFile};
use crate::casefile::id::ListId;
use crate::snapshot::{CaseFiles, CaseSnapshot, JobSetup};
use crate::task::Progress;
use notice::line::{Change, ContextChange, Decision, DecisionState, SourceList};
use std::sync::Arc;

/// Results of a case row by row, with what they were last worked out from.
#[derive(Clone)]
pub(super) struct KeptRows {
    state: DecisionState,
    /// Setup by which letters were set: blocks of two setups are never mixed, as shared blocks are told apart by their place.
    setup: Arc<JobSetup>,
    files: Arc<CaseFiles>,
    lists: Vec<ListId>,
}

impl KeptRows {
    /// Decides about every row and keeps the results.
    pub(super) fn build(
        snapshot: &CaseSnapshot,
        files: &Arc<CaseFiles>,
        sources: &[SourceList<'_>],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Decision), CommandError> {
        let told = &mut |stage: notice::line::Stage| progress(Progress::Done(stage.into()));
        let (state, decision) = DecisionState::build(&snapshot.setup.context, sources, told)?;
        let setup = Arc::clone(&snapshot.setup);
        Ok((Self { state, setup, files: Arc::clone(files), lists: numbers(snapshot) }, decision))
    }

    /// Decides anew what depends on what changed since.
    ///
    /// # Errors
    /// As a decision from nothing; the results are then what they were.
    pub(super) fn update(
        &mut self,
        snapshot: &CaseSnapshot,
        files: &Arc<CaseFiles>,
        sources: &[SourceList<'_>],
    ) -> Result<Decision, CommandError> {
        let lists = numbers(snapshot);
        let before =
            |list: &ListId| self.lists.iter().position(|own| own == list).and_then(|at| u16::try_from(at).ok());
        let origins: Option<Vec<Option<u16>>> = (lists != self.lists).then(|| lists.iter().map(before).collect());
        let is_same = Arc::ptr_eq(&self.setup, &snapshot.setup);
        let passages = self.files.changed_passages(files);
        let context = match &passages {
            _ if is_same => ContextChange::Nothing,
            Some(paths) => ContextChange::Passages(paths),
            None => change_of(&self.files, files),
        };
        let change = Change { context, lists: origins.as_deref() };
        let decision = self.state.update(&snapshot.setup.context, sources, &change)?;
        (self.setup, self.files, self.lists) = (Arc::clone(&snapshot.setup), Arc::clone(files), lists);
        Ok(decision)
    }
}

/// Returns the numbers of the lists, in their order.
fn numbers(snapshot: &CaseSnapshot) -> Vec<ListId> {
    snapshot.lists.iter().map(|list| list.row.id).collect()
}

/// Returns the kind of change between files of a case. Rows are read and routed by the incident file, by rules and by the gazetteer; all else
/// is words, paper, codes and the vendor.
fn change_of(before: &CaseFiles, now: &CaseFiles) -> ContextChange<'static> {
    let bytes = |file: Option<&InputFile>| file.map(|file| file.bytes.clone());
    let differs = |role: &str| bytes(before.of_role(role)) != bytes(now.of_role(role));
    let is_read_by = |(path, _): &(&str, &[u8])| !path.ends_with(".hbs");
    let (old, new) = (before.templates.iter().filter(is_read_by), now.templates.iter().filter(is_read_by));
    if differs(INCIDENT) || differs(GUARDIANS) || !old.eq(new) { ContextChange::Facts } else { ContextChange::Words }
}
