//! Notices to authorities: to which, when, and about how many people.

use super::id::ActId;
use super::ruling::add_reason;
use super::{Case, LATEST, schema};
use crate::CommandError;
use chrono::NaiveDate;
use notice::party::Jurisdiction;
use notice::routing::PriorNotice;
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// A filing that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Filing {
    /// State, or `HHS`.
    pub authority: String,
    /// Office of the state; empty where it has one alone, and for HHS.
    pub office: String,
    /// The day.
    pub day: NaiveDate,
    /// Number of people that it told of.
    pub people: u64,
    /// Confirmation number or whatever else is to be kept.
    pub remark: String,
}

pub(crate) fn add(db: &Connection, act: ActId, filing: &Filing) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO filing (act, authority, office, day, people, remark) VALUES (?, ?, ?, ?, ?, ?)",
        params![act, filing.authority, filing.office, filing.day.to_string(), filing.people as i64, filing.remark],
    )?;
    Ok(())
}

/// A filing that was recorded by mistake and counts no longer.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawnFiling {
    /// The filing as it was recorded.
    #[serde(flatten)]
    pub filing: Filing,
    /// Name of the person who withdrew it.
    pub by: String,
    /// The act by which it was withdrawn.
    pub act: ActId,
    /// The reason.
    pub reason: String,
}

/// Withdraws every filing of these offices that was recorded for a day and counts still, for a reason.
pub(crate) fn withdraw(
    db: &Connection,
    act: ActId,
    (authority, offices): (&str, &[String]),
    day: NaiveDate,
    reason: &str,
) -> rusqlite::Result<()> {
    add_reason(db, act, reason)?;
    let mut put = db.prepare(
        "INSERT INTO withdrawn_filing (act, filing)
         SELECT ?1, id FROM filing WHERE authority = ?2 AND office = ?3 AND day = ?4 AND act < ?1
         AND id NOT IN (SELECT filing FROM withdrawn_filing)",
    )?;
    for office in offices {
        put.execute(params![act, authority, office, day.to_string()])?;
    }
    Ok(())
}

/// A filing by its columns, in the order in which they are asked for.
fn of_row(row: &Row<'_>) -> rusqlite::Result<Filing> {
    let day: String = row.get(2)?;
    let day = day.parse().map_err(|e: chrono::ParseError| {
        rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, e.into())
    })?;
    let people = row.get::<_, i64>(3)? as u64;
    Ok(Filing { authority: row.get(0)?, office: row.get(1)?, day, people, remark: row.get(4)? })
}

/// The first version of the tables in which a filing can be withdrawn: an older case that is only looked at has none.
const WITHDRAWN_SINCE: i64 = 9;

impl Case {
    /// Notices that offices of states were given, as recorded before an act.
    pub fn prior_notices(&self, before: ActId) -> Result<Vec<PriorNotice>, CommandError> {
        let told = |filing: Filing| {
            let place = Jurisdiction::parse(&filing.authority)?;
            Some(PriorNotice { place, office: filing.office, day: filing.day })
        };
        Ok(self.filings_before(before)?.into_iter().filter_map(told).collect())
    }

    /// All filings, in order.
    pub fn filings(&self) -> Result<Vec<Filing>, CommandError> {
        self.filings_before(LATEST)
    }

    /// Filings that were withdrawn, in the order in which they were.
    pub fn withdrawn_filings(&self) -> Result<Vec<WithdrawnFiling>, CommandError> {
        self.read(|db| {
            if schema::version(db)? < WITHDRAWN_SINCE {
                return Ok(Vec::new());
            }
            let sql =
                "SELECT filing.authority, filing.office, filing.day, filing.people, filing.remark, act.by, act.seq,
                              coalesce(reason.words, '')
                       FROM withdrawn_filing JOIN filing ON filing.id = withdrawn_filing.filing
                       JOIN act ON act.seq = withdrawn_filing.act LEFT JOIN reason ON reason.act = act.seq
                       ORDER BY withdrawn_filing.act, filing.id";
            let mut ask = db.prepare(sql)?;
            let filings = ask.query_map([], |row| {
                Ok(WithdrawnFiling { filing: of_row(row)?, by: row.get(5)?, act: row.get(6)?, reason: row.get(7)? })
            })?;
            filings.collect()
        })
    }

    /// The filings that were recorded before an act and not withdrawn before it, in order.
    fn filings_before(&self, act: ActId) -> Result<Vec<Filing>, CommandError> {
        self.read(|db| {
            let withdrawn = match schema::version(db)? {
                ..WITHDRAWN_SINCE => "",
                _ => "AND id NOT IN (SELECT filing FROM withdrawn_filing WHERE act < ?1)",
            };
            let sql = "SELECT authority, office, day, people, remark FROM filing WHERE act < ?1";
            let mut ask = db.prepare(&format!("{sql} {withdrawn} ORDER BY id"))?;
            let filings = ask.query_map([act], of_row)?;
            filings.collect()
        })
    }
}
