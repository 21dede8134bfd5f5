//! Files that are written over, files that never are, and the people who may read a file that was written.

use crate::case::{folder, noticepress, outcome, sample};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const PASSPHRASE: &str = "four plain words here";

/// Runs the program in a folder, where the passphrase is at hand.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = noticepress();
    command.current_dir(folder).env("NOTICEPRESS_PASSPHRASE", PASSPHRASE);
    command.args(arguments).output().expect("the program starts")
}

/// A folder with the incident file of the sample case, what it names, and a list.
fn desk() -> tempfile::TempDir {
    let folder = folder();
    for name in ["incident.toml", "patients.csv", "logo.svg", "signature.png"] {
        fs::copy(sample(name), folder.path().join(name)).expect("copied");
    }
    folder
}

/// Everything in a folder but what was there before, with links as they are.
fn all_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("an entry").path();
        if fs::symlink_metadata(&path).expect("there").is_dir() {
            all_in(&path, found);
        }
        found.push(path);
    }
}

/// Runs the program and says why it refused; nothing in the folder has changed.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let state = || {
        let mut found = Vec::new();
        all_in(folder, &mut found);
        found.sort();
        // A pipe would be waited for.
        let bytes = |path: &Path| path.is_file().then(|| fs::read(path).expect("readable"));
        found.into_iter().map(|path| (bytes(&path), path)).collect::<Vec<_>>()
    };
    let before = state();
    let (code, _, said) = outcome(&run(folder, arguments));
    assert_eq!(code, 2, "{arguments:?}: {said}");
    assert!(state() == before, "{arguments:?} changed something");
    said
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, said) = outcome(&run(folder, arguments));
    assert!(code == 0 || code == 1, "{arguments:?}: exit {code}: {said}");
    out
}

const CHECK: [&str; 4] = ["check", "patients.csv", "--incident", "incident.toml"];
const PREVIEW: [&str; 6] = ["preview", "patients.csv", "--incident", "incident.toml", "--row", "2"];

#[test]
fn a_case_an_incident_file_and_inputs_are_never_written_over() {
    let desk = desk();
    let at = desk.path();
    done(at, &["new", "a.case", "--incident", "incident.toml"]);
    fs::copy(at.join("a.case"), at.join("renamed")).expect("copied");
    fs::copy(at.join("incident.toml"), at.join("other.toml")).expect("copied");
    fs::hard_link(at.join("patients.csv"), at.join("second.csv")).expect("a second name");
    fs::write(at.join("pass.txt"), PASSPHRASE).expect("written");
    for force in [&[][..], &["--force"]] {
        let refused = |arguments: &[&str]| refused(at, &[arguments, force].concat());
        for target in ["a.case", "renamed", "new.case", "new.noticecase", "incident.toml", "other.toml", "."] {
            refused(&[&CHECK[..], &["--records", target]].concat());
            refused(&[&PREVIEW[..], &["--out", target]].concat());
            refused(&["sample-list", "--people", "9", "--out", target]);
            refused(&["new", "b.case", "--incident", "incident.toml", "--recovery-out", target]);
        }
        for target in ["patients.csv", "second.csv", "logo.svg"] {
            let said = refused(&[&CHECK[..], &["--records", target]].concat());
            assert!(said.contains("one of the inputs"), "{said}");
            refused(&[&PREVIEW[..], &["--out", target]].concat());
        }
        let new = ["new", "b.db", "--incident", "incident.toml", "--passphrase-file", "pass.txt", "--recovery-out"];
        for target in ["b.db", "incident.toml", "pass.txt", "logo.svg", "signature.png"] {
            let said = refused(&[&new[..], &[target]].concat());
            assert!(said.contains("one of the inputs"), "{said}");
        }
        let mapping = ["--mapping", "map.toml", "--records", "map.toml"];
        fs::write(at.join("map.toml"), "").expect("written");
        refused(&[&CHECK[..], &mapping].concat());
        fs::remove_file(at.join("map.toml")).expect("removed");
    }
}

#[test]
fn a_file_that_stands_is_written_over_only_where_it_is_ours_of_the_same_kind_or_with_force() {
    let desk = desk();
    let at = desk.path();
    let records = [&CHECK[..], &["--records", "out.csv"]].concat();
    done(at, &records);
    done(at, &records);
    fs::write(at.join("out.csv"), "my own table\n").expect("written");
    let said = refused(at, &records);
    assert!(said.contains("out.csv") && said.contains("already exists here") && said.contains("--force"), "{said}");
    done(at, &[&records[..], &["--force"]].concat());
    assert!(fs::read_to_string(at.join("out.csv")).expect("there").starts_with("file,line,disposition"));

    let preview = [&PREVIEW[..], &["--out", "out.pdf"]].concat();
    done(at, &preview);
    done(at, &preview);
    refused(at, &[&PREVIEW[..5], &["3", "--out", "out.pdf"]].concat());
    refused(at, &[&PREVIEW[..], &["--out", "out.csv"]].concat());

    let list = |seed: &'static str| ["sample-list", "--people", "40", "--seed", seed, "--out", "list.csv"];
    done(at, &list("1"));
    done(at, &list("1"));
    refused(at, &list("2"));
    done(at, &[&list("2")[..], &["--force"]].concat());

    fs::write(at.join("key.txt"), "the key of another case\n").expect("written");
    refused(at, &["new", "b.case", "--incident", "incident.toml", "--recovery-out", "key.txt"]);
    done(at, &["demo", "--out", "demo"]);
    done(at, &["demo", "--out", "demo"]);
    fs::write(at.join("demo/sample-case/patients.csv"), "mine\n").expect("written");
    refused(at, &["demo", "--out", "demo"]);
}

#[test]
fn a_recovery_key_is_kept_shown_or_there_is_no_case() {
    let desk = desk();
    let at = desk.path();
    let (code, _, said) =
        outcome(&run(at, &["new", "a.case", "--incident", "incident.toml", "--recovery-out", "no/such/key.txt"]));
    assert_eq!(code, 3, "{said}");
    assert!(!at.join("a.case").exists() && !said.is_empty());
    let shown = done(at, &["new", "a.case", "--incident", "incident.toml", "--recovery-out", "key.txt", "--json"]);
    assert!(shown.contains("\"recovery_key\": null"), "{shown}");
    assert!(fs::read_to_string(at.join("key.txt")).expect("kept").trim().len() > 20);
}

#[cfg(unix)]
mod unix {
    use super::{CHECK, PREVIEW, all_in, desk, done, noticepress, outcome, refused};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    #[test]
    fn links_are_not_followed_and_devices_and_pipes_are_not_opened() {
        let desk = desk();
        let at = desk.path();
        fs::write(at.join("victim"), "dear\n").expect("written");
        for name in ["out.csv", ".out.csv.staging", "out.staging"] {
            symlink("victim", at.join(name)).expect("a link");
        }
        assert!(Command::new("mkfifo").arg(at.join("pipe")).status().expect("mkfifo").success());
        for target in ["out.csv", "pipe", "/dev/null", "/dev/stdout"] {
            for more in [&[][..], &["--force"]] {
                refused(at, &[&CHECK[..], &["--records", target], more].concat());
                refused(at, &[&PREVIEW[..], &["--out", target], more].concat());
                refused(at, &[&["sample-list", "--people", "9", "--out", target], more].concat());
            }
        }
        fs::remove_file(at.join("out.csv")).expect("removed");
        done(at, &[&CHECK[..], &["--records", "out.csv"]].concat());
        done(at, &["sample-list", "--people", "9", "--out", "out"]);
        assert!(!fs::symlink_metadata(at.join("out.csv")).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(at.join("victim")).expect("there"), "dear\n");
    }

    #[test]
    fn whatever_commands_write_is_the_users_alone() {
        let desk = desk();
        let at = desk.path();
        let mut before = Vec::new();
        all_in(at, &mut before);
        // The shell sets what most machines have, whatever the tests were started with.
        let run = |words: &str| {
            let line = format!("umask 022; exec \"$0\" {words}");
            let mut command = Command::new("sh");
            command.env_clear().env("NOTICEPRESS_PASSPHRASE", super::PASSPHRASE).current_dir(at);
            let output = command.args(["-c", &line, env!("CARGO_BIN_EXE_noticepress")]).output().expect("starts");
            let (code, _, said) = outcome(&output);
            assert!(code == 0 || code == 1, "{words}: exit {code}: {said}");
        };
        run("new a.case --incident incident.toml --recovery-out key.txt");
        run("import a.case patients.csv");
        run("check patients.csv --incident incident.toml --records records.csv");
        run("preview patients.csv --incident incident.toml --row 2 --out letter.pdf");
        run("run patients.csv --incident incident.toml --out made/below");
        run("export a.case --proof --out exported");
        run("proofs a.case --out proofs");
        run("proofs a.case --counsel --out counsel");
        run("regulators a.case --out regulators");
        run("approve a.case --by C --all --from signature.png");
        run("audit a.case --signed-pages signed");
        run("addresses a.case --out addresses.csv");
        run("sample-list --people 20 --out list.csv");
        run("demo --out demo");
        let (mut found, mut seen) = (Vec::new(), 0);
        all_in(at, &mut found);
        // The case itself has a test of its own.
        for path in found.iter().filter(|path| !before.contains(path) && !path.ends_with("a.case")) {
            let about = fs::symlink_metadata(path).expect("there");
            let wanted = if about.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(about.permissions().mode() & 0o777, wanted, "{}", path.display());
            seen += 1;
        }
        assert!(seen > 40, "{seen} files and folders");
    }

    #[test]
    fn a_folder_of_the_user_stays_as_it_is() {
        let desk = desk();
        let at = desk.path();
        fs::create_dir(at.join("mine")).expect("made");
        fs::set_permissions(at.join("mine"), fs::Permissions::from_mode(0o755)).expect("set");
        done(at, &["run", "patients.csv", "--incident", "incident.toml", "--out", "mine"]);
        assert_eq!(fs::metadata(at.join("mine")).expect("there").permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn a_lock_that_is_a_pipe_is_refused_and_not_waited_for() {
        let desk = desk();
        let at = desk.path();
        let made = done(at, &["run", "patients.csv", "--incident", "incident.toml", "--out", "out"]);
        let package = PathBuf::from(made.lines().last().expect("the package"));
        let lock = format!(".{}.lock", package.file_name().expect("a name").to_string_lossy());
        assert!(Command::new("mkfifo").arg(at.join("out").join(&lock)).status().expect("mkfifo").success());
        let said = refused(at, &["run", "patients.csv", "--incident", "incident.toml", "--out", "out"]);
        assert!(said.contains("not a file"), "{said}");
    }

    #[test]
    fn a_recovery_key_that_cannot_be_kept_after_all_is_shown() {
        let desk = desk();
        let at = desk.path();
        for json in [false, true] {
            let case = format!("{json}.case");
            let mut command = noticepress();
            command.current_dir(at).env("NOTICEPRESS_PASSPHRASE", super::PASSPHRASE).stdout(Stdio::piped());
            command.args(["new", &case, "--incident", "incident.toml", "--recovery-out", "key.txt"]);
            command.args(json.then_some("--json")).stderr(Stdio::piped());
            let child = command.spawn().expect("starts");
            // While the key is stretched, somebody else puts a file where it was to be written.
            while !fs::read_dir(at).expect("readable").flatten().any(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                name.starts_with(".noticepress-") && name.ends_with(".staging")
            }) {
                std::thread::yield_now();
            }
            fs::write(at.join("key.txt"), "of somebody else\n").expect("written");
            let (code, out, said) = outcome(&child.wait_with_output().expect("ended"));
            assert_eq!(code, 3, "{said}");
            assert!(said.contains("already exists here") && said.contains("The case was created"), "{said}");
            let key = if json {
                let told: serde_json::Value = serde_json::from_str(&out).expect("one JSON value");
                assert_eq!(told["error"], "environment");
                told["recovery_key"].as_str().expect("the key").to_owned()
            } else {
                out.trim().lines().last().expect("the key").trim().to_owned()
            };
            fs::remove_file(at.join("key.txt")).expect("removed");
            fs::write(at.join("shown.txt"), key).expect("written");
            done(at, &["audit", &case, "--verify", "--recovery-file", "shown.txt"]);
        }
    }
}
