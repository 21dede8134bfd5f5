//! Cells as they would have been typed.

use super::digits::DigitFormat;
use calamine::{Data, DataRef};
use std::fmt::Write as _;

/// Writes a cell as it would have been typed, in one line. Dates become year-month-day; whole numbers have no decimals, and zeros in front
/// where their format shows them.
pub(super) fn write_typed(cell: &DataRef<'_>, format: Option<&DigitFormat>, out: &mut String) {
    let from = out.len();
    // Writing to a text cannot fail.
    let _ = match cell {
        DataRef::SharedString(text) => out.write_str(text),
        DataRef::String(text) => out.write_str(text),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let day = moment.to_ymd_hms_milli();
            write!(out, "{:04}-{:02}-{:02}", day.0, day.1, day.2)
        }
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            write_whole(*number, format, out);
            Ok(())
        }
        #[expect(clippy::cast_precision_loss, reason = "workbooks have no larger whole numbers than their fractions")]
        DataRef::Int(number) => {
            write_whole(*number as f64, format, out);
            Ok(())
        }
        DataRef::Bool(yes) => out.write_str(if *yes { "yes" } else { "no" }),
        DataRef::DateTimeIso(text) => out.write_str(text.split('T').next().unwrap_or_default()),
        other => write!(out, "{}", Data::from(other.clone())),
    };
    if out[from..].contains(['\r', '\n']) {
        *out = out.replace(['\r', '\n'], " ");
    }
}

fn write_whole(number: f64, format: Option<&DigitFormat>, out: &mut String) {
    match format.filter(|_| number >= 0.0) {
        Some(format) => format.write(number, out),
        None => {
            let _ = write!(out, "{number:.0}");
        }
    }
}

/// The same cell, borrowed.
pub(super) fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
