//! Addresses go out to a provider of corrections without any name, and come back beside the old ones.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use crate::incidents::{HEAD, Row, list, manifest, table};
use serde_json::Value;

/// Four people who may be asked about, and four who may not.
fn asked() -> (Desk, Vec<Row>) {
    let desk = Desk::new();
    let head = format!("{HEAD},custody,safe_address,country");
    let row = |n: usize, name: &str, place: &str, flags: &str| format!("R{n},{name},05/06/1970,,,,,{place},{flags}");
    let rows = [
        row(1, "Ada,Abernathy", "12 North Main Street,Austin,TX,78701", ",,"),
        row(2, "Bram,Bolton", "14 Invented Way,Austin,TX,78745", ",,"),
        row(3, "Cleo,Carver", "16 Invented Way,Austin,TX,78745", ",,"),
        row(4, "Dov,Dalton", "18 Invented Way,Austin,TX,78745", ",,"),
        row(5, "Edda,Eads", "20 Safe Way,Austin,TX,78745", ",yes,"),
        row(6, "Finn,Fisk", "22 Custody Way,Austin,TX,78745", "yes,,"),
        row(7, "Gwen,Grant", "24 Abroad Way,Toronto,ON,M5V 2T6", ",,Canada"),
        row(8, "Hale,Holm", "26 Invented Way,Austin,TX,", ",,"),
    ];
    desk.json("import", &[&list(&desk, "list.csv", &head, &rows)]);
    let out = desk.path("ask.csv").display().to_string();
    let report = desk.json("addresses", &["--out", &out]);
    assert_eq!(report["addresses"], 4);
    let left = &report["left_out"];
    assert_eq!((&left["flagged"], &left["foreign"]), (&2.into(), &1.into()), "{report}");
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
    for word in ["Abernathy", "Bolton", "Safe Way", "Custody Way", "Abroad", "R1", "1970"] {
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
        (good.clone(), "second time"),
        ("9999,1 Elm St,,Austin,TX,78701,,,".to_owned(), "no person 9999"),
        (format!("{flagged},1 Elm St,,Austin,TX,78701,,,"), "Nobody may look for"),
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
    assert!(other.refused("addresses", &[&["--import", &file], &by[..]].concat()).contains("Nobody asked"));
    assert_eq!(status["held"], Value::from(3));
}
