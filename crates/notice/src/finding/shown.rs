//! Text of others as it is shown: nothing in it can steer a terminal, turn the direction of writing or hide, and headings
//! are quoted short and without numbers that may be somebody's.

use super::parser_words::plain;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The most characters of a heading that are quoted.
const HEADING: usize = 40;
/// From so many digits on, a number may be somebody's: Social Security, telephone, account, record.
const NUMBER: usize = 7;
/// Digits stay one number over at most so many other signs, as in `078 - 05 - 1120`.
const BETWEEN: usize = 3;

/// Returns whether a character does something instead of being seen: controls, line and paragraph separators, marks of the direction
/// of writing, what prints as nothing, and what no typeface has by agreement.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E
            | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
            | 0x110BD | 0x110CD | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
            | 0xF_0000..=0x10_FFFF)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Returns whether a character cannot stand in a letter: the hidden ones but for those that word processors leave in pasted text and
/// that letters print as nothing.
pub fn is_unprintable(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// A value on one line: every hidden character as an escape, `\u{1b}`; line ends and tabs, too.
pub fn escape_line(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))
}

/// A text of several lines, which are kept, and tabs with them; every other hidden character as an escape.
pub fn escape_text(text: &str) -> Cow<'_, str> {
    let hidden = |c| is_hidden(c) && !matches!(c, '\n' | '\t');
    escape(text, hidden, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))
}

/// Finished JSON, in which hidden characters stand within texts only: the same JSON with the escapes of JSON for them.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let hidden = |c| is_hidden(c) && c != '\n';
    escape(json, hidden, |out, c| c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}")))
}

fn escape(
    text: &str,
    hidden: impl Fn(char) -> bool,
    put: impl Fn(&mut String, char) -> std::fmt::Result,
) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            // Writing to a text cannot fail.
            let _ = put(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A column as messages name it: `column 4, “Zqcan SSN •••-••-•••• note”`. Headings are the practice's words, but a list
/// without headings has somebody's values in their place.
pub fn quote_column(number: usize, heading: &str) -> String {
    let masked = mask_numbers(heading.trim());
    if masked.is_empty() {
        return format!("column {number}");
    }
    let pieces: Vec<Cow<'_, str>> = masked
        .chars()
        .map(
            |c| if is_hidden(c) { Cow::Owned(format!("\\u{{{:x}}}", u32::from(c))) } else { Cow::Owned(c.to_string()) },
        )
        .collect();
    let length = |pieces: &[Cow<'_, str>]| pieces.iter().map(|piece| piece.chars().count()).sum::<usize>();
    if length(&pieces) <= HEADING {
        return format!("column {number}, “{}”", pieces.concat());
    }
    let mut kept = pieces.len();
    while length(&pieces[..kept]) >= HEADING {
        kept -= 1;
    }
    format!("column {number}, “{}…”", pieces[..kept].concat().trim_end())
}

/// A parser's message as ours quote it: in plain words, on one line, without the full stop at its end, and with every quotation
/// and word of the file in it cut to 40 characters, since a file that is not what it should be may hold anything.
pub fn quote_parser(message: &str) -> String {
    let line = message.trim().trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" ");
    let line = plain(&line);
    let mut quoted = String::with_capacity(line.len());
    let mut rest = &*line;
    while let Some(start) = rest.find(['`', '"', '“']) {
        let mark = rest[start..].chars().next().unwrap_or('`');
        let (before, inside) = (&rest[..start], &rest[start + mark.len_utf8()..]);
        let close = if mark == '“' { '”' } else { mark };
        let end = inside.find(close).unwrap_or(inside.len());
        push_words(&mut quoted, before);
        quoted.push(mark);
        quoted.push_str(&cut_text(&inside[..end]));
        rest = &inside[end..];
        if let Some(after) = rest.strip_prefix(close) {
            quoted.push(close);
            rest = after;
        }
    }
    push_words(&mut quoted, rest);
    quoted
}

fn push_words(out: &mut String, text: &str) {
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(&cut_text(word));
    }
}

/// A text cut to 40 characters, the last of them an ellipsis.
pub fn cut_text(text: &str) -> Cow<'_, str> {
    if text.chars().count() <= HEADING {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().take(HEADING - 1).chain(['…']).collect())
}

/// The most characters of an argument, a key or another word of somebody's that is shown.
const SHORT: usize = 80;
/// The most characters of a message.
const MESSAGE: usize = 2_000;

/// A word of somebody's, such as an argument or a key, with every hidden character as an escape, cut to 80 characters.
pub fn quote_short(text: &str) -> Cow<'_, str> {
    cut_at(escape_line(text.get(..8 * SHORT).unwrap_or(text)), SHORT, text.len() > 8 * SHORT)
}

/// A message on one line, with every hidden character as an escape and none of its words longer than a path is.
pub fn escape_message(text: &str) -> Cow<'_, str> {
    const WORD: usize = 400;
    let escaped = escape_line(text);
    if escaped.len() <= WORD {
        return escaped;
    }
    let words = escaped.split(' ').map(|word| cut_at(Cow::Borrowed(word), WORD, false));
    let bounded = words.collect::<Vec<_>>().join(" ");
    cut_at(Cow::Owned(bounded), MESSAGE, false)
}

/// A text cut to so many characters, the last of them an ellipsis; `more` says that it was longer than it is.
fn cut_at(text: Cow<'_, str>, most: usize, more: bool) -> Cow<'_, str> {
    if !more && (text.len() <= most || text.chars().count() <= most) {
        return text;
    }
    Cow::Owned(text.chars().take(most - 1).chain(['…']).collect())
}

/// A heading with the digits of every number of seven and more covered, however the number is written.
pub fn mask_numbers(text: &str) -> Cow<'_, str> {
    let characters: Vec<char> = text.chars().collect();
    let mut covered = vec![false; characters.len()];
    let mut number: Vec<usize> = Vec::new();
    let mut cover = |number: &mut Vec<usize>| {
        if number.len() >= NUMBER {
            number.iter().for_each(|&at| covered[at] = true);
        }
        number.clear();
    };
    for (at, c) in characters.iter().enumerate() {
        if c.is_numeric() {
            if number.last().is_some_and(|last| at - last > BETWEEN + 1) {
                cover(&mut number);
            }
            number.push(at);
        } else if c.is_alphabetic() {
            cover(&mut number);
        }
    }
    cover(&mut number);
    if !covered.contains(&true) {
        return Cow::Borrowed(text);
    }
    characters.iter().zip(covered).map(|(&c, covered)| if covered { '•' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{
        escape_json, escape_line, escape_message, escape_text, mask_numbers, quote_column, quote_parser, quote_short,
    };

    #[test]
    fn a_parser_repeats_little_of_a_file() {
        assert_eq!(
            quote_parser("unknown field `colour`,\n expected `color`."),
            "`colour` is not a key here; the keys here are `color`"
        );
        let long = "7".repeat(200);
        let message = format!("value {long}: not `{}`, “{long}” or \"{long}", "a b ".repeat(90));
        let cut = format!("{}…", "7".repeat(39));
        let spaced = format!("{}…", &"a b ".repeat(90)[..39]);
        assert_eq!(quote_parser(&message), format!("value {cut} not `{spaced}`, “{cut}” or \"{cut}"));
    }

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(escape_line("a\u{1b}[2J\nb"), "a\\u{1b}[2J\\u{a}b");
        assert_eq!(escape_text("a\u{9b}2J\nb\tc\u{202e}"), "a\\u{9b}2J\nb\tc\\u{202e}");
        for c in "\0\u{7}\r\u{7f}\u{85}\u{ad}\u{61c}\u{200b}\u{200e}\u{2028}\u{2029}\u{202a}\u{2066}\u{2069}\u{feff}\u{e0041}".chars() {
            let text = format!("x{c}y");
            assert_eq!(escape_text(&text), format!("x\\u{{{:x}}}y", u32::from(c)));
        }
        assert_eq!(escape_text("Größe “fine”, Ñandú – 12 €"), "Größe “fine”, Ñandú – 12 €");
    }

    #[test]
    fn words_of_others_are_shown_short() {
        assert_eq!(quote_short("--fro\u{1b}[2Jm"), "--fro\\u{1b}[2Jm");
        for long in ["x".repeat(100_000), "\u{1b}".repeat(100_000), "a b ".repeat(30_000), "é".repeat(90)] {
            let shown = quote_short(&long);
            assert!(shown.chars().count() == 80 && shown.ends_with('…'), "{shown}");
            let message = escape_message(&long);
            assert!(message.chars().count() <= 2_000, "{}", message.chars().count());
        }
        let path = "a/".repeat(150);
        assert_eq!(escape_message(&format!("{path} is no file.")), format!("{path} is no file."));
        assert_eq!(quote_short(&"y".repeat(80)), "y".repeat(80));
    }

    #[test]
    fn json_stays_json() {
        let value = "\u{1b}\u{9b}\u{202e}\u{e0041}\u{7f}é";
        let text = serde_json::to_string(value).expect("JSON");
        let shown = escape_json(&text);
        assert!(!shown.chars().any(super::is_hidden), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).expect("JSON"), value);
    }

    #[test]
    fn headings_are_quoted_short_and_without_numbers_of_somebody() {
        assert_eq!(quote_column(4, "Zqcan SSN 078-05-1120 note"), "column 4, “Zqcan SSN •••-••-•••• note”");
        for number in [
            "078051120",
            "078 05 1120",
            "078–05–1120",
            "078.05.1120",
            "078 - 05 - 1120",
            "5125550100",
            "078_05_1120",
            "٠٧٨٠٥١١٢٠",
        ] {
            let quoted = quote_column(1, &format!("id {number}"));
            assert!(!quoted[10..].chars().any(char::is_numeric), "{quoted}");
        }
        assert_eq!(mask_numbers("Address 2, line 10"), "Address 2, line 10");
        assert_eq!(quote_column(9, ""), "column 9");
        assert_eq!(quote_column(9, "x\u{1b}[2J"), "column 9, “x\\u{1b}[2J”");
        let long = quote_column(1, &"\u{1b}abc ".repeat(30));
        let inner = long.trim_start_matches("column 1, “").trim_end_matches('”');
        assert!(inner.chars().count() <= 40 && inner.ends_with('…'), "{long}");
    }
}
