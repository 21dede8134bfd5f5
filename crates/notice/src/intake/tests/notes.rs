//! Notes as front desks write them: those that harm if a letter is mailed, and those that only sound so. All are invented.

use crate::intake::warning::{NoteMarks, find};
use crate::intake::word_groups::Weight;

/// The notes of a file, without its heading.
fn notes(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn weight(note: &str) -> Option<Weight> {
    find(note).warning.map(|warning| warning.weight)
}

#[test]
fn every_harmful_note_holds_the_letter() {
    let mailed: Vec<&str> = notes(include_str!("notes/harmful.txt")).filter(|note| weight(note).is_none()).collect();
    assert_eq!(mailed, [""; 0]);
}

#[test]
fn a_harmless_note_holds_nobody() {
    let marked: Vec<_> = notes(include_str!("notes/harmless.txt"))
        .map(|note| (note, find(note)))
        .filter(|(_, marks)| *marks != NoteMarks::default())
        .collect();
    assert_eq!(marked, []);
}

#[test]
fn care_to_which_a_minor_consented_alone_is_a_group() {
    let others: Vec<_> = notes(include_str!("notes/consent.txt"))
        .map(|note| (note, weight(note)))
        .filter(|(_, weight)| weight.is_none_or(|weight| weight < Weight::Consent))
        .collect();
    assert_eq!(others, []);
}

#[test]
fn records_of_part_2_are_asked_about() {
    let missed: Vec<&str> = notes(include_str!("notes/part2.txt")).filter(|note| find(note).part2.is_none()).collect();
    assert_eq!(missed, [""; 0]);
}
