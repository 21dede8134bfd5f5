//! `findings`: every row about which there is something to say, with what to do and until when.

use super::decide::{NEEDS_CHOSEN_ADDRESS, RELEASABLE_HOLDS};
use crate::CommandError;
use crate::casefile::id::{ListId, PersonId};
use crate::casefile::ledger::RowRecord;
use crate::casefile::ruling::code;
use crate::casefile::{Case, LATEST};
use crate::ledger::refresh;
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::finding::{FaceProblem, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

/// Query for rows with findings.
#[derive(Clone, Debug, Default)]
pub struct FindingQuery {
    /// Only rows with this finding.
    pub code: Option<String>,
    /// Only rows of this residence.
    pub jurisdiction: Option<String>,
    /// Rows that get a letter all the same, too.
    pub all: bool,
}

/// A row about which there is something to say.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct RowFinding {
    /// The person's number in the case.
    pub person: PersonId,
    /// Name of the list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// Disposition of the row: `letter`, `held`, `merged` or `excluded`.
    pub disposition: String,
    /// Residence, or empty.
    pub jurisdiction: String,
    /// Standing, or empty.
    pub standing: String,
    /// The last legal day of the letter.
    pub due: NaiveDate,
    /// Findings.
    pub codes: Vec<String>,
}

/// A kind of finding.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct FindingCount {
    /// The word.
    pub code: String,
    /// Effect on a row.
    pub severity: Severity,
    /// Number of rows.
    pub count: u64,
    /// Problem, in plain words.
    pub message: &'static str,
    /// Advice on what to do.
    pub advice: &'static str,
    /// True if a person may end it by looking at the rows.
    pub endable: bool,
    /// True if it asks for an address, and of children an addressee, of each person.
    pub one_by_one: bool,
}

/// Report of `findings`.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Findings {
    /// Kinds, worst first, then by count.
    pub findings: Vec<FindingCount>,
    /// Rows, first due first.
    pub rows: Vec<RowFinding>,
}

/// Everything that is to be said about rows.
pub fn findings(
    case: &mut Case,
    wanted: &FindingQuery,
    means: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Findings, CommandError> {
    if let Some(word) = wanted.code.as_deref().filter(|word| code(word).is_none()) {
        return Err(CommandError::input(format!("There is no finding {word}."), FaceProblem::FindingUnknown));
    }
    refresh(case, means, progress)?;
    let names: BTreeMap<ListId, String> = case.lists(LATEST)?.into_iter().map(|list| (list.id, list.name)).collect();
    let fits = |record: &&RowRecord| {
        let words: Vec<&str> = record.codes.split(' ').collect();
        let holds = record.disposition == "held";
        wanted.code.as_deref().is_none_or(|word| words.contains(&word))
            && wanted.jurisdiction.as_deref().is_none_or(|place| record.jurisdiction.eq_ignore_ascii_case(place))
            && (holds || ((wanted.all || wanted.code.is_some()) && !record.codes.is_empty()))
    };
    let records = case.records()?;
    let mut rows: Vec<RowFinding> = records.iter().filter(fits).map(|record| of(record, &names)).collect();
    rows.sort_by_key(|row| (row.due, row.person));
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for word in records.iter().flat_map(|record| record.codes.split(' ')).filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut kinds: Vec<FindingCount> = counts
        .into_iter()
        .filter_map(|(word, count)| {
            let code = code(word)?;
            let (severity, message, advice) = (code.severity(), code.message(), code.advice());
            let (endable, one_by_one) = (RELEASABLE_HOLDS.contains(&code), NEEDS_CHOSEN_ADDRESS.contains(&code));
            Some(FindingCount { code: word.to_owned(), severity, count, message, advice, endable, one_by_one })
        })
        .collect();
    kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.severity), std::cmp::Reverse(kind.count)));
    Ok(Findings { findings: kinds, rows })
}

fn of(record: &RowRecord, names: &BTreeMap<ListId, String>) -> RowFinding {
    RowFinding {
        person: record.person,
        list: names.get(&record.list).cloned().unwrap_or_default(),
        line: record.line,
        disposition: record.disposition.clone(),
        jurisdiction: record.jurisdiction.clone(),
        standing: record.standing.clone(),
        due: record.due,
        codes: record.codes.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
    }
}
