//! The order of the desk: its rooms, its stages, and no circle among its files.

use super::arrows::{Arrows, Module, arrows, circles};
use super::root;
use std::collections::BTreeSet;
use std::fs;

/// The rooms of the desk from the ground up, each with those below it that it may use.
const ROOMS: [(&str, &[&str]); 20] = [
    ("error", &[]),
    ("actor", &["error"]),
    ("docx", &["error"]),
    ("task", &["error"]),
    ("io", &["error"]),
    ("process", &["error", "task", "io"]),
    ("reader", &["error", "io", "process"]),
    ("casefile", &["error", "actor", "task", "io", "process"]),
    ("machine", &["error", "io", "casefile"]),
    ("specimen", &[]),
    ("templates", &["error", "io", "specimen"]),
    ("snapshot", &["error", "task", "io", "reader", "casefile"]),
    ("ledger", &["error", "casefile", "snapshot"]),
    ("session", &["error", "actor", "task", "casefile", "snapshot", "ledger"]),
    ("policy", &["error", "io", "casefile", "snapshot", "ledger"]),
    ("package", &["error", "task", "io", "snapshot"]),
    ("roster", &["error", "task", "casefile", "snapshot", "session"]),
    ("oneshot", &["error", "actor", "task", "io", "reader", "snapshot", "package"]),
    (
        "stage",
        &[
            "error",
            "actor",
            "task",
            "io",
            "reader",
            "casefile",
            "machine",
            "docx",
            "specimen",
            "templates",
            "snapshot",
            "ledger",
            "session",
            "policy",
            "package",
            "roster",
        ],
    ),
    ("sample_case", &["error", "task", "io", "casefile", "session", "stage"]),
];

/// The stages of the work on an incident. They have these names everywhere.
const STAGES: [&str; 12] = [
    "start",
    "incident",
    "lists",
    "review",
    "letters",
    "addresses",
    "signoff",
    "export",
    "mail",
    "regulators",
    "audit",
    "safekeeping",
];

fn desk() -> Arrows {
    arrows(&root().join("crates/desk/src"))
}

fn shown(from: &Module, to: &Module, names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("{} uses {} of {}", from.join("::"), names.join(", "), to.join("::"))
}

#[test]
fn a_room_of_the_desk_knows_only_rooms_below_it() {
    let mut offences = Vec::new();
    for (from, used) in desk() {
        let Some((own, may)) = ROOMS.iter().find(|(room, _)| from.first().is_some_and(|own| own == room)) else {
            continue;
        };
        for (to, names) in used {
            let is_below = to.first().is_none_or(|room| room == own || may.contains(&room.as_str()));
            if !is_below {
                offences.push(shown(&from, &to, &names));
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
    let sources = root().join("crates/desk/src");
    for room in fs::read_dir(&sources).expect("the desk").flatten() {
        let name = room.path().file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(name == "lib" || ROOMS.iter().any(|(room, _)| *room == name), "the room {name} is not in the table");
    }
    for (at, (room, may)) in ROOMS.iter().enumerate() {
        let is_lower = |other: &&str| ROOMS[..at].iter().any(|(lower, _)| lower == other);
        assert!(may.iter().all(is_lower), "{room} may use a room that is not below it");
        let is_there = sources.join(room).is_dir() || sources.join(room).with_extension("rs").is_file();
        assert!(is_there, "there is no room {room}");
    }
}

#[test]
fn a_stage_knows_no_other_stage() {
    let stage = |module: &Module| module.first().filter(|room| *room == "stage").and(module.get(1)).cloned();
    let mut offences = Vec::new();
    let mut found = BTreeSet::new();
    for (from, used) in desk() {
        let Some(own) = stage(&from) else { continue };
        for (to, names) in used {
            if stage(&to).is_some_and(|other| other != own) {
                offences.push(shown(&from, &to, &names));
            }
        }
        found.insert(own);
    }
    assert!(offences.is_empty(), "{offences:#?}");
    assert_eq!(found, STAGES.iter().map(|stage| (*stage).to_owned()).collect());
}

/// Names of files and folders below a folder, without endings.
fn names_below(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder").flatten();
    let names = entries.filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()));
    names.filter(|name| name != "mod").collect()
}

#[test]
fn the_window_and_its_pages_have_the_stages_of_the_desk() {
    // Settings are no stage of the work.
    for (folder, more) in [("src/stage", ""), ("src-tauri/src/stage", ""), ("ui/src/screens", "settings")] {
        let known = |name: &String| STAGES.contains(&name.as_str()) || name == more;
        let strange: Vec<String> = names_below(folder).into_iter().filter(|name| !known(name)).collect();
        assert!(strange.is_empty(), "{folder} has what is no stage: {strange:?}");
    }
}

#[test]
fn every_permission_that_the_build_wrote_is_of_a_command_of_the_window() {
    let commands = fs::read_to_string(root().join("src-tauri/src/commands.txt")).expect("readable");
    let commands: BTreeSet<String> = commands.lines().map(str::to_owned).collect();
    assert_eq!(names_below("src-tauri/permissions/autogenerated"), commands);
}

#[test]
fn no_files_of_the_desk_use_each_other_in_a_circle() {
    let arrows = desk();
    let circles = circles(&arrows);
    let told: Vec<String> = circles
        .iter()
        .flat_map(|circle| circle.iter().map(move |from| (from, circle)))
        .flat_map(|(from, circle)| {
            arrows[from].iter().filter(|(to, _)| circle.contains(*to)).map(|(to, names)| shown(from, to, names))
        })
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_circle_is_found_and_a_door_or_a_part_of_a_type_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("lib.rs", "pub mod case;\npub mod audit;\npub mod room;\n");
    fs::create_dir(folder.path().join("room")).expect("made");
    write("case.rs", "use crate::audit::{self, Act};\nuse crate::room::{\n    Deep,\n};\npub struct Case;\n");
    write("audit.rs", "use crate::case::Case;\n// crate::room::deep is only told of.\npub struct Act;\nimpl Case {}\n");
    write("room/mod.rs", "mod deep;\npub use deep::Deep;\n");
    write("room/deep.rs", "pub struct Deep;\n#[cfg(test)]\nmod tests {\n    use crate::case::Case;\n}\n");
    assert_eq!(circles(&arrows(folder.path())), Vec::<BTreeSet<Module>>::new());
    write("room/deep.rs", "pub struct Deep(crate::case::Case);\n");
    let found = circles(&arrows(folder.path()));
    let circle: BTreeSet<Module> = [vec!["case".into()], vec!["room".into(), "deep".into()]].into();
    assert_eq!(found, [circle]);
}

#[test]
fn the_command_line_has_the_same_stages() {
    let there: BTreeSet<String> = fs::read_dir(root().join("src/stage"))
        .expect("the stages of the command line")
        .flatten()
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| name != "mod")
        .collect();
    assert_eq!(there, STAGES.iter().map(|stage| (*stage).to_owned()).collect());
}
