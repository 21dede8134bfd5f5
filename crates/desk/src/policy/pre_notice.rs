//! Authorities that must be told before letters go out, and filings that tell them.

use crate::CommandError;
use crate::casefile::Case;
use crate::casefile::filing::Filing;
use crate::snapshot::CaseSnapshot;
use notice::finding::{FaceProblem, Problem};
use notice::line::{Decision, Disposition};
use notice::party::Jurisdiction;
use notice::routing::{ClockStart, deadlines};
use std::collections::BTreeSet;

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

/// Authorities that must be told before letters go out to people of their state, and that were not told in time as far as
/// the case knows, each with the last day and with how to record it.
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
        .filter(|entry| entry.disposition == Disposition::Letter)
        .filter_map(|entry| entry.jurisdiction)
        .collect();
    let clocks = deadlines(&context.book, &context.incident, &decision.residents, decision.unreachable());
    let before = clocks.into_iter().filter(|clock| clock.start == ClockStart::BeforeIndividuals);
    let owed = before.filter_map(|clock| {
        let place = clock.jurisdiction.filter(|place| reached.contains(place))?;
        let alone = context.book.rule(place).is_none_or(|rule| rule.regulators.len() < 2);
        let told = filings.iter().filter(|f| filing_covers(f, clock.duty.word(), place.code(), &clock.office, alone));
        let day = told.map(|filing| filing.day).min();
        if day.is_some_and(|day| day < mailing) {
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
