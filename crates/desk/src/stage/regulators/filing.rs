//! `filed`: what was told to an authority; and the states that must be told before letters go out.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::fact::INCIDENT;
use crate::casefile::filing::{self, Filing};
use crate::casefile::{ActKind, Case, LATEST};
use crate::io::clock::today;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::pre_notice::{BUREAUS, MEDIA};
use chrono::{Days, NaiveDate};
use notice::finding::{FaceProblem, ProblemCode};
use notice::party::{Incident, Jurisdiction};
use notice::routing::{Rule, RuleBook};
use serde_json::json;
use std::collections::BTreeSet;

/// Notice to an authority, as it is recorded.
#[derive(Clone, Debug)]
pub struct FilingRequest {
    /// `HHS`, or the two letters of the state.
    pub authority: String,
    /// Offices of the state by a part of their names, `all`, [`MEDIA`] or [`BUREAUS`]; nothing where the state has one alone.
    pub offices: Vec<String>,
    /// The day.
    pub day: NaiveDate,
    /// Number of people that it told of.
    pub people: u64,
    /// Confirmation number or whatever else is to be kept.
    pub remark: String,
}

/// Records what was told, one filing for every office.
pub fn record_filing(case: &mut Case, told: &FilingRequest, by: &str) -> Result<Vec<Filing>, CommandError> {
    let by = Actor::parse(by)?;
    let remark = plain_words("remark", &told.remark)?;
    ensure_no_pending_export(case)?;
    let book = RuleBook::load(&crate::io::embedded::templates())?;
    let authority = told.authority.to_uppercase();
    let offices = if authority == "HHS" {
        match told.offices.as_slice() {
            [] => vec![String::new()],
            _ => return Err(CommandError::input("HHS has no separate offices.", FaceProblem::OfficeNeedless)),
        }
    } else {
        let Some(rule) = Jurisdiction::parse(&authority).and_then(|place| book.rule(place)) else {
            return Err(CommandError::input("The regulator is not known.", ProblemCode::AuthorityUnknown));
        };
        offices(rule, &told.offices)?
    };
    // The clock is in UTC, and there is tomorrow already where the sun rises earlier.
    if told.day > today() + Days::new(1) {
        return Err(CommandError::input(format!("The date {} is in the future.", told.day), ProblemCode::FilingEarly));
    }
    let facts = case.input_files(LATEST)?;
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    let incident =
        incident.map(|fact| Incident::parse(&fact.name, &String::from_utf8_lossy(&fact.bytes))).transpose()?;
    if let Some(discovered) = incident.map(|incident| incident.event.discovered).filter(|day| told.day < *day) {
        return Err(CommandError::input(
            format!("The date {} is before the breach was discovered ({discovered}).", told.day),
            ProblemCode::FilingBeforeDiscovery,
        ));
    }
    let filings: Vec<Filing> = offices
        .into_iter()
        .map(|office| Filing {
            authority: authority.clone(),
            office,
            day: told.day,
            people: told.people,
            remark: remark.to_owned(),
        })
        .collect();
    let names: Vec<&str> = filings.iter().map(|filing| filing.office.as_str()).collect();
    let detail = json!({ "authority": authority, "offices": names, "day": told.day, "people": told.people });
    case.transact(ActKind::Filed, by, |step, act| {
        for filing in &filings {
            filing::add(step, act, filing)?;
        }
        Ok(((), detail))
    })?;
    Ok(filings)
}

/// The offices that are meant. Where a state has several, what tells one of them tells no other.
fn offices(rule: &Rule, words: &[String]) -> Result<Vec<String>, CommandError> {
    let names: Vec<&str> = rule.regulators.iter().map(|office| office.name.as_str()).collect();
    let listed = || FaceProblem::OfficeUnclear { offices: names.iter().map(|name| (*name).to_owned()).collect() };
    if words.is_empty() {
        return match names.as_slice() {
            [] | [_] => Ok(vec![String::new()]),
            _ => Err(CommandError::input(format!("{} has several offices to notify.", rule.name), listed())),
        };
    }
    let own = |name: &str| if names.len() > 1 { name.to_owned() } else { String::new() };
    let mut meant: BTreeSet<String> = BTreeSet::new();
    for word in words.iter().map(|word| word.trim().to_lowercase()) {
        let exact = names.iter().copied().find(|name| name.to_lowercase() == word);
        let like: Vec<&str> = names.iter().copied().filter(|name| name.to_lowercase().contains(&word)).collect();
        match (word.as_str(), exact, like.as_slice()) {
            (MEDIA | BUREAUS, ..) => drop(meant.insert(word)),
            ("all", ..) if !names.is_empty() => meant.extend(names.iter().map(|name| own(name))),
            ("", ..) | (_, None, []) => {
                return Err(CommandError::input(format!("{} has no such office.", rule.name), listed()));
            }
            (_, Some(name), _) | (_, None, &[name]) => drop(meant.insert(own(name))),
            (_, None, _) => {
                return Err(CommandError::input(
                    format!("{} has several offices with that name.", rule.name),
                    listed(),
                ));
            }
        }
    }
    Ok(meant.into_iter().collect())
}
