//! `filed`: what was told to an authority; and the states that must be told before letters go out.

use crate::Refused;
use crate::casefile::Case;
use crate::casefile::fact::INCIDENT;
use crate::casefile::filing::{self, Filing};
use crate::io::clock::today;
use crate::ledger::settled;
use crate::snapshot::{NOW, Working};
use crate::stage::signoff::release::named;
use chrono::{Days, NaiveDate};
use notice::line::{Decision, Disposition};
use notice::party::{Incident, Jurisdiction};
use notice::routing::{ClockStart, Rule, RuleBook, deadlines};
use serde_json::json;
use std::collections::BTreeSet;

/// What was told, as it is recorded.
#[derive(Clone, Debug)]
pub struct Told {
    /// `HHS`, or the two letters of the state.
    pub authority: String,
    /// Offices of the state by a part of their names, `all`, [`MEDIA`] or [`BUREAUS`]; nothing where the state has one alone.
    pub offices: Vec<String>,
    /// The day.
    pub day: NaiveDate,
    /// How many people it told of.
    pub people: u64,
    /// Confirmation number or whatever else is to be kept.
    pub remark: String,
}

/// The word for notice to the media of a state.
pub const MEDIA: &str = "media";
/// The word for notice to the credit bureaus about people of a state.
pub const BUREAUS: &str = "bureaus";

/// Records what was told, one filing for every office.
pub fn filed(case: &mut Case, told: &Told, by: &str) -> Result<Vec<Filing>, Refused> {
    let by = named(by)?;
    settled(case)?;
    let book = RuleBook::load(&crate::io::embedded::templates())?;
    let authority = told.authority.to_uppercase();
    let offices = if authority == "HHS" {
        match told.offices.as_slice() {
            [] => vec![String::new()],
            _ => return Err(Refused::input("HHS has no offices here.", "Leave out --office.")),
        }
    } else {
        let Some(rule) = Jurisdiction::parse(&authority).and_then(|place| book.rule(place)) else {
            return Err(Refused::input("The authority is not known.", "Write HHS, or the two letters of the state."));
        };
        offices(rule, &told.offices)?
    };
    // The clock is in UTC, and there is tomorrow already where the sun rises earlier.
    if told.day > today() + Days::new(1) {
        return Err(Refused::input(
            format!("The day {} has not come yet.", told.day),
            "Record a filing once it was made, with the day on which it was made.",
        ));
    }
    let facts = case.facts(NOW)?;
    let incident = facts.iter().find(|fact| fact.role == INCIDENT);
    let incident =
        incident.map(|fact| Incident::parse(&fact.name, &String::from_utf8_lossy(&fact.bytes))).transpose()?;
    if let Some(discovered) = incident.map(|incident| incident.event.discovered).filter(|day| told.day < *day) {
        return Err(Refused::input(
            format!("The day {} lies before the breach was discovered, on {discovered}.", told.day),
            "Record the day on which they were told.",
        ));
    }
    let filings: Vec<Filing> = offices
        .into_iter()
        .map(|office| Filing {
            authority: authority.clone(),
            office,
            day: told.day,
            people: told.people,
            remark: told.remark.clone(),
        })
        .collect();
    let names: Vec<&str> = filings.iter().map(|filing| filing.office.as_str()).collect();
    let detail = json!({ "authority": authority, "offices": names, "day": told.day, "people": told.people });
    case.act("filed", by, |step, act| {
        for filing in &filings {
            filing::add(step, act, filing)?;
        }
        Ok(((), detail))
    })?;
    Ok(filings)
}

/// The offices that are meant. Where a state has several, what tells one of them tells no other.
fn offices(rule: &Rule, words: &[String]) -> Result<Vec<String>, Refused> {
    let names: Vec<&str> = rule.regulators.iter().map(|office| office.name.as_str()).collect();
    let listed = || {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "Name each office that was told with --office and a part of its name, or --office all: {}. --office {MEDIA} and \
             --office {BUREAUS} are for the media and the credit bureaus.",
            quoted.join(", ")
        )
    };
    if words.is_empty() {
        return match names.as_slice() {
            [] | [_] => Ok(vec![String::new()]),
            _ => Err(Refused::input(format!("{} has several offices to be told.", rule.name), listed())),
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
                return Err(Refused::input(format!("{} has no such office.", rule.name), listed()));
            }
            (_, Some(name), _) | (_, None, &[name]) => drop(meant.insert(own(name))),
            (_, None, _) => {
                return Err(Refused::input(format!("{} has several offices of that name.", rule.name), listed()));
            }
        }
    }
    Ok(meant.into_iter().collect())
}

/// Whether a filing told whom a clock is about: `office` as the clock has it, `alone` where the state has no other.
pub(crate) fn tells(filing: &Filing, duty: &str, place: &str, office: &str, alone: bool) -> bool {
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
pub(crate) fn owed_before(case: &Case, working: &Working, decision: &Decision<'_>) -> Result<Vec<String>, Refused> {
    let kit = &working.laid.kit;
    let mailing = kit.incident.mailing.date;
    let filings = case.filings()?;
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
        let alone = kit.book.rule(place).is_none_or(|rule| rule.regulators.len() < 2);
        let told = filings.iter().filter(|f| tells(f, clock.duty.word(), place.code(), &clock.office, alone));
        let day = told.map(|filing| filing.day).min();
        let office = if alone { String::new() } else { format!(" --office \"{}\"", clock.office) };
        let gap = match day {
            Some(day) if day < mailing => return None,
            Some(day) => {
                format!("The case has them told on {day}, which is not before. If they were told earlier, record it")
            }
            None => "The case has no day on which they were told. File with them, then record it".to_owned(),
        };
        Some(format!(
            "{} must be told before the letters, which are dated {mailing}; the last day is {} ({}). {gap}: filed CASE \
             --authority {place}{office} --day YYYY-MM-DD --by NAME.",
            clock.whom,
            clock.last_day(),
            clock.citation,
        ))
    });
    Ok(owed.collect())
}
