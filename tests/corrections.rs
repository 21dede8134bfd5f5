//! Cells that a person mends: the letter is made from them, the list stays as it came, and a newer list is heard. Everybody is
//! invented.

use crate::casefile::Desk;
use serde_json::Value;

const HEAD: &str = "MRN,First Name,Last Name,DOB,Address,City,State,Zip,Custody Flag,Notes";

fn list(desk: &Desk, name: &str, last: &str) -> String {
    let others = (2..=9).map(|n| format!("R{n},Ann{n},Alder{n},1970-02-0{n},{n} Quarry Bend,Austin,TX,78701,,\n"));
    let head = format!("{HEAD}\nR1,Luz,{last},1971-03-04,1 Quarry Bend,Austin,TX,78701,,\n");
    std::fs::write(desk.path(name), others.fold(head, |text, row| text + &row)).expect("written");
    desk.path(name).display().to_string()
}

fn mend<'a>(row: &'a str, cell: &'a str) -> [&'a str; 8] {
    ["--row", row, "--mend", cell, "--by", "A. Clerk", "--reason", "read on the chart"]
}

#[test]
fn a_mended_cell_is_printed_and_the_list_stays_as_it_came() {
    let desk = Desk::new();
    let path = list(&desk, "people.csv", "Mu\u{fffd}oz");
    let before = std::fs::read(&path).expect("a list");
    let report: Value = desk.json("import", &[&path]);
    assert_eq!((&report["letters"], &report["held"]), (&8.into(), &1.into()), "{report}");

    let report = desk.json("decide", &mend("people.csv:2", "Last Name=Mu\u{f1}oz"));
    assert_eq!(
        (&report["letters"], &report["held"], &report["still_held"]),
        (&9.into(), &0.into(), &0.into()),
        "{report}"
    );
    assert_eq!(std::fs::read(&path).expect("a list"), before);
    let (_, audit, _) = crate::case::outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("cell") && !audit.contains("Mu\u{f1}oz") && !audit.contains("Mu\u{fffd}oz"), "{audit}");

    // Taken back, the row is held for its lost letter again.
    let number = report["decisions"][0].to_string();
    let report = desk.json("decide", &["--undo", &number, "--by", "A. Clerk", "--reason", "a slip"]);
    assert_eq!(report["held"], 1, "{report}");
}

#[test]
fn a_newer_list_with_another_text_is_heard() {
    let desk = Desk::new();
    let first = list(&desk, "people.csv", "Munoz");
    desk.json("import", &[&first]);
    let report = desk.json("decide", &mend("people.csv:2", "Last Name=Mu\u{f1}oz"));
    assert_eq!((&report["letters"], &report["held"]), (&9.into(), &0.into()), "{report}");

    let newer = list(&desk, "people.csv", "Munoz Ruiz");
    let report = desk.json("import", &[&newer]);
    let newer_holds = report["held"].as_u64().expect("a count");
    assert!(newer_holds >= 1, "{report}");
    let (_, findings, _) = crate::case::outcome(&desk.run("findings", &["--json"]));
    assert!(findings.contains("correction_outdated"), "{findings}");
}

#[test]
fn marks_notes_and_columns_that_are_not_there_are_not_mended() {
    let desk = Desk::new();
    let path = list(&desk, "people.csv", "Moreno");
    desk.json("import", &[&path]);
    for (cell, why) in [
        ("Custody Flag=", "Decide about the person instead."),
        ("Notes=nothing", "Decide about the person instead."),
        ("Surname=Ruiz", "no column with this heading"),
        ("Last Name=Ru\u{1b}iz", "characters that cannot be printed"),
    ] {
        let told = desk.refused("decide", &mend("people.csv:2", cell));
        assert!(told.contains(why), "{cell:?}: {told}");
    }
}
