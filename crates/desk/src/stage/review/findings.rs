//! `findings`: every row about which there is something to say, with what to do and until when.

use super::decide::{NEEDS_CHOSEN_ADDRESS, RELEASABLE_HOLDS};
use crate::CommandError;
use crate::casefile::LATEST;
use crate::casefile::id::{ListId, PersonId};
use crate::casefile::row_record::RowRecord;
use crate::casefile::ruling::code;
use crate::session::Session;
use crate::task::{CommandContext, Progress};
use chrono::NaiveDate;
use notice::finding::{Code, FaceProblem, Severity};
use notice::line::Disposition;
use notice::party::Standing;
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
    case: &mut Session,
    wanted: &FindingQuery,
    command: &CommandContext,
    progress: &mut dyn FnMut(Progress),
) -> Result<Findings, CommandError> {
    if let Some(word) = wanted.code.as_deref().filter(|word| code(word).is_none()) {
        return Err(CommandError::input(format!("There is no issue {word}."), FaceProblem::FindingUnknown));
    }
    let records = case.records(command, progress)?;
    let names: BTreeMap<ListId, String> = case.lists(LATEST)?.into_iter().map(|list| (list.id, list.name)).collect();
    let only = wanted.code.as_deref().and_then(code);
    let fits = |record: &&RowRecord| {
        let holds = record.disposition == Disposition::Held;
        only.is_none_or(|code| record.codes.contains(code))
            && wanted.jurisdiction.as_deref().is_none_or(|place| record.lives_in(place))
            && (holds || ((wanted.all || wanted.code.is_some()) && !record.codes.is_empty()))
    };
    let mut rows: Vec<RowFinding> = records.iter().filter(fits).map(|record| of(record, &names)).collect();
    rows.sort_by_key(|row| (row.due, row.person));
    let mut counts: BTreeMap<&str, (Code, u64)> = BTreeMap::new();
    for code in records.iter().flat_map(|record| record.codes.iter()) {
        counts.entry(code.word()).or_insert((code, 0)).1 += 1;
    }
    let mut kinds: Vec<FindingCount> = counts
        .into_iter()
        .map(|(word, (code, count))| {
            let (severity, message, advice) = (code.severity(), code.message(), code.advice());
            let (endable, one_by_one) = (RELEASABLE_HOLDS.contains(&code), NEEDS_CHOSEN_ADDRESS.contains(&code));
            FindingCount { code: word.to_owned(), severity, count, message, advice, endable, one_by_one }
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
        disposition: record.disposition.word().to_owned(),
        jurisdiction: record.jurisdiction.map(|place| place.to_string()).unwrap_or_default(),
        standing: record.standing.map_or("", Standing::word).to_owned(),
        due: record.due,
        codes: record.codes.iter().map(|code| code.word().to_owned()).collect(),
    }
}
