//! Tables that the program wrote itself, known again by their headings.

use super::vocabulary::squeezed;
use crate::io::tables;
use notice::mailing::{Exceptions, Manifest, SheetList};
use std::collections::HashSet;

/// Number of columns of its own that make a table one of ours, whatever else was done to it.
const ENOUGH: usize = 3;

/// A table that the program writes.
pub(super) struct OwnTable {
    /// Description of the table, after "This is".
    pub(super) what: &'static str,
    columns: &'static [&'static str],
    /// Columns that tables of others have too.
    common: &'static [&'static str],
}

const TABLES: [OwnTable; 5] = [
    OwnTable {
        what: "the manifest of a package (20_manifest.csv), which names every piece of a run",
        columns: &Manifest::COLUMNS,
        common: &Manifest::COMMON,
    },
    OwnTable {
        what: "the list of sheets of a package (30_sheets.csv), which names every piece of a run",
        columns: &SheetList::COLUMNS,
        common: &SheetList::COMMON,
    },
    OwnTable {
        what: "the list of exceptions (50_exceptions.csv), which has the rows that got no letter",
        columns: &Exceptions::COLUMNS,
        common: &Exceptions::COMMON,
    },
    OwnTable {
        what: "the table of rows that check --records writes",
        columns: &tables::RECORDS,
        common: &tables::RECORDS_COMMON,
    },
    OwnTable {
        what: "the table that addresses --out writes for an address service",
        columns: &tables::ADDRESSES,
        common: tables::ADDRESSES.split_at(1).1,
    },
];

/// The table of ours that has these headings, in any order and spelling, with some left out or others beside them.
pub(super) fn own_table<'h>(headings: impl Iterator<Item = &'h str>) -> Option<&'static OwnTable> {
    let headings: HashSet<String> = headings.map(squeezed).filter(|heading| !heading.is_empty()).collect();
    TABLES.iter().find(|table| {
        let has = |column: &&&str| headings.contains(&squeezed(column));
        let shared = table.columns.iter().filter(has).count();
        let own = table.columns.iter().filter(|column| !table.common.contains(column)).filter(has).count();
        let nothing_else = shared == headings.len() && (own > 1 || 2 * shared >= table.columns.len());
        own >= ENOUGH || (own > 0 && nothing_else)
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLES, own_table};

    #[test]
    fn a_table_of_ours_is_known_by_its_columns_and_others_are_not() {
        for table in &TABLES {
            let found = own_table(table.columns.iter().copied().rev()).expect("one of ours");
            assert_eq!(found.what, table.what);
            assert!(table.common.iter().all(|column| table.columns.contains(column)), "{}", table.what);
        }
        for (headings, is_ours) in [
            ("Piece ID|PDF File|PAGE START|pageEnd", true),
            ("piece_id|addr1|addr2|addr3|city|state", true),
            ("piece_id|pdf_file|page_start", true),
            ("piece_id|pdf_file", false),
            ("piece_id|reason", false),
            ("piece_id|seq|pdf_file|sheets|reason", false),
            ("piece_id|sheet_no", false),
            ("piece_id|name|address1|address2|city|state|zip4", false),
            ("piece_id|address_1|address_2|city|state|zip", false),
            ("piece_id|file|line|disposition", false),
            ("id|address_1|city|state|zip", true),
            ("id|piece_id|address_1|city|state|zip", false),
        ] {
            assert_eq!(own_table(headings.split('|')).is_some(), is_ours, "{headings}");
        }
    }
}
