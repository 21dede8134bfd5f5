//! The end by a signal, and what a killed process leaves to the next start.
#![cfg(unix)]

use crate::case::{folder, noticepress, outcome, sample, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PASSPHRASE: &str = "four plain words here";

/// A list that takes the program some seconds.
const PEOPLE: &str = "6000";

/// A room with a list, the incident file, a case with the list, and a data folder of its own.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = folder();
        for name in ["incident.toml", "logo.svg", "signature.png"] {
            fs::copy(sample(name), folder.path().join(name)).expect("copied");
        }
        for name in ["out", "other", "home"] {
            fs::create_dir(folder.path().join(name)).expect("made");
        }
        let room = Self { folder };
        room.done(&["sample-list", "--people", PEOPLE, "--seed", "5", "--out", "list.csv"]);
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = noticepress();
        command.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).env("XDG_DATA_HOME", self.path("home"));
        command.current_dir(self.folder.path()).args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn done(&self, words: &[&str]) -> String {
        let (code, out, said) = outcome(&self.command(words).output().expect("starts"));
        assert!(code == 0 || code == 1, "{words:?}: exit {code}: {said}");
        out
    }

    /// Starts a command and waits until it has changes of a case waiting beside it.
    fn at_work_on(&self, words: &[&str], case: &str) -> Child {
        let mut child = self.command(words).spawn().expect("starts");
        let until = Instant::now() + Duration::from_mins(1);
        while !self.path(&format!("{case}-wal")).exists() {
            assert!(child.try_wait().expect("asked").is_none(), "{words:?} ended before it was interrupted");
            assert!(Instant::now() < until, "{words:?} never began");
            std::thread::yield_now();
        }
        child
    }

    /// Hidden names of ours in a folder: what is unfinished there.
    fn unfinished(&self, folder: &str) -> Vec<String> {
        let ours = |name: &String| {
            name.starts_with('.') && [".staging", ".lock", ".making"].iter().any(|end| name.ends_with(end))
        };
        names(&self.path(folder)).into_iter().filter(ours).collect()
    }

    /// Starts a command and waits until it has begun something in a folder.
    fn started(&self, words: &[&str], folder: &str, begun: &str) -> Child {
        let mut child = self.command(words).spawn().expect("starts");
        let until = Instant::now() + Duration::from_mins(1);
        // What only tries whether the folder can be written to is gone in a moment.
        while !self.unfinished(folder).iter().any(|name| name.ends_with(begun) && !name.contains("probe")) {
            assert!(child.try_wait().expect("asked").is_none(), "{words:?} ended before it was interrupted");
            assert!(Instant::now() < until, "{words:?} never began");
            std::thread::yield_now();
        }
        child
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

fn ended(child: Child) -> Output {
    child.wait_with_output().expect("ended")
}

const RUN: [&str; 6] = ["run", "list.csv", "--incident", "incident.toml", "--out", "out"];

#[test]
fn a_signal_ends_a_run_as_a_cancel_does() {
    let room = Room::new();
    for (name, twice) in [("-INT", false), ("-TERM", false), ("-HUP", false), ("-TERM", true)] {
        let child = room.started(&RUN, "out", ".staging");
        signal(&child, name);
        if twice {
            signal(&child, name);
        }
        let (code, out, said) = outcome(&ended(child));
        assert_eq!((code, out.as_str()), (2, ""), "{name}: {said}");
        assert_eq!(said.matches("Stopped.").count(), 1, "{name}: {said}");
        assert!(names(&room.path("out")).is_empty(), "{name}: {:?}", names(&room.path("out")));
        assert!(names(&room.path("home")).is_empty(), "nothing is written down any more");
    }
    let child = room.started(&[&RUN[..], &["--json"]].concat(), "out", ".staging");
    signal(&child, "-TERM");
    let (code, out, _) = outcome(&ended(child));
    let told: serde_json::Value = serde_json::from_str(&out).expect("one JSON value");
    assert_eq!((code, &told["error"]), (2, &serde_json::json!("refused")));
    room.done(&RUN);
}

#[test]
fn a_signal_at_any_moment_leaves_nothing_half_made() {
    let room = Room::new();
    let check = ["check", "list.csv", "--incident", "incident.toml", "--records", "out/records.csv"];
    let list = ["sample-list", "--people", "400000", "--out", "out/many.csv"];
    for wait in [0, 20, 90, 250, 600] {
        for words in [&RUN[..], &check, &list] {
            let mut child = room.command(words).spawn().expect("starts");
            std::thread::sleep(Duration::from_millis(wait));
            if child.try_wait().expect("asked").is_none() {
                signal(&child, "-TERM");
            }
            let output = ended(child);
            // Whoever is asked to end before the program has begun ends by the signal itself.
            assert!(matches!(output.status.code(), None | Some(0..=2)), "{words:?} after {wait} ms: {output:?}");
            let left = room.unfinished("out");
            assert!(left.is_empty(), "{words:?} after {wait} ms left {left:?}");
            for name in names(&room.path("out")) {
                let path = room.path("out").join(name);
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("removed");
            }
        }
    }
}

#[test]
fn a_signal_ends_commands_over_a_case_and_the_case_stays_whole() {
    let room = Room::new();
    room.done(&["new", "a.case", "--incident", "incident.toml"]);
    for name in ["-INT", "-TERM"] {
        let child = room.at_work_on(&["import", "a.case", "list.csv"], "a.case");
        signal(&child, name);
        let (code, _, said) = outcome(&ended(child));
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("Stopped."), "{said}");
        assert!(room.unfinished("").is_empty(), "{:?}", room.unfinished(""));
        room.done(&["audit", "a.case", "--verify"]);
    }
    room.done(&["import", "a.case", "list.csv"]);
    let export = ["export", "a.case", "--proof", "--out", "out"];
    let child = room.started(&export, "out", ".staging");
    signal(&child, "-TERM");
    let (code, _, said) = outcome(&ended(child));
    assert_eq!(code, 2, "{said}");
    assert!(room.unfinished("out").is_empty() && room.unfinished("").is_empty());
    room.done(&export);
    room.done(&["audit", "a.case", "--verify"]);
}

#[test]
fn what_a_killed_run_left_is_the_users_alone_and_is_cleared_by_the_next_start() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let other = room.started(&[&RUN[..5], &["other"]].concat(), "other", ".staging");
    signal(&other, "-STOP");
    let child = room.started(&RUN, "out", ".staging");
    signal(&child, "-KILL");
    ended(child);
    let left = room.unfinished("out");
    let staging = left.iter().find(|name| name.ends_with(".staging")).expect("left behind");
    let mode = |path: PathBuf| fs::symlink_metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(room.path("out").join(staging)), 0o700);
    for name in names(&room.path("out").join(staging)) {
        assert_eq!(mode(room.path("out").join(staging).join(name)), 0o600);
    }
    room.done(&["templates", "list"]);
    assert!(names(&room.path("out")).is_empty(), "{:?}", names(&room.path("out")));
    // Whoever lives keeps what is theirs.
    let theirs = room.unfinished("other");
    assert!(theirs.iter().any(|name| name.ends_with(".staging")), "{theirs:?}");
    signal(&other, "-CONT");
    let (code, _, said) = outcome(&ended(other));
    assert!(code == 0 || code == 1, "{said}");
    assert!(names(&room.path("home")).is_empty());
}

#[test]
fn a_home_that_cannot_be_used_is_no_reason_not_to_work() {
    let room = Room::new();
    fs::remove_dir(room.path("home")).expect("removed");
    fs::write(room.path("home"), "a file").expect("written");
    room.done(&["check", "list.csv", "--incident", "incident.toml", "--records", "records.csv"]);
    assert!(room.path("records.csv").is_file());
    assert!(say(&["templates", "list"]).status.success());
}
