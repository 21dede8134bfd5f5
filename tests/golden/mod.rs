//! Packages and signed digests stay what they are, byte for byte, against `tests/golden/packages.txt`: each line has a
//! name and the SHA-256 of the `SHA256SUMS` of a package, or a digest that people sign. A change of a template, of a
//! typeface or of the version of the program changes them rightly, and `UPDATE=1` writes the file anew; a change of code
//! that was meant to change no byte must leave it as it is.

use crate::case::{folder, outcome, package, sample, say};
use crate::casefile::Desk;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The digest of a finished package: of the list of the digests of all its files.
fn digest_of(package: &Path) -> String {
    hex(&Sha256::digest(std::fs::read(package.join("SHA256SUMS")).expect("sums")))
}

/// Packages that `run` makes of lists.
fn runs(found: &mut Vec<(String, String)>) {
    let folder = folder();
    let people = folder.path().join("people.csv").display().to_string();
    let (code, _, err) = outcome(&say(&["sample-list", "--people", "5000", "--seed", "11", "--out", &people]));
    assert_eq!(code, 0, "{err}");
    let live = ["--approved-by", "Test Counsel"];
    let accessible = ["--approved-by", "Test Counsel", "--edition", "accessible"];
    let patients = sample("patients.csv");
    for (name, list, more) in [
        ("sample live print", &patients, &live[..]),
        ("sample live accessible", &patients, &accessible[..]),
        ("sample proof print", &patients, &[][..]),
        ("5000 people live print", &people, &live[..]),
    ] {
        let package = package(list, &folder.path().join(name), more);
        found.push((name.to_owned(), digest_of(&package)));
    }
}

/// Packages of a small case, and what was signed for them.
fn cases(found: &mut Vec<(String, String)>) {
    let desk = Desk::new();
    desk.json("import", &[&sample("custody.csv")]);
    let proofs = desk.path("proofs").display().to_string();
    let report = desk.json("export", &["--proof", "--out", &proofs]);
    found.push((
        "case proof print".to_owned(),
        digest_of(&PathBuf::from(report["package"].as_str().expect("a folder"))),
    ));
    let pack = desk.path("pack").display().to_string();
    let report = desk.json("proofs", &["--counsel", "--out", &pack]);
    let texts = PathBuf::from(report["folder"].as_str().expect("a folder")).join("40_texts.json");
    let texts: Value = serde_json::from_slice(&std::fs::read(texts).expect("texts")).expect("texts");
    for (variant, digest) in texts["texts"].as_object().expect("texts") {
        found.push((format!("text {variant}"), digest.as_str().expect("a digest").to_owned()));
    }
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let release = desk.json("release", &["--by", "A. Practice"]);
    for (part, digest) in release["parts"].as_object().expect("parts") {
        found.push((format!("release {part}"), digest.as_str().expect("a digest").to_owned()));
    }
    found.push(("case live print".to_owned(), digest_of(&desk.export("live"))));
}

/// A case that was signed and released under version 1 of the digests: it is exported as it is, with nothing signed anew.
fn old_case(found: &mut Vec<(String, String)>) {
    let desk = Desk::empty();
    let stored = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/case-3-plain.case");
    std::fs::copy(stored, desk.case()).expect("copied");
    let status = desk.json("status", &[]);
    let unsigned = status["unsigned"].as_array().map_or(0, Vec::len);
    found.push(("old case".to_owned(), format!("{unsigned} texts unsigned, released: {}", status["released"])));
    let out = desk.path("out").display().to_string();
    let (code, text, _) = outcome(&desk.run("export", &["--out", &out, "--json"]));
    let report: Value = serde_json::from_str(&text).unwrap_or_default();
    let package = report["package"].as_str().filter(|_| code < 2);
    let digest = package.map_or_else(|| "refused".to_owned(), |package| digest_of(Path::new(package)));
    found.push(("old case live print".to_owned(), digest));
}

#[test]
fn packages_and_signed_digests_stay_what_they_are() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/packages.txt");
    let mut found = Vec::new();
    runs(&mut found);
    cases(&mut found);
    old_case(&mut found);
    let found = found.iter().fold(String::new(), |mut lines, (name, digest)| {
        let _ = writeln!(lines, "{digest}  {name}");
        lines
    });
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &found).expect("written");
    }
    let kept = std::fs::read_to_string(&file).expect("tests/golden/packages.txt");
    for (kept, found) in kept.lines().zip(found.lines()) {
        assert_eq!(kept, found, "UPDATE=1 writes {} anew, where the change is meant", file.display());
    }
    assert_eq!(kept.lines().count(), found.lines().count());
}
