//! Signs that programs write for a letter: entities of HTML, `\u00f1` of JSON, `%C3%B1` of web addresses, `_x000D_` of workbooks,
//! and line breaks of HTML. They become the letters that they stand for.

use super::text::forbidden;
use crate::finding::CodeSet;
use std::borrow::Cow;

/// The cell with the letters that its signs stand for; entities of entities too (`&amp;#39;`).
pub(super) fn decode(cell: Cow<'_, str>) -> Cow<'_, str> {
    let mut cell = cell;
    for _ in 0..3 {
        match decode_entities(&cell).filter(|decoded| is_text(decoded)) {
            Some(decoded) => cell = Cow::Owned(decoded),
            None => break,
        }
    }
    for (sign, decode) in SIGNS {
        if cell.contains(sign)
            && let Some(decoded) = decode(&cell).filter(|decoded| is_text(decoded))
        {
            cell = Cow::Owned(decoded);
        }
    }
    cell
}

/// Returns true if a text has no character that no row may hold: a sign stands for none of them either.
fn is_text(decoded: &str) -> bool {
    forbidden(decoded) == CodeSet::EMPTY
}

/// Takes the signs of one kind off a cell; `None` where it has none of them.
type Decode = fn(&str) -> Option<String>;

/// Signs by what every one of their kind begins with, and what takes them off.
const SIGNS: [(&str, Decode); 10] = [
    ("_x", |cell| replace(cell, "_x", |rest| Some((hex(rest, 4, true)?, 5)))),
    ("\\u", |cell| replace(cell, "\\u", |rest| Some((hex(rest, 4, false)?, 4)))),
    ("<b", |cell| replace(cell, "<b", line_break)),
    ("<B", |cell| replace(cell, "<B", line_break)),
    ("%", |cell| decode_bytes(cell, b'%')),
    ("=", |cell| decode_bytes(cell, b'=')),
    ("\\x", |cell| replace(cell, "\\x", |rest| Some((hex(rest, 2, false)?, 2)))),
    ("\\'", |cell| Some(cell.replace("\\'", "'"))),
    ("''", |cell| quote_within(cell, "''")),
    ("`", |cell| quote_within(cell, "`")),
];

/// The cell with each sign that `read` knows as its character: what stands behind the beginning of a sign goes in, the character
/// and the bytes that it took come out.
fn replace(cell: &str, sign: &str, read: impl Fn(&str) -> Option<(char, usize)>) -> Option<String> {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    let mut is_changed = false;
    while let Some(at) = rest.find(sign) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + sign.len()..];
        rest = match read(tail) {
            Some((c, taken)) => {
                is_changed = true;
                out.push(c);
                tail.get(taken..).unwrap_or_default()
            }
            None => {
                out.push_str(sign);
                tail
            }
        };
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// The character of a number of hexadecimal digits, with an underscore behind them or not. Controls become a blank.
fn hex(text: &str, digits: usize, has_end: bool) -> Option<char> {
    let number = text.get(..digits).filter(|number| number.bytes().all(|b| b.is_ascii_hexdigit()))?;
    if has_end && text.as_bytes().get(digits) != Some(&b'_') {
        return None;
    }
    let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
    match c {
        '\r' | '\n' | '\t' => Some(' '),
        c => Some(c).filter(|c| !c.is_control()),
    }
}

/// `<br>`, `<br/>`, `<BR />` without the first two letters.
fn line_break(rest: &str) -> Option<(char, usize)> {
    let end = rest.find('>').filter(|&end| end < 4)?;
    let name = rest.get(..end)?.trim_end_matches(['/', ' ']);
    name.eq_ignore_ascii_case("r").then_some(('\n', end + 1))
}

/// `O''Hara` and the like: an apostrophe that was doubled for a database, or typed with another key, between letters.
fn quote_within(cell: &str, sign: &str) -> Option<String> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let (front, back) = cell.split_once(sign)?;
    (is_letter(front.chars().next_back()) && is_letter(back.chars().next())).then(|| format!("{front}'{back}"))
}

/// Runs of `%C3%B1` or `=C3=B1` that are UTF-8 of letters beyond ASCII, and `%20` of a cell without blanks.
fn decode_bytes(cell: &str, sign: u8) -> Option<String> {
    let bytes = cell.as_bytes();
    let byte = |at: usize| {
        let digits = cell
            .get(at + 1..at + 3)
            .filter(|digits| bytes[at] == sign && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u8::from_str_radix(digits, 16).ok()
    };
    let has_blank = cell.contains(' ');
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match byte(at) {
            Some(decoded) if decoded >= 0x80 || (decoded == b' ' && !has_blank) => {
                out.push(decoded);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().filter(|decoded| decoded != cell)
}

fn decode_entities(cell: &str) -> Option<String> {
    memchr::memchr(b'&', cell.as_bytes())?;
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    let mut changed = false;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.bytes().take(10).position(|b| b == b';');
        match end.and_then(|end| entity(&tail[..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &tail[end + 1..];
                changed = true;
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// The character of an entity without its `&` and `;`.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let plain = match name {
        "amp" | "AMP" => '&',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{A0}',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ndash" => '–',
        "mdash" => '—',
        "szlig" => 'ß',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "iexcl" => '¡',
        "iquest" => '¿',
        "ordm" => 'º',
        "ordf" => 'ª',
        _ => return accented(name),
    };
    Some(plain)
}

/// `eacute` is the letter with the mark of the name behind it.
fn accented(name: &str) -> Option<char> {
    let mut rest = name.chars();
    let letter = rest.next().filter(char::is_ascii_alphabetic)?;
    let mark = match rest.as_str() {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "uml" => '\u{308}',
        "ring" => '\u{30A}',
        "cedil" => '\u{327}',
        "caron" => '\u{30C}',
        _ => return None,
    };
    unicode_normalization::char::compose(letter, mark)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use std::borrow::Cow;

    #[test]
    fn signs_become_what_they_stand_for() {
        for (cell, plain) in [
            ("O&#39;Hara", "O'Hara"),
            ("O&#x27;Hara", "O'Hara"),
            ("Oak &amp; Elm", "Oak & Elm"),
            ("O&amp;#39;Hara", "O'Hara"),
            ("Jos&eacute;", "José"),
            ("Nu&ntilde;ez", "Nuñez"),
            ("R&D; Q&A", "R&D; Q&A"),
            ("&#0;x", "&#0;x"),
            ("A&#xE000;b", "A&#xE000;b"),
            (r"A\u202eb", r"A\u202eb"),
            ("Whit_x000D_", "Whit "),
            ("Ann_x0020_Lee", "Ann Lee"),
            ("under_xyz_", "under_xyz_"),
            (r"Nu\u00f1ez", "Nuñez"),
            (r"C:\users", r"C:\users"),
            ("Garc%C3%ADa", "García"),
            ("Ann%20Lee", "Ann Lee"),
            ("100% sure", "100% sure"),
            ("Pe=C3=B1a", "Peña"),
            (r"Pe\xf1a", "Peña"),
            (r"O\'Hara", "O'Hara"),
            ("O''Hara", "O'Hara"),
            ("O`Hara", "O'Hara"),
            ("=1+1", "=1+1"),
            ("50%FF", "50%FF"),
            ("12 Elm St<br/>Apt 4", "12 Elm St\nApt 4"),
            ("<b>Ann", "<b>Ann"),
        ] {
            assert_eq!(decode(Cow::Borrowed(cell)), plain, "{cell}");
        }
    }
}
