//! The order of the house: which room may use which, how long a file may be, what no file may say.

mod arrows;
mod circles;
mod comments;
mod desk;
mod documents;
mod names;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// A room and those to its left that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("digest", &[]),
    ("finding", &[]),
    ("party", &["digest", "finding"]),
    ("intake", &["finding", "party"]),
    ("routing", &["finding", "party"]),
    ("letter", &["digest", "finding", "party", "routing"]),
    ("composition", &["digest", "finding", "party", "letter"]),
    ("mailing", &["digest", "finding", "party", "composition"]),
    ("press", &["digest", "finding", "party", "composition", "mailing"]),
    ("readback", &["digest", "finding", "party"]),
    ("specimen", &["finding", "party"]),
    (
        "line",
        &[
            "digest",
            "finding",
            "party",
            "intake",
            "routing",
            "letter",
            "composition",
            "mailing",
            "press",
            "readback",
            "specimen",
        ],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project").flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "target" | ".git" | "node_modules" | "dist" | "gen") {
                    open.push(path);
                }
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_room_knows_only_rooms_to_its_left() {
    let pipeline = root().join("crates/notice/src");
    let mut offences = Vec::new();
    for (room, may) in ROOMS {
        let files = files_below(&pipeline.join(room), ".rs");
        assert!(!files.is_empty(), "the room {room} is empty");
        for file in files {
            let text = fs::read_to_string(&file).expect("readable");
            // Tests may bring two rooms together.
            if file.to_string_lossy().contains("tests") {
                continue;
            }
            let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
            for (other, _) in ROOMS {
                if other != room && !may.contains(other) && code.contains(&format!("crate::{other}")) {
                    offences.push(format!("{} uses {other}", file.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
    let listed: Vec<_> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    for entry in fs::read_dir(&pipeline).expect("the pipeline").flatten().filter(|e| e.path().is_dir()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(listed.contains(&name), "the room {name} is not in the table");
    }
}

#[test]
fn no_file_is_longer_than_six_hundred_lines() {
    let endings = [".rs", ".ts", ".tsx", ".mjs", ".css"];
    let long: Vec<_> = endings
        .iter()
        .flat_map(|ending| files_below(&root(), ending))
        .filter_map(|file| {
            let lines = fs::read_to_string(&file).expect("readable").lines().count();
            (lines > 600).then(|| format!("{}: {lines}", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "split by subject: {long:#?}");
}

#[test]
fn only_the_shell_knows_tauri_and_only_one_door_of_the_pages_asks_it() {
    for folder in ["crates", "src"] {
        for file in files_below(&root().join(folder), ".rs") {
            let text = fs::read_to_string(&file).expect("readable");
            let is_ours = file.starts_with(root().join("crates/xtask"));
            assert!(is_ours || !text.contains("tauri::"), "{} knows Tauri", file.display());
        }
    }
    for ending in [".ts", ".tsx"] {
        for file in files_below(&root().join("ui/src"), ending) {
            let text = fs::read_to_string(&file).expect("readable");
            let is_door = file.parent() == Some(&root().join("ui/src/ipc"));
            assert!(is_door || !text.contains("@tauri-apps"), "{} goes past ui/src/ipc", file.display());
        }
    }
}

#[test]
fn the_reader_shares_nothing_with_the_writer() {
    for file in files_below(&root().join("crates/notice/src/readback"), ".rs") {
        // Its tests hold it against what others write.
        if file.to_string_lossy().contains("tests") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        for word in ["crate::press", "crate::composition", "libdeflater", "printpdf", "lopdf"] {
            assert!(!text.contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn personal_values_are_disclosed_only_where_they_are_meant_to_be_seen() {
    let allowed =
        ["letter", "mailing", "line", "intake", "specimen", "composition", "readback", "routing", "party", "finding"];
    for file in files_below(&root().join("crates/notice/src"), ".rs") {
        let text = fs::read_to_string(&file).expect("readable");
        let room = file.strip_prefix(root().join("crates/notice/src")).expect("below");
        let room = room.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        if text.contains(".disclose()") {
            assert!(allowed.contains(&room.as_str()), "{} discloses personal values", file.display());
        }
    }
    for folder in ["crates/desk/src", "src"] {
        for file in files_below(&root().join(folder), ".rs") {
            let text = fs::read_to_string(&file).expect("readable");
            // The case file is where they are kept.
            // So is the table that people look through, and nowhere else are they shown.
            let shown = file.starts_with(root().join("crates/desk/src/roster"));
            let keeps = shown || file.starts_with(root().join("crates/desk/src/casefile"));
            assert!(keeps || !text.contains(".disclose()"), "{} discloses personal values", file.display());
        }
    }
}

#[test]
fn nothing_unfinished_and_nothing_silenced() {
    for file in files_below(&root(), ".rs") {
        if file.ends_with("tests/tidy/mod.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        for word in ["todo!(", "unimplemented!(", "#[ignore", "FIXME", "unsafe {"] {
            assert!(!text.contains(word), "{} holds {word}", file.display());
        }
    }
}

#[test]
fn no_machine_path_stands_in_the_project() {
    for ending in [".rs", ".md", ".toml", ".sh", ".hbs", ".csv"] {
        for file in files_below(&root(), ending) {
            let text = fs::read(&file).expect("readable");
            let text = String::from_utf8_lossy(&text);
            for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
                assert!(!text.contains(word), "{} names {word}", file.display());
            }
        }
    }
}
