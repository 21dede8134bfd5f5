//! The case file from the command line: made, filled, signed, released, exported, and what voids what.

use crate::case::{folder, noticepress, outcome, sample};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

pub const PASSPHRASE: &str = "four plain words here";

/// A case in a folder of its own.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn empty() -> Self {
        Self { folder: folder() }
    }

    pub fn new() -> Self {
        let desk = Self::empty();
        let out = desk.run("new", &["--incident", &sample("incident.toml")]);
        assert_eq!(outcome(&out).0, 0, "{}", outcome(&out).2);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn case(&self) -> PathBuf {
        self.path("x.case")
    }

    pub fn run(&self, command: &str, more: &[&str]) -> Output {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).arg(command).arg(self.case()).args(more);
        program.output().expect("the program starts")
    }

    /// Machine output of a command that was carried out.
    pub fn json(&self, command: &str, more: &[&str]) -> Value {
        let mut more = more.to_vec();
        more.push("--json");
        let (code, out, err) = outcome(&self.run(command, &more));
        assert!(code < 2, "{command}: exit {code}: {out}{err}");
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{command}: {e}: {out}"))
    }

    pub fn refused(&self, command: &str, more: &[&str]) -> String {
        let (code, _, err) = outcome(&self.run(command, more));
        assert_eq!(code, 2, "{command} is refused: {err}");
        err
    }

    pub fn signed_and_released(&self) {
        self.json("approve", &["--by", "C. Counsel", "--all"]);
        self.json("release", &["--by", "A. Practice"]);
    }

    pub fn export(&self, to: &str) -> PathBuf {
        let out = self.path(to);
        let report = self.json("export", &["--out", &out.display().to_string()]);
        PathBuf::from(report["package"].as_str().expect("a package"))
    }
}

fn sums(package: &Path) -> String {
    std::fs::read_to_string(package.join("SHA256SUMS")).expect("sums")
}

#[test]
fn the_sample_case_goes_the_whole_way() {
    let desk = Desk::new();
    let imported = desk.json("import", &[&sample("patients.csv")]);
    let (code, checked, _) = outcome(&crate::case::say(&[
        "check",
        &sample("patients.csv"),
        "--incident",
        &sample("incident.toml"),
        "--json",
    ]));
    assert!(code < 2);
    let checked: Value = serde_json::from_str(&checked).expect("a report");
    for key in ["rows", "letters", "held", "merged", "excluded"] {
        let of_case = if key == "rows" { &imported["case_rows"] } else { &imported[key] };
        assert_eq!(of_case, &checked[key], "import and check agree on {key}");
    }
    assert_eq!(imported["new"], imported["rows"]);

    let again = desk.json("import", &[&sample("patients.csv")]);
    assert_eq!(
        (&again["new"], &again["unchanged"]),
        (&Value::from(0), &imported["rows"]),
        "the same list adds nothing"
    );

    let status = desk.json("status", &[]);
    assert_eq!(status["people"], imported["case_rows"]);
    assert!(!status["unsigned"].as_array().expect("variants").is_empty() && status["released"] == false);
    let out = desk.path("early").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("released"), "nobody has released");
    desk.json("release", &["--by", "A. Practice"]);
    assert!(desk.refused("export", &["--out", &out]).contains("signed"), "nobody has signed");
    assert!(!desk.path("early").exists() || desk.path("early").read_dir().expect("a folder").next().is_none());

    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let package = desk.export("out");
    let (code, _, err) = outcome(&crate::case::say(&["verify", &package.display().to_string()]));
    assert_eq!(code, 0, "the package verifies: {err}");
    let again = desk.export("again");
    assert_eq!(sums(&package), sums(&again), "exported again it is the same run with the same bytes");
    let status = desk.json("status", &[]);
    assert_eq!(status["mailed"], imported["letters"]);
    assert_eq!(status["runs"].as_array().map(Vec::len), Some(1), "and the same run in the case");
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("has already been mailed"));

    let (code, audit, _) = outcome(&desk.run("audit", &["--verify", "--json"]));
    assert_eq!(code, 0);
    let file = desk.path("audit.jsonl");
    std::fs::write(&file, &audit).expect("written");
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/verify_audit.py");
    let check = |file: &Path| std::process::Command::new("python3").arg(&script).arg(file).output().expect("python3");
    assert!(check(&file).status.success(), "an independent script finds the audit whole");
    std::fs::write(&file, audit.replace("C. Counsel", "D. Counsel")).expect("written");
    assert!(!check(&file).status.success(), "and notices a change");
}

#[test]
fn a_comma_voids_the_text_it_touches_and_a_list_voids_the_release() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    desk.signed_and_released();
    let templates = desk.path("templates");
    copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let folder = templates.display().to_string();
    let status = desk.json("status", &["--templates", &folder]);
    assert_eq!(status["unsigned"].as_array().map(Vec::len), Some(0), "the same text in a folder is the same text");
    let addendum = templates.join("jurisdictions/tx/addendum.md.hbs");
    let text = std::fs::read_to_string(&addendum).expect("a template");
    let at = text.find(" to this office").expect("a sentence");
    std::fs::write(&addendum, format!("{},{}", &text[..at], &text[at..])).expect("written");
    let status = desk.json("status", &["--templates", &folder]);
    let unsigned: Vec<_> = status["unsigned"].as_array().expect("variants").iter().filter_map(Value::as_str).collect();
    assert!(!unsigned.is_empty() && unsigned.iter().all(|name| name.starts_with("TX-")), "{unsigned:?}");

    // A corrected list voids the release and no text.
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let amended = desk.path("patients-amended.csv");
    let cut = list.trim_end().rfind('\n').expect("rows");
    std::fs::write(&amended, &list[..=cut]).expect("written");
    let report = desk.json("import", &[&amended.display().to_string()]);
    assert_eq!(
        (&report["gone"], &report["new"], &report["changed"]),
        (&Value::from(1), &Value::from(0), &Value::from(0))
    );
    let status = desk.json("status", &[]);
    assert_eq!(status["unsigned"].as_array().map(Vec::len), Some(0));
    assert_eq!(status["released"], false);
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out]).contains("void"));
}

#[test]
fn a_second_wave_reaches_only_who_is_new() {
    let desk = Desk::new();
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let lines: Vec<&str> = list.lines().collect();
    let first = desk.path("list.csv");
    std::fs::write(&first, lines[..60].join("\n") + "\n").expect("written");
    let imported = desk.json("import", &[&first.display().to_string()]);
    desk.signed_and_released();
    desk.export("one");
    let second = desk.path("list-2.csv");
    std::fs::write(&second, lines[..90].join("\n") + "\n").expect("written");
    let report = desk.json("import", &[&second.display().to_string()]);
    assert_eq!(report["unchanged"], imported["rows"], "{report}");
    desk.signed_and_released();
    let package = desk.export("two");
    let letters = report["letters"].as_u64().expect("letters") - imported["letters"].as_u64().expect("letters");
    let totals = std::fs::read_to_string(package.join("40_control_totals.json")).expect("totals");
    let totals: Value = serde_json::from_str(&totals).expect("totals");
    assert_eq!(totals["rows"]["letters"].as_u64(), Some(letters), "{totals}");
    let (code, _, err) = outcome(&crate::case::say(&["verify", &package.display().to_string()]));
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_case_is_opened_by_its_passphrase_or_recovery_key_alone() {
    let desk = Desk::empty();
    let (code, out, _) = outcome(&desk.run("new", &["--incident", &sample("incident.toml"), "--json"]));
    assert_eq!(code, 0);
    let made: Value = serde_json::from_str(&out).expect("a report");
    let key = desk.path("key");
    std::fs::write(&key, made["recovery_key"].as_str().expect("a key")).expect("written");
    let head = std::fs::read(desk.case()).expect("the case");
    assert!(
        !head.starts_with(b"SQLite") && !head.windows(8).any(|w| w == b"incident"),
        "nothing can be read in the file"
    );

    let with = |arguments: &[&str]| {
        let mut program = noticepress();
        program.args(arguments).arg(desk.case());
        outcome(&program.output().expect("the program starts"))
    };
    assert_eq!(with(&["status", "--recovery-file", &key.display().to_string()]).0, 0);
    let wrong = desk.path("wrong");
    std::fs::write(&wrong, "some other four words\n").expect("written");
    let (code, _, err) = with(&["status", "--passphrase-file", &wrong.display().to_string()]);
    assert!(code == 2 && err.contains("passphrase"), "{err}");
    assert_eq!(with(&["status"]).0, 2, "no passphrase, no terminal");
    let (code, _, err) = outcome(&desk.run("remember", &[]));
    assert!(code == 3 && err.contains("keychain") && err.contains("passphrase"), "no session, no keychain: {err}");

    // A copy opens as the case does; a cut case is never half read.
    let copy = desk.path("copy.case");
    assert_eq!(outcome(&desk.run("backup", &["--out", &copy.display().to_string()])).0, 0);
    std::fs::copy(&copy, desk.case()).expect("put back");
    assert_eq!(outcome(&desk.run("status", &[])).0, 0);
    let whole = std::fs::read(desk.case()).expect("the case");
    std::fs::write(desk.case(), &whole[..whole.len() - 4096]).expect("cut");
    assert!(desk.refused("status", &[]).contains("damaged"));
    let mut spoiled = whole.clone();
    let middle = spoiled.len() / 2;
    spoiled[middle] ^= 1;
    std::fs::write(desk.case(), &spoiled).expect("spoiled");
    assert!(desk.refused("audit", &["--verify"]).contains("damaged"));
}

#[test]
fn a_plain_case_says_so() {
    let desk = Desk::empty();
    assert_eq!(outcome(&desk.run("new", &["--plain", "--incident", &sample("incident.toml")])).0, 0);
    assert_eq!(desk.json("status", &[])["plain"], true);
}

#[test]
fn a_hold_is_ended_by_a_named_person_and_a_marked_row_needs_an_address() {
    let desk = Desk::new();
    desk.json("import", &[&sample("custody.csv")]);
    let found = desk.json("findings", &["--code", "custody_marked"]);
    let rows = found["rows"].as_array().expect("rows").clone();
    assert!(!rows.is_empty());
    let person = rows[0]["person"].to_string();
    let base = ["--person", &person, "--end-hold", "--by", "P. Officer", "--reason", "a court order was shown"];
    assert!(desk.refused("decide", &base).contains("address"));
    let mut whole = base.to_vec();
    whole.extend(["--address-1", "12 Oak Street", "--city", "Austin", "--state", "TX", "--zip", "78701"]);
    whole.extend(["--addressee-first", "Dana", "--addressee-last", "Example"]);
    let decided = desk.json("decide", &whole);
    assert_eq!(decided["still_held"], 0, "{decided}");
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(!audit.contains("Oak") && !audit.contains("Dana") && !audit.contains("court"), "the audit names nobody");
    let undo = decided["decisions"].as_array().expect("decisions").iter().map(Value::to_string).collect::<Vec<_>>();
    for decision in undo {
        desk.json("decide", &["--person", &person, "--undo", &decision, "--by", "P. Officer", "--reason", "a mistake"]);
    }
    let held = desk.json("findings", &["--code", "custody_marked"]);
    assert_eq!(held["rows"].as_array().map(Vec::len), Some(rows.len()), "taken back, the hold is there again");
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

/// Cases as every older version left them: a few people, signed and released, in the newest with filings. `case-N` is schema N;
/// the passphrase is of these files alone.
#[test]
fn cases_of_every_older_schema_open_and_go_on() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (old, plain, people) in [
        ("case-1-locked.case", false, 7),
        ("case-1-plain.case", true, 7),
        ("case-2-plain.case", true, 8),
        ("case-3-locked.case", false, 7),
        ("case-3-plain.case", true, 7),
        ("case-4-plain.case", true, 7),
        ("case-5-plain.case", true, 7),
        ("case-6-plain.case", true, 7),
        ("case-7-plain.case", true, 7),
    ] {
        let desk = Desk::empty();
        std::fs::copy(folder.join(old), desk.case()).expect("copied");
        let run = |command: &str, more: &[&str]| {
            let mut program = noticepress();
            program.env("NOTICEPRESS_PASSPHRASE", "an old passphrase of a test");
            let out = outcome(&program.arg(command).arg(desk.case()).args(more).output().expect("the program starts"));
            assert!(out.0 < 2, "{old}, {command}: {}", out.2);
            out.1
        };
        // To be looked at, a case of the last version but one need not be brought up to date first.
        if old == "case-7-plain.case" {
            run("status", &["--read-only"]);
        }
        let status: Value = serde_json::from_str(&run("status", &["--json"])).expect("a report");
        assert_eq!((&status["people"], &status["plain"]), (&Value::from(people), &Value::from(plain)));
        let out = desk.path("ask.csv").display().to_string();
        run("addresses", &["--out", &out]);
        // What was signed before words were kept has lost its signature to the newer texts, and nobody can say to what.
        let changes: Value = serde_json::from_str(&run("changes", &["--json"])).expect("changes");
        let all = changes.as_array().expect("a list");
        assert!(all.iter().all(|change| change["words_unknown"] == true), "{old}: {changes}");
        run("approve", &["--by", "C. Counsel", "--all"]);
        assert_eq!(run("changes", &["--json"]).trim(), "[]", "{old}");
        run("release", &["--by", "A. Practice"]);
        let out = desk.path("out").display().to_string();
        let package = run("export", &["--out", &out]);
        assert!(package.contains("-r1"), "{package}");
        run("audit", &["--verify"]);
        if plain {
            let head = std::fs::read(desk.case()).expect("the case");
            assert_eq!(head[60..64], 9u32.to_be_bytes(), "it has the newest schema now");
        }
    }
}

#[test]
fn a_case_is_kept_for_six_years_unless_somebody_says_otherwise() {
    let desk = Desk::new();
    desk.json("import", &[&sample("custody.csv")]);
    let said = desk.refused("purge", &[]);
    assert!(said.contains("2031"), "until when is told: {said}");
    assert!(desk.case().exists());
    let report = desk.json("purge", &["--before-its-time"]);
    assert!(!report["remains"].as_array().expect("what remains").is_empty(), "{report}");
    let left: Vec<_> =
        std::fs::read_dir(desk.folder.path()).expect("the folder").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("x.case")), "nothing of it is left: {left:?}");
}
