//! Incidents at others, each by its cause: a list or a package in which it happens, and the rule that stops it here.
//! The names say what happened; no figure of theirs is used.

mod insides;
mod joins;
mod mail;
mod people;
mod signatures;

use crate::case::{outcome, sample, say};
use crate::casefile::Desk;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A row of a table by its headings.
pub type Row = BTreeMap<String, String>;

/// The headings of the lists below.
pub const HEAD: &str = "record_id,first_name,last_name,date_of_birth,date_of_death,deceased,guardian_first,guardian_last,\
                        address_1,city,state,zip";

/// A list in the folder of a desk.
pub fn list(desk: &Desk, name: &str, headings: &str, rows: &[String]) -> String {
    let path = desk.path(name);
    std::fs::write(&path, format!("{headings}\n{}\n", rows.join("\n"))).expect("written");
    path.display().to_string()
}

/// Returns the outcome of each row of a list.
pub fn fates(desk: &Desk, list: &str) -> Vec<Row> {
    let records = desk.path("records.csv").display().to_string();
    let (code, _, err) = outcome(&say(&["check", list, "--incident", &sample("incident.toml"), "--records", &records]));
    assert!(code < 2, "{err}");
    table(Path::new(&records))
}

pub fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

pub fn manifest(package: &Path) -> Vec<Row> {
    table(&package.join("20_manifest.csv"))
}

/// Live letters of a list that one person attests.
pub fn package(desk: &Desk, list: &str) -> PathBuf {
    crate::case::package(list, &desk.path("out"), &["--approved-by", "A. Practice"])
}

pub fn verify(package: &Path) -> (i32, String) {
    let (code, out, err) = outcome(&say(&["verify", &package.display().to_string()]));
    (code, out + &err)
}

/// Everything that can be read in a package: its tables as they are, its PDFs as text.
pub fn readable(package: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(package).expect("a package").flatten();
    files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            let text = if name.ends_with(".pdf") {
                let text = Command::new("pdftotext").arg(file.path()).arg("-").output();
                text.expect("pdftotext is there (cargo xtask test installs it)").stdout
            } else {
                std::fs::read(file.path()).expect("readable")
            };
            (name, String::from_utf8_lossy(&text).into_owned())
        })
        .collect()
}

/// Adults at invented addresses in Austin, one a line.
pub fn adults(names: &[(&str, &str)]) -> Vec<String> {
    let row = |(n, (first, last)): (usize, &(&str, &str))| {
        format!("R{n:03},{first},{last},05/0{}/1970,,,,,{} Invented Way,Austin,TX,78745", n % 9 + 1, 100 + n)
    };
    names.iter().enumerate().map(row).collect()
}

/// Makes sure that no value of anybody in the sample list stands in files that go out of the house.
pub fn names_nobody(files: &[(String, String)]) {
    // Words of any letter, and places, prove nothing.
    const WORDS: [&str; 6] = ["Guardian", "Invented", "Parent", "Patient", "Unknown", "Austin"];
    const COLUMNS: [&str; 16] = [
        "record_id",
        "first_name",
        "middle_name",
        "last_name",
        "date_of_birth",
        "date_of_death",
        "guardian_first",
        "guardian_last",
        "guarantor",
        "representative",
        "next_of_kin",
        "address_1",
        "address_2",
        "confidential_address_1",
        "confidential_address_2",
        "clinic",
    ];
    let list = sample("patients.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(list).expect("the list");
    let headings = reader.headers().expect("headings").clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).expect(name);
    let columns = COLUMNS.map(at);
    // Accents and marks of words may come out of a PDF otherwise than they went in; whole words are looked for.
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split(|c: char| !(c.is_alphanumeric() || "/-'".contains(c))).map(str::to_owned).collect()
    };
    let told: Vec<_> = files.iter().map(|(name, text)| (name, words(text), text)).collect();
    let mut looked_for = 0;
    for row in reader.records().map(|row| row.expect("a row")) {
        for value in columns.iter().filter_map(|column| row.get(*column)) {
            let value = value.trim();
            if value.len() > 5 && !WORDS.contains(&value) {
                looked_for += 1;
                let one = !value.contains(char::is_whitespace);
                let own = |words: &std::collections::BTreeSet<String>, text: &str| {
                    if one { words.contains(value) } else { text.contains(value) }
                };
                let held: Vec<_> =
                    told.iter().filter(|(_, words, text)| own(words, text)).map(|(name, ..)| name).collect();
                assert!(held.is_empty(), "{value} is in {held:?}");
            }
        }
    }
    assert!(looked_for > 800, "{looked_for}");
}
