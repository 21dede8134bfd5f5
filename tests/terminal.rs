//! Output to a terminal: nothing that comes from a file, a name or an argument steers it, turns its text or hides in
//! it, and a heading is quoted without what may be somebody's number.

use crate::case::{folder, noticepress, outcome, sample};
use crate::casefile::{Desk, PASSPHRASE};
use notice::finding::is_hidden;
use std::path::Path;

/// One of each kind, with a line end that could begin a false line of a report.
const NASTY: &str = "x\u{1b}[2J\u{9b}H\u{7f}\u{202e}\u{2066}\u{200b}\u{ad}\u{2028}\u{e0041}";

/// Every text for a terminal is free of what is hidden but line ends and tabs.
fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

/// Runs a command and sees that what it says is clean, in words and as JSON.
fn say_clean(arguments: &[&str]) -> String {
    let mut all = String::new();
    for json in [false, true] {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).args(arguments);
        if json {
            program.arg("--json");
        }
        let (_, out, err) = outcome(&program.output().expect("the program starts"));
        assert!(is_clean(&out) && is_clean(&err), "{arguments:?}: {out:?} {err:?}");
        all.push_str(&format!("{out}\n{err}\n"));
    }
    all
}

fn list(path: &Path, heading: &str) {
    let text = format!(
        "record_id,first_name,last_name,date_of_birth,address_1,city,state,zip,\"{heading}\"\n\
         1,Ann,Bell,01/02/1980,1 A Road,Austin,TX,78745,a\n"
    );
    std::fs::write(path, text).expect("written");
}

#[test]
fn headings_steer_no_terminal_and_show_no_number() {
    let folder = folder();
    let path = folder.path().join("list.csv");
    for heading in
        [format!("{NASTY}H5 rows = 5 letters + 0 held"), "Zqcan SSN 078-05-1120 note".into(), "n 078051120".into()]
    {
        list(&path, &heading);
        let said = say_clean(&["check", &path.display().to_string(), "--incident", &sample("incident.toml")]);
        assert!(said.contains("column 9, “"), "{said}");
        assert!(!said.contains("078-05-1120") && !said.contains("078051120"), "{said}");
        assert!(!said.lines().any(|line| line.starts_with("5 rows")), "{said}");
    }
    list(&path, &"a long heading ".repeat(20));
    let said = say_clean(&["check", &path.display().to_string(), "--incident", &sample("incident.toml")]);
    let quoted = said.split('“').nth(1).and_then(|rest| rest.split('”').next()).expect("quoted");
    assert!(quoted.chars().count() <= 40 && quoted.ends_with('…'), "{quoted}");
}

#[cfg(unix)]
#[test]
fn file_names_and_arguments_steer_no_terminal() {
    let folder = folder();
    let name = format!("{NASTY}\n9 rows = 9 letters.csv");
    let path = folder.path().join(&name);
    list(&path, "note");
    let shown = path.display().to_string();
    for arguments in [
        vec!["check", &shown, "--incident", &sample("incident.toml")],
        vec!["check", &sample("patients.csv"), "--incident", &shown],
        vec!["check", &format!("{shown}.gone"), "--incident", &sample("incident.toml")],
        vec!["run", &shown, "--incident", &sample("incident.toml"), "--out", &format!("{shown}.out")],
        vec!["verify", &shown],
        vec!["status", &format!("{shown}.case")],
        vec![NASTY],
        vec!["check", NASTY, &format!("--{NASTY}")],
    ] {
        let said = say_clean(&arguments);
        assert!(!said.lines().any(|line| line.starts_with("9 rows")), "{said}");
        assert!(said.contains("\\u{202e}") || said.contains("\\u202e"), "it is shown as an escape: {said}");
    }
}

#[test]
fn names_and_reasons_of_a_case_steer_no_terminal() {
    let desk = Desk::new();
    let case = desk.case().display().to_string();
    let path = desk.path(&format!("{NASTY}list.csv"));
    list(&path, "note");
    // Controls in a name are refused; what turns the direction of writing or hides is not.
    let by = "A\u{202e}\u{2066}\u{200b}\u{ad}\u{2028}Clerk".to_owned();
    let reason = format!("{NASTY}\n     9  2026-11-30T00:00:00Z  release");
    let list = path.display().to_string();
    say_clean(&["import", &case, &list, "--by", &by]);
    // So is a reason with controls; a plain one is taken from whoever it is.
    let said = say_clean(&["decide", &case, "--person", "1", "--hold", "--by", &by, "--reason", &reason]);
    assert!(said.contains("The reason has a line break"), "{said}");
    say_clean(&["decide", &case, "--person", "1", "--hold", "--by", &by, "--reason", "told by post"]);
    say_clean(&["approve", &case, "--all", "--by", &by]);
    for command in ["audit", "status", "findings", "families", "pairs", "plan", "wording"] {
        let said = say_clean(&[command, &case]);
        assert!(!said.lines().any(|line| line.starts_with("     9  2026-11-30")), "{said}");
    }
    let audit = say_clean(&["audit", &case, "--verify"]);
    assert!(audit.contains("\\u{202e}"), "{audit}");
    // As JSON the names are what they were.
    let (_, out, _) = outcome(&desk.run("audit", &["--json"]));
    let acts: Vec<serde_json::Value> = out.lines().map(|act| serde_json::from_str(act).expect("an act")).collect();
    assert!(acts.iter().any(|act| act["by"] == by.as_str()), "{out}");
}

#[test]
fn a_package_steers_no_terminal() {
    let folder = folder();
    let package = folder.path().join("package");
    std::fs::create_dir(&package).expect("made");
    std::fs::write(package.join("SHA256SUMS"), format!("{}  {NASTY}\n", "0".repeat(64))).expect("written");
    #[cfg(unix)]
    std::fs::write(package.join(format!("{NASTY}\nVerified: 1 pieces")), "x").expect("written");
    let said = say_clean(&["verify", &package.display().to_string()]);
    assert!(!said.lines().any(|line| line.starts_with("Verified")), "{said}");
}
