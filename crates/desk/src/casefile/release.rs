//! The practice's signatures under runs.

use super::id::ActId;
use super::{Case, LATEST};
use crate::CommandError;
use chrono::NaiveDate;
use notice::party::Jurisdiction;
use notice::routing::PriorNotices;
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a run is made of, each part under a name that people understand, with its digest.
pub type ReleaseParts = BTreeMap<String, String>;

/// A release that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The act.
    pub act: ActId,
    /// Name of the person who released.
    pub by: String,
    /// Parts that were released, as digests.
    pub parts: ReleaseParts,
}

/// The part that is the mailing date.
pub(crate) const MAILING_DATE: &str = "mailing date";

/// The part that names the states to whose people letters go although an office was not told first.
const NOT_AWAITED: &str = "states whose offices nobody waits for";

/// Sets the states to whose people letters go although an office was not told first.
pub fn set_states_not_awaited(parts: &mut ReleaseParts, states: &BTreeSet<Jurisdiction>) {
    parts.remove(NOT_AWAITED);
    if !states.is_empty() {
        let codes: Vec<&str> = states.iter().map(Jurisdiction::code).collect();
        parts.insert(NOT_AWAITED.to_owned(), codes.join(" "));
    }
}

impl Release {
    /// The mailing date; `None` of a release that does not tell it.
    pub fn mailing_date(&self) -> Option<NaiveDate> {
        self.parts.get(MAILING_DATE)?.parse().ok()
    }

    /// The states to whose people letters go although an office was not told first.
    pub fn states_not_awaited(&self) -> BTreeSet<Jurisdiction> {
        let codes = self.parts.get(NOT_AWAITED).map(String::as_str).unwrap_or_default();
        codes.split_whitespace().filter_map(Jurisdiction::parse).collect()
    }
}

pub(crate) fn add(db: &Connection, act: ActId, by: &str, parts: &ReleaseParts) -> rusqlite::Result<()> {
    let text = serde_json::to_string(parts).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    db.execute("INSERT INTO release (act, by, parts) VALUES (?, ?, ?)", params![act, by, text])?;
    Ok(())
}

/// A release by which letters went although an office was not notified first.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingOverride {
    /// The act of the release.
    pub act: ActId,
    /// Name of the person who released.
    pub by: String,
    /// The moment in UTC, as `2025-03-14T09:26:53Z`.
    pub at: String,
    /// The states, by their two letters.
    pub states: Vec<String>,
    /// The reason.
    pub reason: String,
}

impl Case {
    /// Every release by which letters went although an office was not notified first, in order.
    pub fn waiting_overrides(&self) -> Result<Vec<WaitingOverride>, CommandError> {
        let releases = self.read(|db| {
            let sql = "SELECT release.act, release.by, act.at, release.parts, coalesce(reason.words, '') FROM release
                       JOIN act ON act.seq = release.act LEFT JOIN reason ON reason.act = release.act ORDER BY release.act";
            let mut ask = db.prepare(sql)?;
            let rows = ask.query_map([], |row| {
                let parts: String = row.get(3)?;
                let parts: ReleaseParts = serde_json::from_str(&parts).unwrap_or_default();
                let release = Release { act: row.get(0)?, by: row.get(1)?, parts };
                let states = release.states_not_awaited().iter().map(|place| place.code().to_owned()).collect();
                let Release { act, by, .. } = release;
                Ok(WaitingOverride { act, by, at: row.get(2)?, states, reason: row.get(4)? })
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
        Ok(releases.into_iter().filter(|release| !release.states.is_empty()).collect())
    }

    /// The newest release.
    pub fn last_release(&self) -> Result<Option<Release>, CommandError> {
        self.release_where("ORDER BY act DESC LIMIT 1", ActId::NONE)
    }

    /// The notices by which letters wait or go: as they stood at the newest release while its run is not finished, and all that
    /// there are otherwise, when nobody has said yet for whom not to wait.
    pub fn current_prior_notices(&self) -> Result<PriorNotices, CommandError> {
        let runs = self.runs()?;
        let is_over = |release: &Release| {
            let mut own = runs.iter().filter(|run| run.release == release.act && run.reprints.is_none()).peekable();
            own.peek().is_some() && own.all(|run| run.finished)
        };
        match self.last_release()?.filter(|release| !is_over(release)) {
            Some(release) => self.prior_notices_of(&release),
            None => Ok(PriorNotices { given: self.prior_notices(LATEST)?, ..PriorNotices::default() }),
        }
    }

    /// The notices by which letters of a release wait or go: those that were recorded before it.
    pub fn prior_notices_of(&self, release: &Release) -> Result<PriorNotices, CommandError> {
        Ok(PriorNotices { given: self.prior_notices(release.act)?, not_awaited: release.states_not_awaited() })
    }

    /// A release by its act.
    pub fn release(&self, act: ActId) -> Result<Option<Release>, CommandError> {
        self.release_where("WHERE act = ?1", act)
    }

    fn release_where(&self, which: &str, act: ActId) -> Result<Option<Release>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(&format!("SELECT act, by, parts, ?1 FROM release {which}"))?;
            let mut rows = ask.query_map([act], |row| {
                let parts = serde_json::from_str(&row.get::<_, String>(2)?)
                    .map_err(|e| rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, e.into()))?;
                Ok(Release { act: row.get(0)?, by: row.get(1)?, parts })
            })?;
            rows.next().transpose()
        })
    }
}

/// The names of parts that differ.
pub fn changed_parts(one: &ReleaseParts, other: &ReleaseParts) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}
