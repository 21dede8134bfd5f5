//! Sheets of workbooks, read in a process of their own: what is in them, and which of them are meant.

use super::book::{BookSheet, SheetAnswer, SheetSummary, SheetVisibility, split_tail};
use super::refusal::damaged;
use super::{Request, SheetPick, ask, ask_in_parts, wire};
use crate::CommandError;
use crate::io::packed_bytes::{BytePacker, PackedBytes};
use notice::finding::{FaceProblem, Problem, escape_line, mask_numbers};
use serde::de::DeserializeOwned;

/// A sheet as a list.
pub struct SheetText {
    /// The name of the sheet; `None` where the workbook has no other that holds something.
    pub name: Option<String>,
    /// The sheet as CSV.
    pub csv: PackedBytes,
}

/// The sheets of a workbook that hold something. Nothing of their values is told.
pub fn summaries(file: &str, bytes: &[u8]) -> Result<Vec<SheetSummary>, CommandError> {
    typed(SheetPick::Summaries, file, bytes)
}

/// Takes the sheets of one workbook that are meant: those of `wanted`, by name or number, in this order; without any of its own the only
/// one that holds something. `used` is set for each wanted sheet that the workbook has.
pub(super) fn take_sheets(
    file: &str,
    bytes: &[u8],
    wanted: &[String],
    used: &mut [bool],
) -> Result<Vec<SheetText>, CommandError> {
    let mut numbers = Vec::new();
    if !wanted.is_empty() {
        let sheets: Vec<BookSheet> = typed(SheetPick::Names, file, bytes)?;
        for (at, own) in wanted.iter().enumerate() {
            let Some(number) = find(&sheets, own) else { continue };
            used[at] = true;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    if numbers.is_empty() {
        return only(file, bytes).map(|sheet| vec![sheet]);
    }
    let mut texts = Vec::with_capacity(numbers.len());
    for number in numbers {
        let (answer, csv) = read(SheetPick::Number(number), file, bytes)?;
        let SheetAnswer::Read(facts) = answer else { return Err(broken(file)) };
        texts.push(SheetText { name: Some(facts.name), csv });
    }
    Ok(texts)
}

/// Takes the only sheet that holds something; where there are several, they are named and one must be chosen.
fn only(file: &str, bytes: &[u8]) -> Result<SheetText, CommandError> {
    match read(SheetPick::Only, file, bytes)? {
        (SheetAnswer::Read(facts), csv) => Ok(SheetText { name: (!facts.is_only).then_some(facts.name), csv }),
        (SheetAnswer::Choose(sheets), _) => Err(unchosen(file, &sheets)),
    }
}

fn unchosen(file: &str, sheets: &[SheetSummary]) -> CommandError {
    let message = match sheets {
        [hidden] => format!("The only sheet with data in this workbook is hidden: {}.", told(hidden)),
        several => {
            let all: Vec<String> = several.iter().map(told).collect();
            format!("The workbook has {} sheets with data: {}.", several.len(), all.join("; "))
        }
    };
    let lists = sheets.iter().filter(|sheet| sheet.looks_like_list);
    let names = |sheet: &SheetSummary| escape_line(&sheet.name).into_owned();
    Problem::of_file(file, message, FaceProblem::SheetUnchosen { sheets: lists.map(names).collect() }).into()
}

/// A sheet in words: its number and name, how much is in it, what of it is not seen, and whether it looks like a list.
fn told(sheet: &SheetSummary) -> String {
    let mut text = format!("{} \"{}\" ({} rows", sheet.number, shown(&sheet.name), sheet.rows);
    match (sheet.hidden_rows, sheet.is_filtered) {
        (0, _) => {}
        (hidden, true) => text.push_str(&format!(", {hidden} hidden by a filter or by hand")),
        (hidden, false) => text.push_str(&format!(", {hidden} hidden")),
    }
    if sheet.hidden_columns > 0 {
        text.push_str(&format!(", {} hidden columns", sheet.hidden_columns));
    }
    if sheet.visibility != SheetVisibility::Visible {
        text.push_str(", the sheet is hidden");
    }
    text.push_str(if sheet.looks_like_list { ", looks like a list)" } else { ", does not look like a list)" });
    text
}

/// The name of a sheet as it may be shown: somebody may have written a number of somebody into it.
pub(super) fn shown(name: &str) -> String {
    escape_line(&mask_numbers(name)).into_owned()
}

/// The number, from 0, of the sheet that somebody names: by its name in whatever letters, else by its number from 1.
fn find(sheets: &[BookSheet], wanted: &str) -> Option<u16> {
    let fold = |name: &str| name.trim().to_lowercase();
    let exact = sheets.iter().position(|sheet| sheet.name == wanted);
    let named = exact.or_else(|| sheets.iter().position(|sheet| fold(&sheet.name) == fold(wanted)));
    let numbered = || wanted.trim().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < sheets.len());
    u16::try_from(named.or_else(numbered)?).ok()
}

fn read(pick: SheetPick, file: &str, bytes: &[u8]) -> Result<(SheetAnswer, PackedBytes), CommandError> {
    let mut packer = BytePacker::default();
    // The end of the answer is in its last part.
    let mut last = Vec::new();
    let mut take = |part: Vec<u8>| {
        let before = std::mem::replace(&mut last, part);
        packer.push(&before)
    };
    ask_in_parts(Request::Workbook(pick), file, bytes, &mut take)?;
    let answer = split_tail(&mut last).ok_or_else(|| broken(file))?;
    let csv = packer.push(&last).and_then(|()| packer.finish()).map_err(|_| broken(file))?;
    Ok((answer, csv))
}

fn typed<T: DeserializeOwned>(pick: SheetPick, file: &str, bytes: &[u8]) -> Result<T, CommandError> {
    let answer = ask(Request::Workbook(pick), file, bytes)?;
    wire::unpack(&answer).map_err(|_| broken(file))
}

fn broken(file: &str) -> CommandError {
    damaged(Request::Workbook(SheetPick::Only), file).into()
}

#[cfg(test)]
mod tests {
    use super::{BookSheet, SheetVisibility, find};

    #[test]
    fn a_sheet_is_named_or_numbered() {
        let names = ["Cover", "2", "Adults "];
        let sheets: Vec<BookSheet> =
            names.iter().map(|name| BookSheet { name: (*name).into(), visibility: SheetVisibility::Visible }).collect();
        for (wanted, at) in
            [("adults", Some(2)), ("2", Some(1)), ("1", Some(0)), ("3", Some(2)), ("4", None), ("0", None)]
        {
            assert_eq!(find(&sheets, wanted), at, "{wanted}");
        }
    }
}
