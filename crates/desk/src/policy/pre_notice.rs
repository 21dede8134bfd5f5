//! Authorities that must be told before letters go out, and filings that tell them.

use crate::CommandError;
use crate::casefile::filing::Filing;
use crate::casefile::{Case, LATEST};
use crate::snapshot::CaseSnapshot;
use chrono::NaiveDate;
use notice::finding::{Code, FaceProblem, Problem};
use notice::line::{Decision, Disposition};
use notice::party::Jurisdiction;
use notice::routing::{ClockStart, PriorNotices, deadlines};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The word for notice to the media of a state.
pub const MEDIA: &str = "media";

/// The word for notice to the credit bureaus about people of a state.
pub const BUREAUS: &str = "bureaus";

/// Returns true if a filing told those whom a clock is about: `office` as the clock has it, `alone` where the state has
/// no other.
pub fn filing_covers(filing: &Filing, duty: &str, place: &str, office: &str, alone: bool) -> bool {
    match duty {
        "hhs" => filing.authority == "HHS",
        "media" => filing.authority == place && filing.office == MEDIA,
        "credit_bureaus" => filing.authority == place && filing.office == BUREAUS,
        "regulator" => {
            let own = if alone { filing.office.is_empty() } else { filing.office == office };
            filing.authority == place && own
        }
        _ => false,
    }
}

/// A state whose letters wait for an office that must be told first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct WaitingState {
    /// Two letters.
    #[ts(type = "string")]
    pub jurisdiction: Jurisdiction,
    /// Its name.
    pub name: String,
    /// Letters that wait.
    pub letters: u64,
    /// The offices that must be told.
    pub offices: Vec<String>,
    /// The last day on which a law wants one of these letters in the mail.
    pub mail_by: NaiveDate,
    /// The newest day on which one of the offices was told, which is not before the mailing date: letters go once the mailing
    /// date is later.
    pub told_too_late: Option<NaiveDate>,
}

/// States whose letters wait for the next mailing, as an office must be told first and was not.
pub fn waiting_states(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
) -> Result<Vec<WaitingState>, CommandError> {
    let context = &snapshot.setup.context;
    let (book, incident) = (&context.book, &context.incident);
    let prior = PriorNotices { given: case.prior_notices(LATEST)?, ..PriorNotices::default() };
    let mut letters: BTreeMap<Jurisdiction, u64> = BTreeMap::new();
    for entry in decision.entries.iter().filter(|entry| entry.codes.contains(Code::AuthorityFirst)) {
        if let Some(place) = entry.jurisdiction {
            *letters.entry(place).or_default() += 1;
        }
    }
    let state = |(place, letters): (Jurisdiction, u64)| {
        let name = book.rule(place).map_or_else(String::new, |rule| rule.name.clone());
        let untold = book.offices_told_before(place, u64::MAX).filter(|(rule, office)| {
            rule.holds_letters_for(office) && !prior.told_in_time(rule, office, incident.mailing.date)
        });
        let (offices, told): (_, Vec<_>) =
            untold.map(|(rule, office)| (office.name.clone(), prior.told_on(rule, office))).unzip();
        let told_too_late = told.into_iter().flatten().max();
        WaitingState {
            jurisdiction: place,
            name,
            letters,
            offices,
            mail_by: book.due(incident, Some(place)),
            told_too_late,
        }
    };
    Ok(letters.into_iter().map(state).collect())
}

/// Authorities that must be told before letters go out to people of their state, whether these wait for them or not, and
/// that were not told in time as far as the case knows, each with the last day and with how to record it.
pub fn overdue_pre_notices(
    case: &Case,
    snapshot: &CaseSnapshot,
    decision: &Decision,
) -> Result<Vec<Problem>, CommandError> {
    let context = &snapshot.setup.context;
    let mailing = context.incident.mailing.date;
    let filings = case.filings()?;
    let reached: BTreeSet<Jurisdiction> = decision
        .entries
        .iter()
        .filter(|entry| entry.disposition == Disposition::Letter || entry.codes.contains(Code::AuthorityFirst))
        .filter(|entry| {
            let rule = entry.jurisdiction.and_then(|place| context.book.rule(place));
            rule.is_some_and(|rule| rule.applies_to(entry.elements))
        })
        .filter_map(|entry| entry.jurisdiction)
        .collect();
    let clocks = deadlines(&context.book, &context.incident, &decision.residents, decision.unreachable());
    let before = clocks.into_iter().filter(|clock| clock.start == ClockStart::BeforeIndividuals);
    let owed = before.filter_map(|clock| {
        let place = clock.jurisdiction.filter(|place| reached.contains(place))?;
        let alone = context.book.rule(place).is_none_or(|rule| rule.regulators.len() < 2);
        let told = filings.iter().filter(|f| filing_covers(f, clock.duty.word(), place.code(), &clock.office, alone));
        let day = told.map(|filing| filing.day).min();
        let together = clock.last_day() >= mailing;
        if day.is_some_and(|day| day < mailing || together && day == mailing) {
            return None;
        }
        let last_day = clock.last_day().to_string();
        let fault = FaceProblem::MustBeTold {
            whom: clock.whom.clone(),
            mailing: mailing.to_string(),
            last_day,
            citation: clock.citation.clone(),
            told: day.map(|day| day.to_string()),
            place: place.to_string(),
            office: if alone { String::new() } else { clock.office.clone() },
        };
        Some(Problem::new(fault, ""))
    });
    Ok(owed.collect())
}
