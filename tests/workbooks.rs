//! Workbooks on the command line: sheets are named and chosen, hidden rows are asked about, and `run` agrees with `check`.

use crate::case::{folder, outcome, sample, say};
use serde_json::Value;

/// A cover, a sheet of two adults of whom one is hidden, and a sheet of a child; everybody is invented.
fn book() -> String {
    format!("{}/tests/data/sheets.xlsx", env!("CARGO_MANIFEST_DIR"))
}

fn check(arguments: &[&str]) -> (i32, Value, String) {
    let (book, incident) = (book(), sample("incident.toml"));
    let all = [&["check", &book, "--incident", &incident, "--json"], arguments].concat();
    let (code, said, told) = outcome(&say(&all));
    (code, serde_json::from_str(&said).unwrap_or_default(), told + &said)
}

#[test]
fn a_workbook_with_several_sheets_says_which_there_are_and_how_one_is_chosen() {
    let (code, _, told) = check(&[]);
    assert_eq!(code, 2, "{told}");
    for words in ["Cover", "Adults", "3 rows, 1 hidden", "looks like a list", "--sheet", "Minors"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let (code, _, told) = check(&["--sheet", "Parents"]);
    assert!(code == 2 && told.contains("Adults") && told.contains("Minors"), "{told}");
}

#[test]
fn hidden_rows_are_mailed_only_where_somebody_said_so() {
    let counts = |report: &Value| ["rows", "letters", "held", "excluded"].map(|key| report[key].as_u64());
    let (code, report, told) = check(&["--sheet", "Minors", "--sheet", "Adults"]);
    assert_eq!((code, counts(&report)), (1, [Some(3), Some(2), Some(1), Some(0)]), "{told}");
    let names: Vec<&str> =
        report["lists"].as_array().expect("lists").iter().filter_map(|l| l["file"].as_str()).collect();
    assert!(names[0].ends_with("sheets.xlsx (Minors)") && names[1].ends_with("sheets.xlsx (Adults)"), "{names:?}");
    let key = report["lists"][1]["questions"][0]["key"].as_str().expect("a key").to_owned();
    for (word, wanted) in [("mail", [3, 3, 0, 0]), ("leave-out", [3, 2, 0, 1])] {
        let answer = format!("{key}={word}");
        let chosen = ["--sheet", "Minors", "--sheet", "Adults", "--answer", &answer];
        let (_, report, told) = check(&chosen);
        assert_eq!(counts(&report), wanted.map(Some), "{told}");
        let (out, book, incident) = (folder(), book(), sample("incident.toml"));
        let out = out.path().display().to_string();
        let run = [&["run", &book, "--incident", &incident, "--out", &out, "--json"], &chosen[..]].concat();
        let (code, said, told) = outcome(&say(&run));
        assert!(code <= 1, "{told}");
        let made: Value = serde_json::from_str(&said).expect("a report");
        assert_eq!(counts(&made), wanted.map(Some), "{said}");
    }
}
