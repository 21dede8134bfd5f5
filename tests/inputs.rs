//! Inputs that are no file, texts that cannot be printed, and cases that cannot be written: refused or opened in plain
//! words, and at once.

use crate::case::{folder, noticepress, outcome, package, sample, say};
use crate::casefile::{Desk, PASSPHRASE};
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

/// The incident file of the sample with one line changed, beside the files that it names.
fn incident(folder: &Path, from: &str, to: &str) -> String {
    for name in ["logo.svg", "signature.png"] {
        std::fs::copy(sample(name), folder.join(name)).expect("copied");
    }
    let text = std::fs::read_to_string(sample("incident.toml")).expect("the incident file");
    let changed = text.replacen(from, to, 1);
    assert_ne!(text, changed);
    let path = folder.join("incident.toml");
    std::fs::write(&path, changed).expect("written");
    path.display().to_string()
}

fn few(folder: &Path) -> String {
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let path = folder.join("few.csv");
    std::fs::write(&path, list.lines().take(3).collect::<Vec<_>>().join("\n")).expect("written");
    path.display().to_string()
}

#[test]
fn check_and_run_agree_about_what_cannot_be_printed() {
    let folder = folder();
    let list = few(folder.path());
    let out = folder.path().join("out").display().to_string();
    for key in ["name", "title", "hours", "toll_free", "website"] {
        for c in ["202e", "2066", "200f", "61c", "ad", "180e", "fe0f", "2061"] {
            let from = format!("\n{key} = \"");
            let path = incident(folder.path(), &from, &format!("{from}\\u{c:0>4}"));
            let text = std::fs::read_to_string(&path).expect("there");
            let at = text.find(&format!("\n{key} = ")).map(|at| text[..=at].matches('\n').count() + 1).expect("a line");
            let (checked, _, why) = outcome(&say(&["check", &list, "--incident", &path]));
            let (ran, ..) = outcome(&say(&["run", &list, "--incident", &path, "--out", &out]));
            assert_eq!((checked, ran), (2, 2), "{key} {c}: {why}");
            assert!(why.contains(&format!("line {at}, ")) && why.contains(key), "{why}");
            assert!(!why.contains("report"), "{why}");
        }
    }
    // What word processors leave in pasted text prints as nothing, and is no fault.
    let path = incident(folder.path(), "\ntitle = \"", "\ntitle = \"\\u200B");
    assert_eq!(outcome(&say(&["check", &list, "--incident", &path])).0, 0);
    assert_eq!(outcome(&say(&["run", &list, "--incident", &path, "--out", &out])).0, 0);
}

#[test]
fn every_vendor_profile_that_comes_with_the_program_is_taken() {
    let folder = folder();
    let list = few(folder.path());
    let profiles = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/vendors")).expect("profiles");
    for profile in profiles.flatten() {
        let path = profile.path().display().to_string();
        let arguments = ["check", &list, "--incident", &sample("incident.toml"), "--vendor", &path];
        let (code, _, why) = outcome(&say(&arguments));
        assert_eq!(code, 0, "{path}: {why}");
    }
}

#[test]
fn a_vendor_profile_holds_nothing_that_cannot_be_printed() {
    let folder = folder();
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/vendors/default.toml");
    let text = std::fs::read_to_string(profile).expect("the profile");
    let path = folder.path().join("vendor.toml");
    std::fs::write(&path, text.replacen("baa_reference = \"", "baa_reference = \"\\u202E", 1)).expect("written");
    let vendor = path.display().to_string();
    let out = folder.path().join("out").display().to_string();
    for command in [vec!["check"], vec!["run", "--out", &out]] {
        let mut arguments = command.clone();
        let (list, facts) = (sample("patients.csv"), sample("incident.toml"));
        arguments.extend([list.as_str(), "--incident", &facts, "--vendor", &vendor]);
        let (code, _, err) = outcome(&say(&arguments));
        assert!(code == 2 && err.contains("vendor.toml, line ") && err.contains("invisible"), "{err}");
    }
}

/// Runs the program and ends it where it takes longer than anything that only has to be refused.
#[cfg(target_os = "linux")]
fn at_once(arguments: &[&str]) -> Output {
    let mut program = noticepress();
    program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).args(arguments).stdin(Stdio::null());
    let mut running = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let begun = Instant::now();
    loop {
        if running.try_wait().expect("watched").is_some() {
            return running.wait_with_output().expect("ended");
        }
        if begun.elapsed() > Duration::from_secs(20) {
            running.kill().expect("ended");
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(target_os = "linux")]
fn pipe(path: &Path) -> String {
    nix::unistd::mkfifo(path, nix::sys::stat::Mode::S_IRWXU).expect("a pipe");
    path.display().to_string()
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_refused_for_every_input() {
    let desk = Desk::new();
    let case = desk.case().display().to_string();
    desk.json("import", &[&sample("patients.csv")]);
    let fifo = pipe(&desk.path("fifo"));
    let socket = desk.path("socket");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let link = desk.path("link");
    std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
    let (socket, link) = (socket.display().to_string(), link.display().to_string());
    let (list, facts) = (sample("patients.csv"), sample("incident.toml"));
    let (new, pack) = (desk.path("new.case").display().to_string(), desk.path("pack").display().to_string());
    std::fs::create_dir_all(desk.path("templates")).expect("made");
    pipe(&desk.path("templates/fifo"));
    let templates = desk.path("templates").display().to_string();
    for bad in [fifo.as_str(), &socket, &link, "/dev/full", "/dev/zero", "/proc/kmsg", "/proc/self/environ"] {
        let all = [
            vec!["verify", bad],
            vec!["check", bad, "--incident", &facts],
            vec!["check", &list, "--incident", bad],
            vec!["check", &list, "--incident", &facts, "--mapping", bad],
            vec!["check", &list, "--incident", &facts, "--vendor", bad],
            vec!["check", &list, "--incident", &facts, "--templates", bad],
            vec!["check", &list, "--incident", &facts, "--templates", &templates],
            vec!["new", &new, "--incident", bad],
            vec!["new", &new, "--incident", &facts, "--passphrase-file", bad],
            vec!["status", bad],
            vec!["status", &case, "--passphrase-file", bad],
            vec!["status", &case, "--recovery-file", bad],
            vec!["passphrase", &case, "--new-passphrase-file", bad],
            vec!["import", &case, bad],
            vec!["import", &case, &list, "--mapping", bad],
            vec!["amend", &case, "--incident", bad, "--by", "A. Clerk"],
            vec!["guardians", &case, bad, "--by", "A. Clerk"],
            vec!["wording", &case, "letters/adult.md.hbs", "--from", bad, "--by", "C", "--reason", "because"],
            vec!["approve", &case, "--all", "--by", "C. Counsel", "--from", bad],
            vec!["approve", &case, "--all", "--by", "C. Counsel", "--pack", bad],
            vec!["addresses", &case, "--import", bad, "--by", "A. Clerk"],
            vec!["addresses", &case, "--import", &list, "--answers", bad, "--by", "A. Clerk"],
            vec!["returns", &case, bad, "--by", "A. Clerk"],
            vec!["reprint", &case, "--pieces", bad, "--out", &pack],
            vec!["remail", &case, "--pieces", bad, "--by", "A. Clerk", "--reason", "because"],
            vec!["restore", &case, "--from", bad, "--by", "A. Clerk", "--reason", "because"],
        ];
        // Opening a case takes its time; one pipe and one device stand for the others there.
        let those = if bad == fifo || bad == link { all.len() } else { 7 };
        for arguments in &all[..those] {
            let (code, out, err) = outcome(&at_once(arguments));
            assert!(code == 2 || code == 3, "{arguments:?}: exit {code}: {out}{err}");
            assert!(err.starts_with("noticepress: "), "{arguments:?}: {err}");
        }
    }
    for key in ["logo", "letterhead", "signature", "codes"] {
        let named = folder();
        let facts = match key {
            "logo" => incident(named.path(), "logo = \"logo.svg\"", "logo = \"fifo\""),
            "letterhead" => incident(named.path(), "logo = \"logo.svg\"", "letterhead = \"fifo\""),
            "signature" => incident(named.path(), "signature = \"signature.png\"", "signature = \"fifo\""),
            _ => incident(named.path(), "[monitoring.adult]", "[monitoring.adult]\ncodes = \"fifo\""),
        };
        pipe(&named.path().join("fifo"));
        for arguments in [vec!["check", &list, "--incident", &facts], vec!["new", &new, "--incident", &facts]] {
            let (code, _, err) = outcome(&at_once(&arguments));
            assert!(code == 2 && err.contains("fifo: This is not a regular file"), "{key}: {err}");
        }
    }
    // A link to a file is a file.
    let linked = desk.path("linked.csv");
    std::os::unix::fs::symlink(sample("patients.csv"), &linked).expect("a link");
    assert!(outcome(&at_once(&["check", &linked.display().to_string(), "--incident", &facts])).0 < 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_package_with_a_pipe_or_a_device_in_it_is_not_whole() {
    let folder = folder();
    let made = package(&few(folder.path()), folder.path(), &[]);
    let shown = made.display().to_string();
    assert_eq!(outcome(&at_once(&["verify", &shown])).0, 0);
    for name in ["20_manifest.csv", "SHA256SUMS", "10_letters_0001.pdf", "30_sheets.csv", "40_control_totals.json"] {
        let (there, aside) = (made.join(name), folder.path().join("aside"));
        std::fs::rename(&there, &aside).unwrap_or_else(|e| panic!("{name}: {e}"));
        for device in [None, Some("/dev/zero"), Some("/dev/full")] {
            match device {
                None => drop(pipe(&there)),
                Some(device) => std::os::unix::fs::symlink(device, &there).expect("a link"),
            }
            let (code, out, err) = outcome(&at_once(&["verify", &shown]));
            assert!(code == 2 && out.contains("not a regular file"), "{name}: {out}{err}");
            std::fs::remove_file(&there).expect("removed");
        }
        std::fs::rename(&aside, &there).expect("put back");
    }
    pipe(&made.join("99_more"));
    assert_eq!(outcome(&at_once(&["verify", &shown])).0, 2);
}

/// The program as somebody to whom modes of files apply.
#[cfg(target_os = "linux")]
fn as_somebody(arguments: &[&str]) -> (i32, String, String) {
    use std::os::unix::process::CommandExt;
    let mut program = noticepress();
    program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).args(arguments);
    if std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").expect("there")) == 0 {
        program.uid(65_534).gid(65_534);
    }
    outcome(&program.output().expect("the program starts"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_case_for_reading_only_is_looked_at_and_backed_up() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    // A name that an address of the database would have to write otherwise.
    let disc = desk.path("a disc #1?");
    std::fs::create_dir(&disc).expect("made");
    let case = disc.join("x.case");
    std::fs::copy(desk.case(), &case).expect("copied");
    let out = desk.path("out");
    std::fs::create_dir(&out).expect("made");
    mode(desk.folder.path(), 0o755);
    mode(&out, 0o777);
    mode(&case, 0o444);
    mode(&disc, 0o555);
    let before = std::fs::read(&case).expect("there");
    let shown = case.display().to_string();
    let copy = out.join("copy.case").display().to_string();
    if as_somebody(&["--version"]).0 == 0 {
        for arguments in [
            vec!["status", &shown],
            vec!["audit", &shown, "--verify"],
            vec!["findings", &shown],
            vec!["plan", &shown],
            vec!["pairs", &shown],
            vec!["status", &shown, "--read-only"],
            vec!["audit", &shown, "--verify", "--read-only"],
            vec!["findings", &shown, "--read-only"],
            vec!["backup", &shown, "--out", &copy],
        ] {
            let (code, out, err) = as_somebody(&arguments);
            assert!(code < 2, "{arguments:?}: exit {code}: {out}{err}");
        }
        let (code, _, err) = as_somebody(&["import", &shown, &sample("patients.csv")]);
        assert!(code >= 2 && err.contains("add --read-only") | err.contains("Add --read-only"), "{err}");
        assert_eq!(std::fs::read_dir(&disc).expect("there").count(), 1, "nothing lies beside it");
        assert_eq!(std::fs::read(&case).expect("there"), before);
    }
    mode(&disc, 0o755);
    mode(&case, 0o644);
}
