//! Changes that void signatures or a release, and filings that the case keeps.

use super::{HEAD, adults, list};
use crate::case::sample;
use crate::casefile::{Desk, copy};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn unsigned(status: &Value) -> Vec<&str> {
    status["unsigned"].as_array().expect("variants").iter().filter_map(Value::as_str).collect()
}

/// A case whose incident file and logo can be changed.
fn of_own_incident() -> (Desk, PathBuf) {
    let desk = Desk::empty();
    for name in ["incident.toml", "logo.svg", "signature.png"] {
        std::fs::copy(sample(name), desk.path(name)).expect("copied");
    }
    let incident = desk.path("incident.toml");
    let (code, _, err) = crate::case::outcome(&desk.run("new", &["--incident", &incident.display().to_string()]));
    assert_eq!(code, 0, "{err}");
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &adults(&[("Ada", "Abernathy"), ("Bram", "Bolton")]))]);
    desk.signed_and_released();
    (desk, incident)
}

/// Colorado HCPF: a change of the system changed letters that had been good before.
#[test]
fn i10_a_change_of_what_sets_the_letters_voids_the_signatures() {
    let (desk, _) = of_own_incident();
    assert!(unsigned(&desk.json("status", &[])).is_empty());
    let templates = desk.path("templates");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let folder = templates.display().to_string();
    assert!(unsigned(&desk.json("status", &["--templates", &folder])).is_empty(), "the same words are the same");
    let letter = templates.join("letters/adult.md.hbs");
    let text = std::fs::read_to_string(&letter).expect("a template");
    std::fs::write(&letter, text + "\n\nOne more paragraph, which nobody signed.\n").expect("written");
    assert_eq!(unsigned(&desk.json("status", &["--templates", &folder])), ["TX-adult-en"]);
    let out = desk.path("out").display().to_string();
    let said = desk.refused("export", &["--out", &out, "--templates", &folder]);
    assert!(said.contains("TX-adult-en"), "{said}");
    assert!(!desk.path("out").join("anything").exists());
}

/// Michigan Medicine 2025: postcards without an envelope.
#[test]
fn i17_another_envelope_is_another_release() {
    let (desk, _) = of_own_incident();
    let profile = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/vendors/default.toml"));
    let profile = profile.expect("the profile").replace("baa_reference = \"\"", "baa_reference = \"BAA 7\"");
    let vendor = desk.path("vendor.toml");
    std::fs::write(&vendor, profile).expect("written");
    desk.json("amend", &["--vendor", &vendor.display().to_string()]);
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("void"));
    assert!(unsigned(&desk.json("status", &[])).is_empty(), "paper is no text");
    desk.json("release", &["--by", "A. Practice"]);
    let package = desk.export("out");
    let ticket: Value =
        serde_json::from_slice(&std::fs::read(package.join("00_job_ticket.json")).expect("a ticket")).expect("JSON");
    assert_eq!(ticket["envelope"]["id"], "10-double", "{ticket}");
    assert_eq!(ticket["baa_reference"], "BAA 7");
}

/// A mailer printed letters under the mark of another client.
#[test]
fn i21_another_logo_is_another_release() {
    let (desk, incident) = of_own_incident();
    let logo = std::fs::read_to_string(sample("logo.svg")).expect("a logo");
    std::fs::write(desk.path("logo.svg"), logo.replace("<svg", "<!-- another client's -->\n<svg")).expect("written");
    desk.json("amend", &["--incident", &incident.display().to_string()]);
    let status = desk.json("status", &[]);
    assert_eq!(status["released"], false);
    let out = desk.path("out").display().to_string();
    assert_eq!(desk.run("export", &["--out", &out]).status.code(), Some(2));
}

/// The seed case: one number was filed in March, another one in April, and nobody could say which people were in which.
#[test]
fn i23_every_filing_keeps_the_count_it_was_made_with() {
    let (desk, _) = of_own_incident();
    desk.json("filed", &["--authority", "TX", "--day", "2025-03-06", "--people", "2", "--by", "P. Officer"]);
    let more = list(&desk, "more.csv", HEAD, &["R9,Edda,Eads,05/05/1970,,,,,9 Invented Way,Austin,TX,78745".into()]);
    desk.json("import", &[&more, "--adds"]);
    desk.json("filed", &["--authority", "TX", "--day", "2025-04-04", "--people", "3", "--by", "P. Officer"]);
    let status = desk.json("status", &[]);
    let filings: Vec<_> = status["filings"].as_array().expect("filings").iter().map(|f| &f["people"]).collect();
    assert_eq!(filings, [&Value::from(2), &Value::from(3)]);
    assert_eq!(status["people"], 3);
}

/// Maine: what had been filed was no longer to be seen at the authority.
#[test]
fn i24_the_case_keeps_its_own_copy_of_what_was_filed() {
    let (desk, _) = of_own_incident();
    let filed = ["--authority", "ME", "--day", "2025-03-21", "--people", "9", "--remark", "receipt 4711"];
    desk.json("filed", &[&filed[..], &["--by", "P. Officer"]].concat());
    let copy = desk.path("copy.case");
    assert_eq!(desk.run("backup", &["--out", &copy.display().to_string()]).status.code(), Some(0));
    std::fs::copy(&copy, desk.case()).expect("put back");
    let status = desk.json("status", &[]);
    assert_eq!(status["filings"][0]["remark"], "receipt 4711");
    assert_eq!(status["filings"][0]["authority"], "ME");
    assert_eq!(desk.run("audit", &["--verify"]).status.code(), Some(0));
    assert!(status["keep_until"].as_str().is_some_and(|day| day.starts_with("2031")), "{status}");
}
