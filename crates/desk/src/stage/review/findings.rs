//! `findings`: every row about which there is something to say, with what to do and until when.

use super::decide::{CHOSEN, ENDABLE};
use crate::Refused;
use crate::casefile::ledger::Record;
use crate::casefile::ruling::code;
use crate::casefile::{Case, NOW};
use crate::ledger::current;
use crate::task::{Means, Progress};
use chrono::NaiveDate;
use notice::finding::{FaceProblem, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
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
    pub person: i64,
    /// Name of the list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// What becomes of the row.
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
pub struct KindCount {
    /// The word.
    pub code: String,
    /// What it does to a row.
    pub severity: Severity,
    /// How many rows.
    pub count: u64,
    /// What is wrong.
    pub message: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// Whether a person may end it by looking at the rows.
    pub endable: bool,
    /// Whether it asks for an address, and of children an addressee, of each person.
    pub one_by_one: bool,
}

/// What `findings` reports.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Findings {
    /// Kinds, worst first, then by count.
    pub findings: Vec<KindCount>,
    /// Rows, first due first.
    pub rows: Vec<RowFinding>,
}

/// Everything that is to be said about rows.
pub fn findings(
    case: &mut Case,
    wanted: &Wanted,
    means: &Means,
    progress: &mut dyn FnMut(Progress),
) -> Result<Findings, Refused> {
    if let Some(word) = wanted.code.as_deref().filter(|word| code(word).is_none()) {
        return Err(Refused::input(format!("There is no finding {word}."), FaceProblem::FindingUnknown));
    }
    current(case, means, progress)?;
    let names: BTreeMap<i64, String> = case.lists(NOW)?.into_iter().map(|list| (list.id, list.name)).collect();
    let fits = |record: &&Record| {
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
    let mut kinds: Vec<KindCount> = counts
        .into_iter()
        .filter_map(|(word, count)| {
            let code = code(word)?;
            let (severity, message, advice) = (code.severity(), code.message(), code.advice());
            let (endable, one_by_one) = (ENDABLE.contains(&code), CHOSEN.contains(&code));
            Some(KindCount { code: word.to_owned(), severity, count, message, advice, endable, one_by_one })
        })
        .collect();
    kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.severity), std::cmp::Reverse(kind.count)));
    Ok(Findings { findings: kinds, rows })
}

fn of(record: &Record, names: &BTreeMap<i64, String>) -> RowFinding {
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
