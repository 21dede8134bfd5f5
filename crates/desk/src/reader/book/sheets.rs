//! The sheets of a workbook: which there are, and one of them as CSV.

use super::book_sheet::{Book, BookSheet, SheetVisibility};
use super::kind::{HEAD, InputKind, TableKind, kind_of};
use super::limits::{MOST_SHEETS, cell_name, unreadable};
use super::marks::SheetMarks;
use super::ods::OdsBook;
use super::rows::{MarkWriter, SheetRows};
use super::weigh::{PackedKind, weigh};
use super::xls::XlsBook;
use super::xlsx::XlsxBook;
use super::{html, spreadsheet_ml};
use crate::reader::wire::{self, SheetPick};
use notice::finding::{Problem, ProblemCode};
use notice::intake::{find_heading_line, workbook_marks};
use serde::{Deserialize, Serialize};
use std::io;

/// The first rows in which headings are looked for.
const FRONT: u32 = 300;

/// A sheet with what is in it. No value of it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SheetSummary {
    /// Its number from 1.
    pub number: u16,
    /// Its name.
    pub name: String,
    /// How it can be seen.
    pub visibility: SheetVisibility,
    /// Rows that hold something, headings among them.
    #[ts(type = "number")]
    pub rows: u64,
    /// Columns up to the last that holds something.
    #[ts(type = "number")]
    pub columns: usize,
    /// Rows that hold something and are hidden or filtered.
    #[ts(type = "number")]
    pub hidden_rows: u64,
    /// Columns that hold something and are hidden.
    #[ts(type = "number")]
    pub hidden_columns: usize,
    /// True if a filter is set.
    pub is_filtered: bool,
    /// True if headings of a list of people were found.
    pub looks_like_list: bool,
}

/// A sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFacts {
    /// Its name.
    pub name: String,
    /// True if it is the only one that holds something.
    pub is_only: bool,
}

/// The end of an answer about a sheet, behind its CSV.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetAnswer {
    /// The sheet was read.
    Read(SheetFacts),
    /// Somebody must choose among these.
    Choose(Vec<SheetSummary>),
}

type BookOpened<'b> = Result<Box<dyn Book + 'b>, Problem>;

fn open<'b>(file: &'b str, bytes: &'b [u8]) -> BookOpened<'b> {
    let book: Box<dyn Book + 'b> = match kind_of(&bytes[..bytes.len().min(HEAD)]) {
        InputKind::Table(TableKind::Packed) => {
            let (parts, kind) = weigh(file, bytes)?;
            match kind {
                PackedKind::Xlsx => Box::new(XlsxBook::open(file, bytes, parts)?),
                PackedKind::Ods => Box::new(OdsBook::open(file, bytes, parts)?),
            }
        }
        InputKind::Table(TableKind::Compound) => Box::new(XlsBook::open(file, bytes)?),
        InputKind::Table(TableKind::SpreadsheetMl) => Box::new(spreadsheet_ml::open(file, bytes.to_vec())?),
        InputKind::Table(TableKind::Html) => Box::new(html::open(file, bytes.to_vec())?),
        InputKind::Other(..) | InputKind::Text => return Err(unreadable(file)),
    };
    if book.sheets().len() > MOST_SHEETS {
        let message = format!("The workbook has {} sheets; {MOST_SHEETS} is the most.", book.sheets().len());
        return Err(Problem::of_file(file, message, "Put the list in a separate workbook."));
    }
    Ok(book)
}

/// Answers about the sheets of a workbook: their names, what is in them, or one of them as CSV part by part with a [`SheetAnswer`] behind
/// it.
pub fn answer(
    file: &str,
    bytes: &[u8],
    pick: SheetPick,
    give: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Result<(), Problem>> {
    match taken(file, bytes, pick) {
        Ok(Taken::Packed(packed)) => packed.and_then(|packed| give(&packed)).map(Ok),
        Ok(Taken::Sheet(sheet)) => {
            let (rows, marks, facts) = *sheet;
            let hidden = rows.hidden_columns(&marks);
            let needs_marks = !hidden.is_empty() || rows.hidden_rows(&marks).0 > 0 || rows.has_merged();
            let writer = needs_marks.then(|| {
                let line = find_heading_line(&rows.front(FRONT));
                let heading_row = line.map_or(rows.first_row(), |line| line - 1);
                let numbers: Vec<u16> = hidden.iter().map(|at| at + 1).collect();
                MarkWriter::new(heading_row, workbook_marks::write_heading(&numbers), &marks)
            });
            rows.give(writer, give)?;
            give(&tail(&SheetAnswer::Read(facts))?)?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Answer to what was asked for.
enum Taken {
    Packed(io::Result<Vec<u8>>),
    Sheet(Box<(SheetRows, SheetMarks, SheetFacts)>),
}

fn taken(file: &str, bytes: &[u8], pick: SheetPick) -> Result<Taken, Problem> {
    let mut book = open(file, bytes)?;
    match pick {
        SheetPick::Names => Ok(Taken::Packed(wire::pack(&book.sheets()))),
        SheetPick::Summaries => Ok(Taken::Packed(wire::pack(&summaries(book.as_mut())?))),
        SheetPick::Number(number) => {
            let at = usize::from(number);
            let name = book.sheets().get(at).map(|sheet| sheet.name.clone()).ok_or_else(|| unreadable(file))?;
            let (rows, marks) = book.read(at)?;
            sheet(file, rows, marks, SheetFacts { name, is_only: false })
        }
        SheetPick::Only => {
            let mut only = None;
            for at in 0..book.sheets().len() {
                let (rows, marks) = book.read(at)?;
                if rows.count() == 0 {
                    continue;
                }
                // Which of several is meant, or whether one that nobody sees is, only a person can say.
                if only.is_some() || book.sheets()[at].visibility != SheetVisibility::Visible {
                    let mut again = open(file, bytes)?;
                    let summaries = summaries(again.as_mut())?;
                    return Ok(Taken::Packed(tail(&SheetAnswer::Choose(summaries))));
                }
                only = Some((book.sheets()[at].name.clone(), rows, marks));
            }
            match only {
                Some((name, rows, marks)) => sheet(file, rows, marks, SheetFacts { name, is_only: true }),
                None => Err(empty(file)),
            }
        }
    }
}

fn empty(file: &str) -> Problem {
    Problem::of_file(file, "The sheet of the workbook is empty.", ProblemCode::SheetEmpty)
}

fn sheet(file: &str, rows: SheetRows, marks: SheetMarks, facts: SheetFacts) -> Result<Taken, Problem> {
    if rows.count() == 0 {
        return Err(empty(file));
    }
    if marks.uncalculated > 0 {
        let message = format!(
            "{} cells of the sheet have formulas that were never calculated, the first in {}.",
            marks.uncalculated,
            cell_name(marks.first_uncalculated)
        );
        let advice = "Open the workbook in Excel or LibreOffice, save it, and import it again.";
        return Err(
            Problem::of_file(file, message, advice).at(marks.first_uncalculated.0 + 1, marks.first_uncalculated.1 + 1)
        );
    }
    Ok(Taken::Sheet(Box::new((rows, marks, facts))))
}

/// Summaries of the sheets that are not empty.
fn summaries(book: &mut dyn Book) -> Result<Vec<SheetSummary>, Problem> {
    let mut summaries = Vec::new();
    for at in 0..book.sheets().len() {
        let (rows, marks) = book.read(at)?;
        if rows.count() == 0 {
            continue;
        }
        let BookSheet { name, visibility } = book.sheets()[at].clone();
        summaries.push(SheetSummary {
            number: at as u16 + 1,
            name,
            visibility,
            rows: rows.count(),
            columns: rows.width(),
            hidden_rows: rows.hidden_rows(&marks).0,
            hidden_columns: rows.hidden_columns(&marks).len(),
            is_filtered: marks.is_filtered,
            looks_like_list: find_heading_line(&rows.front(FRONT)).is_some(),
        });
    }
    Ok(summaries)
}

/// The end of an answer: itself, and how long it is.
fn tail(answer: &SheetAnswer) -> io::Result<Vec<u8>> {
    let mut packed = wire::pack(answer)?;
    let length = packed.len() as u32;
    packed.extend_from_slice(&length.to_le_bytes());
    Ok(packed)
}

/// Takes the end off an answer; what is left is the CSV.
pub fn split_tail(answer: &mut Vec<u8>) -> Option<SheetAnswer> {
    let (rest, length) = answer.split_last_chunk::<4>()?;
    let from = rest.len().checked_sub(u32::from_le_bytes(*length) as usize)?;
    let tail = wire::unpack(&rest[from..]).ok()?;
    answer.truncate(from);
    Some(tail)
}
