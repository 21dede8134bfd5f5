//! Faults that can be seen in the source of a template before it is rendered, with line and column.

use super::escape;
use super::markup;
use super::phrase::place;
use crate::finding::Problem;

/// Looks over the source of a template file: stray characters, raw output, Markdown that letters do not know.
pub(super) fn source(file: &str, text: &str) -> Result<(), Problem> {
    let refuse = |offset: usize, message: &str, advice: &str| {
        let (line, column) = place(text, offset);
        Err(Problem::of_file(file, message, advice).at(line, column))
    };
    let stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some((offset, _)) = text.char_indices().find(|(_, c)| escape::is_reserved(*c) || stray(*c)) {
        return refuse(offset, "The file holds a control or private-use character.", "Take the character out.");
    }
    if let Some(offset) = text.find("{{{") {
        return refuse(offset, "A value is printed raw, with three or more braces.", "Write two braces: {{name}}.");
    }
    let raw = text
        .match_indices("{{")
        .find(|(at, open)| text[at + open.len()..].trim_start_matches('~').trim_start().starts_with('&'));
    if let Some((offset, _)) = raw {
        return refuse(offset, "A value is printed raw, with {{&.", "Write {{name}}.");
    }
    markup::parse(&bare(text))
        .map(drop)
        .map_err(|fault| Problem::of_file(file, fault.message, fault.advice).at(fault.line, fault.column))
}

/// The source with a word in place of every tag, of the same length, and with empty lines in place of lines that
/// hold nothing but tags that print nothing of their own.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        out.push_str(&rest[..open]);
        let tag = &rest[open..];
        let end = if tag.starts_with("{{!--") { "--}}" } else { "}}" };
        let length = tag.find(end).map_or(tag.len(), |at| at + end.len());
        let (tag, after) = tag.split_at(length);
        let inner = tag.trim_start_matches(['{', '~']).trim_start();
        let silent = inner.starts_with(['#', '/', '>', '!', '^']) || inner.starts_with("else");
        let alone = out.rsplit('\n').next().unwrap_or_default().trim().is_empty()
            && after.split('\n').next().unwrap_or_default().trim().is_empty();
        let fill = if silent && alone { ' ' } else { 'x' };
        out.extend(tag.chars().map(|c| if c == '\n' { '\n' } else { fill }));
        rest = after;
    }
    out.push_str(rest);
    out
}
