//! Doc comments begin with the thing or with the verb, and with no question.

use super::{files_below, root};
use std::fs;

/// The beginnings of lines of doc comments.
const MARKERS: [&str; 2] = ["///", "//!"];

/// First words that no doc comment has.
const QUESTIONS: [&str; 3] = ["What", "Whom", "Whether"];

/// The numbers, from 1, of the lines on which doc comments begin with a question.
fn questions(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = "";
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_start();
        let comment = MARKERS.into_iter().find_map(|marker| Some((marker, line.strip_prefix(marker)?)));
        let (marker, rest) = comment.unwrap_or_default();
        // Further lines belong to the comment above them.
        let begins = marker != before;
        before = marker;
        let first = rest.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        if begins && first.is_some_and(|word| QUESTIONS.contains(&word)) {
            found.push(number);
        }
    }
    found
}

#[test]
fn no_doc_comment_begins_with_a_question() {
    let files = files_below(&root(), ".rs");
    assert!(files.len() > 300, "the files of the workspace were not found: {}", files.len());
    let mut offences = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        let name = file.strip_prefix(root()).expect("below").display().to_string();
        offences.extend(questions(&text).into_iter().map(|line| format!("{name}:{line}")));
    }
    assert!(offences.is_empty(), "begin with the thing or the verb: {offences:#?}");
}

#[test]
fn beginnings_of_doc_comments_are_told_from_other_lines() {
    assert_eq!(questions("/// What opens a case.\npub struct Secret;\n"), [1]);
    assert_eq!(questions("//! Rooms.\n\n    /// Whether it is open.\n    /// Whom it knows.\n"), [3]);
    assert_eq!(questions("//! Rooms.\n/// Whom it knows.\n#[derive(Debug)]\n/// What it is.\n"), [2, 4]);
    assert!(questions("/// Passphrase of a case.\n/// What else opens it is kept apart.\n").is_empty());
    assert!(questions("/// Whatever stands there.\n// What it is.\nlet text = \"/// What it is.\";\n").is_empty());
}
