//! Identity of people: pairs that may be one person, families, and guardians from a second file.

use crate::case::outcome;
use crate::casefile::{Desk, PASSPHRASE};
use crate::incidents::{HEAD, list, manifest};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

fn adult(id: &str, name: &str, born: &str, place: &str) -> String {
    format!("{id},{name},{born},,,,,{place},Austin,TX,78745")
}

/// Rows that may be one person, and rows that only look so.
fn doubtful() -> Desk {
    let desk = Desk::new();
    let rows = [
        adult("R1", "Robert,Oneil", "05/06/1970", "12 Invented Way"),
        adult("R2", "Rob,Oneil", "05/06/1970", "12 Invented Way"),
        adult("R3", "Catherine,Carver", "05/07/1970", "14 Invented Way"),
        adult("R4", "Catherina,Carver", "05/07/1970", "14 Invented Way"),
        // Twins, father and son, sisters: nobody is asked about them.
        "R5,Ada,Okafor,03/04/2014,,,Grace,Okafor,16 Invented Way,Austin,TX,78745".to_owned(),
        "R6,Ben,Okafor,03/04/2014,,,Grace,Okafor,16 Invented Way,Austin,TX,78745".to_owned(),
        adult("R7", "Dan,Dalton Jr.", "05/08/1990", "18 Invented Way"),
        adult("R8", "Dan,Dalton Sr.", "05/08/1960", "18 Invented Way"),
    ];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    desk
}

fn keys(desk: &Desk, typed: &str) -> String {
    let mut program = crate::case::noticepress();
    program
        .env("NOTICEPRESS_PASSPHRASE", PASSPHRASE)
        .arg("pairs")
        .arg(desk.case())
        .args(["--answer", "--by", "A. Clerk"]);
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("typed");
    let (code, out, err) = outcome(&child.wait_with_output().expect("ends"));
    assert!(code < 2, "{err}");
    out
}

#[test]
fn pairs_are_asked_about_once_and_answers_can_be_taken_back() {
    let desk = doubtful();
    let queue = desk.json("pairs", &[])["pairs"].clone();
    let queue = queue.as_array().expect("pairs");
    assert_eq!(queue.len(), 2, "{queue:?}");
    assert_eq!(queue[0]["lines"], serde_json::json!([2, 3]));
    assert_eq!(queue[0]["differs"], serde_json::json!(["first_name", "record_id"]));
    assert!(!queue[0].to_string().contains("Robert"), "no value unasked");
    let (_, out, _) = outcome(&desk.run("pairs", &["--show-values"]));
    assert!(out.contains("Robert") && out.contains("* first_name"), "{out}");

    let out = keys(&desk, "y\nu\ny\ns\n");
    assert!(out.contains("1 of 2") && out.contains("1 pairs to review"), "{out}");
    let status = desk.json("status", &[]);
    assert_eq!((&status["letters"], &status["merged"]), (&7.into(), &1.into()));
    let out = keys(&desk, "n\n");
    assert!(out.contains("0 pairs to review"), "{out}");
    assert_eq!(desk.json("pairs", &[])["pairs"], serde_json::json!([]));
    assert_eq!(desk.json("status", &[])["letters"], 7);
    let (_, audit, _) = outcome(&desk.run("audit", &["--json", "--verify"]));
    assert_eq!(audit.lines().filter(|line| line.contains("\"decide\"")).count(), 4, "one act for each answer");
}

#[test]
fn families_are_seen_together_and_written_to_one_by_one() {
    let desk = doubtful();
    let families = desk.json("families", &[])["families"].clone();
    let families = families.as_array().expect("families");
    assert_eq!(families.len(), 4);
    let twins = &families[2];
    assert_eq!(twins["one_guardian"], true);
    assert!(twins["members"].as_array().expect("members").iter().all(|one| one["standing"] == "minor"));
    desk.signed_and_released();
    let pieces = manifest(&desk.export("out"));
    assert_eq!(pieces.len(), 8, "everybody has an envelope");
}

/// Forty children of one list, without guardians.
fn children() -> (Desk, Vec<String>) {
    const NAMES: [&str; 8] =
        ["Okafor", "Harrowgate", "Quillon", "Brindle", "Castellan", "Dunmore", "Eastgate", "Fennick"];
    let desk = Desk::new();
    let names: Vec<String> =
        (0..40).map(|n| format!("{}{}", NAMES[n % 8], ["son", "ley", "ton", "by", "wick"][n / 8])).collect();
    let rows: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(n, name)| format!("R{n:02},Ada,{name},03/04/2014,,,,,{} Invented Way,Austin,TX,78745", 100 + n))
        .collect();
    desk.json("import", &[&list(&desk, "children.csv", HEAD, &rows)]);
    (desk, names)
}

fn guardians(desk: &Desk, names: &[String], of: impl Fn(usize) -> usize) -> String {
    let rows: Vec<_> = (0..names.len()).map(|n| format!("R{n:02},Grace,{}", names[of(n) % names.len()])).collect();
    list(desk, "guardians.csv", "record_id,guardian_first,guardian_last", &rows)
}

#[test]
fn guardians_are_joined_by_number_when_the_names_bear_it_out() {
    let (desk, names) = children();
    let joined = desk.json("guardians", &[&guardians(&desk, &names, |n| n), "--by", "A. Clerk"]);
    assert_eq!((&joined["joined"], &joined["strangers"]), (&40.into(), &0.into()), "{joined}");
    assert_eq!(desk.json("status", &[])["families"], serde_json::json!({ "same": 40, "other": 0 }));
    let homes = desk.json("families", &[])["families"].clone();
    assert_eq!(homes, serde_json::json!([]), "an address each");
    desk.signed_and_released();
    assert_eq!(manifest(&desk.export("out")).len(), 40);
}

#[test]
fn guardians_addresses_bear_the_join_out_where_the_file_has_them() {
    let desk = Desk::new();
    // One family name among all, so that names prove nothing.
    let rows: Vec<_> = (0..40)
        .map(|n| {
            format!(
                "R{n:02},Child{},Okafor,03/04/2014,,,,,{} Invented Way,Austin,TX,78745",
                (b'A' + n % 26) as char,
                100 + n
            )
        })
        .collect();
    desk.json("import", &[&list(&desk, "children.csv", HEAD, &rows)]);
    let file = |name: &str, house: &dyn Fn(usize) -> usize| {
        let rows: Vec<_> =
            (0..40).map(|n| format!("R{n:02},Grace,Okafor,{} INVENTED WY,78745-1234", 100 + house(n))).collect();
        list(&desk, name, "record_id,guardian_first,guardian_last,address_1,zip", &rows)
    };
    let by = ["--by", "A. Clerk"];
    let slipped = file("slipped.csv", &|n| n + 1);
    let said = desk.refused("guardians", &[&[slipped.as_str()], &by[..]].concat());
    assert!(said.contains("one address") && said.contains("line 2") && !said.contains("INVENTED"), "{said}");
    // One in four lives apart, which is life.
    let apart = file("apart.csv", &|n| if n % 4 == 0 { n + 500 } else { n });
    let joined = desk.json("guardians", &[&[apart.as_str()], &by[..]].concat());
    assert_eq!(joined["homes"], serde_json::json!({ "same": 30, "other": 10 }), "{joined}");
}

#[test]
fn slipped_and_shared_joins_are_refused_with_their_first_row() {
    let (desk, names) = children();
    let by = ["--by", "A. Clerk"];
    // Every guardian stands one row too low.
    let said = desk.refused("guardians", &[&[guardians(&desk, &names, |n| n + 1).as_str()], &by[..]].concat());
    assert!(said.contains("guardians.csv") && said.contains("line 2") && said.contains("slipped"), "{said}");
    // Names alone.
    let names_alone = list(&desk, "names.csv", "child_name,guardian_name", &["Ada Okafor,Grace Okafor".to_owned()]);
    let said = desk.refused("guardians", &[&[names_alone.as_str()], &by[..]].concat());
    assert!(said.contains("record numbers") && said.contains("never by a name"), "{said}");
    // One number, two children.
    let shared = Desk::new();
    let rows =
        ["Ada,Okafor", "Ben,Brindle"].map(|name| format!("R1,{name},03/04/2014,,,,,9 Invented Way,Austin,TX,78745"));
    shared.json("import", &[&list(&shared, "list.csv", HEAD, &rows)]);
    let one = list(&shared, "one.csv", "record_id,guardian_name", &["R1,Grace Okafor".to_owned()]);
    let said = shared.refused("guardians", &[&[one.as_str()], &by[..]].concat());
    assert!(said.contains("several people") && said.contains("line 2"), "{said}");
    assert_eq!(
        desk.json("status", &[])["families"],
        serde_json::json!({ "same": 0, "other": 0 }),
        "nothing was joined"
    );
}

#[test]
fn a_list_whose_guardians_slipped_is_not_released_unless_somebody_says_why() {
    let (_, names) = children();
    let desk = Desk::new();
    let rows: Vec<_> = (0..40)
        .map(|n| {
            let guardian = &names[(n + 1) % 40];
            format!("R{n:02},Ada,{},03/04/2014,,,Grace,{guardian},{} Invented Way,Austin,TX,78745", names[n], 100 + n)
        })
        .collect();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let said = desk.refused("release", &["--by", "A. Practice"]);
    assert!(said.contains("40 of 40 children"), "{said}");
    desk.json("release", &["--by", "A. Practice", "--families-differ", "a home of foster children"]);
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(audit.contains("families") && !audit.contains("foster"), "the reason stays in the case");
    assert_eq!(desk.json("status", &[])["families"]["other"], Value::from(40));
}
