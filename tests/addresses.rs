//! Addresses go out to a provider of corrections without any name, and come back beside the old ones.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use crate::incidents::{HEAD, Row, list, manifest, table};
use serde_json::Value;

/// Four people who may be asked about, and six who may not.
fn asked() -> (Desk, Vec<Row>) {
    let desk = Desk::new();
    let head = format!(
        "{HEAD},custody,safe_address,country,do_not_contact,confidential_address,confidential_city,confidential_state,\
         confidential_zip"
    );
    let row = |n: usize, name: &str, place: &str, flags: &str| {
        let flags = if flags.matches(',').count() == 2 { format!("{flags},,,,,") } else { flags.to_owned() };
        format!("R{n},{name},05/06/1970,,,,,{place},{flags}")
    };
    let rows = [
        row(1, "Ada,Abernathy", "12 North Main Street,Austin,TX,78701", ",,"),
        row(2, "Bram,Bolton", "14 Invented Way,Austin,TX,78745", ",,"),
        row(3, "Cleo,Carver", "16 Invented Way,Austin,TX,78745", ",,"),
        row(4, "Dov,Dalton", "18 Invented Way,Austin,TX,78745", ",,"),
        row(5, "Edda,Eads", "20 Safe Way,Austin,TX,78745", ",yes,"),
        row(6, "Finn,Fisk", "22 Custody Way,Austin,TX,78745", "yes,,"),
        row(7, "Gwen,Grant", "24 Abroad Way,Toronto,ON,M5V 2T6", ",,Canada"),
        row(8, "Hale,Holm", "26 Invented Way,Austin,TX,", ",,"),
        row(9, "Ivo,Ives", "28 Silent Way,Austin,TX,78745", ",,,yes,,,,"),
        row(10, "Jana,Jorn", "30 Open Way,Austin,TX,78745", ",,,,32 Quiet Way,Austin,TX,78745"),
    ];
    desk.json("import", &[&list(&desk, "list.csv", &head, &rows)]);
    let out = desk.path("ask.csv").display().to_string();
    let report = desk.json("addresses", &["--out", &out]);
    assert_eq!(report["addresses"], 4);
    let left = &report["left_out"];
    assert_eq!((&left["flagged"], &left["foreign"]), (&4.into(), &1.into()), "{report}");
    let rows = table(&desk.path("ask.csv"));
    (desk, rows)
}

fn answer(desk: &Desk, name: &str, lines: &[String]) -> String {
    let head = "id,address_1,address_2,city,state,zip,move_type,return_code,effective";
    list(desk, name, head, lines)
}

#[test]
fn only_ids_and_addresses_go_out() {
    let (desk, rows) = asked();
    let text = std::fs::read_to_string(desk.path("ask.csv")).expect("the file");
    for word in [
        "Abernathy",
        "Bolton",
        "Safe Way",
        "Custody Way",
        "Silent Way",
        "Open Way",
        "Quiet Way",
        "Abroad",
        "R1",
        "1970",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(
        rows[0].keys().map(String::as_str).collect::<Vec<_>>(),
        ["address_1", "address_2", "city", "id", "state", "zip"]
    );
    let case = desk.case().display().to_string();
    assert!(desk.refused("addresses", &["--out", &case]).contains("case itself"));
}

#[test]
fn an_answer_needs_a_rule_or_a_person() {
    let (desk, rows) = asked();
    let id = |n: usize| rows[n]["id"].clone();
    let lines = [
        format!("{},12 N MAIN ST,,AUSTIN,TX,78701-2222,,,", id(0)),
        format!("{},77 New Street,,Phoenix,AZ,85001,I,A,202502", id(1)),
        format!("{},88 Later Street,,Austin,TX,78702,I,A,202504", id(2)),
        format!("{},,,,,,I,02,202501", id(3)),
    ];
    let file = answer(&desk, "answer.csv", &lines);
    let by = ["--by", "A. Clerk", "--provider", "A provider"];
    let report = desk.path("beside.csv").display().to_string();

    // Nothing is taken unasked.
    let first = desk.json("addresses", &[&["--import", &file, "--report", &report], &by[..]].concat());
    assert_eq!((&first["waiting"], &first["accepted_by_rule"]), (&3.into(), &0.into()), "{first}");
    assert_eq!(desk.json("status", &[])["letters"], first["letters"]);
    let outcomes: Vec<String> = table(&desk.path("beside.csv")).iter().map(|row| row["outcome"].clone()).collect();
    assert_eq!(outcomes, ["standardized", "moved", "moved", "moved_without_address"]);

    // Rules take what they are for; a move after the mailing is a person's.
    let rules = ["--accept-standardized", "--accept-moves"];
    let second = desk.json("addresses", &[&["--import", &file], &by[..], &rules].concat());
    assert_eq!((&second["accepted_by_rule"], &second["waiting"]), (&2.into(), &1.into()), "{second}");
    let person = id(2);
    let third = desk.json("addresses", &[&["--import", &file, "--accept", &person], &by[..]].concat());
    assert_eq!(third["accepted_by_person"], 1, "{third}");

    // The law is that of the new place, and counsel has not signed it.
    let unsigned = desk.json("status", &[])["unsigned"].to_string();
    assert!(unsigned.contains("AZ-adult-en"), "{unsigned}");
    desk.signed_and_released();
    let streets: Vec<String> = manifest(&desk.export("out")).iter().map(|row| row["address1"].clone()).collect();
    for street in ["12 N MAIN ST", "77 New Street", "88 Later Street", "18 Invented Way"] {
        assert!(streets.iter().any(|own| own == street), "{street}: {streets:?}");
    }
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("addresses answered") && !audit.contains("New Street"), "the audit names no address");
}

#[test]
fn answers_that_do_not_belong_to_the_case_are_refused_by_line() {
    let (desk, rows) = asked();
    let id = rows[0]["id"].clone();
    let status = desk.json("status", &[]);
    let by = ["--by", "A. Clerk"];
    let good = format!("{id},12 N MAIN ST,,AUSTIN,TX,78701,,,");
    let flagged = desk.json("findings", &["--code", "safe_address_marked"])["rows"][0]["person"].to_string();
    for (line, told) in [
        (good.clone(), "listed twice"),
        ("9999,1 Elm St,,Austin,TX,78701,,,".to_owned(), "no person 9999"),
        (format!("{flagged},1 Elm St,,Austin,TX,78701,,,"), "Do not look up"),
        ("x,1 Elm St,,Austin,TX,78701,,,".to_owned(), "not a number"),
    ] {
        let file = answer(&desk, "bad.csv", &[good.clone(), line]);
        let said = desk.refused("addresses", &[&["--import", &file], &by[..]].concat());
        assert!(said.contains(told) && said.contains("line 3") && !said.contains("Elm"), "{said}");
    }
    let file = answer(&desk, "good.csv", &[good]);
    let said = desk.refused("addresses", &["--import", &file]);
    assert!(said.contains("--by"), "{said}");
    assert_eq!(desk.json("status", &[])["letters"], status["letters"], "nothing was taken");
    // A case that was never asked about takes no answer.
    let other = Desk::new();
    other.json("import", &[&sample("patients.csv")]);
    let file = answer(&other, "answer.csv", &["1,12 N MAIN ST,,AUSTIN,TX,78701,,,".to_owned()]);
    assert!(other.refused("addresses", &[&["--import", &file], &by[..]].concat()).contains("There was no request"));
    assert_eq!(status["held"], Value::from(4));
}

/// An adult alone, a couple with a child, two flatmates, a widow's husband who is dead, somebody with a guardian, and siblings.
fn households() -> Desk {
    let desk = Desk::new();
    let row = |n: usize, name: &str, dob: &str, more: &str, place: &str| format!("H{n},{name},{dob},{more},{place}");
    let home = "1 Elm Street,Austin,TX,78745";
    let rows = [
        row(1, "Ada,Alone", "05/06/1970", ",,,", "9 Oak Street,Austin,TX,78745"),
        row(2, "Bea,Family", "05/06/1970", ",,,", home),
        row(3, "Bob,Family", "05/06/1971", ",,,", home),
        row(4, "Cub,Family", "05/06/2015", ",,Bea,Family", home),
        row(5, "Dan,Flat", "05/06/1990", ",,,", "2 Ash Street,Austin,TX,78745"),
        row(6, "Eli,Other", "05/06/1991", ",,,", "2 Ash Street,Austin,TX,78745"),
        row(7, "Fay,Gone", "05/06/1930", "01/02/2024,,,", "3 Fir Street,Austin,TX,78745"),
        row(8, "Gus,Box", "05/06/1980", ",,,", "4 Yew Street Apt 7,Austin,TX,78745"),
    ];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    let out = desk.path("ask.csv").display().to_string();
    assert_eq!(desk.json("addresses", &["--out", &out])["addresses"], 8);
    desk
}

/// Returns the columns `answer` and `note` of the report on the answers, by id.
fn beside(desk: &Desk) -> std::collections::BTreeMap<String, (String, String)> {
    let rows = table(&desk.path("beside.csv"));
    rows.iter().map(|row| (row["id"].clone(), (row["answer"].clone(), row["note"].clone()))).collect()
}

#[test]
fn no_rule_moves_a_child_a_dead_person_or_one_of_a_household() {
    let desk = households();
    let asked = table(&desk.path("ask.csv"));
    let ids: Vec<String> = asked.iter().map(|row| row["id"].clone()).collect();
    let new = "50 New Street,,Austin,TX,78702";
    let line = |n: usize, more: &str| format!("{},{new},{more}", ids[n]);
    let lines = [
        line(0, "I,A,202501"),
        line(1, "F,A,202501"),
        line(2, "F,A,202501"),
        line(3, "F,A,202501"),
        line(4, "I,A,202501"),
        line(6, "I,A,202501"),
        line(7, "I,92,202501"),
    ];
    let file = answer(&desk, "answer.csv", &lines);
    let report = desk.path("beside.csv").display().to_string();
    let by = ["--by", "A. Clerk", "--provider", "A provider", "--report", &report];
    let told = desk.json("addresses", &[&["--import", &file, "--accept-moves"], &by[..]].concat());
    // The one who lives alone, and the couple whose child goes along: the child's own letter waits.
    assert_eq!((&told["accepted_by_rule"], &told["waiting"]), (&3.into(), &4.into()), "{told}");
    let said = beside(&desk);
    for (n, answer, why) in [
        (0, "yes", ""),
        (1, "yes", ""),
        (2, "yes", ""),
        (3, "", "about a child"),
        (4, "", "did not move"),
        (6, "", "is deceased"),
        (7, "", "apartment number"),
    ] {
        let (own, note) = &said[&ids[n]];
        assert!(own == answer && note.contains(why), "{n}: {own} {note}");
    }
    assert_eq!(desk.json("status", &[])["addresses_waiting"], 4);

    // The report, filled in, is the answer of a person; a no is kept.
    let lines = [format!("{},yes", ids[3]), format!("{},no", ids[4]), format!("{},", ids[6])];
    let filled = list(&desk, "filled.csv", "id,answer", &lines);
    let told = desk.json("addresses", &[&["--import", &file, "--answers", &filled], &by[..]].concat());
    let counts = ["accepted_by_rule", "accepted_by_person", "declined", "waiting"].map(|key| told[key].to_string());
    assert_eq!(counts, ["0", "1", "1", "2"], "{told}");
    assert_eq!(desk.json("status", &[])["addresses_waiting"], 2);

    // All of it can be read again.
    let history = desk.path("history.csv").display().to_string();
    let told = desk.json("addresses", &["--history", &history]);
    assert_eq!((&told["rounds"], &told["answers"], &told["waiting"]), (&2.into(), &14.into(), &2.into()));
    let rows = table(&desk.path("history.csv"));
    let child: Vec<_> = rows.iter().filter(|row| row["id"] == ids[3]).collect();
    assert_eq!(child.len(), 2);
    assert_eq!((&*child[1]["provider"], &*child[1]["by"], &*child[1]["answer"]), ("A provider", "A. Clerk", "yes"));
    assert_eq!((&*child[1]["old_address_1"], &*child[1]["new_address_1"]), ("1 Elm Street", "50 New Street"));
}

#[test]
fn an_answer_that_no_letter_can_follow_or_that_is_unclear_changes_nothing() {
    let desk = households();
    let ids: Vec<String> = table(&desk.path("ask.csv")).iter().map(|row| row["id"].clone()).collect();
    let head = "id,address_1,address_2,city,state,zip,move_type,ncoa_code,effective,dpv_code";
    let lines = [
        format!("{},,,,,,,2,,", ids[0]),
        format!("{},2 ASH ST,,AUSTIN,TX,78745,,,,N", ids[4]),
        format!("{},4 Yew Street Apt 8,,Austin,TX,78745,I,A,someday,Y", ids[7]),
    ];
    let file = list(&desk, "answer.csv", head, &lines);
    let report = desk.path("beside.csv").display().to_string();
    let rules = ["--accept-moves", "--accept-standardized", "--by", "A. Clerk", "--report", &report];
    let told = desk.json("addresses", &[&["--import", &file], &rules[..]].concat());
    assert_eq!(told["accepted_by_rule"], 0, "{told}");
    assert_eq!(told["outcomes"]["moved_without_address"], 1, "a code without its zero is the same code");
    let said = beside(&desk);
    assert!(said[&ids[4]].1.contains("does not confirm") && said[&ids[7]].1.contains("cannot be read"), "{said:?}");

    // A person cannot take what is no address, and cannot say yes and no.
    let take = desk.refused("addresses", &["--import", &file, "--by", "A. Clerk", "--accept", &ids[0]]);
    assert!(take.contains("cannot be taken") && take.contains("--accept"), "{take}");
    let both = list(&desk, "both.csv", "id,answer", &[format!("{},no", ids[4])]);
    let said =
        desk.refused("addresses", &["--import", &file, "--by", "A. Clerk", "--accept", &ids[4], "--answers", &both]);
    assert!(said.contains("Keep only one of them"), "{said}");

    // An amended list has another address by now: the answer is about the old one.
    let row = "H1,Ada,Alone,05/06/1970,,,,,11 Oak Street,Austin,TX,78745".to_owned();
    let amended = list(&desk, "newer.csv", HEAD, &[row]);
    desk.json("import", &["--amends", "list.csv", &amended]);
    let late = list(&desk, "late.csv", head, &[format!("{},12 Oak Street,,Austin,TX,78745,I,A,202501,Y", ids[0])]);
    let told = desk.json("addresses", &["--import", &late, "--by", "A. Clerk", "--accept-moves"]);
    assert_eq!((&told["outcomes"]["changed_since"], &told["accepted_by_rule"]), (&1.into(), &0.into()), "{told}");
}
