use super::*;
use crate::intake::matching::{MatchOutcome, RowMatch, candidates, judge, prints};
use proptest::prelude::*;

const COLUMNS: &str = "MRN,First,Middle,Last,Suffix,DOB,Address,City,State,ZIP,SSN,Hold,DOD";

/// Verdicts on some rows, by position; `None` where a row stands for itself.
fn verdicts(lines: &[&str]) -> Vec<Vec<MatchOutcome>> {
    let text = format!("{COLUMNS}\n{}\n", lines.join("\n"));
    let (_, rows) = rows(text.as_bytes(), None);
    assert_eq!(rows.len(), lines.len());
    let mut all = vec![Vec::new(); rows.len()];
    for RowMatch { row, verdict } in judged(&rows) {
        all[row as usize].push(verdict);
    }
    all
}

fn judged(rows: &[Row]) -> Vec<RowMatch> {
    candidates(&rows.iter().map(|row| prints(&row.keys)))
        .iter()
        .flat_map(|group| judge(&group.iter().map(|&n| (n, &rows[n as usize].person)).collect::<Vec<_>>()))
        .collect()
}

#[test]
fn one_person_in_two_rows_is_joined() {
    let merged = vec![vec![], vec![MatchOutcome::MergedInto(0)]];
    assert_eq!(
        verdicts(&[
            "1,Ann,B,Lee,,2010-01-05,12 Oak Street,Austin,TX,78701,,,",
            "2,ANN,Beth,LEE,,2010-01-05,12 OAK ST,AUSTIN,TX,78701-1234,,,"
        ]),
        merged
    );
    assert_eq!(
        verdicts(&[
            ",José,,Muñoz,,2010-01-05,1 Oak Apt 2,Austin,TX,78701,,,",
            ",Jose,,Munoz,,2010-01-05,1 Oak #2,Austin,TX,78701,,,"
        ]),
        merged
    );
    // The row that can be mailed stays.
    assert_eq!(
        verdicts(&["1,Ann,,Lee,,2010-01-05,12 Oak,Austin,TX,9,,,", "1,Ann,,Lee,,2010-01-05,12 Oak,Austin,TX,78701,,,"]),
        [vec![MatchOutcome::MergedInto(1)], vec![]]
    );
}

#[test]
fn what_differs_stays_apart() {
    let apart: Vec<Vec<MatchOutcome>> = vec![vec![], vec![]];
    let near = vec![vec![MatchOutcome::Noted(Code::NearDuplicate)]; 2];
    // Twins, siblings, father and son.
    assert_eq!(
        verdicts(&[
            ",Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            ",Robert,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        apart
    );
    assert_eq!(
        verdicts(&[",Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,", ",Ann,,Lee,,2012-01-05,1 Oak,Austin,TX,78701,,,"]),
        apart
    );
    assert_eq!(
        verdicts(&[
            ",Al,,Lee,Sr,1970-01-05,1 Oak,Austin,TX,78701,,,",
            ",Al,,Lee,Jr,1970-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        near
    );
    assert_eq!(
        verdicts(&[
            ",Ann,Beth,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            ",Ann,Cora,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        near
    );
    assert_eq!(
        verdicts(&[
            ",Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,219-09-9998,,",
            ",Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,219-09-9999,,"
        ]),
        near
    );
    // One slip in the name.
    assert_eq!(
        verdicts(&[
            ",Jayden,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            ",Kayden,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        near
    );
    assert_eq!(
        verdicts(&[
            ",Alex,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            ",Alexander,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        near
    );
    // One name and birth date, two homes, two record numbers: two people as far as anybody knows.
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            "2,Ann,,Lee,,2010-01-05,9 Elm,Austin,TX,78701,,,"
        ]),
        near
    );
    // A number alone joins nobody.
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            "1,Zoe,,Wu,,1980-01-05,9 Elm,Austin,TX,78701,,,"
        ]),
        vec![vec![MatchOutcome::Noted(Code::RecordIdShared)]; 2]
    );
    // No birth date: name and address may be father and son.
    assert_eq!(verdicts(&[",Al,,Lee,,,1 Oak,Austin,TX,78701,,,", ",Al,,Lee,,,1 Oak,Austin,TX,78701,,,"]), near);
}

#[test]
fn contradictions_hold_every_row_of_the_person() {
    let held = |code| vec![vec![MatchOutcome::Held(code)]; 2];
    let status = held(Code::DuplicateStatusConflict);
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,2020-01-05",
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        status
    );
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,yes,",
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        status
    );
    let address = held(Code::DuplicateAddressConflict);
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,",
            "1,Ann,,Lee,,2010-01-05,9 Elm,Austin,TX,78701,,,"
        ]),
        address
    );
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,219-09-9998,,",
            "2,Ann,,Lee,,2010-01-05,9 Elm,Austin,TX,78701,219-09-9998,,"
        ]),
        address
    );
    assert_eq!(
        verdicts(&[",Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,", ",Ann,,Lee,,2010-01-05,9 Elm,Austin,TX,78701,,,"]),
        address
    );
}

#[test]
fn many_equal_rows_are_judged_in_time() {
    let lines = vec!["1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"; 20_000];
    let all = verdicts(&lines);
    assert!(all[0].is_empty() && all[1..].iter().all(|v| v == &[MatchOutcome::MergedInto(0)]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_a_group_does_not_matter(
        picks in prop::collection::vec((0..3usize, 0..3usize, 0..2usize, 0..3usize, 0..3usize, 0..3usize, 0..4usize, 0..6usize), 2..24),
        seed in any::<u64>(),
    ) {
        let lines: Vec<String> = picks.iter().map(|&(first, middle, last, birth, address, record, ssn, mark)| format!(
            "{},{},{},{},,{},{},Austin,TX,78701,{},{},",
            ["", "1", "2"][record], ["Ann", "Anne", "Bob"][first], ["", "B", "Carl"][middle], ["Lee", "Leigh"][last],
            ["", "2010-01-05", "2011-01-05"][birth], ["1 Oak", "2 Elm", ""][address], ["", "219099998", "219099999", "9998"][ssn],
            if mark == 0 { "yes" } else { "" },
        )).collect();
        let text = format!("{COLUMNS}\n{}\n", lines.join("\n"));
        let (_, rows) = rows(text.as_bytes(), None);
        let first = judged(&rows);
        let mut group: Vec<(u32, &crate::party::Person)> = (0..).zip(rows.iter().map(|r| &r.person)).collect();
        let in_order = judge(&group);
        // Another order, drawn from the seed.
        let mut state = seed | 1;
        for at in (1..group.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            group.swap(at, (state >> 33) as usize % (at + 1));
        }
        prop_assert_eq!(&in_order, &judge(&group));
        // Fingerprints leave out no pair that the true values would join or hold.
        let mut grouped = first;
        grouped.sort_unstable();
        prop_assert_eq!(in_order, grouped);
    }
}

#[test]
fn whoever_is_protected_is_not_written_to_in_another_row() {
    let held = vec![vec![MatchOutcome::Held(Code::DuplicateStatusConflict)]; 2];
    // The same name and birth date at another address, under another number, without the mark.
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,Y,",
            "2,Ann,,Lee,,2010-01-05,9 Elm,Austin,TX,78704,,,"
        ]),
        held
    );
    // A slip of the pen in the name.
    assert_eq!(
        verdicts(&[
            "1,Jonas,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,Y,",
            "2,Jonass,,Lee,,2010-01-05,1 Oak,Austin,TX,78701,,,"
        ]),
        held
    );
    // Alive here, dead there.
    assert_eq!(
        verdicts(&[
            "1,Ann,,Lee,,1970-01-05,1 Oak,Austin,TX,78701,,,2020-01-05",
            "2,Ann,,Lee,,1970-01-05,9 Elm,Austin,TX,78704,,,"
        ]),
        held
    );
}

#[test]
fn a_record_id_and_a_name_alone_merge_nobody() {
    // Father and son, no birth dates, one account.
    assert!(
        verdicts(&["77,Harlan,,Abbot,,,1 Oak,Austin,TX,78701,,,", "77,Harlan,,Abbot,Jr.,,1 Oak,Austin,TX,78701,,,"])
            .iter()
            .flatten()
            .all(|verdict| matches!(verdict, MatchOutcome::Noted(_)))
    );
}
