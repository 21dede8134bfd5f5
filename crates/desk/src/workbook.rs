//! Workbooks: the first sheet of an xlsx file as a list in text.

use crate::Refused;
use calamine::{Data, Reader, Xlsx};
use notice::finding::Refusal;
use std::io::{Cursor, Read};
use std::path::Path;

/// Whether the file is a workbook, by how it begins and not by its name.
pub fn is_one(path: &Path) -> Result<bool, Refused> {
    let mut first = [0; 4];
    let Ok((mut file, _)) = crate::source::open(path) else { return Ok(false) };
    Ok(file.read_exact(&mut first).is_ok() && &first == b"PK\x03\x04")
}

/// The first sheet as CSV, every cell as it would have been typed. Dates become year-month-day; whole numbers have no
/// decimals, so that a ZIP code or a record number that was kept as a number is at least the digits that are left of it.
pub fn first_sheet(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let shown = path.display().to_string();
    let refuse = |message: &str, advice: &str| Refused::from(Refusal::of_file(shown.clone(), message, advice));
    let unreadable = || refuse("The workbook cannot be read.", "Save it anew as .xlsx, or export it as CSV (UTF-8).");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let sheet = book.worksheet_range_at(0).ok_or_else(unreadable)?.map_err(|_| unreadable())?;
    if sheet.is_empty() {
        return Err(refuse("The first sheet of the workbook is empty.", "Put the list on the first sheet."));
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    // Rows above the first used one are no rows, but they are lines: what is found is told by the line of the sheet.
    let (top, left) = sheet.start().unwrap_or((0, 0));
    let width = sheet.width() + left as usize;
    let failed = |_: csv::Error| unreadable();
    for _ in 0..top {
        out.write_record(std::iter::repeat_n("", width)).map_err(failed)?;
    }
    for row in sheet.rows() {
        let cells = std::iter::repeat_n(String::new(), left as usize).chain(row.iter().map(typed));
        out.write_record(cells.map(|cell| cell.replace(['\r', '\n'], " "))).map_err(failed)?;
    }
    out.into_inner().map_err(|_| unreadable())
}

/// A cell as it would have been typed.
fn typed(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let day = moment.to_ymd_hms_milli();
            format!("{:04}-{:02}-{:02}", day.0, day.1, day.2)
        }
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}
