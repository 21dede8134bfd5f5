use super::{address, day, job, piece, profile, rates};
use crate::digest::Digest;
use crate::finding::{Code, CodeSet};
use crate::mailing::order::cut;
use crate::mailing::*;
use crate::party::{Edition, JobId, TypeSize, Zip};
use proptest::prelude::*;

fn orders() -> impl Strategy<Value = Vec<Order>> {
    let one = (1u16..9, 0u8..2, any::<bool>(), 0u32..100_000);
    proptest::collection::vec(one, 0..300).prop_map(|pieces| {
        let numbered = (0u32..).zip(pieces);
        numbered
            .map(|(row, (pages, envelope, foreign, five))| {
                let zip = if foreign { None } else { Zip::from_numbers(five, None) };
                Order::new(row, RecordKind::Live, pages, envelope, foreign, zip)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn every_piece_is_in_one_file_and_groups_never_mix(mut orders in orders(), most in 1u32..40, per_job in 40u32..120, duplex: bool) {
        let profile = profile();
        arrange(&mut orders, &profile, duplex);
        let plans = cut(&orders, most, duplex, per_job, 1);
        let (mut next, mut job, mut number, mut sequence) = (0, 0, 0, 1);
        for plan in &plans {
            prop_assert_eq!(plan.range.start, next);
            prop_assert!(!plan.range.is_empty() && plan.range.len() <= most as usize);
            if plan.job != job {
                prop_assert_eq!((plan.job, sequence), (job + 1, per_job + 1));
                (job, number, sequence) = (plan.job, 0, 1);
            }
            prop_assert_eq!((plan.number, plan.first_sequence), (number + 1, sequence));
            for order in &orders[plan.range.clone()] {
                prop_assert_eq!(sheets_of(order.pages, duplex), plan.sheets);
                prop_assert_eq!((order.envelope, order.foreign), (plan.envelope, plan.foreign));
            }
            (next, number, sequence) = (plan.range.end, plan.number, sequence + plan.range.len() as u32);
        }
        prop_assert_eq!(next, orders.len());
    }

    #[test]
    fn the_order_does_not_depend_on_how_pieces_come_in(mut orders in orders(), turn in 0usize..300) {
        let profile = profile();
        let mut turned = orders.clone();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        arrange(&mut orders, &profile, true);
        arrange(&mut turned, &profile, true);
        prop_assert_eq!(orders, turned);
    }

    #[test]
    fn a_manifest_reads_back_as_written(name in "\\PC{0,20}", street in "[a-z\"',;\r\n =@-]{0,20}", sequence in 1u32..=999_999) {
        let rates = rates();
        let mut home = address(Some(1_234));
        home.line_1 = street.clone();
        let mut row = piece(sequence, 2, &home, &rates, day("2026-01-05"));
        row.name = &name;
        row.lines = Lines::new([name.as_str(), street.as_str(), "AUSTIN TX 01234"]).expect("three lines");
        let mut manifest = Manifest::new();
        manifest.row(&row);
        manifest.row(&row);
        let bytes = [Manifest::heading(), manifest.into_bytes()].concat();
        prop_assert!(bytes.ends_with(b"\r\n"));
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let headings = reader.headers().expect("headings").clone();
        let records: Vec<_> = reader.records().collect::<Result<_, _>>().expect("rows");
        prop_assert_eq!(records.len(), 2);
        let cell = |heading: &str| &records[0][headings.iter().position(|h| h == heading).expect("a column")];
        prop_assert_eq!((cell("name"), cell("addr1"), cell("addr2"), cell("address1")), (&*name, &*name, &*street, &*street));
        prop_assert_eq!((cell("zip5"), cell("zip4"), cell("addr4"), cell("weight_oz")), ("01234", "", "", "0.5840"));
        prop_assert_eq!(cell("piece_id"), row.piece.to_string());
        prop_assert_eq!((cell("postage_class"), cell("page_hash").len()), ("FCM-LETTER-AUTO", 64));
    }

    #[test]
    fn exceptions_are_guarded_and_exact(cells in proptest::collection::vec("[=+@'a\t\r\n,\" -]{0,6}", 2)) {
        let lists = [("a.csv", vec!["First", "=Second"])];
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let mut file = Exceptions::new(&lists);
        let codes: CodeSet = [Code::NameMissing].into_iter().collect();
        file.row(&ExceptionRow { file: 0, line: 7, disposition: "held", codes, due: None, cells: &cells });
        file.row(&ExceptionRow { file: 0, line: 8, disposition: "held", codes, due: None, cells: &cells[..1] });
        let bytes = file.take();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let records: Vec<_> = reader.records().collect::<Result<_, _>>().expect("rows");
        prop_assert_eq!(records.len(), 2);
        for record in &records {
            prop_assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        }
        let back: Vec<_> = records[0].iter().skip(8).map(unguarded).collect();
        prop_assert_eq!(back, cells);
        prop_assert_eq!(&records[1][9], "");
    }
}

#[test]
fn a_sheet_list_has_one_row_a_sheet() {
    let mut sheets = SheetList::new();
    sheets.piece(piece(1, 1, &address(None), &rates(), day("2026-01-05")).piece, 2);
    let id = format!("{}000001", job());
    let want = format!("{id},1,2,1,0,,0\r\n{id},2,2,0,1,,0\r\n");
    assert_eq!(String::from_utf8(sheets.into_bytes()).expect("text"), want);
}

#[test]
fn columns_of_two_lists_meet_by_heading() {
    let lists = [("a.csv", vec!["Name", "City"]), ("b.csv", vec!["City", "Name", "Name"])];
    let mut file = Exceptions::new(&lists);
    let codes = CodeSet::EMPTY;
    file.row(&ExceptionRow { file: 1, line: 2, disposition: "merged", codes, due: None, cells: &["c", "n", "m"] });
    let text = String::from_utf8(file.take()).expect("text");
    assert!(text.starts_with("source_file,source_line,"));
    assert!(text.lines().next().is_some_and(|l| l.ends_with(",Name,City,Name")), "{text}");
    assert!(text.trim_end().ends_with(",n,c,m"), "{text}");
}

#[test]
fn names_follow_the_contract() {
    let proof = JobId::from_digest(&Digest::new([9; 32]), true);
    assert_eq!(package_name(job(), day("2025-03-21"), 2, false), format!("{}-20250321-r2", job()));
    assert_eq!(package_name(proof, day("2025-03-21"), 1, true), format!("{proof}-20250321-r1-PROOF"));
    assert!(practice_only_name(job(), day("2025-03-21"), 1, false).ends_with("-r1-practice-only"));
    let sums = [("b".to_owned(), Digest::new([0xab; 32])), ("a".to_owned(), Digest::new([1; 32]))];
    let text = String::from_utf8(sha256sums(&sums)).expect("text");
    assert_eq!(text, format!("{}  a\n{}  b\n", "01".repeat(32), "ab".repeat(32)));
}

#[test]
fn every_part_changes_the_job_id() {
    let base = JobParts {
        lists: &[Digest::new([1; 32]), Digest::new([2; 32])],
        mapping: None,
        incident: Digest::new([3; 32]),
        enclosed: &[("logo", Digest::new([4; 32]))],
        templates: Digest::new([5; 32]),
        engine: "0.1.0",
        edition: Edition::Print,
        type_size: TypeSize::Regular,
        vendor: Digest::new([6; 32]),
        proof: false,
        part: 0,
    };
    let others = [
        JobParts { lists: &[Digest::new([2; 32]), Digest::new([1; 32])], ..base },
        JobParts { mapping: Some(Digest::new([0; 32])), ..base },
        JobParts { incident: Digest::new([0; 32]), ..base },
        JobParts { enclosed: &[("signature", Digest::new([4; 32]))], ..base },
        JobParts { templates: Digest::new([0; 32]), ..base },
        JobParts { engine: "0.1.1", ..base },
        JobParts { edition: Edition::Accessible, ..base },
        JobParts { type_size: TypeSize::Large, ..base },
        JobParts { vendor: Digest::new([0; 32]), ..base },
        JobParts { proof: true, ..base },
        JobParts { part: 1, ..base },
    ];
    let mut ids: Vec<_> = others.iter().chain([&base]).map(job_id).collect();
    assert_eq!(job_id(&base), job_id(&base.clone()));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), others.len() + 1);
}

#[test]
fn codes_are_dealt_once_and_look_alikes_are_refused() {
    let pool = CodePool::parse("codes.csv", b"\xef\xbb\xbfcode\r\nABCD-2222\r\nABCD-3333\r\n").expect("a good pool");
    assert_eq!(pool.need(1), Ok(1));
    assert!(pool.need(3).is_err_and(|r| r.message.contains("2 codes, 3 people")));
    assert_eq!(pool.deal(1).map(|c| c.disclose().clone()).as_deref(), Some("ABCD-3333"));
    assert!(pool.deal(2).is_none());
    assert!(!format!("{pool:?}").contains("ABCD"));
    let bad = CodePool::parse("codes.csv", b"code\nAB0L\nxyzzy\nabo1\nno code!\nXYZZY\n").expect_err("a bad pool");
    let lines: Vec<_> = bad.iter().map(|r| r.place.line).collect();
    assert_eq!(lines, [5, 4, 6]);
    assert!(bad.iter().all(|r| !r.to_string().contains("AB0L") && !r.to_string().to_lowercase().contains("xyzzy")));
    assert!(CodePool::parse("codes.csv", b"kode\nABCD\n").is_err());
    assert!(CodePool::parse("codes.csv", b"").is_err());
}
