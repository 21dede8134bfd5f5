//! The chain of acts, what binds rows and pages to it, and what looking at a case says of each.

use super::act::{self, Act};
use super::content::{self, CONTENT, Content, ContentKey};
use super::fact::InputFile;
use super::id::ActId;
use super::key::Secret;
use super::list::NewList;
use super::pages::Layout;
use super::seal::Seal;
use super::{Access, ActKind, Case, Soundness, approval, fact, list, release, schema};
use crate::CommandError;
use crate::actor::Actor;
use crate::io::digest::hex;
use crate::task::Stopwatch;
use notice::digest::Digest;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zeroize::Zeroizing;

const KEY: ContentKey = [7; 32];

fn clerk() -> Actor<'static> {
    Actor::parse("A. Clerk").expect("a name")
}

/// An empty database with the newest tables.
fn memory() -> Connection {
    let mut db = Connection::open_in_memory().expect("a database");
    schema::migrate(&mut db, |_, _| Ok(())).expect("the newest tables");
    // Rows of acts that are not there are what is looked for.
    db.execute_batch("PRAGMA foreign_keys = OFF").expect("settled");
    db
}

/// Adds an act that writes some rows and is bound to them.
fn bound(db: &Connection, rows: &[&str]) -> Act {
    let (seq, prev) = act::end(db).expect("an end");
    for row in rows {
        db.execute_batch(&row.replace("ACT", &seq.to_string())).expect(row);
    }
    let detail = json!({ CONTENT: content::of_act(db, &KEY, seq).expect("a digest") });
    let act = Act::new(seq, format!("2026-01-0{seq}T00:00:00Z"), "A. Clerk", ActKind::Decide, &detail, prev);
    act::append(db, &act).expect("appended");
    act
}

/// One row of each table, by an act.
const ROWS: [&str; 17] = [
    "INSERT INTO fact VALUES (ACT, 'incident', 'incident.toml', x'01')",
    "INSERT INTO list VALUES (1, ACT, 'list.csv', 9, x'02', x'03', 'mapping', NULL)",
    "INSERT INTO part VALUES (1, 0, x'04')",
    "INSERT INTO row VALUES (1, 2, 3)",
    "INSERT INTO ruling VALUES (1, ACT, 3, 'hold', '{}')",
    "INSERT INTO reason VALUES (ACT, 'asked for it')",
    "INSERT INTO approval (act, variant, text, by) VALUES (ACT, 'TX-adult-en', x'05', 'C. Counsel')",
    "INSERT INTO signed VALUES (ACT, 'signed.pdf', x'06')",
    "INSERT INTO release (act, by, parts) VALUES (ACT, 'A. Practice', '{}')",
    "INSERT INTO run (act, release, job, part, number, package, reprints) VALUES (ACT, ACT, 'J', 1, 1, 'p', NULL)",
    "INSERT INTO finished (run, act) VALUES (ACT, ACT)",
    "INSERT INTO piece (run, sequence, person, supersedes, reason, page_hash) VALUES (ACT, 1, 3, NULL, 'torn', x'07')",
    "INSERT INTO code (minors, code, person, act) VALUES (0, 'AB12', 3, ACT)",
    "INSERT INTO returned VALUES (ACT, ACT, 1, 'moved')",
    "INSERT INTO filing (id, act, authority, office, day, people, remark) VALUES (1, ACT, 'TX', '', '2026-01-02', 4, 'R1')",
    "INSERT INTO paper (act, role, name, bytes) VALUES (ACT, 'asked', 'a.csv', x'08')",
    "INSERT INTO reason VALUES (ACT + 1000, 'of another act') ON CONFLICT DO NOTHING",
];

fn id(number: i64) -> ActId {
    ActId::new(number)
}

#[test]
fn whatever_an_act_wrote_is_told_when_it_is_another() {
    let changes = [
        "UPDATE fact SET bytes = x'FF'",
        "UPDATE list SET mapping = NULL",
        "UPDATE list SET length = 10",
        "UPDATE part SET bytes = x'FF'",
        "UPDATE row SET person = 4",
        "UPDATE ruling SET detail = '[]'",
        "UPDATE reason SET words = 'nobody asked'",
        "UPDATE approval SET by = 'C. Other'",
        "UPDATE signed SET name = 'other.pdf'",
        "UPDATE release SET parts = '[]'",
        "UPDATE run SET package = 'q'",
        "UPDATE piece SET person = 4",
        "UPDATE piece SET reason = NULL",
        "UPDATE piece SET page_hash = x'FF'",
        "UPDATE piece SET page_hash = NULL",
        "UPDATE code SET person = 4",
        "UPDATE returned SET reason = 'unknown'",
        "UPDATE filing SET people = 5",
        "UPDATE paper SET bytes = x'FF'",
        "DELETE FROM ruling",
        "DELETE FROM finished",
        "INSERT INTO reason VALUES (1, 'a reason more')",
        "UPDATE filing SET act = 1",
    ];
    for change in changes {
        let db = memory();
        let rows = &ROWS[..16];
        let acts = [bound(&db, &[]), bound(&db, rows), bound(&db, &[])];
        let whole = Content::of_all(&db, &KEY);
        assert_eq!((whole.first_other(&KEY, &acts), whole.last(), whole.faulty), (None, id(2), false));
        db.execute_batch(change).expect(change);
        let other = Content::of_all(&db, &KEY).first_other(&KEY, &acts);
        let first = if change.contains("(1,") || change.ends_with("= 1") { id(1) } else { id(2) };
        assert_eq!(other, Some(first), "{change}");
        // With another key nothing is as it was.
        assert_eq!(whole.first_other(&[8; 32], &acts), Some(id(1)));
    }
}

/// Written out, so that the digests of cases that are there are found again.
#[test]
fn the_digest_of_an_act_is_over_its_rows_table_by_table() {
    let db = memory();
    bound(&db, &[]);
    bound(&db, &[ROWS[5], ROWS[1]]);
    let list = content::digest(&KEY, |rows| {
        rows.text("list");
        rows.list(7);
        rows.integer(1);
        rows.text("list.csv");
        rows.integer(9);
        rows.bytes(&[2]);
        rows.bytes(&[3]);
        rows.text("mapping");
        rows.absent();
    });
    let reason = content::digest(&KEY, |rows| {
        rows.text("reason");
        rows.list(1);
        rows.text("asked for it");
    });
    let expected = content::digest(&KEY, |tables| {
        for (name, digest) in [("list", list), ("reason", reason)] {
            tables.integer(2);
            tables.text(name);
            tables.bytes(digest.bytes());
        }
    });
    assert_eq!(content::of_act(&db, &KEY, id(2)).expect("a digest"), hex(expected));
    assert_eq!(content::of_all_before(&db, &KEY, id(2)), hex(expected));
    assert_ne!(content::of_all_before(&db, &KEY, id(1)), hex(expected));
}

#[test]
fn rows_of_no_act_and_of_acts_to_come_are_told() {
    let db = memory();
    let acts = [bound(&db, &[]), bound(&db, &[ROWS[4]])];
    db.execute_batch("INSERT INTO part VALUES (77, 0, x'04')").expect("a part of no list");
    let content = Content::of_all(&db, &KEY);
    assert!(content.faulty && content.first_other(&KEY, &acts).is_none());
    db.execute_batch("DELETE FROM part; INSERT INTO ruling VALUES (2, 3, 3, 'hold', '{}')").expect("changed");
    let content = Content::of_all(&db, &KEY);
    assert_eq!((content.faulty, content.last()), (false, id(3)));
    // A table that cannot be read tells nothing of its acts.
    db.execute_batch("DROP TABLE ruling").expect("dropped");
    assert!(Content::of_all(&db, &KEY).faulty);
    assert!(content::of_act(&db, &KEY, id(1)).is_err());
    assert_eq!(Content::of_all(&memory(), &KEY).last(), id(0));
}

#[test]
fn acts_of_before_are_bound_by_the_first_that_has_a_digest_and_none_may_follow_without() {
    let db = memory();
    let plain = |kind: ActKind, detail: Value| {
        let (seq, prev) = act::end(&db).expect("an end");
        db.execute_batch(&ROWS[5].replace("ACT", &seq.to_string())).expect("a row");
        let act = Act::new(seq, "2026-01-01T00:00:00Z".into(), "", kind, &detail, prev);
        act::append(&db, &act).expect("appended");
        act
    };
    let mut acts = vec![plain(ActKind::New, json!({})), plain(ActKind::Import, json!({}))];
    let seal = json!({ CONTENT: content::of_all_before(&db, &KEY, id(3)) });
    // Nothing is bound yet, so that whatever stands there is in doubt from the first act on.
    assert_eq!(Content::of_all(&db, &KEY).first_other(&KEY, &acts), Some(id(1)));
    let (seq, prev) = act::end(&db).expect("an end");
    acts.push(Act::new(seq, "2026-01-03T00:00:00Z".into(), "", ActKind::Seal, &seal, prev));
    act::append(&db, &acts[2]).expect("appended");
    acts.push(bound(&db, &[ROWS[4]]));
    assert_eq!(Content::of_all(&db, &KEY).first_other(&KEY, &acts), None);
    acts.push(plain(ActKind::Decide, json!({})));
    assert_eq!(Content::of_all(&db, &KEY).first_other(&KEY, &acts), Some(id(5)));
    // Nor does a later one with a digest make up for it.
    db.execute_batch("DELETE FROM reason WHERE act = 5").expect("deleted");
    acts.push(bound(&db, &[ROWS[5]]));
    assert_eq!(Content::of_all(&db, &KEY).first_other(&KEY, &acts), Some(id(5)));
    db.execute_batch("UPDATE reason SET words = 'another' WHERE act = 1").expect("changed");
    assert_eq!(Content::of_all(&db, &KEY).first_other(&KEY, &acts), Some(id(3)));
}

#[test]
fn the_chain_is_sound_up_to_the_first_act_that_is_another() {
    let db = memory();
    let acts: Vec<Act> = (0..4).map(|_| bound(&db, &[])).collect();
    assert_eq!((act::chained(&acts), act::chained(&[])), (id(4), id(0)));
    let (read, readable) = act::read_acts(&db);
    assert!(readable && read == acts);
    assert_eq!(act::last(&db).expect("asked"), acts.last().cloned());
    assert_eq!(act::end(&db).expect("asked"), (id(5), acts[3].hash));
    assert_eq!(
        (act::end(&memory()).expect("asked"), act::last(&memory()).expect("asked")),
        ((id(1), Digest::default()), None)
    );
    let changes: [fn(&mut Act); 7] = [
        |act| act.at.push('0'),
        |act| act.by.clear(),
        |act| act.kind.push('d'),
        |act| act.detail.push(' '),
        |act| act.prev = Digest::new([1; 32]),
        |act| act.hash = Digest::of(act.hash),
        |act| act.seq = act.seq.next(),
    ];
    for (n, change) in changes.iter().enumerate() {
        for at in 0..4 {
            let mut other = acts.clone();
            change(&mut other[at]);
            assert_eq!(act::chained(&other), id(at as i64), "change {n} of act {at}");
        }
    }
    // An act that is sound in itself but follows another, and one that is left out.
    let mut other = acts.clone();
    other[2] = Act::new(id(3), acts[2].at.clone(), "A. Clerk", ActKind::Decide, &json!({}), acts[0].hash);
    assert_eq!(act::chained(&other), id(2));
    other.remove(1);
    assert_eq!(act::chained(&other), id(1));
    // One that cannot be read ends the reading.
    db.execute_batch("UPDATE act SET hash = x'00' WHERE seq = 3").expect("changed");
    let (read, readable) = act::read_acts(&db);
    assert!(!readable && read == acts[..2]);
    assert!(act::last(&db).is_ok() && act::end(&db).is_ok());
}

#[test]
fn digits_are_those_of_the_bytes() {
    assert_eq!(hex([0x00, 0x1f, 0xa0, 0xff]), "001fa0ff");
}

#[test]
fn a_hash_is_that_of_the_lines_of_the_act() {
    let act = Act::new(
        id(2),
        "2026-01-01T00:00:00Z".into(),
        "A. Clerk",
        ActKind::Decide,
        &json!({"people": 3}),
        Digest::new([0xAB; 32]),
    );
    let lines = format!("{}\n2\n2026-01-01T00:00:00Z\nA. Clerk\ndecide\n{{\"people\":3}}\n", "ab".repeat(32));
    assert_eq!(act.hash, Digest::of(lines));
    let text = serde_json::to_value(&act).expect("JSON");
    assert_eq!((&text["prev"], &text["hash"]), (&json!(hex(act.prev)), &json!(hex(act.hash))));
}

#[test]
fn a_digest_of_pages_is_over_all_but_its_own_and_in_an_encrypted_file_over_their_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pages");
    let bytes: Vec<u8> = (0..300u16).map(|n| n as u8 ^ (n >> 3) as u8).collect();
    fs::write(&path, &bytes).expect("written");
    let file = fs::File::open(&path).expect("opened");
    let expected = |pages: &[&[u8]]| {
        content::digest(&KEY, |canonical| {
            canonical.text("pages");
            canonical.integer(3);
            pages.iter().for_each(|page| canonical.bytes(page));
        })
    };
    let layout = |plain, apart| Layout { size: 100, count: 3, apart, plain };
    let of = |plain, apart| layout(plain, apart).digest(&file, &KEY).expect("read");
    assert_eq!(of(true, 2), expected(&[&bytes[..100], &bytes[200..300]]));
    assert_eq!(of(true, 3), expected(&[&bytes[..100], &bytes[100..200]]));
    assert_eq!(of(false, 1), expected(&[&bytes[120..200], &bytes[220..300]]));
    assert!(Layout { count: 4, ..layout(true, 1) }.digest(&file, &KEY).is_err(), "a file that is cut has no digest");
    let small = Layout { size: 20, count: 3, apart: 1, plain: false }.digest(&file, &KEY).expect("read");
    assert_eq!(small, expected(&[&bytes[20..40], &bytes[40..60]]));
}

/// A plain case of four acts, closed.
fn made(more: impl FnOnce(&mut Case) -> Result<(), CommandError>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.case");
    let made = Case::create(&path, &Secret::Plain, |case| {
        for name in ["a.toml", "b.toml", "c.toml"] {
            case.transact(ActKind::Amend, clerk(), |step, act| {
                let one = InputFile { role: "incident".to_owned(), name: name.to_owned(), bytes: vec![1, 2, 3] };
                fact::add(step, act, &[one])?;
                Ok(((), json!({ "files": 1 })))
            })?;
        }
        more(case)
    });
    made.expect("a case");
    (folder, path)
}

fn look(path: &Path) -> Soundness {
    let case = Case::open(path, &Secret::Plain, Access::ReadOnly).expect("looked at");
    assert_eq!(case.verify_audit().is_ok(), case.soundness().expect("looked at").0.whole, "an audit is of the whole");
    case.soundness().expect("looked at").0
}

fn raw(path: &Path, sql: &str) {
    Connection::open(path).expect("opened").execute_batch(sql).expect(sql);
}

fn refused(path: &Path) -> String {
    Case::open(path, &Secret::Plain, Access::Exclusive).map(drop).expect_err("refused").to_string()
}

#[test]
fn a_case_says_up_to_which_act_it_is_sound() {
    let (_folder, path) = made(|_| Ok(()));
    let sound = Soundness { acts: 3, sound_up_to: id(3), whole: true };
    assert_eq!(look(&path), sound);
    let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opened");
    assert_eq!((case.verify_audit().expect("sound"), case.last_act().expect("asked")), (3, id(3)));
    assert_eq!(case.acts().expect("asked").len(), 3);
    assert_eq!(case.id().expect("asked").len(), 32);
    case.close().expect("closed");
    let whole = fs::read(&path).expect("read");
    for (sql, sound_up_to, acts) in [
        // The same rows on pages that were written again.
        ("UPDATE fact SET name = name || 'x' WHERE act = 1; UPDATE fact SET name = 'a.toml' WHERE act = 1", 3, 3),
        ("UPDATE fact SET name = 'x' WHERE act = 2", 1, 3),
        ("UPDATE act SET by = 'B. Clerk' WHERE seq = 3", 2, 3),
        ("PRAGMA foreign_keys = OFF; DELETE FROM act WHERE seq = 2", 1, 2),
        ("PRAGMA foreign_keys = OFF; DELETE FROM act WHERE seq = 3", 2, 2),
        ("PRAGMA foreign_keys = OFF; INSERT INTO reason VALUES (9, 'later')", 3, 3),
    ] {
        fs::write(&path, &whole).expect("written");
        raw(&path, sql);
        assert_eq!(look(&path), Soundness { acts, sound_up_to: id(sound_up_to), whole: false }, "{sql}");
        assert!(refused(&path).contains("damaged"), "{sql}");
    }
    // Bytes behind the last page.
    fs::write(&path, [&whole[..], &[0; 4096]].concat()).expect("written");
    assert_eq!(look(&path), Soundness { whole: false, ..sound });
}

#[test]
fn a_case_tells_that_it_is_open_until_it_is_closed() {
    let (_folder, path) = made(|_| Ok(()));
    let state = || {
        let db = Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opened");
        Seal::read(&db).map(|seal| seal.map(|seal| (seal.open, seal.pages.is_some()))).expect("asked").expect("a seal")
    };
    assert_eq!(state(), (false, true));
    let mut case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opened");
    assert_eq!(state(), (false, true), "looking changes nothing");
    case.transact(ActKind::Decide, clerk(), |_, _| Ok(((), json!({})))).expect("recorded");
    assert_eq!(state(), (true, false));
    let waits = path.with_file_name("a.case-wal");
    assert!(fs::metadata(&waits).is_ok_and(|about| about.len() > 0), "an open case has something beside it");
    assert!(case.soundness().is_ok_and(|(found, _)| found.whole), "an open case is judged by its acts");
    case.close().expect("closed");
    assert!(!waits.exists());
    assert_eq!(state(), (false, true));
    assert_eq!(look(&path), Soundness { acts: 4, sound_up_to: id(4), whole: true });
}

#[test]
fn a_case_of_before_is_bound_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.case");
    fs::write(&path, include_bytes!("../../../../tests/data/case-1-plain.case")).expect("written");
    assert!(Seal::read(&Connection::open(&path).expect("opened")).is_ok_and(|seal| seal.is_none()));
    let mut acts = Vec::new();
    for _ in 0..2 {
        let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opened");
        acts.push(case.acts().expect("asked"));
        case.close().expect("closed");
    }
    assert_eq!(acts[0], acts[1], "the second opening adds nothing");
    let seals: Vec<&Act> = acts[0].iter().filter(|act| act.kind == "seal").collect();
    assert!(seals.len() == 1 && acts[0].last() == Some(seals[0]) && acts[0].len() > 1);
    assert!(look(&path).whole);
    raw(&path, "UPDATE list SET name = 'other.csv'");
    assert_eq!(look(&path).sound_up_to, id(acts[0].len() as i64 - 1));
}

#[test]
fn lists_and_signatures_are_those_that_their_acts_tell_of() {
    let bytes: &[u8] = b"a,b\n1,2\n";
    let digest: Digest = Digest::of(bytes);
    let parts: release::ReleaseParts = [("list".to_owned(), "d1".to_owned())].into();
    let import = |kind: ActKind, sha256: Digest, told: Value| {
        made(|case| {
            case.transact(kind, clerk(), |step, act| {
                let new = NewList { name: "l.csv", bytes: &bytes, sha256, origin: sha256, mapping: None, amends: None };
                list::add(step, act, &new)?;
                Ok(((), told))
            })
        })
    };
    let named = json!({ "lists": [{ "sha256": "0" }, { "sha256": hex(digest) }] });
    let approve = |kind: ActKind, by: &str, told: Value| {
        made(|case| {
            case.transact(kind, Actor::parse(by)?, |step, act| {
                approval::add(step, act, "C. Counsel", &[("TX-adult-en", "t1")], &std::collections::BTreeMap::new())?;
                Ok(((), told))
            })
        })
    };
    let signed = |variant: &str, text: &str| json!({ "variants": [{ "variant": variant, "text": text }] });
    let release = |kind: ActKind, by: &str, told: Value| {
        made(|case| {
            case.transact(kind, Actor::parse(by)?, |step, act| {
                release::add(step, act, "A. Practice", &parts)?;
                Ok(((), told))
            })
        })
    };
    let told = json!({ "parts": parts });
    for (is_sound, (_folder, path)) in [
        (true, import(ActKind::Import, digest, named.clone())),
        (false, import(ActKind::Amend, digest, named.clone())),
        (false, import(ActKind::Import, Digest::new([1; 32]), json!({ "lists": [{ "sha256": hex([1; 32]) }] }))),
        (false, import(ActKind::Import, digest, json!({ "lists": [] }))),
        (true, approve(ActKind::Approve, "C. Counsel", signed("TX-adult-en", "t1"))),
        (false, approve(ActKind::Decide, "C. Counsel", signed("TX-adult-en", "t1"))),
        (false, approve(ActKind::Approve, "A. Practice", signed("TX-adult-en", "t1"))),
        (false, approve(ActKind::Approve, "C. Counsel", signed("TX-minor-en", "t1"))),
        (false, approve(ActKind::Approve, "C. Counsel", signed("TX-adult-en", "t2"))),
        (true, release(ActKind::Release, "A. Practice", told.clone())),
        (false, release(ActKind::ExportBegun, "A. Practice", told.clone())),
        (false, release(ActKind::Release, "C. Counsel", told.clone())),
        (false, release(ActKind::Release, "A. Practice", json!({ "parts": {} }))),
    ] {
        let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("its chain is whole");
        let audit = case.verify_audit();
        let last = case.acts().expect("asked").pop().expect("an act");
        assert_eq!(audit.is_ok(), is_sound, "{} by {}: {}", last.kind, last.by, last.detail);
        assert!(audit.is_ok_and(|acts| acts == 4) || !is_sound);
    }
}

#[test]
fn a_case_that_was_opened_a_while_ago_is_looked_at_again() {
    let (_folder, path) = made(|_| Ok(()));
    let mut case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opened");
    case.transact(ActKind::Decide, clerk(), |step, _| {
        step.execute("UPDATE fact SET bytes = x'FF' WHERE act = 1", [])?;
        Ok(((), json!({})))
    })
    .expect("changed");
    assert_eq!(case.verify_audit().expect("looked at when it was opened"), 4);
    case.opened = Stopwatch::started_before(31);
    assert!(case.verify_audit().is_err());
}

#[test]
fn every_page_of_an_encrypted_case_is_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.case");
    // The key of nothing but noughts.
    let secret = Secret::Recovery(Zeroizing::new("0".repeat(51) + "6C"));
    let made = Case::create(&path, &secret, |case| {
        case.transact(ActKind::Amend, clerk(), |step, act| {
            fact::add(
                step,
                act,
                &[InputFile { role: "incident".into(), name: "a.toml".into(), bytes: vec![1, 2, 3] }],
            )?;
            Ok(((), json!({ "files": 1 })))
        })
    });
    made.expect("a case");
    let is_whole = || {
        let case = Case::open(&path, &secret, Access::ReadOnly);
        case.and_then(|case| case.soundness()).is_ok_and(|(found, _)| found.whole)
    };
    assert!(is_whole());
    let bytes = fs::read(&path).expect("read");
    assert!(bytes.len() > 10 * 4096 && bytes.len().is_multiple_of(4096));
    for page in 0..bytes.len() / 4096 {
        let mut other = bytes.clone();
        other[page * 4096 + 1000] ^= 1;
        fs::write(&path, &other).expect("written");
        assert!(!is_whole(), "page {}", page + 1);
    }
}

#[test]
fn a_case_that_was_not_closed_is_judged_by_its_indexes_and_by_what_its_acts_wrote() {
    let (_folder, path) = made(|case| {
        case.transact(ActKind::Decide, clerk(), |step, act| {
            step.execute("INSERT INTO ruling VALUES (1, ?, 3, 'hold', '{}')", [act])?;
            Ok(((), json!({})))
        })
    });
    raw(&path, "UPDATE seal SET open = 1, pages = NULL");
    let sound = Soundness { acts: 4, sound_up_to: id(4), whole: true };
    assert_eq!(look(&path), sound);
    let bytes = fs::read(&path).expect("read");
    for (sql, sound_up_to) in [
        ("UPDATE fact SET name = 'x' WHERE act = 2", 1),
        ("PRAGMA foreign_keys = OFF; INSERT INTO reason VALUES (9, 'later')", 4),
        ("PRAGMA foreign_keys = OFF; INSERT INTO part VALUES (77, 0, x'04')", 4),
        // The rows are as they were, but an index leads elsewhere.
        (
            "PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE INDEX ruling_person ON ruling (kind)' WHERE name = 'ruling_person'",
            4,
        ),
    ] {
        fs::write(&path, &bytes).expect("written");
        raw(&path, sql);
        assert_eq!(look(&path), Soundness { sound_up_to: id(sound_up_to), whole: false, ..sound }, "{sql}");
    }
}

#[test]
fn a_case_has_a_seal_from_the_version_on_in_which_acts_were_bound() {
    let (_folder, path) = made(|_| Ok(()));
    for (version, has) in [(schema::SEALED - 1, false), (schema::SEALED, true), (schema::NEWEST, true)] {
        raw(&path, &format!("PRAGMA user_version = {version}"));
        let seal = Seal::read(&Connection::open(&path).expect("opened")).expect("asked");
        assert_eq!(seal.is_some(), has, "version {version}");
    }
}
