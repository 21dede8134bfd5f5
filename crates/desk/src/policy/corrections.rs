//! Answers of providers of address corrections: their outcomes, and those that wait for a word.

use crate::CommandError;
use crate::casefile::id::{ActId, PersonId};
use crate::casefile::paper::COMPARED;
use crate::casefile::ruling::DecisionKind;
use crate::casefile::{Case, LATEST};
use crate::ledger::unwritable;
use serde::Serialize;
use std::collections::BTreeMap;

/// Outcome of an answer of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionOutcome {
    /// The address that the case has.
    Unchanged,
    /// The same address, spelled otherwise.
    Standardized,
    /// Another address.
    Moved,
    /// The person moved, and nobody knows where to.
    MovedWithoutAddress,
    /// An address to which no letter can be sent.
    Unusable,
    /// The address was decided in the case meanwhile.
    DecidedSince,
    /// The case's own address is another than the one that was asked about.
    ChangedSince,
    /// The row is not sent for correction any more.
    LeftOutSince,
}

impl CorrectionOutcome {
    /// Returns true if a person has to say whether it is taken.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Standardized | Self::Moved)
    }

    /// Returns the outcome in plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unchanged => "as the case has it",
            Self::Standardized => "the same address, spelled otherwise",
            Self::Moved => "another address",
            Self::MovedWithoutAddress => "moved, and nobody knows where to",
            Self::Unusable => "an address to which no letter can be sent",
            Self::DecidedSince => "decided in the case meanwhile",
            Self::ChangedSince => "asked about another address than the case has now",
            Self::LeftOutSince => "not sent for correction any more",
        }
    }
}

/// People about whom the last answer says another address, of which nobody has said whether it is taken, and whose address
/// nobody decided since.
pub fn count_waiting(case: &Case) -> Result<u64, CommandError> {
    let open: Vec<String> = [CorrectionOutcome::Standardized, CorrectionOutcome::Moved].map(word).to_vec();
    let mut last: BTreeMap<PersonId, Option<ActId>> = BTreeMap::new();
    for paper in case.attachments(COMPARED)? {
        let mut reader = csv::Reader::from_reader(paper.bytes.as_slice());
        let headings = reader.headers().map_err(unwritable)?.clone();
        let at = |name: &str| headings.iter().position(|heading| heading == name);
        let (Some(id), Some(outcome), Some(answer)) = (at("id"), at("outcome"), at("answer")) else { continue };
        for row in reader.records().flatten() {
            let cell = |at: usize| row.get(at).unwrap_or_default();
            let waits = open.iter().any(|word| word == cell(outcome)) && cell(answer).is_empty();
            if let Ok(id) = cell(id).parse() {
                last.insert(id, waits.then_some(paper.act));
            }
        }
    }
    for ruling in case.decisions(LATEST)? {
        if let (DecisionKind::Address(_) | DecisionKind::ListAddress, Some(waits)) =
            (&ruling.verdict, last.get_mut(&ruling.person))
            && waits.is_some_and(|act| act < ruling.act)
        {
            *waits = None;
        }
    }
    Ok(last.values().flatten().count() as u64)
}

/// The word of an outcome, as the table has it.
pub fn word(outcome: CorrectionOutcome) -> String {
    serde_json::to_value(outcome).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
