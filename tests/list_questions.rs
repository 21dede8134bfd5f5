//! Questions about lists of a case: shown when a list comes in, answered with it, kept with it, told by the audit.

use crate::casefile::Desk;
use serde_json::Value;

/// Invented people of whom a column that is not used says that every third is dead.
fn list(desk: &Desk, name: &str, word: &str) -> String {
    let rows = (1..=30).map(|n| {
        let status = if n % 3 == 0 { word } else { "Active" };
        format!("R{n},Ann{n},Alder{n},1970-02-0{},{} Quarry Bend,Austin,TX,78701,{status}\n", n % 9 + 1, n + 10)
    });
    let head = "MRN,First Name,Last Name,DOB,Address,City,State,Zip,Patient Status\n".to_owned();
    std::fs::write(desk.path(name), rows.fold(head, |text, row| text + &row)).expect("written");
    desk.path(name).display().to_string()
}

fn question(report: &Value) -> String {
    let questions = report["questions"][0]["questions"].as_array().expect("questions");
    assert_eq!(questions.len(), 1, "{report}");
    questions[0]["key"].as_str().expect("a key").to_owned()
}

#[test]
fn an_answer_ends_the_hold_of_everybody_whom_the_question_concerns() {
    let desk = Desk::new();
    let first = list(&desk, "people.csv", "Deceased");
    let report = desk.json("import", &[&first]);
    let key = question(&report);
    assert_eq!((&report["questions"][0]["list"], &report["held"]), (&"people.csv".into(), &10.into()), "{report}");
    let (_, text, _) = crate::case::outcome(&desk.run("import", &[&first]));
    assert!(text.contains("already in the case"), "{text}");

    let wrong = desk.refused("import", &[&first, "--answer", &format!("{key}=perhaps")]);
    assert!(wrong.contains("none of its choices") && wrong.contains("dead"), "{wrong}");
    let report = desk.json("import", &[&first, "--by", "A. Clerk", "--answer", &format!("{key}=dead")]);
    assert_eq!(report["questions"].as_array().map(Vec::len), Some(0), "{report}");
    assert!(report["held"].as_u64().expect("a count") < 10, "{report}");
    let (_, audit, _) = crate::case::outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains(&key) && audit.contains("answers"), "the audit tells what was answered");

    // The answer is kept with the list, and void for a list that looks different.
    let other = list(&desk, "people.csv", "Inactive - Deceased");
    let report = desk.json("import", &[&other]);
    assert_ne!(question(&report), key);
    assert_eq!(report["held"], 10, "{report}");
}

#[test]
fn status_counts_a_question_as_one_task_and_its_rows_as_none() {
    let desk = Desk::new();
    let first = list(&desk, "people.csv", "Deceased");
    let key = question(&desk.json("import", &[&first]));
    let stands = desk.json("status", &[]);
    assert_eq!((&stands["questions"], &stands["held_by_questions"]), (&1.into(), &10.into()), "{stands}");
    let (_, text, _) = crate::case::outcome(&desk.run("status", &[]));
    assert!(text.contains("1 question about the lists is open; answering releases 10 of the held rows."), "{text}");
    desk.json("import", &[&first, "--by", "A. Clerk", "--answer", &format!("{key}=alive")]);
    let stands = desk.json("status", &[]);
    assert_eq!((&stands["questions"], &stands["held_by_questions"]), (&0.into(), &0.into()), "{stands}");
    let lists = stands["lists"].as_array().expect("lists");
    assert_eq!((lists.len(), &lists[1]["read_anew"]), (2, &true.into()), "{stands}");
}

#[test]
fn check_prints_what_columns_hold_and_nothing_of_anybody() {
    let desk = Desk::new();
    let first = list(&desk, "people.csv", "Deceased");
    let incident = crate::case::sample("incident.toml");
    let check = |more: &[&str]| {
        let mut command = crate::case::noticepress();
        command.args(["check", &first, "--incident", &incident]).args(more);
        crate::case::outcome(&command.output().expect("the program starts")).1
    };
    let (plain, told) = (check(&[]), check(&["--profiles"]));
    let profiles = told.strip_prefix(plain.trim_end()).expect("the same, and the profiles after it");
    for words in [
        "Columns of ",
        "column 4, “DOB”: used as date_of_birth",
        "30 filled; 9 different values",
        "looks like: 30 dates",
    ] {
        assert!(profiles.contains(words), "{words}: {profiles}");
    }
    assert!(profiles.contains("column 9, “Patient Status”: not used"), "{profiles}");
    for somebodys in ["Alder", "Ann3", "Quarry", "R7", "1970-02"] {
        assert!(!profiles.contains(somebodys), "{profiles}");
    }
}
