//! Safekeeping of a case: backups that happen, an older file that is told, and the place of the file.

use crate::case::{folder, noticepress, outcome, sample};
use crate::casefile::{Desk, PASSPHRASE};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// A computer that remembers: a case, a home, and a folder for backups.
struct Computer {
    folder: tempfile::TempDir,
}

impl Computer {
    fn new() -> Self {
        let own = Self { folder: folder() };
        fs::create_dir(own.path("backups")).expect("made");
        own.done("new", &["--incident", &sample("incident.toml")]);
        own
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).env("HOME", self.path("home"));
        program.arg(command).arg(self.path("x.case")).args(more).output().expect("the program starts")
    }

    /// Runs a command that must be carried out; returns its standard error.
    fn done(&self, command: &str, more: &[&str]) -> String {
        let (code, _, err) = outcome(&self.run(command, more));
        assert!(code < 2, "{command}: exit {code}: {err}");
        err
    }

    fn json(&self, command: &str, more: &[&str]) -> Value {
        let mut more = more.to_vec();
        more.push("--json");
        let (code, out, err) = outcome(&self.run(command, &more));
        assert!(code < 2, "{command}: exit {code}: {err}");
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{command}: {e}: {out}"))
    }

    /// Names of the backups, oldest first.
    fn backups(&self) -> Vec<String> {
        let folder = fs::read_dir(self.path("backups")).expect("a folder").flatten();
        let mut names: Vec<_> = folder.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn decide(&self, person: &str) -> String {
        self.done("decide", &["--person", person, "--exclude", "--by", "A. Practice", "--reason", "moved away"])
    }

    /// Returns the program's list of recent cases, as JSON; empty where there is none.
    fn remembered(&self) -> String {
        let file = self.path("home/.local/share/org.noticepress.app/recent.json");
        fs::read_to_string(file).unwrap_or_default()
    }
}

#[test]
fn a_backup_is_made_after_what_was_done_and_after_nothing_else() {
    let own = Computer::new();
    own.done("import", &[&sample("patients.csv")]);
    assert!(own.backups().is_empty(), "nobody chose a place");
    assert!(own.json("backups", &[])["to"].is_null());

    let report = own.json("backups", &["--to", &own.text("backups")]);
    assert_eq!(report["last_head"]["act"], 2);
    assert!(report["note"].as_str().is_some_and(|note| note.contains("same folder as the case")), "{report}");
    assert_eq!(own.backups().len(), 1, "the first is made at once");

    for (command, more) in [("status", &[][..]), ("findings", &[]), ("audit", &["--verify"])] {
        own.done(command, more);
        assert_eq!(own.backups().len(), 1, "{command} does nothing");
    }
    own.decide("1");
    let names = own.backups();
    let head = own.json("backups", &[])["head"].clone();
    let hash = head["hash"].as_str().expect("a hash").to_owned();
    assert_eq!((names.len(), &head["act"], hash.len()), (2, &Value::from(3), 64));
    assert!(names.iter().any(|name| name.ends_with(&format!("-action-3-{}.case", &hash[..12]))), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("x-20")));

    // It opens with the passphrase of the case, and is the case.
    let newest = own.path("backups").join(names.last().expect("a backup"));
    let mut program = noticepress();
    let copy = program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).arg("backups").arg(&newest).arg("--json");
    let copy: Value = serde_json::from_slice(&copy.output().expect("starts").stdout).expect("a report");
    assert_eq!(copy["head"], head);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&newest), 0o600);
    }

    own.done("backups", &["--off"]);
    own.decide("2");
    assert_eq!(own.backups().len(), 2, "nobody wants them any longer");
    assert!(!own.remembered().contains("Harrowgate") && own.remembered().contains("\"act\": 4"));
}

#[test]
fn only_superseded_backups_of_the_program_itself_are_deleted() {
    let own = Computer::new();
    own.done("import", &[&sample("patients.csv")]);
    own.done("backups", &["--to", &own.text("backups")]);
    let first = own.backups().remove(0);
    let others = ["letter.txt", "x-20200101-000000-action-1-000000000000.case", "x.case"];
    for other in others {
        fs::write(own.path("backups").join(other), "not ours").expect("written");
    }
    for person in 1..=12 {
        own.decide(&person.to_string());
    }
    let names = own.backups();
    assert!(others.iter().all(|other| names.iter().any(|name| name == other)), "{names:?}");
    // At midnight the newest of the day before is kept besides.
    let made = names.len() - others.len();
    assert!((10..=11).contains(&made), "{names:?}");
    assert!(!names.contains(&first) && names.iter().any(|name| name.contains("-action-14-")));
    assert!(names.iter().all(|name| !name.contains("staging")));
}

#[test]
fn a_backup_that_cannot_be_made_is_told_and_fails_nothing() {
    let own = Computer::new();
    own.done("import", &[&sample("patients.csv")]);
    own.done("backups", &["--to", &own.text("backups")]);
    fs::rename(own.path("backups"), own.path("unplugged")).expect("renamed");
    let told = own.decide("1");
    assert!(told.contains("The case could not be backed up") && told.contains("backups CASE --to DIR"), "{told}");
    assert_eq!(own.json("backups", &[])["last_head"]["act"], 2);
    fs::rename(own.path("unplugged"), own.path("backups")).expect("renamed");
    assert!(!own.decide("2").contains("could not be backed up"));
    assert_eq!(own.json("backups", &[])["last_head"]["act"], 4);

    let (code, _, err) = outcome(&own.run("backups", &["--to", &own.text("nowhere")]));
    assert!(code == 3 && err.contains("Check that the path is right"), "{code}: {err}");
    let (code, _, err) = outcome(&own.run("backups", &["--to", &sample("patients.csv")]));
    assert!(code == 2 && err.contains("not a folder"), "{code}: {err}");
    assert_eq!(
        own.json("backups", &[])["to"],
        own.path("backups").canonicalize().expect("there").display().to_string()
    );
}

#[test]
fn a_backup_into_a_folder_has_a_name_of_its_own() {
    let own = Computer::new();
    let copy = own.json("backup", &["--out", &own.text("backups")]);
    let names = own.backups();
    assert!(names.len() == 1 && names[0].contains("-action-1-"), "{names:?}");
    assert_eq!(copy["backup"], own.path("backups").join(&names[0]).display().to_string());
    own.done("backup", &["--out", &own.text("named.case")]);
    assert!(own.path("named.case").is_file());
}

#[test]
fn an_older_file_is_told_until_it_is_acknowledged_by_name() {
    let own = Computer::new();
    own.done("import", &[&sample("patients.csv")]);
    own.done("backups", &["--to", &own.text("backups")]);
    fs::copy(own.path("x.case"), own.path("older.case")).expect("copied");
    own.decide("1");
    let known = own.json("backups", &[])["head"].clone();
    assert!(own.json("status", &[])["older_file"].is_null());
    let nothing = outcome(&own.run("acknowledge", &["--by", "A. Practice", "--reason", "restored"]));
    assert!(nothing.0 == 2 && nothing.2.contains("nothing to acknowledge"), "{}", nothing.2);

    fs::copy(own.path("older.case"), own.path("x.case")).expect("copied");
    for (command, more) in [("status", &[][..]), ("findings", &[])] {
        let told = own.done(command, more);
        assert!(told.contains("older version") && told.contains("action 3,") && told.contains("action 2,"), "{told}");
        assert!(told.contains("letters may have been mailed") && told.contains("acknowledge CASE --by NAME"), "{told}");
    }
    // Work on it changes nothing about that, and no backup of the newer file goes.
    let told = own.decide("2");
    assert!(told.contains("older version"));
    let status = own.json("status", &[]);
    assert_eq!(
        (&status["older_file"]["known"], &status["older_file"]["now"]),
        (&known, &own.json("backups", &[])["head"])
    );
    assert_eq!(own.backups().len(), 3);

    for wrong in [["--by", " ", "--reason", "restored"], ["--by", "A. Practice", "--reason", " "]] {
        assert_eq!(outcome(&own.run("acknowledge", &wrong)).0, 2);
    }
    let report = own.json("acknowledge", &["--by", "A. Practice", "--reason", "restored after Zoe Moss deleted it"]);
    assert_eq!((&report["known"], &report["by"]), (&known, &Value::from("A. Practice")));
    let (_, acts, err) = outcome(&own.run("audit", &["--verify"]));
    assert!(
        acts.contains("older file acknowledged") && acts.contains(known["hash"].as_str().expect("a hash")),
        "{acts}"
    );
    assert!(!acts.contains("Zoe"), "the reason is no part of the audit");
    assert!(!err.contains("older version"), "{err}");
    assert_eq!(own.json("backups", &[])["head"], report["head"]);
    assert_eq!(outcome(&own.run("acknowledge", &["--by", "A. Practice", "--reason", "again"])).0, 2);
}

#[test]
fn a_case_that_was_moved_is_the_same_case_and_a_copy_beside_it_is_not_told() {
    let own = Computer::new();
    fs::copy(own.path("x.case"), own.path("older.case")).expect("copied");
    own.done("import", &[&sample("patients.csv")]);
    let run = |at: &Path| {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).env("HOME", own.path("home"));
        outcome(&program.arg("findings").arg(at).output().expect("starts")).2
    };
    assert!(!run(&own.path("older.case")).contains("older version"), "another file, which is looked at");
    fs::create_dir(own.path("moved")).expect("made");
    fs::rename(own.path("x.case"), own.path("moved/x.case")).expect("moved");
    assert!(!run(&own.path("moved/x.case")).contains("older version"));
    fs::rename(own.path("older.case"), own.path("moved/x.case")).expect("replaced");
    assert!(run(&own.path("moved/x.case")).contains("older version"));
}

#[test]
fn the_place_of_a_case_is_told() {
    let own = Computer::new();
    assert!(own.json("status", &[])["place"].is_null());
    let below = own.path("OneDrive - Riverbend Clinic");
    fs::create_dir(&below).expect("made");
    let run = |command: &str, more: &[&str]| {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).arg(command).arg(below.join("y.case")).args(more);
        outcome(&program.output().expect("starts"))
    };
    let (code, _, told) = run("new", &["--incident", &sample("incident.toml")]);
    assert!(code == 0 && told.contains("OneDrive syncs") && told.contains("own drive"), "{told}");
    let (code, out, told) = run("status", &["--json"]);
    let status: Value = serde_json::from_str(&out).expect("a report");
    assert!(code == 0 && told.contains("OneDrive syncs"), "{told}");
    assert_eq!((&status["place"]["kind"], &status["place"]["name"]), (&"synchronised".into(), &"OneDrive".into()));
    let (_, _, told) = run("findings", &[]);
    assert!(!told.contains("OneDrive"), "once is enough: {told}");
}

#[test]
fn without_a_folder_of_its_own_the_program_works_and_remembers_nothing() {
    let desk = Desk::new();
    let (code, _, err) = outcome(&desk.run("import", &[&sample("patients.csv")]));
    assert!(code < 2 && err.is_empty(), "{err}");
    let status = desk.json("status", &[]);
    assert!(status["older_file"].is_null() && status["backups"]["to"].is_null());
    assert_eq!(desk.json("backups", &[])["head"]["act"], 2);
    let (code, _, err) = outcome(&desk.run("backups", &["--to", &desk.folder.path().display().to_string()]));
    assert!(code == 3 && err.contains("HOME"), "{code}: {err}");
}

#[test]
fn a_release_names_its_action_for_the_practice_and_never_for_the_vendor() {
    let (one, other) = (Desk::new(), Desk::new());
    // More was done in the other case, so that every action of it has another hash.
    other.json("import", &[&sample("patients.csv")]);
    other.json("proofs", &["--out", &other.path("proofs").display().to_string()]);
    one.json("import", &[&sample("patients.csv")]);
    let packages = [&one, &other].map(|desk| {
        desk.json("approve", &["--by", "C. Counsel", "--all"]);
        let released = desk.json("release", &["--by", "A. Practice"]);
        let head = desk.json("backups", &[])["head"].clone();
        assert_eq!(released["head"], head);
        let package = desk.export("out");
        // The same export again, though more was done meanwhile.
        assert_eq!(desk.export("out"), package);
        (package, head)
    });
    let [(one, head), (other, other_head)] = packages;
    assert_ne!(head, other_head);
    let files = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("a package").flatten();
        let mut files: Vec<_> =
            entries.map(|entry| (entry.file_name(), fs::read(entry.path()).expect("readable"))).collect();
        files.sort();
        files
    };
    assert_eq!(one.file_name(), other.file_name());
    assert!(files(&one) == files(&other), "the vendor's package does not depend on when somebody acted");
    let only = |package: &Path| {
        let name = format!("{}-practice-only", package.file_name().expect("a name").to_string_lossy());
        fs::read(package.with_file_name(name).join("60_release.pdf")).expect("the page of the release")
    };
    assert!(only(&one).starts_with(b"%PDF") && only(&one) != only(&other));
}

#[test]
fn counsel_and_authorities_are_given_the_last_action() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let out = desk.path("out").display().to_string();
    for (command, more) in [("proofs", &["--counsel"][..]), ("regulators", &[])] {
        let head = desk.json("backups", &[])["head"]["hash"].as_str().expect("a hash").to_owned();
        let report = desk.json(command, &[&["--out", &out], more].concat());
        let folder = PathBuf::from(report["folder"].as_str().expect("a folder"));
        let read_me = fs::read_to_string(folder.join("00_read_me.txt")).expect("a read-me");
        assert!(read_me.replace(' ', "").contains(&head), "{command}: {read_me}");
        let again = desk.json(command, &[&["--out", &out], more].concat());
        assert_ne!(again["folder"], report["folder"], "what is printed is another, and so is the folder");
    }
}
