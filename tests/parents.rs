//! Several parents of a child: who gets the letter, who a copy, and what becomes of a copy in the mail.

use crate::case::outcome;
use crate::casefile::Desk;
use crate::incidents::{HEAD, list, manifest, verify};

/// Twelve children, each with a mother at home and a father elsewhere; the mother of the third has custody alone.
pub fn families() -> (Desk, String) {
    const NAMES: [&str; 12] = [
        "Okafor",
        "Harrowgate",
        "Quillon",
        "Brindle",
        "Castellan",
        "Dunmore",
        "Eastgate",
        "Fennick",
        "Garrow",
        "Hollis",
        "Ibsen",
        "Jessop",
    ];
    let desk = Desk::new();
    let rows: Vec<String> = (0..12)
        .map(|n| format!("R{n:02},Ada,{},03/04/2014,,,,,{} Invented Way,Austin,TX,78745", NAMES[n], 100 + n))
        .collect();
    desk.json("import", &[&list(&desk, "children.csv", HEAD, &rows)]);
    let custody = |n: usize| if n == 2 { "sole" } else { "" };
    let parents: Vec<String> = (0..12)
        .flat_map(|n| {
            [
                format!("R{n:02},Grace,{},Mother,{},{} Invented Way,Austin,TX,78745", NAMES[n], custody(n), 100 + n),
                format!("R{n:02},Osei,{},Father,,{} Elsewhere Road,Portland,ME,04101", NAMES[n], 200 + n),
            ]
        })
        .collect();
    let headings = "record_id,parent_first,parent_last,relation,custody,address_1,city,state,zip";
    let file = list(&desk, "parents.csv", headings, &parents);
    (desk, file)
}

#[test]
fn both_parents_get_a_letter_where_the_practice_says_so() {
    let (desk, file) = families();
    // Nobody has said who is written to: a question, and no refusal.
    let joined = desk.json("guardians", &[&file, "--by", "A. Clerk"]);
    assert_eq!((&joined["joined"], &joined["several"]["undecided"]), (&12.into(), &11.into()), "{joined}");
    let status = desk.json("status", &[]);
    assert_eq!((&status["letters"], &status["held"]), (&1.into(), &11.into()), "custody is no question");
    let several = desk.json("guardians", &["--parents", "both", "--by", "A. Clerk"]);
    assert_eq!((&several["children"], &several["copies"], &several["undecided"]), (&12.into(), &11.into(), &0.into()));
    // One child is an exception, and stays one.
    let one = ["--row", "children.csv:3", "--parents", "second", "--by", "A. Clerk", "--reason", "as the family asked"];
    desk.json("decide", &one);
    desk.signed_and_released();
    let plan = desk.json("plan", &[]);
    let count = |key: &str| plan[key].as_u64();
    assert_eq!((count("letters"), count("copies")), (Some(12), Some(10)), "{plan}");
    let package = desk.export("out");
    let (code, said) = verify(&package);
    assert_eq!(code, 0, "{said}");
    let pieces = manifest(&package);
    let of = |kind: &str| pieces.iter().filter(|row| row["record_kind"] == kind).count();
    assert_eq!((of("live"), of("copy")), (12, 10));
    let places: Vec<&str> = pieces.iter().map(|row| row["address1"].as_str()).collect();
    assert!(places.contains(&"201 Elsewhere Road") && !places.contains(&"101 Invented Way"), "the exception");
    assert!(places.contains(&"102 Invented Way") && !places.contains(&"202 Elsewhere Road"), "custody");
    assert!(places.contains(&"100 Invented Way") && places.contains(&"200 Elsewhere Road"), "both");
    let totals = std::fs::read_to_string(package.join("40_control_totals.json")).expect("totals");
    let totals: serde_json::Value = serde_json::from_str(&totals).expect("JSON");
    assert_eq!((&totals["rows"]["letters"], &totals["pieces"]["copy"]), (&12.into(), &10.into()));
    assert_eq!(totals["pieces"]["all"], pieces.len());
    // The law is that of the child's home, wherever the father lives.
    assert!(pieces.iter().all(|row| row["version"].starts_with("TX-")));
}

#[test]
fn a_copy_is_printed_again_and_comes_back_as_itself() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "both", "--by", "A. Clerk"]);
    desk.signed_and_released();
    let pieces = manifest(&desk.export("out"));
    let copy = pieces.iter().find(|row| row["address1"] == "205 Elsewhere Road").expect("a copy");
    let letter = pieces.iter().find(|row| row["address1"] == "105 Invented Way").expect("a letter");
    let select = list(&desk, "again.csv", "piece_id", &[copy["piece_id"].clone()]);
    let out = desk.path("again").display().to_string();
    let again = desk.json("reprint", &["--pieces", &select, "--out", &out, "--by", "A. Clerk"]);
    assert_eq!(again["produced"]["pieces"], 1);
    let package = std::path::PathBuf::from(again["package"].as_str().expect("a folder"));
    assert_eq!(verify(&package).0, 0);
    let anew = manifest(&package);
    assert_eq!((&anew[0]["address1"], &anew[0]["record_kind"]), (&copy["address1"], &"copy".to_owned()));
    assert_eq!((&anew[0]["supersedes"], &anew[0]["page_hash"]), (&copy["piece_id"], &copy["page_hash"]));
    // The copy and the letter of one child come back and are known as two pieces.
    let back = [anew[0]["piece_id"].clone(), letter["piece_id"].clone()]
        .map(|id| format!("{id},not deliverable as addressed"));
    let back = list(&desk, "returned.csv", "piece_id,reason", &back);
    assert_eq!(desk.json("returns", &[&back, "--by", "A. Clerk"])["recorded"], 2);
    // A new address for the father is his, and no new address of the child.
    let moved = format!("{},9 Other Way,,Portland,ME,04101", anew[0]["piece_id"]);
    let moved = list(&desk, "moved.csv", "piece_id,address_1,address_2,city,state,zip", &[moved]);
    let told = desk.json("remail", &["--pieces", &moved, "--by", "A. Clerk", "--reason", "the father wrote"]);
    assert_eq!((&told["people"], &told["held"]), (&1.into(), &0.into()), "{told}");
    let plan = desk.json("plan", &[]);
    assert_eq!((&plan["letters"], &plan["copies"]), (&0.into(), &1.into()), "{plan}");
}

#[test]
fn a_choice_falls_with_the_parents_that_it_was_about() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "first", "--by", "A. Clerk"]);
    let one = ["--row", "children.csv:2", "--parents", "both", "--by", "A. Clerk", "--reason", "both asked for it"];
    desk.json("decide", &one);
    assert_eq!(desk.json("status", &[])["held"], 0);
    let text = std::fs::read_to_string(&file).expect("the file").replace("200 Elsewhere", "300 Elsewhere");
    std::fs::write(&file, text).expect("written");
    let joined = desk.json("guardians", &[&file, "--by", "A. Clerk"]);
    assert_eq!(joined["several"]["rule"], "first", "the rule goes on");
    assert_eq!(joined["several"]["undecided"], 1, "{joined}");
    // A rule without a file, and a choice where there is none.
    let empty = Desk::new();
    assert!(empty.refused("guardians", &["--parents", "both", "--by", "A. Clerk"]).contains("no file of guardians"));
    let (code, _, err) = outcome(&desk.run("guardians", &["--parents", "neither", "--by", "A. Clerk"]));
    assert!(code == 2 && err.contains("both, first, second, or custody"), "{err}");
}
