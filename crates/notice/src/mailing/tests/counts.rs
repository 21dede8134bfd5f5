//! Every figure of a job, piece by piece, and how control totals say it.

use super::{address, day, job, piece, rates};
use crate::digest::Digest;
use crate::finding::Code;
use crate::mailing::figures::grouped;
use crate::mailing::*;
use crate::party::{PieceId, Standing};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn split(letters: u64, seeds: u64, pages: u64, blank_pages: u64, sheets: u64) -> Split {
    Split { letters, copies: 0, seeds, pages, blank_pages, sheets }
}

/// Pieces 1 to 7, of which the last is a seed: two sheets each, the fourth three and abroad.
fn counted(numbers: std::ops::RangeInclusive<u32>) -> Totals {
    let (rates, at_home, abroad) = (rates(), address(Some(78_701)), address(None));
    let mut totals = Totals::default();
    for number in numbers {
        let (sheets, address) = if number == 4 { (3, &abroad) } else { (2, &at_home) };
        totals.absorb(&piece(number, sheets, address, &rates, day("2025-10-14")));
    }
    totals
}

#[test]
fn every_piece_is_counted_in_each_part_once() {
    let totals = counted(1..=7);
    assert_eq!(totals.all, split(6, 1, 30, 4, 15));
    assert_eq!((totals.all.pieces(), totals.live(), totals.proofs), (7, 6, 0));
    let by = |map: &BTreeMap<String, Split>| map.iter().map(|(k, s)| (k.clone(), *s)).collect::<Vec<_>>();
    assert_eq!(
        by(&totals.state),
        [("TX".to_owned(), split(5, 1, 24, 4, 12)), ("foreign".to_owned(), split(1, 0, 6, 0, 3))]
    );
    assert_eq!(by(&totals.envelope), [("10-double".to_owned(), totals.all)]);
    assert_eq!(totals.version["TX-minor-en"], split(2, 0, 8, 1, 4));
    assert_eq!(totals.version["TX-adult-en"], split(2, 1, 14, 2, 7));
    assert_eq!(totals.version["ME-adult-es"], split(2, 0, 8, 1, 4));
    assert_eq!(totals.standing[Standing::ALL[1].word()], split(2, 0, 8, 2, 4));
    assert_eq!(totals.sheet_count, BTreeMap::from([(2, split(5, 1, 24, 4, 12)), (3, split(1, 0, 6, 0, 3))]));
    assert_eq!(totals.destination["domestic"], split(5, 1, 24, 4, 12));
    assert_eq!(totals.destination["foreign"], split(1, 0, 6, 0, 3));
    let id = |sequence| PieceId { job: job(), sequence };
    let file = FileFigures { first: id(1), last: id(7), split: totals.all };
    assert_eq!(totals.files_in_order(), [(&"10_letters_0001.pdf".to_owned(), &file)]);
    assert_eq!(totals.zip5_hash_total, 6 * 78_701);
    // Sheets of 0.192 ounces and an envelope of 0.2.
    assert_eq!(totals.ounces, Decimal::new(15 * 192 + 7 * 200, 3));
    assert_eq!(totals.pounds(), Decimal::new(2675, 4));
    assert_eq!(totals.unpriced(), 0);
}

#[test]
fn halves_come_together_to_the_whole_whichever_is_first() {
    let whole = counted(1..=7);
    for (mut one, other) in [(counted(1..=3), counted(4..=7)), (counted(4..=7), counted(1..=3))] {
        one.merge(&other);
        assert_eq!(one, whole);
    }
    let mut proofs = counted(1..=1);
    (proofs.proofs, proofs.all.letters) = (1, 3);
    let mut both = proofs.clone();
    both.merge(&proofs);
    assert_eq!((both.proofs, both.live()), (2, 4));
}

#[test]
fn proofs_are_letters_that_nobody_gets() {
    let (rates, home) = (rates(), address(Some(78_701)));
    let mut totals = Totals::default();
    for number in 1..=3 {
        let mut row = piece(number, 2, &home, &rates, day("2025-10-14"));
        row.kind = if number == 3 { RecordKind::Live } else { RecordKind::Proof };
        totals.absorb(&row);
    }
    assert_eq!((totals.proofs, totals.live(), totals.all.letters), (2, 1, 3));
}

#[test]
fn counts_are_written_in_threes() {
    let written = [0, 7, 999, 1_000, 140_121, 1_000_000].map(grouped);
    assert_eq!(written, ["0", "7", "999", "1,000", "140,121", "1,000,000"]);
}

#[test]
fn rows_that_went_nowhere_keep_the_equation_open() {
    let rows = RowEquation { rows: 10, letters: 4, held: 3, merged: 2, excluded: 1, held_by_reason: BTreeMap::new() };
    assert!(rows.closes());
    for other in [
        RowEquation { rows: 11, ..rows.clone() },
        RowEquation { letters: 5, ..rows.clone() },
        RowEquation { held: 2, ..rows.clone() },
        RowEquation { merged: 3, ..rows.clone() },
        RowEquation { excluded: 0, ..rows.clone() },
    ] {
        assert!(!other.closes(), "{other:?}");
    }
}

#[test]
fn control_totals_say_every_figure() {
    let (totals, rates) = (counted(1..=7), rates());
    let rows = RowEquation {
        rows: 10,
        letters: 6,
        held: 3,
        merged: 1,
        excluded: 0,
        held_by_reason: BTreeMap::from([(Code::AddressMissing, 3)]),
    };
    let sums = [FileSum { name: "a.pdf".into(), bytes: 9, sha256: Digest::new([0xAB; 32]) }];
    let attestation = Attestation::Proof;
    let control = |totals: &Totals| -> Value {
        let control = ControlTotals {
            job: job(),
            run: 2,
            part: (1, 3),
            mailing_date: day("2025-10-14"),
            attestation: &attestation,
            totals,
            rows: &rows,
            rates: &rates,
            sums: &sums,
        };
        serde_json::from_slice(&control.json()).expect("JSON")
    };
    let told = control(&totals);
    assert_eq!(told["rows"]["closes"], json!(true));
    assert_eq!(told["rows"]["held_by_reason"], json!({ Code::AddressMissing.word(): 3 }));
    assert_eq!(told["pieces"], json!({"live": 6, "seed": 1, "proof": 0, "all": 7}));
    assert_eq!(
        told["by_sheet_count"]["3"],
        json!({"letters": 1, "seeds": 0, "pages": 6, "blank_pages": 0, "sheets": 3})
    );
    assert_eq!(told["sums"], json!([{"name": "a.pdf", "bytes": 9, "sha256": "ab".repeat(32)}]));
    assert_eq!(told["files"][0]["counts"], json!(totals.all));
    assert_eq!((&told["run"], &told["jobs"]), (&json!(2), &json!({"this": 1, "of": 3})));
    // Six at home in bulk and one abroad.
    assert_eq!(told["postage"]["vendor_priced_pieces"], json!(0));
    let classes = told["postage"]["by_class"].as_object().expect("classes");
    assert!(classes.values().all(|class| class["low_unrounded"].is_string()), "{classes:?}");
    assert_eq!(classes.values().filter_map(|class| class["pieces"].as_u64()).sum::<u64>(), 7);
    // Where the vendor prices, there is a count and no dollar.
    let (mut late, at_home) = (Totals::default(), address(Some(78_701)));
    late.absorb(&piece(1, 2, &at_home, &rates, day("2031-01-01")));
    assert_eq!(late.unpriced(), 1);
    let told = control(&late);
    assert_eq!(told["postage"]["by_class"], json!({"VENDOR": {"pieces": 1}}));
    assert_eq!((&told["postage"]["estimate_usd"], &told["postage"]["vendor_priced_pieces"]), (&Value::Null, &json!(1)));
}
