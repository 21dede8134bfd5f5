//! Invariant 4: every row of every list is a letter, held, merged or excluded.

use crate::case::sample;
use desk::oneshot::inputs::{Inputs, Prepared, prepare};
use notice::intake::List;
use notice::line::{Disposition, Plan, SourceList, decide};
use notice::mailing::RecordKind;
use proptest::prelude::*;
use std::cell::OnceCell;
use std::fs;

/// Everything but the list, once for a thread of tests.
fn prepared() -> Prepared {
    prepare(&Inputs {
        lists: vec![sample("patients.csv").into()],
        incident: sample("incident.toml").into(),
        threads: Some(1),
        ..Inputs::default()
    })
    .expect("the sample case")
}

thread_local! {
    static PREPARED: OnceCell<Prepared> = const { OnceCell::new() };
    static PEOPLE: OnceCell<Vec<Vec<u8>>> = const { OnceCell::new() };
}

/// Lines of an invented list, the heading first.
fn people() -> Vec<Vec<u8>> {
    let table =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/zip3-state.csv")).expect("the table");
    let mut text = Vec::new();
    notice::specimen::sample_list(120, 7, &table, &mut text).expect("written into memory");
    text.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect()
}

/// One thing that happens to lists.
#[derive(Clone, Debug)]
enum Mangling {
    Byte(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Remove(prop::sample::Index),
    Double(prop::sample::Index),
    Lose(prop::sample::Index),
    Cut(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
}

fn mangling() -> impl Strategy<Value = Mangling> {
    let at = || any::<prop::sample::Index>();
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(b",\"\n\r\0;|\t =-@".to_vec())];
    prop_oneof![
        4 => (at(), byte()).prop_map(|(at, byte)| Mangling::Byte(at, byte)),
        3 => (at(), byte()).prop_map(|(at, byte)| Mangling::Insert(at, byte)),
        2 => at().prop_map(Mangling::Remove),
        2 => at().prop_map(Mangling::Double),
        1 => at().prop_map(Mangling::Lose),
        1 => at().prop_map(Mangling::Cut),
        1 => (at(), at()).prop_map(|(a, b)| Mangling::Swap(a, b)),
    ]
}

fn mangled(rows: &[prop::sample::Index], manglings: &[Mangling]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = PEOPLE.with(|cell| {
        let people = cell.get_or_init(people);
        let (heading, rest) = people.split_first().expect("a heading");
        std::iter::once(heading.clone()).chain(rows.iter().map(|row| row.get(rest).clone())).collect()
    });
    for mangling in manglings {
        match mangling {
            Mangling::Double(at) => {
                let line = at.get(&lines).clone();
                lines.push(line);
            }
            Mangling::Lose(at) if lines.len() > 2 => {
                let at = 1 + at.index(lines.len() - 1);
                lines.remove(at);
            }
            Mangling::Swap(a, b) => {
                let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                lines.swap(a, b);
            }
            _ => {}
        }
    }
    let mut bytes = lines.concat();
    for mangling in manglings {
        let length = bytes.len().max(1);
        match mangling {
            Mangling::Byte(at, byte) if !bytes.is_empty() => bytes[at.index(length)] = *byte,
            Mangling::Insert(at, byte) => bytes.insert(at.index(bytes.len() + 1), *byte),
            Mangling::Remove(at) if !bytes.is_empty() => drop(bytes.remove(at.index(length))),
            Mangling::Cut(at) => bytes.truncate(length / 2 + at.index(length) / 2),
            _ => {}
        }
    }
    bytes
}

/// Decides about a list and holds the counts against each other; false where the list is refused as a whole.
fn closes(bytes: &[u8]) -> bool {
    PREPARED.with(|cell| {
        let Prepared { context, .. } = cell.get_or_init(prepared);
        let Ok(list) = List::open(0, "list.csv", &bytes, None, &context.recipes, &context.gazetteer, &context.incident)
        else {
            return false;
        };
        let sources = [SourceList {
            list,
            bytes: &bytes,
            name: "list.csv".into(),
            decisions: notice::line::ListDecisions::default(),
        }];
        let decision = decide(context, &sources, &mut |_| {}).expect("a list that was opened is decided about");
        let tally = &decision.tally;
        assert!(tally.closes());
        assert_eq!(tally.rows, decision.entries.len() as u64);
        let letters = decision.entries.iter().filter(|e| e.disposition == Disposition::Letter).count() as u64;
        assert_eq!(letters, tally.letters);
        let plan = Plan::of(context, &decision, RecordKind::Proof);
        assert_eq!((0..plan.jobs()).map(|job| plan.pieces_of(job)).sum::<u64>(), letters);
        for entry in &decision.entries {
            assert!(
                entry.disposition != Disposition::Held || entry.codes.iter().next().is_some(),
                "a held row says why"
            );
            assert!(entry.disposition != Disposition::Letter || entry.pages > 0, "a letter has pages");
        }
        // No two rows start at one place, and they stand in the order of the list.
        assert!(decision.entries.windows(2).all(|pair| pair[0].extent.offset < pair[1].extent.offset));
        true
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn the_equation_closes_on_every_mangled_list(
        rows in prop::collection::vec(any::<prop::sample::Index>(), 1..9),
        manglings in prop::collection::vec(mangling(), 1..7),
    ) {
        closes(&mangled(&rows, &manglings));
    }
}

#[test]
fn most_mangled_lists_are_read() {
    // The law above would hold if every list were refused.
    let rows: Vec<Vec<u8>> = people();
    assert!(closes(&rows.concat()));
    let mut doubled = rows.clone();
    doubled.extend_from_slice(&rows[1..20]);
    assert!(closes(&doubled.concat()));
}

#[test]
fn the_equation_closes_on_every_list_of_the_sample_data() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
    let mut lists = 0;
    for entry in fs::read_dir(folder).expect("the sample data").flatten() {
        let path = entry.path();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !matches!(ending.as_str(), "csv" | "tsv" | "txt") || name == "expected.csv" {
            continue;
        }
        let mapping = path.with_extension("toml");
        let prepared = prepare(&Inputs {
            lists: vec![path],
            incident: sample("incident.toml").into(),
            mapping: mapping.is_file().then_some(mapping),
            ..Inputs::default()
        });
        let prepared = prepared.unwrap_or_else(|refused| panic!("{name}: {refused}"));
        let sources = prepared.sources();
        let decision =
            decide(&prepared.context, &sources, &mut |_| {}).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert!(decision.tally.closes(), "{name}");
        lists += 1;
    }
    assert!(lists > 25, "{lists} lists were found");
}
