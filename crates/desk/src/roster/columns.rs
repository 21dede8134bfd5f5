//! A list as a whole, for looking through: the profile of each column, with its commonest values, and the questions about it.

use super::Roster;
use crate::casefile::id::ListId;
use chrono::NaiveDate;
use notice::finding::{escape_line, mask_numbers};
use notice::intake::{ColumnProfile, ColumnUse, List, Question, ValueKind};
use serde::Serialize;

/// A column of a list with the profile of its cells.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ColumnView {
    /// Its number from 1.
    pub number: u16,
    /// Its heading as it stands, but for numbers that may be somebody's.
    pub heading: String,
    /// The word of the field that it feeds, or nothing.
    pub field: String,
    /// Cells that are not empty.
    pub filled: u64,
    /// Different values; at most 512 are told apart.
    pub distinct: u64,
    /// True if there are more.
    pub has_more: bool,
    /// The commonest values with their counts, where not too many are different.
    pub values: Vec<(String, u64)>,
    /// Cells whose kind was judged: all of the first rows, some of the later ones.
    pub judged: u64,
    /// Kinds of these cells, commonest first.
    pub kinds: Vec<(ValueKind, u64)>,
    /// Days of these cells by year, earliest first.
    pub years: Vec<(i32, u64)>,
    /// Days that many of these cells have.
    pub peaks: Vec<(NaiveDate, u64)>,
    /// Characters of the longest cell.
    pub longest: u64,
    /// Cells that are as long.
    pub as_long: u64,
    /// True if words of the column look as if they had been cut off at that length.
    pub is_cut_off: bool,
}

/// A list as a whole.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ListView {
    /// Its number in the case; nothing before it came in.
    pub list: Option<ListId>,
    /// Its name.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// Every column.
    pub columns: Vec<ColumnView>,
    /// Every question about it, answered or not.
    pub questions: Vec<Question>,
    /// Some of the cells with letters that were encoded twice, as they stand and as they were before.
    pub repairs: Vec<(String, String)>,
}

impl ColumnView {
    fn of(at: usize, column: &ColumnUse, profile: &ColumnProfile) -> Self {
        let shown = |value: &str| escape_line(value).into_owned();
        Self {
            number: at as u16 + 1,
            heading: shown(&mask_numbers(&column.heading)),
            field: column.field.or(column.spare).map(|field| field.to_string()).unwrap_or_default(),
            filled: profile.filled,
            distinct: profile.distinct,
            has_more: profile.has_more,
            values: profile.common.iter().map(|(value, n)| (shown(value.disclose()), *n)).collect(),
            judged: profile.judged(),
            kinds: profile.kinds.clone(),
            years: profile.years.clone(),
            peaks: profile.days.clone(),
            longest: profile.longest_characters,
            as_long: profile.longest.1,
            is_cut_off: profile.is_cut_off(),
        }
    }
}

impl ListView {
    /// The view of a list; `list` is its number in the case.
    pub fn of(list: Option<ListId>, name: &str, opened: &List) -> Self {
        let columns = opened.columns().iter().zip(opened.profiles()).enumerate();
        let shown = |value: &str| escape_line(value).into_owned();
        let repairs = opened.repairs().iter();
        Self {
            list,
            name: name.to_owned(),
            rows: opened.rows(),
            columns: columns.map(|(at, (column, profile))| ColumnView::of(at, column, profile)).collect(),
            questions: opened.questions().to_vec(),
            repairs: repairs.map(|(is, was)| (shown(is.disclose()), shown(was.disclose()))).collect(),
        }
    }
}

impl Roster {
    /// The lists in whose place no other stands.
    pub fn list_views(&self) -> Vec<ListView> {
        let lists = self.decided.snapshot.lists.iter().filter(|sheet| sheet.decisions.gone.is_none());
        lists.map(|sheet| ListView::of(Some(sheet.row.id), &sheet.row.name, &sheet.list)).collect()
    }
}
