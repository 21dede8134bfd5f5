//! Documents name only what there is, and each is found from an index.

use super::{files_below, root};
use std::fs;
use std::path::Path;

/// Documents whose paths are those of the project. Others name paths below a room, or of whoever uses the program.
const WITH_PATHS: [&str; 2] = ["CONTRIBUTING.md", "SECURITY.md"];

/// Words that stand for a name of somebody's own.
const OPEN: [&str; 3] = ["NAME", "NNNN", "/xx"];

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

/// Files to which a document links, as it writes them.
fn links(text: &str) -> Vec<&str> {
    let all = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let files = all.map(|(link, _)| link.split('#').next().unwrap_or_default());
    files.filter(|link| !link.is_empty() && !link.contains("://")).collect()
}

/// Paths between backquotes.
fn paths(text: &str) -> Vec<&str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let words = text.split('`').skip(1).step_by(2);
    let paths = words.filter(|word| word.contains('/') && word.chars().all(is_plain));
    paths.filter(|path| !path.starts_with("target/") && !OPEN.iter().any(|open| path.contains(open))).collect()
}

#[test]
fn links_of_documents_lead_to_files() {
    let mut broken = Vec::new();
    let own = fs::read_dir(root()).expect("the project").flatten().map(|entry| entry.path());
    let own = own.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    for file in own.chain(files_below(&root().join("docs"), ".md")) {
        let text = text(&file);
        let folder = file.parent().expect("a folder");
        broken.extend(
            links(&text)
                .into_iter()
                .filter(|link| !folder.join(link).exists())
                .map(|link| format!("{} links to {link}", file.display())),
        );
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn whoever_is_sent_to_a_path_finds_it() {
    for name in WITH_PATHS {
        let text = text(&root().join(name));
        let paths = paths(&text);
        assert!(!paths.is_empty(), "{name} names no path");
        let gone: Vec<_> = paths.into_iter().filter(|path| !root().join(path).exists()).collect();
        assert!(gone.is_empty(), "{name} names what is not there: {gone:#?}");
    }
}

#[test]
fn every_document_stands_in_an_index() {
    for folder in ["docs", "docs/decisions"] {
        let index = text(&root().join(folder).join("README.md"));
        for entry in fs::read_dir(root().join(folder)).expect("documents").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let link = format!("]({name}");
            assert!(name == "README.md" || index.contains(&link), "{name} is not in {folder}/README.md");
        }
    }
}

#[test]
fn links_and_paths_are_told_from_other_words() {
    assert_eq!(links("[a](b/c.md) [d](https://e.example) [f](#g) [h](i.md#j)"), ["b/c.md", "i.md"]);
    let text = "`src/a.rs`, `cargo test`, `tests/NAME.rs`, `a`\n```sh\nls b/c\n```\n`target/x` `d/e/`";
    assert_eq!(paths(text), ["src/a.rs", "d/e/"]);
}
