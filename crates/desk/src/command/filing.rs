//! `filed`: what was told to an authority; and the states that must be told before letters go out.

use super::ledger::settled;
use super::release::named;
use crate::Refused;
use crate::case::Case;
use crate::case::filing::{self, Filing};
use crate::clock::today;
use crate::working::Working;
use chrono::{Days, NaiveDate};
use notice::line::{Decision, Disposition};
use notice::party::Jurisdiction;
use notice::routing::{ClockStart, RuleBook, deadlines};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Records a filing.
pub fn filed(case: &mut Case, filing: &Filing, by: &str) -> Result<(), Refused> {
    let by = named(by)?;
    settled(case)?;
    let book = RuleBook::load(&crate::embedded::templates())?;
    let state = Jurisdiction::parse(&filing.authority).and_then(|place| book.rule(place));
    let known = filing.authority == "HHS" || state.is_some();
    if !known {
        return Err(Refused::input("The authority is not known.", "Write HHS, or the two letters of the state."));
    }
    // The clock is in UTC, and there is tomorrow already where the sun rises earlier.
    if filing.day > today() + Days::new(1) {
        return Err(Refused::input(
            format!("The day {} has not come yet.", filing.day),
            "Record a filing once it was made, with the day on which it was made.",
        ));
    }
    let told = json!({ "authority": filing.authority, "day": filing.day, "people": filing.people });
    case.act("filed", by, |step, act| {
        filing::add(step, act, filing)?;
        Ok(((), told))
    })
}

/// Authorities that must be told before letters go out to people of their state, and that were not told in time as far as
/// the case knows, each with the last day and with how to record it.
pub(super) fn owed_before(case: &Case, working: &Working, decision: &Decision<'_>) -> Result<Vec<String>, Refused> {
    let kit = &working.laid.kit;
    let mailing = kit.incident.mailing.date;
    let mut told: BTreeMap<String, NaiveDate> = BTreeMap::new();
    for filing in case.filings()? {
        let first = told.entry(filing.authority).or_insert(filing.day);
        *first = filing.day.min(*first);
    }
    let reached: BTreeSet<Jurisdiction> = decision
        .entries
        .iter()
        .filter(|entry| entry.disposition == Disposition::Letter)
        .filter_map(|entry| entry.jurisdiction)
        .collect();
    let clocks = deadlines(&kit.book, &kit.incident, &decision.residents, decision.unreachable());
    let before = clocks.into_iter().filter(|clock| clock.start == ClockStart::BeforeIndividuals);
    let owed = before.filter_map(|clock| {
        let place = clock.jurisdiction.filter(|place| reached.contains(place))?;
        let day = told.get(place.code()).copied();
        let gap = match day {
            Some(day) if day < mailing => return None,
            Some(day) => {
                format!("The case has them told on {day}, which is not before. If they were told earlier, record it")
            }
            None => "The case has no day on which they were told. File with them, then record it".to_owned(),
        };
        Some(format!(
            "{} must be told before the letters, which are dated {mailing}; the last day is {} ({}). {gap}: filed CASE \
             --authority {place} --day YYYY-MM-DD --by NAME.",
            clock.whom,
            clock.last_day(),
            clock.citation,
        ))
    });
    Ok(owed.collect())
}
