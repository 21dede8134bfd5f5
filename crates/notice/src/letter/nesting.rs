//! The nesting of a template: whether its blocks pair, and how deep they and the parentheses of a tag stand within each other. The
//! engine reads both by calling itself, so that a file with a hundred thousand open blocks would end the program; and
//! of a block that does not pair it could only say that something is amiss.

use super::phrase::place;
use crate::finding::{Problem, cut_text};

/// Blocks within blocks; the built-in letters have four.
const BLOCKS: usize = 16;
/// Parentheses within parentheses in one tag.
const PARENTHESES: usize = 8;

/// Looks over all tags of a template.
///
/// # Errors
/// A tag or a block that does not close, with its line and column.
pub fn check(file: &str, text: &str) -> Result<(), Problem> {
    let refuse = |offset: usize, message: String, advice: &str| {
        let (line, column) = place(text, offset);
        Problem::of_file(file, message, advice).at(line, column)
    };
    let mut open: Vec<(&str, usize)> = Vec::new();
    let stray = |from: usize, gap: &str| {
        let at = gap.find("}}").filter(|_| !gap.contains("{{"))?;
        let message = "Two closing braces close nothing.".to_owned();
        Some(refuse(from + at, message, "Take them out, or write {{ before the name."))
    };
    let mut behind = 0;
    for Found { offset, end, tag } in tags(text) {
        if let Some(fault) = stray(behind, &text[behind..offset]) {
            return Err(fault);
        }
        behind = end;
        // A tag that holds opening braces has lost its own closing ones, and ends with those of another.
        let Some(tag) = tag.filter(|tag| !tag.contains("{{")) else {
            let message = "Two opening braces have no closing ones.".to_owned();
            return Err(refuse(offset, message, "Write }} at the end of the name, or take the braces out."));
        };
        if deepest(tag) > PARENTHESES {
            let message = format!("Parentheses are nested more than {PARENTHESES} deep.");
            return Err(refuse(offset, message, "Ask with several {{#if}}, one within the other."));
        }
        let inner = tag.trim_matches(['~', ' ', '\t', '\r', '\n']);
        if let Some(block) = inner.strip_prefix('#') {
            if open.len() == BLOCKS {
                let message = format!("Blocks are nested more than {BLOCKS} deep.");
                return Err(refuse(offset, message, "Move the inner ones into a passage of their own."));
            }
            open.push((name(block), offset));
        } else if let Some(end) = inner.strip_prefix('/') {
            let Some((begun, at)) = open.pop() else {
                let message = format!("{{{{/{}}}}} closes nothing.", cut_text(name(end)));
                return Err(refuse(offset, message, "Take it out, or open the block before it."));
            };
            if begun != name(end) {
                let (line, _) = place(text, at);
                let (end, begun) = (cut_text(name(end)), cut_text(begun));
                let message = format!("{{{{/{end}}}}} is used while {{{{#{begun}}}}} of line {line} is still open.");
                return Err(refuse(
                    offset,
                    message,
                    "Close blocks in the order in which they were opened, the last first.",
                ));
            }
        } else if inner.strip_prefix("else").or_else(|| inner.strip_prefix('^')).is_some_and(asks_more) {
            let message = "{{else}} asks a question of its own.".to_owned();
            return Err(refuse(offset, message, "Write {{else}}{{#if name}} … {{/if}}{{/if}}."));
        } else if inner.split_whitespace().next().is_some_and(|word| word == "else") && open.is_empty() {
            let message = "{{else}} is outside any block.".to_owned();
            return Err(refuse(offset, message, "Write it between {{#if name}} and {{/if}}."));
        }
    }
    if let Some(fault) = stray(behind, &text[behind..]) {
        return Err(fault);
    }
    match open.pop() {
        Some((begun, at)) => {
            let begun = cut_text(begun);
            let message = format!("{{{{#{begun}}}}} is not closed.");
            Err(refuse(at, message, &format!("Close it with {{{{/{begun}}}}}.")))
        }
        None => Ok(()),
    }
}

/// A tag: where it begins and ends, and what stands between its braces; `None` where it has no end.
struct Found<'a> {
    offset: usize,
    end: usize,
    tag: Option<&'a str>,
}

/// The tags of a file; comments are tags without words, escaped braces are none.
fn tags(text: &str) -> impl Iterator<Item = Found<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let offset = at + text.get(at..)?.find("{{")?;
            let inner = offset + 2;
            // One backslash takes the braces for text; two or more are themselves text, and the tag is alive.
            if text[..offset].bytes().rev().take_while(|byte| *byte == b'\\').count() == 1 {
                at = inner;
                continue;
            }
            let rest = &text[inner..];
            let words = rest.trim_start_matches('~');
            let close = if words.starts_with("!--") {
                rest.find("--}}").or_else(|| rest.find("--~}}")).map(|close| close + 2)
            } else {
                rest.find("}}")
            };
            let Some(close) = close else {
                at = text.len();
                return Some(Found { offset, end: at, tag: None });
            };
            at = inner + close + rest[close..].find("}}").unwrap_or(0) + 2;
            let tag = if words.starts_with('!') { "" } else { &rest[..close] };
            return Some(Found { offset, end: at, tag: Some(tag) });
        }
    })
}

/// Returns whether words follow `else`: the engine would take them for a block within a block that nothing here looks into.
fn asks_more(after: &str) -> bool {
    !after.trim().is_empty() && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// The name of a block: `{{#> name}}` and `{{#*name}}`, which are refused later, have it too.
fn name(block: &str) -> &str {
    block.trim_start_matches(['>', '*']).split_whitespace().next().unwrap_or_default()
}

/// The deepest nesting of brackets of any kind.
fn deepest(tag: &str) -> usize {
    let mut depth = 0usize;
    tag.bytes().fold(0, |most, byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most.max(depth)
    })
}
