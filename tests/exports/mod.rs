//! Lists shaped like exports of practice programs, each beside what a correct program answers row by row. No letter goes to the
//! wrong person or in the wrong voice, nothing that is no name or place is printed, and ordinary people are not held.
//!
//! `NOTICEPRESS_EXPORTS` names a folder with further lists of the same form. Everybody in the lists is invented.

use crate::case::{folder, outcome, sample, say};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Parts of cells that stand on no address line of any list: words for nothing, damaged letters, entities, guards, notes.
const NEVER: &[&str] = &[
    "NULL",
    "undefined",
    "(null)",
    "(blank)",
    "#N/A",
    "#REF",
    "\\N",
    "&#",
    "&quot",
    "&amp",
    "Ã",
    "\u{FFFD}",
    "zzz",
    "=\"",
    "555-01",
    "(moved",
    "returned mail",
    ":::",
    "Invalid date",
];

/// Faults of one folder of lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    wrong_letters: Vec<String>,
    misprints: Vec<String>,
    wrongly_held: Vec<String>,
    other: Vec<String>,
    expected_letters: usize,
}

type Table = Vec<BTreeMap<String, String>>;

fn table(path: &Path) -> Table {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Holds what the program says of every list of a folder against what is expected.
fn score(lists: &Path) -> Score {
    let mut found = Score::default();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(lists).expect("lists").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for list in files {
        let name = list.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Of a workbook the line is that of the sheet.
        let is_list = [".csv", ".ndjson", ".xlsx", ".xls", ".ods"].iter().any(|ending| name.ends_with(ending));
        if name.ends_with(".expected.csv") || !is_list {
            continue;
        }
        let expected = table(&list.with_extension("expected.csv"));
        judge(&mut found, &name, &list, &expected);
    }
    found
}

fn judge(found: &mut Score, name: &str, list: &Path, expected: &Table) {
    let folder = folder();
    let records = folder.path().join("records.csv");
    let (list, shown, incident) = (list.display().to_string(), records.display().to_string(), sample("incident.toml"));
    let (_, _, said) = outcome(&say(&["check", &list, "--incident", &incident, "--records", &shown]));
    let rows: BTreeMap<String, BTreeMap<String, String>> = if records.is_file() {
        table(&records).into_iter().map(|row| (row["line"].clone(), row)).collect()
    } else {
        BTreeMap::new()
    };
    for wanted in expected.iter().filter(|wanted| wanted["line"] != "0") {
        let line = &wanted["line"];
        let own = rows.get(line);
        let got = own.map_or("absent", |row| row["disposition"].as_str());
        let place = format!("{name}:{line} {got} {} {said}", own.map_or("", |row| row["codes"].as_str()));
        let may = |word: &str| match word.strip_prefix('!') {
            Some(not) => !not.split('|').any(|word| word == got),
            None => word.is_empty() || word.split('|').any(|word| word == got),
        };
        if wanted["disposition"] == "letter" {
            found.expected_letters += 1;
            if got != "letter" {
                found.wrongly_held.push(place.clone());
            }
        } else if !may(&wanted["disposition"]) {
            let faults = if got == "letter" { &mut found.wrong_letters } else { &mut found.other };
            faults.push(place.clone());
        }
        let Some(row) = own else { continue };
        for column in ["standing", "jurisdiction", "zip"] {
            let (only, word) = match wanted[column].strip_prefix("letter?") {
                Some(word) => (true, word),
                None => (false, wanted[column].as_str()),
            };
            let is =
                word.is_empty() || word.split('|').any(|word| row[column].starts_with(word) && !row[column].is_empty());
            if is || (only && got != "letter") {
                continue;
            }
            let fault = format!("{place}: {column} {}", row[column]);
            let faults = if got == "letter" { &mut found.wrong_letters } else { &mut found.other };
            faults.push(fault);
        }
    }
    let out = folder.path().join("out").display().to_string();
    let (code, said, _) =
        outcome(&say(&["run", &list, "--incident", &incident, "--out", &out, "--approved-by", "Test Counsel"]));
    if code > 1 {
        return;
    }
    let package = PathBuf::from(said.lines().last().unwrap_or_default());
    let of_list: Vec<&str> =
        expected.iter().filter_map(|row| row.get("never")).flat_map(|words| words.split('|')).collect();
    for piece in table(&package.join("20_manifest.csv")).iter().filter(|piece| piece["record_kind"] != "seed") {
        let lines: Vec<&String> =
            piece.iter().filter(|(key, _)| key.starts_with("addr") || *key == "name").map(|(_, line)| line).collect();
        for word in NEVER.iter().copied().chain(of_list.iter().copied()).filter(|word| !word.is_empty()) {
            if lines.iter().any(|line| line.contains(word)) {
                found.misprints.push(format!("{name}: {word}"));
            }
        }
    }
}

#[test]
fn no_letter_is_wrong_because_a_list_meant_something_else() {
    let own = score(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/exports/lists"));
    let expected = Score { expected_letters: own.expected_letters, ..Score::default() };
    assert!(own.expected_letters > 40);
    assert_eq!(own, expected);
    if let Some(lists) = std::env::var_os("NOTICEPRESS_EXPORTS") {
        let others = score(Path::new(&lists));
        assert!(others.wrong_letters.is_empty() && others.misprints.is_empty(), "{others:#?}");
        assert!(others.wrongly_held.len() * 20 <= others.expected_letters, "{others:#?}");
    }
}
