//! Output to a terminal and to machines.

use crate::advice;
use clap::error::{ContextKind, ContextValue};
use desk::CommandError;
use desk::policy::pre_notice::WaitingState;
use desk::task::{Progress, Stage};
use notice::finding::{escape_json, escape_line, escape_text, quote_short};
use std::io::{IsTerminal, Write};
use std::path::Path;

/// A refusal, with every reason: to standard error for people, to standard output for machines.
pub fn refused(refused: &CommandError, json: bool) {
    if json {
        let word = if refused.exit_code() == 3 { "environment" } else { "refused" };
        let reasons: Vec<_> = refused.told_reasons().iter().map(advice::value).collect();
        let mut value = serde_json::json!({ "error": word, "reasons": reasons });
        add_missing(&mut value);
        json_line(&value);
    }
    progress_done();
    for reason in &refused.told_reasons() {
        note(&format!("noticepress: {}", advice::line(reason)));
    }
}

/// Lines on standard output, where ends of lines are ours. A reader that has gone away is no reason to fail.
pub fn line(text: &str) {
    put(&escape_text(text));
}

/// One line on standard output, whatever is in it.
pub fn row(text: &str) {
    put(&escape_line(text));
}

/// A path within a text of ours.
pub fn path(path: &Path) -> String {
    escape_line(&path.display().to_string()).into_owned()
}

/// Everything that goes to standard output passes here, with hidden characters escaped.
fn put(escaped: &str) {
    progress_done();
    let _ = writeln!(std::io::stdout().lock(), "{escaped}");
}

/// Prints the protection against hostile files that this system lacks, where files of others were read. With `--json`
/// it stands in the report.
pub fn missing_layers(json: bool) {
    if !json {
        desk::reader::missing_layers().iter().for_each(|lack| note(&format!("noticepress: {lack}")));
    }
}

/// A value as JSON on standard output; what this system lacks to keep hostile files in is added to it.
pub fn json(value: &impl serde::Serialize) {
    let text = if desk::reader::missing_layers().is_empty() {
        // In the order in which the report has its keys.
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_value(value).and_then(|mut value| {
            add_missing(&mut value);
            serde_json::to_string_pretty(&value)
        })
    };
    match text {
        Ok(text) => put(&escape_json(&text)),
        Err(error) => note(&format!("noticepress: the report could not be written as JSON: {error}")),
    }
}

/// A value as JSON on one line of standard output.
pub fn json_line(value: &impl serde::Serialize) {
    match serde_json::to_string(value) {
        Ok(text) => put(&escape_json(&text)),
        Err(error) => note(&format!("noticepress: the report could not be written as JSON: {error}")),
    }
}

fn add_missing(value: &mut serde_json::Value) {
    let missing = desk::reader::missing_layers();
    if let Some(report) = value.as_object_mut().filter(|_| !missing.is_empty()) {
        report.insert("missing_protection".to_owned(), missing.into());
    }
}

/// Lines on standard error.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", escape_text(text));
}

/// A question on standard error, behind which the answer is typed.
pub fn ask(question: &str) {
    let _ = write!(std::io::stderr().lock(), "{}", escape_text(question));
}

/// Faults of numbers, as the parser of numbers says them and in plain words.
const NUMBERS: [(&str, &str); 4] = [
    ("number too large to fit in target type", "the number is too large"),
    ("number too small to fit in target type", "the number is too small"),
    ("invalid digit found in string", "it is not a whole number"),
    ("cannot parse integer from empty string", "there is no number"),
];

/// Prints the answer of the command line to how it was called: help to standard output, a mistake to standard error.
pub fn usage(error: &mut clap::Error) {
    if error.use_stderr() {
        // What was typed is shown, not carried out, and no longer than anybody reads.
        let said: Vec<(ContextKind, ContextValue)> =
            error.context().map(|(kind, value)| (kind, value.clone())).collect();
        let mut is_plain = true;
        for (kind, value) in &said {
            let shown = match value {
                ContextValue::String(text) => ContextValue::String(quote_short(text).into_owned()),
                ContextValue::Strings(texts) => {
                    ContextValue::Strings(texts.iter().map(|text| quote_short(text).into_owned()).collect())
                }
                _ => continue,
            };
            is_plain &= shown == *value;
            error.insert(*kind, shown);
        }
        // A tip repeats what was typed.
        if !is_plain {
            error.insert(ContextKind::Suggested, ContextValue::None);
        }
        let text = NUMBERS.iter().fold(error.render().to_string(), |text, (from, to)| text.replace(from, to));
        note(text.trim_end());
    } else {
        let _ = error.print();
    }
}

/// Progress on standard error, only where a person watches: one line that is written over and cleared at the end.
pub fn progress(progress: Progress) {
    let mut stderr = std::io::stderr().lock();
    if !stderr.is_terminal() {
        return;
    }
    let text = match progress {
        Progress::Done(Stage::Press) => String::new(),
        Progress::Done(stage) => format!("{}: done", stage.word()),
        Progress::Letters(done, of) => format!("{} of {} letters pressed and read back", count(done), count(of)),
    };
    let _ = write!(stderr, "\r\x1b[K{text}");
    let _ = stderr.flush();
}

/// Clears the line of progress, before anything else is said.
fn progress_done() {
    let mut stderr = std::io::stderr().lock();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[K");
        let _ = stderr.flush();
    }
}

/// ` and 12 copies` behind a number of letters; nothing where there is none.
pub fn and_copies(copies: u64) -> String {
    match copies {
        0 => String::new(),
        1 => " and 1 copy".into(),
        copies => format!(" and {} copies", count(copies)),
    }
}

/// 140121 as 140,121.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A line about letters that wait for the next mailing.
pub fn waiting_line(state: &WaitingState) -> String {
    let (letters, wait) = if state.letters == 1 { ("letter", "waits") } else { ("letters", "wait") };
    let late = state.told_too_late.map_or_else(String::new, |day| {
        format!(
            " It is recorded for {day}, which is not before the mailing date: set a later mailing date in the incident file, amend the case and release again."
        )
    });
    format!(
        "\n{} {letters} to {} {wait} for the next mailing, until notice to this office is recorded: {}.{late} The last day to mail them is {}. To mail them now: --without-waiting {} --reason WHY.",
        count(state.letters),
        state.name,
        state.offices.join("; "),
        state.mail_by,
        state.jurisdiction,
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_parted() {
        assert_eq!(super::count(7), "7");
        assert_eq!(super::count(140_121), "140,121");
        assert_eq!(super::count(1_000_000), "1,000,000");
    }
}
