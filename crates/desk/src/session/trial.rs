//! Other files for a case, tried on every letter of it before they are kept: kept, those with which letters cannot be made would
//! keep the case from being read.

use super::rows::KeptRows;
use super::{Causes, DecidedCase, Session};
use crate::CommandError;
use crate::actor::Actor;
use crate::casefile::fact::{self, GUARDIANS, INCIDENT, InputFile, VENDOR};
use crate::casefile::ledger::Summary;
use crate::casefile::ruling::effective_decisions;
use crate::casefile::{ActKind, LATEST};
use crate::ledger::{TextCache, compute_summary, first_mailings};
use crate::snapshot::{CaseFiles, MailingExclusions, MailingScope, mailing_exclusions};
use crate::task::{CommandContext, Progress};
use notice::routing::PriorNotices;
use std::sync::Arc;

/// Decision with other files. Once they are in the case, it is the decision about the case.
pub(super) struct Trial {
    pub(super) decided: Arc<DecidedCase>,
    pub(super) summary: Arc<Summary>,
    texts: TextCache,
    rows: Option<KeptRows>,
}

impl Session {
    /// Returns the files of the case with others in the place of those of the same kind. With an incident file comes everything that it
    /// names; the vendor profile, guardians and the case's own words stay.
    pub fn files_with(
        &mut self,
        given: &[InputFile],
        command: &CommandContext,
    ) -> Result<Vec<InputFile>, CommandError> {
        let is_given = |role: &str| given.iter().any(|file| file.role == role);
        let mut counting = self.files(command)?.files.clone();
        counting.retain(|file| match file.role.as_str() {
            role @ (VENDOR | GUARDIANS) => !is_given(role),
            role if file.wording_path().is_some() => !is_given(role),
            _ => !is_given(INCIDENT),
        });
        counting.extend(given.iter().cloned());
        Ok(counting)
    }

    /// Decides about every row as if the case had these files, with the summary of it. Nothing is recorded; if they are recorded
    /// next, nothing is decided again. With notices, letters wait for offices as in [`Session::decide_with_notices`].
    ///
    /// # Errors
    /// Files with which letters of the case could not be made.
    pub fn try_files(
        &mut self,
        files: Vec<InputFile>,
        scope: MailingScope,
        prior: Option<PriorNotices>,
        command: &CommandContext,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Arc<DecidedCase>, Arc<Summary>), CommandError> {
        let prior_notices = match prior {
            Some(prior) => self.effective_notices(prior, command, progress)?,
            None => None,
        };
        let files = Arc::new(CaseFiles::of(files, command)?);
        let causes = Causes::new(files.basis, self.causes()?);
        let decisions = effective_decisions(&self.decisions(LATEST)?);
        let mailed = MailingExclusions { prior_notices, ..mailing_exclusions(self, &decisions, scope)? };
        if let Some(trial) = &self.trial
            && trial.decided.causes == causes
            && trial.decided.mailed == mailed
        {
            return Ok((Arc::clone(&trial.decided), Arc::clone(&trial.summary)));
        }
        // The ledger wants the same files for everybody next.
        self.keeps_rows |= !mailed.is_empty();
        let snapshot = self.lay_out(&causes, &files, &decisions, &mailed, command)?;
        let mut rows = self.rows.clone();
        let decision = self.decide_on(&snapshot, &files, &mut rows, progress)?;
        let decided = Arc::new(DecidedCase { snapshot, decision, causes, mailed });
        let own = self.files(command)?;
        let passages = own.changed_passages(&files);
        let passages = passages.map(|paths| self.texts.with_passages(&own.basis, &decided.snapshot, &paths));
        let mut texts = passages.unwrap_or_default();
        let first = first_mailings(self, &decided.snapshot, &decided.decision)?;
        let summary = Arc::new(compute_summary(&decided.snapshot, &decided.decision, &first, &mut texts)?);
        self.trial = Some(Trial { decided: Arc::clone(&decided), summary: Arc::clone(&summary), texts, rows });
        Ok((decided, summary))
    }

    /// Gives the case files in the place of those of the same kind, once it is known that letters can be made with them.
    ///
    /// # Errors
    /// As [`Session::try_files`]; and what the disk said.
    pub fn amend(&mut self, given: &[InputFile], by: Actor<'_>, command: &CommandContext) -> Result<(), CommandError> {
        let files = self.files_with(given, command)?;
        self.try_files(files, MailingScope::Everyone, None, command, &mut |_| {})?;
        fact::record(self, ActKind::Amend, by, given)
    }

    /// Takes the trial over as the decision, if the case now has the files of the trial.
    pub(super) fn adopt_trial(&mut self, causes: &Causes, mailed: &MailingExclusions) {
        let is_so = |trial: &mut Trial| trial.decided.causes == *causes && trial.decided.mailed == *mailed;
        let Some(trial) = self.trial.take_if(is_so) else { return };
        (self.rows, self.texts) = (trial.rows, trial.texts);
        if trial.decided.is_of_everyone() {
            self.note_summary(&trial.decided, trial.summary);
            self.everyone = Some(trial.decided);
        } else {
            self.wave = Some(trial.decided);
        }
    }
}
