//! Killed at any write, or on a disk that fails below the database, a case opens, its audit verifies, and the same command
//! again ends with what it would have made: nothing is lost, nothing is mailed twice.

mod truth;

use crate::case::{folder, noticepress, outcome, sample};
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use zeroize::Zeroizing;

const PASSPHRASE: &str = "four plain words here";

/// Points of a command at which it is stopped where nobody asks for more; the first and the last changes are always among them.
const POINTS: u64 = 7;

/// Set to `all`, every change to the disk is a point: minutes for each command, so not in every run of the tests.
const EVERY: &str = "NOTICEPRESS_CRASH_POINTS";

/// The library that stops the program, built once.
fn fault() -> &'static Path {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = folder();
        let library = folder.path().join("fault.so");
        let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/crash/fault.c");
        let made =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").output();
        let made = made.expect("a C compiler, as the linker of every Rust program is one");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        (folder, library)
    });
    library
}

/// A folder with a case, a list and a place for packages.
struct Room {
    folder: tempfile::TempDir,
}

/// The command under test.
#[derive(Clone, Copy, Debug)]
enum Doing {
    New,
    Import,
    Approve,
    Export,
}

impl Doing {
    fn words(self, room: &Room) -> Vec<String> {
        let path = |name: &str| room.path(name).display().to_string();
        let (case, words) =
            (path("x.case"), |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        match self {
            Self::New => words(&["new", &case, "--incident", &sample("incident.toml")]),
            Self::Import => words(&["import", &case, &path("list.csv")]),
            Self::Approve => words(&["approve", &case, "--by", "C. Counsel", "--all"]),
            Self::Export => words(&["export", &case, "--out", &path("out")]),
        }
    }
}

fn done(words: &[String]) -> String {
    let mut program = noticepress();
    program.args(words).env("NOTICEPRESS_PASSPHRASE", PASSPHRASE);
    let (code, out, err) = outcome(&program.output().expect("the program starts"));
    assert!(code < 2, "{words:?}: exit {code}: {err}");
    out
}

impl Room {
    fn empty() -> Self {
        let room = Self { folder: folder() };
        let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
        let few: Vec<&str> = list.lines().take(31).collect();
        std::fs::write(room.path("list.csv"), few.join("\n") + "\n").expect("written");
        room
    }

    /// A room in which everything before the command was done.
    fn before(doing: Doing) -> Self {
        let room = Self::empty();
        let release: Vec<String> =
            ["release", &room.path("x.case").display().to_string(), "--by", "A. Practice"].map(str::to_owned).into();
        let steps: &[Doing] = match doing {
            Doing::New => &[],
            Doing::Import => &[Doing::New],
            Doing::Approve => &[Doing::New, Doing::Import],
            Doing::Export => &[Doing::New, Doing::Import, Doing::Approve],
        };
        for step in steps {
            done(&step.words(&room));
        }
        if let Doing::Export = doing {
            done(&release);
        }
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same room again.
    fn twin(&self) -> Self {
        let twin = Self { folder: folder() };
        for name in ["x.case", "list.csv"] {
            if self.path(name).exists() {
                std::fs::copy(self.path(name), twin.path(name)).expect("copied");
            }
        }
        twin
    }

    fn run(&self, words: &[String], at: u64, kind: &str) -> Output {
        let mut program = noticepress();
        program.args(words).env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).env("LD_PRELOAD", fault());
        program.env("FAULT_AT", at.to_string()).env("FAULT_KIND", kind).env("FAULT_COUNT", self.path("count"));
        program.output().expect("the program starts")
    }

    fn ask(&self, command: &str, more: &[&str]) -> String {
        let mut words = vec![command.to_owned(), self.path("x.case").display().to_string()];
        words.extend(more.iter().map(|word| (*word).to_owned()));
        done(&words)
    }

    /// Returns the status of the case, without the date of today, and the sums of the packages by name.
    fn state(&self) -> (Value, Vec<(String, String)>) {
        let mut status: Value = serde_json::from_str(&self.ask("status", &["--json"])).expect("a report");
        status.as_object_mut().expect("an object").remove("today");
        let mut packages = Vec::new();
        for entry in std::fs::read_dir(self.path("out")).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let sums = std::fs::read_to_string(entry.path().join("SHA256SUMS")).unwrap_or_default();
            packages.push((name, sums));
        }
        packages.sort();
        (status, packages)
    }
}

/// Stops the command at points from its first change to the disk to its last, and does it again.
fn stop_everywhere(doing: Doing, kind: &str) {
    let before = Room::before(doing);
    let whole = before.twin();
    let words = doing.words(&whole);
    let (code, _, err) = outcome(&whole.run(&words, 0, kind));
    assert!(code < 2, "{err}");
    let changes: u64 = std::fs::read_to_string(whole.path("count")).expect("counted").trim().parse().expect("a number");
    assert!(changes > POINTS, "{doing:?} changes the disk {changes} times");
    let expected = whole.state();
    let points: Vec<u64> = if std::env::var(EVERY).is_ok_and(|asked| asked == "all") {
        (1..=changes).collect()
    } else {
        (0..POINTS).map(|n| 1 + n * (changes - 1) / (POINTS - 1)).collect()
    };
    for at in points {
        let room = before.twin();
        let words = doing.words(&room);
        let (code, _, err) = outcome(&room.run(&words, at, kind));
        if kind != "kill" {
            assert!(code == 0 || code == 1 || code == 3, "{doing:?}, {kind} at {at} of {changes}: exit {code}: {err}");
        }
        if !matches!(doing, Doing::New) {
            room.ask("audit", &["--verify"]);
        }
        if matches!(doing, Doing::New) && room.path("x.case").exists() {
            // It was stopped after it had been done.
            room.ask("audit", &["--verify"]);
        } else {
            done(&words);
        }
        let (status, packages) = room.state();
        assert_eq!(packages, expected.1, "{doing:?}, {kind} at {at} of {changes}");
        assert!(status == expected.0, "{doing:?}, {kind} at {at} of {changes}: the case is another");
        room.ask("audit", &["--verify"]);
        let left: Vec<_> = std::fs::read_dir(room.folder.path()).expect("a folder").flatten().collect();
        let left: Vec<_> = left.iter().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        let known = ["x.case", "list.csv", "out", "count"];
        assert!(left.iter().all(|name| known.contains(&name.as_str())), "nothing else is left: {left:?}");
    }
}

#[test]
fn killed_while_a_case_is_made() {
    stop_everywhere(Doing::New, "kill");
}

#[test]
fn killed_while_a_list_comes_in() {
    stop_everywhere(Doing::Import, "kill");
}

#[test]
fn killed_while_counsel_signs() {
    stop_everywhere(Doing::Approve, "kill");
}

#[test]
fn killed_while_a_package_is_made() {
    stop_everywhere(Doing::Export, "kill");
}

#[test]
fn the_disk_is_full_while_a_list_comes_in() {
    stop_everywhere(Doing::Import, "ENOSPC");
}

#[test]
fn the_disk_fails_while_a_package_is_made() {
    stop_everywhere(Doing::Export, "EIO");
}

#[test]
fn a_second_program_on_one_case_is_refused_and_a_copy_can_be_made_meanwhile() {
    let room = Room::before(Doing::Import);
    let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    let held = Case::open(&room.path("x.case"), &secret, Access::Exclusive).expect("open as by a window");
    let mut program = noticepress();
    program.args(Doing::Import.words(&room)).env("NOTICEPRESS_PASSPHRASE", PASSPHRASE);
    let (code, _, err) = outcome(&program.output().expect("the program starts"));
    assert!(code == 2 && err.contains("in use"), "{err}");
    room.ask("backup", &["--out", &room.path("copy.case").display().to_string()]);
    held.close().expect("closed");
    done(&Doing::Import.words(&room));
}
