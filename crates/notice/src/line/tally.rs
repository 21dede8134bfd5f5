//! Counts over all rows, for reports and for the row equation.

use super::entry::{Disposition, Entry, NONE};
use crate::finding::{Code, Finding, Severity};
use crate::party::Jurisdiction;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// The word for what is not known of a row.
const UNKNOWN: &str = "unknown";

/// One kind of finding with the number of its places.
#[derive(Clone, Debug, Serialize)]
pub struct FindingCount {
    /// The code.
    pub code: Code,
    /// Effect on a row.
    pub severity: Severity,
    /// Number of rows, columns or files.
    pub count: u64,
    /// Message that says what is wrong.
    pub message: &'static str,
    /// Advice.
    pub advice: &'static str,
}

/// All counts. `by_*` count every row.
#[derive(Clone, Debug, Serialize)]
pub struct Tally {
    /// Rows of all lists.
    pub rows: u64,
    /// Rows that get a letter.
    pub letters: u64,
    /// Rows that wait for a person.
    pub held: u64,
    /// Rows joined with an earlier one.
    pub merged: u64,
    /// Rows taken out by a recorded decision.
    pub excluded: u64,
    /// Rows by standing; `unknown` where it is not known.
    pub by_standing: BTreeMap<&'static str, u64>,
    /// Rows by law of residence.
    pub by_jurisdiction: BTreeMap<String, u64>,
    /// Rows by variant of letter.
    pub by_variant: BTreeMap<String, u64>,
    /// Findings, worst first, then by count.
    pub findings: Vec<FindingCount>,
}

impl Tally {
    /// Counts all rows. `columns` are the findings about files and columns.
    pub fn count(entries: &[Entry], variants: &[String], columns: &[Finding]) -> Self {
        let mut dispositions = [0u64; 4];
        let mut standings = [0u64; 5];
        let mut jurisdictions: FxHashMap<Option<Jurisdiction>, u64> = FxHashMap::default();
        let mut by_variant = vec![0u64; variants.len() + 1];
        let mut codes = vec![0u64; Code::ALL.len()];
        for entry in entries {
            dispositions[entry.disposition as usize] += 1;
            standings[entry.standing.map_or(4, |s| s as usize)] += 1;
            *jurisdictions.entry(entry.jurisdiction).or_default() += 1;
            let place = if entry.variant == NONE { variants.len() } else { entry.variant as usize };
            by_variant[place] += 1;
            for code in entry.codes.iter() {
                codes[code as usize] += 1;
            }
        }
        for finding in columns {
            codes[finding.code as usize] += 1;
        }
        let mut by_standing: BTreeMap<_, _> =
            crate::party::Standing::ALL.iter().map(|s| (s.word(), standings[*s as usize])).collect();
        if standings[4] > 0 {
            by_standing.insert(UNKNOWN, standings[4]);
        }
        let mut named: BTreeMap<String, u64> = BTreeMap::new();
        for (name, &n) in variants.iter().zip(&by_variant).filter(|(_, n)| **n > 0) {
            *named.entry(name.clone()).or_default() += n;
        }
        if by_variant[variants.len()] > 0 {
            named.insert(UNKNOWN.to_owned(), by_variant[variants.len()]);
        }
        let mut findings: Vec<_> = Code::ALL
            .iter()
            .map(|&code| FindingCount {
                code,
                severity: code.severity(),
                count: codes[code as usize],
                message: code.message(),
                advice: code.advice(),
            })
            .filter(|f| f.count > 0)
            .collect();
        findings.sort_by_key(|f| (std::cmp::Reverse(f.severity), std::cmp::Reverse(f.count), f.code));
        Self {
            rows: entries.len() as u64,
            letters: dispositions[Disposition::Letter as usize],
            held: dispositions[Disposition::Held as usize],
            merged: dispositions[Disposition::Merged as usize],
            excluded: dispositions[Disposition::Excluded as usize],
            by_standing,
            by_jurisdiction: jurisdictions
                .into_iter()
                .map(|(j, n)| (j.map_or_else(|| UNKNOWN.to_owned(), |j| j.to_string()), n))
                .collect(),
            by_variant: named,
            findings,
        }
    }

    /// Invariant 4: every row is a letter, held, merged or excluded.
    pub fn closes(&self) -> bool {
        let sums = |m: u64| m == self.rows;
        self.rows == self.letters + self.held + self.merged + self.excluded
            && sums(self.by_standing.values().sum())
            && sums(self.by_jurisdiction.values().sum())
            && sums(self.by_variant.values().sum())
    }

    /// Returns true if anything waits for a person.
    pub fn needs_a_person(&self) -> bool {
        self.held > 0 || self.findings.iter().any(|f| f.severity >= Severity::Hold)
    }
}
