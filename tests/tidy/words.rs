//! Nothing decides by words that people read, and the core speaks the language of no face.

use super::{files_below, root};
use std::fs;
use std::path::PathBuf;

/// Product code without its tests.
fn product() -> Vec<(PathBuf, String)> {
    let folders = ["crates/notice/src", "crates/desk/src", "src", "src-tauri/src", "ui/src"];
    let files = folders
        .iter()
        .flat_map(|folder| [".rs", ".ts", ".tsx"].map(|ending| files_below(&root().join(folder), ending)))
        .flatten();
    files
        .filter(|file| !file.to_string_lossy().contains("test"))
        .map(|file| {
            let text = fs::read_to_string(&file).expect("readable");
            let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default().to_owned();
            (file, code)
        })
        .collect()
}

#[test]
fn nothing_is_decided_by_a_message_or_an_advice() {
    let questions = [
        "contains(",
        "starts_with(",
        "ends_with(",
        "find(",
        "as_str() ==",
        "includes(",
        "match(",
        "startsWith(",
        "endsWith(",
        "replace(",
        "search(",
    ];
    let mut offences = Vec::new();
    for (file, code) in product() {
        // Where code is broken over lines, the point begins one.
        let code: String = code.lines().map(str::trim_start).collect::<Vec<_>>().join("\n").replace("\n.", ".");
        for words in [".message.", ".advice.", ".advice()."] {
            for (at, _) in code.match_indices(words) {
                let rest = &code[at + words.len()..];
                if questions.iter().any(|question| rest.starts_with(question)) {
                    offences.push(format!("{}: {words}{}", file.display(), rest.lines().next().unwrap_or_default()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "decide by the code of a problem: {offences:#?}");
}

#[test]
fn the_core_names_no_option_of_the_command_line() {
    // The first is the program asking itself; the others print texts that lie in folders and on paper.
    let may = [
        "desk/src/reader/wire.rs",
        "desk/src/stage/signoff/counsel_pack.rs",
        "desk/src/stage/mail/piece_list/ours.rs",
        "notice/src/mailing/signing.rs",
    ];
    for (file, code) in product() {
        let is_core = file.starts_with(root().join("crates"));
        if !is_core || may.iter().any(|own| file.ends_with(own)) {
            continue;
        }
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let names = line.contains('"')
                && line.split("--").skip(1).any(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()));
            let texts = line.split('"').skip(1).step_by(2);
            let names_a_case = texts.into_iter().any(|text| text.contains(" CASE "));
            assert!(!names && !names_a_case, "{} names an option: {line}", file.display());
        }
    }
}
