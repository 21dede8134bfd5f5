//! `filed`: what was told to an authority; and the states that must be told before letters go out.

use super::ledger::settled;
use super::release::named;
use crate::Refused;
use crate::case::Case;
use crate::case::filing::{self, Filing};
use crate::working::Working;
use notice::line::{Decision, Disposition};
use notice::party::Jurisdiction;
use notice::routing::ClockStart;
use serde_json::json;
use std::collections::BTreeSet;

/// Records a filing.
pub fn filed(case: &mut Case, filing: &Filing, by: &str) -> Result<(), Refused> {
    let by = named(by)?;
    settled(case)?;
    let known = filing.authority == "HHS" || Jurisdiction::parse(&filing.authority).is_some();
    if !known {
        return Err(Refused::input("The authority is not known.", "Write HHS, or the two letters of the state."));
    }
    let told = json!({ "authority": filing.authority, "day": filing.day, "people": filing.people });
    case.act("filed", by, |step, act| {
        filing::add(step, act, filing)?;
        Ok(((), told))
    })
}

/// Authorities that must be told before letters go out to a state, and that were not told as far as the case knows.
pub(super) fn owed_before(case: &Case, working: &Working, decision: &Decision<'_>) -> Result<Vec<String>, Refused> {
    let filed: BTreeSet<String> = case.filings()?.into_iter().map(|filing| filing.authority).collect();
    let reached: BTreeSet<Jurisdiction> = decision
        .entries
        .iter()
        .filter(|entry| entry.disposition == Disposition::Letter)
        .filter_map(|entry| entry.jurisdiction)
        .filter(|place| !filed.contains(place.code()))
        .collect();
    let (book, residents) = (&working.laid.kit.book, &decision.residents);
    let owed = reached.into_iter().filter_map(|place| {
        let rule = book.rule(place)?;
        let people = residents.get(&place).copied().unwrap_or(0);
        let first = rule.regulators.iter().find(|regulator| {
            regulator.deadline_from == Some(ClockStart::BeforeIndividuals)
                && regulator.notify_threshold_residents.is_none_or(|least| people >= least)
        })?;
        Some(format!(
            "{} must be told before letters go to people in {}, and the case has no day on which they were told. File with \
             them, then record it: filed CASE --authority {place} --day YYYY-MM-DD --by NAME.",
            first.name, rule.name
        ))
    });
    Ok(owed.collect())
}
