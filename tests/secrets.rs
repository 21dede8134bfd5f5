//! Secrets that open a case: strong where they are made, found in whatever form they are typed, kept to the process,
//! and asked of nobody who was not asked to remember them.

use crate::case::{folder, noticepress, outcome, sample};
use crate::casefile::{Desk, PASSPHRASE};
use desk::casefile::key::Secret;
use desk::casefile::{Case, strength};
use sha2::{Digest, Sha256};
use std::path::Path;
use zeroize::Zeroizing;

/// Runs the program with a passphrase, or with none.
fn run(words: Option<&str>, arguments: &[&str]) -> (i32, String, String) {
    let mut program = noticepress();
    program.args(arguments).stdin(std::process::Stdio::null());
    if let Some(words) = words {
        program.env("NOTICEPRESS_PASSPHRASE", words);
    }
    outcome(&program.output().expect("the program starts"))
}

const WEAK: [&str; 10] = [
    "123456789012",
    "            ",
    "aaaaaaaaaaaa",
    "passwordpassword",
    "qwertyuiop12",
    "Hill Country Pediatric Orthopedics",
    "hillcountry2025",
    "Notice of Data Breach",
    "PrivacyOfficer1",
    "abc123",
];

#[test]
fn a_passphrase_that_can_be_guessed_makes_no_case() {
    let desk = Desk::new();
    let new = desk.path("new.case").display().to_string();
    let (case, facts) = (desk.case().display().to_string(), sample("incident.toml"));
    let file = desk.path("words.txt");
    for weak in WEAK {
        let (code, _, err) = run(Some(weak), &["new", &new, "--incident", &facts]);
        assert!(code == 2 && err.contains("too easy to guess"), "{weak}: {err}");
        assert!(err.contains("--generate-passphrase") && !err.contains(weak), "{err}");
        assert!(!Path::new(&new).exists());
        std::fs::write(&file, weak).expect("written");
        let shown = file.display().to_string();
        let (code, _, err) = run(Some(PASSPHRASE), &["passphrase", &case, "--new-passphrase-file", &shown]);
        assert!(code == 2 && err.contains("too easy to guess") && !err.contains(weak), "{weak}: {err}");
    }
    assert_eq!(run(Some(PASSPHRASE), &["status", &case]).0, 0, "the old passphrase opens it still");
}

#[test]
fn a_case_with_a_weak_passphrase_opens() {
    let folder = folder();
    for (n, weak) in ["123456789012", "            ", "aaaaaaaaaaaa"].iter().enumerate() {
        let path = folder.path().join(format!("{n}.case"));
        let secret = Secret::Passphrase(Zeroizing::new((*weak).to_owned()));
        Case::create(&path, &secret, |case| {
            case.transact(desk::casefile::ActKind::New, desk::actor::Actor::NOBODY, |_, _| {
                Ok(((), serde_json::json!({})))
            })
        })
        .expect("made");
        assert_eq!(run(Some(weak), &["audit", &path.display().to_string(), "--verify"]).0, 0, "{weak}");
    }
}

#[test]
fn a_passphrase_is_made_where_one_is_wanted() {
    let desk = Desk::empty();
    let (case, facts) = (desk.case().display().to_string(), sample("incident.toml"));
    let (code, out, err) = run(None, &["new", &case, "--incident", &facts, "--generate-passphrase", "--json"]);
    assert_eq!(code, 0, "{err}");
    let made: serde_json::Value = serde_json::from_str(&out).expect("a report");
    let words = made["passphrase"].as_str().expect("a passphrase").to_owned();
    assert_eq!(words.split(' ').count(), 7);
    assert!(strength::weakness(&words, &[]).is_none() && made["recovery_key"].is_string());
    assert_eq!(run(Some(&words), &["status", &case]).0, 0);
    let (code, out, err) = run(Some(&words), &["passphrase", &case, "--generate-passphrase"]);
    assert_eq!(code, 0, "{err}");
    let next = out.lines().last().expect("the passphrase").trim().to_owned();
    assert!(next.split(' ').count() == 7 && next != words);
    assert_eq!((run(Some(&next), &["status", &case]).0, run(Some(&words), &["status", &case]).0), (0, 2));
    let wrong = run(Some(&next), &["passphrase", &case]);
    assert!(wrong.0 == 2 && wrong.2.contains("--new-passphrase-file"), "{}", wrong.2);
}

#[test]
fn a_passphrase_opens_in_whatever_form_it_is_typed() {
    let desk = Desk::empty();
    let (case, facts) = (desk.case().display().to_string(), sample("incident.toml"));
    let file = desk.path("words.txt");
    let shown = file.display().to_string();
    let with = |words: &str, arguments: &[&str]| {
        std::fs::write(&file, words).expect("written");
        let mut all = arguments.to_vec();
        all.extend(["--passphrase-file", &shown]);
        run(None, &all)
    };
    // Composed or not, behind the mark of an editor, before an end of line: one passphrase.
    let (composed, apart) = ("Grünkohl mit Pinkel um acht", "Gru\u{308}nkohl mit Pinkel um acht");
    let (code, _, err) = with(&format!("\u{feff}{apart}\r\n"), &["new", &case, "--incident", &facts]);
    assert!(code == 0 && !err.contains("space"), "{err}");
    for words in [composed.to_owned(), apart.to_owned(), format!("\u{feff}{composed}\n"), format!("{apart}\r\nmore")] {
        let (code, _, err) = with(&words, &["status", &case]);
        assert_eq!(code, 0, "{words:?}: {err}");
    }
    assert_eq!(run(Some(composed), &["status", &case]).0, 0);
    // A space belongs to the passphrase, and is told.
    let (code, _, err) = with(&format!("{composed} \n"), &["status", &case]);
    assert!(code == 2 && err.contains("ends with a space"), "{err}");
    // A copy opens with what opens the case, in whatever form.
    let copy = desk.path("copy.case").display().to_string();
    assert_eq!(with(apart, &["backup", &case, "--out", &copy]).0, 0);
    for words in [composed, apart] {
        assert_eq!(with(words, &["audit", &copy, "--verify"]).0, 0);
    }
}

/// Returns true if the head of a case tells that its passphrase was stretched in four lanes.
fn says_four_lanes(case: &Path) -> bool {
    let head = std::fs::read(case).expect("there");
    let digest = Sha256::digest([&head[..14], b"noticepress: Argon2id, 64 MiB, t = 3, p = 4"].concat());
    head[14..16] == digest[..2]
}

#[test]
fn new_cases_are_stretched_in_four_lanes_and_older_ones_with_their_next_passphrase() {
    let desk = Desk::new();
    assert!(says_four_lanes(&desk.case()));
    let older = desk.path("older.case");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/case-3-locked.case"), &older).expect("copied");
    assert!(!says_four_lanes(&older));
    let shown = older.display().to_string();
    let words = "an old passphrase of a test";
    assert!(run(Some(words), &["status", &shown]).0 < 2);
    assert!(!says_four_lanes(&older), "opening changes nothing of it");
    // A backup has the head of its case.
    let copy = desk.path("copy.case");
    assert_eq!(run(Some(words), &["backup", &shown, "--out", &copy.display().to_string()]).0, 0);
    assert!(!says_four_lanes(&copy) && run(Some(words), &["audit", &copy.display().to_string()]).0 == 0);
    let new = desk.path("words.txt");
    std::fs::write(&new, PASSPHRASE).expect("written");
    let arguments = ["passphrase", &shown, "--new-passphrase-file", &new.display().to_string()];
    assert_eq!(run(Some(words), &arguments).0, 0);
    assert!(says_four_lanes(&older));
    assert!(run(Some(PASSPHRASE), &["audit", &shown, "--verify"]).0 == 0);
    assert_eq!(run(Some(words), &["audit", &shown]).0, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn no_core_file_is_made_of_the_program() {
    use std::io::Read;
    // It waits for somebody to read what it writes.
    let mut program = std::process::Command::new("/bin/sh");
    program.args(["-c", "ulimit -S -c unlimited 2>/dev/null; exec \"$0\" sample-list --people 100000"]);
    let program = program.arg(env!("CARGO_BIN_EXE_noticepress")).stdout(std::process::Stdio::piped());
    let mut running = program.spawn().expect("the program starts");
    let mut first = [0; 64];
    running.stdout.as_mut().expect("piped").read_exact(&mut first).expect("it writes");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", running.id())).expect("there");
    running.kill().expect("ended");
    running.wait().expect("ended");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
}

#[cfg(target_os = "linux")]
#[test]
fn no_keyring_is_asked_unasked_and_none_over_a_network() {
    let desk = Desk::new();
    let case = desk.case().display().to_string();
    let network = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    network.set_nonblocking(true).expect("set");
    let port = network.local_addr().expect("an address").port();
    let socket = desk.path("bus");
    let machine = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    machine.set_nonblocking(true).expect("set");
    let home = desk.path("home");
    let with = |bus: &str, words: Option<&str>, arguments: &[&str]| {
        let mut program = noticepress();
        program.args(arguments).env("HOME", &home).env("DBUS_SESSION_BUS_ADDRESS", bus);
        program.stdin(std::process::Stdio::null());
        if let Some(words) = words {
            program.env("NOTICEPRESS_PASSPHRASE", words);
        }
        outcome(&program.output().expect("the program starts"))
    };
    let tcp = format!("tcp:host=127.0.0.1,port={port}");
    for bus in [tcp.clone(), format!("unix:path=/nowhere;{tcp}"), format!("unix:path={}", socket.display())] {
        let (code, _, err) = with(&bus, None, &["status", &case]);
        assert!(code == 2 && err.contains("There is no passphrase"), "{err}");
        assert_eq!(with(&bus, Some(PASSPHRASE), &["status", &case]).0, 0);
    }
    let (code, _, err) = with(&tcp, Some(PASSPHRASE), &["remember", &case]);
    assert!(code == 3 && err.contains("keychain"), "{err}");
    assert!(network.accept().is_err(), "nothing went over the network");
    assert!(machine.accept().is_err(), "the keyring was not asked");
}
