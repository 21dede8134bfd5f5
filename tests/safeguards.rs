//! Ways in which somebody could be lost, written to twice, or written to although it was said that they must not be: each is
//! tried, and what stops it is seen.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use crate::incidents::{HEAD, list, manifest};
use serde_json::Value;
use std::path::PathBuf;

fn adult(id: &str, name: &str, born: &str, street: &str) -> String {
    format!("{id},{name},{born},,,,,{street},Austin,TX,78745")
}

fn filler() -> Vec<String> {
    ["Ada,Abel", "Bram,Baker", "Calla,Cole", "Dorian,Drake", "Edith,Eames", "Fabian,Frost"]
        .iter()
        .enumerate()
        .map(|(n, name)| adult(&format!("F{n}"), name, &format!("01/0{}/1980", n + 1), &format!("{n}1 Filler Road")))
        .collect()
}

/// A case whose first wave went to these people.
fn mailed(rows: &[String]) -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, rows)]);
    desk.signed_and_released();
    desk.export("first");
    desk
}

fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("{key} in {value}"))
}

#[test]
fn a_hold_and_an_exclusion_survive_a_second_list() {
    for (act, word) in [("--hold", "held"), ("--exclude", "taken out")] {
        let desk = Desk::new();
        let mut rows = filler();
        rows.push(adult("R1", "Zadie,Pemberton", "02/03/1970", "5 Held Road"));
        desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
        let before = desk.json("decide", &["--row", "list.csv:8", act, "--by", "A. Clerk", "--reason", word]);
        // The same person once more, in a list that stands beside the first.
        let partial = list(&desk, "more.csv", HEAD, &[adult("R1", "Zadie,Pemberton", "02/03/1970", "5 Held Road")]);
        let after = desk.json("import", &[&partial, "--adds"]);
        assert_eq!(
            number(&after, "letters"),
            number(&before, "letters"),
            "nobody who was {word} gets a letter: {after}"
        );
    }
}

#[test]
fn a_corrected_birth_date_makes_nobody_new() {
    let mut rows = filler();
    rows.push(adult("R1", "Elowen,Silverthorne", "02/03/1970", "5 Same Road"));
    let desk = mailed(&rows);
    rows[6] = adult("R1", "Elowen,Silverthorne", "02/03/1971", "5 Same Road");
    let report = desk.json("import", &[&list(&desk, "again.csv", HEAD, &rows)]);
    assert_eq!((number(&report, "changed"), number(&report, "new")), (1, 0), "{report}");
    assert_eq!(number(&desk.json("plan", &[]), "letters"), 0, "nobody is written to twice");
}

#[test]
fn somebody_who_may_have_been_written_to_waits_for_an_answer() {
    let mut rows = filler();
    rows.push(adult("R1", "Elowen,Silverthorne", "02/03/1970", "5 Same Road"));
    let desk = mailed(&rows);
    // Another number and another address: nothing proves that it is the same person.
    rows[6] = adult("R9", "Elowen,Silverthorne", "02/03/1970", "9 Other Road");
    desk.json("import", &[&list(&desk, "again.csv", HEAD, &rows)]);
    let plan = desk.json("plan", &[]);
    assert_eq!(number(&plan, "letters"), 0, "{plan}");
    assert!(plan["to_know"].to_string().contains("may be people who were already mailed"), "{plan}");
    let pairs = desk.json("pairs", &[])["pairs"].clone();
    let people: Vec<String> = pairs[0]["people"].as_array().expect("two").iter().map(Value::to_string).collect();
    let apart = ["--person", &people[0], "--apart-from", &people[1], "--by", "A. Clerk", "--reason", "cousins"];
    desk.json("decide", &apart);
    assert_eq!(number(&desk.json("plan", &[]), "letters"), 1, "two people: the letter goes");
}

#[test]
fn a_twin_under_the_familys_number_is_new() {
    let mut rows = filler();
    rows.push("FAM,Ann,Twin,05/14/2015,,,,,101 Oak Drive,Austin,TX,78745".into());
    let desk = mailed(&rows);
    rows[6] = "FAM,Bob,Twin,05/14/2015,,,,,101 Oak Drive,Austin,TX,78745".into();
    let report = desk.json("import", &[&list(&desk, "again.csv", HEAD, &rows)]);
    assert_eq!((number(&report, "new"), number(&report, "gone")), (1, 1), "{report}");
}

#[test]
fn strangers_are_not_said_to_be_one_person() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &filler())]);
    let why = desk.refused("decide", &["--person", "1", "--same-as", "2", "--by", "A. Clerk", "--reason", "a slip"]);
    assert!(why.contains("Nothing shows that 1 and 2 are the same person"), "{why}");
}

#[test]
fn a_custody_mark_stays_with_the_person_and_comes_back_with_an_undo() {
    let desk = Desk::new();
    let head = format!("{HEAD},custody");
    let child =
        |id: &str, street: &str, mark: &str| format!("{id},Kim,Doe,05/14/2015,,,,,{street},Austin,TX,78745,{mark}");
    let mut rows: Vec<String> = filler().into_iter().map(|row| row + ",no").collect();
    rows.extend([child("R1", "101 Safe Drive", "yes"), child("R1", "900 Other Court", "no")]);
    desk.json("import", &[&list(&desk, "list.csv", &head, &rows)]);
    let others = 6;
    let same = ["--person", "7", "--same-as", "8", "--by", "A. Clerk", "--reason", "one child"];
    let decided = desk.json("decide", &same);
    assert_eq!(number(&decided, "letters"), others, "the mark holds whichever row stays: {decided}");
    let first = decided["decisions"][0].to_string();
    assert!(
        desk.refused("decide", &["--undo", &first, "--person", "1", "--by", "A", "--reason", "no"])
            .contains("is about person")
    );
    let undone = desk.json("decide", &["--undo", &first, "--by", "A. Clerk", "--reason", "I was wrong"]);
    assert_eq!(number(&undone, "letters"), others, "both are held for each other again: {undone}");
    let audit = outcome(&desk.run("audit", &["--json"])).1;
    let act: Value = serde_json::from_str(audit.lines().last().expect("an act")).expect("JSON");
    assert!(act["detail"].as_str().is_some_and(|told| told.contains(&format!("\"of\":{first}"))), "{act}");
}

#[test]
fn one_address_is_given_to_one_person() {
    let desk = Desk::new();
    let head = format!("{HEAD},custody");
    let child = |id: &str, name: &str| format!("{id},{name},05/14/2015,,,,,{id} Safe Drive,Austin,TX,78745,yes");
    desk.json("import", &[&list(&desk, "list.csv", &head, &[child("1", "Kim,Doe"), child("2", "Zoe,Roe")])]);
    let by = ["--by", "A. Clerk", "--reason", "court"];
    let there = ["--address-1", "1 Court Street", "--city", "Austin", "--state", "TX", "--zip", "78701"];
    let whom = ["--addressee-first", "Ma", "--addressee-last", "Doe"];
    let group = [&["--code", "custody_marked", "--end-hold"][..], &there, &whom, &by].concat();
    assert!(desk.refused("decide", &group).contains("one person at a time, not 2"));
    // What ends one hold ends no other.
    desk.json("decide", &[&["--person", "1", "--hold"][..], &by].concat());
    let one = [&["--person", "1", "--code", "custody_marked", "--end-hold"][..], &there, &whom, &by].concat();
    let decided = desk.json("decide", &one);
    assert_eq!(number(&decided, "still_held"), 1, "{decided}");
    assert!(decided["why"].get("hold_decided").is_some(), "{decided}");
}

#[test]
fn answers_that_slipped_against_their_ids_are_refused() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &filler())]);
    let asked = desk.path("ask.csv");
    desk.json("addresses", &["--out", &asked.display().to_string()]);
    let text = std::fs::read_to_string(&asked).expect("a table");
    let lines: Vec<&str> = text.lines().collect();
    let cells = |line: &str| line.split_once(',').map(|(id, rest)| (id.to_owned(), rest.to_owned())).expect("cells");
    let mut answer = format!("{}\n", lines[0]);
    for at in 1..lines.len() {
        let next = if at + 1 < lines.len() { lines[at + 1] } else { lines[1] };
        answer.push_str(&format!("{},{}\n", cells(lines[at]).0, cells(next).1));
    }
    let file = desk.path("answer.csv");
    std::fs::write(&file, answer).expect("written");
    let file = file.display().to_string();
    let why = desk.refused("addresses", &["--import", &file, "--by", "A. Clerk", "--accept-moves"]);
    assert!(why.contains("the rows may not match the IDs") && why.contains("line 2"), "{why}");
}

#[test]
fn a_list_that_was_replaced_does_not_come_back_unseen() {
    let desk = Desk::new();
    let mut rows = filler();
    let first = list(&desk, "one.csv", HEAD, &rows);
    desk.json("import", &[&first]);
    rows[0] = adult("F0", "Ada,Abel", "01/01/1980", "99 New Road");
    desk.json("import", &[&list(&desk, "two.csv", HEAD, &rows)]);
    let why = desk.refused("import", &[&first]);
    assert!(why.contains("two.csv replaced it") && why.contains("--amends"), "{why}");
    let back = desk.json("import", &[&first, "--amends", "two.csv"]);
    assert_eq!(number(&back, "changed"), 1, "{back}");
}

#[test]
fn a_later_lists_child_gets_no_strangers_guardian() {
    let desk = Desk::new();
    let child = |id: &str, name: &str, street: &str| format!("{id},{name},05/14/2015,,,,,{street},Austin,TX,78745");
    let mut rows: Vec<String> =
        (1..7).map(|n| child(&format!("R{n}"), &format!("Kim{n},Doe"), &format!("{n} Oak Drive"))).collect();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    let guardians = desk.path("guardians.csv");
    let table: Vec<String> = (1..7).map(|n| format!("R{n},Ma,Doe")).collect();
    std::fs::write(&guardians, format!("record_id,guardian_first,guardian_last\n{}\n", table.join("\n")))
        .expect("written");
    desk.json("guardians", &[&guardians.display().to_string(), "--by", "A. Clerk"]);
    rows = vec!["R1,Zoe,Stranger,05/15/2012,,,,,77 Far Road,Houston,TX,77002".into()];
    desk.json("import", &[&list(&desk, "more.csv", HEAD, &rows), "--adds"]);
    let doubtful = desk.json("findings", &["--code", "guardian_doubtful"]);
    assert_eq!(doubtful["rows"].as_array().map(Vec::len), Some(2), "{doubtful}");
    // Nobody in a small file fits: no chance.
    let strangers: Vec<String> = (1..7).map(|n| format!("R{n},Pa,Other")).collect();
    std::fs::write(&guardians, format!("record_id,guardian_first,guardian_last\n{}\n", strangers.join("\n")))
        .expect("written");
    let other = Desk::new();
    let rows: Vec<String> =
        (1..7).map(|n| child(&format!("R{n}"), &format!("Kim{n},Doe"), &format!("{n} Oak Drive"))).collect();
    other.json("import", &[&list(&other, "list.csv", HEAD, &rows)]);
    let why = other.refused("guardians", &[&guardians.display().to_string(), "--by", "A. Clerk"]);
    assert!(why.contains("6 of 6 have none in common"), "{why}");
}

#[test]
fn what_stands_at_the_foot_of_every_page_is_signed_too() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &filler())]);
    desk.signed_and_released();
    let templates = desk.path("templates");
    crate::casefile::copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let page = templates.join("page/letter.toml");
    let text = std::fs::read_to_string(&page).expect("a file");
    assert!(text.contains("{page}"), "{text}");
    std::fs::write(&page, text.replacen("{page}", "No. {page}", 1)).expect("written");
    let status = desk.json("status", &["--templates", &templates.display().to_string()]);
    assert!(!status["unsigned"].as_array().expect("variants").is_empty());
}

#[test]
fn a_signature_that_no_act_tells_of_is_found() {
    let desk = Desk::empty();
    let out = desk.run("new", &["--incident", &sample("incident.toml"), "--plain"]);
    assert_eq!(outcome(&out).0, 0, "{}", outcome(&out).2);
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &filler())]);
    desk.signed_and_released();
    let forge = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute(\"UPDATE approval SET by = 'F. Forger'\")\ndb.commit()\ndb.close()";
    let forged = std::process::Command::new("python3").args(["-c", forge]).arg(desk.case()).status().expect("python3");
    assert!(forged.success());
    assert!(desk.refused("audit", &["--verify"]).contains("damaged"));
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("damaged"));
}

#[cfg(unix)]
#[test]
fn a_case_is_one_case_by_whatever_link_it_is_named() {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &filler())]);
    desk.signed_and_released();
    std::os::unix::fs::symlink(desk.case(), desk.path("y.case")).expect("a link");
    let secret =
        desk::casefile::key::Secret::Passphrase(zeroize::Zeroizing::new(crate::casefile::PASSPHRASE.to_owned()));
    let _held = desk::casefile::Case::open(&desk.case(), &secret, desk::casefile::Access::Exclusive)
        .expect("open as by a window");
    let mut program = crate::case::noticepress();
    program.env("NOTICEPRESS_PASSPHRASE", crate::casefile::PASSPHRASE).arg("status").arg(desk.path("y.case"));
    let (code, _, err) = outcome(&program.output().expect("starts"));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("in use"), "{err}");
}

#[test]
fn words_of_the_cases_own_are_kept_and_void_what_they_touch() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    desk.signed_and_released();
    let path = "jurisdictions/tx/addendum.md.hbs";
    let text = desk.json("wording", &[path])["text"].as_str().expect("text").to_owned();
    let file = desk.path("new.hbs");
    std::fs::write(&file, format!("{}\n\nAsk us anything.\n", text.trim_end())).expect("written");
    let change = ["--from", &file.display().to_string(), "--by", "C. Counsel", "--reason", "kinder"];
    let effect = desk.json("wording", &[&[path][..], &change].concat());
    let voids: Vec<&str> = effect["voids"].as_array().expect("variants").iter().filter_map(Value::as_str).collect();
    assert!(!voids.is_empty() && voids.iter().all(|name| name.starts_with("TX-")), "{effect}");
    assert_eq!(desk.json("status", &[])["unsigned"].as_array().map(Vec::len), Some(voids.len()));
    // The text as it came is signed still.
    std::fs::write(&file, &text).expect("written");
    let effect = desk.json("wording", &[&[path][..], &change].concat());
    assert_eq!(effect["signed_again"].as_array().map(Vec::len), Some(voids.len()), "{effect}");
    assert_eq!(desk.json("status", &[])["unsigned"].as_array().map(Vec::len), Some(0));
    assert_eq!(desk.json("wording", &[path, "--history"]).as_array().map(Vec::len), Some(3));
    // What does not compile is refused with its place, and what is no template of letters too.
    std::fs::write(&file, "{{#if nothing.here}}\n").expect("written");
    let why = desk.refused("wording", &[&[path][..], &change].concat());
    assert!(why.contains(path), "{why}");
    assert!(desk.refused("wording", &["rates/2025.toml"]).contains("no letter template"));
    let package = desk.export("out");
    assert!(!manifest(&package).is_empty());
}
