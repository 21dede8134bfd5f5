//! One failing write, or a disk that is full at some size, under every command that writes into a case: what was said
//! afterwards is what stands, and the case opens.

use super::{EVERY, PASSPHRASE, fault};
use crate::case::{folder, noticepress, outcome, sample};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

/// Points and sizes of a command that are tried where nobody asks for all.
const POINTS: u64 = 9;

const NEW: &str = "another four plain words";

/// Number of acts of the case at each stage.
const ACTS: &[(&str, u64)] = &[("new", 1), ("imported", 2), ("approved", 3), ("released", 4)];

/// Cases at their stages, made once: `imported`, `approved`, `released`, each with the recovery key in `key`.
struct Stages(tempfile::TempDir);

impl Stages {
    fn get() -> &'static Self {
        static MADE: OnceLock<Stages> = OnceLock::new();
        MADE.get_or_init(|| {
            let stages = Self(folder());
            let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
            let few: Vec<&str> = list.lines().take(25).collect();
            std::fs::write(stages.path("list.csv"), few.join("\n") + "\n").expect("written");
            std::fs::write(stages.path("new"), NEW).expect("written");
            let case = stages.text("new.case");
            let made = done(&["new", &case, "--incident", &sample("incident.toml"), "--json"]);
            let made: Value = serde_json::from_str(&made).expect("a report");
            std::fs::write(stages.path("key"), made["recovery_key"].as_str().expect("a key")).expect("written");
            let next = |from: &str, to: &str, words: &[&str]| {
                std::fs::copy(stages.path(from), stages.path(to)).expect("copied");
                let case = stages.text(to);
                done(&[&words[..1], &[&case], &words[1..]].concat());
            };
            next("new.case", "imported.case", &["import", &stages.text("list.csv")]);
            next("imported.case", "approved.case", &["approve", "--by", "C. Counsel", "--all"]);
            next("approved.case", "released.case", &["release", "--by", "A. Practice"]);
            let words = done(&["wording", &case, "jurisdictions/tx/addendum.md.hbs", "--json"]);
            let words: Value = serde_json::from_str(&words).expect("a report");
            let words = format!("{}\n\nAsk us anything.\n", words["text"].as_str().expect("a text").trim_end());
            std::fs::write(stages.path("words.hbs"), words).expect("written");
            stages
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }
}

fn done(words: &[&str]) -> String {
    let output =
        noticepress().args(words).env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).output().expect("the program starts");
    let (code, out, err) = outcome(&output);
    assert!(code < 2, "{words:?}: exit {code}: {err}");
    out
}

/// A command over a copy of the case of a stage.
struct Trial {
    stage: &'static str,
    /// Acts of the case before it.
    acts: u64,
    words: Vec<String>,
}

fn trial(command: &str) -> Trial {
    let stages = Stages::get();
    let (new, list, words) = (stages.text("new"), stages.text("list.csv"), stages.text("words.hbs"));
    let (incident, backup) = (sample("incident.toml"), stages.text("approved.case"));
    let (stage, rest): (_, Vec<&str>) = match command {
        "import" => ("new", vec![&list]),
        "passphrase" => ("imported", vec!["--new-passphrase-file", &new]),
        "decide" => ("imported", vec!["--person", "1", "--exclude", "--by", "A. Clerk", "--reason", "asked"]),
        "amend" => ("imported", vec!["--incident", &incident, "--by", "A. Clerk"]),
        "wording" => {
            let from = ["--from", &words, "--by", "C. Counsel", "--reason", "kinder"];
            ("imported", [&["jurisdictions/tx/addendum.md.hbs"], &from[..]].concat())
        }
        "filed" => ("imported", vec!["--authority", "TX", "--day", "2025-03-01", "--by", "A. Clerk"]),
        "approve" => ("imported", vec!["--by", "C. Counsel", "--all"]),
        "release" => ("approved", vec!["--by", "A. Practice"]),
        "export" => ("released", vec!["--out", "out"]),
        "backup" => ("imported", vec!["--out", "copy.case"]),
        "purge" => ("imported", vec!["--before-its-time"]),
        "restore" => ("imported", vec!["--from", &backup, "--by", "A. Clerk", "--reason", "the disk failed"]),
        "status" => ("imported", vec![]),
        other => panic!("{other} is no command of these tests"),
    };
    let words = [command, "x.case"].into_iter().chain(rest).map(str::to_owned).collect();
    let acts = ACTS.iter().find(|(name, _)| *name == stage).map_or(0, |(_, acts)| *acts);
    Trial { stage, acts, words }
}

/// A folder with the case after the command was tried in it.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn tried(trial: &Trial, fault_of: &[(&str, String)]) -> (Self, Output) {
        let room = Self { folder: folder() };
        let stages = Stages::get();
        std::fs::copy(stages.path(&format!("{}.case", trial.stage)), room.path("x.case")).expect("copied");
        let mut program = noticepress();
        program.args(&trial.words).arg("--recovery-file").arg(stages.path("key")).current_dir(room.folder.path());
        program.env("LD_PRELOAD", fault()).env("FAULT_COUNT", room.path("count"));
        program.envs(fault_of.iter().map(|(name, value)| (*name, value.as_str())));
        let output = program.output().expect("the program starts");
        (room, output)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the number of acts of a case; `None` where it does not open, or its audit does not verify.
    fn acts(&self, case: &str, passphrase: Option<&str>) -> Option<u64> {
        acts(&self.path(case), passphrase)
    }
}

fn acts(case: &Path, passphrase: Option<&str>) -> Option<u64> {
    let mut program = noticepress();
    program.arg("audit").arg(case).args(["--verify", "--json"]);
    match passphrase {
        Some(words) => program.env("NOTICEPRESS_PASSPHRASE", words),
        None => program.arg("--recovery-file").arg(Stages::get().path("key")),
    };
    let (code, out, _) = outcome(&program.output().expect("the program starts"));
    (code == 0).then(|| out.lines().filter(|line| !line.is_empty()).count() as u64)
}

/// The number behind these words.
fn number_after(text: &str, words: &str) -> Option<u64> {
    let rest = &text[text.find(words)? + words.len()..];
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// Tries a command under a fault and holds what it said against what stands.
fn hold(command: &str, trial: &Trial, fault_of: &[(&str, String)], whole: Option<u64>) {
    let before = Some(trial.acts);
    let (room, output) = Room::tried(trial, fault_of);
    let (code, out, err) = outcome(&output);
    let told = format!("{command}, {fault_of:?}: exit {code}: {out}{err}");
    assert!(matches!(code, 0 | 1 | 3), "{told}");
    assert!(!err.contains("as it was before"), "{told}");
    let done = code < 2;
    match command {
        "purge" => {
            assert_eq!(done, !room.path("x.case").exists(), "{told}");
            assert!(done || room.acts("x.case", None) == before, "{told}");
        }
        "passphrase" => {
            let (old, new) = (room.acts("x.case", None), room.acts("x.case", Some(NEW)));
            assert!(if done { new > before && old.is_none() } else { old == before && new.is_none() }, "{told}");
            assert_eq!(done, out.contains("the new one is"), "{told}");
        }
        "backup" => {
            assert_eq!(room.acts("x.case", None), before, "{told}");
            let copy = room.path("copy.case").exists();
            assert!(done == copy && (!copy || room.acts("copy.case", None) == before), "{told}");
        }
        _ => {
            let acts = room.acts("x.case", None);
            assert!(acts.is_some(), "the case opens: {told}");
            if done || err.contains("reported as done is saved") {
                assert_eq!(acts, whole, "{told}");
            } else if err.contains("was begun is recorded") {
                assert!(acts > before && acts < whole, "{acts:?}, {told}");
            } else if let Some(last) = number_after(&err, "the latest action in the case is number ") {
                assert!(acts == Some(last) && acts != whole, "{acts:?}, {told}");
            } else {
                assert!(
                    acts == before
                        || err.contains("it is not known whether")
                        || err.contains("now includes this action"),
                    "{acts:?}, {told}"
                );
            }
        }
    }
    for entry in std::fs::read_dir(room.folder.path()).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!name.contains(".making") && !name.contains(".staging"), "{name} is left: {told}");
    }
}

/// Every write of a command failing once, and the disk full at sizes from one page to three times the case.
fn every_failure(command: &str) {
    let trial = trial(command);
    let (room, output) = Room::tried(&trial, &[("FAULT_AT", "0".into())]);
    let (code, _, err) = outcome(&output);
    assert!(code < 2, "{command}: {err}");
    let writes: u64 = std::fs::read_to_string(room.path("count")).expect("counted").trim().parse().expect("a number");
    let whole = room.acts("x.case", None);
    let size = std::fs::metadata(Stages::get().path(&format!("{}.case", trial.stage))).expect("a case").len();
    let all = std::env::var(EVERY).is_ok_and(|asked| asked == "all");
    let of = |first: u64, last: u64, most: u64| -> Vec<u64> {
        let points = if all { most } else { POINTS.min(most) };
        (0..points).map(|n| first + n * (last - first) / (points - 1).max(1)).collect()
    };
    for at in of(1, writes, writes) {
        hold(command, &trial, &[("FAULT_KIND", "once".into()), ("FAULT_AT", at.to_string())], whole);
    }
    for room in of(4096, 3 * size, 300) {
        hold(command, &trial, &[("FAULT_ROOM", room.to_string())], whole);
    }
}

/// A command that is killed at any write leaves a case that opens, with the action or without it, and the next start of the
/// program, whatever it is asked to do, leaves nothing of the making.
fn every_kill(command: &str) {
    let trial = trial(command);
    let (room, output) = Room::tried(&trial, &[("FAULT_AT", "0".into())]);
    assert!(outcome(&output).0 < 2, "{command}");
    let writes: u64 = std::fs::read_to_string(room.path("count")).expect("counted").trim().parse().expect("a number");
    let whole = room.acts("x.case", if command == "passphrase" { Some(NEW) } else { None });
    let all = std::env::var(EVERY).is_ok_and(|asked| asked == "all");
    let points = if all { writes } else { POINTS.min(writes) };
    for at in (0..points).map(|n| 1 + n * (writes - 1) / (points - 1).max(1)) {
        let home = folder();
        let of_home = ("XDG_DATA_HOME", home.path().display().to_string());
        let kill = [("FAULT_KIND", "kill".into()), ("FAULT_AT", at.to_string()), of_home.clone()];
        let (room, output) = Room::tried(&trial, &kill);
        let told = format!("{command}, killed at {at} of {writes}");
        assert!(output.status.code().is_none(), "{told}");
        let mut next = noticepress();
        next.args(["templates", "list"]).env(of_home.0, &of_home.1);
        assert_eq!(outcome(&next.output().expect("the program starts")).0, 0, "{told}");
        for folder in [room.path("."), room.path("out")] {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                assert!(!name.contains(".making") && !name.contains(".staging"), "{name} is left: {told}");
            }
        }
        match command {
            // The file goes in one step.
            "purge" => {
                assert!(!room.path("x.case").exists() || room.acts("x.case", None) == Some(trial.acts), "{told}");
            }
            _ => {
                let acts = room.acts("x.case", None).or_else(|| room.acts("x.case", Some(NEW)));
                assert!(acts >= Some(trial.acts) && acts <= whole, "{acts:?}, {told}");
            }
        }
    }
}

macro_rules! commands {
    ($($name:ident: $command:literal,)*) => {
        $(#[test]
        fn $name() {
            every_failure($command);
            every_kill($command);
        })*
    };
}

commands! {
    a_failing_disk_under_import: "import",
    a_failing_disk_under_a_new_passphrase: "passphrase",
    a_failing_disk_under_decide: "decide",
    a_failing_disk_under_amend: "amend",
    a_failing_disk_under_wording: "wording",
    a_failing_disk_under_filed: "filed",
    a_failing_disk_under_approve: "approve",
    a_failing_disk_under_release: "release",
    a_failing_disk_under_export: "export",
    a_failing_disk_under_backup: "backup",
    a_failing_disk_under_purge: "purge",
    a_failing_disk_under_restore: "restore",
    a_failing_disk_under_status: "status",
}
