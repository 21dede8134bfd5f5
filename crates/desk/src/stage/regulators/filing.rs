//! `filed`: what was told to an authority; and the states that must be told before letters go out.

use crate::CommandError;
use crate::actor::{Actor, plain_words};
use crate::casefile::fact::INCIDENT;
use crate::casefile::filing::{self, Filing};
use crate::casefile::{ActKind, Case, LATEST};
use crate::io::clock::today;
use crate::policy::pending_export::ensure_no_pending_export;
use crate::policy::pre_notice::{BUREAUS, MEDIA};
use crate::session::Session;
use crate::task::CommandContext;
use chrono::{Days, NaiveDate};
use notice::finding::{FaceProblem, ProblemCode};
use notice::party::{Incident, Jurisdiction};
use notice::routing::{Rule, RuleBook};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

/// Notice to an authority, as it is recorded.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
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
    /// The record that this one replaces; nothing where none was wrong.
    pub instead_of: Option<WrongFiling>,
}

/// A filing that was recorded by mistake.
#[derive(Clone, Debug, Deserialize, ts_rs::TS)]
pub struct WrongFiling {
    /// The day that was recorded.
    pub day: NaiveDate,
    /// The reason for the correction.
    pub reason: String,
}

/// Withdraws what was recorded by mistake; nothing was filed in its place.
///
/// # Errors
/// An office that is not known, a day for which nothing is recorded, no reason.
pub fn withdraw_filing(
    case: &mut Session,
    authority: &str,
    offices: &[String],
    wrong: &WrongFiling,
    by: &str,
    command: &CommandContext,
) -> Result<(), CommandError> {
    let by = Actor::parse(by)?;
    ensure_no_pending_export(case)?;
    let (authority, offices) = known_offices(case, authority, offices, command)?;
    ensure_recorded(case, (&authority, &offices), wrong)?;
    let detail = json!({ "authority": authority, "offices": offices, "withdrawn": wrong.day });
    case.transact(ActKind::Filed, by, |step, act| {
        filing::withdraw(step, act, (&authority, &offices), wrong.day, wrong.reason.trim())?;
        Ok(((), detail))
    })
}

/// Refuses to withdraw what is not recorded, and to withdraw anything without a reason.
fn ensure_recorded(
    case: &Case,
    (authority, offices): (&str, &[String]),
    wrong: &WrongFiling,
) -> Result<(), CommandError> {
    if plain_words("reason", &wrong.reason)?.is_empty() {
        return Err(CommandError::input(
            "There is no reason for the correction.",
            "Say in a few words what was wrong with the record.",
        ));
    }
    let filings = case.filings()?;
    let days = |office: &str| -> Vec<NaiveDate> {
        let own = filings.iter().filter(|own| own.authority == authority && own.office == office);
        own.map(|own| own.day).collect()
    };
    if offices.iter().all(|office| days(office).contains(&wrong.day)) {
        return Ok(());
    }
    let recorded: BTreeSet<String> =
        offices.iter().flat_map(|office| days(office)).map(|day| day.to_string()).collect();
    let advice = match recorded.len() {
        0 => "No notice to this office is recorded.".to_owned(),
        _ => format!("Recorded for this office: {}.", recorded.into_iter().collect::<Vec<_>>().join(", ")),
    };
    Err(CommandError::input(format!("No notice of {} is recorded.", wrong.day), advice))
}

/// The authority and the offices that are meant, as they are recorded; offices have the names that the templates of the case
/// give them.
fn known_offices(
    case: &mut Session,
    authority: &str,
    named: &[String],
    command: &CommandContext,
) -> Result<(String, Vec<String>), CommandError> {
    let authority = authority.to_uppercase();
    if authority == "HHS" {
        return match named {
            [] => Ok((authority, vec![String::new()])),
            _ => Err(CommandError::input("HHS has no separate offices.", FaceProblem::OfficeNeedless)),
        };
    }
    let book = RuleBook::load(&case.files(command)?.templates)?;
    let Some(rule) = Jurisdiction::parse(&authority).and_then(|place| book.rule(place)) else {
        return Err(CommandError::input("The regulator is not known.", ProblemCode::AuthorityUnknown));
    };
    let offices = offices(rule, named)?;
    Ok((authority, offices))
}

/// Records what was told, one filing for every office.
pub fn record_filing(
    case: &mut Session,
    told: &FilingRequest,
    by: &str,
    command: &CommandContext,
) -> Result<Vec<Filing>, CommandError> {
    let by = Actor::parse(by)?;
    let remark = plain_words("remark", &told.remark)?;
    ensure_no_pending_export(case)?;
    let (authority, offices) = known_offices(case, &told.authority, &told.offices, command)?;
    if let Some(wrong) = &told.instead_of {
        ensure_recorded(case, (&authority, &offices), wrong)?;
    }
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
    let mut detail = json!({ "authority": authority, "offices": names, "day": told.day, "people": told.people });
    if let Some(wrong) = &told.instead_of {
        detail["withdrawn"] = json!(wrong.day);
    }
    case.transact(ActKind::Filed, by, |step, act| {
        if let Some(wrong) = &told.instead_of {
            let offices: Vec<String> = filings.iter().map(|filing| filing.office.clone()).collect();
            filing::withdraw(step, act, (&authority, &offices), wrong.day, wrong.reason.trim())?;
        }
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
