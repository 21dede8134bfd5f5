/// Text in the form in which both sides of a comparison stand: without any blank, and with one character for each
/// group that typefaces print alike. It works character by character, so that folding the parts of a text gives the
/// parts of the folded text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends folded text.
pub(super) fn fold_into(text: &str, out: &mut String) {
    out.extend(text.chars().filter_map(folded));
}

/// One character folded; `None` where it vanishes.
pub(super) fn folded(c: char) -> Option<char> {
    if c.is_ascii_graphic() {
        return Some(c);
    }
    // Blanks, and the marks that only steer line breaks, print nothing.
    if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{200C}' | '\u{200D}') {
        return None;
    }
    Some(match c {
        '\u{00AD}' | '\u{2010}' | '\u{2011}' => '-',
        '\u{02BC}' => '\u{2019}',
        '\u{02BB}' => '\u{2018}',
        '\u{00B5}' => '\u{03BC}',
        '\u{2126}' => '\u{03A9}',
        '\u{2206}' => '\u{0394}',
        '\u{220F}' => '\u{03A0}',
        '\u{2211}' => '\u{03A3}',
        '\u{212A}' => 'K',
        '\u{212B}' => '\u{00C5}',
        '\u{00D0}' | '\u{0189}' => '\u{0110}',
        '\u{0162}' => '\u{021A}',
        '\u{0163}' => '\u{021B}',
        '\u{015E}' => '\u{0218}',
        '\u{015F}' => '\u{0219}',
        '\u{02C9}' => '\u{00AF}',
        '\u{2219}' | '\u{0387}' => '\u{00B7}',
        '\u{2215}' => '\u{2044}',
        '\u{037E}' => ';',
        other => other,
    })
}
