//! Documents for people to look at before a run: the plan, the proofs, counsel's pack, and the signature under it.

use crate::case::sample;
use crate::casefile::{Desk, copy};
use crate::incidents::{HEAD, list, manifest, names_nobody, readable, table};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn filled() -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    desk
}

fn folder(report: &Value) -> PathBuf {
    PathBuf::from(report["folder"].as_str().expect("a folder"))
}

#[test]
fn a_plan_is_what_the_export_makes() {
    let desk = filled();
    let plan = desk.json("plan", &[]);
    let reasons: Vec<_> = plan["in_the_way"].as_array().expect("reasons").iter().filter_map(Value::as_str).collect();
    assert!(reasons.len() == 2 && reasons[0].contains("Counsel") && reasons[1].contains("released"), "{reasons:?}");
    desk.signed_and_released();
    let plan = desk.json("plan", &[]);
    assert_eq!(plan["in_the_way"], serde_json::json!([]));
    let owed = plan["to_know"].to_string();
    assert!(owed.contains("Maryland"), "{owed}");
    // Medical and insurance data alone is not what the laws of these states cover.
    assert!(!owed.contains("New Jersey") && !owed.contains("New Hampshire"), "{owed}");
    assert_eq!(plan["waiting"], serde_json::json!([]));
    let package = desk.export("out");
    let pieces = manifest(&package);
    let sum = |column: &str| pieces.iter().map(|row| row[column].parse::<u64>().expect("a number")).sum::<u64>();
    assert_eq!(plan["letters"], pieces.len());
    assert_eq!(plan["sheets"], sum("sheets"));
    assert_eq!(plan["pages"], sum("pages") - sum("blank_pages"));
    let files: u64 = plan["files"].as_array().expect("files").iter().filter_map(|file| file["pieces"].as_u64()).sum();
    assert_eq!(files, pieces.len() as u64);
    let after = desk.json("plan", &[]);
    assert_eq!(
        (&after["letters"], &after["wave"], &after["mailed_before"]),
        (&0.into(), &2.into(), &pieces.len().into())
    );
}

#[test]
fn proofs_are_of_every_variant_and_every_extreme() {
    let desk = filled();
    let out = desk.path("proofs").display().to_string();
    let report = desk.json("proofs", &["--out", &out, "--random", "7", "--seed", "42"]);
    let folder = folder(&report);
    let rows = table(&folder.join("00_proofs.csv"));
    assert_eq!(rows.len() as u64, report["picked"].as_u64().expect("a number"));
    let count = |reason: &str| rows.iter().filter(|row| row["reasons"].contains(reason)).count();
    assert_eq!(count("random sample"), 7);
    for reason in ["longest name", "shortest name", "longest address line", "most kinds", "most pages", "beyond A to Z"]
    {
        assert_eq!(count(reason), 1, "{reason}");
    }
    let status = desk.json("status", &[]);
    assert_eq!(count("first letter of its version"), status["unsigned"].as_array().map_or(0, Vec::len));
    // The longest name of the list, by another count.
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let line_of = |row: &crate::incidents::Row| {
        list.lines().nth(row["line"].parse::<usize>().expect("a line") - 1).map(str::to_owned)
    };
    let longest = rows.iter().find(|row| row["reasons"].contains("longest name")).and_then(line_of).expect("a row");
    let letters = readable(&folder);
    let piece = rows.iter().find(|row| row["reasons"].contains("longest name")).expect("a proof");
    let (_, text) = letters.iter().find(|(name, _)| *name == piece["pdf_file"]).expect("its file");
    let page: usize = piece["page_start"].parse().expect("a page");
    let last = longest.split(',').nth(3).expect("a family name").trim_matches('"').to_owned();
    let page = text.split('\u{c}').nth(page - 1).expect("the page").replace('\n', " ");
    assert!(page.contains(last.split_whitespace().next().expect("a word")), "the index tells where it is");
    // The same picks again are the same folder; another seed makes another one.
    let again = desk.json("proofs", &["--out", &out, "--random", "7", "--seed", "42"]);
    assert_eq!(again["folder"], report["folder"]);
    assert_ne!(desk.json("proofs", &["--out", &out, "--random", "7", "--seed", "43"])["folder"], report["folder"]);
    // The index itself, which may be sent around, names nobody.
    let index = std::fs::read_to_string(folder.join("00_proofs.csv")).expect("the index");
    assert!(!index.contains(&last));
}

#[test]
fn counsels_pack_holds_every_text_and_nobody() {
    let desk = filled();
    let out = desk.path("pack").display().to_string();
    let report = desk.json("proofs", &["--out", &out, "--counsel"]);
    let folder = folder(&report);
    let files = readable(&folder);
    names_nobody(&files);
    let unsigned = desk.json("status", &[])["unsigned"].as_array().expect("variants").clone();
    for variant in unsigned.iter().filter_map(Value::as_str) {
        let named = |name: String| files.iter().find(|(own, _)| *own == name).map(|(_, text)| text.as_str());
        let text = named(format!("20_{variant}.txt")).unwrap_or_else(|| panic!("a text of {variant}"));
        assert!(text.contains("Law:") && text.contains("Notice"), "{variant}");
        assert!(variant.starts_with("ZZ") || named(format!("25_{variant}.redline.txt")).is_some(), "{variant}");
    }
    let (_, redline) = files.iter().find(|(name, _)| name == "25_TX-minor-en.redline.txt").expect("a redline");
    assert!(redline.contains("{+"), "Texas asks for more than nothing");
    let (_, page) = files.iter().find(|(name, _)| name == "50_signature_page.pdf").expect("a page");
    assert!(page.contains(&report["digest"].as_str().expect("a digest")[..40]), "{page}");
}

#[test]
fn only_texts_that_counsel_read_are_signed() {
    let desk = filled();
    let out = desk.path("pack").display().to_string();
    let report = desk.json("proofs", &["--out", &out, "--counsel"]);
    let pack = folder(&report).display().to_string();
    let templates = desk.path("templates");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let addendum = templates.join("jurisdictions/tx/addendum.md.hbs");
    let text = std::fs::read_to_string(&addendum).expect("a template");
    std::fs::write(&addendum, text + "\n\nOne more sentence.\n").expect("written");
    let page = desk.path("signed.pdf");
    std::fs::write(&page, "%PDF-1.7 the page that was signed").expect("written");
    let signing = ["--by", "C. Counsel", "--pack", &pack, "--from", &page.display().to_string()];
    let folder = templates.display().to_string();
    let signed = desk.json("approve", &[&signing[..], &["--templates", &folder]].concat());
    let names =
        |key: &str| signed[key].as_array().expect("variants").iter().filter_map(Value::as_str).collect::<Vec<_>>();
    assert!(!names("changed").is_empty() && names("changed").iter().all(|name| name.starts_with("TX-")), "{signed}");
    assert_eq!(names("changed"), names("unsigned"), "and they stay unsigned");
    assert!(names("approved").len() > 50);
    // With the words that counsel read, the rest is signed too.
    let signed = desk.json("approve", &signing);
    assert_eq!(signed["unsigned"], serde_json::json!([]));
    let other = desk.path("none").display().to_string();
    assert!(desk.refused("approve", &["--by", "C. Counsel", "--pack", &other]).contains("40_texts.json"));
    // What nobody needed when the pack was made is told apart from what changed.
    let row = "N1,Ada,Abernathy,05/06/1970,,,,,1 Elm St,Chicago,IL,60601".to_owned();
    desk.json("import", &["--adds", &list(&desk, "more.csv", HEAD, &[row])]);
    let later = desk.json("approve", &["--by", "C. Counsel", "--pack", &pack]);
    assert_eq!(
        (&later["not_in_pack"], &later["changed"]),
        (&serde_json::json!(["IL-adult-en"]), &serde_json::json!([]))
    );
    // The signed page comes out again as it went in.
    let pages = desk.path("pages").display().to_string();
    let files = desk.json("audit", &["--signed-pages", &pages]);
    let file = PathBuf::from(files[0].as_str().expect("a file"));
    assert_eq!(std::fs::read(file).expect("the page"), std::fs::read(&page).expect("the page"));
}
