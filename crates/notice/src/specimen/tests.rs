use super::row::HEADINGS;
use super::{Counts, sample_list};
use crate::party::{Gazetteer, Jurisdiction, Zip};
use std::collections::HashMap;

/// One town prefix for every place, so that these tests need no file of another room.
fn table() -> String {
    let towns = super::places::TOWNS.iter().map(|town| format!("{:03},{}", town.2, town.0));
    std::iter::once("zip3,state".to_owned()).chain(towns).collect::<Vec<_>>().join("\n")
}

fn list(people: u64, seed: u64) -> (Counts, Vec<u8>) {
    let mut out = Vec::new();
    let counts = sample_list(people, seed, &table(), &mut out).expect("memory takes everything");
    (counts, out)
}

/// A row as a reader finds it, its cells by heading.
struct Found(csv::StringRecord);

impl std::ops::Index<&str> for Found {
    type Output = str;

    fn index(&self, heading: &str) -> &str {
        let column = HEADINGS.iter().position(|&h| h == heading).expect("a heading");
        &self.0[column]
    }
}

fn rows(bytes: &[u8]) -> Vec<Found> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.records().map(|row| Found(row.expect("every row is as wide as the heading"))).collect()
}

fn of(counts: &Counts, code: &str) -> u64 {
    counts.by_jurisdiction.get(&Jurisdiction::parse(code).expect("a code")).copied().unwrap_or(0)
}

#[test]
fn the_reference_case_has_its_counts() {
    let (counts, bytes) = list(140_121, 1);
    let rows = rows(&bytes);
    assert_eq!(rows.len(), 140_121);
    assert_eq!(counts.rows, 140_121);
    assert_eq!(rows.iter().filter(|r| &r["state"] == "ME").count(), 9);
    assert!(rows.iter().filter(|r| r["state"].eq_ignore_ascii_case("TX")).count() > 90_000);
    assert_eq!(counts.by_jurisdiction.len(), 60);
    assert!((95_000..101_000).contains(&counts.minors), "{}", counts.minors);
    assert!(counts.guardians > counts.minors * 9 / 10);
    assert!(counts.deceased > 300 && counts.represented > 500 && counts.spanish > 10_000 && counts.marked > 300);
    let share = |n: u64| n * 1_000 / counts.rows;
    assert!((25..50).contains(&share(counts.faulty)), "{}", counts.faulty);
    assert!((4..9).contains(&share(counts.repeated)), "{}", counts.repeated);
}

#[test]
fn small_places_have_whole_rows_only() {
    let gazetteer = Gazetteer::new("zip3", &table(), []).expect("a table");
    let (_, bytes) = list(140_121, 9);
    for row in rows(&bytes).iter().filter(|r| &r["state"] == "ME") {
        let zip = Zip::parse(&row["zip"]).expect("a ZIP");
        assert_eq!(gazetteer.states_of(zip), [Jurisdiction::parse("ME").expect("a code")]);
        assert!(!row["address_1"].is_empty() && !row["date_of_birth"].is_empty());
        assert!(row["custody"].is_empty() && row["hold"].is_empty());
    }
}

#[test]
fn any_size_is_exact() {
    for people in [0, 1, 2, 61, 200, 1_000, 5_003] {
        let (counts, bytes) = list(people, 3);
        assert_eq!((counts.rows, rows(&bytes).len() as u64), (people, people));
    }
    let (counts, _) = list(1_000, 3);
    assert_eq!(counts.by_jurisdiction.len(), 60);
    assert_eq!(of(&counts, "ME"), 1);
}

#[test]
fn a_seed_is_a_list() {
    assert_eq!(list(3_000, 42).1, list(3_000, 42).1);
    assert_ne!(list(3_000, 42).1, list(3_000, 43).1);
}

#[test]
fn people_who_are_not_repeated_differ_in_name_or_birth() {
    let (counts, bytes) = list(140_121, 5);
    let mut seen: HashMap<(String, String, String), u32> = HashMap::new();
    for row in rows(&bytes) {
        let key = (row["first_name"].to_owned(), row["last_name"].to_owned(), row["date_of_birth"].to_owned());
        *seen.entry(key).or_default() += 1;
    }
    let met_by_chance = seen.values().filter(|&&n| n > 1).count() as u64;
    assert!(met_by_chance < counts.repeated + 250, "{met_by_chance} against {}", counts.repeated);
}

#[test]
fn brothers_and_sisters_and_twins_share_an_address() {
    let (_, bytes) = list(20_000, 8);
    let mut births: HashMap<(String, String), Vec<(String, String)>> = HashMap::new();
    for row in rows(&bytes).iter().filter(|r| !r["address_1"].is_empty()) {
        births
            .entry((row["address_1"].to_owned(), row["last_name"].to_owned()))
            .or_default()
            .push((row["first_name"].to_owned(), row["date_of_birth"].to_owned()));
    }
    assert!(births.values().filter(|people| people.len() > 1).count() > 3_000);
    let twins = births.values().filter(|people| {
        people.iter().enumerate().any(|(n, a)| people[n + 1..].iter().any(|b| a.1 == b.1 && a.0 != b.0))
    });
    assert!(twins.count() > 50);
}

#[test]
fn a_table_without_a_place_is_refused() {
    let error = sample_list(2_000, 1, "zip3,state\n787,TX\n", &mut Vec::new()).expect_err("only Texas");
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}

/// The lists that are checked in, beside what should come of each of their rows.
mod shelf {
    use crate::finding::Code;
    use std::collections::{BTreeMap, BTreeSet};

    const EXPECTED: &str = include_str!("../../../../sample-data/expected.csv");
    const PATIENTS: &str = include_str!("../../../../sample-data/patients.csv");
    const README: &str = include_str!("../../../../sample-data/README.md");

    fn expected() -> Vec<csv::StringRecord> {
        csv::Reader::from_reader(EXPECTED.as_bytes()).records().map(|r| r.expect("seven cells")).collect()
    }

    #[test]
    fn expectations_speak_of_codes_and_files_that_there_are() {
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|c| c.word()).collect();
        for row in expected() {
            assert!(README.contains(&format!("`{}`", &row[0])), "{} has no line in the README", &row[0]);
            assert!(["letter", "held", "merged", "excluded"].contains(&&row[2]), "{row:?}");
            assert!(row[5].split_whitespace().all(|code| codes.contains(code)), "{row:?}");
        }
    }

    #[test]
    fn every_row_of_the_small_list_is_expected_once() {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(PATIENTS.as_bytes());
        let lines: Vec<u64> = reader
            .records()
            .map(|row| {
                let byte = row.expect("UTF-8").position().expect("a position").byte() as usize;
                // The reader stands between CR and LF after a row.
                let start = byte + usize::from(PATIENTS[byte..].starts_with('\n'));
                1 + PATIENTS[..start].matches('\n').count() as u64
            })
            .collect();
        let told: Vec<u64> =
            expected().iter().filter(|r| &r[0] == "patients.csv").map(|r| r[1].parse().expect("a line")).collect();
        assert_eq!(lines, told);
    }

    #[test]
    fn the_small_list_has_every_standing_and_disposition() {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for row in expected().iter().filter(|r| &r[0] == "patients.csv") {
            *seen.entry(row[2].to_owned()).or_default() += 1;
            *seen.entry(row[3].to_owned()).or_default() += 1;
        }
        assert!(
            ["letter", "held", "merged", "adult", "minor", "deceased", "represented"].iter().all(|w| seen[*w] >= 3)
        );
    }
}
