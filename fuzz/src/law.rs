//! Laws that hold for every reader: what a refusal may say, and where it may point.

use libfuzzer_sys::Corpus;
use memchr::memmem;
use notice::finding::{Problem, is_hidden};

/// The most bytes of an input that a refusal may repeat in one piece. A heading is quoted with at most 40 characters, and a
/// character takes up to four bytes.
const REPEATED: usize = 160;
/// The most characters of a refusal.
const LONGEST: usize = 4_000;
/// The most refusals that are looked at closely.
const LOOKED_AT: usize = 8;

/// Holds refusals against the input of which they were made.
pub fn hold(refusals: &[Problem], input: &[u8]) {
    assert!(!refusals.is_empty(), "refused without a reason");
    let lines = input.iter().filter(|&&byte| byte == b'\n' || byte == b'\r').count() + 1;
    for refusal in refusals {
        assert!(refusal.place.line as usize <= lines, "line {} of {lines}", refusal.place.line);
    }
    for refusal in refusals.iter().take(LOOKED_AT) {
        assert!(!refusal.message.is_empty() && refusal.code.advice() != Some(""), "{refusal}");
        let shown = refusal.to_string();
        assert!(shown.chars().count() <= LONGEST, "a refusal of {} bytes", shown.len());
        assert!(!shown.contains(is_hidden), "a refusal with a hidden character");
        if let Some(long) = repeats(&refusal.message, input) {
            panic!("a refusal repeats the input: {long:?}");
        }
    }
}

/// A piece of the input that a message holds, longer than any may be.
fn repeats<'m>(message: &'m str, input: &[u8]) -> Option<&'m str> {
    let starts = message.char_indices().map(|(at, _)| at);
    let windows = starts.filter_map(|at| message.get(at..at + REPEATED));
    let mut windows = windows.step_by(8);
    windows.find(|window| memmem::find(input, window.as_bytes()).is_some())
}

/// Holds one refusal.
pub fn hold_one(refusal: &Problem, input: &[u8]) {
    hold(std::slice::from_ref(refusal), input);
}

/// Holds why a command was refused.
pub fn hold_command(refused: &desk::CommandError, input: &[u8]) {
    match refused {
        desk::CommandError::Input(refusals) => hold(refusals, input),
        desk::CommandError::Environment(refusal) | desk::CommandError::Stopped(refusal) => {
            panic!("reading bytes touches neither a disk nor a clock: {refusal}")
        }
    }
}

/// An input as text; what is none is not worth keeping where a reader takes text.
pub fn text(data: &[u8], read: impl FnOnce(&str)) -> Corpus {
    match std::str::from_utf8(data) {
        Ok(text) => {
            read(text);
            Corpus::Keep
        }
        Err(_) => Corpus::Reject,
    }
}
