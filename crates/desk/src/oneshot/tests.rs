//! Workbooks in `check`, sheet by sheet. Everybody is invented.

use super::check::{Report, check};
use super::inputs::Inputs;
use crate::CommandError;
use crate::io::embedded;
use crate::reader::made::{rows, xlsx};
use notice::finding::{Code, ProblemCode};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const HEAD: &[&str] = &["MRN", "First Name", "Last Name", "DOB", "Address", "City", "State", "Zip"];
const ADA: &[&str] = &["1", "Ada", "Quillon", "1970-02-03", "1 Mill Run", "Austin", "TX", "78701"];
const BEN: &[&str] = &["2", "Ben", "Quillon", "1971-02-03", "2 Mill Run", "Austin", "TX", "78702"];
const CAL: &[&str] = &["3", "Cal", "Quillon", "2015-02-03", "3 Mill Run", "Austin", "TX", "78703"];

/// A folder with the sample incident and a workbook of a cover, a sheet with a hidden row, and one of a child.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["incident.toml", "logo.svg", "signature.png"] {
            let sample = embedded::sample(name).expect("built in");
            std::fs::write(folder.path().join(name), sample).expect("written");
        }
        let office = Self { folder };
        let cover = rows(&[("", &["Prepared for counsel"])]);
        let adults = rows(&[("", HEAD), ("", ADA), (r#"hidden="1""#, BEN)]);
        let minors = rows(&[("", HEAD), ("", CAL)]);
        let sheet = |name, rows| (name, "visible", ["", rows, ""]);
        let book = [sheet("Cover", cover.as_str()), sheet("Adults", adults.as_str()), sheet("Minors", minors.as_str())];
        office.put("book.xlsx", &xlsx(&book, &[]));
        office.put("one.xlsx", &xlsx(&book[1..2], &[]));
        office
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    fn check(&self, lists: &[&str], sheets: &[&str], answers: &[(&str, &str)]) -> Result<Report, CommandError> {
        let folder: &Path = self.folder.path();
        let inputs = Inputs {
            lists: lists.iter().map(|name| folder.join(name)).collect(),
            sheets: sheets.iter().map(|name| (*name).to_owned()).collect(),
            incident: folder.join("incident.toml"),
            answers: answers.iter().map(|(key, word)| ((*key).to_owned(), (*word).to_owned())).collect(),
            threads: Some(1),
            ..Inputs::default()
        };
        check(&inputs, None, None, None, &mut |_| {})
    }

    fn refused(&self, lists: &[&str], sheets: &[&str]) -> String {
        let Err(CommandError::Input(problems)) = self.check(lists, sheets, &[]) else { panic!("refused") };
        let [problem] = problems.as_slice() else { panic!("one problem") };
        match &problem.code {
            ProblemCode::Face(face) => format!("{problem} {face:?}"),
            _ => problem.to_string(),
        }
    }
}

fn counts(report: &Report) -> [u64; 4] {
    [report.tally.rows, report.tally.letters, report.tally.held, report.tally.excluded]
}

#[test]
fn sheets_are_chosen_and_never_guessed() {
    let office = Office::new();
    let told = office.refused(&["book.xlsx"], &[]);
    for words in ["3 sheets", "Cover", "3 rows, 1 hidden, looks like a list", "does not look like a list", "Minors"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let both = office.check(&["book.xlsx"], &["minors", "2"], &[]).expect("checked");
    assert_eq!(counts(&both), [3, 2, 1, 0]);
    let files: Vec<&str> = both.lists.iter().map(|list| list.file.rsplit('/').next().unwrap_or_default()).collect();
    assert_eq!(files, ["book.xlsx (Minors)", "book.xlsx (Adults)"]);
    assert_eq!(both.lists[0].dialect.to_string(), "a sheet of a workbook, headings on line 1");
    let told = office.refused(&["book.xlsx"], &["Adults", "Parents"]);
    assert!(told.contains("Parents") && told.contains("Minors"), "{told}");
    let list = office.put("list.csv", format!("{}\n{}\n", HEAD.join(","), ADA.join(",")).as_bytes());
    let list = list.file_name().and_then(|name| name.to_str()).expect("a name");
    assert!(office.refused(&[list], &["Adults"]).contains("no list is a workbook"));
    let mixed = office.check(&[list, "book.xlsx"], &["Minors"], &[]).expect("checked");
    assert_eq!(counts(&mixed), [2, 2, 0, 0]);
}

#[test]
fn hidden_rows_are_held_mailed_or_left_out_as_somebody_says() {
    let office = Office::new();
    let open = office.check(&["one.xlsx"], &[], &[]).expect("checked");
    assert_eq!(counts(&open), [2, 1, 1, 0]);
    let key = open.lists[0].questions[0].key.clone();
    let of = |word| counts(&office.check(&["one.xlsx"], &[], &[(&key, word)]).expect("checked"));
    assert_eq!(of("mail"), [2, 2, 0, 0]);
    assert_eq!(of("leave-out"), [2, 1, 0, 1]);
    assert_eq!(of("hold"), [2, 1, 1, 0]);
    let left = office.check(&["one.xlsx"], &[], &[(&key, "leave-out")]).expect("checked");
    assert!(left.tally.findings.iter().any(|found| found.code == Code::HiddenLeftOut && found.count == 1));
}

#[test]
fn files_that_are_no_lists_are_named() {
    let office = Office::new();
    office.put("page.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n");
    office.put("data.xls", b"\0\x01\0\0Standard Jet DB\0");
    assert!(office.refused(&["page.xls"], &[]).contains("MHTML"));
    assert!(office.refused(&["data.xls"], &[]).contains("Access"));
}
