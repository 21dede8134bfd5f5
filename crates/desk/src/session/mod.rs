//! A case that is open, with everything that was worked out from it: it is decided about once, and whoever asks is given the
//! same. After a change only what depends on it is worked out anew.

mod decided;
mod ledger;
mod rows;
#[cfg(test)]
mod tests;
mod trial;

pub use decided::{Causes, DecidedCase};

use crate::CommandError;
use crate::casefile::id::ActId;
use crate::casefile::ledger::{LastCauses, Summary};
use crate::casefile::ruling::effective_decisions;
use crate::casefile::{Case, LATEST};
use crate::ledger::TextCache;
use crate::snapshot::{CaseFiles, CaseSnapshot, Decisions, MailingExclusions, MailingScope, mailing_exclusions};
use crate::task::{CommandContext, Progress};
use ledger::CurrentLedger;
use notice::routing::{PriorNotices, Rule, RuleBook};
use rows::KeptRows;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::Arc;
use trial::Trial;

/// A case that is open, with the decision about everybody in it. It derefs to the case: changes there are noticed by the acts that
/// they leave.
pub struct Session {
    case: Case,
    files: Option<KnownFiles>,
    /// Last decision about everybody.
    everyone: Option<Arc<DecidedCase>>,
    /// Last decision about people who were not written to before.
    wave: Option<Arc<DecidedCase>>,
    /// Last trial of files that may not be in the case.
    trial: Option<Trial>,
    ledger: Option<CurrentLedger>,
    /// A summary that was worked out in a trial, with its causes.
    noted: Option<(Causes, Arc<Summary>)>,
    texts: TextCache,
    rows: Option<KeptRows>,
    keeps_rows: bool,
    sweeps: u32,
}

/// Files of the case as they were at their last act.
struct KnownFiles {
    act: ActId,
    templates: Option<PathBuf>,
    files: Arc<CaseFiles>,
}

impl Deref for Session {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.case
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Case {
        &mut self.case
    }
}

impl Session {
    /// Makes a session for one command: the case is decided about from nothing, once.
    pub fn new(case: Case) -> Self {
        Self {
            case,
            files: None,
            everyone: None,
            wave: None,
            trial: None,
            ledger: None,
            noted: None,
            texts: TextCache::default(),
            rows: None,
            keeps_rows: false,
            sweeps: 0,
        }
    }

    /// Makes a session for many decisions one after another: results are kept row by row, in at most 300 bytes a row.
    pub fn lasting(case: Case) -> Self {
        Self { keeps_rows: true, ..Self::new(case) }
    }

    /// Returns the case, to be closed.
    pub fn into_case(self) -> Case {
        self.case
    }

    /// Number of times that every row of the case was read and decided about.
    pub fn sweeps(&self) -> u32 {
        self.sweeps
    }

    /// Returns the files of the case with its templates, as they are now.
    pub fn files(&mut self, command: &CommandContext) -> Result<Arc<CaseFiles>, CommandError> {
        let last = self.case.causes()?;
        self.files_at(last, command)
    }

    fn files_at(&mut self, last: LastCauses, command: &CommandContext) -> Result<Arc<CaseFiles>, CommandError> {
        if let Some(known) = &self.files
            && known.act == last.file
            && known.templates == command.templates
        {
            return Ok(Arc::clone(&known.files));
        }
        let files = Arc::new(CaseFiles::of(self.case.input_files(LATEST)?, command)?);
        let templates = command.templates.clone();
        self.files = Some(KnownFiles { act: last.file, templates, files: Arc::clone(&files) });
        Ok(files)
    }

    /// Returns true if nothing changed in the case since a decision.
    pub fn is_current(&mut self, decided: &DecidedCase, command: &CommandContext) -> Result<bool, CommandError> {
        let last = self.case.causes()?;
        Ok(decided.causes == Causes::new(self.files_at(last, command)?.basis, last))
    }

    /// Returns the case with the decision about every row of it: as it was decided before, or worked out now. Letters to
    /// people of states whose office must be told first wait, unless a release said that nobody waits.
    ///
    /// # Errors
    /// A case of which letters cannot be made: files that are missing or wrong, templates, paper, codes.
    pub fn decide(
        &mut self,
        scope: MailingScope,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Arc<DecidedCase>, CommandError> {
        let prior = self.case.current_prior_notices()?;
        self.decide_with_notices(scope, prior, command, progress)
    }

    /// As [`Session::decide`], with the notices by which letters wait or go.
    pub fn decide_with_notices(
        &mut self,
        scope: MailingScope,
        prior: PriorNotices,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Arc<DecidedCase>, CommandError> {
        let prior_notices = match scope {
            MailingScope::Everyone => None,
            MailingScope::NotMailedBefore(_) => self.effective_notices(prior, command, progress)?,
        };
        let last = self.case.causes()?;
        let files = self.files_at(last, command)?;
        let causes = Causes::new(files.basis, last);
        if scope == MailingScope::Everyone
            && let Some(found) = self.known(&causes, &MailingExclusions::default())
        {
            return self.keep(found);
        }
        let decisions = effective_decisions(&self.case.decisions(LATEST)?);
        let mailed = MailingExclusions { prior_notices, ..mailing_exclusions(&self.case, &decisions, scope)? };
        if let Some(found) = self.known(&causes, &mailed) {
            return self.keep(found);
        }
        let snapshot = self.lay_out(&causes, &files, &decisions, &mailed, command)?;
        self.trial = None;
        let mut rows = self.rows.take();
        let outcome = self.decide_on(&snapshot, &files, &mut rows, progress);
        self.rows = rows;
        self.keep(Arc::new(DecidedCase { snapshot, decision: outcome?, causes, mailed }))
    }

    /// The notices, where people live in a state whose office must be told first and was not; nothing where nobody does, so that a
    /// mailing of everybody is decided about once.
    fn effective_notices(
        &mut self,
        prior: PriorNotices,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Option<Arc<PriorNotices>>, CommandError> {
        let summary = self.refresh(command, progress)?;
        let files = self.files(command)?;
        let incident = files.incident()?;
        let book = RuleBook::load(&files.templates)?.in_force_on(incident.mailing.date);
        let causes = Causes::new(files.basis, self.case.causes()?);
        let covered = match self.everyone.as_ref().filter(|everyone| everyone.causes == causes) {
            Some(everyone) => everyone.count_covered(),
            None => {
                // How many of them the law covers is known once rows are read.
                let people = &summary.tally["by_jurisdiction"];
                let lives_someone = |rule: &&Rule| people[rule.code.code()].as_u64().is_some_and(|people| people > 0);
                let may_cover = |rule: &&Rule| rule.applies_to(summary.told);
                book.rules().filter(lives_someone).filter(may_cover).map(|rule| (rule.code, u64::MAX)).collect()
            }
        };
        let may_wait = !book.states_that_wait(&incident, &covered, &prior).is_empty();
        Ok(may_wait.then(|| Arc::new(prior)))
    }

    /// Returns a kept decision with just these causes.
    fn known(&mut self, causes: &Causes, mailed: &MailingExclusions) -> Option<Arc<DecidedCase>> {
        self.adopt_trial(causes, mailed);
        let kept = [&self.everyone, &self.wave].into_iter().flatten();
        kept.into_iter().find(|kept| kept.causes == *causes && kept.mailed == *mailed).map(Arc::clone)
    }

    /// Keeps a decision; if it is about everybody, also the ledger that follows from it.
    fn keep(&mut self, decided: Arc<DecidedCase>) -> Result<Arc<DecidedCase>, CommandError> {
        if decided.is_of_everyone() {
            self.keep_ledger(&decided)?;
            self.everyone = Some(Arc::clone(&decided));
        } else {
            self.wave = Some(Arc::clone(&decided));
        }
        Ok(decided)
    }

    /// Lays out the case; parts that a kept snapshot has too are not read again.
    fn lay_out(
        &self,
        causes: &Causes,
        files: &CaseFiles,
        decisions: &Decisions,
        mailed: &MailingExclusions,
        command: &CommandContext,
    ) -> Result<CaseSnapshot, CommandError> {
        let tried = self.trial.as_ref().map(|trial| &trial.decided);
        let mut kept = [self.everyone.as_ref(), self.wave.as_ref(), tried].into_iter().flatten();
        if let Some(kept) = kept.clone().find(|kept| kept.causes.differ_in_rulings(causes)) {
            let mut snapshot = kept.snapshot.clone();
            snapshot.carry_decisions(decisions, mailed);
            return Ok(snapshot);
        }
        let known = kept.next().map_or(&[][..], |kept| &kept.snapshot.lists);
        let mut snapshot = CaseSnapshot::of_files(files, command)?.with_rows(&self.case, files, LATEST, known)?;
        snapshot.carry_decisions(decisions, mailed);
        Ok(snapshot)
    }

    /// Decides about every row; where results are kept, about the rows that a change concerns.
    fn decide_on(
        &mut self,
        snapshot: &CaseSnapshot,
        files: &Arc<CaseFiles>,
        kept: &mut Option<KeptRows>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<notice::line::Decision, CommandError> {
        snapshot.ensure_printable()?;
        let sources = snapshot.sources();
        let mut decision = match kept {
            Some(rows) => rows.update(snapshot, files, &sources)?,
            None => {
                self.sweeps += 1;
                if self.keeps_rows {
                    let (rows, decision) = KeptRows::build(snapshot, files, &sources, progress)?;
                    *kept = Some(rows);
                    decision
                } else {
                    let told = &mut |stage: notice::line::Stage| progress(Progress::Done(stage.into()));
                    notice::line::decide(&snapshot.setup.context, &sources, told)?
                }
            }
        };
        decision.add_columns(&snapshot.setup.findings);
        Ok(decision)
    }
}
