//! Attacks on the file of a case without its key, and accidents of the file on a disk: pages of an older copy, another
//! name, a file that goes while it is open, a file beside it that is lost. Each is noticed, and none is the end of the
//! case.

use crate::case::{folder, noticepress, outcome, sample};
use crate::casefile::{Desk, PASSPHRASE};
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case};
use serde_json::Value;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes of a page of the file.
const PAGE: usize = 4096;

fn secret() -> Secret {
    Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()))
}

/// A case of a few people.
fn few() -> Desk {
    let desk = Desk::new();
    let list = std::fs::read_to_string(sample("patients.csv")).expect("the list");
    let lines: Vec<&str> = list.lines().take(25).collect();
    std::fs::write(desk.path("list.csv"), lines.join("\n") + "\n").expect("written");
    desk.json("import", &[&desk.path("list.csv").display().to_string()]);
    desk
}

fn decide(desk: &Desk, person: &str, what: &str) {
    desk.json("decide", &["--person", person, what, "--by", "A. Clerk", "--reason", "asked for it"]);
}

fn acts(desk: &Desk) -> usize {
    let (code, out, err) = outcome(&desk.run("audit", &["--json"]));
    assert_eq!(code, 0, "{err}");
    out.lines().count()
}

/// The key of a case, so that opening it some hundred times does not stretch a passphrase as often.
fn recovery(desk: &Desk) -> Secret {
    let words = desk.path("words");
    std::fs::write(&words, PASSPHRASE).expect("written");
    let made = desk.json("passphrase", &["--new-passphrase-file", &words.display().to_string()]);
    Secret::Recovery(Zeroizing::new(made["recovery_key"].as_str().expect("a key").to_owned()))
}

#[test]
fn no_page_of_an_older_copy_can_stand_among_newer_ones() {
    let desk = few();
    let key = recovery(&desk);
    let read = || std::fs::read(desk.case()).expect("the case");
    let mut older = vec![read()];
    decide(&desk, "1", "--exclude");
    older.push(read());
    decide(&desk, "2", "--hold");
    older.push(read());
    // The ledger is worked out again without an action.
    desk.json("status", &[]);
    older.push(read());
    desk.json("filed", &["--authority", "TX", "--day", "2025-03-01", "--by", "A. Clerk"]);
    let newest = read();
    let target = desk.path("spliced.case");
    let mut tried = 0;
    for old in &older {
        let pages = old.len().min(newest.len()) / PAGE;
        let of = |page: usize| page * PAGE..(page + 1) * PAGE;
        let other: Vec<usize> = (0..pages).filter(|&page| old[of(page)] != newest[of(page)]).collect();
        let alone = other.iter().map(|&page| vec![page]);
        let pairs = other.windows(2).filter(|two| two[1] == two[0] + 1).map(<[usize]>::to_vec);
        for splice in alone.chain(pairs) {
            let mut bytes = newest.clone();
            for &page in &splice {
                bytes[of(page)].copy_from_slice(&old[of(page)]);
            }
            std::fs::write(&target, bytes).expect("written");
            let refused = Case::open(&target, &key, Access::Exclusive).map(|_| ()).expect_err("refused");
            assert!(refused.to_string().contains("damaged"), "{splice:?}: {refused}");
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried} splices were there to be tried");
    std::fs::write(&target, newest).expect("written");
    assert!(Case::open(&target, &key, Access::Exclusive).is_ok(), "and the whole file opens");
}

#[test]
fn rows_that_no_act_tells_of_are_found_in_every_table() {
    let desk = Desk::empty();
    assert_eq!(outcome(&desk.run("new", &["--incident", &sample("incident.toml"), "--plain"])).0, 0);
    desk.json("import", &[&sample("patients.csv")]);
    decide(&desk, "1", "--exclude");
    let whole = std::fs::read(desk.case()).expect("the case");
    for change in [
        "DELETE FROM ruling",
        "UPDATE ruling SET person = 5",
        "UPDATE row SET person = 7 WHERE line = 9",
        "DELETE FROM row WHERE line = 9",
        "UPDATE reason SET words = 'other'",
        "INSERT INTO filing (act, authority, day, people, remark) VALUES (3, 'TX', '2025-01-01', 9, '')",
        "INSERT INTO ruling (act, person, kind, detail) VALUES (9, 2, 'exclude', '{\"kind\":\"exclude\"}')",
        "UPDATE fact SET name = 'other' WHERE role = 'incident'",
        "UPDATE part SET bytes = zeroblob(20)",
        "INSERT INTO part (list, number, bytes) VALUES (77, 0, x'00')",
        "UPDATE act SET by = 'Another' WHERE seq = 3",
        "DELETE FROM act WHERE seq = 3",
        "DROP INDEX ruling_person",
    ] {
        std::fs::write(desk.case(), &whole).expect("put back");
        let script =
            "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute(sys.argv[2])\ndb.commit()\ndb.close()";
        let changed = std::process::Command::new("python3").args(["-c", script]).arg(desk.case()).arg(change).status();
        assert!(changed.expect("python3").success(), "{change}");
        assert!(desk.refused("status", &[]).contains("damaged"), "{change}");
    }
}

#[test]
fn a_damaged_case_tells_up_to_where_it_is_sound_and_can_be_looked_at_and_restored() {
    let desk = few();
    decide(&desk, "1", "--exclude");
    let backup = desk.path("backup.case");
    assert_eq!(outcome(&desk.run("backup", &["--out", &backup.display().to_string()])).0, 0);
    decide(&desk, "2", "--hold");
    let before = acts(&desk);
    // A byte in a page that only newer acts wrote.
    let (old, mut new) = (std::fs::read(&backup).expect("read"), std::fs::read(desk.case()).expect("read"));
    assert!(new.len() >= old.len());
    let middle = new.len() / 2;
    new[middle] ^= 1;
    std::fs::write(desk.case(), &new).expect("spoiled");
    let why = desk.refused("status", &[]);
    assert!(why.contains("damaged") && why.contains("restore") && why.contains("--read-only"), "{why}");
    let (code, out, err) = outcome(&desk.run("audit", &["--read-only", "--json"]));
    assert!(code == 0 && out.lines().count() == before && err.contains("damaged"), "{out}{err}");
    let refused = desk.refused("decide", &["--person", "3", "--hold", "--by", "A", "--reason", "b", "--read-only"]);
    assert!(refused.contains("read-only"), "{refused}");
    assert_eq!(std::fs::read(desk.case()).expect("read"), new, "looking changes nothing");

    let from = backup.display().to_string();
    assert!(desk.refused("restore", &["--from", &from, "--by", " ", "--reason", "r"]).contains("name"), "by name");
    let report = desk.json("restore", &["--from", &from, "--by", "A. Clerk", "--reason", "the disk failed"]);
    assert_eq!(acts(&desk), before, "one action less, and the one of the restoring");
    let kept = PathBuf::from(report["kept"].as_str().expect("the refused file is kept"));
    assert_eq!(std::fs::read(kept).expect("kept"), new);
    let (_, audit, _) = outcome(&desk.run("audit", &["--verify", "--json"]));
    let last: Value = serde_json::from_str(audit.lines().last().expect("an act")).expect("JSON");
    assert!(last["kind"] == "restored" && last["by"] == "A. Clerk", "{last}");
    decide(&desk, "2", "--hold");

    let other = few();
    let another = other.path("another.case").display().to_string();
    other.json("backup", &["--out", &another]);
    let why = desk.refused("restore", &["--from", &another, "--by", "A. Clerk", "--reason", "a slip"]);
    assert!(why.contains("a different case"), "{why}");
}

#[cfg(unix)]
#[test]
fn a_case_has_one_name_and_whoever_puts_another_there_is_told() {
    let desk = few();
    let other = desk.path("other.case");
    std::fs::hard_link(desk.case(), &other).expect("a second name");
    assert!(desk.refused("status", &[]).contains("2 names"));
    std::fs::remove_file(&other).expect("removed");
    let act = |case: &mut Case| {
        case.transact(desk::casefile::ActKind::ProofsMade, desk::actor::Actor::NOBODY, |_, _| {
            Ok(((), serde_json::json!({})))
        })
    };

    // Another name while it is open: the same lock.
    let mut case = Case::open(&desk.case(), &secret(), Access::Exclusive).expect("opens");
    std::fs::hard_link(desk.case(), &other).expect("a second name");
    assert!(Case::open(&other, &secret(), Access::Exclusive).is_err());
    std::fs::remove_file(&other).expect("removed");
    act(&mut case).expect("recorded");

    // Moved while it is open: nothing more is recorded, and what was is in the moved file.
    std::fs::rename(desk.case(), &other).expect("moved");
    let told = act(&mut case).expect_err("told").to_string();
    assert!(told.contains("moved") && told.contains("not saved"), "{told}");
    assert!(case.close().is_err(), "and it is told once more");
    let moved = Case::open(&other, &secret(), Access::Exclusive).expect("the moved file is whole");
    assert_eq!(moved.acts().expect("acts").last().map(|act| act.kind.as_str()), Some("proofs made"));
    moved.close().expect("closed");

    // Replaced while it is open.
    std::fs::copy(&other, desk.case()).expect("copied");
    let mut case = Case::open(&desk.case(), &secret(), Access::Exclusive).expect("opens");
    act(&mut case).expect("recorded");
    let put_there = desk.path("put-there");
    std::fs::copy(&other, &put_there).expect("copied");
    std::fs::rename(&put_there, desk.case()).expect("replaced");
    assert!(act(&mut case).is_err());
    assert!(case.close().is_err());

    // Deleted while it is open.
    std::fs::copy(&other, &put_there).expect("copied");
    let mut case = Case::open(&put_there, &secret(), Access::Exclusive).expect("opens");
    act(&mut case).expect("recorded");
    std::fs::remove_file(&put_there).expect("removed");
    assert!(act(&mut case).expect_err("told").to_string().contains("deleted"));
}

#[cfg(unix)]
#[test]
fn a_case_that_was_parted_from_its_latest_changes_is_told() {
    let desk = few();
    let before = acts(&desk);
    // As a program that was killed leaves it: changes wait in the file beside it.
    let mut case = Case::open(&desk.case(), &secret(), Access::Exclusive).expect("opens");
    case.transact(desk::casefile::ActKind::ProofsMade, desk::actor::Actor::NOBODY, |_, _| {
        Ok(((), serde_json::json!({})))
    })
    .expect("recorded");
    let wal = desk.path("x.case-wal");
    assert!(wal.exists());
    let parted = folder();
    let lone = parted.path().join("x.case");
    std::fs::copy(desk.case(), &lone).expect("copied without the file beside it");
    let both = parted.path().join("y.case");
    std::fs::copy(desk.case(), &both).expect("copied");
    std::fs::copy(&wal, parted.path().join("y.case-wal")).expect("copied with it");
    drop(case);

    let program = |arguments: &[&str], case: &Path| {
        let mut program = noticepress();
        program.env("NOTICEPRESS_PASSPHRASE", PASSPHRASE).arg(arguments[0]).arg(case).args(&arguments[1..]);
        outcome(&program.output().expect("starts"))
    };
    let (code, _, err) = program(&["status"], &lone);
    assert!(code == 2 && err.contains("x.case-wal") && err.contains("restore"), "{err}");
    let (code, out, _) = program(&["audit", "--json"], &both);
    assert!(code == 0 && out.lines().count() == before + 1, "beside each other they are the case: {out}");
    assert!(!parted.path().join("y.case-wal").exists(), "and it was closed");
    let words = ["restore", "--by", "A. Clerk", "--reason", "the other file is lost"];
    assert_eq!(program(&words, &lone).0, 0);
    let (code, out, _) = program(&["audit", "--verify", "--json"], &lone);
    let last: Value = serde_json::from_str(out.lines().last().expect("an act")).expect("JSON");
    assert!(code == 0 && last["kind"] == "restored", "{out}");

    // The file beside an open case is taken away.
    let mut case = Case::open(&both, &secret(), Access::Exclusive).expect("opens");
    case.transact(desk::casefile::ActKind::ProofsMade, desk::actor::Actor::NOBODY, |_, _| {
        Ok(((), serde_json::json!({})))
    })
    .expect("recorded");
    std::fs::remove_file(parted.path().join("y.case-wal")).expect("removed");
    assert!(
        case.transact(desk::casefile::ActKind::ProofsMade, desk::actor::Actor::NOBODY, |_, _| Ok((
            (),
            serde_json::json!({})
        )))
        .is_err()
    );
    drop(case);
    let opened = Case::open(&both, &secret(), Access::Exclusive);
    let acts = opened.map_err(|why| why.to_string()).map(|case| case.acts().expect("acts").len());
    // What was recorded before is in the file itself; that it was not closed is told.
    assert!(acts.as_ref().is_ok_and(|n| *n == before + 2) || acts.is_err_and(|why| why.contains("y.case-wal")));
}

#[test]
fn a_copy_is_the_case_and_a_new_passphrase_another_key() {
    let desk = few();
    let copy = desk.path("copy.case");
    let case = Case::open(&desk.case(), &secret(), Access::Exclusive).expect("opens");
    let id = case.id().expect("an id");
    case.copy_as_is(&copy).expect("copied");
    case.close().expect("closed");
    let copied = Case::open(&copy, &secret(), Access::Exclusive).expect("opens");
    assert_eq!(copied.id().expect("an id"), id);
    copied.close().expect("closed");
    let beside = |name: &str| ["-wal", "-shm"].iter().any(|ending| desk.path(&format!("{name}{ending}")).exists());
    desk.json("backup", &["--out", &desk.path("other.case").display().to_string()]);
    assert_eq!(outcome(&desk.run("status", &["--read-only"])).0, 0);
    assert!(!beside("x.case") && !beside("copy.case") && !beside("other.case"), "looking leaves nothing beside a case");
    std::fs::remove_file(desk.path("other.case")).expect("removed");
    let words = desk.path("words");
    std::fs::write(&words, "some other four words\n").expect("written");
    desk.json("passphrase", &["--new-passphrase-file", &words.display().to_string()]);
    assert!(desk.refused("status", &[]).contains("Wrong passphrase"));
    let mut program = noticepress();
    program.args(["audit", "--verify", "--json", "--passphrase-file"]).arg(&words).arg(desk.case());
    let (code, out, err) = outcome(&program.output().expect("starts"));
    let last: Value = serde_json::from_str(out.lines().last().expect("an act")).expect("JSON");
    assert!(code == 0 && last["kind"] == "passphrase", "{out}{err}");
    let left: Vec<_> =
        std::fs::read_dir(desk.folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    let left: Vec<_> = left.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| ["x.case", "copy.case", "words", "list.csv"].contains(&name.as_str())), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_file_of_changes_that_is_not_the_cases_own_is_never_taken_in() {
    let desk = few();
    let before = std::fs::read(desk.case()).expect("the case");
    // A copy that was killed after an action, with the file in which it waits.
    let mut case = Case::open(&desk.case(), &secret(), Access::Exclusive).expect("opens");
    case.transact(desk::casefile::ActKind::ProofsMade, desk::actor::Actor::NOBODY, |_, _| {
        Ok(((), serde_json::json!({})))
    })
    .expect("recorded");
    let (open, wal) =
        (std::fs::read(desk.case()).expect("read"), std::fs::read(desk.path("x.case-wal")).expect("read"));
    drop(case);
    let other = folder();
    let path = other.path().join("x.case");
    let put = |case: &[u8], wal: &[u8]| {
        std::fs::write(&path, case).expect("written");
        std::fs::write(other.path().join("x.case-wal"), wal).expect("written");
        let _ = std::fs::remove_file(other.path().join("x.case-shm"));
    };
    // Yesterday's backup over a case that was killed: the file beside it is of another day.
    put(&before, &wal);
    let why = Case::open(&path, &secret(), Access::Exclusive).map(drop).expect_err("refused").to_string();
    assert!(why.contains("x.case-wal") && why.contains("does not belong"), "{why}");
    assert_eq!(std::fs::read(&path).expect("read"), before, "nothing was taken in");
    // Cut and junk files beside a case that was not closed are as good as none.
    let random = vec![7; 20_000];
    for junk in [&wal[..3000], &random] {
        put(&open, junk);
        let why = Case::open(&path, &secret(), Access::Exclusive).map(drop).expect_err("refused").to_string();
        assert!(why.contains("missing or altered"), "{why}");
        // Beside a closed one they are what a program leaves that was killed when it began.
        put(&before, junk);
        let case = Case::open(&path, &secret(), Access::Exclusive).expect("nothing is taken in");
        assert!(case.acts().expect("acts").last().is_some_and(|act| act.kind != "proofs made"));
        case.close().expect("closed");
    }
    put(&open, &wal);
    let case = Case::open(&path, &secret(), Access::Exclusive).expect("its own");
    assert_eq!(case.acts().expect("acts").last().map(|act| act.kind.clone()).as_deref(), Some("proofs made"));
    case.close().expect("closed");
}

#[test]
fn a_restored_case_is_the_same_case_and_its_release_is_void() {
    let desk = few();
    desk.signed_and_released();
    let backup = desk.path("backup.case").display().to_string();
    desk.json("backup", &["--out", &backup]);
    let package = desk.export("out");
    let report = desk.json("restore", &["--from", &backup, "--by", "A. Clerk", "--reason", "a slip"]);
    let name = package.file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(report["unknown_packages"], serde_json::json!([name]), "what went out is told");
    let again = desk.path("again").display().to_string();
    assert!(desk.refused("export", &["--out", &again]).contains("void"), "nobody is written to twice unasked");
    assert!(desk.json("status", &[])["why_not_released"].as_str().is_some_and(|why| why.contains("older version")));

    // A plain file, or another case, does not take the place of an encrypted one.
    let plain = Desk::empty();
    assert_eq!(outcome(&plain.run("new", &["--incident", &sample("incident.toml"), "--plain"])).0, 0);
    let from = plain.case().display().to_string();
    assert!(desk.refused("restore", &["--from", &from, "--by", "A", "--reason", "r"]).contains("not encrypted"));
}
