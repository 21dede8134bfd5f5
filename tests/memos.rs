//! Memos to the file: what is open about a letter, and who accepted it, why.

use crate::case::{outcome, sample, say};
use crate::casefile::Desk;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

const MAINE: &str = "ME-adult-en";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    desk
}

fn folder(report: &Value) -> PathBuf {
    PathBuf::from(report["folder"].as_str().unwrap_or_else(|| panic!("{report:#}")))
}

/// A part of a Word document, without its tags.
fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(file).expect("a document"))).expect("a package");
    let mut xml = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut xml).expect("text");
    let mut text = String::new();
    for piece in xml.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or_default();
        if tag.starts_with("/w:p") {
            text.push('\n');
        }
        text.push_str(words);
    }
    text
}

/// The memo of Maine's letter to adults, in a folder of this name.
fn memo(desk: &Desk, out: &str, more: &[&str]) -> String {
    let out = desk.path(out).display().to_string();
    let made = desk.json("memos", &[&["--out", out.as_str(), "--variant", MAINE], more].concat());
    part(&folder(&made).join(format!("memo_{MAINE}.docx")), "word/document.xml")
}

/// The open points of a packet, with a reason beside each that `reason` gives one.
fn filled_in(desk: &Desk, reason: impl Fn(&csv::StringRecord) -> &'static str) -> PathBuf {
    let out = desk.path("pack").display().to_string();
    let pack = folder(&desk.json("proofs", &["--counsel", "--out", &out]));
    let mut table = csv::Reader::from_path(pack.join("14_open_points.csv")).expect("a table");
    let headings = table.headers().expect("headings").clone();
    assert_eq!(headings.get(headings.len() - 1), Some("reason"));
    let file = desk.path("reasons.csv");
    let mut filled = csv::Writer::from_path(&file).expect("a table");
    filled.write_record(&headings).expect("written");
    for row in table.records() {
        let row = row.expect("a row");
        let cells = row.iter().take(row.len() - 1).chain([reason(&row)]);
        filled.write_record(cells).expect("written");
    }
    filled.flush().expect("written");
    file
}

/// Changes one sentence of every letter.
fn change_wording(desk: &Desk) {
    let file = desk.path("own.md.hbs");
    let passage = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/passages/closing.md.hbs"));
    let passage = passage.expect("a passage").replace("sorry for the worry", "very sorry for the worry");
    fs::write(&file, passage).expect("written");
    let file = file.display().to_string();
    desk.json("wording", &["passages/closing.md.hbs", "--from", &file, "--by", "C. Counsel", "--reason", "kinder"]);
}

#[test]
fn a_memo_says_what_was_accepted_by_whom_and_why() {
    let desk = desk();
    let before = memo(&desk, "before", &[]);
    for words in ["Memorandum to file", "10 Me. Rev. Stat.", "Not accepted yet", "has not been approved"] {
        assert!(before.contains(words), "{words}: {before}");
    }

    let of_law = |row: &csv::StringRecord| if &row[1] == "State law" { "Read the statute again." } else { "" };
    let file = filled_in(&desk, of_law).display().to_string();
    let report = desk.json("approve", &["--by", "C. Counsel", "--all", "--reasons", &file]);
    let points = report["open_points"].as_array().expect("points");
    let without = points.iter().filter(|point| point["reason"] == "").count();
    assert_eq!(report["without_reason"], without);
    assert!(points.iter().all(|point| (point["kind"] == "law") == (point["reason"] != "")), "{points:#?}");
    assert!(
        points.iter().any(|point| point["kind"] == "contact"),
        "numbers of bureaus that want a source are open points"
    );

    let after = memo(&desk, "after", &["--label", "privileged", "--label", "draft"]);
    for words in [
        "Read the statute again.",
        "No reason was given.",
        "Accepted by C. Counsel on ",
        "The text as it is now",
        "passport",
    ] {
        assert!(after.contains(words), "{words}: {after}");
    }
    assert!(!after.contains("Not accepted yet"), "{after}");

    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(!audit.contains("Read the statute again."), "reasons stand in no audit");
}

#[test]
fn a_reason_that_was_given_stands_until_another_is_given() {
    let desk = desk();
    desk.json("approve", &["--by", "C. Counsel", "--all", "--reason", "Accepted at first."]);
    change_wording(&desk);
    let changed = memo(&desk, "changed", &[]);
    for words in ["Not accepted yet for this text; for an earlier text by C. Counsel", "An earlier text", "very"] {
        assert!(changed.contains(words), "{words}: {changed}");
    }

    let report = desk.json("approve", &["--by", "D. Counsel", "--all"]);
    assert_eq!(report["without_reason"], 0, "{report:#}");
    let again = memo(&desk, "again", &[]);
    assert_eq!(report["carried_over"].as_u64(), report["open_points"].as_array().map(|all| all.len() as u64));
    let carried = "Accepted at first. (given by C. Counsel, action 3, and carried over)";
    for words in [carried, "Accepted by D. Counsel on ", "None: the text is the one that was approved."] {
        assert!(again.contains(words), "{words}: {again}");
    }
}

#[test]
fn a_label_stands_on_every_page_of_the_memo_and_on_every_text_of_the_packet() {
    let desk = desk();
    let out = desk.path("labelled").display().to_string();
    let label = ["--label", "draft", "--label", "privileged"];
    let line = "PRIVILEGED AND CONFIDENTIAL – DRAFT";
    let made = folder(&desk.json("memos", &[&["--out", &out, "--variant", MAINE], &label[..]].concat()));
    let file = made.join(format!("memo_{MAINE}.docx"));
    assert_eq!(part(&file, "word/header1.xml").trim(), line);
    assert!(part(&file, "word/footer1.xml").contains(&format!("Letter version {MAINE}. Page ")));

    let pack = folder(&desk.json("proofs", &[&["--counsel", "--out", &out], &label[..]].concat()));
    let mut texts = 0;
    for entry in fs::read_dir(&pack).expect("the packet").flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "txt") {
            let text = fs::read_to_string(entry.path()).expect("text");
            assert!(text.starts_with(line), "{:?}", entry.file_name());
            texts += 1;
        }
    }
    assert!(texts > 100, "{texts}");
    assert!(pack.join(format!("29_{MAINE}.memo.docx")).exists());
    let why = desk.refused("memos", &["--out", &out, "--label", "secret"]);
    assert!(why.contains("privileged") && why.contains("draft"), "{why}");
}

#[test]
fn reasons_that_fit_nothing_are_told_and_other_tables_are_refused() {
    let desk = desk();
    let file = desk.path("reasons.csv");
    let shown = file.display().to_string();
    fs::write(&file, "point,reason\n0123456789,Nothing has this key.\n").expect("written");
    let report = desk.json("approve", &["--by", "C. Counsel", "--variant", MAINE, "--reasons", &shown]);
    assert_eq!(report["reasons_unused"], serde_json::json!(["0123456789"]));
    assert_eq!(report["approved"], serde_json::json!([MAINE]));

    fs::write(&file, "name,why\nA,B\n").expect("written");
    let why = desk.refused("approve", &["--by", "C. Counsel", "--all", "--reasons", &shown]);
    assert!(why.contains("not a table of open points") && why.contains("14_open_points.csv"), "{why}");
    let long = "x".repeat(1_001);
    for (table, told) in [
        (format!("point,reason\np123456789,{long}\n"), "longer than 1000 characters"),
        ("point,reason\np123456789,\"one\ntwo\"\n".to_owned(), "line 2: The reason has a line break"),
        ("point,reason\np123456789,a\u{b}b\n".to_owned(), "control"),
        ("point,reason\np123456789,one\np123456789,two\n".to_owned(), "another reason in an earlier row"),
        ("point,reason\np123456789,\n".to_owned(), "No row has a reason"),
    ] {
        fs::write(&file, table).expect("written");
        let why = desk.refused("approve", &["--by", "C. Counsel", "--all", "--reasons", &shown]);
        assert!(why.contains(told), "{told}: {why}");
    }
    // As spreadsheet programs of other countries save it.
    for (variant, table) in [
        ("CA-adult-en", "\u{feff}sep=;\r\nPoint;Reason\r\nP123456789;fine\r\n"),
        ("NY-adult-en", "point\treason\np123456789\tfine\n"),
    ] {
        fs::write(&file, table).expect("written");
        let report = desk.json("approve", &["--by", "C. Counsel", "--variant", variant, "--reasons", &shown]);
        assert_eq!(report["reasons_unused"], serde_json::json!(["p123456789"]));
    }
    let why = desk.refused("approve", &["--by", "C. Counsel", "--variant", MAINE, "--reason", "once more"]);
    assert!(why.contains("approved already"), "{why}");
    assert_eq!(
        desk.json("status", &[])["unsigned"].as_array().map(|all| all.iter().any(|v| v["variant"] == MAINE)),
        Some(false)
    );
}

#[test]
fn a_reason_that_is_carried_over_stays_that_of_its_version() {
    let desk = desk();
    let file = filled_in(&desk, |_| "Of the first version.").display().to_string();
    desk.json("approve", &["--by", "C. Counsel", "--variant", MAINE, "--reasons", &file]);
    let file = filled_in(&desk, |_| "Of the second version.").display().to_string();
    desk.json("approve", &["--by", "D. Counsel", "--variant", "CA-adult-en", "--reasons", &file]);
    change_wording(&desk);
    desk.json("approve", &["--by", "E. Counsel", "--variant", MAINE, "--variant", "CA-adult-en"]);
    let maine = memo(&desk, "again", &[]);
    assert!(maine.contains("Of the first version. (given by C. Counsel"), "{maine}");
    assert!(!maine.contains("Of the second version."), "{maine}");
}

/// A letter in two languages has the same point in the files of both.
#[test]
fn a_point_of_both_languages_of_a_letter_is_one_point() {
    let desk = Desk::new();
    let list = desk.path("people.csv").display().to_string();
    let (code, _, why) = outcome(&say(&["sample-list", "--people", "1000", "--seed", "1", "--out", &list]));
    assert_eq!(code, 0, "{why}");
    desk.json("import", &[&list]);
    let report = desk.json("approve", &["--by", "C. Counsel", "--all", "--reason", "Read."]);
    assert_eq!((&report["unsigned"], &report["without_reason"]), (&serde_json::json!([]), &serde_json::json!(0)));
    let points = report["open_points"].as_array().expect("points");
    let keys: BTreeSet<&str> = points.iter().filter_map(|point| point["key"].as_str()).collect();
    assert_eq!(keys.len(), points.len(), "{points:#?}");
    let both = points.iter().filter_map(|point| point["look_at"].as_str()).find(|place| place.contains("; "));
    assert_eq!(both, Some("es/passages/addendum.md.hbs; passages/addendum.md.hbs"));
}
