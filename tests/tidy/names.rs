//! One name, one meaning: within a crate no two types that are seen outside of their files have the same name.

use super::{files_below, root};
use std::collections::BTreeMap;

/// Sources of crates that are held to it, each with a number of types that it has at least.
const CRATES: [(&str, usize); 4] =
    [("crates/notice/src", 200), ("crates/desk/src", 100), ("src-tauri/src", 10), ("src", 10)];

/// The name of the type that a line declares, where other files can see it.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start().strip_prefix("pub")?;
    let line = match line.strip_prefix('(') {
        Some(within) => within.split_once(')')?.1,
        None => line,
    };
    let mut words = line.split_whitespace();
    matches!(words.next()?, "struct" | "enum" | "union" | "trait" | "type").then_some(())?;
    words.next()?.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn no_two_types_of_a_crate_have_one_name() {
    for (name, least) in CRATES {
        let source = root().join(name);
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files_below(&source, ".rs") {
            let below = file.strip_prefix(&source).expect("below").display().to_string();
            if below.contains("tests") {
                continue;
            }
            let text = std::fs::read_to_string(&file).expect("readable");
            let code = text.split("#[cfg(test)]\nmod").next().unwrap_or_default();
            for name in code.lines().filter_map(declared) {
                places.entry(name.to_owned()).or_default().push(below.clone());
            }
        }
        assert!(places.len() > least, "the types of {name} were not found: {}", places.len());
        let twice: Vec<_> = places.iter().filter(|(_, files)| files.len() > 1).collect();
        assert!(twice.is_empty(), "{name}: {twice:#?}");
    }
}

#[test]
fn declarations_are_told_from_other_lines() {
    assert_eq!(declared("pub struct Manifest<'f> {"), Some("Manifest"));
    assert_eq!(declared("    pub(in crate::press) enum Kind {"), Some("Kind"));
    assert_eq!(declared("pub(super) type Place = (u32, u32);"), Some("Place"));
    assert_eq!(declared("struct Hidden;"), None);
    assert_eq!(declared("pub fn type_size() {"), None);
}
