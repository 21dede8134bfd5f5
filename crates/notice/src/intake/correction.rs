//! Cells that somebody mended. The list stays as it came; where a cell reads what it read then, the row is read with the other text.

use crate::finding::Private;
use csv::ByteRecord;

/// A cell of one row with the text that takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellCorrection {
    /// Heading of the column.
    pub heading: Box<str>,
    /// Text of the cell in the list.
    pub was: Private<String>,
    /// Text in its place.
    pub now: Private<String>,
}

/// A record with what was mended.
pub(super) struct Corrected {
    pub(super) record: ByteRecord,
    /// True if a cell that was mended reads something else by now, or its column is gone: the correction has no effect.
    pub(super) is_outdated: bool,
}

/// Puts corrections in the place of cells.
pub(super) fn correct(record: &ByteRecord, headings: &[String], corrections: &[CellCorrection]) -> Corrected {
    let mut cells: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
    let mut is_outdated = false;
    for (number, one) in corrections.iter().enumerate() {
        let same = |other: &CellCorrection| other.heading == one.heading;
        if corrections[..number].iter().any(same) {
            continue;
        }
        let cell = headings.iter().position(|heading| **heading == *one.heading).and_then(|at| cells.get_mut(at));
        let Some(cell) = cell else {
            is_outdated = true;
            continue;
        };
        let text = String::from_utf8_lossy(cell).into_owned();
        let of_column = || corrections.iter().filter(|other| same(other));
        match of_column().find(|own| *own.was.disclose() == text) {
            Some(own) => *cell = own.now.disclose().clone().into_bytes(),
            None => is_outdated |= of_column().all(|own| *own.now.disclose() != text),
        }
    }
    Corrected { record: ByteRecord::from(cells), is_outdated }
}

#[cfg(test)]
mod tests {
    use super::{CellCorrection, correct};
    use crate::finding::Private;
    use csv::ByteRecord;

    fn mend(heading: &str, was: &str, now: &str) -> CellCorrection {
        CellCorrection { heading: heading.into(), was: Private::new(was.to_owned()), now: Private::new(now.to_owned()) }
    }

    #[test]
    fn a_cell_is_mended_where_it_reads_what_it_read() {
        let headings = ["Name", "City"].map(str::to_owned);
        let record = ByteRecord::from(vec!["Mu?oz", "Austin"]);
        let told = |corrections: &[CellCorrection]| {
            let corrected = correct(&record, &headings, corrections);
            (String::from_utf8_lossy(&corrected.record[0]).into_owned(), corrected.is_outdated)
        };
        assert_eq!(told(&[mend("Name", "Mu?oz", "Mu\u{f1}oz")]), ("Mu\u{f1}oz".to_owned(), false));
        assert_eq!(told(&[mend("Name", "Munoz", "Mu\u{f1}oz")]), ("Mu?oz".to_owned(), true));
        assert_eq!(told(&[mend("Name", "Munoz", "Mu?oz")]), ("Mu?oz".to_owned(), false));
        assert_eq!(told(&[mend("Surname", "Mu?oz", "x")]), ("Mu?oz".to_owned(), true));
        let two = [mend("Name", "Munoz", "x"), mend("Name", "Mu?oz", "Mu\u{f1}oz")];
        assert_eq!(told(&two), ("Mu\u{f1}oz".to_owned(), false));
    }
}
