//! Status of a case, for the frame around every page of the window.

use super::status::{ListStatus, RunStatus, status};
use crate::CommandError;
use crate::casefile::filing::Filing;
use crate::casefile::ledger::Families;
use crate::policy::deadline::DeadlineView;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::session::Session;
use crate::task::CommandContext;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Status of a case.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct CaseStatus {
    /// Path of the case file.
    pub path: PathBuf,
    /// Its name without the folder.
    pub name: String,
    /// True if whoever has the file can read it.
    pub plain: bool,
    /// The practice.
    pub practice: String,
    /// Title of the letters.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// True if letters in Spanish can be shown.
    pub spanish: bool,
    /// Rows that count.
    pub rows: u64,
    /// Rows that get or got a letter.
    pub letters: u64,
    /// Rows that wait for a person.
    pub held: u64,
    /// Open questions about lists.
    pub questions: u64,
    /// Of the rows that are held: those that wait for the answers and for nothing else.
    pub held_by_questions: u64,
    /// Rows joined with another.
    pub merged: u64,
    /// Rows taken out.
    pub excluded: u64,
    /// People whose letter stands in a finished package.
    pub mailed: u64,
    /// Lists that came in.
    pub lists: Vec<ListStatus>,
    /// Variants that letters need.
    pub variants: u64,
    /// Of these: variants that counsel has not signed as they are, each with the reason.
    pub unsigned: BTreeMap<String, String>,
    /// True if the run that would be exported now is released.
    pub released: bool,
    /// Reason why it is not released.
    pub why_not_released: Option<String>,
    /// Runs.
    pub runs: Vec<RunStatus>,
    /// An export that was begun and not finished, in words.
    pub unfinished: Option<String>,
    /// Family names of children and guardians.
    pub families: Families,
    /// Pieces that came back.
    pub returned: u64,
    /// Address corrections that wait for an answer.
    pub addresses_waiting: u64,
    /// Deadlines of the law, first due first.
    pub deadlines: Vec<DeadlineView>,
    /// Notices to authorities.
    pub filings: Vec<Filing>,
    /// Day until which the case must be kept.
    pub keep_until: Option<String>,
}

impl CaseStatus {
    /// Reads the status of a case now, with everybody in it as `roster`.
    pub fn of(case: &mut Session, command: &CommandContext) -> Result<Self, CommandError> {
        let status = status(case, command, &mut |_| {})?;
        let summary = case.refresh(command, &mut |_| {})?;
        let files = case.files(command)?;
        let incident = files.incident()?;
        let path = case.path().to_owned();
        Ok(Self {
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            path,
            plain: status.plain,
            spanish: incident.event.es.is_some() && files.speaks_spanish(),
            practice: incident.practice.name,
            title: incident.event.title,
            mailing: incident.mailing.date.to_string(),
            rows: status.people,
            letters: status.letters,
            held: status.held,
            questions: status.questions,
            held_by_questions: status.held_by_questions,
            merged: status.merged,
            excluded: status.excluded,
            mailed: status.mailed,
            lists: status.lists,
            variants: summary.variants.len() as u64,
            unsigned: status.why_unsigned.into_iter().map(|(name, why)| (name, why.to_owned())).collect(),
            released: status.released,
            why_not_released: status.why_not_released,
            runs: status.runs,
            unfinished: ensure_no_pending_export(case).err().map(|why| why.to_string()),
            families: status.families,
            returned: status.returned,
            addresses_waiting: status.addresses_waiting,
            deadlines: DeadlineView::all(&summary, status.today),
            filings: status.filings,
            keep_until: status.keep_until.map(|day| day.to_string()),
        })
    }
}
