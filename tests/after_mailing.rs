//! Work of a practice once letters are out: pieces printed again, mail that came back, and second copies.

use crate::case::{outcome, sample, say};
use crate::casefile::{Desk, PASSPHRASE, copy};
use desk::casefile::key::Secret;
use desk::casefile::ruling::DecisionKind;
use desk::casefile::{Access, Case, LATEST};
use desk::io::outbox::{Disk, RealDisk};
use desk::stage::mail::reprint::{ReprintRequest, reprint_on};
use desk::task::CommandContext;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A piece as its manifest has it, by heading.
type Row = BTreeMap<String, String>;

fn manifest(package: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(package.join("20_manifest.csv")).expect("a manifest");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn totals(package: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(package.join("40_control_totals.json")).expect("totals")).expect("totals")
}

fn verified(package: &Path) {
    let (code, out, err) = outcome(&say(&["verify", &package.display().to_string()]));
    assert_eq!(code, 0, "{out}{err}");
}

/// A case with pools of codes and a seed for every variant, of which the first run is out.
fn mailed() -> (Desk, PathBuf) {
    let desk = filled(400);
    desk.signed_and_released();
    let package = desk.export("out");
    (desk, package)
}

fn pool(desk: &Desk, name: &str, mark: &str, codes: usize) {
    let codes: Vec<_> = (0..codes).map(|n| format!("{mark}{:06}\n", n * 7919 + 100_000)).collect();
    std::fs::write(desk.path(name), format!("code\n{}", codes.concat())).expect("written");
}

/// A case with pools of so many codes and a seed for every variant.
fn filled(codes: usize) -> Desk {
    let desk = Desk::empty();
    let incident = std::fs::read_to_string(sample("incident.toml")).expect("the incident");
    std::fs::write(desk.path("incident.toml"), incident.replace("# codes = ", "codes = ")).expect("written");
    for name in ["logo.svg", "signature.png"] {
        std::fs::copy(sample(name), desk.path(name)).expect("copied");
    }
    for (name, mark) in [("codes-adult.csv", "AD"), ("codes-minor.csv", "MN")] {
        pool(&desk, name, mark, codes);
    }
    let profile = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates/vendors/default.toml");
    let seed = r#"addresses = [{ name = "Seed One", address_1 = "1 Control St", city = "Austin", state = "TX", zip = "78701" }]"#;
    let profile = std::fs::read_to_string(profile).expect("the profile");
    let profile = profile.replace("count_per_variant = 0", "count_per_variant = 1").replace("addresses = []", seed);
    let profile = profile.replace("baa_reference = \"\"", "baa_reference = \"BAA 2025-01\"");
    std::fs::write(desk.path("vendor.toml"), profile).expect("written");
    let text = |name: &str| desk.path(name).display().to_string();
    let made = desk.run("new", &["--incident", &text("incident.toml"), "--vendor", &text("vendor.toml")]);
    assert_eq!(outcome(&made).0, 0, "{}", outcome(&made).2);
    desk.json("import", &[&sample("patients.csv")]);
    desk
}

fn open(desk: &Desk) -> Case {
    let secret = Secret::Passphrase(zeroize::Zeroizing::new(PASSPHRASE.to_owned()));
    Case::open(&desk.case(), &secret, Access::Exclusive).expect("the case opens")
}

fn file(desk: &Desk, name: &str, text: &str) -> String {
    std::fs::write(desk.path(name), text).expect("written");
    desk.path(name).display().to_string()
}

/// Live pieces of a manifest, every tenth.
fn some(rows: &[Row]) -> Vec<&Row> {
    rows.iter().filter(|row| row["record_kind"] == "live").step_by(10).take(4).collect()
}

#[test]
fn pieces_are_printed_again_as_they_were() {
    let (desk, first) = mailed();
    let rows = manifest(&first);
    let chosen = some(&rows);
    let lines: Vec<_> = chosen.iter().map(|row| format!("{},jam\n", row["piece_id"])).collect();
    let select = format!("piece_id,reason\n{}", lines.concat());
    let select = file(&desk, "select.csv", &select);
    let out = desk.path("out").display().to_string();

    // One of these people moves: nothing about them goes to their former home. All else is as it was mailed.
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    assert!(list.contains(&chosen[1]["address1"]));
    let moved = file(&desk, "patients.csv", &list.replace(&chosen[1]["address1"], "9 Other Invented Way"));
    assert_eq!(desk.json("import", &[&moved])["changed"], 1);

    let templates = desk.path("templates");
    copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"), &templates);
    let what = templates.join("passages/what-happened.md.hbs");
    let text = std::fs::read_to_string(&what).expect("a passage");
    std::fs::write(&what, format!("{text}\n\nOne more sentence.\n")).expect("written");
    let folder = templates.display().to_string();
    let said = desk.refused("reprint", &["--pieces", &select, "--out", &out, "--templates", &folder]);
    assert!(said.contains("the templates changed"), "{said}");
    assert_eq!(desk.path("out").read_dir().expect("a folder").count(), 2, "nothing was left there");
    assert_eq!(desk.json("status", &[])["runs"].as_array().map(Vec::len), Some(1), "and nothing in the case");

    let report = desk.json("reprint", &["--pieces", &select, "--out", &out, "--by", "V. Vendor"]);
    let package = PathBuf::from(report["package"].as_str().expect("a package"));
    let name = first.file_name().expect("a name").to_string_lossy().replace("-r1", "-r2");
    assert_eq!(package.file_name().expect("a name").to_string_lossy(), name);
    verified(&package);
    let again = manifest(&package);
    assert_eq!(again.len(), chosen.len() - 1);
    let left = &report["left_out"];
    assert_eq!((left[0]["piece_id"].as_str(), &left[0]["why"]), (Some(&*chosen[1]["piece_id"]), &"address".into()));
    let old: BTreeMap<&str, &Row> = rows.iter().map(|row| (row["piece_id"].as_str(), row)).collect();
    for (n, row) in again.iter().enumerate() {
        let before = old[row["supersedes"].as_str()];
        assert_eq!(row["seq"], (rows.len() + 1 + n).to_string(), "numbers go on where the job ended");
        for same in ["job_id", "version", "page_hash", "addr1", "addr2", "addr3", "sheets"] {
            assert_eq!(row[same], before[same], "{same}");
        }
        assert_eq!((row["run"].as_str(), row["record_kind"].as_str()), ("2", "live"));
    }
    let told = totals(&package);
    assert_eq!((&told["rows"]["letters"], &told["rows"]["closes"]), (&Value::from(again.len()), &Value::from(true)));

    let said = desk.refused("reprint", &["--pieces", &select, "--out", &out]);
    assert_eq!(said.matches("was printed again").count(), again.len(), "{said}");
    let newer = file(&desk, "newer.csv", &format!("\u{feff}piece_id;reason\r\n{};\r\n", again[0]["piece_id"]));
    let third = desk.json("reprint", &["--pieces", &newer, "--out", &out]);
    assert_eq!(third["run"], 3);
    verified(Path::new(third["package"].as_str().expect("a package")));
    let status = desk.json("status", &[]);
    assert_eq!(status["runs"].as_array().map(Vec::len), Some(3));
    let (code, audit, _) = outcome(&desk.run("audit", &["--verify", "--json"]));
    assert!(code == 0 && audit.contains("reprint finished") && !audit.contains("jam"));
}

#[test]
fn every_line_that_cannot_be_printed_again_is_told() {
    let (desk, first) = mailed();
    let rows = manifest(&first);
    let seed = rows.iter().find(|row| row["record_kind"] == "seed").expect("a seed");
    let live = some(&rows)[0];
    let (live, seed, job) = (&live["piece_id"], &seed["piece_id"], &live["job_id"]);
    let text = format!("piece_id\n{live}\n{live}\n{seed}\n{job}999999\nO23456000001\n777777000001\nnonsense\n");
    let select = file(&desk, "select.csv", &text);
    let out = desk.path("again").display().to_string();
    for command in ["reprint", "returns"] {
        let more: &[&str] =
            if command == "reprint" { &["--pieces", &select, "--out", &out] } else { &[&select, "--by", "A. Clerk"] };
        let said = desk.refused(command, more);
        for (line, why) in
            [(3, "line 2 too"), (4, "seed"), (5, "No run"), (6, "proof"), (7, "No run"), (8, "no piece id")]
        {
            assert!(said.lines().any(|l| l.contains(&format!("line {line}")) && l.contains(why)), "{line}: {said}");
        }
    }
    assert!(!desk.path("again").exists());
    assert!(desk.refused("reprint", &["--pieces", &file(&desk, "bare.csv", live), "--out", &out]).contains("piece_id"));
}

/// A disk on which no folder of letters gets its name.
struct Stuck;

impl Disk for Stuck {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.make_folder(path)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8], last: bool) -> io::Result<()> {
        RealDisk.append(path, bytes, last)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_folder(path)
    }
    fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::StorageFull.into())
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
}

#[test]
fn a_reprint_that_was_stopped_ends_as_the_same_run() {
    let (desk, first) = mailed();
    let rows = manifest(&first);
    let chosen = some(&rows);
    let select =
        file(&desk, "select.csv", &format!("piece_id\n{}\n{}\n", chosen[0]["piece_id"], chosen[1]["piece_id"]));
    let mut case = open(&desk);
    let (pieces, out) = (desk.path("select.csv"), desk.path("out"));
    let wanted = ReprintRequest { pieces: &pieces, out: &out, by: "", large_by: None };
    let stopped = reprint_on(&Stuck, &mut case, &wanted, &CommandContext::default(), &mut |_| {});
    assert_eq!(stopped.map_err(|refused| refused.exit_code()).err(), Some(3));
    case.close().expect("closed");
    assert!(!out.join(first.file_name().expect("a name").to_string_lossy().replace("-r1", "-r2")).exists());

    let other = file(&desk, "other.csv", &format!("piece_id\n{}\n", chosen[2]["piece_id"]));
    let out = out.display().to_string();
    assert!(desk.refused("reprint", &["--pieces", &other, "--out", &out]).contains("other pieces"));
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("not finished"));
    let incident = desk.path("incident.toml").display().to_string();
    assert!(desk.refused("amend", &["--incident", &incident, "--by", "A. Practice"]).contains("not finished"));
    let report = desk.json("reprint", &["--pieces", &select, "--out", &out]);
    assert_eq!(report["run"], 2);
    let status = desk.json("status", &[]);
    let runs = status["runs"].as_array().expect("runs");
    assert_eq!((runs.len(), &runs[1]["finished"], &runs[1]["pieces"]), (2, &Value::from(true), &Value::from(2)));
}

#[test]
fn whoever_has_a_new_address_gets_a_second_copy_and_nobody_else() {
    let (desk, first) = mailed();
    let rows = manifest(&first);
    let texans = rows.iter().filter(|r| r["record_kind"] == "live" && r["version"].starts_with("TX-"));
    let back: Vec<&Row> = texans.step_by(9).take(3).collect();
    let ids: Vec<&str> = back.iter().map(|row| row["piece_id"].as_str()).collect();
    let returned =
        file(&desk, "returned.csv", &format!("piece_id,reason\n{},ANK\n{},UTF\n{},ANK\n", ids[0], ids[1], ids[2]));
    let report = desk.json("returns", &[&returned, "--by", "A. Clerk"]);
    assert_eq!((&report["recorded"], &report["by_reason"]["ANK"]), (&Value::from(3), &Value::from(2)));
    let report = desk.json("returns", &[&returned, "--by", "A. Clerk"]);
    assert_eq!(
        (&report["recorded"], &report["known"]),
        (&Value::from(0), &Value::from(3)),
        "passed over, with a notice"
    );
    assert_eq!(desk.json("status", &[])["returned"], 3);

    let base = ["--by", "A. Clerk", "--reason", "the post's new addresses"];
    let remail =
        |name: &str, lines: &str| file(&desk, name, &format!("piece_id,address_1,address_2,city,state,zip\n{lines}"));
    let bad =
        remail("bad.csv", &format!("{},5 Secret St,,Austin,TX,99999\n{},=1+1,,Austin,TX,78701\n", ids[0], ids[1]));
    let said = desk.refused("remail", &[&["--pieces", &bad], &base[..]].concat());
    assert!(said.contains("line 2") && said.contains("line 3") && !said.contains("Secret"), "{said}");

    let before = open(&desk);
    let codes: BTreeSet<_> = before.dealt_codes().expect("codes").into_iter().map(|c| (c.person, c.code)).collect();
    before.close().expect("closed");
    let good = remail(
        "good.csv",
        &format!(
            "{},77 New Invented Rd,Apt 4,Austin,TX,78702\n{},78 New Invented Rd,,Phoenix,AZ,85001\n",
            ids[0], ids[1]
        ),
    );
    let report = desk.json("remail", &[&["--pieces", &good], &base[..]].concat());
    assert_eq!((&report["people"], &report["held"]), (&Value::from(2), &Value::from(0)));
    let unsigned = report["unsigned"].as_array().expect("variants");
    assert!(
        !unsigned.is_empty() && unsigned.iter().all(|name| name.as_str().is_some_and(|n| n.ends_with("-second"))),
        "{unsigned:?}"
    );
    let said = desk.refused("remail", &[&["--pieces", &good], &base[..]].concat());
    assert!(said.contains("second copy"), "{said}");
    let select = file(&desk, "select.csv", &format!("piece_id\n{}\n", ids[0]));
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("reprint", &["--pieces", &select, "--out", &out]).contains("another address"));

    desk.signed_and_released();
    let package = desk.export("second");
    verified(&package);
    let second = manifest(&package);
    let live: Vec<&Row> = second.iter().filter(|row| row["record_kind"] == "live").collect();
    let streets: BTreeSet<&str> = live.iter().map(|row| row["address1"].as_str()).collect();
    assert_eq!(live.len(), 2);
    assert!(streets.iter().all(|street| street.contains("New Invented Rd")) && streets.len() == 2, "{streets:?}");
    assert!(live.iter().any(|row| row["version"].starts_with("AZ-")), "the law is that of the new address");
    assert!(live.iter().all(|row| row["version"].ends_with("-second") && row["supersedes"].is_empty()));
    let names = |rows: &[&Row]| rows.iter().map(|row| row["name"].clone()).collect::<BTreeSet<_>>();
    assert_eq!(names(&live), names(&back[..2]), "the same people");

    let after = open(&desk);
    let now: BTreeSet<_> = after.dealt_codes().expect("codes").into_iter().map(|c| (c.person, c.code)).collect();
    assert_eq!(now, codes, "one person, one code for life");
    let ruled = after.decisions(LATEST).expect("rulings");
    assert_eq!(ruled.iter().filter(|r| matches!(r.verdict, DecisionKind::SecondCopy { .. })).count(), 2);
    after.close().expect("closed");
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("has already been mailed"));

    // Both runs can be printed again, each as it was.
    for (at, piece) in [(&rows, ids[2]), (&second, live[0]["piece_id"].as_str())] {
        let select = file(&desk, "select.csv", &format!("piece_id\n{piece}\n"));
        let report = desk.json("reprint", &["--pieces", &select, "--out", &out]);
        let again = manifest(Path::new(report["package"].as_str().expect("a package")));
        let old = at.iter().find(|row| row["piece_id"] == piece).expect("the piece");
        assert_eq!(again[0]["page_hash"], old["page_hash"]);
    }
    let (_, audit, _) = outcome(&desk.run("audit", &["--json"]));
    assert!(
        !audit.contains("Invented") && !audit.contains("ANK") && !audit.contains("post's"),
        "the audit names nobody"
    );
}

#[test]
fn nobody_else_s_address_reaches_whoever_asked_for_a_safe_one() {
    let desk = Desk::new();
    desk.json("import", &[&sample("custody.csv")]);
    let found = desk.json("findings", &["--code", "custody_marked"]);
    let person = found["rows"][0]["person"].to_string();
    let mut ended =
        vec!["--person", &person, "--end-hold", "--by", "P. Officer", "--reason", "a court order was shown"];
    ended.extend(["--address-1", "12 Oak Street", "--city", "Austin", "--state", "TX", "--zip", "78701"]);
    ended.extend(["--addressee-first", "Dana", "--addressee-last", "Example"]);
    desk.json("decide", &ended);
    desk.signed_and_released();
    let rows = manifest(&desk.export("out"));
    let piece = &rows.iter().find(|row| row["address1"] == "12 Oak Street").expect("the letter")["piece_id"];
    let text = format!("piece_id,address_1,city,state,zip\n{piece},5 Elm St,Austin,TX,78701\n");
    let new = file(&desk, "new.csv", &text);
    let said = desk.refused("remail", &["--pieces", &new, "--by", "A. Clerk", "--reason", "the post"]);
    assert!(said.contains("custody") && !said.contains("Elm"), "{said}");
}

#[test]
fn a_pool_that_runs_dry_stops_the_run_and_not_the_work_on_the_case() {
    let desk = filled(5);
    let incident = desk.path("incident.toml").display().to_string();
    let nothing = |desk: &Desk| std::fs::read_dir(desk.path("out")).is_ok_and(|files| files.count() == 0);
    for command in ["check", "run"] {
        let out = desk.path("out").display().to_string();
        let mut words = vec![command, "--incident", &incident];
        let list = sample("patients.csv");
        words.insert(1, &list);
        if command == "run" {
            words.extend(["--out", &out]);
        }
        let (code, _, err) = outcome(&say(&words));
        assert!(code == 2 && err.contains("fewer enrollment codes"), "{command}: {err}");
    }
    assert!(nothing(&desk));
    // Whoever is without a code is held; the case can be looked at, and says what is missing.
    let status = desk.json("status", &[]);
    let dry = desk.json("findings", &["--code", "codes_dry"])["rows"].as_array().expect("rows").clone();
    assert!(!dry.is_empty() && dry.iter().all(|row| row["disposition"] == "held"), "{}", dry.len());
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    let way = desk.json("plan", &[])["in_the_way"].to_string();
    assert!(way.contains("5 codes, ") && way.contains("monitoring provider"), "{way}");
    assert!(desk.refused("release", &["--by", "A. Practice"]).contains("fewer enrollment codes"));
    let out = desk.path("out").display().to_string();
    assert!(desk.refused("export", &["--out", &out, "--proof"]).contains("fewer enrollment codes"));
    assert!(nothing(&desk));

    // More codes, and the same people are written to as if there had always been enough.
    for (name, mark) in [("codes-adult.csv", "AD"), ("codes-minor.csv", "MN")] {
        pool(&desk, name, mark, 400);
    }
    desk.json("amend", &["--incident", &incident, "--by", "A. Practice"]);
    desk.signed_and_released();
    let report = desk.json("status", &[]);
    assert_eq!(desk.json("findings", &["--code", "codes_dry", "--all"])["rows"], serde_json::json!([]));
    let number = |report: &Value, key: &str| report[key].as_u64().expect("a number");
    let other = dry.iter().filter(|row| row["codes"].as_array().is_none_or(|codes| codes.len() > 1)).count() as u64;
    let freed = number(&report, "letters") - number(&status, "letters");
    assert!(freed <= dry.len() as u64 && freed + other >= dry.len() as u64, "{freed} of {}, {other}", dry.len());
    assert!(freed > 100, "{freed}");
    verified(&desk.export("out"));
}

#[test]
fn a_reason_that_may_have_a_name_in_it_is_repeated_nowhere() {
    let (desk, first) = mailed();
    let rows = manifest(&first);
    let ids: Vec<&str> = some(&rows).iter().map(|row| row["piece_id"].as_str()).collect();
    let text = format!(
        "piece_id,reason\n{},Moved to Jukwimble Street\n{},Attempted - Not Known\n{},NMR\n",
        ids[0], ids[1], ids[2]
    );
    let out = outcome(&desk.run("returns", &[&file(&desk, "back.csv", &text), "--by", "A. Clerk"]));
    assert_eq!(out.0, 0, "{}", out.2);
    for shown in ["in words of their own", "Attempted - Not Known", "NMR"] {
        assert!(out.1.contains(shown), "{}", out.1);
    }
    assert!(!out.1.contains("Jukwimble") && !out.2.contains("Jukwimble"), "{}", out.1);
    assert!(!outcome(&desk.run("audit", &["--json"])).1.contains("Jukwimble"));
}
