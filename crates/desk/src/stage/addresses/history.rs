//! Sources of the addresses of a case: every answer of a provider that was held beside it, and the verdict on each.

use super::request::{output, table};
use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::paper::COMPARED;
use crate::io::outbox::FileKind;
use crate::ledger::unwritable;
use crate::policy::corrections::count_waiting;
use crate::task::CommandContext;
use notice::finding::FaceProblem;
use notice::mailing::guarded;
use serde::Serialize;
use std::path::Path;

/// Report of `addresses --history`.
#[derive(Debug, Serialize)]
pub struct CorrectionHistory {
    /// Files of answers.
    pub rounds: u64,
    /// Answers in all of them.
    pub answers: u64,
    /// Of these, answers of which nobody has said whether they are taken.
    pub waiting: u64,
}

/// Writes every answer of every provider, oldest first: when, who, whose, and the old and the new address.
pub fn history(case: &Case, out: &Path, command: &CommandContext) -> Result<CorrectionHistory, CommandError> {
    let file = output(case, FileKind::History, out, command)?;
    file.check()?;
    let acts = case.acts()?;
    let (mut written, mut rounds, mut answers) = (table(), 0, 0);
    for paper in case.attachments(COMPARED)? {
        let act = acts.iter().find(|act| act.seq == paper.act);
        let detail =
            act.and_then(|act| serde_json::from_str::<serde_json::Value>(&act.detail).ok()).unwrap_or_default();
        let provider = detail["provider"].as_str().unwrap_or_default();
        let (at, by) = act.map_or(("", ""), |act| (&act.at, &act.by));
        let mut reader = csv::Reader::from_reader(paper.bytes.as_slice());
        if rounds == 0 {
            let headings = reader.headers().map_err(unwritable)?.clone();
            written.write_record(["at", "by", "provider"].into_iter().chain(&headings)).map_err(unwritable)?;
        }
        rounds += 1;
        for row in reader.records() {
            let row = row.map_err(unwritable)?;
            let head = [at, by, provider].map(|cell| guarded(cell).into_owned());
            written.write_record(head.iter().map(String::as_str).chain(&row)).map_err(unwritable)?;
            answers += 1;
        }
    }
    if rounds == 0 {
        return Err(CommandError::input("No provider has responded yet.", FaceProblem::ProviderSilent));
    }
    file.put(&written.into_inner().unwrap_or_default())?;
    Ok(CorrectionHistory { rounds, answers, waiting: count_waiting(case)? })
}
