//! Authorities that must be told beside the affected people, counted anew, and forms filled as far as the case knows.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use crate::incidents::{HEAD, list, names_nobody, readable, table};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn told(desk: &Desk, to: &str) -> (serde_json::Value, PathBuf) {
    let out = desk.path(to).display().to_string();
    let report = desk.json("regulators", &["--out", &out]);
    let folder = PathBuf::from(report["folder"].as_str().expect("a folder"));
    (report, folder)
}

#[test]
fn residents_are_people_counted_once_and_children_as_themselves() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let (report, folder) = told(&desk, "out");
    // By another count: the fate of every row as `check` tells it.
    let records = desk.path("records.csv").display().to_string();
    let check = ["check", &sample("patients.csv"), "--incident", &sample("incident.toml"), "--records", &records];
    assert!(outcome(&crate::case::say(&check)).0 < 2);
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    let people = table(&PathBuf::from(records));
    let people: Vec<_> =
        people.iter().filter(|row| !["merged", "excluded"].contains(&row["disposition"].as_str())).collect();
    for row in &people {
        let place = if row["jurisdiction"].is_empty() { "unknown" } else { &row["jurisdiction"] };
        *counted.entry(place.to_owned()).or_default() += 1;
    }
    assert_eq!(report["people"], people.len());
    for row in table(&folder.join("11_residents.csv")) {
        let own =
            if row["jurisdiction"] == "all" { Some(people.len() as u64) } else { counted.remove(&row["jurisdiction"]) };
        assert_eq!(row["people"].parse().ok(), own, "{row:?}");
        let sum: u64 = ["adult", "minor", "deceased", "represented", "unknown"]
            .iter()
            .filter_map(|word| row[*word].parse::<u64>().ok())
            .sum();
        assert_eq!(row["people"], sum.to_string());
    }
    assert!(counted.is_empty(), "no state is dropped: {counted:?}");
}

#[test]
fn forms_are_filled_and_what_nobody_knows_stays_open() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let filed = ["--authority", "ME", "--day", "2025-03-21", "--people", "3", "--by", "P. Officer"];
    desk.json("filed", &filed);
    desk.signed_and_released();
    desk.export("letters");
    let (report, folder) = told(&desk, "out");
    let maine =
        report["owed"].as_array().expect("owed").iter().find(|one| one["jurisdiction"] == "ME").expect("Maine").clone();
    assert_eq!((&maine["filed"], &maine["filed_people"]), (&"2025-03-21".into(), &3.into()), "{maine}");
    let answer = |form: &str, question: &str| {
        let rows = table(&folder.join(format!("20_{form}.csv")));
        let whole = rows.iter().find(|row| row["question"] == question);
        let row = whole.or_else(|| rows.iter().find(|row| row["question"].starts_with(question))).cloned();
        row.unwrap_or_else(|| panic!("{form}: {question}"))["answer"].clone()
    };
    assert_eq!(answer("me", "Maine residents"), maine["people"].to_string());
    assert_eq!(answer("me", "When the breach occurred"), "January 23, 2025 to January 26, 2025");
    assert!(answer("me", "Protection offered").contains("24 months"));
    assert_eq!(answer("me", "Telephone"), "TO BE FILLED IN");
    // The sample's lists are an extract: its incident file says how many there are.
    let people = answer("hhs", "People affected");
    assert_eq!(people, format!("count undecided: {} by the lists, 140121 by the incident file", report["people"]));
    assert_eq!(
        answer("hhs", "500 or more people"),
        "count undecided: fewer than 500 by the lists, 500 or more by the incident file"
    );
    assert_eq!(answer("hhs", "Location"), "TO BE FILLED IN");
    // In the choices of each form, and in plain words where it has none.
    assert_eq!(answer("hhs", "Type"), "hacking or IT incident");
    let kinds = answer("hhs", "Kinds of information");
    assert!(kinds.starts_with("demographic, clinical") && kinds.matches("demographic").count() == 1, "{kinds}");
    assert_eq!(answer("me", "Description"), "external system breach (hacking)");
    assert!(
        answer("tx", "Types of information").contains("date of birth, "),
        "{}",
        answer("tx", "Types of information")
    );
    assert!(!folder.join("20_hhs_part2.csv").exists(), "nothing of that kind was taken");
    // Every letter that a sheet names is there.
    for entry in std::fs::read_dir(&folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !(name.starts_with("20_") && name.ends_with(".csv")) {
            continue;
        }
        for row in table(&path) {
            for named in row["answer"].split(", ").filter(|word| word.starts_with("30_specimen_")) {
                assert!(folder.join(named).exists(), "{name}: {named}");
            }
        }
    }
    let mailed: u64 = answer("tx", "Texas residents who were sent").parse().expect("a number");
    let texans: u64 = answer("tx", "Texas residents affected").parse().expect("a number");
    assert!(mailed > 0 && mailed < texans, "{mailed} of {texans}: held ones were not written to");
    let files = readable(&folder);
    let (_, paper) = files.iter().find(|(name, _)| name == "20_me.pdf").expect("the worksheet");
    assert!(
        paper.contains("TO BE FILLED IN") && paper.contains("In doubt") && paper.contains("Maine residents affected")
    );
    // The letters that the office gets are the ones that its people got, and marked.
    let (_, letter) = files.iter().find(|(name, _)| name == "30_specimen_ME-minor-en.pdf").expect("a specimen");
    // The word stands slantwise, so that its letters come out in pieces.
    let page = letter.split('\u{c}').next().unwrap_or_default();
    let slanted = page.lines().filter(|line| !line.is_empty() && line.chars().all(|c| "SAMPLE".contains(c)));
    let mut across: Vec<char> = slanted.flat_map(str::chars).collect();
    across.sort_unstable();
    assert_eq!(across.iter().collect::<String>(), "AELMPS");
    assert!(letter.contains("Robin Q. Invented"));
    assert!(answer("me", "Letter to Maine residents").contains("30_specimen_ME-minor-en.pdf"));
}

#[test]
fn a_filing_tells_the_office_that_it_names_and_the_first_one_counts() {
    let desk = Desk::new();
    let row = |n: usize, state: &str, zip: &str| {
        format!("R{n},Ada,Abernathy{n},05/06/1970,,,,,{n} Elm St,Town,{state},{zip}")
    };
    let rows = [row(1, "NY", "10001"), row(2, "MA", "02108"), row(3, "ME", "04101")];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    let file = |authority: &str, day: &str, more: &[&str]| {
        let told = ["--authority", authority, "--day", day, "--people", "1", "--by", "P. Officer"];
        desk.json("filed", &[&told[..], more].concat())
    };
    let day = |to: &str, place: &str, whom: &str| {
        let (report, _) = told(&desk, to);
        let owed = report["owed"].as_array().expect("owed").clone();
        let found = owed.iter().find(|one| {
            one["jurisdiction"] == place && one["whom"].as_str().is_some_and(|text| text.starts_with(whom))
        });
        found.unwrap_or_else(|| panic!("{whom}: {owed:#?}"))["filed"].clone()
    };
    let refused =
        desk.refused("filed", &["--authority", "NY", "--day", "2025-03-10", "--people", "1", "--by", "P. Officer"]);
    assert!(refused.contains("several offices") && refused.contains("Division of State Police"), "{refused}");
    let two = desk.refused(
        "filed",
        &["--authority", "NY", "--day", "2025-03-10", "--by", "P. Officer", "--office", "attorney general"],
    );
    assert!(two.contains("several offices with that name"), "{two}");
    file("MA", "2025-03-10", &["--office", "attorney general"]);
    file("NY", "2025-03-10", &["--office", "state police"]);
    assert_eq!(day("a", "NY", "Division of State Police"), "2025-03-10");
    assert_eq!(day("b", "NY", "New York Attorney General"), serde_json::Value::Null);
    file("NY", "2025-03-12", &["--office", "all"]);
    assert_eq!(day("c", "NY", "New York Attorney General"), "2025-03-12");
    assert_eq!(day("d", "NY", "Division of State Police"), "2025-03-10", "the first counts");
    assert_eq!(day("e", "MA", "Office of Consumer Affairs"), serde_json::Value::Null);
    assert_eq!(day("g", "MA", "Attorney General"), "2025-03-10", "its whole name is a part of no other");
    file("ME", "2025-03-14", &[]);
    file("ME", "2025-03-11", &[]);
    let (report, folder) = told(&desk, "f");
    let maine = table(&folder.join("10_owed.csv")).into_iter().find(|row| row["jurisdiction"] == "ME").expect("Maine");
    assert_eq!(maine["filed"], "2025-03-11");
    assert!(["clock_from", "started", "days", "day_type"].iter().all(|key| maine.contains_key(*key)), "{maine:?}");
    assert_eq!(report["people"], 3);
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("Division of State Police"));
}

#[test]
fn every_office_that_is_owed_has_a_worksheet_and_no_other_state_has_one() {
    let desk = Desk::new();
    let row = |n: usize, state: &str, zip: &str| {
        format!("R{n},Ada,Abernathy{n},05/06/1970,,,,,{n} Elm St,Town,{state},{zip}")
    };
    let rows = [row(1, "NY", "10001"), row(2, "IA", "50309"), row(3, "MD", "21201")];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    let (report, folder) = told(&desk, "out");
    let calendar = std::fs::read_to_string(folder.join("12_deadlines.ics")).expect("the calendar");
    let deadlines = desk.json("status", &[])["deadlines"].as_array().map_or(0, Vec::len);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), deadlines);
    assert_eq!(calendar.matches("BEGIN:VALARM").count(), 3 * deadlines);
    let again = std::fs::read_to_string(told(&desk, "again").1.join("12_deadlines.ics")).expect("the calendar");
    assert_eq!(again, calendar, "events keep their names, so that a newer calendar takes the place of an older one");
    assert!(calendar.lines().all(|line| line.len() <= 75), "lines are folded");
    let sheets: Vec<String> = readable(&folder).into_iter().map(|(name, _)| name).collect();
    for one in report["owed"].as_array().expect("owed").iter().filter(|one| one["duty"] == "regulator") {
        let code = one["jurisdiction"].as_str().expect("a state").to_lowercase();
        let own = |name: &String| name.starts_with(&format!("20_{code}")) && name.ends_with(".pdf");
        assert!(sheets.iter().any(own), "{one}: {sheets:?}");
    }
    assert!(!sheets.iter().any(|name| name.starts_with("20_tx")), "nobody lives in Texas: {sheets:?}");
    let maryland = table(&folder.join("20_md.csv"));
    let section = |row: &&BTreeMap<String, String>| row["section"].starts_with("Form not seen");
    assert!(maryland.iter().filter(section).count() > 1, "{maryland:?}");
    let residents = maryland.iter().find(|row| row["question"] == "Residents affected").expect("the question");
    assert_eq!(residents["answer"], "1");
}

#[test]
fn a_number_that_changed_after_it_was_filed_is_owed_as_an_addendum() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let owed = |to: &str| {
        let (report, folder) = told(&desk, to);
        let all = report["owed"].as_array().expect("owed").clone();
        let maine = all.into_iter().find(|one| one["jurisdiction"] == "ME").expect("Maine");
        (maine["people"].as_u64().expect("a number"), maine["addendum_from"].clone(), folder)
    };
    let file = |day: &str, people: u64| {
        let people = people.to_string();
        desk.json("filed", &["--authority", "ME", "--day", day, "--people", &people, "--by", "P. Officer"]);
    };
    let (people, before, _) = owed("a");
    assert_eq!(before, serde_json::Value::Null, "nothing was filed");
    file("2025-03-20", 500);
    let (_, before, folder) = owed("b");
    assert_eq!(before, 500, "a placeholder");
    let text = std::fs::read_to_string(folder.join("00_read_me.txt")).expect("the page");
    assert!(text.contains("ADDENDUM OWED: 500 people were reported") && text.contains("Count undecided"), "{text}");
    file("2025-03-24", people);
    assert_eq!(owed("c").1, serde_json::Value::Null, "the office has the number of now");
}

#[test]
fn nothing_of_anybody_is_in_the_folder() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let (_, folder) = told(&desk, "out");
    let files = readable(&folder);
    names_nobody(&files);
    let blocked = desk.path("blocked");
    std::fs::write(&blocked, "a file").expect("written");
    let (code, _, err) = outcome(&desk.run("regulators", &["--out", &blocked.display().to_string()]));
    assert!(code >= 2, "{err}");
    assert_eq!(std::fs::read_to_string(&blocked).expect("still there"), "a file");
}
