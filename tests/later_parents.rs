//! Parents who change after letters about their child went out: whom a reprint may reach, whose a decided address is, who is still to
//! be written to, and parents of a child that stands on two rows.

use crate::case::outcome;
use crate::casefile::Desk;
use crate::incidents::{HEAD, Row, list, manifest, verify};
use crate::parents::families;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Changes the file of guardians and joins it again.
fn rejoin(desk: &Desk, file: &str, from: &str, to: &str) -> Value {
    let text = std::fs::read_to_string(file).expect("the file");
    assert!(text.contains(from), "{from}");
    std::fs::write(file, text.replace(from, to)).expect("written");
    desk.json("guardians", &[file, "--by", "A. Clerk"])
}

fn at<'r>(pieces: &'r [Row], street: &str) -> &'r Row {
    pieces.iter().find(|row| row["address1"] == street).unwrap_or_else(|| panic!("{street} gets a piece"))
}

fn streets(pieces: &[Row]) -> Vec<&str> {
    let mut streets: Vec<&str> = pieces.iter().map(|row| row["address1"].as_str()).collect();
    streets.sort_unstable();
    streets
}

/// The twelve families with a copy to every father but one, mailed.
fn mailed() -> (Desk, String, Vec<Row>) {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "both", "--by", "A. Clerk"]);
    desk.signed_and_released();
    let pieces = manifest(&desk.export("out"));
    assert_eq!(pieces.len(), 23);
    (desk, file, pieces)
}

fn select(desk: &Desk, name: &str, pieces: &[&Row]) -> String {
    let ids: Vec<String> = pieces.iter().map(|row| row["piece_id"].clone()).collect();
    list(desk, name, "piece_id", &ids)
}

/// The pieces of the next wave.
fn next_wave(desk: &Desk, to: &str) -> Vec<Row> {
    desk.signed_and_released();
    let package = desk.export(to);
    let (code, said) = verify(&package);
    assert_eq!(code, 0, "{said}");
    manifest(&package)
}

#[test]
fn a_reprint_reaches_nobody_who_is_barred_since() {
    let (desk, file, pieces) = mailed();
    let [barred, stays, out, moved, renamed] =
        ["205 Elsewhere Road", "206 Elsewhere Road", "107 Invented Way", "108 Invented Way", "209 Elsewhere Road"]
            .map(|street| at(&pieces, street));
    // A mark of custody, an exclusion, another address, and another father.
    rejoin(&desk, &file, "Osei,Dunmore,Father,", "Osei,Dunmore,Father,no");
    rejoin(&desk, &file, "Osei,Hollis,Father", "Cyril,Hollis,Father");
    let decide = |row: &str, more: &[&str]| {
        let mut all = vec!["--row", row, "--by", "A. Clerk", "--reason", "as the family asked"];
        all.extend(more);
        desk.json("decide", &all);
    };
    decide("children.csv:9", &["--exclude"]);
    decide(
        "children.csv:10",
        &["--readdress", "--address-1", "1 Safe Way", "--city", "Austin", "--state", "TX", "--zip", "78701"],
    );
    let outdir = desk.path("again").display().to_string();
    let none = select(&desk, "none.csv", &[barred, out]);
    let said = desk.refused("reprint", &["--pieces", &none, "--out", &outdir]);
    assert!(
        said.contains("not written to any more") && said.contains("taken out") && said.contains("line 7"),
        "{said}"
    );
    assert!(!said.contains("Dunmore") && !said.contains("Osei"), "{said}");
    let some = select(&desk, "some.csv", &[barred, stays, out, moved, renamed]);
    let wanted = ["--pieces", &some, "--out", &outdir, "--large-by", "V. Vendor", "--json"];
    let (code, told, err) = outcome(&desk.run("reprint", &wanted));
    assert_eq!(code, 1, "{err}");
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let why = |row: &Row| {
        let left = told["left_out"].as_array().expect("pieces");
        left.iter().find(|piece| piece["piece_id"] == *row["piece_id"]).map(|piece| piece["why"].clone())
    };
    assert_eq!(
        [barred, stays, out, moved, renamed].map(why),
        [Some("addressee".into()), None, Some("excluded".into()), Some("address".into()), Some("addressee".into())],
        "{told}"
    );
    assert_eq!((&told["produced"]["pieces"], &told["left_out"][0]["list"]), (&1.into(), &"children.csv".into()));
    let package = PathBuf::from(told["package"].as_str().expect("a package"));
    assert_eq!((verify(&package).0, streets(&manifest(&package))), (0, vec!["206 Elsewhere Road"]));
}

#[test]
fn an_address_for_one_parent_is_not_used_for_another() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "first", "--by", "A. Clerk"]);
    let of = |row: &str, more: &[&str]| {
        let mut all = vec!["--row", row, "--by", "A. Clerk", "--reason", "the family wrote"];
        all.extend(more);
        desk.json("decide", &all)
    };
    // The mother's new address; then the father is chosen, who has one of his own.
    of(
        "children.csv:2",
        &["--readdress", "--address-1", "1 Mothers Way", "--city", "Austin", "--state", "TX", "--zip", "78701"],
    );
    let told = of("children.csv:2", &["--parents", "second"]);
    assert_eq!(told["addresses_of_others"], 1, "{told}");
    // The same by a changed file, which names another mother; she has none, so that the child's own counts.
    of(
        "children.csv:3",
        &["--readdress", "--address-1", "2 Mothers Way", "--city", "Austin", "--state", "TX", "--zip", "78701"],
    );
    rejoin(&desk, &file, "Grace,Harrowgate,Mother,,101 Invented Way", "Mabel,Harrowgate,Mother,,101 Invented Way");
    // The same parent, spelled otherwise, keeps it.
    of(
        "children.csv:5",
        &["--readdress", "--address-1", "3 Mothers Way", "--city", "Austin", "--state", "TX", "--zip", "78701"],
    );
    rejoin(&desk, &file, "Grace,Brindle", "Grace M,Brindle");
    let pieces = next_wave(&desk, "out");
    let sent = streets(&pieces);
    assert!(sent.contains(&"200 Elsewhere Road") && !sent.contains(&"1 Mothers Way"), "{sent:?}");
    assert!(sent.contains(&"101 Invented Way") && !sent.contains(&"2 Mothers Way"), "{sent:?}");
    assert!(sent.contains(&"3 Mothers Way"), "{sent:?}");
}

#[test]
fn a_new_address_of_a_returned_letter_is_its_addressees() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "first", "--by", "A. Clerk"]);
    desk.signed_and_released();
    let pieces = manifest(&desk.export("out"));
    let letter = at(&pieces, "105 Invented Way");
    let back = list(&desk, "back.csv", "piece_id,reason", &[format!("{},moved", letter["piece_id"])]);
    desk.json("returns", &[&back, "--by", "A. Clerk"]);
    let new = list(
        &desk,
        "new.csv",
        "piece_id,address_1,address_2,city,state,zip",
        &[format!("{},1 Mothers Way,,Austin,TX,78701", letter["piece_id"])],
    );
    desk.json("remail", &["--pieces", &new, "--by", "A. Clerk", "--reason", "the post's records"]);
    let one = ["--row", "children.csv:7", "--parents", "second", "--by", "A. Clerk", "--reason", "he has custody"];
    desk.json("decide", &one);
    let wave = next_wave(&desk, "second");
    assert_eq!(streets(&wave), ["205 Elsewhere Road"], "the father's, not the mother's new one");
}

#[test]
fn a_copy_that_came_back_goes_again() {
    let (desk, file, pieces) = mailed();
    let copy = at(&pieces, "205 Elsewhere Road");
    let back = list(&desk, "back.csv", "piece_id,reason", &[format!("{},moved", copy["piece_id"])]);
    desk.json("returns", &[&back, "--by", "A. Clerk"]);
    let new = list(
        &desk,
        "new.csv",
        "piece_id,address_1,address_2,city,state,zip",
        &[format!("{},9 Other Way,,Portland,ME,04101", copy["piece_id"])],
    );
    let told = desk.json("remail", &["--pieces", &new, "--by", "A. Clerk", "--reason", "the father wrote"]);
    assert_eq!(told["people"], 1);
    let outdir = desk.path("again").display().to_string();
    assert!(
        desk.refused("reprint", &["--pieces", &select(&desk, "old.csv", &[copy]), "--out", &outdir])
            .contains("another address")
    );
    let wave = next_wave(&desk, "second");
    assert_eq!((wave.len(), wave[0]["record_kind"].as_str(), wave[0]["address1"].as_str()), (1, "copy", "9 Other Way"));
    // It can be printed again, and nobody is written to a third time.
    let told = desk.json("reprint", &["--pieces", &select(&desk, "anew.csv", &[&wave[0]]), "--out", &outdir]);
    let again = manifest(Path::new(told["package"].as_str().expect("a package")));
    assert_eq!(again[0]["page_hash"], wave[0]["page_hash"]);
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("already been mailed"));
    drop(file);
}

#[test]
fn a_parent_who_is_added_later_gets_a_copy_and_nobody_gets_two() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "first", "--by", "A. Clerk"]);
    desk.signed_and_released();
    assert_eq!(manifest(&desk.export("out")).len(), 12);
    // A choice for one child, a new father of another, a mother under another spelling, and a father who is barred.
    let one = ["--row", "children.csv:7", "--parents", "both", "--by", "A. Clerk", "--reason", "both asked for it"];
    desk.json("decide", &one);
    rejoin(&desk, &file, "Grace,Brindle", "Grace M,Brindle");
    let plan = desk.json("plan", &[]);
    assert_eq!((&plan["letters"], &plan["copies"]), (&0.into(), &1.into()), "{plan}");
    let wave = next_wave(&desk, "second");
    assert_eq!(streets(&wave), ["205 Elsewhere Road"]);
    assert_eq!(wave[0]["record_kind"], "copy");
    // The rule for all: whoever was written to is not written to again, by letter or copy.
    rejoin(&desk, &file, "Osei,Eastgate,Father,", "Osei,Eastgate,Father,no");
    desk.json("guardians", &["--parents", "both", "--by", "A. Clerk"]);
    let third = next_wave(&desk, "third");
    let sent = streets(&third);
    assert_eq!(sent.len(), 9, "twelve without custody alone, the one before and the barred one: {sent:?}");
    assert!(sent.iter().all(|street| street.ends_with("Elsewhere Road")) && !sent.contains(&"205 Elsewhere Road"));
    assert!(!sent.contains(&"206 Elsewhere Road"));
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("already been mailed"));
    let status = desk.json("status", &[]);
    assert_eq!((&status["letters"], &status["held"]), (&12.into(), &0.into()));
}

#[test]
fn parents_under_every_number_of_a_child_count() {
    let desk = Desk::new();
    let row = |id: &str, home: &str| format!("{id},Ada,Okafor,03/04/2014,,,,,{home},Austin,TX,78745");
    let mut rows = vec![row("R01", "7 Invented Way"), row("R02", "7 Invented Way")];
    rows.extend((3..9).map(|n| {
        format!(
            "R{n:02},Ben,Quillon{},04/0{n}/2013,,,,,{n}0 Invented Way,Austin,TX,78745",
            ["a", "b", "c", "d", "e", "f"][n - 3]
        )
    }));
    desk.json("import", &[&list(&desk, "children.csv", HEAD, &rows)]);
    let status = desk.json("status", &[]);
    assert_eq!((&status["letters"], &status["merged"]), (&7.into(), &1.into()), "{status}");
    let headings = "record_id,parent_first,parent_last,relation,custody,address_1,city,state,zip";
    let others: Vec<String> = (3..9)
        .map(|n| {
            let last = ["a", "b", "c", "d", "e", "f"][n - 3];
            format!("R{n:02},Grace,Quillon{last},Mother,,{n}0 Invented Way,Austin,TX,78745")
        })
        .collect();
    let join = |own: &[&str]| {
        let rows: Vec<String> = own.iter().map(|row| (*row).to_owned()).chain(others.iter().cloned()).collect();
        let file = list(&desk, "parents.csv", headings, &rows);
        desk.json("guardians", &[&file, "--parents", "both", "--by", "A. Clerk"])
    };
    let of = |id: &str, first: &str, custody: &str, home: &str| {
        let relation = if first == "Grace" { "Mother" } else { "Father" };
        format!("{id},{first},Okafor,{relation},{custody},{home}")
    };
    let (home, elsewhere) = ("7 Invented Way,Austin,TX,78745", "9 Elsewhere Road,Austin,TX,78701");
    let (mother, again) = (of("R01", "Grace", "", home), of("R02", "Grace", "", home));
    // The father stands under the second number alone.
    let joined = join(&[&mother, &again, &of("R02", "Osei", "", elsewhere)]);
    assert_eq!(joined["several"]["copies"], 1, "{joined}");
    assert_eq!(joined["strangers"], 0, "{joined}");
    // A father who is barred under the second number is barred under the first.
    let first = of("R01", "Osei", "", elsewhere);
    let joined = join(&[&mother, &first, &again, &of("R02", "Osei", "no", elsewhere)]);
    assert_eq!(joined["several"]["copies"], 0, "{joined}");
    // He lives with the child by the second number: nobody is written to there.
    join(&[&mother, &again, &of("R02", "Osei", "no", home)]);
    assert_eq!(desk.json("status", &[])["held"], 1);
    // One person under both is one.
    let joined = join(&[&mother, &again]);
    assert_eq!((&joined["several"]["copies"], &desk.json("status", &[])["held"]), (&0.into(), &0.into()), "{joined}");
    // One parent under each: whether they are one child, a person says; then both are its parents.
    join(&[&mother, &of("R02", "Osei", "", elsewhere)]);
    assert_eq!(desk.json("status", &[])["held"], 2);
    let same = ["--person", "2", "--same-as", "1", "--by", "A. Clerk", "--reason", "one child, two charts"];
    let told = desk.json("decide", &same);
    assert_eq!((&told["letters"], &told["held"]), (&7.into(), &0.into()), "{told}");
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    assert_eq!(desk.json("plan", &[])["copies"], 1);
    let one = ["--person", "1", "--parents", "second", "--by", "A. Clerk", "--reason", "as the family asked"];
    desk.json("decide", &one);
    assert_eq!(desk.json("plan", &[])["copies"], 0);
    let pieces = next_wave(&desk, "out");
    assert!(streets(&pieces).contains(&"9 Elsewhere Road") && !streets(&pieces).contains(&"7 Invented Way"));
}

/// A thousand children of one street, of whom the file of guardians has the names or birth dates.
fn thousand(heading: &str, cell: impl Fn(usize) -> String, swap: (usize, usize)) -> (Desk, String) {
    let desk = Desk::new();
    let (firsts, lasts) =
        (["Ada", "Ben", "Cyd", "Dov", "Eve", "Fay", "Gus", "Hal"], ["Okafor", "Quillon", "Brindle", "Hollis", "Ibsen"]);
    let name = |n: usize| (firsts[n % 8], lasts[n % 5]);
    let day = |n: usize| format!("{:02}/{:02}/2014", n % 12 + 1, n % 28 + 1);
    let rows: Vec<String> = (0..1000)
        .map(|n| format!("R{n:04},{},{},{},,,,,{} Invented Way,Austin,TX,78745", name(n).0, name(n).1, day(n), 100 + n))
        .collect();
    desk.json("import", &[&list(&desk, "children.csv", HEAD, &rows)]);
    let mut numbers: Vec<usize> = (0..1000).collect();
    numbers.swap(swap.0, swap.1);
    let parents: Vec<String> =
        (0..1000).map(|n| format!("R{:04},Grace,{},{}", numbers[n], name(n).1, cell(n))).collect();
    let file = list(&desk, "parents.csv", &format!("record_id,parent_first,parent_last,{heading}"), &parents);
    (desk, file)
}

#[test]
fn a_slipped_row_is_seen_by_the_childs_name_or_birth_date() {
    let firsts = ["Ada", "Ben", "Cyd", "Dov", "Eve", "Fay", "Gus", "Hal"];
    let lasts = ["Okafor", "Quillon", "Brindle", "Hollis", "Ibsen"];
    let by_name = |n: usize| format!("{} {}", firsts[n % 8], lasts[n % 5].to_uppercase());
    let (desk, file) = thousand("Child Name", by_name, (400, 405));
    let joined = desk.json("guardians", &[&file, "--by", "A. Clerk"]);
    assert_eq!((&joined["joined"], &joined["other_child"]["rows"]), (&998.into(), &2.into()), "{joined}");
    assert_eq!(joined["other_child"]["lines"], serde_json::json!([402, 407]));
    let by_day = |n: usize| format!("2014-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
    let (desk, file) = thousand("Child DOB", by_day, (400, 405));
    let joined = desk.json("guardians", &[&file, "--by", "A. Clerk"]);
    assert_eq!((&joined["joined"], &joined["other_child"]["rows"]), (&998.into(), &2.into()), "{joined}");
    let (code, text, _) = outcome(&desk.run("guardians", &[&file, "--by", "A. Clerk"]));
    assert!(code < 2 && text.contains("402, 407") && !text.contains("Okafor"), "{text}");
}

#[test]
fn proofs_and_release_tell_of_copies() {
    let (desk, file) = families();
    desk.json("guardians", &[&file, "--parents", "both", "--by", "A. Clerk"]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let out = desk.path("proofs").display().to_string();
    let told = desk.json("proofs", &["--out", &out, "--random", "100"]);
    let index = told["index"].as_array().expect("an index");
    assert!(index.iter().any(|proof| proof["copy"] == 1), "{told}");
    assert_eq!((&told["letters"], &told["copies"]), (&12.into(), &11.into()));
    let released = desk.json("release", &["--by", "A. Practice"]);
    assert_eq!((&released["letters"], &released["copies"]), (&12.into(), &11.into()), "{released}");
    let asked = desk.path("ask.csv").display().to_string();
    let told = desk.json("addresses", &["--out", &asked]);
    let text = std::fs::read_to_string(&asked).expect("the table");
    assert!(!text.contains("Elsewhere Road"), "addresses of parents are the file's");
    assert_eq!(told["copies"], 11, "{told}");
}
