//! Person of each row. A person is a number that stays through amended lists; everything that is kept about people is
//! kept under it.

use super::Case;
use super::id::{ListId, PersonId};
use crate::CommandError;
use rusqlite::{Connection, params};
use std::sync::Arc;

/// The people of a list's rows, by line. Copies share them.
#[derive(Clone, Debug, Default)]
pub struct RowPeople(Arc<[(u32, PersonId)]>);

impl RowPeople {
    /// Makes the list from pairs of line and person.
    pub fn new(mut rows: Vec<(u32, PersonId)>) -> Self {
        rows.sort_unstable();
        Self(rows.into())
    }

    /// The person of the row that starts on this line.
    pub fn person(&self, line: u32) -> Option<PersonId> {
        self.0.binary_search_by_key(&line, |(line, _)| *line).ok().map(|at| self.0[at].1)
    }

    /// Lines and people, in order of line.
    pub fn iter(&self) -> impl Iterator<Item = (u32, PersonId)> + '_ {
        self.0.iter().copied()
    }
}

pub(crate) fn add(db: &Connection, list: ListId, rows: &[(u32, PersonId)]) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT INTO row (list, line, person) VALUES (?, ?, ?)")?;
    for (line, person) in rows {
        put.execute(params![list, line, person])?;
    }
    Ok(())
}

impl Case {
    /// The people of a list.
    pub fn row_people(&self, list: ListId) -> Result<RowPeople, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare("SELECT line, person FROM row WHERE list = ? ORDER BY line")?;
            let rows = ask.query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(RowPeople(rows.collect::<rusqlite::Result<Vec<_>>>()?.into()))
        })
    }

    /// The number that the next new person gets.
    pub fn next_person(&self) -> Result<PersonId, CommandError> {
        self.read(|db| db.query_row("SELECT coalesce(max(person), 0) + 1 FROM row", [], |row| row.get(0)))
    }
}
