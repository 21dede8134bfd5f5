//! Lines after the last person: totals, row counts, "end of report".

/// Returns whether a row's cells are such a line. Only rows at the very end of a list are asked.
pub(super) fn is_trailer<'a>(cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let mut filled = cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty());
    let (Some(first), second) = (filled.next(), filled.next()) else {
        return false;
    };
    if filled.next().is_some() || second.is_some_and(|cell| !is_number(cell)) {
        return false;
    }
    let line = String::from_utf8_lossy(first).to_ascii_lowercase();
    let line = line.trim_start_matches(['*', '-', '=', '#', '(', '[', '<', ' ']);
    if line.is_empty() {
        return true;
    }
    const STARTS: &[&str] = &[
        "total",
        "grand total",
        "sub total",
        "subtotal",
        "count",
        "record count",
        "row count",
        "rows:",
        "records:",
        "end of",
        "end report",
        "eof",
        "page ",
        "printed ",
        "generated ",
        "report ",
        "export ",
        "exported ",
        "number of ",
        "sum:",
        "run date",
        "confidential",
        "last row",
        "trailer",
        "*** end",
        "trl|",
        "trl",
    ];
    STARTS.iter().any(|start| line.starts_with(start) && ends_word(line, start)) || is_row_count(line)
}

/// The word is not the front of a longer one: `Totally` is no total.
fn ends_word(line: &str, start: &str) -> bool {
    !start.ends_with(|c: char| c.is_ascii_alphabetic())
        || !line[start.len()..].starts_with(|c: char| c.is_ascii_alphabetic() && c != 's')
}

/// `140121 rows affected)`, `200 records`.
fn is_row_count(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',').trim_start();
    rest.len() < line.len() && ["row", "record", "patient", "people", "person"].iter().any(|w| rest.starts_with(w))
}

fn is_number(cell: &[u8]) -> bool {
    cell.iter().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b' '))
}

#[cfg(test)]
mod tests {
    use super::is_trailer;

    #[test]
    fn totals_are_no_people() {
        let asks = |line: &str| is_trailer(line.split(',').map(str::as_bytes));
        for line in [
            "Total: 123",
            "TOTAL,123",
            "End of report",
            "*** END OF REPORT ***",
            "(200 rows affected)",
            "---",
            "Page 3 of 3,,,",
            "Record count: 5",
        ] {
            assert!(asks(line), "{line}");
        }
        for line in ["Totally,Smith", "Smith", "Ann,Smith,1 Road", "4711", "Paget", "Countess", ""] {
            assert!(!asks(line), "{line}");
        }
    }
}
