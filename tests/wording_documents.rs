//! Wording as a Word document, edited with tracked changes, and read back. Documents that `LibreOffice` 7.4 saved are beside the text of
//! which they were made, in `data/word`; the others are edited here.

use crate::case::{outcome, sample};
use crate::casefile::Desk;
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

/// The template that documents are made of.
const PATH: &str = "passages/steps-heading.md.hbs";
/// Its text.
const TEXT: &str = include_str!("data/word/wording.md.hbs");

/// A case with people, in which the template has the text.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    save(&desk, TEXT);
    desk
}

fn save(desk: &Desk, text: &str) {
    let file = desk.path("own.md.hbs");
    fs::write(&file, text).expect("written");
    let file = file.display().to_string();
    desk.json("wording", &[PATH, "--from", &file, "--by", "C. Counsel", "--reason", "a text of the test"]);
}

/// The document of some templates.
fn made(desk: &Desk, name: &str, only: &[&str]) -> PathBuf {
    let file = desk.path(name);
    let shown = file.display().to_string();
    let only = only.iter().flat_map(|path| ["--only", path]);
    let arguments: Vec<&str> = ["--to-docx", &shown].into_iter().chain(only).collect();
    desk.json("wording", &arguments);
    file
}

/// The document with other XML.
fn edited(file: &Path, edit: impl Fn(String) -> String) -> PathBuf {
    let bytes = fs::read(file).expect("the document");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let other = if name == "word/document.xml" { edit(text.clone()) } else { text.clone() };
        assert!(name != "word/document.xml" || other != text, "something is edited");
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(other.as_bytes()).expect("written");
    }
    let path = file.with_extension("edited.docx");
    fs::write(&path, out.finish().expect("a package").into_inner()).expect("written");
    path
}

fn read(desk: &Desk, file: &Path, more: &[&str]) -> Value {
    let file = file.display().to_string();
    desk.json("wording", &[&["--from-docx", file.as_str()], more].concat())
}

fn libre_office(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/word").join(name)
}

/// The text of the one template that came back.
fn text(returned: &Value) -> &str {
    returned["templates"][0]["text"].as_str().unwrap_or_else(|| panic!("{returned:#}"))
}

#[test]
fn a_document_that_nobody_touched_comes_back_without_a_difference() {
    let desk = desk();
    for file in [made(&desk, "all.docx", &[]), libre_office("none.docx")] {
        let returned = read(&desk, &file, &[]);
        assert_eq!((&returned["templates"], &returned["saved"]), (&serde_json::json!([]), &Value::Bool(false)));
        assert!(returned["read"].as_u64().is_some_and(|read| read == 1 || read > 150), "{returned}");
    }
}

#[test]
fn what_libre_office_saved_comes_back_as_it_was_edited() {
    let desk = desk();
    let has = |name: &str, there: &[&str], gone: &[&str], tracked: bool| {
        let returned = read(&desk, &libre_office(name), &[]);
        let own = text(&returned);
        assert!(
            there.iter().all(|words| own.contains(words)) && !gone.iter().any(|words| own.contains(words)),
            "{name}: {own}"
        );
        assert_eq!(
            returned["templates"][0]["changed_by"].as_array().is_some_and(|by| !by.is_empty()),
            tracked,
            "{name}"
        );
        assert_eq!(returned["templates"][0]["untracked"], !tracked, "{name}");
        assert!(returned["effect"]["changes"].as_array().is_some_and(|changes| !changes.is_empty()), "{name}");
    };
    has("insert.docx", &["The freely first sentence"], &[], true);
    has("delete.docx", &["\nfirst sentence of"], &["The first"], true);
    has("split.docx", &["The\n\nfirst sentence"], &[], true);
    has("accepted.docx", &["The freely first sentence"], &[], false);
    has("untracked.docx", &["The freely first sentence"], &[], false);
    has("move.docx", &["Moved: The first sentence of"], &["\nThe first sentence"], true);
    has("merge.docx", &["ends here.The second"], &[], true);
    let rejected = read(&desk, &libre_office("rejected.docx"), &[]);
    assert_eq!(rejected["templates"], serde_json::json!([]), "what was rejected is not there");
    for (name, what) in [("table.docx", "table"), ("format.docx", "formatting")] {
        let returned = read(&desk, &libre_office(name), &[]);
        assert_eq!(returned["templates"][0]["not_taken"], serde_json::json!([what]), "{name}");
        assert_eq!(returned["templates"][0]["text"], Value::Null, "{name}");
    }
    let file = libre_office("brace.docx").display().to_string();
    let (code, out, _) = outcome(&desk.run("wording", &["--from-docx", &file]));
    assert!(code == 1 && out.contains(&format!("templates/{PATH}, line 3")), "{out}");
}

#[test]
fn changes_are_saved_all_at_once_by_a_named_person() {
    let desk = desk();
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let file = made(&desk, "two.docx", &[PATH, "passages/closing.md.hbs"]);
    let file = edited(&file, |xml| {
        xml.replace("The second sentence", "Another sentence").replace("Sincerely,", "Sincerely yours,")
    });
    let looked = read(&desk, &file, &[]);
    assert_eq!(looked["templates"].as_array().map(Vec::len), Some(2));
    assert!(
        looked["templates"][1]["redline"].as_str().is_some_and(|own| own.contains("[-The second-] {+Another+}")),
        "{looked:#}"
    );
    let before = desk.json("wording", &[PATH]);
    assert_eq!(before["text"], TEXT, "nothing is saved by looking");

    let only = read(&desk, &file, &["--only", PATH]);
    assert_eq!(only["templates"].as_array().map(Vec::len), Some(1));
    let shown = file.display().to_string();
    assert!(
        desk.refused("wording", &["--from-docx", &shown, "--only", "passages/nothing.md.hbs"]).contains("No template")
    );
    let saving = ["--from-docx", shown.as_str(), "--by", "C. Counsel", "--reason", "after the call"];
    let (code, out, _) = outcome(&desk.run("wording", &[&saving[..], &["--json"]].concat()));
    assert_eq!(code, 1, "approvals are withdrawn");
    let saved: Value = serde_json::from_str(&out).expect("JSON");
    assert!(
        saved["saved"] == true && saved["effect"]["voids"].as_array().is_some_and(|voids| !voids.is_empty()),
        "{saved}"
    );
    assert_eq!(desk.json("wording", &[PATH])["text"], TEXT.replace("The second sentence", "Another sentence"));
    let history = desk.json("wording", &["passages/closing.md.hbs", "--history"]);
    assert_eq!((&history[0]["why"], &history[0]["by"]), (&"after the call".into(), &"C. Counsel".into()));
    let again = read(&desk, &file, &[]);
    assert_eq!(again["templates"], serde_json::json!([]), "it is the wording of the case now");
}

#[test]
fn what_was_changed_in_the_case_meanwhile_is_not_undone() {
    let desk = desk();
    let file = made(&desk, "two.docx", &[PATH, "passages/closing.md.hbs"]);
    save(&desk, &TEXT.replace("ends here.", "ends there."));
    let closing = edited(&file, |xml| xml.replace("Sincerely,", "Sincerely yours,"));
    let returned = read(&desk, &closing, &[]);
    assert_eq!(
        returned["templates"].as_array().map(Vec::len),
        Some(1),
        "what nobody touched in the document stays as it is"
    );
    assert_eq!(returned["templates"][0]["path"], "passages/closing.md.hbs");
    assert_ne!(returned["effect"], Value::Null);

    let both = edited(&file, |xml| xml.replace("The second sentence", "Another sentence"));
    let shown = both.display().to_string();
    let (code, out, _) =
        outcome(&desk.run("wording", &["--from-docx", &shown, "--by", "C. Counsel", "--reason", "late"]));
    assert!(code == 1 && out.contains("after this document was made") && out.contains("Nothing is saved"), "{out}");
    assert!(desk.json("wording", &[PATH])["text"].as_str().is_some_and(|text| text.contains("ends there.")));
}

#[test]
fn a_document_whose_paths_were_changed_is_refused_and_comments_are_never_lost() {
    let desk = desk();
    let file = made(&desk, "one.docx", &[PATH]);
    let shown = |file: PathBuf| file.display().to_string();
    for (from, to, told) in [
        (PATH, "passages/other.md", "the paths of 0 are there"),
        ("End of the wording: 1", "End of it: 1", "is missing"),
        ("End of the wording: 1", "End of the wording: 2", "made of 2 templates"),
        ("<w:sectPr>", "<w:p><w:r><w:t>below</w:t></w:r></w:p><w:sectPr>", "below the last line"),
    ] {
        let other = shown(edited(&file, |xml| xml.replacen(from, to, 1)));
        let refusal = desk.refused("wording", &["--from-docx", &other]);
        assert!(refusal.contains(told), "{from}: {refusal}");
    }
    let twice = edited(&file, |xml| {
        let line = xml.split("<w:p>").find(|own| own.contains(PATH)).expect("the path").to_owned();
        xml.replacen(&format!("<w:p>{line}"), &format!("<w:p>{line}<w:p>{line}"), 1)
    });
    assert!(desk.refused("wording", &["--from-docx", &shown(twice)]).contains("twice"));
    let cut = desk.path("cut.docx");
    fs::write(&cut, "no document").expect("written");
    assert!(desk.refused("wording", &["--from-docx", &shown(cut)]).contains("not a Word document"));

    // One at the head, one beside the path, one within the words.
    let comment = |id: usize, by: &str| {
        format!("<w:comment w:id=\"{id}\" w:author=\"{by}\"><w:p><w:r><w:t>Note {id}</w:t></w:r></w:p></w:comment>")
    };
    let mark = |id: usize, words: &str| format!("<w:commentRangeStart w:id=\"{id}\"/><w:r><w:t>{words}");
    let marked = edited(&file, |xml| {
        let run = |words: &str| xml.split("<w:r>").find(|run| run.contains(words)).expect("a run").to_owned();
        let mut other = xml.clone();
        for (id, words) in ["Wording of letters", PATH, "The second sentence"].into_iter().enumerate() {
            let own = run(words);
            let start = own.find("<w:t").expect("text");
            let text = own[start..].split_once('>').expect("text").1;
            other = other.replacen(&format!("<w:r>{own}"), &format!("{}</w:t></w:r><w:r><w:t>{text}", mark(id, "")), 1);
        }
        other
    });
    let bytes = fs::read(&marked).expect("the document");
    let mut out = zip::ZipWriter::new_append(Cursor::new(bytes)).expect("a package");
    out.start_file("word/comments.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    let all: String = (0..3).map(|id| comment(id, "C. Counsel")).collect();
    write!(out, "<w:comments xmlns:w=\"w\">{all}</w:comments>").expect("written");
    fs::write(&marked, out.finish().expect("a package").into_inner()).expect("written");
    let returned = read(&desk, &marked, &[]);
    let words: Vec<&str> = returned["templates"][0]["comments"]
        .as_array()
        .expect("comments")
        .iter()
        .filter_map(|own| own["words"].as_str())
        .collect();
    assert_eq!(words, ["Note 0", "Note 1", "Note 2"], "{returned:#}");
    assert_eq!(returned["templates"][0]["text"], Value::Null, "a comment changes no words");
}
